"""The clock of an incident: by when somebody must have answered, by when it must be done, and how it was counted.

Pure: what happened to the incident goes in, the working comes out. Source: DOMAIN.md 5.4, RULINGS 18 and 21.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from mailtick.incidents.incident import OPEN, Priority, State
from mailtick.incidents.service_time import ZERO, ServiceTime
from mailtick.incidents.targets import Promises

# In these the resolve clock stands still; from the two ends of the life it begins anew with at least so much left.
_STOPPED = frozenset(State) - OPEN | {State.TEMPORARY_FIX}
_ENDS = (State.RESOLVED, State.CLOSED)
_LEFT_AT_LEAST = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class WaitSpan:
    """A wait on "requester", "provider", "approval" or "visit".

    At `follow_up_at` somebody looks again; of a visit it is the agreed moment, past which the clock never rests.
    """

    waiting_on: str
    start: datetime
    end: datetime | None = None
    follow_up_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to an incident, as far as its clock goes: each sequence in order of time.

    `priorities` and `states` say from when on it had which; the first of each holds from the beginning.
    """

    received_at: datetime
    priorities: tuple[tuple[datetime, Priority], ...]
    states: tuple[tuple[datetime, State], ...]
    waits: tuple[WaitSpan, ...] = ()
    responded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock rests for a wait; `counted` is the service time of it so far."""

    wait: WaitSpan
    start: datetime
    end: datetime
    counted: timedelta
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """The working at one moment; all spans are service time.

    `resolve_by` is the target moved by the pauses so far; while the clock rests, it goes on moving. `stopped_at` is
    when the user worked again or the matter ended, None while the matter is open. `paused` is the pause of now.
    """

    start: datetime
    respond_by: datetime
    responded_at: datetime | None
    is_response_late: bool
    budget: timedelta
    used: timedelta
    resolve_by: datetime
    is_late: bool
    pauses: tuple[Pause, ...]
    paused: Pause | None
    stopped_at: datetime | None

    @property
    def left(self) -> timedelta:
        return max(ZERO, self.budget - self.used)

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None and self.paused is None


def read_clock(life: Life, service: ServiceTime, promises: Promises, now: datetime) -> Clock:
    """Return how the clock of an incident stands at a moment."""
    start = service.opening(life.received_at)
    promise = promises.of(_priority_at(life, now))
    respond_by = promise.reply.moment(start, service)
    stopped_at = _stopped_at(life)
    pauses = tuple(_pauses(life, service, promises, start, now))
    budget, spans = service.between(start, promise.resolve.moment(start, service)), []
    used = ZERO
    for begin, end, is_anew in _running(life, pauses, start, now):
        if is_anew:
            budget = max(budget, used + _LEFT_AT_LEAST)
        spans.append((begin, end))
        used += service.between(begin, end)
    late_at = _reached(spans, budget, service)
    return Clock(
        start=start,
        respond_by=respond_by,
        responded_at=life.responded_at,
        is_response_late=(life.responded_at or now) > respond_by,
        budget=budget,
        used=used,
        resolve_by=late_at or service.after(stopped_at or max(start, now), budget - used),
        is_late=late_at is not None and late_at != stopped_at,
        pauses=pauses,
        paused=next((each for each in pauses if each.is_on), None) if stopped_at is None else None,
        stopped_at=stopped_at,
    )


def _reached(spans: Iterable[tuple[datetime, datetime]], budget: timedelta, service: ServiceTime) -> datetime | None:
    """The moment at which the time used reached the budget; None as long as it has not."""
    left = budget
    for begin, end in spans:
        span = service.between(begin, end)
        if span and span >= left:
            return service.after(begin, left)
        left -= span
    return None


def _stopped_at(life: Life) -> datetime | None:
    """When the clock was stopped that stands still now."""
    at = None
    for since, state in life.states:
        if state not in _STOPPED:
            at = None
        elif at is None:
            at = since
    return at


def _running(
    life: Life, pauses: Sequence[Pause], start: datetime, now: datetime
) -> Iterator[tuple[datetime, datetime, bool]]:
    """Yield the spans in which the clock ran, and of each whether the matter was taken up anew with it."""
    ends = [*(since for since, _ in life.states[1:]), now]
    was_ended = False
    for (since, state), until in zip(life.states, ends, strict=True):
        if state in _STOPPED:
            was_ended = was_ended or state in _ENDS
            continue
        for begin, end in _without(pauses, max(start, since), min(until, now)):
            yield begin, end, was_ended
            was_ended = False


def _without(pauses: Iterable[Pause], begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    at = begin
    for pause in pauses:
        if at < pause.end and pause.start < end:
            yield at, max(at, pause.start)
            at = pause.end
    if at < end:
        yield at, end


def _pauses(life: Life, service: ServiceTime, promises: Promises, start: datetime, now: datetime) -> Iterator[Pause]:
    """Yield when the clock rested. A priority that runs through a wait cuts it; past pauses stay (RULINGS 21)."""
    for wait in life.waits:
        agreed_at = wait.follow_up_at if wait.waiting_on == "visit" else None
        end = min(each for each in (wait.end, agreed_at, now) if each)
        for from_at, to_at in _cut(max(start, wait.start), end, (at for at, _ in life.priorities[1:])):
            if promises.rests(wait.waiting_on, _priority_at(life, from_at)):
                is_on = to_at == now and wait.end is None
                yield Pause(wait, from_at, to_at, service.between(from_at, to_at), is_on)


def _cut(begin: datetime, end: datetime, at: Iterable[datetime]) -> Iterator[tuple[datetime, datetime]]:
    if begin < end:
        yield from pairwise((begin, *(each for each in at if begin < each < end), end))


def _priority_at(life: Life, at: datetime) -> Priority:
    held = [priority for since, priority in life.priorities[1:] if since <= at]
    return held[-1] if held else life.priorities[0][1]
