"""A stop holds for a day, is told once, and can be lifted; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import allow
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.outbox import stops_that_hold
from mailtick.store.tables import OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

BROWN = "claire.brown@saltmarshprimary.example"
THANKS = "Thank you for your message. It has been received and will be dealt with. Your reference is {0}."


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def written(desk: Desk) -> list[tuple[str, str]]:
    """All but what the coordinator hears of the incidents themselves."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id))
        found = [(row.template, row.recipient.partition("@")[0]) for row in rows]
    return [each for each in found if each[0] != "team_news"]


def machine_answers(desk: Desk, clock: SetClock, number: int) -> None:
    clock.move(timedelta(minutes=1))
    put_in(desk, letter(f"Office <{BROWN.title()}>", f"AW [#{number}]", THANKS.format(number)))
    process(desk)


def test_a_machine_is_stopped_for_a_day_and_told_of_once(desk: Desk, clock: SetClock) -> None:
    for number in range(12):
        machine_answers(desk, clock, number)
    assert written(desk) == [("acknowledgement", "claire.brown")] * 4 + [("alert", "sandra.kemp")]
    with desk.database.reading() as session:
        (stop,) = stops_that_hold(session, clock.now)
    assert stop.address == BROWN
    clock.move(timedelta(days=1))
    machine_answers(desk, clock, 99)
    assert written(desk)[5:] == [("acknowledgement", "claire.brown")]


def test_a_stop_is_lifted_by_a_person_once(desk: Desk, clock: SetClock) -> None:
    for number in range(6):
        machine_answers(desk, clock, number)
    assert "all read alike" in allow(desk, BROWN).because
    with pytest.raises(NotAllowed, match="is not stopped"):
        allow(desk, BROWN)
    machine_answers(desk, clock, 9)
    assert written(desk)[-1] == ("acknowledgement", "claire.brown")
