"""While the database is locked or the disk is full, nothing is held and nothing is charged to the mails."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, select

from mailtick.desk import Desk
from mailtick.rounds.process import give_back, process
from mailtick.store.database import Database, DatabaseAway
from mailtick.store.mails import claim_waiting
from mailtick.store.tables import MailRow, MailState
from tests.support.desks import SetClock, letter, make_desk, put_in

TEXT = "The screen stays dark. " * 400


@pytest.fixture
def path(school_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(school_file, tmp_path / "desk.db"))


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    database = Database(f"sqlite:///{path}", busy_timeout_ms=20)
    yield make_desk(database, clock=SetClock())
    database.close()


def mails(desk: Desk) -> list[tuple[MailState, int]]:
    """(state, attempts) of all."""
    with desk.database.reading() as session:
        return [(row.state, row.attempts) for row in session.scalars(select(MailRow).order_by(MailRow.id))]


def run(desk: Desk) -> None:
    while process(desk):
        pass


class FullDisk:
    """Leaves a database a few pages: enough to count the tries, and then it fails in the middle of a mail."""

    def __init__(self, database: Database) -> None:
        self._engine = database.engine
        with self._engine.connect() as connection:
            self._pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 8

    def __enter__(self) -> None:
        event.listen(self._engine, "begin", self._limit)

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "begin", self._limit)
        # The limit belongs to the connection.
        self._engine.dispose()

    def _limit(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={self._pages}")


def test_a_disk_that_is_full_in_the_middle_of_a_mail_holds_none(desk: Desk) -> None:
    put_in(desk, *(letter(subject=f"screen {number}", text=TEXT) for number in range(20)))
    for _ in range(desk.limits.strikes + 1):
        with FullDisk(desk.database), pytest.raises(DatabaseAway, match="full"):
            run(desk)
    # It goes on at once: no mail waits for the lease of a turn that came to nothing.
    run(desk)
    assert {state for state, _ in mails(desk)} == {MailState.PROCESSED}


def test_a_locked_database_holds_none_and_charges_none(desk: Desk, path: Path) -> None:
    put_in(desk, letter(), letter())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for _ in range(desk.limits.strikes + 1):
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseAway, match="locked"):
                run(desk)
            other.rollback()
    assert mails(desk) == [(MailState.RECEIVED, 0)] * 2
    run(desk)
    assert mails(desk) == [(MailState.PROCESSED, 1)] * 2


def test_a_daemon_that_stops_takes_back_the_tries_that_came_to_nothing(desk: Desk) -> None:
    put_in(desk, *(letter(subject=f"screen {number}", text=TEXT) for number in range(20)))
    with FullDisk(desk.database), pytest.raises(DatabaseAway):
        run(desk)
    assert mails(desk) == [(MailState.RECEIVED, 1)] * 20
    give_back(desk)
    assert mails(desk) == [(MailState.RECEIVED, 0)] * 20


def test_a_mail_at_its_last_try_is_not_held_by_another_daemon_meanwhile(school: Database) -> None:
    clock = SetClock()
    desk = make_desk(school, clock=clock)
    put_in(desk, letter())
    for number in range(desk.limits.strikes):
        lease = timedelta(0) if number < desk.limits.strikes - 1 else timedelta(minutes=5)
        with school.writing() as session:
            assert claim_waiting(session, 50, desk.limits.strikes, (), clock.now, lease)
    assert process(desk) == 0
    assert mails(desk) == [(MailState.RECEIVED, desk.limits.strikes)]
    clock.move(timedelta(minutes=5))
    run(desk)
    assert mails(desk) == [(MailState.HELD, desk.limits.strikes)]
