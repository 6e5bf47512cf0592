"""What comes again and again, on one piece of equipment or of one kind in one place."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailtick.incidents.actions import ChangeState
from mailtick.incidents.incident import State
from mailtick.registers.suspected import suspected_problems
from mailtick.rounds.apply import Applier
from mailtick.rounds.process import process
from mailtick.rounds.write import Cause
from mailtick.store.database import Database
from tests.cli.saying import done
from tests.support.desks import MONDAY, letter, make_desk, put_in

_LATER = MONDAY + timedelta(days=30)


def three_about_the_panel(folder: Path) -> None:
    """ICT-1041, 1042 and 1043 are about the panel in the hall; of no place and no category that is shared."""
    comes_in(folder, letter(subject="two", text="Black screen"), letter(subject="three", text="No sound"))
    for number in ("1041", "1042", "1043"):
        done("asset", number, "SP-0037")


def comes_in(folder: Path, *raws: bytes) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, *raws)
    while process(desk):
        pass
    database.close()


def suspected(folder: Path, now: datetime = _LATER) -> list[str]:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.reading() as session:
        found = suspected_problems(session, "ICT", now)
    database.close()
    return [f"{each.what}: {', '.join(each.incidents)}" for each in found]


def test_three_incidents_of_one_piece_of_equipment_are_a_suspected_problem(folder: Path) -> None:
    three_about_the_panel(folder)
    assert suspected(folder) == ["SP-0037 (Promethean ActivPanel 9 75in): ICT-1041, ICT-1042, ICT-1043"]


def test_three_incidents_of_one_category_in_one_place_are_one_too(folder: Path) -> None:
    comes_in(folder, letter(subject="two", text="Black screen"), letter(subject="three", text="No sound"))
    for number in ("1041", "1042", "1043"):
        done("place", number, "LIB")
        done("category", number, "printing and copying")
    assert suspected(folder) == ["Printing and copying in Library: ICT-1041, ICT-1042, ICT-1043"]


def test_two_are_not_enough_and_what_is_restricted_or_called_off_does_not_count(folder: Path) -> None:
    three_about_the_panel(folder)
    done("restrict", "1041", "yes")
    assert suspected(folder) == []
    done("restrict", "1041", "no")
    done("cancel", "1042", "a mistake")
    assert suspected(folder) == []


def test_what_is_older_than_90_days_does_not_count(folder: Path) -> None:
    three_about_the_panel(folder)
    assert suspected(folder, MONDAY + timedelta(days=91)) == []


def test_a_problem_that_is_written_down_is_listed_and_suspected_no_more(folder: Path) -> None:
    three_about_the_panel(folder)
    cells = ("ref=P1", "title=The panel fails", "incidents=ICT-1041;ICT-1042;ICT-1043")
    done("register", "add", "problems", *cells)
    assert suspected(folder) == []
    assert [each["title"] for each in json.loads(done("problems", "--json"))] == ["The panel fails"]
    assert "P1   recorded  The panel fails" in done("problems")


def fixed_for_now(folder: Path) -> None:
    """ICT-1041 has a temporary fix since Monday 16 November."""
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    with database.writing() as session:
        applier = Applier(session, desk, Cause("a test"), "Mr Amir Shah", MONDAY)
        applier.apply((ChangeState(1, State.TEMPORARY_FIX, "Mr Amir Shah said so"),))
    database.close()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Ten open days later, and one more; Saturdays and Sundays are none.
        pytest.param(MONDAY + timedelta(days=14), [], id="30 November"),
        pytest.param(
            MONDAY + timedelta(days=15),
            ["Board in my room won't turn on again (fixed for now since 16 November 2026): ICT-1041"],
            id="1 December",
        ),
    ],
)
def test_a_temporary_fix_of_more_than_ten_open_days_may_be_a_problem(
    folder: Path, now: datetime, expected: list[str]
) -> None:
    fixed_for_now(folder)
    assert suspected(folder, now) == expected


def test_what_is_in_hand_again_is_suspected_no_more(folder: Path) -> None:
    fixed_for_now(folder)
    done("start", "1041")
    assert suspected(folder) == []
