"""Turn bytes into clean text: the charsets that mails declare, and what to do where the label is wrong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache

from mailtick.mail.charset_guess import guess_codec
from mailtick.mail.iso2022 import decode_iso2022_jp

# Names that mail programs write and Python does not know, or knows too narrowly (WHATWG Encoding, section 4.2).
_ALIASES = {
    "windows-31j": "cp932",
    "sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "ms_kanji": "cp932",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "korean": "cp949",
    "euc-kr": "cp949",
    "euckr": "cp949",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
    "cn-big5": "cp950",
    "cn-gb": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-1-windows-3.1-latin-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ansi": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "us-ascii": "ascii",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "utf8mb4": "utf-8",
    "utf-8-mac": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "mac-roman": "mac-roman",
    "mac": "mac-roman",
    "macintosh": "mac-roman",
    "mac-cyrillic": "mac-cyrillic",
    "mac-ce": "mac-latin2",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "koi8-ru": "koi8-u",
}
# "windows-1251", "win1251", "x-cp1251", "ibm-850", "dos850": one code page under the names of its users.
_CODE_PAGE = re.compile(r"(?:cp|ms|win|windows|ibm|dos|oem)?[-_ ]?(\d{3,4})\Z")
# Codecs that Python counts as text although no mail is written in them; two of them take quadratic time.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
_CHARSET_NAME = re.compile(r"[\s\"',;]*([a-z0-9][a-z0-9._:+-]{0,39})(?:[\s\"',;()]|\Z)")
# Charsets whose letters are written in ASCII bytes.
_SHIFTED = ("utf-7", "unicode-1-1-utf-7", "utf-16", "utf-32", "iso-2022", "csiso2022", "hz")
# Charsets of one byte in which text that happens to be valid UTF-8 is UTF-8 with a wrong label.
_ONE_BYTE = re.compile(r"cp125\d\Z|iso8859-(?:[1-4]|9|1[0-6])\Z|koi8-[ru]\Z|mac-|ascii\Z")
# So many bytes beyond ASCII are valid UTF-8 only if they were meant to be, whatever charset is declared.
_NO_CHANCE = 12
_HIGH_BYTES = bytes(range(0x80, 0x100))
_NOT_ASCII = bytes(range(128, 256))
_WIDE = ("utf-16", "utf-32")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What writers use of a charset beyond what its own codec knows.
_WIDER = {"cp950": "big5hkscs", "euc_jp": "euc_jis_2004", "cp932": "shift_jis_2004", "koi8-r": "koi8-u"}

# C0 and C1 controls but tab and line feed; lone surrogates; the two characters that are no characters.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def decode_text(content: bytes, charset: str = "", hint: str = "") -> str:
    """Decode a text: its declared charset where that works, else UTF-8, `hint`, what the bytes look like.

    `hint` is what other parts of the same mail declare. Windows-1252 comes last, which fits any bytes. Never fails.
    """
    if content.isascii() and b"\x1b" not in content and not charset.lower().startswith(_SHIFTED):
        return content.decode("ascii")
    return decode_charset(content, charset, hint)


def cut_bytes(content: bytes, most: int) -> bytes:
    """Of a long text the beginning, about `most` bytes, which ends where no character is cut in two."""
    if len(content) <= most:
        return content
    if b"\0" in content[:100]:
        return content[: most - most % 4]
    at = content.rfind(b"\n", max(0, most - 10_000), most)
    return content[: at + 1] if at >= 0 else content[:most].rstrip(_NOT_ASCII)


def clean_text(text: str) -> str:
    """Return text with "\\n" as its only line break and without controls, NUL and lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        # Six times as fast as the search, and most texts are.
        return text.encode("ascii").translate(None, _CONTROLS).decode("ascii")
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def decode_charset(content: bytes, charset: str, hint: str = "") -> str:
    """The same for bytes that are not plain ASCII."""
    codec = find_codec(charset)
    if b"\x1b$" in content and not codec.startswith(_WIDE) and codec != "iso2022_kr":
        return decode_iso2022_jp(content)
    for name in _codecs_to_try(content, codec, find_codec(hint)):
        try:
            return content.decode(name).removeprefix("\ufeff")
        except (UnicodeDecodeError, ValueError):
            continue
    return _decode_damaged(content, codec)


