"""What a word has done, in words: the answer to whoever said it, by mail and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Assign,
    ChangeReporter,
    ChangeState,
    Event,
    HandOver,
    LeaveIncident,
    MergeInto,
    NoticeKind,
    Notify,
    RemoveParticipant,
    SetField,
    StartWait,
    Unmerge,
    Withhold,
)
from mailtick.incidents.approvals import Answer, AnswerApproval, AskApproval, SendOrder
from mailtick.incidents.chases import SendChase
from mailtick.incidents.commands.command import Call
from mailtick.incidents.equipment import LinkEquipment, UnlinkEquipment
from mailtick.incidents.incident import STATE_WORDS, Participant, State
from mailtick.incidents.job_numbers import NumberJob
from mailtick.incidents.presence import away_words
from mailtick.incidents.proposals.acts import AnswerProposal, Propose
from mailtick.incidents.register_acts import FinishEntry
from mailtick.incidents.related import LinkIncidents, OfferParts, SetParent, Split
from mailtick.incidents.time_spent import SpendTime
from mailtick.incidents.watching import WATCH
from mailtick.incidents.withdrawals import WithdrawJob
from mailtick.incidents.words import WAITING_WORDS

# Something else tells these, and more exactly: who has it, for whom it waits.
_TOLD_OTHERWISE = frozenset({State.ASSIGNED, State.WAITING_REQUESTER, State.WAITING_PROVIDER, State.WAITING_APPROVAL})
_ANSWERED = {Answer.YES: "approved", Answer.NO: "declined", Answer.ASK: "kept as a question; it is not decided yet"}
# They go to whoever was named just before.
_TO_THE_NAMED = frozenset({NoticeKind.ASSIGNMENT, NoticeKind.ACKNOWLEDGEMENT})
_MOST_MAILS = 5
_SHOWN_FIELDS = ("place", "category", "priority")


def in_words(call: Call, done: tuple[Action, ...]) -> str:
    """Return what was done and who is told, as the parts of a sentence without its full stop."""
    sent = {action.text for action in done if isinstance(action, Notify)}
    # What was sent stands in the log as well; that it was sent says more.
    told = [each for each in done if not (isinstance(each, AddEntry) and each.text in sent)]
    return "; ".join(dict.fromkeys(words for action in told for words in _words_of(call, action)))


def not_told(done: tuple[Action, ...]) -> tuple[str, ...]:
    """Return whom no mail reaches that a word would have written to, each with the reason."""
    return tuple(dict.fromkeys(_told(action) for action in done if isinstance(action, Withhold)))


def _words_of(call: Call, action: Action) -> Iterator[str]:
    match action:
        case HandOver(provider=firm, warning=warning):
            yield f"waiting for {firm.name}, who get the job by mail to {firm.address}"
            if warning:
                yield warning
        case LinkEquipment(equipment=each):
            yield f"it is about {each.tag}, {each.words}"
        case UnlinkEquipment(equipment=each):
            yield f"it is not about {each.tag}"
        case StartWait(waiting_on=on, follow_up_at=moment):
            whom = call.incident.reporter.name if on == "requester" else WAITING_WORDS[on]
            yield f"waiting for {whom} until {_day(call, moment)}"
        case Assign(to=person):
            away = away_words(person, call.lookup, call.today)
            yield f"given to {person.name}{f', who is {away}' if away else ''}"
        case ChangeState(to=state) if state not in _TOLD_OTHERWISE:
            yield STATE_WORDS[state]
        case SetField(field="is_restricted", value=value):
            yield "only few may see it now" if value == "yes" else "everybody may see it again"
        case SetField(field=field, value=value) if field in _SHOWN_FIELDS:
            yield f"the {field} is {value}"
        case AddEntry(event=Event.NOTE, is_internal=True):
            yield "kept as a note for the team"
        case Notify() | Withhold():
            yield _told(action)
        case _:
            yield from _regrouped(call, action)


def _regrouped(call: Call, action: Action) -> Iterator[str]:
    """Whose it is, who takes part, and what goes together."""
    match action:
        case ChangeReporter(to=person):
            yield f"it is {person.name}'s matter now"
        case LeaveIncident(person=person):
            yield f"{person.name}'s report is a matter of its own now"
        case MergeInto(into=into):
            yield f"it goes on as {_reference(call, into)}"
            for each in call.lookup.approvals(call.incident.id):
                if each.is_open or (each.state == Answer.YES and not each.order_number):
                    asked = "the question to" if each.is_open else "the yes of"
                    yield f"{asked} {each.asked_of.name} goes with it: {each.words}"
        case Unmerge(incident=source):
            yield f"{_reference(call, source)} stands for itself again"
        case Split(parts=parts):
            own = "is an incident of its own" if len(parts) == 1 else "are incidents of their own"
            yield f"{' and '.join(each.title for each in parts)} {own} now"
        case SpendTime(minutes=spent, in_all=in_all):
            yield f"{abs(spent)} minutes {'more' if spent > 0 else 'fewer'}, {in_all} of yours in all"
        case LinkIncidents(other=other, is_off=is_off):
            yield f"{_reference(call, other)} has {'nothing ' if is_off else ''}to do with it"
        case SetParent(parent=parent, is_off=is_off):
            yield f"it is {'no more ' if is_off else ''}part of {_reference(call, parent)}"
        case FinishEntry(entry=entry, what=what):
            yield f"{entry} is done ({what})"
        case AnswerProposal(proposal=number):
            yield f"what was recorded as {number} is taken back, if nothing rests on it; a mail says what became of it"
        case Propose(proposal=proposal):
            yield f"recorded: {proposal.title}"
        case OfferParts(words=words):
            yield words
        case AskApproval(of=person, price=price):
            yield f"{person.name} is asked to decide{f': {price.words}' if price else ''}"
        case AnswerApproval(answer=answer):
            yield _ANSWERED[answer]
        case SendChase(provider=firm, further=further):
            yield f"{firm.name} are asked by mail to {firm.address}{f' and to {further.address}' if further else ''}"
        case WithdrawJob(provider=firm, is_again=is_again):
            said = "is needed after all" if is_again else "is not needed any more"
            yield f"{firm.name} are told by mail to {firm.address} that it {said}"
        case NumberJob():
            yield from _renumbered(call, action)
        case SendOrder(provider=firm, order_number=number):
            yield f"{firm.name} get the order {number} by mail to {firm.address}"
            if action.arrives_on is not None:
                yield f"it is expected on {_on(action.arrives_on)}" if action.is_day_named else "no day is named yet"
        case AddParticipants(people=(Participant(field=field),)) if field == WATCH:
            yield "you get copies of all that happens on it"
        case AddParticipants(people=people):
            names = " and ".join(each.name for each in people)
            yield f"{names} {'gets' if len(people) == 1 else 'get'} copies from now on"
        case RemoveParticipant(address=address):
            name = next((each.name for each in call.incident.participants if each.address == address), address)
            yield f"{name} gets no copies any more"
        case _:
            pass


def _renumbered(call: Call, action: NumberJob) -> Iterator[str]:
    """What the number of a job is now, and by which mails the one before has to be looked at."""
    if action.number == action.before:
        yield f"{action.firm}'s job number stands: {action.number}" if action.number else "no number was known of it"
        return
    was = f"; it was {action.before}" if action.before else ""
    yield f"{action.firm}'s job number is {action.number or 'not known any more'}{was}"
    if action.filed_at:
        days = ", ".join(_day_and_time(call, each) for each in action.filed_at[-_MOST_MAILS:])
        many = len(action.filed_at)
        mails, belong = ("the mail", "belongs") if many == 1 else (f"the {many} mails", "belong")
        yield f"look whether {mails} filed here by {action.before} {belong} here: {days}"


def _told(action: Notify | Withhold) -> str:
    if isinstance(action, Withhold):
        return f"{action.to.name} is not told: {action.because}"
    if action.notice in _TO_THE_NAMED and len(action.to) == 1:
        return "they are told"
    if action.notice is NoticeKind.TAKEN_OFF:
        return f"{action.to[0].name} is told that it is not theirs any more"
    verb = "asked" if action.notice in (NoticeKind.QUESTION, NoticeKind.STILL_ASKING) else "told"
    names = " and ".join([", ".join(each.name for each in action.to[:-1]), action.to[-1].name][len(action.to) == 1 :])
    copies = f", with a copy to {', '.join(each.name for each in action.cc)}" if action.cc else ""
    return f"{names} {'is' if len(action.to) == 1 else 'are'} {verb}{copies}"


def _reference(call: Call, incident: int) -> str:
    found = call.lookup.incident(incident)
    return found.reference if found else "another incident"


def _on(day: date) -> str:
    """As "Tue 24 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def _day_and_time(call: Call, moment: datetime) -> str:
    """As "Tue 24 Nov 09:00", at the desk."""
    return f"{_day(call, moment)} {moment.astimezone(call.policy.zone):%H:%M}"


def _day(call: Call, moment: datetime) -> str:
    """As "Tue 24 Nov", at the desk."""
    return _on(moment.astimezone(call.policy.zone).date())
