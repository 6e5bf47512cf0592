"""Each delivery is tried until it is sent, refused for good, or five days old."""

from __future__ import annotations

import email
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.rounds.deliver import ServerAway, deliver, settle_expired
from mailtick.rounds.process import process
from mailtick.store.database import Database, DatabaseAway
from mailtick.store.outbox import claim_due
from mailtick.store.tables import DeliveryRow, DeliveryState, HandoverRow, LogEntryRow, WaitRow
from mailtick.transport.outcome import Outcome
from mailtick.transport.smtp import SmtpAccount, SmtpSender
from tests.rounds.test_process import COPIER_RULE
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.smtp_sink import SmtpSink, Stage

pytestmark = pytest.mark.both_databases


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock, smtp_sink: SmtpSink) -> Iterator[Desk]:
    desk = make_desk(school, smtp_sink.port, clock, [COPIER_RULE])
    yield desk
    desk.sender.close()


def states(desk: Desk) -> list[DeliveryState]:
    with desk.database.reading() as session:
        return list(session.scalars(select(DeliveryRow.state).order_by(DeliveryRow.id)))


def acknowledge(desk: Desk) -> None:
    put_in(desk, letter())
    process(desk)


def test_the_acknowledgement_arrives_with_its_number_and_marks(desk: Desk, smtp_sink: SmtpSink) -> None:
    acknowledge(desk)
    assert deliver(desk) == 1
    (sunk,) = smtp_sink.wait_for(1)
    mail = email.message_from_bytes(sunk.raw)
    assert sunk.recipients == ("claire.brown@saltmarshprimary.example",)
    assert mail["Subject"] is not None
    assert "[ICT-1041]" in mail["Subject"]
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] in mail["References"]
    assert sunk.envelope_from.startswith("ict+1041.")
    assert states(desk) == [DeliveryState.SENT]
    assert deliver(desk) == 0


def test_a_server_that_is_away_costs_nothing_and_is_tried_again(
    desk: Desk, smtp_sink: SmtpSink, clock: SetClock
) -> None:
    acknowledge(desk)
    smtp_sink.close()
    with pytest.raises(ServerAway):
        deliver(desk)
    assert states(desk) == [DeliveryState.WAITING]
    smtp_sink.reopen()
    # It costs no mail a try, so none waits for its own back-off once the server is there again.
    assert deliver(desk) == 1
    assert states(desk) == [DeliveryState.SENT]
    assert len(smtp_sink.mails) == 1


def test_a_server_that_is_away_for_five_days_ends_it(desk: Desk, smtp_sink: SmtpSink, clock: SetClock) -> None:
    acknowledge(desk)
    smtp_sink.close()
    clock.move(timedelta(days=5))
    with pytest.raises(ServerAway):
        deliver(desk)
    smtp_sink.reopen()
    deliver(desk)
    assert states(desk) == [DeliveryState.GIVEN_UP, DeliveryState.SENT]
    assert [mail.recipients for mail in smtp_sink.mails] == [("sandra.kemp@saltmarshprimary.example",)]


class LockingSender(SmtpSender):
    """Once it has sent a mail, another process has the database, until `other` lets go."""

    def __init__(self, account: SmtpAccount, path: Path) -> None:
        super().__init__(account)
        self.other = sqlite3.connect(path, isolation_level=None)

    def send(self, envelope_from: str, recipient: str, raw: bytes) -> Outcome:
        outcome = super().send(envelope_from, recipient, raw)
        self.other.execute("BEGIN IMMEDIATE")
        return outcome


def test_a_mail_that_was_sent_while_the_database_is_locked_is_not_sent_again(
    school_file: Path, tmp_path: Path, smtp_sink: SmtpSink, clock: SetClock
) -> None:
    path = Path(shutil.copy(school_file, tmp_path / "desk.db"))
    database = Database(f"sqlite:///{path}", busy_timeout_ms=20)
    desk = make_desk(database, smtp_sink.port, clock)
    sender = LockingSender(desk.sender.account, path)
    desk.sender = sender
    put_in(desk, letter(), letter("ruth.ellison@saltmarshprimary.example", "print", "Nothing prints"))
    process(desk)
    with pytest.raises(DatabaseAway):
        deliver(desk)
    with pytest.raises(DatabaseAway):
        deliver(desk)
    sender.other.rollback()
    desk.sender = SmtpSender(sender.account)
    while deliver(desk):
        pass
    assert states(desk) == [DeliveryState.SENT] * 2
    assert len(smtp_sink.mails) == 2
    sender.close()
    sender.other.close()
    desk.sender.close()
    database.close()


