"""Transfer encodings are undone as far as they go."""

from __future__ import annotations

from base64 import b64encode

import pytest

from mailtick.mail.parse import parse_mail
from mailtick.mail.transfer import decode_transfer


@pytest.mark.parametrize(
    ("content", "encoding", "expected"),
    [
        (b"SGVsbG8=", "base64", b"Hello"),
        (b"SGVs\r\n*bG8", "base64", b"Hello"),
        (b"SGVsbG8=\r\n-- \r\nfooter of a gateway", "base64", b"Hello"),
        (b"a=3Db=\r\nc", "quoted-printable", b"a=bc"),
        (b"begin 644 x\n%2&5L;&\\\n`\nend\n", "x-uuencode", b"Hello"),
        (b"as it is", "8bit", b"as it is"),
        (b"SGVsbG8h\r\n\r\n-- \r\nfooter of a list", "base64", b"Hello!"),
        (b"SGVsbG8=\r\nSGVsbG8=", "base64", b"HelloHello"),
        (b"These are words\nand no base64 at all.", "base64", b"These are words\nand no base64 at all."),
        (b"a= \r\nb=\t\nc", "quoted-printable", b"abc"),
        (b"caf=c3=a9 =ZZ", "quoted-printable", "café =ZZ".encode()),
    ],
    ids=[
        *("base64", "base64 with strangers", "base64 with a footer", "quoted-printable", "uuencode", "none"),
        *("base64 without padding and with a footer", "two in a row", "text called base64"),
        *("blanks after a soft break", "lower case and nonsense"),
    ],
)
def test_a_transfer_encoding_is_undone(content: bytes, encoding: str, expected: bytes) -> None:
    assert decode_transfer(content, encoding) == expected


def test_a_multipart_that_was_encoded_as_a_whole_is_opened() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n"
    assert parse_mail(raw + b64encode(b"--b\n\nHello\n--b--\n")).body_text == "Hello"


def test_a_boundary_may_end_in_a_blank_in_the_header_and_in_the_mail() -> None:
    both = b'Content-Type: multipart/mixed; boundary="b "\n\n--b \n\nHello\n--b\nthere\n--b --\n'
    assert parse_mail(both).body_text == "Hello\n--b\nthere"
    header_alone = b'Content-Type: multipart/mixed; boundary="b "\n\n--b\n\nHello\n--b--\n'
    assert parse_mail(header_alone).body_text == "Hello"
