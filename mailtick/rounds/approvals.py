"""Ask whoever decides, keep what they answered, and order what was approved; for `apply`, in its transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.approval_mails import approval
from mailtick.incidents.approval_mails import order as order_mail
from mailtick.incidents.approvals import Answer, AnswerApproval, AskApproval, SendOrder
from mailtick.incidents.cover import no_cover
from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import Notice
from mailtick.incidents.people import Person
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.ordered import expect
from mailtick.rounds.regroup import Log
from mailtick.store import approvals, people
from mailtick.store.tables import HandoverRow, IncidentRow

# A contract that ends within so many days bears on what is bought.
_SOON_DAYS = 90
_SAID = {Answer.YES: "approved", Answer.NO: "declined", Answer.ASK: "asked back"}


class Write(Protocol):
    """Puts a notice into the outbox, about the incident of this reference; on a hand-over where there is one."""

    def __call__(
        self, notice: Notice, reference: str, together: tuple[Person, ...] = (), handover_id: int | None = None
    ) -> int | None: ...


def ask(session: Session, desk: Desk, action: AskApproval, incident: Incident, log: Log, write: Write) -> None:
    """M7: keep the question, and put it to whoever decides, with what the desk knows that bears on it."""
    number = approvals.ask(session, action, action.of.id, desk.clock())
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    firm = lookup.provider_named(action.provider) if action.provider else None
    known = (*action.known, *_known(session, desk, incident, action, lookup))
    shown = replace(action, known=known)
    notice = approval(incident, action.of, number, shown, firm.name if firm else "")
    outgoing_id = write(notice, incident.reference)
    text = f"{action.of.name} is asked to decide: {approvals.kept_approval(session, number).words}"
    log(incident.id, Event.NOTE, action.because, text=text, outgoing_id=outgoing_id)


def _known(
    session: Session, desk: Desk, incident: Incident, action: AskApproval, lookup: StoreLookup
) -> tuple[str, ...]:
    """What helps meanwhile, and that a contract does not cover it; of a restricted matter nothing."""
    if incident.is_restricted:
        return ()
    row = session.get_one(IncidentRow, incident.id)
    today = desk.clock().astimezone(desk.policy.zone).date()
    known: list[str] = []
    if row.temporary_fix and row.rest_due_on is not None:
        known.append(f"Meanwhile: {row.temporary_fix} (until {_day(row.rest_due_on)}).")
    firm = lookup.provider_named(action.provider) if action.provider else None
    if firm is None:
        return tuple(known)
    if warning := no_cover(incident.equipment, incident.place, firm, lookup.registers, today):
        known.append(f"{warning[:1].upper()}{warning[1:]}.")
    for each in lookup.registers.agreements(firm.code):
        if each.end_on is not None and 0 <= (each.end_on - today).days <= _SOON_DAYS:
            known.append(f"{each.ref} ({each.description}) ends on {_day(each.end_on)}.")
    return tuple(known)


def answer(session: Session, desk: Desk, action: AnswerApproval, log: Log) -> None:
    """Keep the answer; one that came while another was kept changes nothing, and the log says so."""
    kept = approvals.answer(session, action, desk.clock())
    words = approvals.kept_approval(session, action.approval).words
    said = f': "{action.text}"' if action.text else ""
    text = f"{_SAID[action.answer]} by {action.by.name}: {words}{said}" if kept else f"too late: {words}{said}"
    log(action.incident, Event.NOTE, action.because, text=text)


def order(session: Session, desk: Desk, action: SendOrder, incident: Incident, log: Log, write: Write) -> None:
    """M8: order it by mail; what the firm has no job for yet becomes one, whose wait begins when the mail has gone."""
    approved = approvals.kept_approval(session, action.approval)
    handover_id, theirs = action.handover, ""
    if handover_id is None:
        firms = people.all_providers(session).items()
        provider_id = next(key for key, each in firms if each.code == action.provider.code)
        row = HandoverRow(incident_id=incident.id, provider_id=provider_id, state="drafted", why=approved.thing)
        session.add(row)
        session.get_one(IncidentRow, incident.id).level = 2
        session.flush()
        handover_id = row.id
    else:
        theirs = session.get_one(HandoverRow, handover_id).job_reference
    approvals.note_order(session, approved.id, action.order_number, desk.clock())
    notice = order_mail(incident, action.provider, approved, action.order_number, theirs, action.note)
    outgoing_id = write(notice, incident.reference, handover_id=handover_id)
    text = f"ordered from {action.provider.name} with {action.order_number}: {approved.words}"
    log(incident.id, Event.HANDOVER, action.because, new=action.provider.name, text=text, outgoing_id=outgoing_id)
    if written := expect(session, desk, action, approved, incident):
        log(incident.id, Event.NOTE, action.because, text=f"expected with it: {'; '.join(written)}")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
