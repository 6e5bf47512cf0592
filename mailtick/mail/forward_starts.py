"""Find where a forwarded mail begins in a text: under a line that announces it, an attribution, or mere headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mailtick.mail.announcements import (
    find_announced_block,
    is_between_dashes,
    is_complete_forward_line,
    is_forward_line,
    named_author,
)
from mailtick.mail.authors import read_attribution
from mailtick.mail.foreign_blocks import find_foreign_block
from mailtick.mail.header_blocks import HeaderBlock, find_header_block, is_blank, read_label
from mailtick.mail.notes import find_notes_block
from mailtick.mail.quotes import find_attribution, is_quoted

_MAX_ATTRIBUTION_CHARS = 300
_ATTRIBUTION_LINES = 7
_QUOTE = re.compile(r"^[ \t]{0,8}>[ \t]?")
_GROUPWISE = re.compile(r">>> ?([^>]{2,100}(?:<[^<>@\s]{1,80}@[^<>@\s]{1,80}>)?[^>]{4,60})>>>\s*\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the comment ends, where the forwarded text begins, and its headers."""

    start: int
    end: int
    fields: Mapping[str, str]
    is_attribution: bool = False


def find_announced(lines: Sequence[str], at: int, subject: str = "") -> Found | None:
    """The mail under a line that announces it; a line that says "forwarded message" needs no headers.

    Headers in an unknown language are read under such a line, or where `subject`, that of the mail, is a forward's.
    """
    line = lines[at]
    is_forward = is_forward_line(line)
    if is_forward and (notes := find_notes_block(lines, at)):
        return Found(at, notes.end, notes.fields)
    if block := find_announced_block(lines, at, is_sure=not is_forward):
        # "----- Message from Anna <a@school.example> on 28.10.2021 -----" stands for the sender and the date.
        named = read_attribution(author) if (author := named_author(line)) and "from" not in block.fields else {}
        return Found(at, block.end, {**named, **block.fields})
    following = next((each for each in range(at + 1, min(at + 4, len(lines))) if not is_blank(lines[each])), at)
    may_be_foreign = following > at and (is_forward or (subject and is_between_dashes(line)))
    foreign = find_foreign_block(lines, following, subject) if may_be_foreign else None
    # Between mere dashes may stand anything, such as a card; it must have the subject of the mail.
    if foreign and (is_forward or foreign.fields.get("subject", "").casefold() == subject.casefold()):
        return Found(at, foreign.end, foreign.fields)
    if not is_complete_forward_line(line):
        return None
    attributed = find_attributed(lines, following) if following > at else None
    if attributed:
        return replace(attributed, start=at)
    label, value = read_label(lines[following])
    if label == "from" and following > at:
        return Found(at, following + 1, {"from": value})
    return Found(at, at + 1, {"from": named_author(line)})


def find_attributed(lines: Sequence[str], at: int) -> Found | None:
    """The mail under an attribution, as Outlook for Mac and Yandex forward; in marked quotes too, as Apple Mail does.

    GroupWise writes ">>> Anna Bauer <anna@school.example> 28.10.2021 12:46 >>>".
    """
    if groupwise := _GROUPWISE.match(lines[at][:_MAX_ATTRIBUTION_CHARS]):
        after, text = at + 1, groupwise[1]
    else:
        some = lines[at : at + _ATTRIBUTION_LINES]
        if is_quoted(lines[at]):
            some = [_QUOTE.sub("", line, count=1) for line in some]
        after = at + find_attribution(some, 0)
        text = " ".join(some[: after - at])
    fields = read_attribution(text) if after > at else {}
    is_sure = fields.get("date") or "@" in fields.get("from", "")
    return Found(at, after, fields, is_attribution=True) if is_sure else None


def find_trimmed(lines: Sequence[str], at: int) -> HeaderBlock | None:
    """Headers of which somebody left no more than an address and a date or a subject, or pasted all that there were."""
    block = find_header_block(lines, at, is_announced=True)
    is_enough = block and "@" in block.fields.get("from", "") and block.fields.keys() & {"date", "subject"}
    return block if is_enough else None
