"""What comes round by itself becomes an incident on its day, once, whatever restarts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, Priority, State
from mailtick.registers.agenda import overdue
from mailtick.registers.changing import Author, add, change, find, retire
from mailtick.registers.diary import DIARY
from mailtick.registers.people import PEOPLE
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.recurring import open_recurring
from mailtick.store.database import Database
from tests.support.desks import MONDAY, SetClock, make_desk
from tests.support.told import told

OFFICE = Author("Mrs Sandra Kemp", "by hand", MONDAY)
WEDNESDAY_NIGHT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
RESTORE = {
    "ref": "D90",
    "kind": "task",
    "on": "2026-11-25",
    "what": "Test restore from the backup",
    "about": "SP-0030",
    "provider": "FEN",
    "repeats": "FREQ=MONTHLY;INTERVAL=4",
    "opens_incident": "yes",
}


@pytest.fixture
def clock() -> SetClock:
    return SetClock(WEDNESDAY_NIGHT)


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def write(desk: Desk, **cells: str) -> None:
    with desk.database.writing() as session:
        add(session, DIARY, {**RESTORE, **cells}, OFFICE)


def opened(desk: Desk) -> list[Incident]:
    with desk.database.reading() as session:
        lookup = StoreLookup(session, "ICT")
        found = (lookup.incident_numbered(number) for number in range(1041, 1060))
        return [incident for incident in found if incident]


def test_it_becomes_an_incident_when_the_desk_opens_on_its_day(desk: Desk, clock: SetClock) -> None:
    write(desk)
    assert open_recurring(desk) == 0
    clock.now = WEDNESDAY
    assert open_recurring(desk) == 1
    assert open_recurring(desk) == 0
    [incident] = opened(desk)
    assert (incident.title, incident.priority, incident.state) == (RESTORE["what"], Priority.P5, State.NEW)
    assert [each.tag for each in incident.equipment] == ["SP-0030"]
    [(to, text)] = told(desk)
    assert to == "sandra.kemp@saltmarshprimary.example"
    assert "the diary wants it on Wednesday 25 November (D90, which comes again)" in " ".join(text.split())
    assert "#second FEN" in text


def test_the_entry_is_done_on_that_day_and_names_the_incident(desk: Desk, clock: SetClock) -> None:
    write(desk)
    clock.now = WEDNESDAY
    open_recurring(desk)
    with desk.database.reading() as session:
        _, values = find(session, DIARY, "D90")
        assert (values["done_on"], values["outcome"]) == (date(2026, 11, 25), "became ICT-1041")
        assert not [each for each in overdue(session, date(2026, 11, 27)) if each.key == "D90"]


def test_it_comes_again_on_its_next_day(desk: Desk, clock: SetClock) -> None:
    write(desk)
    clock.now = WEDNESDAY
    open_recurring(desk)
    clock.now = datetime(2027, 3, 24, 12, 0, tzinfo=UTC)
    assert open_recurring(desk) == 0
    clock.now = datetime(2027, 3, 25, 12, 0, tzinfo=UTC)
    assert open_recurring(desk) == 1


def test_whoever_the_diary_names_has_it_and_gets_all_of_it(desk: Desk, clock: SetClock) -> None:
    write(desk, person="amir.shah@saltmarshprimary.example")
    clock.now = WEDNESDAY
    open_recurring(desk)
    [incident] = opened(desk)
    assert incident.state is State.ASSIGNED
    assert incident.with_whom == "Mr Amir Shah"
    assert [to for to, _ in told(desk)] == ["amir.shah@saltmarshprimary.example"]


def test_a_day_in_the_holidays_is_done_on_the_last_open_day_before(desk: Desk, clock: SetClock) -> None:
    write(desk, on="2026-12-30", repeats="")
    clock.now = datetime(2026, 12, 17, 12, 0, tzinfo=UTC)
    assert open_recurring(desk) == 0
    clock.now = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)
    assert open_recurring(desk) == 1
    clock.now = datetime(2026, 12, 30, 12, 0, tzinfo=UTC)
    assert open_recurring(desk) == 0


def test_after_a_time_away_the_last_day_alone_is_made_good(desk: Desk, clock: SetClock) -> None:
    write(desk, on="2026-11-16", repeats="FREQ=WEEKLY")
    clock.now = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)
    assert open_recurring(desk) == 1
    assert open_recurring(desk) == 0
    assert len(opened(desk)) == 1


def test_an_entry_that_is_done_or_wants_no_incident_opens_none(desk: Desk, clock: SetClock) -> None:
    write(desk, done_on="2026-11-25")
    write(desk, ref="D91", opens_incident="no")
    clock.now = WEDNESDAY
    assert open_recurring(desk) == 0


@pytest.mark.parametrize(
    "gone", [{"active_to_on": "2026-11-20"}, {"retired_on": "2026-11-20"}], ids=["left", "off the list"]
)
def test_what_names_somebody_who_has_left_is_the_coordinator_s(
    desk: Desk, clock: SetClock, gone: dict[str, str]
) -> None:
    """They would have it as their own, and be written to when it is done."""
    write(desk, person="gareth.lloyd@saltmarshprimary.example")
    with desk.database.writing() as session:
        change(session, PEOPLE, "gareth.lloyd@saltmarshprimary.example", gone, OFFICE)
    clock.now = WEDNESDAY
    assert open_recurring(desk) == 1
    [incident] = opened(desk)
    assert incident.reporter.name == "Mrs Sandra Kemp"
    assert [to for to, _ in told(desk)] == ["sandra.kemp@saltmarshprimary.example"]


def test_what_repeats_every_day_opens_one_for_all_days_of_the_holidays(desk: Desk, clock: SetClock) -> None:
    write(desk, on="2026-12-01", repeats="FREQ=DAILY", done_on="2026-12-17")
    clock.now = datetime(2026, 12, 18, 8, 0, tzinfo=UTC)
    assert [open_recurring(desk) for _ in range(3)] == [1, 0, 0]
    clock.now = datetime(2026, 12, 28, 8, 0, tzinfo=UTC)
    assert open_recurring(desk) == 0


def test_an_entry_that_is_out_of_use_opens_none(desk: Desk, clock: SetClock) -> None:
    write(desk)
    with desk.database.writing() as session:
        retire(session, DIARY, "D90", OFFICE, date(2026, 11, 24))
    clock.now = WEDNESDAY
    assert open_recurring(desk) == 0
