"""The stock check by mail: write each room's person its list, read the answers, chase silence.

Promise: a list goes out once; a room that is not answered for is chased once a week, three times; what was read stands
in the registers with the mail that said it, in one commit with the answer to whoever wrote.
Failures: what cannot be done is said in the answer; nothing was changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.checklist_acts import AnswerStockCheck
from mailtick.incidents.notices import TranscriptLine
from mailtick.registers.assets import what_it_is
from mailtick.registers.changing import Author, NotKept, find
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.register import Values
from mailtick.registers.stock import ABOUT, Asked, equipment_in, open_checks, record_answer, start_check
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail
from mailtick.store import people

_MOST_CHASES = 3


def begin_stock_check(session: Session, desk: Desk, places: Sequence[str], by: Author) -> list[Asked]:
    """Ask about each room, or some of them, by mail. Raises NotKept."""
    asked = start_check(session, places, by, _today(desk))
    for each in asked:
        if each.task:
            _write_list(session, desk, each.task, each.person, each.place, each.equipment, chase=0)
    return asked


def chase_stock_checks(desk: Desk) -> int:
    """Write once more to those who have not answered for a week. Returns how many lists went out."""
    today = _today(desk)
    with desk.database.reading() as session:
        if not any(_weeks_late(each, today) for each in open_checks(session)):
            return 0
    with desk.database.writing() as session:
        sent = 0
        for task in open_checks(session):
            weeks = min(_weeks_late(task, today), _MOST_CHASES)
            _, place = find(session, LOCATIONS, str(task["about"]).removeprefix(ABOUT))
            equipment = equipment_in(session, str(place["code"]))
            if weeks and _write_list(session, desk, str(task["ref"]), str(task["person"]), place, equipment, weeks):
                sent += 1
        return sent


def answer_by_mail(session: Session, desk: Desk, action: AnswerStockCheck, cause: Cause) -> None:
    """Write down what somebody saw in a room, and answer what was read of it; the keeper hears of what is odd."""
    author = Author(action.by.name, f"stock check {action.task}", desk.clock(), cause.mail_id)
    try:
        with session.begin_nested():
            _, who = find(session, PEOPLE, action.by.address)
            seen = record_answer(session, action.task, action.lines, author, who, _today(desk))
        lines = tuple(TranscriptLine(*each) for each in seen.said)
        if seen.to_look_at:
            _tell_keepers(session, desk, action, tuple(seen.to_look_at), cause)
        stock_check = action.task
    except NotKept as error:
        lines, stock_check = (TranscriptLine("your answer", False, str(error)),), ""
    write_mail(session, desk, notices.transcript(action.by, lines, None, stock_check), cause)


def _write_list(
    session: Session, desk: Desk, task: str, address: str, place: Values, equipment: Sequence[Values], chase: int
) -> bool:
    person = people.person_by_address(session, address)
    if person is None:
        return False
    listed = [(str(each["tag"]), what_it_is(each)) for each in equipment]
    notice = notices.stock_list(person, task, str(place["name"]), listed, is_chased=chase > 0)
    return write_mail(session, desk, notice, Cause(f"stock:{task}:{chase}")) is not None


def _tell_keepers(session: Session, desk: Desk, action: AnswerStockCheck, lines: tuple[str, ...], cause: Cause) -> None:
    for keeper in readers_of_alerts(session, desk):
        notice = notices.alert(keeper, f"Stock check: {action.by.name} found something", lines)
        write_mail(session, desk, notice, cause, is_cleared=True)


def _weeks_late(task: Values, today: date) -> int:
    """How many weeks ago an answer was due, the one that has begun counted; 0 before that."""
    due = task["due_on"]
    return (today - due).days // 7 + 1 if isinstance(due, date) and due < today else 0


def _today(desk: Desk) -> date:
    return desk.clock().astimezone(desk.policy.zone).date()
