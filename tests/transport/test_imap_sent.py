"""The folder of sent mails is found and read on the connection that reads the inbox, and is never changed."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailtick.demo.imap_faults import ImapFaults
from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.transport.imap import FetchedMail, ImapAccount, Lost, Mailbox, Security
from tests.transport.offices import Office, connected

TODAY = datetime.now(UTC).date()


def _mail(number: int) -> bytes:
    return b"Message-ID: <%d@saltmarsh.example>\r\nSubject: Mail %d\r\n\r\nText %d\r\n" % (number, number, number)


def send(office: Office, account: ImapAccount, *mails: bytes, folder: str = "Sent") -> None:
    """Put copies into the folder of sent mails, as a mail program does after sending."""
    with office.other_client(account) as client:
        for raw in mails:
            client.append(folder, r"(\Seen)", "", raw)


def read_sent(mailbox: Mailbox, first: int = 1) -> list[FetchedMail]:
    assert mailbox.sent.stand() is not None
    with mailbox.sent.open() as folder:
        assert folder is not None
        return folder.fetch(folder.uids(first, TODAY - timedelta(days=1), 100))


def test_what_was_sent_is_read_byte_for_byte_and_stays_as_it_is(office: Office) -> None:
    account = office.account()
    send(office, account, _mail(1), _mail(2))
    with office.other_client(account) as client:
        client.select("Sent")
        client.store("2", "-FLAGS", r"(\Seen)")
        client.store("2", "+FLAGS", r"(\Flagged \Deleted)")
    before = office.flags(account, "Sent")
    with connected(account) as mailbox:
        assert [mail.raw for mail in read_sent(mailbox)] == [_mail(1), _mail(2)]
    assert office.raws(account, "Sent") == [_mail(1), _mail(2)]
    assert office.flags(account, "Sent").replace(r"\\Recent", "") == before.replace(r"\\Recent", "")


def test_the_stand_changes_only_with_a_new_mail(office: Office) -> None:
    account = office.account()
    send(office, account, _mail(1))
    with connected(account) as mailbox:
        first = mailbox.sent.stand()
        read_sent(mailbox)
        assert mailbox.sent.stand() == first
        send(office, account, _mail(2))
        second = mailbox.sent.stand()
    assert first is not None
    assert second is not None
    assert (second.folder, second.uidvalidity, second.uid_next) == ("Sent", first.uidvalidity, first.uid_next + 1)


def test_only_what_is_newer_is_listed(office: Office) -> None:
    account = office.account()
    with office.other_client(account) as client:
        client.append("Sent", "", '"16-Nov-2020 10:00:00 +0000"', _mail(1))
    send(office, account, _mail(2), _mail(3))
    with connected(account) as mailbox:
        assert mailbox.sent.stand() is not None
        with mailbox.sent.open() as folder:
            assert folder is not None
            assert folder.uids(1, TODAY - timedelta(days=1), 100) == [2, 3]
            assert folder.uids(3, TODAY - timedelta(days=1), 100) == [3]
            assert folder.uids(4, None, 100) == []
            assert folder.uids(1, None, 100) == [1, 2, 3]


def test_a_head_tells_whose_the_mail_is_without_the_mail(office: Office) -> None:
    account = office.account()
    send(office, account, b"X-Mailtick-Desk: ict@saltmarsh.example\r\n" + _mail(1))
    with connected(account) as mailbox:
        assert mailbox.sent.stand() is not None
        with mailbox.sent.open() as folder:
            assert folder is not None
            head = folder.heads([1, 77])[1]
    assert b"<1@saltmarsh.example>" in head.fields
    assert b"X-Mailtick-Desk" in head.fields
    assert b"Subject" not in head.fields
    assert head.size_bytes == len(_mail(1)) + 40
    assert abs(head.received_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_inbox_is_read_and_filed_as_before_after_a_look_at_the_sent_mails(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1))
    send(office, account, _mail(2))
    with connected(account) as mailbox:
        read_sent(mailbox)
        uids = mailbox.waiting_uids()
        assert [mail.raw for mail in mailbox.fetch(uids)] == [_mail(1)]
        mailbox.file(uids)
        assert mailbox.waiting_uids() == []
    assert office.raws(account, "Mailtick/Processed") == [_mail(1)]
    assert office.raws(account, "INBOX") == []


def test_a_mail_that_comes_while_the_sent_mails_are_open_ends_the_next_wait_at_once(office: Office) -> None:
    account = office.account()
    send(office, account, _mail(1))
    with connected(account) as mailbox:
        assert mailbox.waiting_uids() == []
        assert mailbox.sent.stand() is not None
        with mailbox.sent.open():
            office.deliver(account, _mail(2))
        assert mailbox.wait(1500) is True
        assert len(mailbox.waiting_uids()) == 1
        assert mailbox.wait(0.05) is not True or not mailbox.can_idle


def test_deleted_mails_of_the_inbox_survive_a_look_at_the_sent_mails(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1))
    with office.other_client(account) as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Deleted)")
    with connected(account) as mailbox:
        read_sent(mailbox)
    assert office.raws(account, "INBOX") == [_mail(1)]


def test_a_folder_of_sent_mails_that_appears_later_is_found_and_one_that_vanishes_costs_nothing(office: Office) -> None:
    account = office.account()
    office.deliver(account, _mail(1))
    with connected(replace(account, sent_folder="Post out")) as mailbox:
        assert mailbox.sent.stand() is None
        assert "Post out" in mailbox.sent.refusal
        with office.other_client(account) as client:
            client.create('"Post out"')
        send(office, account, _mail(2), folder='"Post out"')
        assert [mail.raw for mail in read_sent(mailbox)] == [_mail(2)]
        assert mailbox.sent.refusal == ""
        with office.other_client(account) as client:
            client.delete('"Post out"')
        assert mailbox.sent.stand() is None
        assert len(mailbox.waiting_uids()) == 1


def test_where_it_shall_not_be_looked_at_it_is_not(office: Office) -> None:
    account = office.account()
    send(office, account, _mail(1))
    with connected(replace(account, sent_folder="")) as mailbox:
        assert mailbox.sent.stand() is None
        assert mailbox.sent.refusal == ""


def test_no_folder_is_made(office: Office) -> None:
    account = office.account()
    with connected(replace(account, sent_folder="Nowhere")) as mailbox:
        mailbox.sent.stand()
        with mailbox.sent.open() as folder:
            assert folder is None
        assert mailbox.waiting_uids() == []
    with office.other_client(account) as client:
        assert "Nowhere" not in repr(client.list()[1])


@pytest.fixture
def faults(embedded: Office) -> ImapFaults:
    assert embedded.embedded is not None
    return embedded.embedded.faults


@pytest.mark.parametrize("hidden", [("IDLE",), ("MOVE",), ("UIDPLUS", "UNSELECT"), ("NAMESPACE", "SPECIAL-USE")])
def test_a_plain_server_is_read_as_well(embedded: Office, faults: ImapFaults, hidden: tuple[str, ...]) -> None:
    faults.hidden.update(hidden)
    account = embedded.account()
    embedded.deliver(account, _mail(1))
    send(embedded, account, _mail(2))
    with connected(account) as mailbox:
        assert [mail.raw for mail in read_sent(mailbox)] == [_mail(2)]
        uids = mailbox.waiting_uids()
        mailbox.file(uids)
        assert mailbox.waiting_uids() == []


def test_a_use_that_is_told_only_on_request_is_asked_for(embedded: Office, faults: ImapFaults) -> None:
    faults.is_shy_of_use = True
    account = embedded.account()
    with embedded.other_client(account) as client:
        client.create('"Sent Items"')
    with connected(account) as mailbox:
        stand = mailbox.sent.stand()
    assert stand is not None
    assert stand.folder == "Sent"


@pytest.mark.parametrize(
    ("folders", "found"),
    [
        (["Archive", "Sent Items"], "Sent Items"),
        (["Sent Messages", "sent items", "Consent"], "sent items"),
        (["[Gmail]", "[Gmail]/Sent Mail"], "[Gmail]/Sent Mail"),
        (["Gesendete Elemente"], "Gesendete Elemente"),
        (["Old/2019/Sent", "Mail/Sent"], "Mail/Sent"),
        (["Drafts", "Presented"], None),
    ],
)
def test_without_a_mark_it_goes_by_the_usual_names(
    embedded: Office, faults: ImapFaults, folders: list[str], found: str | None
) -> None:
    faults.hidden.add("SPECIAL-USE")
    account = embedded.account()
    with embedded.other_client(account) as client:
        client.delete("Sent")
        for folder in folders:
            client.create(f'"{folder}"')
    with connected(account) as mailbox:
        stand = mailbox.sent.stand()
    assert (stand.folder if stand else None) == found


def test_it_is_found_under_a_prefix_and_another_separator() -> None:
    server = ImapServer(ImapStore(separator=".", prefix="INBOX."))
    server.start()
    with contextlib.ExitStack() as closing:
        closing.callback(server.stop)
        account = ImapAccount("localhost", server.port, Security.PLAIN, "ict@saltmarsh.example", "secret", timeout_s=10)
        for wish, folder in ((None, "INBOX.Sent"), ("Sent", "INBOX.Sent")):
            mailbox = closing.enter_context(connected(replace(account, sent_folder=wish)))
            stand = mailbox.sent.stand()
            assert stand is not None
            assert stand.folder == folder


def test_a_folder_that_the_server_does_not_open_costs_nothing_but_a_sentence(
    embedded: Office, faults: ImapFaults
) -> None:
    account = embedded.account()
    embedded.deliver(account, _mail(1))
    with connected(account) as mailbox:
        assert mailbox.sent.stand() is not None
        faults.answer("EXAMINE", "NO [SERVERBUG] not now")
        with mailbox.sent.open() as folder:
            assert folder is None
        assert "not now" in mailbox.sent.refusal
        assert len(mailbox.waiting_uids()) == 1
        send(embedded, account, _mail(2))
        assert len(read_sent(mailbox)) == 1


def test_a_server_that_hangs_up_on_the_look_is_lost(embedded: Office, faults: ImapFaults) -> None:
    account = embedded.account()
    with connected(account) as mailbox:
        assert mailbox.sent.stand() is not None
        faults.drop_at("EXAMINE")
        with pytest.raises(Lost, match="sent mails"), mailbox.sent.open():
            pass


def test_an_inbox_that_was_made_anew_meanwhile_is_noticed(embedded: Office) -> None:
    account = embedded.account()
    assert embedded.embedded is not None
    with connected(account) as mailbox:
        assert mailbox.sent.stand() is not None
        with pytest.raises(Lost, match="made anew"), mailbox.sent.open():
            embedded.embedded.store.account(account.user).renew("INBOX")
