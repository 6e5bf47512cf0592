"""Find the headers that mail programs write into a text above a quoted or forwarded mail, and what announces them.

Everything works on lines of bounded length, so that the cost is linear in the size of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailtick.mail.labels import LABELS
from mailtick.mail.phrases import FORWARD_LINES, FORWARDS, SEPARATORS

MAX_LINE_CHARS = 1000

_LABEL_LINE = re.compile(
    r"[\s>|]{0,20}\*{0,2}_?([^\W\d_][^:：*<>@\"]{0,25}?)_?\*{0,2}\s?[:：]\s?\*{0,2}(.*)", re.DOTALL
)

_DASHED = re.compile(rf"[\s>]*[-–—_*=~]{{2,}}\s*(?:{SEPARATORS}|{FORWARDS})", re.IGNORECASE)
_FORWARD_LINE = re.compile(rf"[\s>]*(?:[-–—_*=~]{{2,}}\s*(?:{FORWARDS})|{FORWARD_LINES})", re.IGNORECASE)
_BETWEEN_DASHES = re.compile(r"[\s>]*[-–—_*=~]{2,}\s*[^\W\d_].{0,80}?[-–—_*=~]{2,}\s*\Z")
_SHORT_WITH_COLON = re.compile(r"[\s>]*[^\W\d_][^:<>@]{5,70}:\s*\Z")
_RULE = re.compile(r"\s*(?:_{10,}|-{10,}|={10,}|\*{10,}|—{3,})\s*\Z")


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """A mail's headers as a program writes them into a text. Lines `start` to `end` (exclusive); fields in English."""

    start: int
    end: int
    fields: Mapping[str, str]


def find_header_block(lines: Sequence[str], at: int, *, is_announced: bool = False) -> HeaderBlock | None:
    """The block of headers ("From: … Sent: … To: …") that starts in line `at`, in any of the known languages.

    It must have a sender, and two more fields of which one is a date or a subject; after a separator line
    (`is_announced`) any two do. So "From: room 12 / To: room 14" is no header block.
    """
    label, _ = read_label(lines[at])
    if label is None or label in ("other", "cc", "reply-to"):
        return None
    fields, end = _read_fields(lines, at)
    known = fields.keys() & {"from", "date", "to", "subject", "cc"}
    if is_announced:
        is_block = len(known) >= 2
    else:
        is_block = len(known) >= 3 and "from" in known and bool(known & {"date", "subject"})
    return HeaderBlock(at, end, fields) if is_block else None


def _read_fields(lines: Sequence[str], at: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    last = ""
    end = at
    blanks = 0
    for number in range(at, min(at + 40, len(lines))):
        line = lines[number]
        label, value = read_label(line)
        if label in fields and label != "other":
            break
        if label is not None:
            fields[label] = value
            last, end, blanks = label, number + 1, 0
        elif not line.strip(" >*|\t"):
            blanks += 1
            if blanks > 1 or len(fields) >= 4:
                break
        elif last and not blanks and _goes_on(fields[last], last, line):
            fields[last] = f"{fields[last]} {line.strip(' >*|')}".strip()[:MAX_LINE_CHARS]
            end = number + 1
        else:
            break
    return fields, end


def _goes_on(value: str, label: str, line: str) -> bool:
    """Whether a line without a label continues the field above it."""
    return not value or line[:1] in " \t" or label in ("to", "cc") or value.endswith((",", ";", "<"))


def read_label(line: str) -> tuple[str | None, str]:
    """The field that a line like "Von: Anna" begins, by its English name, and its value; (None, "") for other lines."""
    if len(line) > MAX_LINE_CHARS:
        return None, ""
    found = _LABEL_LINE.match(line)
    if not found:
        return None, ""
    label = LABELS.get(found[1].strip().lower())
    return label, found[2].strip().strip("*").strip() if label else ""


def is_separator(line: str) -> bool:
    """Whether a line announces a mail ("-----Original Message-----", "Begin forwarded message:")."""
    return 0 < len(line) <= 200 and bool(_DASHED.match(line) or _FORWARD_LINE.match(line))


def find_announced_block(lines: Sequence[str], at: int) -> HeaderBlock | None:
    """The header block under line `at`, if that line announces one in whatever language.

    It does if it is drawn of dashes, has dashes on both sides, or is short and ends in a colon. A line with dashes
    and words says enough for a block of two fields.
    """
    line = lines[at]
    is_announced = is_separator(line) or bool(len(line) <= 200 and _BETWEEN_DASHES.match(line))
    if not (is_announced or is_rule(line) or (len(line) <= 100 and _SHORT_WITH_COLON.match(line))):
        return None
    for number in range(at + 1, min(at + 5, len(lines))):
        if lines[number].strip(" >"):
            return find_header_block(lines, number, is_announced=is_announced)
    return None


def is_forward_line(line: str) -> bool:
    return 0 < len(line) <= 200 and bool(_FORWARD_LINE.match(line))


def is_rule(line: str) -> bool:
    """Whether a line is drawn of underscores or dashes only, as Outlook puts above a quoted mail."""
    return bool(_RULE.match(line))
