"""#done says that what stands in the diary about an incident is done, by mail and on the command line."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import Author, add
from mailtick.rounds.act import act, carry_out
from mailtick.store.database import Database
from mailtick.store.tables import DiaryRow, TaskRow
from tests.rounds.commanding import BROWN, SHAH, log, run, say, standing, written
from tests.rounds.reminding import BY_NAME
from tests.support.desks import MONDAY, SetClock, letter, make_desk

OFFICE = Author("Mrs Sandra Kemp", "it was asked for", MONDAY)


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school, clock=SetClock())
    run(desk, letter(BROWN, "filter", "The projector's filter is full of dust."))
    return desk


def keep(desk: Desk, register: str = "diary", **cells: str) -> None:
    given = {"ref": "D90", "kind": "visit", "date": "2026-11-24", "what": "Engineer comes", "about": "ICT-1041"}
    if register == "tasks":
        given = {"ref": "T90", "what": "Order a filter", "about": "ICT-1041"}
    with desk.database.writing() as session:
        add(session, BY_NAME[register], given | cells, OFFICE)


def stands(desk: Desk, ref: str = "D90") -> tuple[str, str]:
    """The day on which an entry was done, and its outcome."""
    with desk.database.reading() as session:
        row = session.scalars(select(DiaryRow).where(DiaryRow.ref == ref)).one()
        return str(row.done_on or ""), row.outcome


def test_the_entry_is_done_with_the_note_as_its_outcome(desk: Desk) -> None:
    keep(desk)
    say(desk, "#done New filter fitted.", subject="Re: [ICT-1041] filter")
    assert stands(desk) == ("2026-11-16", "New filter fitted.")
    assert ("note", "", "D90 is done (Engineer comes): New filter fitted.") in log(desk)
    assert "D90 is done (Engineer comes)" in written(desk, "transcript")[0][2]
    # The matter itself goes on.
    assert standing(desk).state is State.NEW


def test_first_level_says_it_of_what_is_theirs_on_the_command_line(desk: Desk) -> None:
    keep(desk)
    with pytest.raises(NotAllowed, match="is not assigned to you"):
        act(desk, "1041", "done", "", "amir.shah")
    act(desk, "1041", "assign", "amir.shah")
    assert carry_out(desk, "1041", "done", "", "amir.shah").outcome == "D90 is done (Engineer comes)"
    assert stands(desk) == ("2026-11-16", "")


@pytest.mark.both_databases
def test_of_several_one_is_named(desk: Desk) -> None:
    keep(desk)
    keep(desk, "tasks")
    with pytest.raises(NotAllowed, match=r"D90 \(Engineer comes\), T90 \(Order a filter\); write #done D90"):
        act(desk, "1041", "done", "Ordered.")
    say(desk, "#done t90: ordered\n#done fitted", subject="Re: [ICT-1041] filter")
    assert stands(desk) == ("2026-11-16", "fitted")
    with desk.database.reading() as session:
        assert session.scalars(select(TaskRow.done_on).where(TaskRow.ref == "T90")).one() == MONDAY.date()


def test_what_repeats_is_done_for_this_time(desk: Desk) -> None:
    keep(desk, date="2026-11-17", repeats="FREQ=WEEKLY")
    act(desk, "1041", "done", "cleaned")
    assert stands(desk) == ("2026-11-17", "cleaned")


def test_the_rest_of_what_was_fixed_for_now_is_done_by_resolving_it(desk: Desk) -> None:
    act(desk, "1041", "assign", "amir.shah")
    act(desk, "1041", "temp", "Loan projector until 24 Nov")
    with pytest.raises(NotAllowed, match="say what was done of the rest"):
        act(desk, "1041", "done", "")
    say(desk, "#done New filter fitted.", SHAH, "Re: [ICT-1041] filter")
    assert (standing(desk).state, standing(desk).resolution) == (State.RESOLVED, "New filter fitted.")
    assert written(desk, "resolved")[0][0].startswith("claire.brown")


@pytest.mark.parametrize(
    ("before", "said", "refusal"),
    [
        ((), "", "nothing in the diary is about ICT-1041 and open; #resolve <what was done> ends the matter itself"),
        ((("resolve", "Done"),), "", "it is resolved; #reopen takes it up again"),
        ((), "not yet", '"not yet" may mean that it is not done'),
    ],
)
def test_where_nothing_is_in_the_diary_the_answer_says_what_can_be_done(
    desk: Desk, before: tuple[tuple[str, str], ...], said: str, refusal: str
) -> None:
    keep(desk, about="ICT-1042")
    for word, argument in before:
        act(desk, "1041", word, argument)
    stood = standing(desk)
    say(desk, f"#done {said}", subject="Re: [ICT-1041] filter")
    assert refusal in written(desk, "transcript")[0][2]
    assert standing(desk) == stood
    assert stands(desk) == ("", "")


def test_an_answer_to_its_reminder_says_the_same(desk: Desk) -> None:
    keep(desk)
    act(desk, "1041", "done", "fitted")
    with pytest.raises(NotAllowed, match="nothing in the diary is about ICT-1041 and open"):
        act(desk, "1041", "done", "once more")
