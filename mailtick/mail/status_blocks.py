"""Read the fields of a delivery status (RFC 3464 section 2.1), also where blank lines are missing or too many."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from mailtick.mail.encoded_words import decode_header

MAX_BLOCKS = 1000
MAX_LINES = 20_000
MAX_VALUE_BYTES = 4000

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60})[ \t]{0,9}:")
# What a block says of one recipient. A second one of these begins the next recipient.
_PER_RECIPIENT = frozenset({"final-recipient", "original-recipient", "action", "status"})
_RECIPIENTS = frozenset({"final-recipient", "original-recipient", "x-actual-recipient"})

_Fields = dict[str, list[bytes]]


def read_status_blocks(content: bytes) -> list[Mapping[str, str]]:
    """The blocks, the message's own first; lower-case names to decoded values. Of a repeated field the first counts."""
    blocks = _joined(_split(content.splitlines()[:MAX_LINES]))
    return [{name: _value(lines) for name, lines in block.items()} for block in blocks[:MAX_BLOCKS]]


def _split(lines: Iterable[bytes]) -> Iterator[_Fields]:
    block: _Fields = {}
    last: list[bytes] = []
    for line in lines:
        field = _FIELD.match(line)
        name = field[1].decode("ascii").lower() if field else ""
        if block and (not line.strip() or (name in block and name in _PER_RECIPIENT)):
            yield block
            block, last = {}, []
        if field:
            last = [line[field.end() :]]
            block.setdefault(name, last)
        elif line.strip():
            # A line that should have been folded: some servers copy an answer of several lines as it came.
            last.append(line)
    if block:
        yield block


def _joined(blocks: Iterable[_Fields]) -> list[_Fields]:
    """What belongs to one recipient in one block, where a server put blank lines between its fields."""
    joined: list[_Fields] = []
    for block in blocks:
        if joined and _is_rest(joined[-1], block):
            joined[-1] |= block
        else:
            joined.append(block)
    return joined


def _is_rest(before: _Fields, block: _Fields) -> bool:
    names = _RECIPIENTS & before.keys(), _RECIPIENTS & block.keys()
    facts = {"action", "status"}
    if not before.keys().isdisjoint(block.keys()):
        return False
    return bool(names[0] and not names[1] and not facts <= before.keys()) or bool(
        names[1] and not names[0] and facts & before.keys() and not facts & block.keys()
    )


def _value(lines: list[bytes]) -> str:
    return decode_header(b" ".join(line.strip() for line in lines)[:MAX_VALUE_BYTES])
