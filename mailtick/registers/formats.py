"""How a cell's text becomes a value, and a value text again."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

Value = str | int | date | tuple[str, ...] | None

# What both databases can keep in an integer column.
_LARGEST = 2**31 - 1
# Days beyond are slips, and what is reckoned from them would leave the calendar.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

# Unicode promises that these are no characters; XML, and so a workbook, cannot hold them.
_NO_LETTERS = "\ufffe\uffff"

_T = TypeVar("_T")


class Format(Protocol):
    """One way of writing a value. Only filled cells are read; an empty one is the column's default."""

    def read(self, text: str) -> Value:
        """Return the value of a cell. Raises ValueError, a sentence that says what would be accepted."""

    def write(self, value: Value) -> str:
        """Return the text that `read` turns into this value."""


@dataclass(frozen=True, slots=True)
class Text:
    """Anything in words."""

    def read(self, text: str) -> Value:
        if any(
            letter in _NO_LETTERS or unicodedata.category(letter) == "Cc" for letter in text if letter not in "\n\t"
        ):
            raise ValueError("there is a character in it that cannot be shown; type it again")
        return text

    def write(self, value: Value) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, not below 0 and not above `most`."""

    most: int = _LARGEST

    def read(self, text: str) -> Value:
        if not re.fullmatch("[0-9]{1,10}", text) or int(text) > _LARGEST:
            raise ValueError(f'"{text}" is no whole number; write it in figures, such as 12')
        if int(text) > self.most:
            raise ValueError(f'"{text}" is too much here; write {self.most} or less')
        return int(text)

    def write(self, value: Value) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day, such as 08:00."""

    def read(self, text: str) -> Value:
        found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", text)
        if found is None:
            raise ValueError(f'"{text}" is no time of day; write it like 08:00')
        return f"{int(found[1]):02}:{found[2]}"

    def write(self, value: Value) -> str:
        return str(value)


# Instead of times of day: whenever there is something.
AT_ONCE = "at once"


class TimesOfDay:
    """Times of day, the earliest first, such as "08:00 13:00"; or "at once"."""

    def read(self, text: str) -> Value:
        if " ".join(text.lower().split()) == AT_ONCE:
            return AT_ONCE
        times = {str(TimeOfDay().read(each)) for each in text.replace(",", " ").split()}
        return " ".join(sorted(times))

    def write(self, value: Value) -> str:
        return str(value)


class NotLikely(ValueError):
    """A day that lies too far away to be meant; a sentence."""


def require_likely(day: date) -> date:
    """Return `day`, which has to lie within three centuries. Raises NotLikely."""
    if not FIRST_DAY <= day <= LAST_DAY:
        years = f"from {FIRST_DAY.year} to {LAST_DAY.year}"
        raise NotLikely(f"{day.isoformat()} is too far away to be meant; write a year {years}")
    return day


@dataclass(frozen=True, slots=True)
class Day:
    """A date, ISO 8601."""

    def read(self, text: str) -> Value:
        try:
            # `fromisoformat` also takes 20261130 and 2026-W49-1, which people do not mean.
            if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                return require_likely(date.fromisoformat(text))
        except NotLikely:
            raise
        except ValueError:
            raise ValueError(f'"{text}" is not in the calendar; look at the month and the day') from None
        raise ValueError(f'"{text}" is no date; write year-month-day, such as 2026-11-30')

    def write(self, value: Value) -> str:
        return expect(date, value).isoformat()


@dataclass(frozen=True, slots=True)
class Pounds:
    """An amount in pounds, kept in pence. Written with at least `digits` places, with two where pence need them."""

    digits: int = 2

    def read(self, text: str) -> Value:
        if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]+)?", text):
            raise ValueError(f'"{text}" is no amount; write pounds and pence, such as 1140.00')
        pence = Decimal(text) * 100
        if pence != int(pence):
            raise ValueError(f'"{text}" has parts of a penny; write at most two places, such as 1140.00')
        if abs(pence) > _LARGEST:
            raise ValueError(f'"{text}" is more than a register can hold')
        return int(pence)

    def write(self, value: Value) -> str:
        whole, _, places = f"{Decimal(expect(int, value)) / 100:.2f}".partition(".")
        kept = places.rstrip("0").ljust(self.digits, "0")
        return f"{whole}.{kept}" if kept else whole


