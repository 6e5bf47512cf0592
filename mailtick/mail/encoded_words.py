"""Decode header values: encoded words (RFC 2047) as they come, raw 8-bit bytes, no line breaks and controls."""

from __future__ import annotations

import re

from mailtick.mail.charsets import decode_charset
from mailtick.mail.transfer import decode_base64

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_HEADER_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff\ufffe\uffff]")
_Q_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def decode_header(raw: str | bytes, charset: str = "") -> str:
    """Decode one unfolded header value (RFC 2047) and replace its line breaks and controls by spaces.

    `charset` is what the mail declares for its body: raw 8-bit headers are mostly written in it.
    """
    if isinstance(raw, bytes):
        raw = _decode_raw_header(raw, charset)
    if "=?" in raw:
        raw = _decode_words(raw)
    if raw.isprintable():
        return raw.strip()
    return _SURROGATES.sub("\ufffd", _HEADER_BREAKS.sub(" ", raw)).strip()


def _decode_raw_header(raw: bytes, charset: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return decode_charset(raw, charset)


def _decode_words(text: str) -> str:
    """Decode the encoded words of a header. Neighbours are joined as bytes first: some split a character in two."""
    out: list[str] = []
    pending = b""
    charset = ""
    end = 0
    for word in _ENCODED_WORD.finditer(text):
        label = word[1].partition("*")[0]
        between = text[end : word.start()]
        if pending and (between.strip() or label.lower() != charset.lower()):
            out.append(decode_charset(pending, charset))
            pending = b""
        if between.strip() or end == 0:
            out.append(between)
        charset = label
        pending += _decode_word(word[3], word[2])
        end = word.end()
    if pending:
        out.append(decode_charset(pending, charset))
    out.append(text[end:])
    return "".join(out)


def _decode_word(text: str, encoding: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    if encoding in "bB":
        return decode_base64(encoded)
    return _Q_HEX.sub(lambda found: bytes.fromhex(found[1].decode()), encoded.replace(b"_", b" "))
