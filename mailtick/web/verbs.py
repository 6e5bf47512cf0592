"""The words of `incidents/commands` as buttons: what each asks for, and whether it can be said now."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mailtick.incidents.approvals import why_not_decide
from mailtick.incidents.commands import words_of
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lifecycle import TRANSITIONS
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person

ANSWER, ABOUT, FIRM, MONEY, TOGETHER, STAND = (
    "Answer",
    "What it is about",
    "Outside firms",
    "Money",
    "Together with others",
    "How it stands",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A word with a button. `fields` are asked for, `joined` makes of them what follows the word.

    `key` tells two ways of saying one word apart. `hint` stands below the button.
    """

    key: str
    word: str
    label: str
    group: str
    fields: tuple[str, ...] = ()
    joined: str = ""
    hint: str = ""

    def said(self, typed: Callable[[str], str]) -> str:
        """What follows the word; `typed` answers what somebody has put into a field."""
        said = self.joined.format(**{name: typed(name) for name in self.fields})
        return said.strip()


VERBS: tuple[Verb, ...] = (
    Verb("tell", "tell", "Answer them", ANSWER, ("whom", "text"), "{whom}: {text}"),
    Verb("wait", "wait", "Ask them", ANSWER, ("text",), "{text}", "It waits for their answer."),
    Verb("note", "note", "Note for the team", ANSWER, ("text",), "{text}"),
    Verb("assign", "assign", "Give to somebody", ANSWER, ("team",), "{team}"),
    Verb("second", "second", "Give to a firm", ANSWER, ("firm", "text"), "{firm} {text}"),
    Verb("temp", "temp", "Fixed for now", ANSWER, ("text", "day"), "{text} until {day}"),
    Verb("resolve", "resolve", "Resolved", ANSWER, ("text",), "{text}"),
    Verb("start", "start", "Work on it has begun", STAND),
    Verb(
        "reply",
        "reply",
        "Note what they said",
        STAND,
        ("affected", "text"),
        "{affected}: {text}",
        "On the telephone or at the door; it counts as their answer.",
    ),
    Verb("answer", "answer", "Send the first checks of an article", STAND, ("article",), "{article}"),
    Verb("done", "done", "Something in the diary is done", STAND, ("entry", "line"), "{entry} {line}"),
    Verb(
        "time",
        "time",
        "Note time spent",
        STAND,
        ("minutes", "line"),
        "{minutes} {line}",
        "Minutes; only the team sees it.",
    ),
    Verb("close", "close", "Close it", STAND, hint="They have said that it works, or nothing more is to be done."),
    Verb("reopen", "reopen", "Take it up again", STAND, ("line",), "{line}"),
    Verb("cancel", "cancel", "Call it off", STAND, ("why",), "{why}", "No matter for the desk, or a mistake."),
    Verb("title", "title", "Title", ABOUT, ("title",), "{title}"),
    Verb("place", "place", "Place", ABOUT, ("place",), "{place}"),
    Verb("category", "category", "Category", ABOUT, ("category",), "{category}"),
    Verb("priority", "priority", "Priority", ABOUT, ("priority", "why"), "{priority} because {why}"),
    Verb("asset", "asset", "Equipment", ABOUT, ("asset",), "{asset}"),
    Verb("needed", "needed", "Needed by", ABOUT, ("day", "time"), "{day} {time}"),
    Verb("needed-none", "needed", "Not needed by a day", ABOUT, (), "none"),
    Verb("for", "for", "It is somebody else’s", ABOUT, ("person",), "{person}", "They get the acknowledgement."),
    Verb(
        "restrict-yes",
        "restrict",
        "Only few may see it",
        ABOUT,
        (),
        "yes",
        "Coordinator, deputy, owner, whoever has it and whoever reported it.",
    ),
    Verb("restrict-no", "restrict", "The team may see it again", ABOUT, (), "no"),
    Verb("chase", "chase", "Ask a firm how it stands", FIRM, ("job", "line"), "{job} {line}"),
    Verb(
        "visit",
        "visit",
        "A visit is agreed",
        FIRM,
        ("day", "time", "job"),
        "{day} {time} {job}",
        "Those it is for are told.",
    ),
    Verb("heard", "heard", "Note what a firm said", FIRM, ("job", "text"), "{job}: {text}", "On the telephone."),
    Verb("job", "job", "Their job number", FIRM, ("job", "line"), "{job} {line}"),
    Verb(
        "release",
        "release",
        "Show a firm’s mail to them",
        FIRM,
        ("mail", "text"),
        "{mail} {text}",
        "Without a text of yours, theirs is shown without names and addresses.",
    ),
    Verb("take-back", "take-back", "Take back what was recorded of a firm’s mail", FIRM),
    Verb(
        "withdraw",
        "withdraw",
        "A firm is not needed any more",
        FIRM,
        ("job", "line"),
        "{job} {line}",
        "The firm hears of it.",
    ),
    Verb(
        "ask-approval",
        "ask-approval",
        "Ask for a decision",
        MONEY,
        ("price", "text"),
        "{price} {text}",
        "Whoever has the money decides.",
    ),
    Verb("approve", "approve", "Say yes", MONEY, ("line",), "{line}"),
    Verb("refuse", "refuse", "Say no", MONEY, ("line",), "{line}"),
    Verb("ask", "ask", "Ask something before deciding", MONEY, ("text",), "{text}"),
    Verb(
        "order",
        "order",
        "Order what was approved",
        MONEY,
        ("order", "line"),
        "{order} {line}",
        "The order goes to the firm by mail.",
    ),
    Verb("also", "also", "Somebody else gets copies", TOGETHER, ("person",), "{person}"),
    Verb("without", "without", "Somebody gets no copies any more", TOGETHER, ("participant",), "{participant}"),
    Verb("watch", "watch", "Send me copies of all that happens", TOGETHER),
    Verb("unwatch", "unwatch", "Send me no more copies", TOGETHER),
    Verb("merge", "merge", "It is the same as another one", TOGETHER, ("incident",), "{incident}", "It goes on there."),
    Verb("unmerge", "unmerge", "Take one out that was merged in", TOGETHER, ("merged",), "{merged}"),
    Verb("separate", "separate", "Somebody’s report is a matter of its own", TOGETHER, ("joined",), "{joined}"),
    Verb(
        "split",
        "split",
        "Several matters",
        TOGETHER,
        ("text",),
        "{text}",
        "One a line: each becomes an incident of its own.",
    ),
    Verb("link", "link", "It has to do with another one", TOGETHER, ("incident",), "{incident}"),
    Verb("parent", "parent", "It is part of a bigger matter", TOGETHER, ("incident",), "{incident}"),
    Verb("parent-none", "parent", "It is part of nothing bigger", TOGETHER, (), "none"),
    Verb("resolve-parts", "resolve-parts", "Its parts are done as well", TOGETHER, ("line",), "{line}"),
)
BY_KEY: Mapping[str, Verb] = MappingProxyType({verb.key: verb for verb in VERBS})
_BY_WORD: Mapping[str, Verb] = MappingProxyType({verb.word: verb for verb in reversed(VERBS)})
_LABELS = {verb.word: verb.label for verb in reversed(VERBS)}

