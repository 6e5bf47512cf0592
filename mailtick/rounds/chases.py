"""Chase a firm by mail; for `apply`, in its transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.chases import SendChase, chase, owed
from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import as_recipient
from mailtick.incidents.pupils import for_firm
from mailtick.rounds.approvals import Write
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.regroup import Log
from mailtick.store.firm_jobs import firm_jobs, note_chase


def send_chase(session: Session, desk: Desk, action: SendChase, incident: Incident, log: Log, write: Write) -> None:
    """M6 on the thread of the job: to the firm, and to whoever answers for their work where it goes further."""
    now = desk.clock()
    job = next(each for each in firm_jobs(session, incident.id) if each.handover == action.handover)
    shown = for_firm(incident, StoreLookup(session, desk.policy.facts.prefix).is_name_here)
    late = owed(job, incident, desk.policy.zone, now)
    nth = note_chase(session, job.handover, now)
    for reader in (as_recipient(action.provider), *((action.further,) if action.further else ())):
        notice = chase(shown, reader, job, late, nth, action.text, action.by.name if action.by else "")
        outgoing_id = write(notice, incident.reference, handover_id=job.handover)
        text = f"{job.firm.name} chased, {nth} of this job: {reader.address}"
        log(incident.id, Event.HANDOVER, action.because, new=job.firm.name, text=text, outgoing_id=outgoing_id)
