"""Answered from an ordinary mail program: sent by SMTP, filed in Sent, and on its incident soon after (RULINGS 10)."""

from __future__ import annotations

import email
import imaplib
import re
import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.store.database import Database
from mailtick.store.tables import MailState
from tests.support.desks import DESK_ADDRESS, letter
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.running import Inside, RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink

BROWN = "Claire Brown <claire.brown@saltmarshprimary.example>"
OFFICE = f"School office <{DESK_ADDRESS}>"
ANSWER = "We have ordered a new board, it comes on Friday."


class MailProgram:
    """What Thunderbird does: submit by SMTP, then append the copy to Sent over IMAP, marked as read."""

    def __init__(self, imap_port: int, user: str, smtp_port: int) -> None:
        self._imap_port, self._user, self._smtp_port = imap_port, user, smtp_port

    def send(self, raw: bytes, to: str) -> None:
        with smtplib.SMTP("127.0.0.1", self._smtp_port, timeout=20) as smtp:
            smtp.sendmail(DESK_ADDRESS, [to], raw)
        self.file(raw)

    def file(self, raw: bytes, received: str = "") -> None:
        with self._client() as client:
            client.append("Sent", r"(\Seen)", received, raw)

    def folder(self, name: str) -> list[tuple[bytes, bytes]]:
        """Flags and text of each mail of a folder."""
        with self._client() as client:
            client.select(name, readonly=True)
            numbers = client.search(None, "ALL")[1][0].split()
            answers = [client.fetch(number, "(FLAGS BODY.PEEK[])")[1][0] for number in numbers]
        found = [answer for answer in answers if isinstance(answer, tuple)]
        return [(re.sub(rb"\\Recent ?", b"", answer[0]), answer[1]) for answer in found]

    def _client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self._imap_port, timeout=20)
        client.login(self._user, "secret")
        return client


def answer_to(message_id: str, subject: str = "Re: board", text: str = ANSWER, cc: str = "") -> bytes:
    headers = {"In-Reply-To": message_id, "References": message_id, **({"Cc": cc} if cc else {})}
    return letter(OFFICE, subject, text, BROWN, headers=headers, sent_at=datetime.now(UTC))


def message_id(raw: bytes) -> str:
    return str(email.message_from_bytes(raw)["Message-ID"])