@dataclass(frozen=True, slots=True)
class WordList:
    """Several words, ";" between them."""

    def read(self, text: str) -> Value:
        Text().read(text)
        return tuple(word for part in text.split(";") if (word := part.strip()))

    def write(self, value: Value) -> str:
        return ";".join(words_in(value))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set of words; people may write it with capitals, and a space for "_"."""

    kind: type[StrEnum]

    def read(self, text: str) -> Value:
        wanted = _plain(text)
        for each in self.kind:
            if _plain(each) == wanted:
                return each.value
        near = difflib.get_close_matches(wanted, [_plain(each) for each in self.kind], 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise ValueError(f'"{text}" is not possible here{hint or "; possible: " + ", ".join(self.kind)}')

    def write(self, value: Value) -> str:
        return str(value)


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("-", " ").split()).casefold()


@dataclass(frozen=True, slots=True)
class Choices:
    """Several of a closed set of words, ";" between them. A set has no order: written in that of its definition."""

    kind: type[StrEnum]

    def read(self, text: str) -> Value:
        words = words_in(WordList().read(text))
        for word in words:
            if word not in list(self.kind):
                raise ValueError(f'"{word}" is not possible here; possible: {", ".join(self.kind)}')
        return tuple(each.value for each in self.kind if each in words)

    def write(self, value: Value) -> str:
        words = words_in(value)
        return ";".join(each for each in self.kind if each in words)


@dataclass(frozen=True, slots=True)
class Renewal:
    """How an agreement goes on: "express" (somebody must say so) or "tacit 12 months" (by itself, for so long)."""

    def read(self, text: str) -> Value:
        word = " ".join(text.split()).lower()
        if word == "express" or renewal_months(word):
            return word
        raise ValueError(f'"{text}" is no renewal; write express, or tacit with its length such as "tacit 12 months"')

    def write(self, value: Value) -> str:
        return str(value)


def renewal_months(renewal: str) -> int:
    """Return for how many months an agreement renews itself; 0 where it does not."""
    found = re.fullmatch(r"tacit ([1-9][0-9]?) months?", renewal)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class FinancialYear:
    """A year from April to March, kept as "2026-27"."""

    def read(self, text: str) -> Value:
        found = re.fullmatch(r"(20[0-9]{2})(?:\s*[-/–]\s*(?:20)?([0-9]{2}))?", text.strip())
        if found is None or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
            raise ValueError(f'"{text}" is no financial year; write it as 2026-27')
        return f"{found[1]}-{(int(found[1]) + 1) % 100:02}"

    def write(self, value: Value) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no; people write either in many ways."""

    def read(self, text: str) -> Value:
        word = text.strip().lower()
        if word in ("yes", "y", "true", "1", "x"):
            return True
        if word in ("", "no", "n", "false", "0"):
            return False
        raise ValueError(f'"{text}" is neither yes nor no')

    def write(self, value: Value) -> str:
        return "yes" if value else ""


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A mail address, kept in lower case."""

    def read(self, text: str) -> Value:
        if not re.fullmatch(r"[^@\s;,<>]+@[^@\s;,<>]+", text):
            raise ValueError(f'"{text}" is no mail address; write it as name@example.org')
        return text.lower()

    def write(self, value: Value) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class StaffAddress:
    """The mail address of somebody in the organisation; the part before the @ is enough where `domain` is known."""

    domain: str = ""

    def read(self, text: str) -> Value:
        return MailAddress().read(text if "@" in text or not self.domain else f"{text}@{self.domain}")

    def write(self, value: Value) -> str:
        address = str(value)
        return address.removesuffix(f"@{self.domain}") if self.domain else address


def expect(kind: type[_T], value: object) -> _T:
    """Return `value`, which the column's type promises to be of this kind. Raises TypeError where it is not."""
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def words_in(value: Value) -> tuple[str, ...]:
    """Return the words of a column that holds several."""
    return tuple(str(word) for word in expect(tuple, value))
