"""Read the headers that mail programs write into a text above a quoted or forwarded mail.

Everything works on lines of bounded length, and a block on a bounded number of them, so that the cost is linear in
the size of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mailtick.mail.labels import LABELS, RAW_PREFIXES, WRITTEN_LABELS

MAX_LINE_CHARS = 1000
_MAX_BLOCK_LINES = 60
_MAX_REPEATS = 5
_MAX_BLANKS = 3
_LOOK_AHEAD = 3
_MIN_JOINED_CHARS = 30
_CORE = frozenset(("from", "date", "to", "subject", "cc"))

# What may stand before a label: marks of quoting, a table's bar, marks of writing direction, a byte order mark.
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff"
QUOTE_MARKS = rf" \t\xa0>|{_INVISIBLE}"
_DIRECTIONS = re.compile(f"[{_INVISIBLE}]")
_BEFORE = rf"[{QUOTE_MARKS}]{{0,40}}"
_LABEL_LINE = re.compile(
    _BEFORE + r"\*{0,2}[ _]?([^\W\d_][^:：﹕|*<>@\"]{0,25}?)_?\*{0,2}\s{0,20}[:：﹕]\s?\*{0,2}(.*)", re.DOTALL
)
_TABLE_LINE = re.compile(r"[\s>]{0,20}\|\s{0,5}\*{0,2}([^\W\d_][^:|*<>@\"]{0,25}?)\*{0,2}\s{0,5}\|(.*)", re.DOTALL)
_RAW_LINE = re.compile(r"[\s>]{0,20}([A-Za-z-]{3,30}:)")
_WORDS = re.compile(r"(\S{1,25})[ \t]")
_SHOWN = sorted((label for label, field in WRITTEN_LABELS.items() if field in _CORE), key=len, reverse=True)
# Labels within a line: after no small letter, and without a colon only where they stick to what is before them.
_JOINED = re.compile(
    rf"(?<![a-zß-ÿа-я])(?:({'|'.join(re.escape(each) for each in _SHOWN)})\s?[:：]"
    rf"|(?<=[A-Z0-9>)\]])({'|'.join(re.escape(each) for each in _SHOWN if each.isascii())})[ \t])"
)


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A mail's headers as a program writes them into a text. Lines `start` to `end` (exclusive); fields in English."""

    start: int
    end: int
    fields: Mapping[str, str]


def find_header_block(lines: Sequence[str], at: int, *, is_announced: bool = False) -> HeaderBlock | None:
    """The block of headers ("From: … Sent: … To: …") that starts in line `at`, in any of the known languages.

    It must have a sender, and two more fields of which one is a date or a subject; after a separator line
    (`is_announced`) any two do. So "From: room 12 / To: room 14" is no header block, nor is a mail's whole source.
    """
    read = read_label
    label, _ = read(lines[at])
    is_raw = is_announced and _is_raw(lines[at])
    if label is None and is_announced and not is_raw:
        read = _read_bare_label
        label, _ = read(lines[at])
    if not is_raw and label in (None, "other", "cc", "reply-to"):
        return None
    reader = _Reader(lines, read)
    reader.go(at)
    known = reader.fields.keys() & _CORE
    if is_announced:
        is_block = len(known) >= 2
    else:
        is_block = len(known) >= 3 and "from" in known and bool(known & {"date", "subject"}) and not reader.is_raw
    return HeaderBlock(at, reader.end, reader.fields) if is_block else None


def split_joined(text: str) -> dict[str, str]:
    """The fields of headers that stand in one line, as Yahoo writes them: "From: Anna <a@b.example>To: …Subject: …"."""
    text = text[:MAX_LINE_CHARS]
    found: dict[str, re.Match[str]] = {}
    for each in _JOINED.finditer(text):
        found.setdefault(WRITTEN_LABELS[each[1] or each[2]], each)
    ends = [*(each.start() for each in found.values()), len(text)][1:]
    return {label: _clean(text[each.end() : end]) for (label, each), end in zip(found.items(), ends, strict=False)}


