"""What the desk does where a server lacks something, or misbehaves: only the embedded server can be told to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from mailtick.demo.imap_faults import ImapFaults
from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.transport.imap import ImapAccount, Lost, Mailbox, Security, SignInRefused
from tests.transport.offices import Office, connected


def _mail(number: int) -> bytes:
    return b"Subject: Mail %d\r\n\r\nText %d\r\n" % (number, number)


@pytest.fixture
def faults(embedded: Office) -> ImapFaults:
    assert embedded.embedded is not None
    return embedded.embedded.faults


@pytest.fixture
def account(embedded: Office) -> ImapAccount:
    """A user of the embedded server with three mails."""
    account = embedded.account()
    embedded.deliver(account, _mail(1), _mail(2), _mail(3))
    return account


@contextlib.contextmanager
def _served(store: ImapStore, *hidden: str) -> Iterator[ImapAccount]:
    server = ImapServer(store)
    server.faults.hidden.update(hidden)
    server.start()
    try:
        yield ImapAccount("localhost", server.port, Security.PLAIN, "ict@saltmarsh.example", "secret", timeout_s=10)
    finally:
        server.stop()


def test_without_move_the_keyword_marks_what_is_filed(
    embedded: Office, faults: ImapFaults, account: ImapAccount
) -> None:
    faults.hidden.add("MOVE")
    with connected(account) as mailbox:
        assert not mailbox.can_move
        uids = mailbox.waiting_uids()
        mailbox.file(uids[:2])
    with connected(account) as mailbox:
        assert mailbox.waiting_uids() == uids[2:]
    assert len(embedded.raws(account, "INBOX")) == 3


def test_without_move_and_keywords_mails_stay_and_wait_for_the_ledger(
    embedded: Office, faults: ImapFaults, account: ImapAccount
) -> None:
    faults.hidden.add("MOVE")
    faults.keeps_keywords = False
    with connected(account) as mailbox:
        assert not mailbox.can_keep_keywords
        uids = mailbox.waiting_uids()
        mailbox.file(uids)
        mailbox.file(uids, folder=account.held_folder)
        assert mailbox.waiting_uids() == uids
        assert mailbox.waiting_uids(after=uids[1]) == uids[2:]
    assert embedded.raws(account, "Mailtick/Held") == []


def test_without_idle_the_wait_is_a_pause_after_which_to_look(faults: ImapFaults, account: ImapAccount) -> None:
    faults.hidden.add("IDLE")
    with connected(account) as mailbox:
        assert mailbox.wait(0.01) is True
        mailbox.interrupt()
        assert mailbox.wait(1500) is False
        assert len(mailbox.waiting_uids()) == 3


@pytest.mark.parametrize("size_bytes", [1, 7])
def test_answers_that_come_in_small_packets_are_read(
    embedded: Office, faults: ImapFaults, account: ImapAccount, size_bytes: int
) -> None:
    with connected(account) as mailbox:
        mailbox.file(mailbox.waiting_uids())
        faults.split_bytes = size_bytes
        embedded.deliver(account, _mail(4))
        assert mailbox.wait(1500)
        assert [mail.raw for mail in mailbox.fetch(mailbox.waiting_uids())] == [_mail(4)]


@pytest.mark.parametrize("command", ["SEARCH", "FETCH", "MOVE", "IDLE", "NOOP"])
def test_a_server_that_goes_away_at_a_command_is_lost(faults: ImapFaults, account: ImapAccount, command: str) -> None:
    with connected(account) as mailbox:
        faults.drop_at(command)
        with pytest.raises(Lost):
            _use(mailbox)
    with connected(account) as mailbox:
        _use(mailbox)


@pytest.mark.parametrize("size_bytes", [0, 10, 100, 200])
def test_a_server_that_goes_away_at_any_byte_is_lost(faults: ImapFaults, account: ImapAccount, size_bytes: int) -> None:
    with connected(account) as mailbox:
        faults.drop_after(size_bytes)
        with pytest.raises(Lost):
            _use(mailbox)


@pytest.mark.parametrize("command", ["SEARCH", "FETCH", "MOVE", "IDLE"])
def test_a_server_that_falls_silent_is_lost(faults: ImapFaults, account: ImapAccount, command: str) -> None:
    with connected(replace(account, timeout_s=0.3)) as mailbox:
        faults.stall_at(command)
        with pytest.raises(Lost, match="timed out"):
            _use(mailbox)


@pytest.mark.parametrize("answer", ["NO [SERVERBUG] Cannot read", "BAD What?"])
def test_a_batch_that_the_server_refuses_is_asked_for_mail_by_mail(
    faults: ImapFaults, account: ImapAccount, answer: str
) -> None:
    with connected(account) as mailbox:
        uids = mailbox.waiting_uids()
        faults.answer("FETCH", answer)
        assert set(mailbox.sizes(uids)) == set(uids)


def test_one_mail_that_the_server_cannot_read_holds_up_no_other(faults: ImapFaults, account: ImapAccount) -> None:
    with connected(account) as mailbox:
        uids = mailbox.waiting_uids()
        faults.fail_mail(2)
        assert [mail.raw for mail in mailbox.fetch(uids)] == [_mail(1), _mail(3)]
        assert mailbox.waiting_uids() == uids


def test_a_move_that_is_refused_is_said_and_the_keyword_marks_instead(
    embedded: Office, faults: ImapFaults, account: ImapAccount
) -> None:
    with connected(account) as mailbox:
        faults.answer("MOVE", "NO [OVERQUOTA] The folder is full")
        mailbox.file(mailbox.waiting_uids())
        assert "The folder is full" in mailbox.filing_refusal
        assert mailbox.waiting_uids() == []
    assert len(embedded.raws(account, "INBOX")) == 3


def test_a_folder_that_may_not_be_made_is_said_and_the_keyword_marks_instead(
    faults: ImapFaults, account: ImapAccount
) -> None:
    faults.answer("CREATE", "NO [NOPERM] Not here")
    with connected(account) as mailbox:
        assert "'Mailtick/Processed'" in mailbox.filing_refusal
        mailbox.file(mailbox.waiting_uids())
        assert mailbox.waiting_uids() == []


def test_a_sign_in_that_is_not_possible_now_is_no_refusal(faults: ImapFaults, account: ImapAccount) -> None:
    faults.answer("AUTHENTICATE", "NO [UNAVAILABLE] The directory is away")
    with pytest.raises(Lost, match="The directory is away"):
        Mailbox.connect(account)


def test_a_password_outside_ascii_signs_in(account: ImapAccount) -> None:
    with connected(replace(account, password="gehëim")):
        pass
    with pytest.raises(SignInRefused):
        Mailbox.connect(replace(account, password="gehäim"))


def test_where_starttls_is_missing_no_password_is_sent() -> None:
    with _served(ImapStore()) as plain, pytest.raises(Lost, match="STARTTLS"):
        Mailbox.connect(replace(plain, security=Security.STARTTLS))


def test_a_new_uidvalidity_under_a_live_session_is_lost(embedded: Office, account: ImapAccount) -> None:
    assert embedded.embedded is not None
    with connected(account) as mailbox:
        before = mailbox.uidvalidity
        embedded.embedded.store.account(account.user).renew("INBOX")
        with pytest.raises(Lost):
            mailbox.waiting_uids()
    with connected(account) as mailbox:
        assert mailbox.uidvalidity != before
        assert len(mailbox.waiting_uids()) == 3


@pytest.mark.parametrize(
    ("separator", "prefix", "hidden", "filed"),
    [
        (".", "INBOX.", "", "INBOX.Mailtick.Processed"),
        (".", "", "", "Mailtick.Processed"),
        (".", "", "NAMESPACE", "Mailtick.Processed"),
        ("/", "", "NAMESPACE", "Mailtick/Processed"),
        ("", "", "", "Mailtick-Processed"),
        ("", "", "NAMESPACE", "Mailtick-Processed"),
    ],
    ids=["below INBOX", "dots", "dots by LIST", "slashes by LIST", "no levels", "no levels by LIST"],
)
def test_the_folders_lie_where_the_server_wants_them(separator: str, prefix: str, hidden: str, filed: str) -> None:
    store = ImapStore(separator=separator, prefix=prefix)
    with _served(store, hidden) as account:
        store.deliver(account.user, _mail(1))
        with connected(account) as mailbox:
            mailbox.file(mailbox.waiting_uids())
        assert len(store.account(account.user).folders[filed].mails) == 1


def test_two_hundred_thousand_mails_are_listed() -> None:
    store = ImapStore()
    inbox = store.account("ict@saltmarsh.example").folders["INBOX"]
    inbox.uid_next = 4_000_000
    for _ in range(200_000):
        inbox.add(b"", store.clock())
    with _served(store) as account, connected(account) as mailbox:
        assert mailbox.waiting_uids() == list(range(4_000_000, 4_200_000))
        assert mailbox.waiting_uids(after=4_199_998) == [4_199_999]


def _use(mailbox: Mailbox) -> None:
    """Everything that a desk does with a mailbox, once."""
    mailbox.fetch(mailbox.waiting_uids())
    mailbox.wait(0.01)
    mailbox.file(mailbox.waiting_uids())
    mailbox.waiting_uids()
