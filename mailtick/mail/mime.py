"""Split the bytes of a mail into its tree of parts (RFC 2045, 2046): linear in size, bounded in depth and number."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mailtick.mail.charsets import decode_text
from mailtick.mail.fields import parse_parameters
from mailtick.mail.transfer import decode_transfer

MAX_DEPTH = 30
MAX_PARTS = 500
MAX_HEADERS = 1000
MAX_HEADER_BYTES = 100_000
# What is compressed inside a mail may grow to so many times the mail's size, and a little more for small mails.
UNPACKED_TIMES = 4
UNPACKED_AT_LEAST = 1_000_000

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_LOGICAL_LINE = re.compile(rb"[^\n]+(?:\n[ \t][^\n]*)*\n?|\n")
# A boundary with which a body begins, and the field under it.
_FIRST_BOUNDARY = re.compile(rb"\s*--([^\r\n]{1,100}?)[ \t]*\r?\n(?:content-|\r?\n)", re.IGNORECASE)
_WORD_CHARSET = re.compile(rb"=\?([^?\s=*]{1,40})(?:\*[^?\s]{0,20})?\?[bBqQ]\?")
# What RFC 1049 and Sun's mailtool called them.
_OLD_TYPES = {"text": "text/plain", "html": "text/html", "plain": "text/plain"}
_MBOX_LINES = (b"From ", b">From ")
_LINE_END = re.compile(rb"\r?\n")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")

Headers = tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Budget:
    """What has been spent on one mail, and what was broken or cut. `spare_bytes` may still be unpacked."""

    spare_bytes: int = 0
    parts: int = 0
    defects: dict[str, None] = field(default_factory=dict)

    def note(self, defect: str) -> None:
        self.defects.setdefault(defect)


@dataclass(slots=True)
class Part:
    """One part of a mail: its raw header fields (lower-case names), its undecoded body, and its own parts."""

    headers: Headers
    body: bytes
    default_type: str = "text/plain"
    children: list[Part] = field(default_factory=list)
    content_type: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    # What other parts of the mail declare, for the headers and the texts that declare nothing.
    lent_charset: str = ""
    depth: int = 0
    # Shared by all parts of a mail and of the mails inside it.
    budget: Budget = field(default_factory=lambda: Budget(), repr=False)

    def __post_init__(self) -> None:
        declared, self.parameters = parse_parameters(self.header("content-type"))
        self.content_type = declared if declared.count("/") == 1 else _OLD_TYPES.get(declared, self.default_type)

    def header(self, name: str) -> str:
        """The first value of a field as it stands on the wire, unfolded; encoded words are not decoded."""
        value = next((value for each, value in self.headers if each == name), b"")
        return decode_text(value, "", self.lent_charset)

    @property
    def charset(self) -> str:
        return self.parameters.get("charset", "")

    @property
    def file_name(self) -> str:
        """The name of the file in this part, not yet made safe; some write it into the wrong field or parameter."""
        _, disposition = parse_parameters(self.header("content-disposition"))
        return disposition.get("filename") or self.parameters.get("name") or self.parameters.get("file") or ""

    def content(self) -> bytes:
        """The body with its transfer encoding undone."""
        encoding = self.header("content-transfer-encoding")
        return decode_transfer(self.body, encoding.partition(";")[0].strip().strip('"').lower())


def split_mail(raw: bytes, outer: Part | None = None) -> tuple[Part, tuple[str, ...]]:
    """Return the tree of parts and, in plain words, what was broken or cut. Never raises.

    A mail that was found inside the part `outer` of another one lives on that one's depth and budget.
    """
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    elif b"\r\r\n" in raw[:2000]:
        # A gateway took the line ends for those of another system, and added to them.
        raw = raw.replace(b"\r\r\n", b"\r\n")
    budget = outer.budget if outer else Budget(spare_bytes=UNPACKED_AT_LEAST + UNPACKED_TIMES * len(raw))
    headers, body = split_headers(raw.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n"), budget)
    root = Part(headers, body, depth=outer.depth + 1 if outer else 0, budget=budget)
    if not root.header("content-type") and _FIRST_BOUNDARY.match(body):
        root.content_type = "multipart/mixed"
    _open(root, budget)
    _lend_charset(root)
    return root, tuple(budget.defects)


def _lend_charset(root: Part) -> None:
    """Give the first charset that any part declares, or an encoded word of the headers, to all parts."""
    parts = [root]
    for part in parts:
        parts += part.children
    declared = next((part.charset for part in parts if part.charset), "") or _charset_of_words(root)
    for part in parts:
        part.lent_charset = declared


def _charset_of_words(root: Part) -> str:
    found = next((word for name, value in root.headers if (word := _WORD_CHARSET.search(value))), None)
    return found[1].decode("ascii", "replace") if found else ""


def split_headers(raw: bytes, budget: Budget | None = None) -> tuple[Headers, bytes]:
    """Split the header block from the body; the blank line between them may be missing.

    A line that is no field is skipped if a field follows, else the body starts with it. Lines that begin with white
    space continue a field (RFC 5322 section 2.2.3).
    """
    budget = budget or Budget()
    if raw[:1] in (b"\n", b"\r"):
        return (), _LINE_END.sub(b"", raw, count=1)
    blank = _BLANK_LINE.search(raw)
    block_end, body_start = (blank.start(), blank.end()) if blank else (len(raw), len(raw))
    headers: list[tuple[str, bytes]] = []
    for line in _LOGICAL_LINE.finditer(raw, 0, block_end):
        if len(headers) >= MAX_HEADERS:
            budget.note(f"more than {MAX_HEADERS} header fields; the rest was left out")
            break
        if found := _FIELD.match(line[0]):
            headers.append((found[1].decode("ascii").lower(), _cut(line[0][found.end() :], budget)))
        elif line[0].strip() and not (line.start() == 0 and line[0].startswith(_MBOX_LINES)):
            if not _FIELD.match(raw, line.end(), block_end):
                budget.note("no blank line between the headers and the text")
                return tuple(headers), raw[line.start() :]
            budget.note("a line in the headers is no header field; it was left out")
    return tuple(headers), raw[body_start:]


def _cut(value: bytes, budget: Budget) -> bytes:
    if len(value) > MAX_HEADER_BYTES:
        budget.note("a header field is very long; the rest of it was left out")
        value = value[:MAX_HEADER_BYTES]
    return _FOLD.sub(b"", value).strip()


def _open(part: Part, budget: Budget) -> None:
    """Cut a multipart into its parts, and each of them again."""
    if not part.content_type.startswith("multipart/"):
        return
    if part.depth >= MAX_DEPTH:
        budget.note(f"parts nested deeper than {MAX_DEPTH}; what lies below was not opened")
        return
    bodies = _bodies(part, budget)
    if not bodies:
        budget.note("a multipart without its boundary; it was read as one text")
        part.content_type = "text/plain"
        return
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for body in bodies:
        if budget.parts >= MAX_PARTS:
            budget.note(f"more than {MAX_PARTS} parts; the rest was left out")
            return
        budget.parts += 1
        child = Part(*split_headers(body), default_type=default, depth=part.depth + 1, budget=budget)
        part.children.append(child)
        _open(child, budget)


def _bodies(part: Part, budget: Budget) -> list[bytes]:
    """The pieces of a multipart by the boundary that is declared, else by the one that stands in the body."""
    declared = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
    if declared and (bodies := _cut_at(part.body, declared, budget)):
        return bodies
    if declared and (decoded := part.content()) != part.body:
        # RFC 2045 section 6.4 forbids encoding a multipart; some gateways do it all the same.
        return _cut_at(decoded, declared, budget)
    guessed = _FIRST_BOUNDARY.match(part.body)
    return _cut_at(part.body, guessed[1], budget) if guessed else []


def _cut_at(body: bytes, boundary: bytes, budget: Budget) -> list[bytes]:
    """The pieces between the delimiter lines; the last one may be missing (RFC 2046 section 5.1.1)."""
    delimiter = b"--" + boundary
    if boundary[-1:].isspace() and delimiter not in body:
        # No boundary ends in a blank (RFC 2046 section 5.1.1), but some programs write one, in the header or in both.
        delimiter = delimiter.rstrip()
    pieces: list[bytes] = []
    start = -1
    at = 0 if body.startswith(delimiter) else _next_line(body, delimiter, 0)
    while at >= 0:
        line_end = body.find(b"\n", at)
        line_end = len(body) if line_end < 0 else line_end
        tail = body[at + len(delimiter) : min(line_end, at + len(delimiter) + 200)].strip()
        if tail in (b"", b"--"):
            if start >= 0:
                pieces.append(_without_last_break(body[start:at]))
            start = line_end + 1
            if len(pieces) > MAX_PARTS:
                return pieces
            if tail:
                # Outer parts follow the inner end, where a program gave both multiparts the same boundary.
                start = -1
        at = _next_line(body, delimiter, at + len(delimiter))
    if start >= 0:
        budget.note("the last boundary of a multipart is missing")
        pieces.append(body[start:])
    return pieces


def _next_line(body: bytes, delimiter: bytes, start: int) -> int:
    found = body.find(b"\n" + delimiter, max(0, start - 1))
    return found + 1 if found >= 0 else -1


def _without_last_break(piece: bytes) -> bytes:
    # The line break before a delimiter belongs to the delimiter.
    if piece.endswith(b"\r\n"):
        return piece[:-2]
    return piece[:-1] if piece.endswith(b"\n") else piece
