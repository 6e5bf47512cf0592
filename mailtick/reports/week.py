"""The week of the summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Week:
    """Monday 00:00 to the next Monday 00:00, local time, half open. Source: DOMAIN.md 4.1."""

    monday: date
    zone: tzinfo

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo) -> Week:
        """Return the week in which an aware moment lies."""
        day = moment.astimezone(zone).date()
        return cls(day - timedelta(days=day.weekday()), zone)

    @classmethod
    def named(cls, key: str, zone: tzinfo) -> Week:
        """Return the week of a key such as "2026-W47" (ISO 8601). Raises ValueError, a sentence."""
        try:
            year, _, number = key.partition("-W")
            return cls(date.fromisocalendar(int(year), int(number), 1), zone)
        except ValueError:
            raise ValueError(f'"{key}" is no week; write year and week, such as 2026-W47') from None

    @property
    def start_at(self) -> datetime:
        return self._midnight(self.monday)

    @property
    def end_at(self) -> datetime:
        """The first moment that is not in the week any more."""
        return self._midnight(self.next_monday)

    @property
    def next_monday(self) -> date:
        return self.monday + timedelta(days=7)

    @property
    def key(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def words(self) -> str:
        sunday = self.monday + timedelta(days=6)
        if sunday.month == self.monday.month:
            return f"{self.monday.day}-{sunday.day} {sunday:%B}"
        return f"{self.monday.day} {self.monday:%B}-{sunday.day} {sunday:%B}"

    def before(self) -> Week:
        """Return the week before this one."""
        return Week(self.monday - timedelta(days=7), self.zone)

    def holds(self, moment: datetime) -> bool:
        """Whether an aware moment lies in the week."""
        return self.start_at <= moment < self.end_at

    def _midnight(self, day: date) -> datetime:
        # Local midnight first, then UTC: a week with a clock change is an hour longer or shorter.
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def day_words(day: date) -> str:
    """Return a day as an office writes it: "Tuesday 24 November"."""
    return f"{day:%A} {day.day} {day:%B}"


def working_days(first: date, end: date) -> int:
    """Return the age in working days, on the morning of `end`, of what began on `first`.

    Day 0 is the day it began, or the Monday after it; the last day counted is the one before `end`. Monday to
    Friday are working days, holidays included: the service calendar is not asked.
    """
    start = first + timedelta(days=7 - first.weekday() if first.weekday() > 4 else 0)
    days = (start + timedelta(days=count) for count in range(1, (end - start).days))
    return sum(day.weekday() < 5 for day in days)
