"""Two daemons on one PostgreSQL database: every mail once, every answer once, and one goes on when the other dies."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.cli.shown import settings_of
from mailtick.daemon import build_desk
from mailtick.daemon.lock import DeskLock
from mailtick.demo.school import load_school
from mailtick.desk import Desk
from mailtick.rounds.escalate import escalate
from mailtick.rounds.process import process
from mailtick.rounds.summarise import summarise
from mailtick.rounds.tell_held import tell_held
from mailtick.store.database import Database
from mailtick.store.tables import AlarmRow, LogEntryRow, MailState, OutgoingRow
from tests.journeys.test_faults import answered, each_once, numbered
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.postgres import Postgres
from tests.support.running import Inside, RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink


@dataclass(frozen=True, slots=True)
class Pair:
    """Two daemons of one desk. Both read the mailbox `shared`; each reads one more of its own."""

    daemons: tuple[RunningDesk, RunningDesk]
    shared: str
    own: tuple[str, str]
    inside: Inside

    def reader(self) -> RunningDesk:
        """The daemon that reads the shared mailbox."""
        is_reading = ["mailbox=shared" in daemon.log for daemon in self.daemons]
        assert any(is_reading)
        return self.daemons[is_reading.index(True)]


@pytest.fixture
def pair(dovecot: Dovecot, postgres: Postgres, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Pair]:
    url = postgres.new_database()
    shared, *own = (dovecot.new_user() for _ in range(3))
    daemons = []
    for user in own:
        folder = tmp_path / user
        folder.mkdir()
        mailboxes = [("shared", dovecot.port, shared), (f"own {user}", dovecot.port, user)]
        path = write_configuration(folder, smtp_sink.port, mailboxes, url)
        # Longer than any sending takes here: what a dead daemon had claimed is taken up after it.
        path.write_text(path.read_text().replace("lease_seconds = 1\n", "lease_seconds = 5\n"))
        daemons.append(RunningDesk(path))
    database = Database(url)
    yield Pair((daemons[0], daemons[1]), shared, (own[0], own[1]), Inside(database))
    for daemon in daemons:
        daemon.make_sure_it_is_gone()
    database.close()
    postgres.drop(url)


def start(pair: Pair) -> None:
    """Both at once, on a database that holds nothing yet."""
    for daemon in pair.daemons:
        daemon.start()
    for daemon in pair.daemons:
        daemon.wait_for_log("mailbox open")
    wait_until(lambda: any("mailbox=shared" in daemon.log for daemon in pair.daemons), 30, "a reader")


def wait_for_all(pair: Pair, count: int) -> None:
    wait_until(lambda: pair.inside.mails.get(MailState.PROCESSED) == count, 60, f"processing {count} mails")
    wait_until(lambda: pair.inside.unsent == 0, 60, "sending every answer")


def test_two_daemons_that_start_together_take_each_mail_once_and_answer_once(
    dovecot: Dovecot, pair: Pair, smtp_sink: SmtpSink
) -> None:
    start(pair)
    copies = [numbered(number) for number in range(60)]
    dovecot.deliver_all(pair.own[0], copies[:40])
    dovecot.deliver_all(pair.shared, copies[20:])
    dovecot.deliver_all(pair.own[1], copies[:40])
    wait_for_all(pair, 60)
    wait_until(lambda: pair.inside.ledger_lines == 120, 30, "a line for each sighting")
    assert pair.inside.incidents == list(range(1041, 1101))
    assert answered(smtp_sink) == each_once(60)
    assert len(smtp_sink.mails) == 60
    assert sum("mailbox=shared" in daemon.log for daemon in pair.daemons) == 1
    for daemon in pair.daemons:
        assert daemon.stop() == 0
        assert "Traceback" not in daemon.log
        assert "mail held" not in daemon.log


def test_when_one_daemon_dies_the_other_takes_over_its_mailbox_and_its_work(
    dovecot: Dovecot, pair: Pair, smtp_sink: SmtpSink
) -> None:
    start(pair)
    reader = pair.reader()
    other = next(daemon for daemon in pair.daemons if daemon is not reader)
    feeding = threading.Thread(
        target=dovecot.deliver_all, args=(pair.shared, [numbered(number) for number in range(150)])
    )
    feeding.start()
    smtp_sink.wait_for(10, 30)
    reader.kill()
    other.wait_for_log("mailbox=shared", 30)
    feeding.join()
    wait_for_all(pair, 150)
    assert pair.inside.incidents == list(range(1041, 1191))
    assert answered(smtp_sink) == each_once(150)
    assert "Traceback" not in other.log


@pytest.fixture
def desks(postgres: Postgres, postgres_template: str) -> Iterator[tuple[Desk, Desk]]:
    """The same desk twice, as two daemons have it."""
    url = postgres.new_database(postgres_template)
    databases = [Database(url), Database(url)]
    with databases[0].writing() as session:
        load_school(session)
    clock = SetClock()
    yield make_desk(databases[0], clock=clock), make_desk(databases[1], clock=clock)
    for database in databases:
        database.close()
    postgres.drop(url)


def at_once(*calls: Callable[[], int]) -> list[int]:
    """What the calls return, begun in the same moment in a thread each."""
    gate = threading.Barrier(len(calls))

    def begin(call: Callable[[], int]) -> int:
        gate.wait(10)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def outgoing(desk: Desk, template: str) -> Counter[str]:
    """How many mails of one kind each recipient gets."""
    with desk.database.reading() as session:
        return Counter(session.scalars(select(OutgoingRow.recipient).where(OutgoingRow.template == template)))


def test_timed_rounds_in_two_daemons_at_once_write_each_mail_once(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    clocks = [SetClock(MONDAY), SetClock(MONDAY + timedelta(milliseconds=7))]
    for desk, clock in zip(desks, clocks, strict=True):
        desk.clock = clock
    for _ in range(5):
        put_in(first, letter("Mallory <mallory@personalmail.example>"))
        process(first)
        before = outgoing(first, "held_list")
        told = at_once(lambda: tell_held(first), lambda: tell_held(second))
        assert sorted(told) == [0, 1]
        written = outgoing(first, "held_list") - before
        assert set(written.values()) == {1}
        sent = at_once(lambda: summarise(first), lambda: summarise(second))
        assert 0 in sent
        for clock in clocks:
            clock.move(timedelta(days=7))
    assert set(outgoing(first, "weekly_summary").values()) == {5}


def test_the_clocks_of_two_daemons_at_once_warn_once(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    clock = SetClock(MONDAY)
    for desk in desks:
        desk.clock = clock
    put_in(first, *(numbered(number) for number in range(12)))
    while process(first):
        pass
    warned: Counter[str] = Counter()
    for _ in range(32):
        clock.move(timedelta(hours=3))
        at_once(lambda: escalate(first), lambda: escalate(second))
        with first.database.reading() as session:
            said = session.execute(select(AlarmRow.incident_id, AlarmRow.rung, AlarmRow.about)).all()
            logged = session.scalars(select(LogEntryRow.text).where(LogEntryRow.text.startswith("told "))).all()
        assert len(said) == len(set(said))
        warned = outgoing(first, "alert")
        # Twelve at once are one mail, and each says so in its log.
        assert len(logged) == 12 * warned.total()
    assert warned.total() == 4
    assert set(warned) == {"sandra.kemp@saltmarshprimary.example"}


def test_two_desks_that_are_built_at_once_on_an_empty_database_agree(
    postgres: Postgres, smtp_sink: SmtpSink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILTICK_IMAP_PASSWORD", "secret")
    url = postgres.new_database()
    path = write_configuration(tmp_path, smtp_sink.port, [("ict", 1, "ict")], url)
    built: list[Desk] = []

    def build() -> int:
        built.append(build_desk(settings_of(path)))
        return 1

    at_once(*[build] * 4)
    assert len({desk.key for desk in built}) == 1
    assert len({desk.policy.live_since for desk in built}) == 1
    for desk in built:
        desk.database.close()
    postgres.drop(url)


def test_a_desk_of_many_mailboxes_keeps_connections_for_its_work(desks: tuple[Desk, Desk]) -> None:
    first, second = desks
    locks = [DeskLock(first.database, f"mailbox {number}") for number in range(40)]
    assert all(lock.acquire() for lock in locks)
    put_in(first, letter())
    assert process(first) == 1
    others = [DeskLock(second.database, f"mailbox {number}") for number in range(40)]
    assert not any(lock.acquire() for lock in others)
    for lock in locks:
        lock.release()
    # The server notices the end of a connection in its own time.
    wait_until(lambda: all(lock.acquire() for lock in others), 10, "taking all mailboxes over")
    for lock in others:
        lock.release()
