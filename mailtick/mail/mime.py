"""Split the bytes of a mail into its tree of parts (RFC 2045, 2046): linear in size, bounded in depth and number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mailtick.mail.charsets import decode_text
from mailtick.mail.fields import parse_parameters
from mailtick.mail.transfer import decode_transfer

MAX_DEPTH = 30
MAX_PARTS = 500
# Lines that begin like a delimiter, in one multipart.
MAX_DELIMITERS = 20_000
MAX_HEADERS = 1000
MAX_HEADER_BYTES = 100_000
# What is compressed inside a mail may grow to so many times the mail's size, and a little more for small mails.
UNPACKED_TIMES = 4
UNPACKED_AT_LEAST = 1_000_000

_BLANK_LINE = re.compile(rb"\n\r?\n")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
# A line with those that continue it: a field, or what else stands among the fields.
_LOGICAL_LINE = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*+)\n?|[^\n]+(?:\n[ \t][^\n]*)*+\n?|\n")
# A boundary with which a body begins, and the field under it.
_FIRST_BOUNDARY = re.compile(rb"\s*--([^\r\n]{1,100}?)[ \t]*\r?\n(?:content-|\r?\n)", re.IGNORECASE)
_WORD_CHARSET = re.compile(rb"=\?([^?\s=*]{1,40})(?:\*[^?\s]{0,20})?\?[bBqQ]\?")
# What RFC 1049 and Sun's mailtool called them.
_OLD_TYPES = {"text": "text/plain", "html": "text/html", "plain": "text/plain"}
_MBOX_LINES = (b"From ", b">From ")
_LINE_END = re.compile(rb"\r?\n")

_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
_VISIBLE = re.compile(rb"\S")
_ENCODED = re.compile(r"base64|quoted-printable|uu", re.IGNORECASE)

Headers = tuple[tuple[str, bytes], ...]
# Where something lies in the bytes of a mail: its start, and the end that is not in it.
Span = tuple[int, int]


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
    """One part of a mail: its raw header fields (lower-case names), its undecoded body, and its own parts.

    The body lies in `source` from `start` to `end`: parts in parts share one copy of their bytes.
    """

    headers: Headers
    source: bytes
    start: int
    end: int
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
        for each, value in self.headers:
            if each == name:
                return decode_text(value, "", self.lent_charset)
        return ""

    @property
    def charset(self) -> str:
        return self.parameters.get("charset", "")

    @property
    def file_name(self) -> str:
        """The name of the file in this part, not yet made safe; some write it into the wrong field or parameter."""
        _, disposition = parse_parameters(self.header("content-disposition"))
        return disposition.get("filename") or self.parameters.get("name") or self.parameters.get("file") or ""

    @property
    def body(self) -> bytes:
        return self.source[self.start : self.end]

    @property
    def is_blank(self) -> bool:
        return not _VISIBLE.search(self.source, self.start, self.end)

    def content(self, most_bytes: int | None = None) -> bytes:
        """The body with its transfer encoding undone; of a longer one about the first `most_bytes`, or more."""
        encoding = self.header("content-transfer-encoding").partition(";")[0].strip().strip('"').lower()
        # No encoding needs more than three bytes for one, and a line break.
        end = self.end if most_bytes is None else min(self.end, self.start + 4 * most_bytes)
        return decode_transfer(self.source[self.start : end], encoding)


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
    headers, start = split_headers(raw, budget, _start_of(raw))
    root = Part(headers, raw, start, len(raw), depth=outer.depth + 1 if outer else 0, budget=budget)
    if not root.header("content-type") and _FIRST_BOUNDARY.match(raw, start):
        root.content_type = "multipart/mixed"
    _open(root, budget)
    _lend_charset(root)
    return root, tuple(budget.defects)


def _start_of(raw: bytes) -> int:
    found = _LEADING.match(raw)
    return found.end() if found else 0


def _lend_charset(root: Part) -> None:
    """Give the first charset that any part declares, or an encoded word of the headers, to all parts."""
    parts = [root]
    for part in parts:
        parts += part.children
    declared = next((part.charset for part in parts if part.charset), "") or _charset_of_words(root)
    for part in parts:
        part.lent_charset = declared


def _charset_of_words(root: Part) -> str:
    found = next(
        (word for name, value in root.headers if b"=?" in value and (word := _WORD_CHARSET.search(value))), None
    )
    return found[1].decode("ascii", "replace") if found else ""


def split_headers(
    raw: bytes, budget: Budget | None = None, start: int = 0, end: int | None = None
) -> tuple[Headers, int]:
    """Read the header block at `start`, and say where the body begins; the blank line between them may be missing.

    A line that is no field is skipped if a field follows, else the body starts with it. Lines that begin with white
    space continue a field (RFC 5322 section 2.2.3).
    """
    budget = budget or Budget()
    end = len(raw) if end is None else end
    if no_headers := _LINE_END.match(raw, start, end):
        return (), no_headers.end()
    blank = _BLANK_LINE.search(raw, start, end)
    block_end, body_start = blank.span() if blank else (end, end)
    headers: list[tuple[str, bytes]] = []
    for line in _LOGICAL_LINE.finditer(raw, start, block_end):
        if len(headers) >= MAX_HEADERS:
            budget.note(f"more than {MAX_HEADERS} header fields; the rest was left out")
            break
        name, value = line.groups()
        if name is not None:
            headers.append((_lower(name), _unfold(value, budget)))
            continue
        at, line_end = line.span()
        if _VISIBLE.search(raw, at, line_end) and not (at == start and raw.startswith(_MBOX_LINES, at)):
            if not _FIELD.match(raw, line_end, block_end):
                budget.note("no blank line between the headers and the text")
                return tuple(headers), at
            budget.note("a line in the headers is no header field; it was left out")
    return tuple(headers), body_start


@lru_cache(maxsize=1000)
def _lower(name: bytes) -> str:
    return name.decode("ascii").lower()


def _unfold(value: bytes, budget: Budget) -> bytes:
    if len(value) > MAX_HEADER_BYTES:
        budget.note("a header field is very long; the rest of it was left out")
        value = value[:MAX_HEADER_BYTES]
    return value.replace(b"\r\n", b"").replace(b"\n", b"").strip()


def _open(part: Part, budget: Budget) -> None:
    """Cut a multipart into its parts, and each of them again."""
    if not part.content_type.startswith("multipart/"):
        return
    if part.depth >= MAX_DEPTH:
        budget.note(f"parts nested deeper than {MAX_DEPTH}; what lies below was not opened")
        return
    source, spans = _find_parts(part, budget)
    if not spans:
        budget.note("a multipart without its boundary; it was read as one text")
        part.content_type = "text/plain"
        return
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if budget.parts >= MAX_PARTS:
            budget.note(f"more than {MAX_PARTS} parts; the rest was left out")
            return
        budget.parts += 1
        headers, body_start = split_headers(source, budget, start, end)
        child = Part(headers, source, body_start, end, default_type=default, depth=part.depth + 1, budget=budget)
        part.children.append(child)
        _open(child, budget)


def _find_parts(part: Part, budget: Budget) -> tuple[bytes, list[Span]]:
    """Where the pieces of a multipart lie, by the declared boundary, else by the one that stands in the body."""
    source, start, end = part.source, part.start, part.end
    declared = part.parameters.get("boundary", "").encode("utf-8", "surrogateescape")
    if declared and (spans := _cut_at(source, (start, end), declared, budget)):
        return source, spans
    if declared and _ENCODED.search(part.header("content-transfer-encoding")):
        # RFC 2045 section 6.4 forbids encoding a multipart; some gateways do it all the same.
        decoded = part.content()
        if spans := _cut_at(decoded, (0, len(decoded)), declared, budget):
            return decoded, spans
    guessed = _FIRST_BOUNDARY.match(source, start, end)
    return source, _cut_at(source, (start, end), guessed[1], budget) if guessed else []


def _cut_at(source: bytes, span: Span, boundary: bytes, budget: Budget) -> list[Span]:
    """The pieces between the delimiter lines; the last one may be missing (RFC 2046 section 5.1.1)."""
    delimiter = b"--" + boundary
    first, end = span
    if boundary[-1:].isspace() and source.find(delimiter, first, end) < 0:
        # No boundary ends in a blank (RFC 2046 section 5.1.1), but some programs write one, in the header or in both.
        delimiter = delimiter.rstrip()
    pieces: list[Span] = []
    start = -1
    at = first if source.startswith(delimiter, first, end) else _next_line(source, delimiter, first, end)
    for _ in range(MAX_DELIMITERS):
        if at < 0:
            break
        line_end = source.find(b"\n", at, end)
        line_end = end if line_end < 0 else line_end
        tail = source[at + len(delimiter) : min(line_end, at + len(delimiter) + 200)].strip()
        if tail in (b"", b"--"):
            if start >= 0:
                pieces.append((start, max(start, _before_break(source, at))))
            start = min(line_end + 1, end)
            if len(pieces) > MAX_PARTS:
                return pieces
            if tail:
                # Outer parts follow the inner end, where a program gave both multiparts the same boundary.
                start = -1
        at = _next_line(source, delimiter, at + len(delimiter), end)
    if start >= 0:
        budget.note("the last boundary of a multipart is missing")
        pieces.append((start, end))
    return pieces


def _next_line(source: bytes, delimiter: bytes, start: int, end: int) -> int:
    found = source.find(b"\n" + delimiter, max(0, start - 1), end)
    return found + 1 if found >= 0 else -1


def _before_break(source: bytes, at: int) -> int:
    # The line break before a delimiter belongs to the delimiter.
    return at - (2 if source.startswith(b"\r\n", at - 2) else 1)
