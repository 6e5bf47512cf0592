"""What an action of a decision does, in words for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

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
from mailtick.incidents.approvals import AnswerApproval, AskApproval, SendOrder
from mailtick.incidents.articles import ArticleWorked, UseArticle
from mailtick.incidents.chases import SendChase
from mailtick.incidents.checklist_acts import AnswerStockCheck, RunChecklists
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.foresee import ForeseenMail, foresee
from mailtick.incidents.further_acts import FurtherAction
from mailtick.incidents.incident import STATE_WORDS
from mailtick.incidents.job_numbers import NumberJob
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.moments import on_day
from mailtick.incidents.needed import ProposeNeeded
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person
from mailtick.incidents.proposals.acts import AnswerProposal, FilePaper, JoinProposal, Propose
from mailtick.incidents.rating import GRADE_WORDS, Rate
from mailtick.incidents.register_acts import AnswerList, AnswerReminders, FinishEntry, NoteAbsence
from mailtick.incidents.related import LinkIncidents, OfferParts, SetParent, Split
from mailtick.incidents.rule_acts import KeepDay
from mailtick.incidents.several import ProposeSplit
from mailtick.incidents.time_spent import SpendTime
from mailtick.incidents.withdrawals import WithdrawJob
from mailtick.incidents.words import EVENT_WORDS, FIELD_WORDS, NOTICE_WORDS, WAITING_WORDS, plain_value

_NEW = "the new incident"


class ActionWords:
    """Says the actions of one decision; `lookup` knows the incidents that they name."""

    def __init__(self, actions: Sequence[Action], lookup: Lookup) -> None:
        self._actions = actions
        self._lookup = lookup

    def say(self, action: Action) -> Iterator[str]:
        """Yield what one action does: one line, but for mails that are not the same for everybody."""
        if isinstance(action, FurtherAction):
            yield self._further(action)
            return
        match action:
            case OpenIncident():
                yield _opened(action)
            case Notify():
                yield from map(_mail, foresee(action, self._actions, self._lookup))
            case AddEntry() | SetField() | ChangeState() | ReleaseMail():
                yield self._on_incident(action)
            case Assign() | ChangeReporter() | JoinIncident() | LeaveIncident():
                yield self._with_person(action)
            case AddParticipants() | RemoveParticipant():
                yield self._taking_part(action)
            case MergeInto() | Unmerge():
                yield self._regrouped(action)
            case HandOver() | StartWait() | ProviderAnswered():
                yield self._waiting(action)
            case Withhold():
                yield f"write nothing to {_who(action.to)}: no {NOTICE_WORDS[action.notice]}"
            case StopAutomatic():
                yield f"send no automatic mail to {action.address} for {action.hours} hours"
            case NoteBounce():
                lasting = ", and no automatic mail goes there any more" if action.is_permanent else ""
                yield f"note that a mail to {action.recipient} came back{lasting}"
            case Propose():
                yield from _proposed(action)
            case JoinProposal():
                yield f"add it to proposal {action.proposal}: {action.content.title}"
                yield from (f"    not sure: {each}" for each in action.content.unsure)
            case FilePaper():
                yield f"file {', '.join(action.names)} on {action.key} ({action.register})"
            case AnswerReminders():
                yield from (f"answer a reminder: {each.as_written}" for each in action.words)
            case AnswerProposal():
                given = ", ".join(f"{name}={value}" for name, value in action.cells)
                yield f"{action.word} proposal {action.proposal}{f', with {given}' if given else ''}"
            case RunChecklists():
                yield from (f"{word}: {argument}" for word, argument in action.words)
            case AnswerStockCheck():
                yield from (f"note what is in a room ({action.task}): {line.shown}" for line in action.lines)
            case AnswerList():
                yield from (f"answer a list: {each.as_written}" for each in action.lines)
            case NoteAbsence():
                yield f"note that {action.person.name} is away, back on {on_day(action.back_on, 0)}"
            case Hold():
                follows = f"; as a new incident it would follow {action.related}" if action.related else ""
                yield f"hold it until a person decides{follows}"
            case Ignore():
                dropped = "drop it, like spam: `mailtick held dropped` shows it"
                yield dropped if action.rules else "keep it, and do nothing"
            case _:
                assert_never(action)

    def _further(self, action: FurtherAction) -> str:
        incident = self._reference(action.incident)
        match action:
            case Split(parts=parts):
                return f"split off {incident}: {'; '.join(each.title for each in parts)}"
            case SpendTime(minutes=spent):
                return f"note {spent} minutes spent on {incident}"
            case UseArticle(article=ref, title=title):
                return f"note that the first checks of {ref} ({title}) are sent"
            case ArticleWorked(article=ref):
                return f"note that what {ref} says to try has helped"
            case LinkIncidents(other=other):
                verb = "has nothing to do" if action.is_off else "has to do"
                return f"note that {incident} {verb} with {self._reference(other)}"
            case SetParent(parent=parent, is_off=is_off):
                return f"note that {incident} is {'no more ' if is_off else ''}part of {self._reference(parent)}"
            case KeepDay(on=on, what=what):
                return f"put into the diary for {on_day(on, 0)}: {what}, about {incident}"
            case FinishEntry(entry=entry, what=what):
                return f"note in the diary that {entry} is done ({what})"
            case AskApproval(of=person, what=what, price=price):
                return f"ask {_who(person)} to decide on {incident}: {what}{f', {price.words}' if price else ''}"
            case AnswerApproval(answer=answer, by=person):
                return f"note what {_who(person)} says to what was asked about {incident}: {answer}"
            case SendChase(provider=firm):
                return f"ask {firm.name} how {incident} stands"
            case SendOrder(provider=firm, order_number=number):
                return f"order from {firm.name} for {incident}, with the order number {number}"
            case WithdrawJob(provider=firm, is_again=is_again):
                return (
                    f"tell {firm.name} that {incident} is {'needed after all' if is_again else 'not needed any more'}"
                )
            case NumberJob(firm=firm_name, number=number):
                return f"note for {incident} that {firm_name}'s job number is {number or 'not known'}"
            case Rate(person=person, grade=grade):
                return f"note that {_who(person)} finds what was done on {incident} {GRADE_WORDS[grade]}"
            case OfferParts(words=words) | ProposeSplit(words=words) | ProposeNeeded(words=words):
                return f"propose for {incident}: {words}"
            case LinkEquipment() | UnlinkEquipment():
                verb = "is" if isinstance(action, LinkEquipment) else "is not"
                return f"note that {incident} {verb} about {action.equipment.tag}"

    def _on_incident(self, action: AddEntry | SetField | ChangeState | ReleaseMail) -> str:
        incident = self._reference(action.incident)
        match action:
            case AddEntry(event=Event.MAIL):
                return f"put it onto {incident}"
            case AddEntry():
                return f"put it onto {incident} ({EVENT_WORDS[action.event]})"
            case SetField() if action.field.endswith("_at"):
                return f"note on {incident} when it was {FIELD_WORDS[action.field]}"
            case SetField():
                return f"note on {incident}: {FIELD_WORDS[action.field]}: {plain_value(action.field, action.value)}"
            case ChangeState():
                return f"{incident} is then: {STATE_WORDS[action.to]}"
            case ReleaseMail():
                return f"show a firm's mail on {incident} to those it is for"

    def _with_person(self, action: Assign | ChangeReporter | JoinIncident | LeaveIncident) -> str:
        incident = self._reference(action.incident)
        match action:
            case Assign():
                return f"give {incident} to {_who(action.to)}"
            case ChangeReporter():
                return f"make {incident} the matter of {_who(action.to)}"
            case JoinIncident():
                return f"put {_who(action.person)} onto {incident}, with the same fault"
            case LeaveIncident():
                return f"take the report of {_who(action.person)} off {incident}"

    def _taking_part(self, action: AddParticipants | RemoveParticipant) -> str:
        incident = self._reference(action.incident)
        if isinstance(action, RemoveParticipant):
            return f"take {action.address} off those who get copies of {incident}"
        names = ", ".join(f"{each.name} <{each.address}>" for each in action.people)
        return f"note who takes part in {incident}: {names}"

    def _regrouped(self, action: MergeInto | Unmerge) -> str:
        incident = self._reference(action.incident)
        if isinstance(action, Unmerge):
            return f"let {incident} stand for itself again"
        return f"let {incident} go on as {self._reference(action.into)}"

    def _waiting(self, action: HandOver | StartWait | ProviderAnswered) -> str:
        match action:
            case HandOver():
                job = f"hand {self._reference(action.incident)} over to {action.provider.name}"
                return f"{job}: {action.why}{_warned(action)}"
            case StartWait():
                on = on_day(action.follow_up_at.date(), 0)
                return f"wait for {WAITING_WORDS[action.waiting_on]}: {action.why} (somebody looks again on {on})"
            case ProviderAnswered():
                number = f", with their job number {action.reference}" if action.reference else ""
                return f"note that the firm has answered{number}"

    def _reference(self, incident: IncidentId) -> str:
        found = self._lookup.incident(incident) if isinstance(incident, int) else None
        return found.reference if found else _NEW


def _warned(action: HandOver) -> str:
    return f" ({action.warning})" if action.warning else ""


def _proposed(action: Propose) -> Iterator[str]:
    yield f"{'write down' if action.is_recorded else 'propose'}: {action.proposal.title}"
    yield from (f"    {label}: {value}" for label, value in action.proposal.read)
    yield from (f"    not sure: {each}" for each in action.proposal.unsure)
    yield from (f"    WARNING: {each}" for each in action.proposal.warnings)


def _opened(action: OpenIncident) -> str:
    what = ", ".join(each for each in (action.type, action.priority, action.category, action.place) if each)
    by = f", logged by {_who(action.on_behalf_by)}" if action.on_behalf_by else ""
    few = "; only few may see it" if action.is_restricted else ""
    return f"open a new incident for {_who(action.reporter)}{by}: {action.title} ({what}){few}"


def _mail(mail: ForeseenMail) -> str:
    copies = f"; with a copy to {_whom(mail.cc)}" if mail.cc else ""
    return f"write to {_whom(mail.to)}: {NOTICE_WORDS[mail.template]}{copies}"


def _whom(people: Iterable[Person]) -> str:
    return ", ".join(map(_who, people))


def _who(person: Person) -> str:
    """A name; with the address of somebody who is not on the list of people yet."""
    return person.name if person.id else f"{person.name} <{person.address}>"
