"""Opening hours by weekday, as people write them: "Mon-Thu 08:00-16:30, Fri 08:00-16:00"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from itertools import groupby

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DASH = r"\s*(?:-|–|—|to|till|until)\s*"
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_OPENING = re.compile(_CLOCK + _DASH + _CLOCK, re.IGNORECASE)
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_FROM_TO = re.compile(rf"{_DAY}(?:{_DASH}{_DAY})?", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[\s,;:&]|and\b)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """Open from one time of day to another, local; the last moment belongs to it."""

    start: time
    end: time

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Hours:
    """The openings of each weekday, 0 for Monday, in order and apart; a weekday that is not there is shut."""

    by_weekday: Mapping[int, tuple[Opening, ...]] = field(default_factory=dict)

    def on(self, weekday: int) -> tuple[Opening, ...]:
        return self.by_weekday.get(weekday, ())

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(day for day, openings in self.by_weekday.items() if openings)

    def __str__(self) -> str:
        """As people write it: "Monday to Thursday 08:00-16:30, Friday 08:00-16:00"."""
        return ", ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        for openings, group in groupby(range(7), self.on):
            days = list(group)
            if openings:
                last = f" to {DAYS[days[-1]]}" if len(days) > 2 else f" and {DAYS[days[-1]]}" if len(days) == 2 else ""
                yield f"{DAYS[days[0]]}{last} {' and '.join(map(str, openings))}"


def read_hours(words: str) -> Hours:
    """Return the hours that somebody wrote. Raises ValueError, a sentence that says what is not understood."""
    found: dict[int, tuple[Opening, ...]] = {}
    text = words.strip()
    position = 0
    while position < len(text):
        weekdays, position = _days(text, position)
        openings: list[Opening] = []
        while match := _OPENING.match(text, position):
            openings.append(_opening(match, _EXAMPLE))
            position = _past(_BETWEEN, text, match.end())
        if not openings:
            raise ValueError(f'"{text}" does not say from when to when on {DAYS[weekdays[0]]}; {_EXAMPLE}')
        for weekday in weekdays:
            found[weekday] = _apart((*found.get(weekday, ()), *openings))
    return Hours(found)


def read_opening(words: str) -> Opening:
    """Return one opening, such as "08:30-15:30". Raises ValueError, a sentence."""
    match = _OPENING.fullmatch(words.strip())
    if match is None:
        raise ValueError(f'"{words}" is not from when to when; {_EXAMPLE_OF_ONE}')
    return _opening(match, _EXAMPLE_OF_ONE)


_EXAMPLE_OF_ONE = "write it like 08:30-15:30"
_EXAMPLE = 'write it like "Mon-Thu 08:00-16:30, Fri 08:00-16:00"'


def _days(text: str, position: int) -> tuple[list[int], int]:
    """The weekdays named from here on, and where they end: "Mon-Thu", "Mon, Wed and Fri"."""
    found: list[int] = []
    while match := _FROM_TO.match(text, position):
        first, last = _weekday(match[1]), _weekday(match[2] or match[1])
        found += [(first + ahead) % 7 for ahead in range((last - first) % 7 + 1)]
        position = _past(_BETWEEN, text, match.end())
    if not found:
        raise ValueError(f'"{text[position:]}" begins with no day of the week; {_EXAMPLE}')
    return found, position


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _weekday(word: str) -> int:
    return next(number for number, name in enumerate(DAYS) if name.lower().startswith(word.lower()))


def _opening(match: re.Match[str], example: str) -> Opening:
    hour, minute, half, to_hour, to_minute, to_half = match.groups()
    try:
        start, end = _time(hour, minute, half), _time(to_hour, to_minute, to_half)
    except ValueError:
        raise ValueError(f'"{match[0]}" is no time of day; {example}') from None
    if start >= end:
        raise ValueError(f'"{match[0]}" ends before it begins; {example}')
    return Opening(start, end)


def _time(hour: str, minute: str | None, half: str | None) -> time:
    return time(int(hour) % 12 + 12 * (half.lower() == "pm") if half else int(hour), int(minute or 0))


def _apart(openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """In order, and those that touch or overlap as one."""
    merged: list[Opening] = []
    for each in sorted(openings):
        if merged and each.start <= merged[-1].end:
            merged[-1] = Opening(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return tuple(merged)
