"""When to remind of what stands in the diary: rungs of a ladder for each kind.

A rung is passed once for a record and a date: when the date moves, all rungs are there again. Source: DOMAIN.md SEED-7,
SEED-11 and SEED-12; TRAPS.md 72 and 73.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from mailtick.incidents.school_days import SchoolDays
from mailtick.registers.agenda import Entry, Projected

# Days before the date; 1 is the last open day before it, 0 the day itself.
_RUNGS: Mapping[str, tuple[int, ...]] = {
    Projected.NOTICE_DEADLINE: (180, 90, 60, 30, 0),
    Projected.CONTRACT_END: (90, 30, 0),
    Projected.BUYING_BEGINS: (30, 0),
    Projected.LICENCE_END: (60, 30, 7, 0),
    Projected.PAYMENT: (14, 1, 0),
    Projected.IMPLEMENTATION: (14, 1),
    "review": (14, 1, 0),
    "check": (14, 1, 0),
}
_OTHERS = (1, 0)
# On these days of its own a kind is not reminded of: what just happens needs no word on the day itself.
_HAPPENS = frozenset({"visit", "delivery", "outage", "training"})

Mark = tuple[str, str, str, date, int]


@dataclass(frozen=True, slots=True)
class Due:
    """An entry whose turn has come. `marks` are the rungs that are passed with it; `is_lapsed`: its day is over."""

    entry: Entry
    marks: tuple[Mark, ...]
    is_lapsed: bool = False


def rungs_of(entry: Entry) -> tuple[int, ...]:
    """Return on how many days before its date an entry is reminded of, the earliest first."""
    rungs = _RUNGS.get(entry.kind, (1,) if entry.kind in _HAPPENS else _OTHERS)
    if entry.remind_days is None:
        return rungs
    return (entry.remind_days, *(each for each in rungs if each < entry.remind_days))


def longest_ahead(entries: Iterable[Entry]) -> int:
    """Return how many days ahead the first rung of any of these may lie."""
    return max((max(rungs_of(entry)) for entry in entries), default=0)


def due_now(
    entries: Iterable[Entry],
    passed: Collection[Mark],
    snoozed: Mapping[tuple[str, str, str, date], date],
    today: date,
    days: SchoolDays,
) -> list[Due]:
    """Return what has to be said today, each entry once, whatever number of its rungs are open.

    `passed` are the rungs that were said before; `snoozed` until when somebody put an entry off.
    """
    found: list[Due] = []
    for entry in entries:
        if entry.done_on is not None or entry.disputed:
            continue
        about = (entry.register, entry.key, entry.kind, entry.on)
        until = snoozed.get(about)
        if until is not None and today < until:
            continue
        marks = tuple((*about, rung) for rung in rungs_of(entry) if _day(entry, rung, days) <= today)
        if until is not None:
            # Put off until a day, it is said again on that day, as a rung of its own.
            marks = (*marks, (*about, -until.toordinal()))
        if any(mark not in passed for mark in marks):
            found.append(Due(entry, tuple(mark for mark in marks if mark not in passed), _limit(entry) < today))
    return found


def lapsed(entries: Iterable[Entry], today: date) -> list[Due]:
    """Return what is over and not dealt with; it is named again until somebody does."""
    return [Due(entry, (), is_lapsed=True) for entry in entries if entry.done_on is None and _limit(entry) < today]


def _limit(entry: Entry) -> date:
    return entry.act_by or entry.on


def _day(entry: Entry, rung: int, days: SchoolDays) -> date:
    """When a rung is said: on an open day, and never after the last day on which something can be done."""
    if rung == 0:
        return _limit(entry)
    if rung == 1:
        return days.before(_limit(entry))
    return days.on_or_before(min(entry.on - timedelta(days=rung), _limit(entry)))
