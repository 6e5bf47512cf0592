"""A temporary fix fails: the job is with the firm again that still has it, else it is being worked on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from mailtick.rounds.deliver import deliver
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, OutgoingRow, WaitRow
from tests.rounds.commanding import BROWN, log, run, standing, written
from tests.rounds.test_returned import comes_back
from tests.support.desks import SetClock, letter, make_desk
from tests.support.smtp_sink import SmtpSink


@pytest.fixture
def desk(school: Database, smtp_sink: SmtpSink) -> Iterator[Desk]:
    """Mrs Brown's board is with BrightBoard, and she has a loan projector meanwhile."""
    clock = SetClock()
    desk = make_desk(school, smtp_port=smtp_sink.port, clock=clock)
    run(desk, letter(BROWN, "board", "The board in my room is dead."))
    act(desk, "1041", "assign", "amir.shah")
    act(desk, "1041", "second", "BBA no power light")
    while deliver(desk):
        pass
    clock.move(timedelta(hours=1))
    act(desk, "1041", "temp", "Loan projector until 24 Nov")
    clock.move(timedelta(hours=1))
    yield desk
    desk.sender.close()


def waits(desk: Desk) -> list[tuple[str, bool]]:
    """What was waited for, and whether it still is."""
    with desk.database.reading() as session:
        return [(row.waiting_on, row.to_at is None) for row in session.scalars(select(WaitRow).order_by(WaitRow.id))]


def fails(desk: Desk, by_mail: bool) -> None:
    said = "The loan projector has failed again."
    if by_mail:
        run(desk, letter(BROWN, "Re: [ICT-1041] board", said))
    else:
        act(desk, "1041", "reply", f"claire.brown: {said}")


@pytest.mark.parametrize("by_mail", [True, False], ids=["by mail", "on the telephone"])
def test_the_firm_that_still_has_the_job_has_it_again_and_its_wait_goes_on(desk: Desk, by_mail: bool) -> None:
    assert waits(desk) == [("provider", True)]
    fails(desk, by_mail)
    assert standing(desk).state is State.WAITING_PROVIDER
    assert waits(desk) == [("provider", True)]
    moves = [what for _, what, _ in log(desk) if what.startswith("state")]
    assert moves[-2:] == ["state temporary_fix", "state waiting_provider"]


def test_whoever_has_it_hears_that_and_how_to_take_it_up(desk: Desk) -> None:
    fails(desk, by_mail=True)
    (news,) = [text for to, _, text in written(desk, "team_news") if to.startswith("amir.shah")]
    assert "It is with BrightBoard AV again, as before the fix; #start takes it up here." in news
    act(desk, "1041", "start", "", "amir.shah")
    assert (standing(desk).state, waits(desk)) == (State.IN_PROGRESS, [("provider", False)])


@pytest.mark.parametrize("by_mail", [True, False], ids=["by mail", "on the telephone"])
@pytest.mark.both_databases
def test_where_the_firm_is_done_it_is_being_worked_on(desk: Desk, by_mail: bool) -> None:
    with desk.database.writing() as session:
        session.scalars(select(HandoverRow)).one().state = "done"
    fails(desk, by_mail)
    assert (standing(desk).state, waits(desk)) == (State.IN_PROGRESS, [("provider", False)])


def test_a_job_that_comes_back_meanwhile_leaves_what_works_for_now_as_it_is(desk: Desk) -> None:
    with desk.database.reading() as session:
        job = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "handover")).one()
    comes_back(desk, job)
    assert standing(desk).state is State.TEMPORARY_FIX
    fails(desk, by_mail=True)
    assert standing(desk).state is State.IN_PROGRESS
