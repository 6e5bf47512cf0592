"""Desks and mails for tests: a real desk on a given database, and mails as people write them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from mailtick.desk import Desk, Limits
from mailtick.incidents.hours import read_hours, read_opening
from mailtick.incidents.notices import DeskFacts
from mailtick.incidents.policy import Policy
from mailtick.incidents.rules import read_rules
from mailtick.rounds.identity import message_identity
from mailtick.store import mails as mail_store
from mailtick.store.database import Database
from mailtick.store.mails import NewMail
from mailtick.templating import Templates
from mailtick.transport.security import Security
from mailtick.transport.smtp import SmtpAccount, SmtpSender

DESK_ADDRESS = "ict@saltmarshprimary.example"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, span: timedelta) -> None:
        self.now += span


def make_desk(
    database: Database,
    smtp_port: int = 1,
    clock: Callable[[], datetime] | None = None,
    rules: list[dict[str, object]] | None = None,
    limits: Limits | None = None,
    plus_addressing: bool = True,
) -> Desk:
    """Return a desk of Saltmarsh Primary on a database that holds the school."""
    read, faults = read_rules(rules or [])
    assert not faults, faults
    policy = Policy(
        facts=DeskFacts("Saltmarsh ICT desk", DESK_ADDRESS, "ICT"),
        own_addresses=frozenset({DESK_ADDRESS}),
        staff_domains=frozenset({"saltmarshprimary.example"}),
        authserv_ids=frozenset({"mx.saltmarshprimary.example"}),
        rules=read,
        plus_addressing=plus_addressing,
        hours=read_hours("Mon-Thu 08:00-16:30, Fri 08:00-16:00"),
        inset=read_opening("08:30-15:30"),
    )
    account = SmtpAccount("127.0.0.1", smtp_port, Security.PLAIN, timeout_s=10)
    return Desk(
        database=database,
        policy=policy,
        templates=Templates(zone=ZoneInfo("Europe/London")),
        key=b"a key for tests",
        envelope_from=DESK_ADDRESS,
        sender=SmtpSender(account),
        clock=clock or SetClock(),
        first_number=1041,
        limits=limits or Limits(),
    )


_numbers = itertools.count(1)


def letter(
    sender: str = "Claire Brown <claire.brown@saltmarshprimary.example>",
    subject: str = "board",
    text: str = "Board in my room won't turn on again. C",
    to: str = DESK_ADDRESS,
    message_id: str = "",
    headers: dict[str, str] | None = None,
    sent_at: datetime = MONDAY,
) -> bytes:
    """Return a mail as somebody's mail program writes it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = format_datetime(sent_at)
    mail["Message-ID"] = message_id or f"<{next(_numbers)}@mail.saltmarshprimary.example>"
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


def put_in(desk: Desk, *raws: bytes, received_at: datetime | None = None) -> None:
    """Store mails as if intake had fetched them from a mailbox."""
    new = [NewMail(next(_numbers), received_at or desk.clock(), raw, message_identity(raw)) for raw in raws]
    with desk.database.writing() as session:
        mail_store.store_mails(session, "ict", 1, new, desk.clock())
