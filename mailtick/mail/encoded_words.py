"""Decode header values: encoded words (RFC 2047) as they come, raw 8-bit bytes, no line breaks and controls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailtick.mail.charsets import decode_charset, decode_text
from mailtick.mail.transfer import decode_base64

# How an encoded word begins: its charset, perhaps with a language (RFC 2231 section 5), and its encoding.
_START = re.compile(r"=\?([^?\s=]{0,60})\?\s?([bBqQ])\?")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_HEADER_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff\ufffe\uffff]")
_Q_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def decode_header(raw: str | bytes, charset: str = "") -> str:
    """Decode one unfolded header value and replace its line breaks and controls by spaces.

    `charset` is what the mail declares for its body: raw 8-bit headers are mostly written in it, and raw headers in
    seven bits, where it is UTF-7 or ISO-2022.
    """
    text = _decode_raw(raw, charset) if isinstance(raw, bytes) else raw
    if "=?" in text:
        text = _decode_words(text)
    if text.isprintable():
        return text.strip()
    return _SURROGATES.sub("\ufffd", _HEADER_BREAKS.sub(" ", text)).strip()


def _decode_raw(raw: bytes, charset: str) -> str:
    if not raw.isascii():
        return decode_text(raw, "", charset)
    if b"\x1b" in raw or (b"+" in raw and "utf-7" in charset.lower()):
        return decode_text(raw, charset)
    return raw.decode("ascii")


def _decode_words(text: str) -> str:
    """Decode the encoded words of a header. Neighbours are joined as bytes first: some split a character in two."""
    out: list[str] = []
    pending, charset = b"", ""
    end = 0
    for start, stop, label, content in _find_words(text):
        between = text[end:start]
        is_apart = bool(between.strip()) or not pending
        if pending and (is_apart or label != charset):
            out.append(decode_charset(pending, charset))
            pending = b""
        if is_apart:
            out.append(between)
        charset = label
        pending += content
        end = stop
    if pending:
        out.append(decode_charset(pending, charset))
    out.append(text[end:])
    return "".join(out)


def _find_words(text: str) -> Iterator[tuple[int, int, str, bytes]]:
    """Where each word starts and stops, its charset, its bytes. A word that is cut off goes to the end or the next one.

    A question mark may stand in the text of a word, although RFC 2047 forbids it.
    """
    starts = list(_START.finditer(text))
    for number, start in enumerate(starts):
        limit = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        closed = text.find("?=", start.end(), limit)
        content = text[start.end() : closed if closed >= 0 else limit]
        if closed < 0 and not _may_be_cut_off(content, start[2]):
            continue
        label = start[1].partition("*")[0].lower()
        yield start.start(), closed + 2 if closed >= 0 else limit, label, _decode_word(content, start[2])


def _may_be_cut_off(content: str, encoding: str) -> bool:
    return bool(_BASE64.fullmatch(content)) if encoding in "bB" else " " not in content.strip()


def _decode_word(text: str, encoding: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    if encoding in "bB":
        return decode_base64(encoded)
    return _Q_HEX.sub(lambda found: bytes.fromhex(found[1].decode()), encoded.replace(b"_", b" "))
