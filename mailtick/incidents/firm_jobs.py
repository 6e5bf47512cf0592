"""A job that an outside firm has, as its clock and whoever chases it see it. Source: DOMAIN.md 3.5, 5.3 and 5.4."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from mailtick.incidents.hours import read_hours
from mailtick.incidents.incident import Priority
from mailtick.incidents.people import Person, Provider
from mailtick.incidents.school_days import SchoolDays, Span
from mailtick.incidents.service_level import Due, Job, Promised, read_provider_clock, read_service_level
from mailtick.incidents.service_time import ServiceTime

# What a firm is taken to work whose hours are not known, or not understood.
USUAL_HOURS = "Mon-Fri 09:00-17:00"
_ROUND_THE_CLOCK = "Mon-Sun 00:00-23:59"
_ALWAYS = re.compile(r"\b24\s*(?:/|x|h)\s*7\b|\b24\s*h(?:ours?)?\b|\bround[\s-]the[\s-]clock\b", re.IGNORECASE)

# By what a firm is late; "They promised to …".
PROMISED_WORDS = {Promised.REPLY: "answer", Promised.ON_SITE: "be here", Promised.FIX: "have it mended"}


@dataclass(frozen=True, slots=True)
class FirmJob:
    """One hand-over that is with a firm: what happened to it, what its contract promises, and when the firm works.

    `number` is theirs, `visit_at` until when they said they come, `chased_at` when they were chased, the oldest first.
    `escalation` is whom of theirs to write to where it goes on, if the list of contacts has somebody.
    """

    handover: int
    firm: Provider
    number: str
    job: Job
    contract: str
    promises: str
    hours: str
    bank_holidays: tuple[Span, ...] = ()
    visit_at: datetime | None = None
    chased_at: tuple[datetime, ...] = ()
    escalation: Person | None = None

    def service(self, zone: tzinfo) -> ServiceTime:
        """When the firm works: its own hours, but on bank holidays; school holidays do not matter to it.

        Who works round the clock knows no holiday.
        """
        if _ALWAYS.search(self.hours):
            return ServiceTime(read_hours(_ROUND_THE_CLOCK), SchoolDays(), zone=zone)
        hours = read_hours(USUAL_HOURS if why_not_hours(self.hours) else self.hours or USUAL_HOURS)
        return ServiceTime(hours, SchoolDays(closures=self.bank_holidays), zone=zone)

    def clock(self, priority: Priority, zone: tzinfo, now: datetime) -> tuple[Due, ...]:
        """How they stand with what the contract promises for this priority."""
        level = read_service_level(self.promises)
        return read_provider_clock(replace(self.job, priority=priority), level, self.service(zone), now)

    def late(self, priority: Priority, zone: tzinfo, now: datetime) -> tuple[Due, ...]:
        """What they have not done by now and should have, the oldest first."""
        dues = self.clock(priority, zone, now)
        return tuple(sorted((due for due in dues if due.is_late and due.kept_at is None), key=lambda due: due.due_at))

    def is_late_twice(self, priority: Priority, zone: tzinfo, now: datetime) -> bool:
        """Whether it is the second time that they are late on this job, or they were chased already."""
        return bool(self.chased_at) or sum(due.is_late for due in self.clock(priority, zone, now)) > 1


def promises_in_words(
    job: FirmJob, priority: Priority, zone: tzinfo, now: datetime, at: Callable[[datetime], str]
) -> tuple[str, ...]:
    """Return each promise of a job and how it was kept: "fix by Tue 17 Nov 09:15, late"; `at` writes a moment."""
    return tuple(f"{due.what} by {at(due.due_at)}{_kept(due, at)}" for due in job.clock(priority, zone, now))


def _kept(due: Due, at: Callable[[datetime], str]) -> str:
    if due.kept_at is None:
        return ", late" if due.is_late else ""
    return f", {'late' if due.is_late else 'kept'} {at(due.kept_at)}"


def why_not_hours(words: str) -> str:
    """Return what is not understood of a firm's hours, a sentence, so that the usual ones are counted; or ""."""
    if not words.strip() or _ALWAYS.search(words):
        return ""
    try:
        read_hours(words)
    except ValueError as error:
        return str(error)
    return ""
