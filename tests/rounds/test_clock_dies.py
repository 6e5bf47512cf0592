"""A clock that dies in the middle of its turn neither forgets a warning nor says one twice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from mailtick.rounds.escalate import escalate
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in
from tests.support.dying_clock import DIED

# Of the three the first is answered late, the second closes, the third is asked about again.
THURSDAY = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)


@pytest.fixture
def url(school_file: Path, tmp_path: Path) -> str:
    """A desk with three incidents of which each has something due on Thursday."""
    url = f"sqlite:///{shutil.copy(school_file, tmp_path / 'desk.db')}"
    database = Database(url)
    desk = make_desk(database, clock=SetClock(MONDAY))
    put_in(desk, *(letter(subject=f"board {number}", text=f"Board {number} stays dark.") for number in range(3)))
    while process(desk):
        pass
    act(desk, "1042", "resolve", "It was the cable.")
    act(desk, "1043", "wait", "Which board is it?")
    database.close()
    return url


def written(desk: Desk) -> Counter[tuple[str, str, int | None]]:
    with desk.database.reading() as session:
        rows = session.execute(select(OutgoingRow.template, OutgoingRow.recipient, OutgoingRow.incident_id))
        return Counter((template, recipient, incident) for template, recipient, incident in rows)


def states(desk: Desk) -> list[State]:
    with desk.database.reading() as session:
        return list(session.scalars(select(IncidentRow.state).order_by(IncidentRow.number)))


def run_to_the_end(url: str) -> tuple[Counter[tuple[str, str, int | None]], list[State]]:
    desk = make_desk(Database(url), clock=SetClock(THURSDAY))
    while escalate(desk):
        pass
    found = written(desk), states(desk)
    desk.database.close()
    return found


@pytest.mark.parametrize("after", [1, 2, 3])
def test_killed_in_the_middle_of_its_turn_it_does_all_of_it_once(url: str, after: int, tmp_path: Path) -> None:
    undisturbed = run_to_the_end(f"sqlite:///{shutil.copy(url.removeprefix('sqlite:///'), tmp_path / 'other.db')}")
    command = (sys.executable, "-m", "tests.support.dying_clock", url, THURSDAY.isoformat(), str(after))
    assert subprocess.run(command, check=False, timeout=60).returncode == DIED
    found = run_to_the_end(url)
    assert found == undisturbed
    assert found[1] == [State.NEW, State.CLOSED, State.WAITING_REQUESTER]
    assert {template for template, _, _ in found[0]} >= {"alert", "still_asking"}
