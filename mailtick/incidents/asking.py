"""What somebody asks the desk for by mail: `status`, `help`, and for the team `explain #1041`. It opens nothing.

The word stands alone, as the subject or as the whole text: a greeting, thanks and a signature may stand around it.
Everything else is a matter, so that "Help! The printer is on fire" is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailtick.incidents.actions import Action, AddEntry, Event, NoticeKind, Notify
from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import EXPLAIN, HELP, STATUS, unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person
from mailtick.incidents.visibility import may_see

_ASKED = re.compile(
    rf"#?\s*({STATUS}|{HELP}|{EXPLAIN})\b[\s:]*(?:please\b)?\s*(?:of\s+)?"
    r"(?:[\[#]?\s*(?:([a-z]{1,10})-)?(\d{1,9})\]?)?[\s?.!,]*(?:please\b)?[\s?.!]*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POLITE = re.compile(
    r"(?:(?:hi|hello|dear|all|good|morning|afternoon|please|thanks?|you|many|kind|best|regards|wishes|cheers|ta|x)\b"
    r"[\s,.!-]{0,5}){1,12}",
    re.IGNORECASE,
)
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, and the number of the incident that it is asked of; 0 for none."""

    word: str
    number: int = 0


def read_asked(subject: str, text: str, name: str, prefix: str) -> Asked | None:
    """Return what a mail asks for, if it asks for anything and says nothing else. `name` is its writer's."""
    lines = [line for line in (each.strip(" \t\u00a0*_") for each in text.split("\n")[:_MOST_LINES]) if line]
    at = next((at for at, line in enumerate(lines) if not _POLITE.fullmatch(line)), len(lines))
    said = _asked(lines[at], prefix) if at < len(lines) else None
    if said is None:
        return _asked(subject, prefix) if _says_nothing(lines, name) else None
    return said if _says_nothing(lines[at + 1 :], name) else None


def _asked(line: str, prefix: str) -> Asked | None:
    found = _ASKED.fullmatch(line.strip())
    if found is None or (found[2] and found[2].upper() != prefix.upper()):
        return None
    return Asked(found[1].lower(), int(found[3] or 0))


def _says_nothing(lines: Iterable[str], name: str) -> bool:
    """Whether these are thanks and a signature: whatever stands below the writer's own name says nothing more."""
    names = {word.lower() for word in _LETTERS.findall(name)}
    names |= {word[0] for word in names}
    for line in lines:
        words = {word.lower() for word in _LETTERS.findall(line)}
        if words and words <= names:
            return True
        if not _POLITE.fullmatch(line):
            return False
    return True


def answer_asked(case: Case) -> tuple[Action, ...]:
    """Return the answer to a mail that asks for something; nothing where it does not."""
    person = case.sender.person
    has_file = any(not each.is_inline for each in case.mail.attachments)
    if person is None or has_file or not may(case.sender, Deed.ASK):
        return ()
    asked = read_asked(case.mail.subject, case.own_text, person.name, case.policy.facts.prefix)
    if asked is None or (asked.word == EXPLAIN and not person.is_team):
        return ()
    if asked.word == HELP:
        return _answer(case, person, HELP)
    named = asked.number or _cited(case)
    incident = _meant(case, named) if named else None
    if asked.word == EXPLAIN:
        return _explained(case, person, incident, named)
    if not named:
        return _answer(
            case, person, STATUS, tuple(each for each in case.lookup.open_of(person) if may_see(person, each))
        )
    if incident is None or not _may_ask(person, incident):
        return _refused(case, person, f"#{STATUS} {named}", f"no matter of yours has the number {named}")
    entry = AddEntry(incident.id, Event.MAIL, case.new_text, case.because, is_internal=False)
    return (entry, *_answer(case, person, STATUS, (incident,)))


def _cited(case: Case) -> int:
    """The number of the incident that the mail belongs to; 0 for none."""
    found = case.lookup.incident(case.belonging.best) if case.belonging.best is not None else None
    return found.number if found else 0


def _meant(case: Case, number: int) -> Incident | None:
    """The incident with this number, or the one as which it goes on."""
    found = case.lookup.incident_numbered(number)
    if found is None or not found.goes_on_as:
        return found
    return case.lookup.incident_numbered(int(found.goes_on_as.rpartition("-")[2]))


def _may_ask(person: Person, incident: Incident) -> bool:
    """Whether it is theirs, or they are of the team; of a restricted one only who may see it."""
    is_theirs = any(person.address == each.address for each in incident.affected)
    return may_see(person, incident) and (is_theirs or person.is_team)


def _explained(case: Case, person: Person, incident: Incident | None, number: int) -> tuple[Action, ...]:
    shown = f"#{EXPLAIN} {number}" if number else f"#{EXPLAIN}"
    if not may(case.sender, Deed.COMMAND):
        return _refused(case, person, shown, f"not done: {unproven(case.sender)}")
    if not number:
        return _refused(case, person, shown, f"say which: {EXPLAIN} #1041")
    if incident is None or not may_see(person, incident):
        return _refused(case, person, shown, f"there is no incident {number} that you may see")
    return _answer(case, person, EXPLAIN, (incident,))


def _answer(case: Case, person: Person, word: str, incidents: tuple[Incident, ...] = ()) -> tuple[Action, ...]:
    about = incidents[0].id if len(incidents) == 1 else None
    lines = tuple(each.reference for each in incidents)
    answers = case.answer(NoticeKind.ASKED, person, f"they asked: {word}", about, text=word, lines=lines)
    if case.lookup.is_verified(case.sender.address.key):
        return answers
    # An address that was noted by hand learns nothing; they do.
    return tuple(replace(each, to=(person,)) if isinstance(each, Notify) else each for each in answers)


def _refused(case: Case, person: Person, shown: str, why: str) -> tuple[Action, ...]:
    line = TranscriptLine(shown, False, why)
    return case.answer(NoticeKind.TRANSCRIPT, person, "they asked", transcript=(line,))
