"""On which days the organisation is open: terms and INSET days without bank holidays and closures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Whoever has entered no term for so long has no calendar; no day is looked for beyond it.
_FAR = 400


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The days of the calendar. Source: DOMAIN.md 3.1. Without any term, all weekdays are open all the year."""

    terms: tuple[Span, ...] = ()
    insets: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()
    # 0 is Monday.
    weekdays: frozenset[int] = frozenset(range(5))

    def is_open(self, day: date) -> bool:
        if any(day in closure for closure in self.closures):
            return False
        if self.is_inset(day):
            return True
        return day.weekday() in self.weekdays and (not self.terms or any(day in term for term in self.terms))

    def is_inset(self, day: date) -> bool:
        return any(day in inset for inset in self.insets)

    def on_or_before(self, day: date) -> date:
        """Return the last open day up to this one: when something has to be done that is due then.

        Where the calendar knows none, the day itself.
        """
        back = (day - timedelta(days=count) for count in range(_FAR))
        return next(filter(self.is_open, back), day)

    def before(self, day: date) -> date:
        """Return the last open day before this one."""
        return self.on_or_before(day - timedelta(days=1))

    def on_or_after(self, day: date) -> date:
        """Return the first open day from this one on; where the calendar knows none, the day itself."""
        ahead = (day + timedelta(days=count) for count in range(_FAR))
        return next(filter(self.is_open, ahead), day)

    def between(self, first: date, last: date) -> Iterator[date]:
        """Yield the open days from the first to the last, both included."""
        days = (first + timedelta(days=count) for count in range((last - first).days + 1))
        return filter(self.is_open, days)
