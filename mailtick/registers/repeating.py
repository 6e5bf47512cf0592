"""What repeats: rules of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2, counted in days.

A rule that never comes is refused: whoever asks for its days would look for them until the end of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from dateutil.rrule import rrulestr

from mailtick.registers.formats import Value

_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"


def _several(one: str) -> re.Pattern[str]:
    return re.compile(f"{one}(?:,{one}){{0,31}}")


# What a rule may say, by the day or slower (RFC 5545 section 3.3.10).
_PARTS: Mapping[str, re.Pattern[str]] = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,3}"),
    "UNTIL": re.compile("[0-9]{8}(?:T[0-9]{6}Z?)?"),
    "WKST": re.compile(_WEEKDAY),
    "BYDAY": _several(f"(?:[+-]?[1-5])?{_WEEKDAY}"),
    "BYMONTHDAY": _several("[+-]?(?:[1-9]|[12][0-9]|3[01])"),
    "BYMONTH": _several("(?:[1-9]|1[0-2])"),
    "BYYEARDAY": _several("[+-]?(?:[1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"),
    "BYWEEKNO": _several("[+-]?(?:[1-9]|[1-4][0-9]|5[0-3])"),
    "BYSETPOS": _several("[+-]?[1-9][0-9]{0,2}"),
}
# A rule that names no day from here to there never comes.
_TRIED = (date(2024, 1, 1), date(2064, 1, 1))


@dataclass(frozen=True, slots=True)
class Repeats:
    """A rule of RFC 5545, by the day or slower."""

    def read(self, text: str) -> Value:
        rule = text.strip().upper().removeprefix("RRULE:")
        try:
            if _is_written_well(rule) and any(True for _ in days_of(_TRIED[0], _by_the_year(rule), *_TRIED)):
                return rule
        except (ValueError, IndexError):
            pass
        raise ValueError(
            f'"{text}" is no rule; write one such as FREQ=WEEKLY;INTERVAL=2 (every second week) or '
            "FREQ=MONTHLY;BYDAY=1TU (the first Tuesday of each month)"
        )

    def write(self, value: Value) -> str:
        return str(value)


def days_of(on: date, repeats: str, first: date, last: date) -> Iterator[date]:
    """Yield the days from `first` to `last`, both included, on which something that begins `on` a day is due."""
    if not repeats:
        if first <= on <= last:
            yield on
        return
    parts = _parts(repeats)
    count = parts.pop("COUNT", "")
    until = min(parts.pop("UNTIL", "99991231")[:8], f"{last:%Y%m%d}".rjust(8, "0"))
    words = ";".join(f"{name}={value}" for name, value in {**parts, "UNTIL": until}.items())
    for moment in islice(rrulestr(words, dtstart=datetime.combine(on, time())), int(count) if count else None):
        if moment.date() >= first:
            yield moment.date()


def _is_written_well(rule: str) -> bool:
    parts = _parts(rule)
    return (
        "FREQ" in parts
        and len(parts) == rule.count(";") + 1
        and all(name in _PARTS and _PARTS[name].fullmatch(value) for name, value in parts.items())
    )


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule, the value of each by its name."""
    return {name: value for name, _, value in (part.partition("=") for part in rule.split(";"))}


def _by_the_year(rule: str) -> str:
    """The rule with the same months and days, but quick to try: what never comes is looked for a year at a time."""
    parts = _parts(rule)
    if parts["FREQ"] in ("DAILY", "WEEKLY"):
        parts = {**{name: value for name, value in parts.items() if name != "BYSETPOS"}, "FREQ": "YEARLY"}
    return ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL", "INTERVAL"))
