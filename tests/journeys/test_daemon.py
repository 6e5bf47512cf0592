"""The daemon as its users run it: `mailtick run` on Dovecot, an SMTP server, and files."""

from __future__ import annotations

import email
import imaplib
from pathlib import Path

from mailtick.store.tables import MailState
from tests.support.desks import letter
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.running import Inside, RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink


def folder_sizes(dovecot: Dovecot, user: str) -> dict[str, int]:
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login(user, dovecot.password)
        names = ("INBOX", "Mailtick/Processed")
        return {name: int(client.select(name, readonly=True)[1][0] or 0) for name in names}


def test_a_mail_is_answered_with_a_number_and_moved_and_never_marked_as_read(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink
) -> None:
    dovecot.deliver(mail_user, letter())
    desk.start()
    (sunk,) = smtp_sink.wait_for(1, 30)
    assert "[ICT-1041]" in str(email.message_from_bytes(sunk.raw)["Subject"])
    wait_until(lambda: folder_sizes(dovecot, mail_user) == {"INBOX": 0, "Mailtick/Processed": 1})
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login(mail_user, dovecot.password)
        client.select("Mailtick/Processed")
        assert client.search(None, "SEEN")[1] == [b""]
    assert desk.stop() == 0
    assert "stopped" in desk.log


def test_a_mail_that_comes_while_it_waits_is_answered_at_once(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink
) -> None:
    desk.start()
    desk.wait_for_log("mailbox open")
    dovecot.deliver(mail_user, letter())
    # Far sooner than the next poll, which is a minute away.
    smtp_sink.wait_for(1, 15)


def test_after_a_stop_nothing_is_answered_twice(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink, inside: Inside
) -> None:
    dovecot.deliver(mail_user, letter())
    desk.start()
    smtp_sink.wait_for(1, 30)
    desk.stop()
    dovecot.deliver(mail_user, letter(subject="headphones", text="Could we get 15 headphones for phonics?"))
    desk.start()
    smtp_sink.wait_for(2, 30)
    wait_until(lambda: inside.unsent == 0)
    assert len(smtp_sink.mails) == 2
    assert inside.incidents == [1041, 1042]


def test_a_mail_moved_back_by_hand_is_not_taken_twice(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink, inside: Inside
) -> None:
    dovecot.deliver(mail_user, letter())
    desk.start()
    smtp_sink.wait_for(1, 30)
    wait_until(lambda: folder_sizes(dovecot, mail_user)["INBOX"] == 0)
    with imaplib.IMAP4("127.0.0.1", dovecot.port) as client:
        client.login(mail_user, dovecot.password)
        client.select("Mailtick/Processed")
        client.uid("MOVE", "1", "INBOX")
    wait_until(lambda: folder_sizes(dovecot, mail_user) == {"INBOX": 0, "Mailtick/Processed": 1}, 30)
    assert inside.ledger_lines == 2
    assert inside.mails == {MailState.PROCESSED: 1}
    assert len(smtp_sink.mails) == 1


def test_a_dead_mailbox_neither_stops_nor_slows_the_other(
    dovecot: Dovecot, mail_user: str, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    mailboxes = [("dead", 1, "nobody"), ("ict", dovecot.port, mail_user)]
    desk = RunningDesk(write_configuration(tmp_path, smtp_sink.port, mailboxes))
    try:
        dovecot.deliver(mail_user, letter())
        desk.start()
        smtp_sink.wait_for(1, 30)
        desk.wait_for_log("mailbox dead")
    finally:
        desk.make_sure_it_is_gone()


def test_a_wrong_password_is_said_once_and_tried_again(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink
) -> None:
    desk.environment_changes["MAILTICK_IMAP_PASSWORD"] = "wrong"
    desk.start()
    desk.wait_for_log("cannot work")
    found = desk.say_in_a_process("check")
    assert found.returncode == 1
    assert "mailbox[1]" in found.stdout
    assert "config.toml:" in found.stdout
    assert "Traceback" not in found.stdout + found.stderr
    # `check` took longer than the first pauses: the daemon has tried again meanwhile, and said nothing more.
    assert desk.log.count("cannot work") == 1


def test_a_second_daemon_on_the_same_database_says_so_and_leaves(desk: RunningDesk, smtp_sink: SmtpSink) -> None:
    desk.start()
    desk.wait_for_log("mailbox open")
    second = desk.say_in_a_process("run")
    assert second.returncode == 1
    assert "another mailtick works on" in second.stderr


def test_the_command_line_looks_in_while_the_daemon_runs(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, smtp_sink: SmtpSink
) -> None:
    dovecot.deliver(mail_user, letter())
    desk.start()
    smtp_sink.wait_for(1, 30)
    assert "ICT-1041" in desk.say("list").stdout
    assert "Board in my room" in desk.say("show", "1041").stdout
    assert desk.say("resolve", "1041", "New", "power", "board").exit_code == 0
    mails = smtp_sink.wait_for(2, 30)
    assert mails[1].recipients == ("claire.brown@saltmarshprimary.example",)
    assert "reopen" in desk.say("start", "1041").stderr


def test_check_finds_everything_in_order(desk: RunningDesk, smtp_sink: SmtpSink) -> None:
    found = desk.say("check")
    assert found.exit_code == 0, found.stdout + found.stderr
    assert "FAULT" not in found.stdout
