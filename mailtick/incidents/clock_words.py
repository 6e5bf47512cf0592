"""The working of a clock in words: for `mailtick show`, and for the mails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from mailtick.incidents.clock import Clock
from mailtick.incidents.words import WAITING_WORDS


def span(time: timedelta) -> str:
    """Service time as people read it: "8 h 45", "33 h", "45 min"."""
    hours, minutes = divmod(int(time.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes:02}" if minutes else f"{hours} h"


def answered(clock: Clock, at: Callable[[datetime], str]) -> str:
    """Whether somebody has answered, and by when somebody was to. `at` says a moment in words."""
    by = f"by {at(clock.respond_by)}"
    if clock.responded_at is None:
        return f"nobody yet; due {by}" + (", late" if clock.is_response_late else "")
    return f"{at(clock.responded_at)}; due {by}" + (", too late" if clock.is_response_late else ", in time")


def working(clock: Clock, at: Callable[[datetime], str]) -> str:
    """How much of the time is used, and how it goes on; one line."""
    return ", ".join(_parts(clock, at))


def _parts(clock: Clock, at: Callable[[datetime], str]) -> Iterator[str]:
    yield f"{span(clock.used)} of {span(clock.budget)} used"
    if clock.stopped_at is not None:
        yield f"stopped {at(clock.stopped_at)}: " + ("too late" if clock.is_late else "in time")
    elif clock.paused is not None:
        wait = clock.paused.wait
        yield f"paused since {at(clock.paused.start)}: waiting for {WAITING_WORDS[wait.waiting_on]}"
    else:
        yield f"late since {at(clock.resolve_by)}" if clock.is_late else f"due by {at(clock.resolve_by)}"


def pauses(clock: Clock, at: Callable[[datetime], str]) -> Iterator[str]:
    """Yield each pause that took time: from when to when, for what, and what it counted."""
    for each in clock.pauses:
        until = "now" if each.is_on else at(each.end)
        if each.counted:
            whom = WAITING_WORDS[each.wait.waiting_on]
            yield f"{at(each.start)} to {until}: {span(each.counted)}, waiting for {whom}"
