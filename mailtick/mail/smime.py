"""Unwrap opaque S/MIME (RFC 8551): what is signed or compressed is read, what is encrypted is named.

Only the few fields of the Cryptographic Message Syntax (RFC 5652) that lead to the content are read, in BER with
definite and indefinite lengths (X.690 section 8.1). No signature is checked.
"""

from __future__ import annotations

import re
import zlib

from mailtick.mail.mime import Part
from mailtick.mail.opened import Opened
from mailtick.mail.transfer import decode_transfer

SIGNED = "signed with S/MIME; signature not checked"
ENCRYPTED = "encrypted with S/MIME; cannot be read here"
UNREADABLE = "S/MIME that cannot be read here"
CERTIFICATES = "S/MIME certificates without a text"
TOO_LARGE = "compressed with S/MIME; too large when unpacked"

MAX_CHUNK_DEPTH = 5

# RFC 5652 (signed, enveloped, encrypted), RFC 5083 (authenticated-enveloped), RFC 3274 (compressed).
_KINDS = {
    "2a864886f70d010702": "signed",
    "2a864886f70d010703": "encrypted",
    "2a864886f70d010706": "encrypted",
    "2a864886f70d0109100117": "encrypted",
    "2a864886f70d0109100109": "compressed",
}
_SEQUENCE, _OID, _OCTETS, _CONTEXT_0, _CONSTRUCTED = 0x30, 0x06, 0x04, 0xA0, 0x20
_PEM = re.compile(rb"\s{0,20}-----BEGIN [A-Z0-9 #]{3,30}-----\r?\n")


class _BrokenError(ValueError):
    """The bytes are no CMS, or are cut off."""


def open_smime(part: Part) -> Opened:
    """The mail inside an opaque signature; where there is none to be had, the part stays and a note says why."""
    der = _as_der(part.content())
    try:
        kind, at = _enter_content_info(der)
        if kind == "encrypted":
            return Opened(notes=[ENCRYPTED], is_kept=True)
        content = _encapsulated_content(der, at)
        if kind == "compressed":
            return _inflated(content, part)
    except (_BrokenError, IndexError, zlib.error):
        return Opened(notes=[UNREADABLE], is_kept=True)
    if not content:
        return Opened(notes=[CERTIFICATES], is_kept=True)
    return Opened(mail=content, notes=[SIGNED])


def open_detached_signature(part: Part) -> Opened:
    """The signature beside what it signs; without a name it is no file that anybody wants."""
    return Opened(notes=[SIGNED], is_kept=bool(part.file_name))


def _as_der(content: bytes) -> bytes:
    """The binary form; some gateways leave the armour of PEM or base64 on it, and name no encoding."""
    if armour := _PEM.match(content):
        return decode_transfer(content[armour.end() :].partition(b"-----")[0], "base64")
    return decode_transfer(content, "base64") if content[:2] == b"MI" else content


def _inflated(content: bytes, part: Part) -> Opened:
    """RFC 3274 knows zlib alone. A bomb is not let off."""
    inflater = zlib.decompressobj()
    unpacked = inflater.decompress(content, max(1, part.budget.spare_bytes))
    part.budget.spare_bytes -= len(unpacked)
    if inflater.unconsumed_tail or not inflater.eof:
        return Opened(notes=[TOO_LARGE if inflater.unconsumed_tail else UNREADABLE], is_kept=True)
    return Opened(mail=unpacked)


def _enter_content_info(der: bytes) -> tuple[str, int]:
    """The kind of the content (RFC 5652 section 3), and where its fields begin."""
    _, at, _ = _header(der, 0, _SEQUENCE)
    _, start, length = _header(der, at, _OID)
    kind = _KINDS.get(der[start : start + length].hex(), "")
    if not kind:
        raise _BrokenError("another kind of content")
    _, at, _ = _header(der, start + length, _CONTEXT_0)
    _, at, _ = _header(der, at, _SEQUENCE)
    return kind, at


def _encapsulated_content(der: bytes, at: int) -> bytes:
    """The content of signed or compressed data: it is the third field, after the version and the algorithms."""
    at = _skip(der, _skip(der, at))
    _, at, length = _header(der, at, _SEQUENCE)
    end = len(der) if length < 0 else at + length
    at = _skip(der, at)
    if at >= end or der[at] != _CONTEXT_0:
        return b""
    _, at, _ = _header(der, at, _CONTEXT_0)
    return b"".join(_chunks(der, at, MAX_CHUNK_DEPTH)[0])


def _chunks(der: bytes, at: int, depth: int) -> tuple[list[bytes], int]:
    """The pieces of an octet string that may be cut into octet strings, and where the next field begins."""
    tag, start, length = _header(der, at)
    if tag == _OCTETS and length >= 0:
        return [der[start : start + length]], start + length
    if tag != _OCTETS | _CONSTRUCTED or depth == 0:
        raise _BrokenError("no octet string")
    end = len(der) if length < 0 else start + length
    pieces: list[bytes] = []
    at = start
    while at < end and not (length < 0 and der[at : at + 2] == b"\0\0"):
        inner, at = _chunks(der, at, depth - 1)
        pieces += inner
    return pieces, at + 2 if length < 0 else end


def _skip(der: bytes, at: int) -> int:
    """Where the field after this one begins; fields of indefinite length are walked through to their end."""
    open_fields = 0
    while True:
        if der[at : at + 2] == b"\0\0" and open_fields:
            open_fields, at = open_fields - 1, at + 2
        else:
            _, start, length = _header(der, at)
            open_fields, at = (open_fields + 1, start) if length < 0 else (open_fields, start + length)
        if not open_fields:
            return at


def _header(der: bytes, at: int, wanted: int | None = None) -> tuple[int, int, int]:
    """The tag, where the content begins, and its length; -1 where the length is indefinite."""
    tag, first = der[at], der[at + 1]
    if wanted is not None and tag != wanted:
        raise _BrokenError("another field")
    if first == 0x80 and tag & _CONSTRUCTED:
        return tag, at + 2, -1
    if first < 0x80:
        length, start = first, at + 2
    else:
        start = at + 2 + (first & 0x7F)
        length = int.from_bytes(der[at + 2 : start], "big") if first <= 0x86 else len(der) + 1
    if tag & 0x1F == 0x1F or start + length > len(der):
        raise _BrokenError("cut off")
    return tag, start, length
