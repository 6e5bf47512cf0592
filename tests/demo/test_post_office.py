"""The demo's post office: what a mail host does, for everybody at once."""

from __future__ import annotations

import imaplib
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mailtick.demo.post_office import PostOffice
from mailtick.mail.parse import parse_mail
from mailtick.transport.imap import ImapAccount, Mailbox, Security
from mailtick.transport.outcome import Sent
from mailtick.transport.smtp import SmtpAccount, SmtpSender

_OFFICE = "mail.saltmarsh.example"
_DESK = "ict@saltmarsh.example"
_BROWN = "j.brown@saltmarsh.example"
_MONDAY = datetime(2026, 11, 16, 8, 40, tzinfo=UTC)
_MAIL = b"From: Mrs Brown <j.brown@saltmarsh.example>\r\nSubject: Projector\r\n\r\nIt hums.\r\n"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice({"saltmarsh.example"}, _OFFICE, lambda: _MONDAY) as office:
        yield office


def test_a_mail_sent_by_smtp_is_read_by_imap(office: PostOffice) -> None:
    sender = SmtpSender(SmtpAccount(office.host, office.smtp_port, Security.PLAIN, "anybody", "anything"))
    assert isinstance(sender.send(_BROWN, _DESK, _MAIL), Sent)
    sender.close()
    mailbox = Mailbox.connect(ImapAccount(office.host, office.imap_port, Security.PLAIN, _DESK, "anything"))
    (mail,) = mailbox.fetch(mailbox.waiting_uids())
    mailbox.close()
    assert mail.raw.endswith(_MAIL)
    assert mail.received_at == _MONDAY


def test_a_delivery_wakes_the_desk(office: PostOffice) -> None:
    mailbox = Mailbox.connect(ImapAccount(office.host, office.imap_port, Security.PLAIN, _DESK, "anything"))
    office.deliver(_BROWN, [_DESK], _MAIL)
    assert mailbox.wait(60)
    mailbox.close()


def test_each_recipient_gets_one_copy_whatever_stands_after_the_plus(office: PostOffice) -> None:
    with smtplib.SMTP(office.host, office.smtp_port, timeout=10) as client:
        recipients = [_DESK, "ict+t7f3@saltmarsh.example", "ICT@saltmarsh.example", "jobs@cedar-networks.example"]
        client.sendmail(_BROWN, recipients, _MAIL)
    assert len(office.mails(_DESK)) == 1
    assert len(office.mails("jobs@cedar-networks.example")) == 1


def test_the_way_of_a_mail_stands_on_top_of_it(office: PostOffice) -> None:
    office.deliver(_BROWN, ["ict+t7f3@saltmarsh.example"], _MAIL)
    mail = parse_mail(office.mails(_DESK)[0])
    assert mail.header("return-path") == f"<{_BROWN}>"
    assert mail.header("delivered-to") == "ict+t7f3@saltmarsh.example"
    assert "Mon, 16 Nov 2026 08:40:00 +0000" in mail.header("received")
    assert mail.subject == "Projector"


@pytest.mark.parametrize(
    ("envelope_from", "from_", "verdict"),
    [
        (_BROWN, _BROWN, "dmarc=pass header.from=saltmarsh.example"),
        ("", _BROWN, "dmarc=pass header.from=saltmarsh.example"),
        ("someone@elsewhere.example", _BROWN, "dmarc=fail header.from=saltmarsh.example"),
        ("someone@elsewhere.example", "someone@elsewhere.example", "dmarc=none header.from=elsewhere.example"),
        (_BROWN, "nobody", "dmarc=none"),
    ],
    ids=["own", "report", "forged", "unknown domain", "no domain"],
)
def test_the_office_says_whether_the_domain_stands_for_the_mail(
    office: PostOffice, envelope_from: str, from_: str, verdict: str
) -> None:
    office.deliver(envelope_from, [_DESK], f"From: {from_}\r\nSubject: x\r\n\r\nx\r\n".encode())
    assert parse_mail(office.mails(_DESK)[0]).headers["authentication-results"] == (f"{_OFFICE}; {verdict}",)


def test_a_verdict_that_claims_to_be_the_offices_own_is_taken_out(office: PostOffice) -> None:
    forged = (
        b"Authentication-Results: MAIL.saltmarsh.example;\r\n\tdmarc=pass header.from=saltmarsh.example\r\n"
        b"Authentication-Results: other.example; dmarc=pass\r\n" + _MAIL
    )
    office.deliver("someone@elsewhere.example", [_DESK], forged)
    assert parse_mail(office.mails(_DESK)[0]).headers["authentication-results"] == (
        f"{_OFFICE}; dmarc=fail header.from=saltmarsh.example",
        "other.example; dmarc=pass",
    )


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"no header at all", b"Subject: x\n\nlone ends\n"])
def test_any_bytes_are_delivered(office: PostOffice, raw: bytes) -> None:
    office.deliver(_BROWN, [_DESK], raw)
    (mail,) = office.mails(_DESK)
    assert mail.endswith(raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def test_whoever_listens_hears_of_each_delivery() -> None:
    heard: list[tuple[str, bytes]] = []
    with (
        PostOffice((), _OFFICE, lambda: _MONDAY, lambda recipient, raw: heard.append((recipient, raw))) as office,
        smtplib.SMTP(office.host, office.smtp_port, timeout=10) as client,
    ):
        client.sendmail(_BROWN, [_DESK, _BROWN], _MAIL)
        assert heard == [(_DESK, office.mails(_DESK)[0]), (_BROWN, office.mails(_BROWN)[0])]


def test_a_stopped_office_lets_go_of_its_clients() -> None:
    office = PostOffice((), _OFFICE)
    office.start()
    client = imaplib.IMAP4(office.host, office.imap_port, timeout=10)
    office.stop()
    with pytest.raises((imaplib.IMAP4.abort, OSError)):
        client.noop()
    client.shutdown()
