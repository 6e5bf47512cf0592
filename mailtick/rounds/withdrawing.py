"""Take a job back from a firm, or give it back to it, and tell the firm once; for `apply`, in its transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.incident import Incident
from mailtick.incidents.pupils import for_firm
from mailtick.incidents.withdrawals import WithdrawJob, withdrawal
from mailtick.registers.changing import Author, change, retire
from mailtick.registers.diary import DIARY
from mailtick.rounds.approvals import Write
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.regroup import Log
from mailtick.store import withdrawals
from mailtick.store.handovers import entries_to_come
from mailtick.store.tables import HandoverRow

# What they came for stands in the diary no more.
_ENTRIES = ("visit", "delivery")


def withdraw_job(session: Session, desk: Desk, action: WithdrawJob, incident: Incident, log: Log, write: Write) -> None:
    """The job and its entries in the diary; of a firm that has not even read of it too, whose mail is on its way."""
    now = desk.clock()
    row = session.get_one(HandoverRow, action.handover)
    nth = withdrawals.times_said(session, incident.id) + 1
    by = Author(action.by.name, f"{incident.reference} is {'open again' if action.is_again else 'over'}", now)
    old = row.state
    if action.is_again:
        row.state, row.outcome = withdrawals.state_before(row), ""
        _enter_again(session, incident.reference, action.provider.code, by)
    else:
        row.state, row.outcome = "withdrawn", "withdrawn"
        _take_out(session, incident.reference, action.provider.code, by, desk)
    shown = for_firm(incident, StoreLookup(session, desk.policy.facts.prefix).is_name_here)
    notice = withdrawal(shown, action.provider, action.number, action.by.name, is_again=action.is_again, nth=nth)
    outgoing_id = write(notice, incident.reference, handover_id=action.handover)
    said = "is given its job back" if action.is_again else "hears that its job is not needed any more"
    text = f"{action.provider.name} {said}"
    log(
        incident.id,
        Event.HANDOVER,
        action.because,
        field=withdrawals.FIELD,
        old=old,
        new=row.state,
        text=text,
        outgoing_id=outgoing_id,
    )


def _take_out(session: Session, reference: str, firm: str, by: Author, desk: Desk) -> None:
    today = by.at.astimezone(desk.policy.zone).date()
    for kind in _ENTRIES:
        for ref in [each.ref for each in entries_to_come(session, reference, firm, kind) if each.on >= today]:
            retire(session, DIARY, ref, by, today)


def _enter_again(session: Session, reference: str, firm: str, by: Author) -> None:
    """What was taken out with the job; what they put in the place of another before stays out."""
    for ref in withdrawals.taken_out(session, reference, firm, f"{reference} is over"):
        change(session, DIARY, ref, {"retired_on": ""}, by)
