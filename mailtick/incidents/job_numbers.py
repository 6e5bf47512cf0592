"""The number that a firm gave its job: put right or taken off by a word; the log keeps what it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# What people write beside a number, and what is no part of it.
_BESIDE = frozenset({"their", "the", "our", "is", "it", "no", "number", "job", "call", "case", "ticket", "ref"})
_MOST_WORDS = 3
_SHORTEST = 4
# Digits alone may be a year, or an amount.
_SHORTEST_BARE = 6


@dataclass(frozen=True, slots=True)
class NumberJob:
    """Note the number that a firm gave a job, or, empty, that none is known. `before` is what stood there.

    `filed_at` is when mails came that were filed by that one.
    """

    incident: int
    handover: int
    firm: str
    number: str
    because: str
    before: str = ""
    filed_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One line of the log: the number of a job became another one."""

    old: str
    new: str
    at: datetime


def only_number(said: str, found: Sequence[str]) -> str:
    """The job number of a text that says nothing else ("ref FIS-12345"); the empty string where it says more.

    `found` are the numbers that were recognised in it.
    """
    words = [each for each in said.replace(":", " ").split() if not any(sign.isdecimal() for sign in each)]
    is_alone = all(each.casefold().strip(".,#") in _BESIDE | {""} for each in words)
    return found[0] if is_alone and len(set(found)) == 1 else ""


def as_written(said: str) -> str:
    """A job number in whatever form a firm has; the empty string where a text is none."""
    words = said.split()
    while words and words[0].casefold().strip(".:#") in _BESIDE and not words[0].isdecimal():
        words = words[1:]
    number = " ".join(words).strip(" .,;:")
    is_number = _SHORTEST <= len(number) <= 60 and any(each.isdecimal() for each in number)
    return number if is_number and len(words) <= _MOST_WORDS else ""


def names_number(text: str, number: str) -> bool:
    """Whether a text holds a job number as it stands, whatever its form; capitals and blanks do not matter."""
    if len(number) < (_SHORTEST_BARE if number.isdecimal() else _SHORTEST) or not any(
        each.isdecimal() for each in number
    ):
        return False
    form = r"\s{1,3}".join(map(re.escape, number.split()))
    return re.search(rf"(?<![\w-]){form}(?![\w-])", text, re.IGNORECASE) is not None
