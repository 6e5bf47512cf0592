"""S/MIME is unwrapped in every form of its encoding, and a bomb stays packed."""

from __future__ import annotations

import base64
import zlib

import pytest

from mailtick.mail.message import InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.smime import SIGNED, TOO_LARGE, UNREADABLE

INNER = b"Content-Type: text/plain\n\nThe printer is out of paper.\n"
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
COMPRESSED_DATA = bytes.fromhex("2a864886f70d0109100109")
PLAIN_DATA = bytes.fromhex("2a864886f70d010701")


def field(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4, "big")
    return bytes([tag]) + length + content


def open_field(tag: int, content: bytes) -> bytes:
    return bytes([tag, 0x80]) + content + b"\0\0"


def cms(kind: bytes, octets: bytes, wrap: object = field) -> bytes:
    around = open_field if wrap is open_field else field
    capsule = around(0x30, field(0x06, PLAIN_DATA) + around(0xA0, octets))
    inner = around(0x30, field(0x02, b"\1") + around(0x31, field(0x30, b"")) + capsule)
    return around(0x30, field(0x06, kind) + around(0xA0, inner))


def chunks(content: bytes, size: int) -> bytes:
    return b"".join(field(0x04, content[at : at + size]) for at in range(0, len(content), size))


def mail_with(der: bytes) -> InboundMail:
    head = (
        b"From: a@b.example\nContent-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n"
    )
    return parse_mail(head + b"\n" + base64.encodebytes(der))


FORMS = {
    "definite": cms(SIGNED_DATA, field(0x04, INNER)),
    "indefinite": cms(SIGNED_DATA, field(0x04, INNER), open_field),
    "chunks": cms(SIGNED_DATA, field(0x24, chunks(INNER, 7))),
    "indefinite chunks": cms(SIGNED_DATA, open_field(0x24, chunks(INNER, 7)), open_field),
    "chunks of chunks": cms(SIGNED_DATA, open_field(0x24, open_field(0x24, chunks(INNER, 7))), open_field),
    "armoured twice": base64.encodebytes(cms(SIGNED_DATA, field(0x04, INNER * 3))),
}


@pytest.mark.parametrize("der", FORMS.values(), ids=FORMS.keys())
def test_a_signed_mail_is_read_in_every_encoding(der: bytes) -> None:
    mail = mail_with(der)
    assert mail.body_text.startswith("The printer is out of paper.")
    assert (mail.attachments, mail.notes) == ((), (SIGNED,))


@pytest.mark.parametrize("cut", [5, 20, 40, 60])
def test_what_is_cut_off_is_kept_and_said(cut: int) -> None:
    mail = mail_with(FORMS["definite"][:cut])
    assert [each.name for each in mail.attachments] == ["smime.p7m"]
    assert mail.notes == (UNREADABLE,)


def test_compressed_data_is_unpacked() -> None:
    mail = mail_with(cms(COMPRESSED_DATA, field(0x04, zlib.compress(INNER))))
    assert (mail.body_text, mail.attachments) == ("The printer is out of paper.", ())


def test_a_bomb_is_kept_as_it_is() -> None:
    mail = mail_with(cms(COMPRESSED_DATA, field(0x04, zlib.compress(b"\0" * 50_000_000))))
    assert [each.name for each in mail.attachments] == ["smime.p7m"]
    assert mail.notes == (TOO_LARGE,)


def test_signatures_around_signatures_come_to_an_end() -> None:
    wrapped = INNER
    for _ in range(100):
        wrapped = b"Content-Type: application/pkcs7-mime\n\n" + cms(SIGNED_DATA, field(0x04, wrapped))
    mail = parse_mail(wrapped)
    assert "parts nested deeper than 30; what lies below was not opened" in mail.defects
    assert [each.name for each in mail.attachments] == ["attachment.p7m"]
