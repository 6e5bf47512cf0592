"""Make a decision true: one `match` over its actions, in the caller's transaction.

Promise: every change writes its log entry beside it; all of a decision happens or nothing does.
Failures: whatever raises rolls the decision back; the caller holds the mail and says why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Assign,
    ChangeReporter,
    ChangeState,
    Event,
    HandOver,
    Hold,
    Ignore,
    JoinIncident,
    LeaveIncident,
    MergeInto,
    NoteBounce,
    Notify,
    OpenIncident,
    ProviderAnswered,
    ReleaseMail,
    RemoveParticipant,
    SetField,
    StartWait,
    StopAutomatic,
    Unmerge,
    Withhold,
)
from mailtick.incidents.further_acts import FurtherAction
from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import Stop
from mailtick.incidents.notices import Notice
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person
from mailtick.incidents.proposals.acts import AnswerProposal, FilePaper, JoinProposal, Propose
from mailtick.incidents.register_acts import AnswerList, AnswerReminders, AnswerStockCheck, NoteAbsence, RunChecklists
from mailtick.incidents.words import NOTICE_WORDS, WAITING_WORDS
from mailtick.rounds import proposals, regroup
from mailtick.rounds.answering import answer_by_mail
from mailtick.rounds.equipment import with_equipment
from mailtick.rounds.fields import field_value, note_state, shown_value
from mailtick.rounds.further import do_further
from mailtick.rounds.handing_over import hand_over
from mailtick.rounds.returned import note_bounce
from mailtick.rounds.taking_part import change_participants, change_reporter
from mailtick.rounds.tell import addressed, mailable, reached_at
from mailtick.rounds.waiting import begin_wait, day_and_year, keep_wait
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import handovers, incidents, outbox, people
from mailtick.store.affected import own_affected
from mailtick.store.appending import NewEntry, add_affected, add_entries, add_incident
from mailtick.store.clock import look_again
from mailtick.store.tables import IncidentRow


@dataclass(slots=True)
class Applied:
    """What became of a decision: the incident it is about, and why the mail is held, if it is."""

    incident_id: int | None = None
    held_because: str = ""


class Applier:
    """Applies the actions of one cause; `who` stands in the log, `received_at` is when the matter came in."""

    def __init__(self, session: Session, desk: Desk, cause: Cause, who: str, received_at: datetime) -> None:
        self._session = session
        self._desk = desk
        self._cause = cause
        self._who = who
        self._now = desk.clock()
        self._received_at = received_at
        self._applied = Applied()
        # How often this cause has written a notice of one name: a mail may hold two #tell.
        self._written: Counter[str] = Counter()
        self._rows: dict[int, IncidentRow] = {}
        self._entries: list[NewEntry] = []
        # The incident just opened, as long as nothing else was done to it: it need not be read back.
        self._opened: Incident | None = None
        self._proposal: int | None = None

    def apply(self, actions: tuple[Action, ...]) -> Applied:
        for action in actions:
            self._apply_one(action)
        self._write_entries()
        return self._applied

    def _write_entries(self) -> None:
        self._session.flush()
        add_entries(self._session, self._entries)
        if not self._desk.is_silent:
            look_again(self._session, {entry.incident_id for entry in self._entries}, self._now)
        self._entries.clear()

    def _apply_one(self, action: Action) -> None:
        if isinstance(action, FurtherAction):
            incident_id, opened = self._id(action.incident), self._opened
            is_new = opened is not None and opened.id == incident_id
            self._opened = with_equipment(opened, action) if opened is not None and is_new else None
            do_further(self._session, self._desk, action, incident_id, self._incident, self._log, self._write)
            return
        match action:
            case OpenIncident():
                self._open(action)
            case AddEntry():
                self._log(action.incident, action.event, action.because, text=action.text, internal=action.is_internal)
            case SetField():
                self._set_field(action)
            case ChangeState():
                self._change_state(action)
            case Assign():
                self._assign(action)
            case StartWait():
                self._start_wait(action)
            case HandOver():
                incident = self._incident(self._id(action.incident))
                hand_over(self._session, self._desk, action, incident, self._log, self._write)
            case ProviderAnswered():
                self._provider_answered(action)
            case JoinIncident():
                self._join(action)
            case LeaveIncident() | MergeInto() | Unmerge():
                self._regroup(action)
            case ChangeReporter():
                self._opened = None
                change_reporter(self._session, action, self._on_list(action.to), self._log)
            case AddParticipants() | RemoveParticipant():
                incident_id, at = self._id(action.incident), self._received_at
                self._opened = change_participants(self._session, action, incident_id, at, self._opened, self._log)
            case Notify():
                self._notify(action)
            case StopAutomatic():
                until_at = self._now + timedelta(hours=action.hours)
                outbox.put_stop(self._session, Stop(action.address, action.because, self._now, until_at))
            case NoteBounce():
                self._note_bounce(action)
            case ReleaseMail():
                new = str(action.entry)
                self._log(action.incident, Event.RELEASED, action.because, new=new, text=action.text, internal=False)
            case AnswerReminders() | RunChecklists() | AnswerStockCheck() | NoteAbsence():
                answer_by_mail(self._session, self._desk, action, self._cause)
            case Propose() | JoinProposal() | AnswerProposal() | FilePaper():
                # What it writes into the log stands below the mail that told it.
                self._write_entries()
                self._proposal = proposals.apply_proposal(self._session, self._desk, action, self._cause)
            case Hold():
                self._applied.held_because = action.because
            case Withhold() | Ignore() | AnswerList():
                pass  # The decision, stored with the mail, says it; lists are answered once the mail is filed.
            case _:
                assert_never(action)

    def _open(self, action: OpenIncident) -> None:
        reporter = self._on_list(action.reporter)
        number = desk_store.take_number(self._session, self._desk.first_number)
        reference = self._desk.policy.reference(number)
        opened = add_incident(self._session, number, reference, action, reporter, self._received_at, self._now)
        # What it is related to is read back, with that one's number.
        self._applied.incident_id, self._opened = opened.id, None if action.related_to else opened
        self._log(opened.id, Event.OPENED, action.because, text=action.text, internal=False)

    def _on_list(self, person: Person) -> Person:
        return person if person.id else people.add_person(self._session, person.name, person.address, person.roles)

    def _set_field(self, action: SetField) -> None:
        row = self._row(action.incident)
        old = shown_value(getattr(row, action.field))
        setattr(row, action.field, field_value(action.field, action.value))
        self._log(action.incident, Event.FIELD, action.because, field=action.field, old=old, new=action.value)
        if action.field == "is_restricted":
            regroup.restrict_merged(self._session, row, action.because, self._log)

    def _change_state(self, action: ChangeState) -> None:
        row = self._row(action.incident)
        old = row.state
        if old is action.to:
            return
        note_state(row, action.to, self._now)
        keep_wait(self._session, row.id, old, action.to, self._now)
        self._log(action.incident, Event.STATE, action.because, field="state", old=old.value, new=action.to.value)

    def _assign(self, action: Assign) -> None:
        row = self._row(action.incident)
        old = people.person_by_id(self._session, row.assignee_id).name if row.assignee_id else ""
        row.assignee_id = self._on_list(action.to).id
        row.level = max(row.level, 1)
        self._log(action.incident, Event.FIELD, action.because, field="assignee", old=old, new=action.to.name)

    def _start_wait(self, action: StartWait) -> None:
        incident_id, on = self._id(action.incident), action.waiting_on
        begin_wait(self._session, incident_id, on, action.why, action.follow_up_at, self._now, action.choices)
        until = day_and_year(action.follow_up_at.astimezone(self._desk.policy.zone).date())
        text = f"waits for {WAITING_WORDS[on]} until {until}: {action.why}"
        self._log(action.incident, Event.NOTE, action.because, text=text)

    def _provider_answered(self, action: ProviderAnswered) -> None:
        incident_id, old = handovers.note_answer(
            self._session, action.handover, self._received_at, action.reference, is_human=action.is_human
        )
        if action.reference:
            self._log(incident_id, Event.FIELD, action.because, field="job_reference", old=old, new=action.reference)

    def _join(self, action: JoinIncident) -> None:
        self._opened = None
        person = self._on_list(action.person)
        if person.id not in own_affected(self._session, action.incident):
            add_affected(self._session, action.incident, person.id, self._received_at, action.place)
        self._log(action.incident, Event.JOINED, action.because, new=regroup.as_logged(person))

    def _regroup(self, action: LeaveIncident | MergeInto | Unmerge) -> None:
        """People and mails change between incidents; the rows may be changed past us, so nothing is kept of them."""
        self._opened = None
        self._session.flush()
        regroup.regroup(self._session, action, self._incident, self._change_state, self._log)

    def _notify(self, action: Notify) -> None:
        incident = self._incident(self._id(action.incident)) if action.incident is not None else None
        reference = incident.reference if incident else ""
        action, unreachable = mailable(action)
        if incident is not None and unreachable:
            whom = ", ".join(each.address for each in unreachable)
            text = f"{NOTICE_WORDS[action.notice]}: no mail can be sent to {whom}"
            self._log(incident.id, Event.NOT_SENT, action.because, text=text)
        is_for_few = incident is not None and incident.is_restricted
        cc = () if is_for_few else tuple(person for person in action.cc if person not in action.to)
        for person in (*action.to, *cc):
            reader = reached_at(self._session, action, person, incident)
            notice = proposals.notice_for(self._session, self._desk, action, reader, incident, self._proposal)
            together = addressed(action, person, incident)
            # Nobody else sees an address that somebody has beside the school's.
            together = (reader,) if together == (person,) and not cc else together
            outgoing_id = self._write(notice, reference, together, cc=cc)
            if outgoing_id is not None and incident is not None:
                text = f"{NOTICE_WORDS[notice.template]} to {reader.address}"
                event = Event.NOT_SENT if self._desk.is_shadow else Event.SENT
                self._log(incident.id, event, action.because, text=text, outgoing_id=outgoing_id)

    def _write(
        self,
        notice: Notice,
        reference: str,
        together: tuple[Person, ...] = (),
        handover_id: int | None = None,
        cc: tuple[Person, ...] = (),
    ) -> int | None:
        nth = self._written[notice.once]
        self._written[notice.once] += 1
        return write_mail(
            self._session,
            self._desk,
            notice,
            self._cause,
            reference,
            together,
            handover_id,
            nth,
            cc=cc,
            is_cleared=True,
        )

    def _note_bounce(self, action: NoteBounce) -> None:
        about = note_bounce(self._session, self._desk, action, self._cause, self._change_state, self._log)
        self._applied.incident_id = about or self._applied.incident_id

    def _log(
        self,
        incident: IncidentId,
        event: Event,
        because: str,
        *,
        field: str = "",
        old: str = "",
        new: str = "",
        text: str = "",
        internal: bool = True,
        outgoing_id: int | None = None,
    ) -> None:
        self._entries.append(
            NewEntry(
                self._id(incident),
                self._now,
                self._who,
                event.value,
                because,
                field,
                old,
                new,
                text,
                internal,
                self._cause.mail_id,
                outgoing_id,
            )
        )

    def _id(self, incident: IncidentId) -> int:
        """The incident that an action names; it is also the one that the mail is filed on, if it is the first."""
        if isinstance(incident, int):
            self._applied.incident_id = self._applied.incident_id or incident
            return incident
        if self._applied.incident_id is None:
            raise LookupError("an action is about the incident that its decision opens, and the decision opens none")
        return self._applied.incident_id

    def _row(self, incident: IncidentId) -> IncidentRow:
        incident_id = self._id(incident)
        # Whoever takes the row may change it.
        self._opened = None
        # Kept for the whole decision: the session itself forgets a row that nobody holds.
        if incident_id not in self._rows:
            self._rows[incident_id] = self._session.get_one(IncidentRow, incident_id)
        return self._rows[incident_id]

    def _incident(self, incident_id: int) -> Incident:
        if self._opened is not None and self._opened.id == incident_id:
            return self._opened
        self._session.flush()
        row = self._row(incident_id)
        return incidents.as_incident(self._session, row, self._desk.policy.facts.prefix)
