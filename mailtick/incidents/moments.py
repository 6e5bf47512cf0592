"""Moments and days as people at the desk read them: local, in words, with the year where it is not this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Moments:
    """How moments are said to people who live in `zone`; `now` tells which year is this one."""

    zone: tzinfo
    now: datetime

    def at(self, moment: datetime) -> str:
        """An aware moment: "Mon 9 Nov 08:12", or "Mon 9 Nov 2026 08:12" once another year has come."""
        local = moment.astimezone(self.zone)
        return f"{self.on(local.date())} {local:%H:%M}"

    def on(self, day: date) -> str:
        """A day: "Mon 9 Nov", or "Mon 9 Nov 2026" once another year has come."""
        return on_day(day, self.now.astimezone(self.zone).year)


def on_day(day: date, this_year: int) -> str:
    """A day: "Mon 9 Nov", or "Mon 9 Nov 2026" in another year."""
    return f"{day:%a} {day.day} {day:%b}" + ("" if day.year == this_year else f" {day.year}")
