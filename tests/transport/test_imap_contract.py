"""What the desk relies on when it reads a mailbox, held against the embedded server and against Dovecot."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailtick.transport.imap import FolderMissing, Lost, Mailbox, Security, SignInRefused
from tests.support.net import free_port
from tests.support.proxy import CuttingProxy
from tests.transport.offices import Office, behind_proxy, connected

# A wait that is not cut short is longer than any test may take.
_LONG_WAIT_S = 1500
_DEADLINE_S = 30

_HELLO = b"From: Mrs Brown <j.brown@saltmarsh.example>\r\nSubject: Projector\r\n\r\nIt hums.\r\n"


def _mail(number: int) -> bytes:
    return b"Subject: Mail %d\r\n\r\nText %d\r\n" % (number, number)


def test_what_waits_is_fetched_byte_for_byte(office: Office) -> None:
    account = office.account()
    every_byte = bytes(byte for byte in range(1, 256) if byte not in b"\r\n")
    odd = b"Subject: \xe4\xf6\xfc\r\n\r\n.\r\n..\r\n" + every_byte + b"\r\n"
    office.deliver(account, _HELLO, odd)
    with connected(account) as mailbox:
        mails = mailbox.fetch(mailbox.waiting_uids())
    assert [mail.raw for mail in mails] == [_HELLO, odd]
    assert all(mail.is_whole for mail in mails)


def test_a_mail_of_ten_megabytes_comes_whole_and_its_head_alone_too(office: Office) -> None:
    account = office.account()
    big = b"Subject: big\r\n\r\n" + (b"x" * 76 + b"\r\n") * 135_000
    office.deliver(account, big)
    with connected(account) as mailbox:
        (uid,) = mailbox.waiting_uids()
        assert mailbox.sizes([uid]) == {uid: len(big)}
        (mail,) = mailbox.fetch([uid])
        head = mailbox.fetch_head(uid, 1000)
    assert mail.raw == big
    assert (head.raw, head.is_whole) == (big[:1000], False)


def test_the_time_of_arrival_is_aware_and_utc(office: Office) -> None:
    account = office.account()
    office.deliver(account, _HELLO)
    with connected(account) as mailbox:
        (mail,) = mailbox.fetch(mailbox.waiting_uids())
    assert mail.received_at.tzinfo is UTC
    assert abs(mail.received_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_only_mails_after_the_given_uid_are_waiting(office: Office) -> None:
    account = office.account()
    office.deliver(account, *map(_mail, range(4)))
    with connected(account) as mailbox:
        uids = mailbox.waiting_uids()
        assert uids == sorted(uids)
        assert mailbox.waiting_uids(after=uids[1]) == uids[2:]
        assert mailbox.waiting_uids(after=uids[-1]) == []


def test_a_filed_mail_lies_in_the_processed_folder_and_waits_no_more(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1), _mail(2), _mail(3))
    with connected(account) as mailbox:
        first, second, third = mailbox.waiting_uids()
        mailbox.file([first])
        mailbox.file([second], folder=account.held_folder)
        assert mailbox.waiting_uids() == [third]
    assert office.raws(account, "Mailtick/Processed") == [_mail(1)]
    assert office.raws(account, "Mailtick/Held") == [_mail(2)]
    assert office.raws(account, "INBOX") == [_mail(3)]


def test_six_hundred_mails_are_fetched_and_filed(office: Office) -> None:
    account = office.account()
    office.deliver(account, *map(_mail, range(600)))
    with connected(account) as mailbox:
        uids = mailbox.waiting_uids()
        assert [mail.raw for mail in mailbox.fetch(uids)] == [_mail(number) for number in range(600)]
        mailbox.file(uids)
        assert mailbox.waiting_uids() == []


def test_where_nothing_can_be_moved_a_keyword_marks_what_is_filed(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1), _mail(2), _mail(3))
    with connected(account) as mailbox:
        mailbox.can_move = False
        first, second, third = mailbox.waiting_uids()
        mailbox.file([first])
        mailbox.file([second], folder=account.held_folder)
        assert mailbox.waiting_uids() == [third]
    assert len(office.raws(account, "INBOX")) == 3
    assert office.raws(account, "Mailtick/Held") == [_mail(2)]
    assert office.flags(account).count("$MailtickProcessed") == 2


def test_the_folder_is_made_again_when_somebody_removed_it(office: Office) -> None:
    account = office.account()
    office.deliver(account, _HELLO)
    with connected(account) as mailbox:
        with office.other_client(account) as client:
            client.delete("Mailtick/Processed")
        mailbox.file(mailbox.waiting_uids())
        assert mailbox.can_move
    assert office.raws(account, "Mailtick/Processed") == [_HELLO]


def test_the_folders_are_made_once(office: Office) -> None:
    account = office.account()
    for _ in range(2):
        with connected(account) as mailbox:
            assert mailbox.filing_refusal == ""
    with office.other_client(account) as client:
        listed = repr(client.list()[1])
    assert listed.count("Mailtick/Processed") == 1
    assert listed.count("Mailtick/Held") == 1


def test_somebody_who_reads_the_mailbox_does_no_harm(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1), _mail(2))
    with office.other_client(account) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Seen)")
    with connected(account) as mailbox:
        assert len(mailbox.fetch(mailbox.waiting_uids())) == 2
    assert office.flags(account).count(r"\\Seen") == 1


def test_a_mail_that_vanished_meanwhile_is_missing_in_the_answer(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1), _mail(2))
    with connected(account) as mailbox:
        uids = mailbox.waiting_uids()
        with office.other_client(account) as client:
            client.select("INBOX")
            client.store("1", "+FLAGS", r"(\Deleted)")
            client.expunge()
        assert [mail.raw for mail in mailbox.fetch(uids)] == [_mail(2)]
        mailbox.file(uids)
    assert office.raws(account, "Mailtick/Processed") == [_mail(2)]


def test_nothing_is_ever_deleted(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1))
    with office.other_client(account) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Deleted)")
    office.deliver(account, _mail(2))
    with connected(account) as mailbox:
        mailbox.can_move = False
        mailbox.file(mailbox.waiting_uids())
    assert len(office.raws(account, "INBOX")) == 2


@pytest.mark.parametrize("security", list(Security))
def test_news_end_the_wait(office: Office, security: Security) -> None:
    account = office.account()
    with connected(office.protected(account, security)) as mailbox:
        assert mailbox.waiting_uids() == []
        with _waiting(mailbox) as outcome:
            office.deliver(account, _HELLO)
            assert outcome.result(_DEADLINE_S) is True
        assert len(mailbox.waiting_uids()) == 1


@pytest.mark.parametrize("security", list(Security))
def test_news_that_came_just_before_the_wait_end_it_at_once(office: Office, security: Security) -> None:
    account = office.account()
    with connected(office.protected(account, security)) as mailbox:
        assert mailbox.waiting_uids() == []
        office.deliver(account, _HELLO)
        with _waiting(mailbox) as outcome:
            assert outcome.result(_DEADLINE_S) is True


def test_news_told_in_the_answer_to_another_command_end_the_wait(office: Office) -> None:
    account = office.account()
    with connected(account) as mailbox:
        assert mailbox.waiting_uids() == []
        office.deliver(account, _HELLO)
        mailbox.sizes([1])
        with _waiting(mailbox) as outcome:
            assert outcome.result(_DEADLINE_S) is True
        assert len(mailbox.waiting_uids()) == 1


def test_a_wait_without_news_ends_with_its_time(office: Office) -> None:
    with connected(office.account()) as mailbox:
        assert mailbox.wait(0.05) is False
        assert mailbox.waiting_uids() == []


def test_another_thread_ends_the_wait_and_the_connection_lives_on(office: Office) -> None:
    account = office.account()
    office.deliver(account, _HELLO)
    with connected(account) as mailbox:
        with _waiting(mailbox) as outcome:
            mailbox.interrupt()
            assert outcome.result(_DEADLINE_S) is False
        assert len(mailbox.waiting_uids()) == 1


@pytest.mark.parametrize("security", list(Security))
def test_each_kind_of_protection_works(office: Office, security: Security) -> None:
    account = office.account()
    office.deliver(account, _HELLO)
    with connected(office.protected(account, security)) as mailbox:
        assert [mail.raw for mail in mailbox.fetch(mailbox.waiting_uids())] == [_HELLO]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_an_unknown_certificate_is_not_trusted(office: Office, security: Security) -> None:
    account = replace(office.protected(office.account(), security), ca_file=None)
    with pytest.raises(Lost, match=f"localhost:{account.port}.*certificate"):
        Mailbox.connect(account)


def test_a_wrong_password_is_refused_and_the_right_one_then_works(office: Office) -> None:
    account = office.account()
    with pytest.raises(SignInRefused, match=f"localhost:{account.port} refused the sign-in of {account.user}"):
        Mailbox.connect(replace(account, password="wrong"))
    with connected(account):
        pass


def test_a_folder_that_does_not_exist_is_named(office: Office) -> None:
    with pytest.raises(FolderMissing, match="'Support/ICT'"):
        Mailbox.connect(replace(office.account(), folder="Support/ICT"))


def test_a_folder_outside_ascii_can_be_read_and_filed_to(office: Office) -> None:
    account = replace(office.account(), folder="Büro & Technik", processed_folder="Büro & Technik/Größe")
    with office.other_client(account) as client:
        client.create('"B&APw-ro &- Technik"')
        client.append('"B&APw-ro &- Technik"', "", "", _HELLO)
    with connected(account) as mailbox:
        mailbox.file(mailbox.waiting_uids())
    assert office.raws(account, "B&APw-ro &- Technik/Gr&APYA3w-e") == [_HELLO]


def test_a_line_end_in_a_setting_never_reaches_the_server(office: Office) -> None:
    with pytest.raises(ValueError, match="control character"):
        Mailbox.connect(replace(office.account(), user="a\r\nX1 DELETE INBOX"))


@pytest.mark.parametrize("end", [CuttingProxy.cut, CuttingProxy.reset], ids=["closed", "reset"])
def test_a_connection_that_ends_during_the_wait_is_lost(office: Office, end: Callable[[CuttingProxy], None]) -> None:
    with (
        behind_proxy(office.account()) as (account, proxy),
        connected(account) as mailbox,
        _waiting(mailbox) as outcome,
    ):
        end(proxy)
        with pytest.raises(Lost, match=f"localhost:{account.port}"):
            outcome.result(_DEADLINE_S)


def test_a_network_that_swallows_everything_is_lost_when_the_wait_is_over(office: Office) -> None:
    with behind_proxy(replace(office.account(), timeout_s=2)) as (account, proxy), connected(account) as mailbox:
        proxy.swallow()
        with pytest.raises(Lost, match="timed out"):
            mailbox.wait(0.05)


@pytest.mark.parametrize("size_bytes", [0, 40, 2_000, 500_000], ids=["at once", "in a line", "in a mail", "later"])
def test_a_server_that_goes_away_while_we_fetch_is_lost(office: Office, size_bytes: int) -> None:
    account = office.account()
    office.deliver(account, *[b"Subject: big\r\n\r\n" + b"x" * 100 * 1000 + b"\r\n"] * 8)
    with behind_proxy(account) as (account, proxy), connected(account) as mailbox:
        uids = mailbox.waiting_uids()
        proxy.cut_after_answer_bytes(size_bytes)
        with pytest.raises(Lost, match=f"localhost:{account.port}"):
            mailbox.fetch(uids)
        with pytest.raises(Lost, match="lost before"):
            mailbox.waiting_uids()
    assert len(office.raws(replace(account, port=office.port), "INBOX")) == 8


def test_a_server_that_goes_away_while_we_sign_in_is_lost_and_has_not_refused(office: Office) -> None:
    for size_bytes in range(0, 400, 50):
        with behind_proxy(office.account()) as (account, proxy):
            proxy.cut_after_answer_bytes(size_bytes)
            with pytest.raises(Lost, match=f"localhost:{account.port}"):
                Mailbox.connect(account)


def test_where_nobody_listens_the_connection_is_lost(office: Office) -> None:
    with pytest.raises(Lost, match="while connecting"):
        Mailbox.connect(replace(office.account(), port=free_port()))


def test_a_folder_that_was_made_anew_is_lost_and_has_another_uidvalidity(office: Office) -> None:
    account = replace(office.account(), folder="Support")
    with office.other_client(account) as client:
        client.create("Support")
        with connected(account) as mailbox:
            before = mailbox.uidvalidity
            client.delete("Support")
            client.create("Support")
            with pytest.raises(Lost):
                _look_often(mailbox)
    with connected(account) as mailbox:
        assert mailbox.uidvalidity != before


def test_closing_a_lost_connection_is_quiet(office: Office) -> None:
    with behind_proxy(office.account()) as (account, proxy):
        mailbox = Mailbox.connect(account)
        proxy.reset()
        mailbox.close()
        mailbox.interrupt()


def _look_often(mailbox: Mailbox) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while time.monotonic() < deadline:
        mailbox.waiting_uids()
        mailbox.wait(0.05)


@contextlib.contextmanager
def _waiting(mailbox: Mailbox) -> Iterator[Future[bool]]:
    """A long wait in another thread, and its outcome to come."""
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(mailbox.wait, _LONG_WAIT_S)
        try:
            yield outcome
        finally:
            if not outcome.done():
                mailbox.interrupt()
