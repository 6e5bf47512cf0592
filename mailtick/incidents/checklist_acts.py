"""What a decision does with checklists and stock checks: frozen values with their reason, as in `actions.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mailtick.incidents.people import Person

CHECKLIST_WORDS = ("joiner", "leaver", "september")


@dataclass(frozen=True, slots=True)
class RunChecklists:
    """Begin checklists, or take them back: all words of a mail in their order, each with what stands behind it."""

    words: tuple[tuple[str, str], ...]
    by: Person
    because: str


class StockWord(StrEnum):
    """What a line of an answer to a stock check says."""

    ALL = "all here"
    HERE = "here"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class StockLine:
    """One line as it was written, what it says of which numbers; without a word where it could not be read."""

    shown: str
    word: StockWord | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerStockCheck:
    """What somebody saw in a room; `task` is the reference of the task that asked them."""

    task: str
    lines: tuple[StockLine, ...]
    by: Person
    because: str
