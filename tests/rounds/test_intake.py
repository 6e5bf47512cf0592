"""Mails are on our disk before the server hears anything; what the server cannot give holds up nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.desk import Desk
from mailtick.rounds.identity import message_identity
from mailtick.rounds.intake import Inbox, take_in
from mailtick.rounds.tell_unreadable import tell_unreadable_mails
from mailtick.store import mails as mail_store
from mailtick.store.database import Database
from mailtick.store.mails import NewMail
from mailtick.store.tables import LedgerRow, MailRow, OutgoingRow
from mailtick.transport.imap import ImapAccount, Lost, Mailbox, Security
from tests.support.desks import SetClock, letter, make_desk

pytestmark = pytest.mark.both_databases

OpenMailbox = Callable[[], Mailbox]
USER = "ict@saltmarshprimary.example"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


@pytest.fixture
def server() -> Iterator[ImapServer]:
    server = ImapServer(ImapStore())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def open_mailbox(server: ImapServer) -> Iterator[OpenMailbox]:
    """Opens the mailbox as often as it is called."""
    opened: list[Mailbox] = []

    def connect() -> Mailbox:
        opened.append(
            Mailbox.connect(ImapAccount("localhost", server.port, Security.PLAIN, USER, "secret", timeout_s=10))
        )
        return opened[-1]

    yield connect
    for mailbox in opened:
        mailbox.close()


def deliver(server: ImapServer, *raws: bytes) -> list[int]:
    return [server.store.deliver(USER, raw) for raw in raws]


def lying_in(server: ImapServer, folder: str) -> list[int]:
    """How long the mails of a folder are."""
    return [len(mail.raw) for mail in server.store.account(USER).folders[folder].mails.values()]


def stored(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(MailRow)) or 0


def test_a_mail_that_the_server_cannot_read_is_told_once_and_holds_up_no_other(
    desk: Desk, server: ImapServer, open_mailbox: OpenMailbox, clock: SetClock
) -> None:
    _, broken, _ = deliver(server, letter(), letter(), letter())
    server.faults.fail_mail(broken)
    mailbox = open_mailbox()
    inbox = Inbox("ict", mailbox)
    with capture_logs() as logs:
        assert take_in(desk, inbox) == 2
        assert take_in(desk, inbox) == 0
    assert [line["uid"] for line in logs if line["event"] == "mail cannot be read"] == [broken]
    assert len(lying_in(server, "INBOX")) == 1

    def tell() -> int:
        return tell_unreadable_mails(desk, "ict", mailbox.uidvalidity, inbox.unreadable)

    assert tell() == 0
    clock.move(timedelta(minutes=15))
    assert [tell(), tell()] == [1, 0]
    with desk.database.reading() as session:
        told = session.scalars(select(OutgoingRow)).one()
    assert (told.template, told.recipient) == ("alert", "sandra.kemp@saltmarshprimary.example")


def test_a_mail_that_was_taken_away_meanwhile_is_not_called_unreadable(
    desk: Desk, server: ImapServer, open_mailbox: OpenMailbox
) -> None:
    _, broken = deliver(server, letter(), letter())
    server.faults.fail_mail(broken)
    mailbox = open_mailbox()
    inbox = Inbox("ict", mailbox)
    take_in(desk, inbox)
    assert list(inbox.unreadable) == [broken]
    server.store.account(USER).folders["INBOX"].remove([broken])
    take_in(desk, inbox)
    assert inbox.unreadable == {}


def test_a_mail_that_is_too_large_and_unreadable_holds_up_no_other(
    desk: Desk, server: ImapServer, open_mailbox: OpenMailbox
) -> None:
    _, broken, _ = deliver(server, letter(), letter(text="x" * 5000), letter())
    server.faults.fail_mail(broken)
    mailbox = open_mailbox()
    inbox = Inbox("ict", mailbox, max_mail_bytes=4000)
    assert take_in(desk, inbox) == 2
    assert list(inbox.unreadable) == [broken]


def test_a_server_without_marks_is_asked_again_for_what_it_could_not_read(
    desk: Desk, server: ImapServer, open_mailbox: OpenMailbox
) -> None:
    server.faults.hidden.add("MOVE")
    server.faults.keeps_keywords = False
    _, broken, _ = deliver(server, letter(), letter(), letter())
    server.faults.fail_mail(broken)
    mailbox = open_mailbox()
    inbox = Inbox("ict", mailbox)
    assert take_in(desk, inbox) == 2
    assert take_in(desk, inbox) == 0
    assert list(inbox.unreadable) == [broken]


def test_a_large_mail_is_filed_as_held_also_after_a_death_before_the_filing(
    desk: Desk, server: ImapServer, open_mailbox: OpenMailbox
) -> None:
    deliver(server, letter(text="x" * 5000), letter())
    mailbox = open_mailbox()
    # We die as soon as the mails are stored: the server hears nothing.
    server.faults.drop_at("MOVE")
    with pytest.raises(Lost):
        take_in(desk, Inbox("ict", mailbox, max_mail_bytes=4000))
    again = open_mailbox()
    take_in(desk, Inbox("ict", again, max_mail_bytes=4000))
    assert lying_in(server, "INBOX") == []
    assert [size > 5000 for size in lying_in(server, "Mailtick/Held")] == [True]
    assert [size > 5000 for size in lying_in(server, "Mailtick/Processed")] == [False]
    assert stored(desk) == 2


def test_new_numbers_on_the_server_make_no_mail_new(desk: Desk, server: ImapServer, open_mailbox: OpenMailbox) -> None:
    server.faults.hidden.add("MOVE")
    server.faults.keeps_keywords = False
    deliver(server, letter(), letter().replace(b"Message-ID", b"X-Was"))
    first = open_mailbox()
    assert take_in(desk, Inbox("ict", first)) == 2
    server.store.account(USER).renew("INBOX")
    with pytest.raises(Lost, match="made anew"):
        take_in(desk, Inbox("ict", first, seen_up_to=2))
    again = open_mailbox()
    assert take_in(desk, Inbox("ict", again)) == 0
    assert stored(desk) == 2
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LedgerRow)) == 4


def test_a_mail_that_another_mailbox_stores_in_the_same_moment_is_one(
    desk: Desk, server: ImapServer, open_mailbox: OpenMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(server, letter())
    mailbox = open_mailbox()
    look = mail_store._ids_of
    others: list[NewMail] = []

    def look_a_moment_too_early(*arguments: object) -> dict[str, int]:
        found = look(*arguments)  # type: ignore[arg-type]  # handed on as they came
        if not others and not desk.database.is_sqlite:
            fetched = mailbox.fetch([1])[0]
            others.append(NewMail(77, fetched.received_at, fetched.raw, message_identity(fetched.raw)))
            with desk.database.writing() as session:
                mail_store.store_mails(session, "office", 1, others, desk.clock())
        return found

    monkeypatch.setattr(mail_store, "_ids_of", look_a_moment_too_early)
    take_in(desk, Inbox("ict", mailbox))
    assert stored(desk) == 1
    assert lying_in(server, "INBOX") == []
