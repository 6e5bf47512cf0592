"""Whatever comes, each mail ends in one final state, its bytes are kept, and the good ones are answered."""

from __future__ import annotations

import hashlib
import imaplib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mailtick.store.mails import raw_of
from mailtick.store.tables import MailRow, MailState
from tests.support.bad_mail import BESIDE, EMOJI, HELD, LARGE, SAMPLES, SCHOOL, TOO_LARGE, Sample
from tests.support.dovecot import Dovecot
from tests.support.net import wait_until
from tests.support.running import MAILBOX, Inside, RunningDesk, write_configuration
from tests.support.smtp_sink import SmtpSink

COORDINATOR = f"sandra.kemp@{SCHOOL}"


@pytest.fixture
def users(dovecot: Dovecot) -> tuple[str, str]:
    return dovecot.new_user(), dovecot.new_user()


@pytest.fixture
def desk(dovecot: Dovecot, users: tuple[str, str], smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk with a second mailbox that takes 1 MB at most."""
    small = MAILBOX.format(name="small", port=dovecot.port, user=users[1], settings="") + "max_mail_mb = 1\n"
    running = RunningDesk(write_configuration(tmp_path, smtp_sink.port, [("ict", dovecot.port, users[0])], more=small))
    yield running
    running.make_sure_it_is_gone()


def test_every_mail_ends_once_with_its_bytes_kept_and_the_good_ones_are_answered(
    dovecot: Dovecot, users: tuple[str, str], desk: RunningDesk, inside: Inside, smtp_sink: SmtpSink
) -> None:
    dovecot.drop_off(users[0], [each.raw for each in SAMPLES])
    dovecot.drop_off(users[1], [TOO_LARGE.raw, BESIDE.raw])
    served = [raw for user in users for raw in fetch_all(dovecot, user)]
    samples = [*SAMPLES, TOO_LARGE, BESIDE]
    desk.start()
    answers = sorted(each.sender for each in samples if each.is_answered)
    smtp_sink.wait_for(len(answers), 120)
    wait_until(lambda: sum(inside.mails.values()) == len(samples), 60, "taking in every mail")
    wait_until(lambda: MailState.RECEIVED not in inside.mails, 60, "processing every mail")
    wait_until(lambda: inside.unsent == 0, 30, "sending every answer")

    rows = inside.mails_by_mailbox()
    found = {each.name: (row.state, bool(row.held_reason)) for each, row in zip(samples, rows, strict=True)}
    assert found == {each.name: (each.state, each.state is HELD) for each in samples}
    assert {each.name for each in samples} == names_kept_as_served(samples, rows, served)
    assert served[samples.index(LARGE)] == LARGE.raw
    told = [mail.recipients[0] for mail in smtp_sink.mails]
    assert sorted(address for address in told if address != COORDINATOR) == answers
    assert "C:\\new\\temp\\x is full \U0001f5a8" in inside.first_text(rows[samples.index(EMOJI)])
    assert "too large" in desk.say("held", "--json").stdout
    assert fetch_all(dovecot, users[1], "Mailtick/Held") == [TOO_LARGE.raw]
    assert [fetch_all(dovecot, user) for user in users] == [[], []]
    assert "Traceback" not in desk.log


def names_kept_as_served(samples: list[Sample], rows: list[MailRow], served: list[bytes]) -> set[str]:
    """The mails whose stored bytes are those that the server holds; of one that is too large, as far as they go."""
    return {
        each.name
        for each, row, raw in zip(samples, rows, served, strict=True)
        if raw_of(row) == (raw if row.is_whole else raw[: len(raw_of(row))])
        and row.sha256 == hashlib.sha256(raw_of(row)).hexdigest()
        and row.is_whole == (each is not TOO_LARGE)
    }


def fetch_all(dovecot: Dovecot, user: str, folder: str = "INBOX") -> list[bytes]:
    """The mails of a folder as any other mail program gets them."""
    with imaplib.IMAP4("127.0.0.1", dovecot.port, timeout=60) as client:
        client.login(user, dovecot.password)
        client.select(folder, readonly=True)
        numbers = client.search(None, "ALL")[1][0].split()
        return [_literal(client.fetch(number, "(BODY.PEEK[])")[1]) for number in numbers]


def _literal(answer: Sequence[object]) -> bytes:
    first = answer[0]
    # An empty mail comes as an empty string instead of a literal.
    return first[1] if isinstance(first, tuple) else b""
