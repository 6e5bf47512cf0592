"""Read rich text (RTF 1.9.1): Outlook's compressed form, the HTML or text that Outlook wraps into it, and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailtick.mail.charsets import clean_text
from mailtick.mail.code_pages import codec_of_font, codec_of_page
from mailtick.mail.mime import Part
from mailtick.mail.opened import Opened

MAX_RTF_BYTES = 2_000_000
MAX_GROUP_DEPTH = 500

# [MS-OXRTFCP] section 2.1.2.1: what the dictionary holds before the first byte.
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\", re.DOTALL
)
_CHARACTERS = {
    "par": "\n", "line": "\n", "page": "\n", "sect": "\n", "row": "\n", "tab": "\t", "cell": "\t", "emdash": "\u2014",
    "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "bullet": "\u2022", "emspace": " ", "enspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\"}
# Groups whose words are no text of the document.
_NO_TEXT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "header", "headerl", "headerr", "headerf"}
    | {"footer", "footerl", "footerr", "footerf", "themedata", "datastore", "fldinst", "listtable"}
    | {"listoverridetable", "rsidtbl", "xmlnstbl"}
)


def open_rtf(part: Part) -> Opened:
    """A document; its words are the text of a mail that has no other."""
    is_html, text = read_rtf(part.content())
    return Opened(spare_texts=[(is_html, clean_text(text))], is_kept=True)


def decompress_rtf(packed: bytes) -> bytes:
    """Undo Outlook's compression ([MS-OXRTFCP]); what is broken is unpacked as far as it goes, and never further
    than MAX_RTF_BYTES."""
    if packed[8:12] == b"MELA":
        return packed[16 : 16 + MAX_RTF_BYTES]
    if packed[8:12] != b"LZFu":
        return b""
    out = bytearray(_DICTIONARY)
    at, end = 16, min(len(packed), 4 + int.from_bytes(packed[:4], "little"))
    while at < end and len(out) < MAX_RTF_BYTES:
        flags, at = packed[at], at + 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += packed[at : at + 1]
                at += 1
                continue
            token = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            distance = (len(out) - (token >> 4)) % 4096
            if not distance or distance > len(out) or at > end:
                return bytes(out[len(_DICTIONARY) :])
            _repeat(out, distance, (token & 15) + 2)
    return bytes(out[len(_DICTIONARY) :])


def _repeat(out: bytearray, distance: int, count: int) -> None:
    start = len(out) - distance
    piece = out[start : start + count]
    while len(piece) < count:
        piece += piece[: count - len(piece)]
    out += piece


def read_rtf(rtf: bytes) -> tuple[bool, str]:
    """The text of a document, and whether it is HTML that Outlook wrapped ([MS-OXRTFEX])."""
    reader = _Reader(is_html=b"\\fromhtml1" in rtf[:1000])
    reader.read(rtf[:MAX_RTF_BYTES])
    # Word writes what lies beyond 16 bits as two halves.
    text = "".join(reader.out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return reader.is_html, text


@dataclass(slots=True)
class _Group:
    """What holds until the group ends. `is_silent`: its words are no text."""

    is_silent: bool = False
    is_rtf_only: bool = False
    is_fonts: bool = False
    is_new: bool = True
    fallback: int = 1
    codec: str = ""


@dataclass(slots=True)
class _Reader:
    is_html: bool
    out: list[str] = field(default_factory=list)
    _page: str = "cp1252"
    _fonts: dict[int, str] = field(default_factory=dict)
    _font: int = 0
    _group: _Group = field(default_factory=_Group)
    _outer: list[_Group] = field(default_factory=list)
    _bytes: bytearray = field(default_factory=bytearray)
    _to_skip: int = 0

    def read(self, rtf: bytes) -> None:
        at = 0
        while token := _TOKEN.match(rtf, at):
            at = token.end()
            word, number, code, symbol, brace, text = token.groups()
            if text is not None:
                self._put_bytes(text)
            elif code is not None:
                self._put_bytes(bytes([int(code, 16)]))
            elif word is not None:
                at += self._take_word(word.decode("ascii"), None if number is None else int(number))
            elif brace == b"{":
                self._open_group()
            elif brace == b"}":
                self._close_group()
            elif symbol is not None:
                self._take_symbol(symbol.decode("latin-1"))
            if len(self._outer) > MAX_GROUP_DEPTH:
                break
        self._flush()

    def _open_group(self) -> None:
        self._flush()
        self._outer.append(self._group)
        outer = self._group
        self._group = _Group(outer.is_silent, outer.is_rtf_only, outer.is_fonts, True, outer.fallback, outer.codec)

    def _close_group(self) -> None:
        self._flush()
        self._to_skip = 0
        if self._outer:
            self._group = self._outer.pop()

    def _put_bytes(self, text: bytes) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._group.is_new = False
        if not (self._group.is_silent or self._group.is_rtf_only):
            self._bytes += text[skipped:]

    def _put(self, text: str) -> None:
        self._flush()
        if not (self._group.is_silent or self._group.is_rtf_only):
            self.out.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self.out.append(self._bytes.decode(self._group.codec or self._page, "replace"))
            self._bytes.clear()

    def _take_symbol(self, symbol: str) -> None:
        if symbol == "*" and self._group.is_new:
            # A group that old readers are to leave out; only the tags of wrapped HTML are wanted of them.
            self._group.is_silent = True
        elif symbol in _SYMBOLS:
            self._put(_SYMBOLS[symbol])

    def _take_word(self, word: str, number: int | None) -> int:
        """Obey a control word; the number of bytes after it that are no text."""
        was_new, self._group.is_new = self._group.is_new, False
        if word == "bin":
            return max(0, number or 0)
        if word == "u" and number is not None:
            self._put(chr(number % 65536))
            self._to_skip = self._group.fallback
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif word in _NO_TEXT and (was_new or self._group.is_silent):
            self._group.is_silent, self._group.is_fonts = True, word == "fonttbl"
        else:
            self._set(word, number)
        return 0

    def _set(self, word: str, number: int | None) -> None:
        match word:
            case "htmltag" if self.is_html:
                self._group.is_silent = False
            case "htmlrtf" if self.is_html:
                self._flush()
                self._group.is_rtf_only = number != 0
            case "uc":
                self._group.fallback = min(max(0, number or 0), 10)
            case "ansicpg":
                self._page = codec_of_page(number or 0) or self._page
            case "f":
                self._flush()
                self._font = number or 0
                self._group.codec = self._fonts.get(self._font, "")
            case "fcharset" if self._group.is_fonts and len(self._fonts) < 1000:
                self._fonts[self._font] = codec_of_font(number or 0)
            case "plain":
                self._flush()
                self._group.codec = ""
