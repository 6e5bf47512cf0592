"""Undo the transfer encodings of RFC 2045 section 6, and uuencode; what is broken is decoded as far as it goes."""

from __future__ import annotations

import binascii
import io
import itertools
import re

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BASE64_LINES = _BASE64 + b"=\r\n\t"
_END = re.compile(rb"=[=\s]*")
# A line that cannot be base64: it has words, or the dashes above a footer.
_TEXT_LINE = re.compile(rb"^[ \t\r]{0,20}(?:--|__|[^ \n]{1,1000} {1,20}[^\s])", re.MULTILINE)
_PIECE_BYTES = 100_000
# How many encodings in a row are told apart.
_MAX_ENDS = 1000
_SOFT_BREAK = re.compile(rb"=[ \t]{1,100}(?=\r?\n)")


def decode_transfer(content: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding; what is broken is decoded as far as it goes."""
    match encoding:
        case "base64":
            return _decode_base64_part(content)
        case "quoted-printable":
            return _decode_quoted_printable(content)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _decode_uu(content)
        case _:
            return content


def _decode_quoted_printable(content: bytes) -> bytes:
    """Blanks after the sign of a soft break are left out, piece by piece: so many places at once need much memory."""
    if b"= " not in content and b"=\t" not in content:
        return binascii.a2b_qp(content)
    pieces, start = [], 0
    while start < len(content):
        end = content.find(b"\n", start + _PIECE_BYTES) + 1 or len(content)
        pieces.append(binascii.a2b_qp(_SOFT_BREAK.sub(b"=", content[start:end])))
        start = end
    return b"".join(pieces)


def _decode_base64_part(content: bytes) -> bytes:
    """A part in base64. Text that a list or a gateway put below it is left out; text with a wrong label stays."""
    text = _TEXT_LINE.search(content) if content.translate(None, _BASE64_LINES) else None
    head = content[: text.start()] if text else content
    return decode_base64(head) if head and not head.isspace() else content


def decode_base64(content: bytes) -> bytes:
    """Decode base64 that may hold strangers' characters, lack its padding, or be several encodings in a row."""
    end = len(content) - len(content[-200:]) + len(content[-200:].rstrip(b"=\r\n\t "))
    if content.find(b"=", 0, end) < 0:
        return _decode_whole_base64(content)
    out, start = bytearray(), 0
    for found in itertools.islice(_END.finditer(content), _MAX_ENDS):
        out += _decode_whole_base64(content[start : found.start()])
        start = found.end()
    return bytes(out + _decode_whole_base64(content[start:]))


def _decode_whole_base64(content: bytes) -> bytes:
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
        whole = len(letters) - (1 if len(letters) % 4 == 1 else 0)
        return binascii.a2b_base64(letters[:whole] + b"=" * (-whole % 4))


def _decode_uu(content: bytes) -> bytes:
    lines = io.BytesIO(content)
    lines.seek(max(0, content.find(b"begin ")))
    next(lines, b"")
    out = bytearray()
    for line in lines:
        # A short line may say that it stands for a long one; all together never hold more than there is.
        if line.strip() in (b"end", b"`", b"") or len(out) > len(content):
            break
        out += decode_uu_line(line.rstrip(b"\r\n"))
    return bytes(out)


def decode_uu_line(line: bytes) -> bytes:
    """The bytes of one line of uuencode, without its line break."""
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
