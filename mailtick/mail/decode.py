"""Turn the bytes of a mail into clean text: charsets as they come, encoded words, no control characters."""

from __future__ import annotations

import binascii
import codecs
import re
from functools import lru_cache

# Names that mail programs write and Python does not know, or knows too narrowly (WHATWG Encoding, section 4.2).
_ALIASES = {
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp-850": "cp850",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "us-ascii": "ascii",
    "iso-8859-8-i": "iso-8859-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
# Codecs that Python counts as text although no mail is written in them; two of them take quadratic time.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
_CHARSET_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,39}\Z")
# Charsets whose letters are written in ASCII bytes.
_SHIFTED = ("utf-7", "unicode-1-1-utf-7", "utf-16", "utf-32", "iso-2022", "hz")
# Charsets that give every byte a meaning, so that a wrong label is never noticed by decoding alone.
_EVERY_BYTE = frozenset({"cp1252", "iso8859-15", "iso8859-9", "cp1254"})

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
# C0 and C1 controls but tab and line feed; lone surrogates; the two characters that are no characters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HEADER_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATES = re.compile("[\ud800-\udfff\ufffe\uffff]")
_Q_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def decode_text(content: bytes, charset: str = "") -> str:
    """Decode a text part: its declared charset where that works, else UTF-8, else Windows-1252. Never fails."""
    if content.isascii() and not charset.lower().startswith(_SHIFTED):
        return content.decode("ascii")
    return _try(content, charset)


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


def clean_text(text: str) -> str:
    """Return text with "\\n" as its only line break and without controls, NUL and lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def decode_transfer(content: bytes, encoding: str) -> bytes:
    """Undo a Content-Transfer-Encoding (RFC 2045 section 6); what is broken is decoded as far as it goes."""
    match encoding:
        case "base64":
            return _decode_base64(content)
        case "quoted-printable":
            return binascii.a2b_qp(content)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _decode_uu(content)
        case _:
            return content


def _try(content: bytes, charset: str) -> str:
    codec = find_codec(charset)
    for name in ("utf-8", codec) if codec in _EVERY_BYTE else (codec, "utf-8"):
        if name:
            try:
                return content.decode(name).removeprefix("\ufeff")
            except (UnicodeDecodeError, ValueError):
                continue
    return content.decode("cp1252", "mailtick.latin1")


# What Windows-1252 leaves undefined is taken from Latin-1, as browsers do.
def _latin1_for_undefined(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return chr(error.object[error.start]), error.start + 1


codecs.register_error("mailtick.latin1", _latin1_for_undefined)


@lru_cache(maxsize=256)
def find_codec(charset: str) -> str:
    """The name of Python's codec for a charset label; empty where there is none that a mail may use."""
    label = charset.strip().strip("\"'").lower()
    if not _CHARSET_NAME.match(label):
        return ""
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
        b"".decode(name)
    except (LookupError, ValueError):
        return ""
    return "" if name in _NO_CHARSETS else name


def _decode_raw_header(raw: bytes, charset: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _try(raw, charset)


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
            out.append(_try(pending, charset))
            pending = b""
        if between.strip() or end == 0:
            out.append(between)
        charset = label
        pending += _decode_word(word[3], word[2])
        end = word.end()
    if pending:
        out.append(_try(pending, charset))
    out.append(text[end:])
    return "".join(out)


def _decode_word(text: str, encoding: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    if encoding in "bB":
        return _decode_base64(encoded)
    return _Q_HEX.sub(lambda found: bytes.fromhex(found[1].decode()), encoded.replace(b"_", b" "))


def _decode_base64(content: bytes) -> bytes:
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
