"""How the clock of an incident stands, read from the store."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.clock import Clock, read_clock
from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import AnswerBy
from mailtick.incidents.policy import Policy
from mailtick.store.calendar import school_days
from mailtick.store.clock import life_of
from mailtick.store.tables import IncidentRow


def clock_of(session: Session, policy: Policy, incident_id: int, now: datetime) -> Clock:
    """Return the clock of an incident at a moment."""
    life = life_of(session, session.get_one(IncidentRow, incident_id))
    return read_clock(life, policy.service_time(school_days(session)), policy.promises, now)


def answer_by(session: Session, policy: Policy, incident: Incident, now: datetime) -> AnswerBy:
    """Return by when a person answers a new incident, and when the desk opens, if it is shut."""
    service = policy.service_time(school_days(session))
    start = service.opening(incident.received_at)
    opens_at = service.opening(now)
    by = policy.promises.of(incident.priority).reply.moment(start, service)
    return AnswerBy(by, opens_at if opens_at > now else None)