_MOVES = {
    "start": State.IN_PROGRESS,
    "wait": State.WAITING_REQUESTER,
    "visit": State.SCHEDULED,
    "resolve": State.RESOLVED,
    "temp": State.TEMPORARY_FIX,
    "close": State.CLOSED,
    "cancel": State.CANCELLED,
}
_OPEN_ALONE = ("assign", "second", "merge", "split")
_OF_FIRMS = ("heard", "job", "withdraw")


def verb_called(word: str) -> Verb | None:
    """Return the button of a key, or of a word itself, as what takes something back names it."""
    return BY_KEY.get(word) or _BY_WORD.get(word)


def verbs_of(person: Person, incident: Incident, lookup: Lookup) -> tuple[Verb, ...]:
    """Return what somebody may say of an incident, and what is possible now."""
    theirs = words_of(person, incident)
    return tuple(each for each in VERBS if each.word in theirs and _is_possible(each.key, person, incident, lookup))


def _is_possible(key: str, person: Person, incident: Incident, lookup: Lookup) -> bool:
    if incident.goes_on_as:
        return key == "note"
    if key in _MOVES:
        return _MOVES[key] in TRANSITIONS[incident.state] and incident.state is not _MOVES[key]
    if key in _OPEN_ALONE:
        return incident.is_open
    if key in _OF_FIRMS:
        return any(not each.is_over for each in lookup.handovers_of(incident.id))
    return _SPECIAL[key](person, incident, lookup) if key in _SPECIAL else True


