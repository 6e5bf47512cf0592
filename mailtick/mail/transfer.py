"""Undo the transfer encodings of RFC 2045 section 6, and uuencode; what is broken is decoded as far as it goes."""

from __future__ import annotations

import binascii
import re


def decode_transfer(content: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding (RFC 2045 section 6); what is broken is decoded as far as it goes."""
    match encoding:
        case "base64":
            return decode_base64(content)
        case "quoted-printable":
            return binascii.a2b_qp(content)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _decode_uu(content)
        case _:
            return content


def decode_base64(content: bytes) -> bytes:
    """Decode base64 that may hold strangers' characters, lack padding, or end in a gateway's footer."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content.partition(b"=")[0])
        whole = len(letters) - (1 if len(letters) % 4 == 1 else 0)
        return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))


def _decode_uu(content: bytes) -> bytes:
    _, _, lines = content.partition(b"begin ")
    out = []
    for line in lines.split(b"\n")[1:]:
        if line.strip() in (b"end", b"`", b""):
            break
        out.append(_decode_uu_line(line.rstrip(b"\r")))
    return b"".join(out)


def _decode_uu_line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders pad a line too far; its first byte says how much of it counts.
        return _decode_counted_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])


def _decode_counted_uu(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""
