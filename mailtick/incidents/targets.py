"""What the desk promises for each priority: the first answer of a person, and the end of the matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from mailtick.incidents.incident import Priority
from mailtick.incidents.service_time import ServiceTime


@dataclass(frozen=True, slots=True)
class Target:
    """So much service time, or until the desk shuts on the nth open day after the day on which the clock starts."""

    span: timedelta | None = None
    days: int = 0

    def moment(self, start: datetime, service: ServiceTime) -> datetime:
        """The moment by which it is due, counted from the start of the clock."""
        return service.close_of_day(start, self.days) if self.span is None else service.after(start, self.span)

    def __str__(self) -> str:
        """As people say it: "30 minutes", "4 hours", "the end of the 3rd school day after"."""
        if self.span is None:
            return "the end of the day" if not self.days else f"the end of the {_nth(self.days)} day after"
        minutes = int(self.span.total_seconds()) // 60
        return f"{minutes // 60} hours" if minutes >= 120 and minutes % 60 == 0 else f"{minutes} minutes"


@dataclass(frozen=True, slots=True)
class Promise:
    """The two targets of one priority. Source: DOMAIN.md 5.3."""

    reply: Target
    resolve: Target


SHIPPED: Mapping[Priority, Promise] = MappingProxyType(
    {
        Priority.P1: Promise(Target(timedelta(minutes=30)), Target(timedelta(hours=4))),
        Priority.P2: Promise(Target(timedelta(minutes=60)), Target(days=1)),
        Priority.P3: Promise(Target(timedelta(hours=4)), Target(days=3)),
        Priority.P4: Promise(Target(days=1), Target(days=5)),
        Priority.P5: Promise(Target(days=2), Target(days=10)),
    }
)


@dataclass(frozen=True, slots=True)
class Promises:
    """What the desk promises, and while it waits for whom the clock rests.

    `paused` are the priorities whose clock rests while a firm or a decision is waited for; a wait for the requester
    and for an agreed visit rests the clock of all.
    """

    by_priority: Mapping[Priority, Promise] = field(default_factory=lambda: SHIPPED)
    paused: frozenset[Priority] = frozenset({Priority.P3, Priority.P4, Priority.P5})

    def of(self, priority: Priority) -> Promise:
        return self.by_priority[priority]

    def rests(self, waiting_on: str, priority: Priority) -> bool:
        """Whether a wait on "requester", "visit", "provider" or "approval" rests the clock of this priority."""
        return waiting_on in ("requester", "visit") or priority in self.paused


_SPAN = re.compile(r"(\d{1,4})\s*(m|min|minutes?|h|hours?|d|days?)", re.IGNORECASE)


def read_target(words: str) -> Target:
    """Return "30 minutes", "4 hours" or "3 days" as a target. Raises ValueError, a sentence."""
    match = _SPAN.fullmatch(words.strip())
    if match is None or not int(match[1]):
        raise ValueError(f'"{words}" is no target; write it like "30 minutes", "4 hours" or "3 days"')
    count, unit = int(match[1]), match[2][0].lower()
    if unit == "d":
        return Target(days=count)
    return Target(timedelta(minutes=count) if unit == "m" else timedelta(hours=count))


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
