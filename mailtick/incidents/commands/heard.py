"""#heard: what a firm said on the telephone counts as their mail would, and whoever heard it need not confirm it."""

from mailtick.incidents import gate
from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, ProviderAnswered
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.commands.job import check_number, numbered
from mailtick.incidents.job_numbers import NumberJob, only_number
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.news.laying import job_of, news_proposal
from mailtick.incidents.news.read import read_news
from mailtick.incidents.news.told import sentences_for_requester, tell_of
from mailtick.incidents.people import Provider
from mailtick.incidents.proposals.acts import Propose
from mailtick.mail.clues import find_references

_EXAMPLE = "#heard FEN: FIS-20950, engineer on Tuesday at 9:00"


def heard(call: Call) -> tuple[Action, ...]:
    firm, handover, said = _read(call.text(f"which firm said what: {_EXAMPLE}"), call)
    incident = call.incident
    local = call.now.astimezone(call.policy.zone)
    # What is not sure stays a note.
    told = tuple(tell_of(each, local) for each in read_news("", said, local).facts if not each.doubt)
    number, corrected = _number(firm, handover, said, call)
    proposal = news_proposal(call.lookup.registers, firm, job_of(handover, incident), told)
    return (
        AddEntry(incident.id, Event.NOTE, f"{firm.name} said: {said}", call.because),
        ProviderAnswered(handover.id, True, number, f"{firm.name} said so to {call.by.name}"),
        *corrected,
        *((Propose(proposal, call.because, is_recorded=True),) if told else ()),
        *_gaining(call, sentences_for_requester(firm.name, told)),
    )


def _read(words: str, call: Call) -> tuple[Provider, OpenHandover, str]:
    """The firm, its job, and what it said; where one firm has it, it need not be named."""
    name, colon, said = words.partition(":")
    named = call.lookup.provider_named(name.strip()) if colon else None
    firm = named or call.lookup.provider_named(call.incident.provider)
    if firm is None:
        raise NotAllowed(f"no firm has {call.incident.reference}; write {_EXAMPLE}")
    jobs = call.lookup.handovers_of(call.incident.id)
    handover = next((each for each in jobs if each.provider == firm.code and not each.is_over), None)
    if handover is None:
        raise NotAllowed(f"{firm.name} has no job for {call.incident.reference} now; #second hands it over")
    text = said.strip() if named else words
    if not text:
        raise NotAllowed(f"say what they said: {_EXAMPLE}")
    return firm, handover, text


def _number(firm: Provider, handover: OpenHandover, said: str, call: Call) -> tuple[str, tuple[NumberJob, ...]]:
    """Their job number, in the form that theirs have, where it is the first; another puts the first one right.

    It does so where nothing else is said; beside other news it may be the number of another job.
    """
    forms = (firm.reference_pattern,) if firm.reference_pattern else ()
    found = tuple(find_references([said], call.policy.facts.prefix, forms))[:1]
    if not handover.reference:
        return next(iter(found), ""), ()
    number = only_number(said, found)
    if not number or number == handover.reference:
        return "", ()
    check_number(call, firm, handover, number)
    return "", (numbered(call, firm, handover, number),)


def _gaining(call: Call, lines: tuple[str, ...]) -> tuple[Action, ...]:
    """M9 to those it is for, as after a mail of the firm."""
    incident = call.incident
    if not lines or not incident.is_open:
        return ()
    kind = NoticeKind.KNOWN_FAULT if len(incident.affected) > 1 else NoticeKind.JOB_NEWS
    return gate.notify(
        kind, incident.affected, call.because, call.lookup, call.policy, call.now, incident=incident.id, lines=lines
    )


_DOES = "note what a firm said on the telephone"
HEARD = Command("heard", "[<firm>:] <what they said>", _DOES, COORDINATION, heard)
