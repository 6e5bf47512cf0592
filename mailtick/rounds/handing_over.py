"""Hand an incident over to a firm: the job, and its mail with all that a firm needs (M5); for `apply`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import Event, HandOver
from mailtick.incidents.asking_advice import advice
from mailtick.incidents.incident import Incident
from mailtick.incidents.pupils import for_firm
from mailtick.rounds.approvals import Write
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.regroup import Log
from mailtick.store import people
from mailtick.store.firm_jobs import agreed_for
from mailtick.store.tables import HandoverRow, IncidentRow


def hand_over(session: Session, desk: Desk, action: HandOver, incident: Incident, log: Log, write: Write) -> None:
    """Make the job and write its mail; the wait opens when that has really gone out."""
    firms = people.all_providers(session).items()
    provider_id = next(key for key, known in firms if known.code == action.provider.code)
    row = HandoverRow(incident_id=incident.id, provider_id=provider_id, state="drafted", why=action.why)
    session.add(row)
    session.get_one(IncidentRow, incident.id).level = 2
    session.flush()
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    today = desk.clock().astimezone(desk.policy.zone).date()
    agreed = agreed_for(session, incident.id, action.provider.code, today)
    shown = for_firm(incident, lookup.is_name_here)
    if action.provider.is_advice:
        notice = advice(shown, action.provider, action.why)
    else:
        notice = notices.handover(shown, action.provider, action.why, agreed)
    write(notice, incident.reference, handover_id=row.id)
    text = "\n".join(part for part in (action.why, action.warning) if part)
    log(incident.id, Event.HANDOVER, action.because, new=action.provider.name, text=text)
