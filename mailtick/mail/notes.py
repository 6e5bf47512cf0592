"""Read the headers that Lotus Notes writes under "----- Forwarded by Anna Bauer/School on 27/10/2021 09:31 -----".

Newer ones write "From:", "To:", "Date:", "Subject:", which header_blocks.py reads. Release 5 wrote the sender and the
date at the left and the other fields at the right; releases 6 to 8 wrote the sender, the date and then each label on
a line of its own, or before its value, without a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailtick.mail.header_blocks import HeaderBlock, find_header_block, is_blank
from mailtick.mail.labels import LABELS

_MAX_LINES = 25
_MAX_LINE_CHARS = 300
_RIGHT_FIELD = re.compile(r"(?:^|\s{2,40})([^\W\d_][\w. ]{0,12}?)\s?:\s{0,20}(\S.*|\Z)")
_ALONE = re.compile(r"([^\W\d_]\w{0,15})(?:[ \t](.*)|\Z)")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?:\s{1,3}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[APap]\.?[Mm]\.?)?)?")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?|[APap][Mm]\Z")
_IN_BRACKETS = re.compile(r"<[^<>]{1,200}>")
_RECEIVING = frozenset(("to", "cc", "subject"))


def find_notes_block(lines: Sequence[str], at: int) -> HeaderBlock | None:
    """The headers under line `at`, which says who forwarded; None where they are none of the two old layouts."""
    start = at + 1
    while start < min(at + 4, len(lines)) and is_blank(lines[start]):
        start += 1
    if start >= len(lines) or find_header_block(lines, start, is_announced=True):
        return None
    return _read_columns(lines, start) or _read_stack(lines, start)


def _read_columns(lines: Sequence[str], start: int) -> HeaderBlock | None:
    """Sender and date at the left, "To:", "cc:" and "Subject:" at the right, up to a blank line."""
    left: list[str] = []
    fields: dict[str, str] = {}
    last, end = "", start
    for number in range(start, min(start + _MAX_LINES, len(lines))):
        line = lines[number].strip(">")[:_MAX_LINE_CHARS]
        if is_blank(line):
            if fields:
                break
            continue
        found = _RIGHT_FIELD.search(line)
        label = LABELS.get(found[1].strip().lower()) if found else None
        if found and label in _RECEIVING:
            left.append(line[: found.start()].strip())
            last = label or ""
            fields[last] = found[2].strip()
        elif last and line.startswith(" " * 25):
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        else:
            left.append(line.strip())
        end = number + 1
    return _block(start, end, left, fields)


def _read_stack(lines: Sequence[str], start: int) -> HeaderBlock | None:
    """Sender, date, and each label above its value or before a tab."""
    left: list[str] = []
    fields: dict[str, str] = {}
    last, end = "", start
    for number in range(start, min(start + _MAX_LINES, len(lines))):
        line = lines[number].strip("> ")[:_MAX_LINE_CHARS]
        if is_blank(line):
            if fields.get("subject"):
                break
            continue
        found = _ALONE.match(line)
        label = LABELS.get(found[1].strip().lower()) if found else None
        if found and label in _RECEIVING and label not in fields:
            last = label or ""
            fields[last] = (found[2] or "").strip()
        elif not fields:
            left.append(line)
        elif fields.get(last) and last == "subject":
            break
        else:
            fields[last] = f"{fields[last]} {line}".strip()
        end = number + 1
    return _block(start, end, left, fields)


def _block(start: int, end: int, left: Sequence[str], fields: dict[str, str]) -> HeaderBlock | None:
    """The block, if it names whom the mail went to, its subject, and its sender."""
    if not {"to", "subject"} <= fields.keys():
        return None
    parts = [part for part in left if part]
    text = " ".join(parts)
    date = _DATE.search(text)
    sender = " ".join(part for part in parts if not (_DATE.search(part) or _CLOCK.match(part)) and ":" not in part)
    # A narrow column breaks addresses.
    sender = _IN_BRACKETS.sub(lambda each: each[0].replace(" ", ""), sender)
    if not date or not sender:
        return None
    clock = (part for part in parts if _CLOCK.match(part) and not _DATE.search(part))
    when = " ".join((date[0], *clock))
    return HeaderBlock(start, end, {**fields, "from": sender, "date": when})
