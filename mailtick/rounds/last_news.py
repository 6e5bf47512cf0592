"""When a person last told whoever reported an incident how it stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.policy import Policy
from mailtick.store.news import open_mails, told_at


def last_news(session: Session, incident: Incident, lookup: Lookup, policy: Policy) -> datetime | None:
    """Return when a person's words last went to them: through the desk, or from a mail program (RULINGS 10)."""
    through_the_desk = told_at(session, incident.id, incident.reporter.id)
    written = (
        at
        for at, address, in_sent in open_mails(session, incident.id)
        if in_sent or policy.is_own(address) or _is_of_the_team(address, incident, lookup)
    )
    return max((at for at in (through_the_desk, *written) if at), default=None)


def _is_of_the_team(address: str, incident: Incident, lookup: Lookup) -> bool:
    """Whoever the incident is for writes to the desk, not to the others."""
    person = lookup.person(address)
    return person is not None and person.is_team and person.address not in {each.address for each in incident.affected}