@pytest.fixture
def desk(dovecot: Dovecot, mail_user: str, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk that looks at the sent mails every second."""
    mailboxes = [("ict", dovecot.port, mail_user)]
    configuration = write_configuration(tmp_path, smtp_sink.port, mailboxes, mailbox_settings="sent_seconds = 1\n")
    running = RunningDesk(configuration)
    yield running
    running.make_sure_it_is_gone()


@pytest.fixture
def program(dovecot: Dovecot, mail_user: str, smtp_sink: SmtpSink) -> MailProgram:
    return MailProgram(dovecot.port, mail_user, smtp_sink.port)


def entries(desk: RunningDesk, words: str) -> list[dict[str, object]]:
    (shown,) = [desk.listed("show", "1041")]
    log = shown["log"]  # type: ignore[call-overload]  # one incident, not a list
    return [entry for entry in log if words in entry["text"]]


def test_an_answer_is_on_its_incident_soon_and_nothing_is_sent(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, program: MailProgram, smtp_sink: SmtpSink, inside: Inside
) -> None:
    asked = letter()
    dovecot.deliver(mail_user, asked)
    desk.start()
    smtp_sink.wait_for(1, 30)
    assert desk.say("show", "1041").stdout.count("nobody yet") == 1

    reply = answer_to(message_id(asked))
    program.send(reply, "claire.brown@saltmarshprimary.example")
    wait_until(lambda: inside.mails == {MailState.PROCESSED: 2}, 20, "the answer on the incident")

    (entry,) = entries(desk, "ordered a new board")
    assert (entry["event"], entry["internal"], entry["who"]) == ("mail", False, "School office")
    shown = desk.say("show", "1041", "--json").stdout
    assert '"responded_at": "2' in shown
    assert "nobody yet" not in desk.say("show", "1041").stdout
    # The acknowledgement, and what the office itself submitted.
    assert len(smtp_sink.mails) == 2
    assert inside.unsent == 0
    assert program.folder("Sent") == [(program.folder("Sent")[0][0], reply.replace(b"\n", b"\r\n"))]
    assert rb"\Seen" in program.folder("Sent")[0][0]


def test_an_answer_in_sent_and_in_cc_stands_once(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, program: MailProgram, smtp_sink: SmtpSink, inside: Inside
) -> None:
    asked = letter()
    dovecot.deliver(mail_user, asked)
    desk.start()
    smtp_sink.wait_for(1, 30)
    reply = answer_to(message_id(asked), cc=OFFICE)
    dovecot.deliver(mail_user, b"Received: from here by there\r\n" + reply)
    program.file(reply)
    wait_until(lambda: inside.ledger_lines == 3, 20, "both sightings of the answer")
    wait_until(lambda: inside.mails == {MailState.PROCESSED: 2}, 20, "the answer on the incident")
    assert len(entries(desk, "ordered a new board")) == 1
    assert len(smtp_sink.mails) == 1


def test_unrelated_mails_are_held_and_copies_of_ours_are_nothing(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, program: MailProgram, smtp_sink: SmtpSink, inside: Inside
) -> None:
    dovecot.deliver(mail_user, letter())
    program.file(letter(OFFICE, "From long ago", to=BROWN), '"16-Nov-2020 10:00:00 +0000"')
    desk.start()
    (acknowledgement,) = smtp_sink.wait_for(1, 30)
    program.file(acknowledgement.raw)
    program.send(
        letter(OFFICE, "Lunch on Friday", "Are you in?", to="friend@elsewhere.example"), "friend@elsewhere.example"
    )
    wait_until(lambda: inside.mails == {MailState.PROCESSED: 1, MailState.HELD: 1}, 20, "the unrelated mail held")
    (held,) = desk.listed("held")
    assert (held["subject"], held["from"]) == ("Lunch on Friday", DESK_ADDRESS)
    assert "belongs to no incident" in str(held["because"])
    assert inside.ledger_lines == 3
    assert len(program.folder("Sent")) == 3
    assert len(smtp_sink.mails) == 2


def test_a_stop_and_a_start_double_nothing(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, program: MailProgram, smtp_sink: SmtpSink, inside: Inside
) -> None:
    asked = letter()
    dovecot.deliver(mail_user, asked)
    desk.start()
    smtp_sink.wait_for(1, 30)
    desk.kill()
    program.file(answer_to(message_id(asked)))
    for start in (2, 3):
        desk.start()
        wait_until(lambda: inside.mails == {MailState.PROCESSED: 2}, 20, "the answer on the incident")
        wait_until(lambda: desk.log.count("mailbox open") == start, 20, "the open mailbox")  # noqa: B023  it is asked within this turn
        assert desk.stop() == 0
    assert len(entries(desk, "ordered a new board")) == 1


def test_a_mail_to_the_desk_is_still_answered_at_once_while_sent_mails_are_looked_at(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, program: MailProgram, smtp_sink: SmtpSink
) -> None:
    desk.start()
    desk.wait_for_log("mailbox open")
    for number in range(3):
        program.file(letter(OFFICE, f"Unrelated {number}", to="friend@elsewhere.example", sent_at=datetime.now(UTC)))
        before = time.monotonic()
        dovecot.deliver(mail_user, letter(subject=f"board {number}"))
        smtp_sink.wait_for(number + 1, 10)
        assert time.monotonic() - before < 8


def test_on_a_server_without_idle_and_move_the_answer_is_seen_long_before_the_next_poll(
    smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    server = ImapServer(ImapStore())
    server.faults.hidden.update({"IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE"})
    server.start()
    settings = "sent_seconds = 1\npoll_seconds = 3000\n"
    configuration = write_configuration(
        tmp_path, smtp_sink.port, [("ict", server.port, "ict")], mailbox_settings=settings
    )
    desk = RunningDesk(configuration)
    database = Database(f"sqlite:///{configuration.with_name('desk.db')}")
    inside = Inside(database)
    asked = letter()
    server.store.deliver("ict", asked)
    try:
        desk.start()
        smtp_sink.wait_for(1, 30)
        MailProgram(server.port, "ict", smtp_sink.port).file(answer_to(message_id(asked)))
        wait_until(lambda: inside.mails == {MailState.PROCESSED: 2}, 20, "the answer on the incident")
        assert len(entries(desk, "ordered a new board")) == 1
        assert len(smtp_sink.mails) == 1
    finally:
        desk.make_sure_it_is_gone()
        database.close()
        server.stop()


def test_inbox_and_sent_mails_are_read_on_one_connection(smtp_sink: SmtpSink, tmp_path: Path) -> None:
    server = ImapServer(ImapStore())
    server.start()
    configuration = write_configuration(
        tmp_path, smtp_sink.port, [("ict", server.port, "ict")], mailbox_settings="sent_seconds = 1\n"
    )
    desk = RunningDesk(configuration)
    asked = letter()
    server.store.deliver("ict", asked)
    try:
        desk.start()
        smtp_sink.wait_for(1, 30)
        server.store.deliver("ict", answer_to(message_id(asked)), "Sent")
        wait_until(lambda: len(entries(desk, "ordered a new board")) == 1, 20, "the answer on the incident")
        server.store.deliver("ict", letter(subject="another"))
        smtp_sink.wait_for(2, 20)
        assert desk.log.count("mailbox open") == 1
        assert len(server._open) == 1
    finally:
        desk.make_sure_it_is_gone()
        server.stop()


def test_a_sent_folder_that_breaks_the_connection_does_not_keep_us_from_the_inbox(
    smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    server = ImapServer(ImapStore())
    for _ in range(50):
        server.faults.drop_at("STATUS")
    server.start()
    configuration = write_configuration(
        tmp_path, smtp_sink.port, [("ict", server.port, "ict")], mailbox_settings="sent_seconds = 1\n"
    )
    desk = RunningDesk(configuration)
    try:
        desk.start()
        desk.wait_for_log("sent mails")
        for number in range(3):
            server.store.deliver("ict", letter(subject=f"board {number}"))
            smtp_sink.wait_for(number + 1, 20)
    finally:
        desk.make_sure_it_is_gone()
        server.stop()


def test_check_says_which_sent_mails_are_seen(desk: RunningDesk, smtp_sink: SmtpSink) -> None:
    assert 'sent mails are seen in "Sent"' in desk.say("check").stdout
    text = desk.configuration.read_text().replace("sent_seconds = 1", 'sent_folder = "Nowhere"')
    desk.configuration.write_text(text)
    found = desk.say("check")
    assert found.exit_code == 1
    assert "mailbox[1].sent_folder: " in found.stdout
    assert "Nowhere" in found.stdout
