"""Do what answers to the desk's numbered lists say, line by line, and write back what became of each.

Promise: each line is done whole or not at all, in one commit with the mail that says it; a second answer to the same
item is told who was first.
Failures: what cannot be done is said in the answer, with why; the other lines are done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import Decision
from mailtick.incidents.decide import Release
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lines import Line
from mailtick.incidents.lists import AnswerList, ListKind
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person
from mailtick.incidents.undoing import is_too_late
from mailtick.registers.changing import NotKept
from mailtick.rounds.act import find_incident, person_at_the_keyboard
from mailtick.rounds.held import block, bring_back, let_rest, take_up
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.triage_answers import say_of_new
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import held, mails
from mailtick.store.database import comes_from_away
from mailtick.store.triage import note_look

log = structlog.get_logger()


def answer_lists(session: Session, desk: Desk, decision: Decision, mail_id: int) -> None:
    """Do what a mail that has just been filed says to a list, where it says something to one."""
    for action in decision.actions:
        if isinstance(action, AnswerList):
            _answer(session, desk, action, mail_id)


def _answer(session: Session, desk: Desk, action: AnswerList, mail_id: int) -> None:
    cause = Cause(f"mail:{mail_id}", mail_id)
    said = Counter(number for line in action.lines for number in line.numbers)
    lines: list[TranscriptLine] = []
    for line in action.lines:
        for number in line.numbers:
            is_twice = action.listed.kind is ListKind.HELD and said[number] > 1
            one = Cause(f"{cause.key}:line:{len(lines)}", mail_id)
            lines.append(_done(session, desk, action, replace(line, numbers=(number,)), one, is_twice=is_twice))
    lines += [TranscriptLine(each.as_written, False, each.why) for each in action.unread]
    if any(line.is_done for line in lines):
        note_look(session, desk.clock())
        if action.listed.kind is ListKind.HELD:
            # What the list had no room for comes in the next one.
            named = {*action.listed.ids, *(each for others in action.listed.others for each in others)}
            held.tell_again(session, named)
    write_mail(session, desk, notices.transcript(action.by, lines, None, listed=action.listed), cause)


def _done(
    session: Session, desk: Desk, action: AnswerList, line: Line, cause: Cause, *, is_twice: bool
) -> TranscriptLine:
    """Do one word about one item; whatever goes wrong with it, nothing of it was done."""
    shown = f"{line.numbers[0]} {line.word} {' '.join(line.rest.split())}".rstrip()
    if is_twice:
        return TranscriptLine(shown, False, "your mail says two things about it; say one")
    item = action.listed.ids[line.numbers[0] - 1]
    try:
        with session.begin_nested():
            if action.listed.kind is ListKind.TRIAGE:
                return TranscriptLine(shown, True, say_of_new(session, desk, item, line, action, cause))
            others = action.listed.others_of(line.numbers[0])
            return TranscriptLine(shown, True, _held(session, desk, item, line, action.by, others))
    except (NotAllowed, NotKept, ValueError) as error:
        return TranscriptLine(shown, False, str(error))
    except Exception as error:  # whatever one line does, the others are done
        if comes_from_away(error):
            raise
        log.exception("line not done", kind=action.listed.kind, item=item, word=line.word)
        return TranscriptLine(shown, False, f"it could not be done ({type(error).__name__})")


def _held(session: Session, desk: Desk, mail_id: int, line: Line, by: Person, others: Sequence[int] = ()) -> str:
    """Do one word about a held mail. Returns what was done, half a sentence.

    `others` are the further mails of its sender that its line stands for: what sets it aside sets them aside.
    """
    match line.word:
        case "new":
            return _taken_up(session, desk, mail_id, by, reporter=_reporter(session, desk, line.rest))
        case "to":
            return _taken_up(session, desk, mail_id, by, to=_reference(line.rest))
        case "drop":
            why = line.rest or "no reason given"
            let_rest(session, desk, mail_id, by, why)
            dropped = sum(_is_dropped(session, desk, each, by, why) for each in others)
            beside = f", with {dropped} more of the same sender" if dropped else ""
            return f"set aside for good{beside}; `undo` takes it back"
        case "block":
            address, count = block(session, desk, mail_id, by, line.rest)
            beside = f", with {count} more of theirs" if count else ""
            return f"set aside{beside}; nobody is shown what {address} writes any more; `undo` takes it back"
        case "undo":
            row = mails.mail_by_id(session, mail_id)
            if row is not None and row.processed_at is not None and is_too_late(row.processed_at, desk.clock()):
                raise NotAllowed(
                    "that was more than a week ago, and a reply does not take it back any more; "
                    f"`mailtick held undo {mail_id}` does"
                )
            back = bring_back(session, desk, mail_id, by)
            again = sum(_is_back(session, desk, each, by) for each in others)
            return f"{back}{f', and {again} more of the same sender' if again else ''}"
        case _:
            raise NotAllowed(f'"{line.word}" is no word for a held mail')


def _is_dropped(session: Session, desk: Desk, mail_id: int, by: Person, because: str) -> bool:
    """Drop a further mail of the same sender, unless somebody has decided on it."""
    try:
        let_rest(session, desk, mail_id, by, because)
    except NotAllowed:
        return False
    return True


def _is_back(session: Session, desk: Desk, mail_id: int, by: Person) -> bool:
    try:
        bring_back(session, desk, mail_id, by)
    except NotAllowed:
        return False
    return True


def _taken_up(
    session: Session, desk: Desk, mail_id: int, by: Person, *, to: str = "", reporter: Person | None = None
) -> str:
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    incident = find_incident(lookup, to).id if to else None
    released = take_up(session, desk, mail_id, Release(by, incident, reporter))
    lookup.forget_incidents()
    found = lookup.incident(released.incident_id) if released.incident_id is not None else None
    where = f"put onto {found.reference}" if to and found else f"taken up as {found.reference}" if found else "taken up"
    noted = f"; {released.noted} is noted as an address of theirs" if released.noted else ""
    return f"{where}{f', {found.shown_title}' if found else ''}{noted}"


def _reporter(session: Session, desk: Desk, rest: str) -> Person | None:
    """Whose matter it is where "new" is followed by "for NAME"; prose behind it names nobody."""
    words = rest.split()
    if not words or words[0].lower() not in ("for", "from"):
        return None
    if len(words) == 1:
        raise NotAllowed("say for whom: `new for zoe.marsh`")
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    try:
        return person_at_the_keyboard(session, lookup, " ".join(words[1:]))
    except NotAllowed:
        # What follows the name is prose: "for claire.brown please".
        return person_at_the_keyboard(session, lookup, words[1].rstrip(",.;:"))


def _reference(rest: str) -> str:
    """The incident that "to" is followed by."""
    words = rest.split()
    if not words:
        raise NotAllowed("say to which incident: `to 1045`")
    return words[0].strip("#,.;:()")