def _codecs_to_try(content: bytes, codec: str, hint: str) -> Iterator[str]:
    if content.startswith(_BYTE_ORDER_MARKS):
        yield "utf-16"
    if codec.startswith(_WIDE):
        yield from _wide_codecs(content, codec)
        codec = ""
    if not codec or _ONE_BYTE.match(codec) or _count_high(content) >= _NO_CHANCE:
        yield "utf-8"
    if codec and codec != "ascii":
        yield codec
        yield _WIDER.get(codec, "utf-8")
    elif hint:
        yield hint


def _count_high(content: bytes) -> int:
    return len(content) - len(content.translate(None, _HIGH_BYTES))


def _wide_codecs(content: bytes, codec: str) -> Iterator[str]:
    """UTF-16 and UTF-32, where the bytes are no text of one byte a character under a wrong label.

    Without a byte order mark the bytes that vary less are the high ones.
    """
    if codec == "utf-16" and not content.startswith(_BYTE_ORDER_MARKS) and b"\0" in content:
        is_big = len(set(content[:2000:2])) < len(set(content[1:2000:2]))
        yield "utf-16-be" if is_big else "utf-16-le"
    elif b"\0" in content:
        yield codec


def _decode_damaged(content: bytes, codec: str) -> str:
    """Text that no charset fits as a whole: the declared one, or UTF-8, with some damage; else what it looks like."""
    if _ONE_BYTE.match(codec) and codec != "ascii":
        return _decode_bytes(content, codec)
    for name in (codec, "utf-8"):
        if name not in ("", "ascii") and not name.startswith(_WIDE) and _is_mostly_right(content, name):
            return content.decode(name, "mailtick.cp1252" if name == "utf-8" else "replace").removeprefix("\ufeff")
    guessed = guess_codec(content)
    return content.decode(guessed, "mailtick.cp1252") if guessed else _decode_bytes(content, "cp1252")


def _decode_bytes(content: bytes, codec: str) -> str:
    """The same in a charset of one byte, by its table: an error handler would be called for each stray byte."""
    return codecs.charmap_decode(content, "strict", _table_of(codec))[0]


@lru_cache(maxsize=64)
def _table_of(codec: str) -> str:
    return "".join([bytes([byte]).decode(codec, "mailtick.cp1252") for byte in range(256)])


def _is_mostly_right(content: bytes, codec: str) -> bool:
    """Whether four of five characters beyond ASCII could be decoded; of UTF-8, which is hardly met by chance, half."""
    text = content.decode(codec, "replace")
    damaged = text.count("\ufffd")
    others = len(text) - len(text.encode("ascii", "ignore"))
    return damaged * (2 if codec == "utf-8" else 5) <= others


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """One stray byte as Windows-1252, or as Latin-1 where that leaves it undefined, as browsers do."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _WINDOWS_1252[error.object[error.start]], error.start + 1


_WINDOWS_1252 = tuple([bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)])
codecs.register_error("mailtick.cp1252", _as_windows_1252)


@lru_cache(maxsize=256)
def find_codec(charset: str) -> str:
    """The name of Python's codec for a charset label; empty where there is none that a mail may use."""
    label = _CHARSET_NAME.match(charset.lower())
    for name in _names_of(label[1]) if label else ():
        try:
            codec = codecs.lookup(name).name
            b"".decode(codec)
        except (LookupError, ValueError):
            continue
        return "" if codec in _NO_CHARSETS else codec
    return ""


def _names_of(label: str) -> Iterator[str]:
    bare = label.removeprefix("x-")
    yield _ALIASES.get(label) or _ALIASES.get(bare) or label
    if page := _CODE_PAGE.match(bare):
        yield f"cp{page[1]}"
    yield bare
