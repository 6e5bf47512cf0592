"""Read headers in a text whose language is not in labels.py, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.mail.authors import read_author
from mailtick.mail.header_blocks import MAX_LINE_CHARS, QUOTE_MARKS, HeaderBlock, is_blank, read_label

_MAX_ROWS = 9
_ANY_LABEL = re.compile(
    rf"[{QUOTE_MARKS}]{{0,40}}\*{{0,2}}[^\W\d_][^:：<>@|\"\n]{{0,30}}[:：]\*{{0,2}}\s{{0,10}}(\S.*)"
)
_DATE = re.compile(r"\b\d{4}\b|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{1,2}:\d\d")


def find_foreign_block(lines: Sequence[str], at: int, subject: str) -> HeaderBlock | None:
    """The headers in line `at` and under it, where a line above it announces them; `subject` is the mail's own.

    Every program writes the sender above the recipients, so that the first address is the sender's. A line with a
    date and no address is the date; the subject is the line with the mail's own, or else what is left.
    """
    rows = _read_rows(lines, at)
    fields: dict[str, str] = {}
    left: list[str] = []
    for label, value in rows:
        if label in ("from", "date", "subject"):
            fields.setdefault(label, value)
        elif label is None:
            left.append(value)
    addressed = [value for value in left if read_author(value)[0]]
    plain = [value for value in left if value not in addressed]
    if addressed:
        fields.setdefault("from", addressed[0])
    if own := next((value for value in plain if subject and value.casefold() == subject.casefold()), ""):
        fields.setdefault("subject", own)
    if date := next((value for value in plain if _DATE.search(value) and value != fields.get("subject")), ""):
        fields.setdefault("date", date)
    if rest := [value for value in plain if value not in fields.values()]:
        fields.setdefault("subject", rest[-1])
    is_block = len(rows) >= 3 and "from" in fields and bool(fields.keys() & {"date", "subject"})
    return HeaderBlock(at, at + len(rows), fields) if is_block else None


def _read_rows(lines: Sequence[str], at: int) -> list[tuple[str | None, str]]:
    rows: list[tuple[str | None, str]] = []
    for line in lines[at : at + _MAX_ROWS]:
        found = None if is_blank(line) else _ANY_LABEL.match(line[:MAX_LINE_CHARS])
        if not found:
            break
        rows.append((read_label(line)[0], found[1].strip(" *\t")))
    return rows
