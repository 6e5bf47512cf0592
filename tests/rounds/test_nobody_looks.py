"""Something is new and nobody looks: after an hour of service time the deputy hears of it, later the owner."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.rounds.act import act, drop
from mailtick.rounds.nobody_looks import note_look, tell_nobody_looks
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import MailRow, MailState, OutgoingRow
from tests.rounds.test_escalate import at
from tests.support.desks import SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """It is Monday 09:00, and a mail has just come in."""
    made = make_desk(school, clock=clock)
    report(made)
    return made


def report(desk: Desk, text: str = "Board in my room won't turn on again.") -> None:
    put_in(desk, letter(text=text))
    while process(desk):
        pass


def run_until(desk: Desk, clock: SetClock, end: datetime) -> None:
    while clock.now < end:
        clock.now = min(end, clock.now + timedelta(minutes=10))
        tell_nobody_looks(desk)


def told(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "alert").order_by(OutgoingRow.id))
        return [(f"{row.created_at:%a %H:%M}", row.recipient.partition("@")[0]) for row in rows]


def test_the_deputy_after_sixty_minutes_and_the_owner_after_ninety_once(desk: Desk, clock: SetClock) -> None:
    run_until(desk, clock, at("16 16:00"))
    assert told(desk) == [("Mon 10:00", "leah.dunn"), ("Mon 10:30", "tom.whitfield")]
    with desk.database.reading() as session:
        raw = session.scalars(select(OutgoingRow.raw).order_by(OutgoingRow.id.desc())).first()
    assert raw is not None
    assert b"Nobody has looked at what is new for 90 minutes" in raw
    assert b"ICT-1041" in raw


def test_the_night_is_no_service_time(school: Database, clock: SetClock) -> None:
    clock.now = at("16 16:00")
    desk = make_desk(school, clock=clock)
    report(desk)
    run_until(desk, clock, at("17 09:30"))
    assert told(desk) == [("Tue 08:30", "leah.dunn"), ("Tue 09:00", "tom.whitfield")]


def test_a_look_begins_it_anew(desk: Desk, clock: SetClock) -> None:
    run_until(desk, clock, at("16 09:50"))
    note_look(desk.database, clock.now)
    run_until(desk, clock, at("16 12:00"))
    assert told(desk) == [("Mon 10:50", "leah.dunn"), ("Mon 11:20", "tom.whitfield")]


@pytest.mark.parametrize("who", ["sandra.kemp", "leah.dunn"])
def test_a_word_of_coordinator_or_deputy_is_a_look(desk: Desk, clock: SetClock, who: str) -> None:
    clock.now = at("16 09:50")
    act(desk, "1041", "note", "It hangs on the wall.", by=who)
    run_until(desk, clock, at("16 10:40"))
    assert told(desk) == []


def test_a_decision_on_a_held_mail_is_a_look(desk: Desk, clock: SetClock) -> None:
    put_in(desk, letter("stranger@elsewhere.example"))
    while process(desk):
        pass
    clock.now = at("16 09:50")
    with desk.database.reading() as session:
        held = session.scalars(select(MailRow.id).where(MailRow.state == MailState.HELD)).one()
    drop(desk, held, "advertising")
    run_until(desk, clock, at("16 10:40"))
    assert told(desk) == []


def test_what_others_do_is_no_look(desk: Desk, clock: SetClock) -> None:
    clock.now = at("16 09:50")
    report(desk, "And the projector is dark as well, since this morning.")
    away = {"Auto-Submitted": "auto-replied"}
    put_in(desk, letter("sandra.kemp@saltmarshprimary.example", "Re: [ICT-1041] board", "I am away.", headers=away))
    while process(desk):
        pass
    run_until(desk, clock, at("16 10:10"))
    assert told(desk) == [("Mon 10:00", "leah.dunn")]


def test_where_nothing_is_new_nobody_has_to_look(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "assign", "amir.shah")
    run_until(desk, clock, at("16 16:00"))
    assert told(desk) == []


def test_two_daemons_tell_it_once(desk: Desk, clock: SetClock) -> None:
    clock.now = at("16 10:00")
    other = make_desk(desk.database, clock=clock)
    assert [tell_nobody_looks(each) for each in (desk, other, desk)] == [1, 0, 0]
    clock.now = at("16 11:00")
    assert [tell_nobody_looks(each) for each in (other, desk)] == [1, 0]


def test_a_look_never_waits_for_the_daemon(tmp_path: Path, sqlite_template: Path, clock: SetClock) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(sqlite_template.read_bytes())
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    database = Database(f"sqlite:///{path}", busy_timeout_ms=0)
    note_look(database, clock.now)
    database.close()
    writing.execute("ROLLBACK")
    writing.close()


def test_while_the_desk_is_shut_nobody_is_told(desk: Desk, clock: SetClock) -> None:
    clock.now = at("17 07:30")
    assert tell_nobody_looks(desk) == 0
    clock.now = at("17 08:00")
    assert tell_nobody_looks(desk) == 2


def test_what_is_left_lying_is_told_of_again_only_when_more_has_come(desk: Desk, clock: SetClock) -> None:
    run_until(desk, clock, at("16 11:00"))
    note_look(desk.database, clock.now)
    run_until(desk, clock, at("16 13:00"))
    assert len(told(desk)) == 2
    report(desk, "The printer by the hall prints nothing at all.")
    run_until(desk, clock, at("16 16:00"))
    assert told(desk)[2:] == [("Mon 14:00", "leah.dunn"), ("Mon 14:30", "tom.whitfield")]