def test_an_address_that_is_refused_ends_and_the_coordinator_is_told(desk: Desk, smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse_recipient("claire.brown@saltmarshprimary.example")
    acknowledge(desk)
    deliver(desk)
    deliver(desk)
    assert states(desk) == [DeliveryState.REFUSED, DeliveryState.SENT]
    assert [mail.recipients for mail in smtp_sink.mails] == [("sandra.kemp@saltmarshprimary.example",)]
    with desk.database.reading() as session:
        assert session.scalars(select(LogEntryRow).where(LogEntryRow.event == "not_sent")).one()


def test_one_refused_recipient_does_not_stop_the_others(desk: Desk, smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse_recipient("claire.brown@saltmarshprimary.example")
    put_in(desk, letter(), letter("ruth.ellison@saltmarshprimary.example", "print", "Nothing prints"))
    process(desk)
    deliver(desk)
    assert states(desk)[:2] == [DeliveryState.REFUSED, DeliveryState.SENT]


def test_a_link_lost_after_the_final_dot_is_tried_once_more_with_the_same_message_id(
    desk: Desk, smtp_sink: SmtpSink, clock: SetClock
) -> None:
    acknowledge(desk)
    smtp_sink.drop(Stage.FINAL_DOT)
    deliver(desk)
    assert states(desk) == [DeliveryState.UNCERTAIN]
    clock.move(timedelta(minutes=14))
    assert deliver(desk) == 0
    clock.move(timedelta(minutes=1))
    deliver(desk)
    assert states(desk) == [DeliveryState.SENT]
    assert len({email.message_from_bytes(mail.raw)["Message-ID"] for mail in smtp_sink.mails}) == 1


def test_uncertain_twice_ends_with_a_word_to_the_coordinator(desk: Desk, smtp_sink: SmtpSink, clock: SetClock) -> None:
    acknowledge(desk)
    for _ in range(2):
        smtp_sink.drop(Stage.FINAL_DOT)
        deliver(desk)
        clock.move(timedelta(minutes=15))
    deliver(desk)
    assert states(desk) == [DeliveryState.GIVEN_UP, DeliveryState.SENT]


def test_a_claim_whose_daemon_died_is_uncertain(desk: Desk, clock: SetClock) -> None:
    acknowledge(desk)
    with desk.database.writing() as session:
        assert len(claim_due(session, clock.now, 10, desk.limits.lease)) == 1
    assert deliver(desk) == 0
    clock.move(desk.limits.lease)
    assert settle_expired(desk) == 1
    assert states(desk) == [DeliveryState.UNCERTAIN]


def test_a_mail_is_given_up_after_five_days_and_a_person_is_told(
    desk: Desk, smtp_sink: SmtpSink, clock: SetClock
) -> None:
    acknowledge(desk)
    smtp_sink.answer(Stage.RCPT, "451 4.3.0 Try later")
    deliver(desk)
    assert states(desk) == [DeliveryState.WAITING]
    clock.move(timedelta(days=5))
    smtp_sink.answer(Stage.RCPT, "451 4.3.0 Try later")
    deliver(desk)
    deliver(desk)
    assert states(desk) == [DeliveryState.GIVEN_UP, DeliveryState.SENT]


def test_a_hand_over_counts_from_the_moment_it_was_really_sent(
    desk: Desk, smtp_sink: SmtpSink, clock: SetClock
) -> None:
    put_in(desk, letter(subject="copier", text="The copier is jammed"))
    process(desk)
    smtp_sink.close()
    with pytest.raises(ServerAway):
        deliver(desk)
    with desk.database.reading() as session:
        assert session.scalars(select(HandoverRow.handed_at)).one() is None
        assert session.scalars(select(WaitRow)).all() == []
    smtp_sink.reopen()
    clock.move(timedelta(minutes=10))
    while deliver(desk):
        pass
    with desk.database.reading() as session:
        assert session.scalars(select(HandoverRow.handed_at)).one() == clock.now
        assert session.scalars(select(WaitRow)).one().from_at == clock.now


def test_a_bounced_hand_over_is_not_handed_over(desk: Desk, smtp_sink: SmtpSink) -> None:
    put_in(desk, letter(subject="copier", text="The copier is jammed"))
    process(desk)
    while deliver(desk):
        pass
    sent = next(mail for mail in smtp_sink.mails if mail.recipients == ("service@angliaprint.example",))
    message_id = email.message_from_bytes(sent.raw)["Message-ID"]
    put_in(desk, bounce("service@angliaprint.example", message_id))
    process(desk)
    with desk.database.reading() as session:
        handover, wait = session.scalars(select(HandoverRow)).one(), session.scalars(select(WaitRow)).one()
        assert (handover.state, handover.handed_at) == ("bounced", None)
        assert wait.to_at == wait.from_at
    while deliver(desk):
        pass
    assert smtp_sink.mails[-1].recipients == ("sandra.kemp@saltmarshprimary.example",)


def bounce(recipient: str, message_id: str) -> bytes:
    """A delivery report as Postfix writes it (RFC 3464)."""
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mail.saltmarshprimary.example\r\nTo: ict@saltmarshprimary.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system. User unknown.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.saltmarshprimary.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\nSubject: job\r\n\r\n--b--\r\n"
    ).encode()
