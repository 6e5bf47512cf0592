"""Service time: how long the desk, or a firm, was open between two moments. Pure interval arithmetic.

Moments are aware; counted is what the clock on the wall shows inside the openings of a day, so a day on which the
clocks change is as long as any other (DOMAIN.md 5.4, rules 5 and 13).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from mailtick.incidents.hours import Hours, Opening
from mailtick.incidents.school_days import SchoolDays

ZERO = timedelta()
# What comes due as the desk shuts still reaches somebody within this time; later it waits for the morning.
STILL_THERE = timedelta(hours=1)
# A calendar that is shut for longer has no more openings: whoever asks gets the moment of asking back.
_FAR = 400


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """When somebody is there: `hours` on the open `days`, `inset` on INSET days, all in `zone`."""

    hours: Hours
    days: SchoolDays = field(default_factory=SchoolDays)
    inset: Opening | None = None
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    # The openings of days that were asked for: clocks ask for the same ones again and again.
    _known: dict[date, tuple[Opening, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Which weekdays are open at all is said by the hours.
        object.__setattr__(self, "days", replace(self.days, weekdays=self.hours.weekdays))

    def on(self, day: date) -> tuple[Opening, ...]:
        """The openings of a day."""
        if day not in self._known:
            self._known[day] = self._openings(day)
        return self._known[day]

    def _openings(self, day: date) -> tuple[Opening, ...]:
        if not self.days.is_open(day):
            return ()
        if self.inset and self.days.is_inset(day):
            return (self.inset,)
        return self.hours.on(day.weekday())

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there; the closing moment is over."""
        now = at.astimezone(self.zone)
        return any(each.start <= now.time() < each.end for each in self.on(now.date()))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The service time from one moment to a later one; none where the end is not after the start."""
        first, last = self._wall(start), self._wall(end)
        spans = (span for day in _days(first.date(), last.date()) for span in self._spans(day))
        return sum((max(ZERO, min(last, close) - max(first, open_)) for open_, close in spans), ZERO)

    def after(self, start: datetime, span: timedelta) -> datetime:
        """Return the moment at which so much service time has passed, a closing moment rather than the next opening.

        A span of nothing: the start itself, or the next opening. Where the calendar ends before that: the moment at
        which its last opening closes.
        """
        at, left, quiet = self._wall(start), span, 0
        if left <= ZERO:
            return self.opening(start)
        last = at
        for day in _onwards(at.date()):
            spans = self._spans(day)
            quiet = 0 if spans else quiet + 1
            if quiet > _FAR:
                break
            for open_, close in spans:
                if close <= at:
                    continue
                begin = max(open_, at)
                if close - begin >= left:
                    return self._instant(begin + left)
                left -= close - begin
                last = close
        return self._instant(last)

    def opening(self, at: datetime) -> datetime:
        """Return the moment itself if it is open, else the next opening; where there is none, the moment itself."""
        wall = self._wall(at)
        for ahead in range(_FAR):
            for open_, close in self._spans(wall.date() + timedelta(days=ahead)):
                if wall < close:
                    return self._instant(open_) if open_ > wall else at
        return at

    def close_of_day(self, start: datetime, days: int) -> datetime:
        """Return the closing moment of the nth open day after the one of `start`, which is day 0."""
        day = self._wall(start).date()
        spans = self._spans(day)
        left, quiet = days, 0
        while left:
            day += timedelta(days=1)
            found = self._spans(day)
            quiet = 0 if found else quiet + 1
            if quiet > _FAR:
                break
            spans, left = found or spans, left - bool(found)
        return self._instant(spans[-1][1]) if spans else start

    def opening_of_day(self, start: datetime, days: int) -> datetime:
        """Return the opening of the nth open day after the one of `start`, which is day 0."""
        day = self._wall(self.close_of_day(start, days)).date()
        spans = self._spans(day)
        return self._instant(spans[0][0]) if spans else start

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The openings of a day as the clock on the wall shows them, without a zone."""
        return [(datetime.combine(day, each.start), datetime.combine(day, each.end)) for each in self.on(day)]

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)

    def _instant(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.zone).astimezone(UTC)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def _onwards(day: date) -> Iterator[date]:
    while day < date.max:
        yield day
        day += timedelta(days=1)
