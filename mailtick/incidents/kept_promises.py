"""How a firm keeps what it promises: answers, visits and fixes, with the incidents behind. Source: DOMAIN.md 5.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import Priority
from mailtick.incidents.service_level import Promised

# By the contract; and the day on which they said that they come.
PROMISES = {
    Promised.REPLY.value: "answers, by the contract",
    Promised.ON_SITE.value: "on site, by the contract",
    Promised.FIX.value: "fixes, by the contract",
    "visit": "visits on the day that they named",
}


@dataclass(frozen=True, slots=True)
class MeasuredJob:
    """One job of a firm, by the reference and the priority of its incident."""

    reference: str
    priority: Priority
    job: FirmJob


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of promise: the incidents in which it was kept, in which it was not, and in which it is to come."""

    what: str
    kept: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    to_come: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return PROMISES[self.what]


def kept_promises(jobs: Iterable[MeasuredJob], zone: tzinfo, now: datetime) -> tuple[Kept, ...]:
    """Return each kind of promise that the jobs have had."""
    came: dict[str, tuple[list[str], list[str], list[str]]] = {each: ([], [], []) for each in PROMISES}
    for each in jobs:
        for what, became in _of_one(each, zone, now):
            came[what][became].append(each.reference)
    return tuple(
        Kept(what, *(tuple(dict.fromkeys(each)) for each in lists)) for what, lists in came.items() if any(lists)
    )


_KEPT, _MISSED, _TO_COME = 0, 1, 2


def _of_one(measured: MeasuredJob, zone: tzinfo, now: datetime) -> Iterator[tuple[str, int]]:
    for due in measured.job.clock(measured.priority, zone, now):
        # What ended before it was due was neither kept nor missed.
        if due.is_late:
            yield due.what.value, _MISSED
        elif due.kept_at is not None:
            yield due.what.value, _KEPT
        elif measured.job.job.ended_at is None:
            yield due.what.value, _TO_COME
    job = measured.job
    if job.visit_at is not None:
        last_day = job.visit_at.astimezone(zone).date()
        moments = [each for each in (job.job.on_site_at, job.job.done_at) if each is not None]
        came_on = min(moments).astimezone(zone).date() if moments else None
        if came_on is not None:
            yield "visit", _KEPT if came_on <= last_day else _MISSED
        elif now.astimezone(zone).date() > last_day:
            yield "visit", _MISSED
        else:
            yield "visit", _TO_COME