def _is_watching(person: Person, incident: Incident) -> bool:
    return any(each.address == person.address for each in incident.participants)


def _decides(person: Person, incident: Incident, lookup: Lookup) -> bool:
    asked = [each for each in lookup.approvals(incident.id) if each.is_open]
    return bool(asked) and not why_not_decide(person, asked[-1])


def _has_diary(_: Person, incident: Incident, lookup: Lookup) -> bool:
    is_about = bool(lookup.registers.entries_about(incident.reference))
    return is_about or incident.state is State.TEMPORARY_FIX


def _can_ask(_: Person, incident: Incident, __: Lookup) -> bool:
    may_rest = State.WAITING_APPROVAL in TRANSITIONS[incident.state] and incident.state is not State.WAITING_APPROVAL
    return may_rest or incident.state is State.TEMPORARY_FIX


_SPECIAL: Mapping[str, Callable[[Person, Incident, Lookup], bool]] = MappingProxyType(
    {
        "reopen": lambda _, incident, __: not incident.is_open,
        "answer": lambda _, __, lookup: any(each.first_checks.strip() for each in lookup.registers.articles()),
        "done": _has_diary,
        "needed-none": lambda _, incident, __: bool(incident.needed_by),
        "restrict-yes": lambda _, incident, __: not incident.is_restricted,
        "restrict-no": lambda _, incident, __: incident.is_restricted,
        "release": lambda _, incident, lookup: any(not e.is_released for e in lookup.provider_mails(incident.id)),
        # Not before the job was sent.
        "chase": lambda _, incident, lookup: bool(lookup.firm_jobs(incident.id)),
        "take-back": lambda _, __, ___: False,  # It stands beside what was recorded.
        "ask-approval": _can_ask,
        "approve": _decides,
        "refuse": _decides,
        "ask": _decides,
        "order": lambda _, incident, lookup: any(
            each.state == "yes" and not each.order_number for each in lookup.approvals(incident.id)
        ),
        "without": lambda _, incident, __: bool(incident.participants),
        "watch": lambda person, incident, _: not _is_watching(person, incident),
        "unwatch": lambda person, incident, _: _is_watching(person, incident),
        "unmerge": lambda _, __, ___: False,  # It stands beside what was merged.
        "separate": lambda _, incident, __: len(incident.affected) > 1,
        "parent": lambda _, incident, __: not incident.parent,
        "parent-none": lambda _, incident, __: bool(incident.parent),
        "resolve-parts": lambda _, incident, lookup: any(each.is_open for each in lookup.parts(incident.id)),
    }
)

_HOW = re.compile(r"(?:: |; (?:write )?|, or |; use |; say )#[a-z-].*$|; `mailtick [^`]*`.*$", re.DOTALL)
_WORD = re.compile(r"(?:write )?#([a-z-]+)")


def without_words(sentence: str) -> str:
    """Return a sentence of the desk's without the words that people write in mails: here they are buttons."""
    plain = _WORD.sub(lambda found: f"“{_LABELS.get(found[1], found[1])}”", _HOW.sub("", sentence)).strip()
    return plain[:1].upper() + plain[1:] + ("" if plain.endswith((".", "?", "!")) else ".") if plain else ""
