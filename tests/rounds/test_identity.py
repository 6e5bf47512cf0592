"""The same message is recognised wherever it is seen again; another one never is."""

import pytest

from mailtick.rounds.identity import message_identity

pytestmark = pytest.mark.both_databases

MAIL = (
    b"From: a@saltmarsh.example\r\nDate: Mon, 16 Nov 2026 09:00:00 +0000\r\n"
    b"Message-ID: <1@x>\r\nSubject: one\r\n\r\nHello\r\n"
)


@pytest.mark.parametrize(
    "same",
    [
        b"Received: from elsewhere\r\nDelivered-To: ict@x\r\n" + MAIL,
        MAIL.replace(b"\r\nSubject", b"\r\nX-Spam: no\r\nSubject"),
        MAIL.replace(b"Subject: one", b"Subject:\r\n one"),
        MAIL.replace(b"Subject: one", b"Subject: \t one \t"),
        MAIL.rstrip(b"\r\n"),
    ],
    ids=["relayed again", "header added", "folded anew", "blanks added", "last line end lost"],
)
def test_a_mail_that_came_another_way_is_the_same(same: bytes) -> None:
    assert message_identity(same) == message_identity(MAIL)


@pytest.mark.parametrize(
    "other",
    [
        MAIL.replace(b"Hello", b"Hullo"),
        MAIL.replace(b"one", b"two"),
        MAIL.replace(b"<1@x>", b"<2@x>"),
        MAIL.replace(b"Message-ID: <1@x>\r\n", b""),
        MAIL.replace(b"09:00:00", b"09:00:01"),
    ],
    ids=["body", "subject", "message-id", "no message-id", "date"],
)
def test_a_mail_with_another_content_is_another(other: bytes) -> None:
    assert message_identity(other) != message_identity(MAIL)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n\r\n",
        b"\x00\xff",
        b"Message-ID:",
        b"no header at all",
        # Once this took an hour, and the mailbox waited for it.
        b"Message-ID: <1@x>\r\nSubject: a" + b" " * 1_000_000 + b"z\r\n\r\nHello",
    ],
    ids=["nothing", "blank lines", "binary", "empty field", "no header", "a million blanks"],
)
def test_any_bytes_have_an_identity(raw: bytes) -> None:
    assert message_identity(raw).isprintable()


def test_an_identity_holds_no_nul_which_postgresql_would_refuse() -> None:
    assert "\0" not in message_identity(MAIL.replace(b"<1@x>", b"<1\x00@x>"))
