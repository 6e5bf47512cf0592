"""Servers go away, the disk is full, the database is locked, a mail kills: nothing is lost, nothing is said twice."""

from __future__ import annotations

import email
import imaplib
import resource
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mailtick.store.tables import DeliveryState, MailState
from tests.support.desks import letter
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.proxy import CuttingProxy
from tests.support.running import Inside, RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink

SCHOOL = "saltmarshprimary.example"


def numbered(number: int, size_bytes: int = 0) -> bytes:
    text = f"The screen {number} stays dark.\n" + "It is dark. " * (size_bytes // 12)
    return letter(f"Teacher {number} <teacher{number}@{SCHOOL}>", f"Matter {number}", text)


def answered(sink: SmtpSink) -> Counter[str]:
    """How many different answers each teacher got; one that is sent again with its Message-ID counts once."""
    ids = {(mail.recipients[0], str(email.message_from_bytes(mail.raw)["Message-ID"])) for mail in sink.mails}
    return Counter(recipient for recipient, _ in ids if recipient.startswith("teacher"))


def each_once(count: int) -> Counter[str]:
    return Counter(f"teacher{number}@{SCHOOL}" for number in range(count))


def waiting_in_inbox(dovecot: Dovecot, user: str) -> int:
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login(user, dovecot.password)
        return int(client.select("INBOX", readonly=True)[1][0] or 0)


@pytest.fixture
def proxied(
    dovecot: Dovecot, mail_user: str, smtp_sink: SmtpSink, tmp_path: Path
) -> Iterator[tuple[RunningDesk, CuttingProxy]]:
    """A desk that reaches Dovecot through a proxy."""
    with CuttingProxy(dovecot.port) as proxy:
        running = RunningDesk(write_configuration(tmp_path, smtp_sink.port, [("ict", proxy.port, mail_user)]))
        yield running, proxy
        running.make_sure_it_is_gone()


def test_a_server_that_goes_away_in_the_middle_of_a_fetch_loses_and_doubles_nothing(
    dovecot: Dovecot, mail_user: str, proxied: tuple[RunningDesk, CuttingProxy], smtp_sink: SmtpSink
) -> None:
    running, proxy = proxied
    running.start()
    running.wait_for_log("mailbox open")
    # Within the news, the sizes, the first mail, a later one, and in the answer to the move.
    for turn, cut_after_bytes in enumerate((10, 250, 2_000, 20_000, 42_000)):
        proxy.cut_after_answer_bytes(cut_after_bytes)
        dovecot.deliver_all(mail_user, (numbered(turn * 5 + number, 8_000) for number in range(5)))
        wait_until(lambda: "was lost" in running.new_log(), 30, "the loss of the connection")
        proxy.let_through()
        wait_until(lambda: waiting_in_inbox(dovecot, mail_user) == 0, 30, "taking in what was left")
        running.new_log()
    smtp_sink.wait_for(25, 30)
    assert running.stop() == 0
    assert answered(smtp_sink) == each_once(25)
    assert len(smtp_sink.mails) == 25


def test_answers_wait_for_an_smtp_server_that_is_away_and_it_is_said_once(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    smtp_sink.close()
    dovecot.deliver_all(mail_user, (numbered(number) for number in range(5)))
    desk.start()
    desk.wait_for_log("cannot work")
    wait_until(lambda: inside.mails.get(MailState.PROCESSED) == 5, 30, "processing")
    listed = desk.listed("outbox")
    assert [line["state"] for line in listed] == ["waiting"] * 5
    # While the command line looked, the daemon has tried again.
    smtp_sink.reopen()
    smtp_sink.wait_for(5, 30)
    wait_until(lambda: inside.unsent == 0, 30, "sending every answer")
    assert answered(smtp_sink) == each_once(5)
    assert desk.log.count("cannot work") == 1
    assert "works again" in desk.log


def test_a_recipient_who_is_refused_keeps_no_other_from_the_answer(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    smtp_sink.refuse_recipient(f"teacher1@{SCHOOL}")
    dovecot.deliver_all(mail_user, (numbered(number) for number in range(4)))
    desk.start()
    # Three teachers, and the coordinator who hears of the fourth.
    smtp_sink.wait_for(4, 30)
    assert answered(smtp_sink) == each_once(4) - Counter([f"teacher1@{SCHOOL}"])
    assert inside.unsent == 1
    assert [(line["state"], line["to"]) for line in desk.listed("outbox")] == [("refused", f"teacher1@{SCHOOL}")]


def test_while_the_database_is_locked_mails_stay_on_the_server_and_none_is_held(
    dovecot: Dovecot, mail_user: str, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    url = "sqlite:///desk.db?timeout=0.3"
    running = RunningDesk(
        write_configuration(tmp_path, smtp_sink.port, [("ict", dovecot.port, mail_user)], database_url=url)
    )
    running.start()
    try:
        running.wait_for_log("mailbox open")
        with closing(sqlite3.connect(tmp_path / "desk.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            dovecot.deliver_all(mail_user, (numbered(number) for number in range(20)))
            running.wait_for_log("database is locked")
            assert waiting_in_inbox(dovecot, mail_user) == 20
            other.execute("ROLLBACK")
            # And once more, somewhere in the middle of processing and delivering.
            smtp_sink.wait_for(3, 30)
            running.new_log()
            other.execute("BEGIN IMMEDIATE")
            dovecot.deliver(mail_user, numbered(20))
            wait_until(lambda: "database is locked" in running.new_log(), 30, "noticing the lock")
            other.execute("ROLLBACK")
        smtp_sink.wait_for(21, 60)
        assert running.stop() == 0
        assert answered(smtp_sink) == each_once(21)
        assert len(smtp_sink.mails) == 21
        assert "mail held" not in running.log
    finally:
        running.make_sure_it_is_gone()


def test_on_a_full_disk_mails_stay_on_the_server_and_none_is_held(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    desk.start()
    desk.wait_for_log("mailbox open")
    # No file of the daemon's may grow any more, which SQLite cannot tell from a full disk.
    present_bytes = desk.configuration.with_name("desk.db-wal").stat().st_size
    resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, (present_bytes, resource.RLIM_INFINITY))
    dovecot.deliver_all(mail_user, (numbered(number, 200_000) for number in range(20)))
    desk.wait_for_log("the database cannot be used")
    wait_until(lambda: waiting_in_inbox(dovecot, mail_user) + inside.ledger_lines == 20, 30, "the balance")
    assert waiting_in_inbox(dovecot, mail_user) > 0
    resource.prlimit(desk.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    smtp_sink.wait_for(20, 60)
    wait_until(lambda: inside.unsent == 0, 30, "sending every answer")
    assert answered(smtp_sink) == each_once(20)
    assert inside.mails == {MailState.PROCESSED: 20}


def test_a_log_that_nobody_can_write_stops_no_mail(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink
) -> None:
    desk.start(log_path=Path("/dev/full"))
    dovecot.deliver_all(mail_user, (numbered(number) for number in range(3)))
    smtp_sink.wait_for(3, 30)
    assert desk.stop() == 0


def test_a_mail_that_kills_the_daemon_is_held_at_the_third_try_and_its_neighbours_are_answered(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    killed = RunningDesk(desk.configuration, module="tests.support.killer")
    killer = letter(f"Teacher <killer@{SCHOOL}>", "killer")
    dovecot.deliver_all(mail_user, [numbered(0), killer, numbered(1)])
    try:
        for _ in range(3):
            killed.start()
            assert killed.wait_for_its_end() == 9
        killed.start()
        smtp_sink.wait_for(2, 30)
        wait_until(lambda: inside.mails == {MailState.PROCESSED: 2, MailState.HELD: 1}, 30, "a final state of each")
        (held,) = killed.listed("held")
        assert "stopped 3 times" in str(held["because"])
        assert answered(smtp_sink) == each_once(2)
    finally:
        killed.make_sure_it_is_gone()


def test_a_stop_in_the_middle_of_much_work_leaves_nothing_unsure(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    dovecot.deliver_all(mail_user, (numbered(number) for number in range(200)))
    desk.start()
    smtp_sink.wait_for(5, 30)
    assert desk.stop() == 0
    assert "still busy" not in desk.log
    sent_before = len(smtp_sink.mails)
    assert inside.deliveries.keys() <= {DeliveryState.SENT, DeliveryState.WAITING}
    assert inside.deliveries[DeliveryState.SENT] == sent_before
    assert len(desk.listed("outbox", "--most", "1000")) == inside.unsent
    desk.start()
    smtp_sink.wait_for(200, 60)
    wait_until(lambda: inside.unsent == 0, 30, "sending every answer")
    assert answered(smtp_sink) == each_once(200)
    assert len(smtp_sink.mails) == 200


def test_after_a_power_cut_the_command_line_shows_what_is_so(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    stranger = letter("Mallory <mallory@personalmail.example>", "hello")
    dovecot.deliver_all(mail_user, [stranger, *(numbered(number) for number in range(100))])
    desk.start()
    smtp_sink.wait_for(5, 30)
    desk.kill()
    unsent = inside.deliveries
    sent = unsent.pop(DeliveryState.SENT, 0)
    assert sent <= len(smtp_sink.mails)
    assert Counter(line["state"] for line in desk.listed("outbox", "--most", "1000")) == unsent
    assert [line["from"] for line in desk.listed("held")] == ["mallory@personalmail.example"]
