"""What repeats: rules of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2, counted in days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.rrule import rrule, rrulestr

from mailtick.registers.formats import Value

_BY_THE_DAY = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*")
# What a day has none of.
_FINER = ("BYHOUR", "BYMINUTE", "BYSECOND")


@dataclass(frozen=True, slots=True)
class Repeats:
    """A rule of RFC 5545, by the day or slower."""

    def read(self, text: str) -> Value:
        rule = text.strip().upper().removeprefix("RRULE:")
        try:
            if _BY_THE_DAY.fullmatch(rule) and not any(part in rule for part in _FINER):
                _rule(date(2026, 1, 1), rule)
                return rule
        except ValueError:
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
    for moment in _rule(on, repeats).xafter(datetime.combine(first, time()), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


def _rule(on: date, repeats: str) -> rrule:
    rule = rrulestr(repeats, dtstart=datetime.combine(on, time()))
    if not isinstance(rule, rrule):
        raise ValueError("one rule is needed")
    return rule
