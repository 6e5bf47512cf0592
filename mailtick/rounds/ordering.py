"""Carry out what a person says about a checklist: by mail (`#leaver ADDRESS DATE`) and on the command line.

Promise: the same function stands behind both; what is done and the mail that says so are one commit.
Failures: what cannot be done raises NotAllowed or NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.checklist_acts import CHECKLIST_WORDS, RunChecklists
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person
from mailtick.registers.changing import Author, NotKept
from mailtick.registers.checklists import Checklist
from mailtick.registers.formats import Day
from mailtick.registers.staffing import Begun, begin_joiner, begin_leaver, begin_september, take_back
from mailtick.registers.written import read_written
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.write import Cause, write_mail

_MOST_WORDS_OF_A_DAY = 4
_YEARS_AHEAD = 5
_MOST_WORDS_OF_A_NAME = 5


def begin_checklist(desk: Desk, kind: Checklist, argument: str, by: Person) -> Begun:
    """The same as `run_checklist` from the web desk, in a transaction of its own."""
    with desk.database.writing() as session:
        return run_checklist(session, desk, kind, argument, by)


def run_checklist(
    session: Session, desk: Desk, kind: Checklist, argument: str, by: Person, mail_id: int | None = None
) -> Begun:
    """Begin a checklist, or take it back. `argument` is what stands behind the word: ADDRESS DATE, ADDRESS undo.

    Raises NotAllowed, NotKept.
    """
    if not by.is_coordination:
        raise NotAllowed(f"#{kind} is for coordinator and deputy, and {by.name} is neither")
    today = desk.clock().astimezone(desk.policy.zone).date()
    author = Author(by.name, kind.value, desk.clock(), mail_id)
    words = argument.split()
    if words and words[-1].casefold() == "undo":
        about = " ".join(words[:-1]) or (str(_year(today)) if kind is Checklist.SEPTEMBER else "")
        return take_back(session, kind, about, author, today)
    match kind:
        case Checklist.SEPTEMBER:
            return begin_september(session, _year(today, *words[:1]), author, by.address, today)
        case Checklist.JOINER:
            address, on, name = _read(kind, words)
            _require_nobody_else_s(session, desk, address)
            return begin_joiner(session, address, name, on, author, by.address, today)
        case Checklist.LEAVER:
            address, on, _ = _read(kind, words)
            return begin_leaver(session, address, on, author, by.address, today)
        case _:
            assert_never(kind)


def answer_by_mail(session: Session, desk: Desk, action: RunChecklists, cause: Cause) -> None:
    """Carry out the words of a mail, each for itself, and write back what became of them."""
    lines = []
    for word, argument in action.words:
        shown = f"#{word} {argument}".rstrip()
        if word not in CHECKLIST_WORDS:
            lines.append(TranscriptLine(shown, False, "not done: it is about an incident, and this mail names none"))
            continue
        try:
            with session.begin_nested():
                begun = run_checklist(session, desk, Checklist(word), argument, action.by, cause.mail_id)
            lines.append(TranscriptLine(shown, True, begun.outcome))
        except (NotAllowed, NotKept) as error:
            lines.append(TranscriptLine(shown, False, str(error)))
    write_mail(session, desk, notices.transcript(action.by, tuple(lines), None), cause)


def _read(kind: Checklist, words: list[str]) -> tuple[str, date, str]:
    """The person, the day, and what stands behind it. Raises NotKept."""
    for start in range(1, min(_MOST_WORDS_OF_A_NAME, len(words) - 1) + 1):
        for end in range(min(start + _MOST_WORDS_OF_A_DAY, len(words)), start, -1):
            try:
                day = read_written(Day(), " ".join(words[start:end])).value
            except ValueError:
                continue
            if isinstance(day, date):
                return " ".join(words[:start]), day, " ".join(words[end:])
    raise NotKept(f"write who and on which day, such as #{kind} claire.brown@school.example 2027-07-21")


def _year(today: date, written: str = "") -> int:
    """The year of the next September, or the one that is written. Raises NotKept."""
    if not written:
        return today.year if today.month < 10 else today.year + 1
    soon = range(today.year - 1, today.year + _YEARS_AHEAD)
    if not (written.isdecimal() and len(written) == 4 and int(written) in soon):
        raise NotKept(f'"{written}" is no year that begins soon; write one such as {today.year + 1}')
    return int(written)


def _require_nobody_else_s(session: Session, desk: Desk, address: str) -> None:
    """A firm whose address were somebody's would be heard as that one from then on. Raises NotKept."""
    provider = StoreLookup(session, desk.policy.facts.prefix).provider(address.lower())
    if provider is not None:
        raise NotKept(f"{address} is an address of {provider.name}; write one of the school's")
    if desk.policy.is_own(address):
        raise NotKept(f"{address} is the desk's own address; write theirs")
