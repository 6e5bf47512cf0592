"""Killed at any moment, mailtick loses no mail and answers none twice."""

from __future__ import annotations

import email
import os
import random
import threading
import time
from collections import defaultdict

import pytest

from mailtick.store.tables import MailState
from tests.support.desks import letter
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.running import Inside, RunningDesk
from tests.support.smtp_sink import SmtpSink

MAILS = 500
# Every tenth is a machine's and gets neither an incident nor an answer.
AUTOMATIC = MAILS // 10
# MAILTICK_KILLS=20 tries it more often than the suite has time for.
SEEDS = range(1, int(os.environ.get("MAILTICK_KILLS", "5")) + 1)


def mail_number(number: int) -> bytes:
    headers = {"Auto-Submitted": "auto-generated"} if number % 10 == 0 else {}
    sender = f"Teacher {number} <teacher{number}@saltmarshprimary.example>"
    return letter(sender, f"Matter {number}", f"The screen {number} stays dark.", headers=headers)


def feed(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver_all(user, (mail_number(number) for number in range(MAILS)))


def test_undisturbed_every_mail_is_answered_once(
    dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    desk.start()
    desk.wait_for_log("mailbox open")
    feed(dovecot, mail_user)
    assert_all_is_done(inside, smtp_sink)


@pytest.mark.parametrize("seed", SEEDS)
def test_killed_while_mails_come_in_nothing_is_lost_and_nothing_answered_twice(
    seed: int, dovecot: Dovecot, mail_user: str, desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    moments = random.Random(seed)
    print(f"seed {seed}")
    feeding = threading.Thread(target=feed, args=(dovecot, mail_user))
    desk.start()
    feeding.start()
    for _ in range(moments.randint(1, 2)):
        desk.wait_for_log("mailbox open")
        wait_for_lines(inside, moments.randint(0, MAILS - 50))
        # The moment itself is random: this is no waiting for something.
        time.sleep(moments.uniform(0, 0.3))
        desk.kill()
        desk.start()
    feeding.join()
    assert_all_is_done(inside, smtp_sink)


def wait_for_lines(inside: Inside, count: int) -> None:
    wait_until(lambda: inside.ledger_lines >= count, 60, f"{count} lines in the ledger")


def assert_all_is_done(inside: Inside, sink: SmtpSink) -> None:
    wait_until(lambda: inside.mails.get(MailState.PROCESSED, 0) == MAILS, 60, "processing every mail")
    wait_until(lambda: inside.unsent == 0, 60, "sending every answer")
    answers = MAILS - AUTOMATIC
    assert inside.incidents == list(range(1041, 1041 + answers))
    # By day and by night: the desk runs by the real clock.
    assert len(inside.written("acknowledgement")) + len(inside.written("out_of_hours")) == answers
    message_ids: dict[str, set[str]] = defaultdict(set)
    for sunk in sink.mails:
        mail = email.message_from_bytes(sunk.raw)
        message_ids[str(mail["In-Reply-To"])].add(str(mail["Message-ID"]))
    assert len(message_ids) == answers
    assert all(len(ids) == 1 for ids in message_ids.values())
