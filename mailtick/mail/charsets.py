"""Turn bytes into clean text: the charsets that mails declare, and what to do where the label is wrong."""

from __future__ import annotations

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

# C0 and C1 controls but tab and line feed; lone surrogates; the two characters that are no characters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def decode_text(content: bytes, charset: str = "") -> str:
    """Decode a text part: its declared charset where that works, else UTF-8, else Windows-1252. Never fails."""
    if content.isascii() and not charset.lower().startswith(_SHIFTED):
        return content.decode("ascii")
    return decode_charset(content, charset)


def clean_text(text: str) -> str:
    """Return text with "\\n" as its only line break and without controls, NUL and lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def decode_charset(content: bytes, charset: str) -> str:
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