class _Reader:
    """What has been read of one block so far.

    Values may stand under their labels, wrap, and have blank lines between them, as conversions of HTML write them.
    """

    __slots__ = ("blanks", "end", "fields", "is_raw", "is_spaced", "is_stacked", "last", "lines", "read", "repeats")

    def __init__(self, lines: Sequence[str], read: Callable[[str], tuple[str | None, str]]) -> None:
        self.lines = lines
        self.read = read
        self.fields: dict[str, str] = {}
        self.last = ""
        self.end = 0
        self.blanks = 0
        self.repeats = 0
        self.is_raw = False
        self.is_spaced = False
        self.is_stacked = False

    def go(self, at: int) -> None:
        for number in range(at, min(at + _MAX_BLOCK_LINES, len(self.lines))):
            line = self.lines[number]
            if is_blank(line):
                self.blanks += 1
                if self.blanks > _MAX_BLANKS:
                    return
            elif not self._take(line, number):
                return
            else:
                self.blanks, self.end = 0, number + 1

    def _take(self, line: str, number: int) -> bool:
        label, value = self.read(line)
        if not self.blanks and _is_raw(line):
            return self._take_raw()
        if label is None:
            return self._take_value(line, number)
        if not self.fields:
            return self._begin(label, value, line)
        if label in self.fields and not self._may_repeat(label):
            return False
        if self.blanks and not self._may_skip_blanks(label):
            return False
        self.is_spaced = self.is_spaced or bool(self.blanks)
        before = self.fields.get(label, "") if label != "other" else ""
        self.fields[label] = f"{before}, {value}" if before and value else before or value
        self.last = label
        return True

    def _begin(self, label: str, value: str, line: str) -> bool:
        joined = split_joined(line) if len(value) > _MIN_JOINED_CHARS else {}
        self.fields = joined if len(joined) >= 3 else {label: value}
        self.last = list(self.fields)[-1]
        self.is_stacked = not value
        return True

    def _may_repeat(self, label: str) -> bool:
        """A few times; each line of a long list of equal labels would be read as the head of all that follow."""
        self.repeats += label != "other"
        return not self.blanks and label not in ("from", "subject") and self.repeats <= _MAX_REPEATS

    def _may_skip_blanks(self, label: str) -> bool:
        """Between fields only: the text may begin with a word and a colon, too."""
        is_complete = {"from", "date", "subject"} <= self.fields.keys()
        return label not in self.fields and (self.is_spaced or self.is_stacked or not is_complete)

    def _take_raw(self) -> bool:
        """A source was pasted, or forwarded whole; its folded lines follow."""
        self.is_raw = True
        self.last = "other"
        return True

    def _take_value(self, line: str, number: int) -> bool:
        value = self.fields.get(self.last, "")
        if self.blanks:
            if value or not self.is_stacked:
                return False
        elif not self._goes_on(value, line, number):
            return False
        self.fields[self.last] = _clean(f"{value} {line.strip(' >*|')}")
        return True

    def _goes_on(self, value: str, line: str, number: int) -> bool:
        """Whether a line without a label continues the field above it."""
        bare = line.lstrip(">")
        is_folded = bare.startswith(("  ", "\t")) or (self.is_raw and bare.startswith(" "))
        if not value or is_folded:
            return self.is_stacked or self.last != "subject" or is_folded
        if self.last in ("from", "to", "cc") and (value.endswith((",", ";", "<")) or bare.lstrip().startswith("<")):
            return True
        return any(self._is_new_label(each) for each in self.lines[number + 1 : number + 1 + _LOOK_AHEAD])

    def _is_new_label(self, line: str) -> bool:
        label, _ = self.read(line)
        return label in _CORE and label not in self.fields


def read_label(line: str) -> tuple[str | None, str]:
    """The field that a line like "Von: Anna" begins, by its English name, and its value; (None, "") for other lines."""
    if len(line) > 2 * MAX_LINE_CHARS:
        return None, ""
    found = _LABEL_LINE.match(line) or (_TABLE_LINE.match(line) if "|" in line else None)
    if not found:
        return None, ""
    label = LABELS.get(" ".join(found[1].split()).lower())
    return label, _clean(found[2]) if label else ""


def _is_raw(line: str) -> bool:
    found = _RAW_LINE.match(line)
    return bool(found and found[1].lower().startswith(RAW_PREFIXES))


def _read_bare_label(line: str) -> tuple[str | None, str]:
    """The same for lines without a colon, as eM Client writes them: "From Anna <a@b.example>"."""
    line = line.strip(" >\t")[:MAX_LINE_CHARS]
    found = _WORDS.match(line)
    label = WRITTEN_LABELS.get(found[1]) if found else None
    return label, _clean(line[found.end() :]) if found and label else ""


def is_blank(line: str) -> bool:
    return not line.strip(" >*|\t\r\ufeff\u200b")


def _clean(value: str) -> str:
    if not value.isascii():
        value = _DIRECTIONS.sub("", value)
    return value.strip().strip("*|").strip()[:MAX_LINE_CHARS]
