"""What the clock does by itself: it warns, asks again, goes on after a visit, and closes what nobody objects to.

One table says what is told to whom (`RUNGS`), one function a concern says when (`_steps`). Pure: `look` is asked at a
moment, and answers what is to be done now and when to ask again. Source: DOMAIN.md 5.2 to 5.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from types import MappingProxyType

from mailtick.incidents.actions import Action, ChangeState, NoticeKind, SetField
from mailtick.incidents.clock import Clock, Life, WaitSpan
from mailtick.incidents.clock_words import working
from mailtick.incidents.critical import critical_steps
from mailtick.incidents.incident import DONE, Priority, State
from mailtick.incidents.late_firms import firm_steps
from mailtick.incidents.open_questions import question_steps
from mailtick.incidents.people import Role
from mailtick.incidents.service_time import STILL_THERE
from mailtick.incidents.timed import rule_steps
from mailtick.incidents.watched import Look, Mark, Step, Watched
from mailtick.incidents.words import WAITING_WORDS

_CLOSES_AFTER_DAYS = 3
# A question is repeated on these open days after it was asked, and given up on the last one.
_ASKS_AGAIN = (2, 5, 8)
_GIVES_UP = 10
# What a day that has passed is named again after, as long as nobody deals with it; open days.
_NAMED_AGAIN = 5


@dataclass(frozen=True, slots=True)
class Rung:
    """At this share of the time that was promised, these roles hear of it."""

    share: float
    to: tuple[Role, ...]


_COORDINATION = (Role.COORDINATOR,)
_WITH_OWNER = (Role.COORDINATOR, Role.OWNER)

# Of both clocks, the one for the answer and the one for the end. P5 stands in the weekly summary alone.
RUNGS: Mapping[Priority, tuple[Rung, ...]] = MappingProxyType(
    {
        Priority.P1: (Rung(0.5, _COORDINATION), Rung(0.75, _COORDINATION), Rung(1, _WITH_OWNER)),
        Priority.P2: (Rung(0.75, _COORDINATION), Rung(1, _WITH_OWNER)),
        Priority.P3: (Rung(0.75, _COORDINATION), Rung(1, _COORDINATION)),
        Priority.P4: (Rung(1, _COORDINATION),),
        Priority.P5: (),
    }
)


def look(watched: Watched) -> Look:
    """Return what the clock does now, and when it is to be asked again."""
    now, service = watched.now, watched.service
    steps = sorted(_steps(watched), key=lambda step: step.at)
    due = [step for step in steps if step.at <= now and step.mark not in watched.said]
    is_quiet = not (service.is_open(now) or service.is_open(now - STILL_THERE))
    is_p1 = watched.incident.priority is Priority.P1
    held = [step for step in due if step.is_warning and is_quiet and (step.keeps_hours or not is_p1)]
    done = {step.line: step for step in due if step not in held}
    coming = [step.at for step in steps if step.at > now]
    if held:
        coming.append(max(service.opening(now), now + timedelta(minutes=1)))
    marks = frozenset(step.mark for step in due if step not in held)
    actions = tuple(action for step in done.values() for action in step.act())
    return Look(actions, marks, min(coming, default=None))


def _steps(watched: Watched) -> Iterator[Step]:
    state = watched.incident.state
    if state is State.RESOLVED:
        yield from _closing(watched)
    if state in DONE or state is State.CANCELLED:
        return
    clock = watched.clock
    if watched.incident.priority is Priority.P1:
        yield from critical_steps(watched, clock)
    yield from _answering(watched, clock)
    yield from _resolving(watched, clock)
    yield from firm_steps(watched)
    yield from question_steps(watched)
    yield from rule_steps(watched)
    if wait := _open_wait(watched.life):
        yield from _waiting(watched, wait)
    if state is State.TEMPORARY_FIX and watched.rest_due_on is not None:
        midnight = datetime.combine(watched.rest_due_on, time(), tzinfo=watched.policy.zone)
        yield from _finishing(watched, watched.service.opening(midnight))


def _closing(watched: Watched) -> Iterator[Step]:
    """Nobody objected: it is closed when the desk shuts on the third open day after it was resolved."""
    incident = watched.incident
    if incident.resolved_at is None:
        return
    at = watched.service.close_of_day(incident.resolved_at, _CLOSES_AFTER_DAYS)
    because = f"nobody objected within {_CLOSES_AFTER_DAYS} open days"
    closes = (
        ChangeState(incident.id, State.CLOSED, because),
        SetField(incident.id, "how_closed", "automatic", because),
    )
    yield Step(at, "close", Mark("close", incident.resolved_at.isoformat()), lambda: closes, is_warning=False)


def _answering(watched: Watched, clock: Clock) -> Iterator[Step]:
    """Nobody has answered yet."""
    incident = watched.incident
    if clock.responded_at is not None:
        return
    whole = watched.service.between(clock.start, clock.respond_by)
    by = watched.at(clock.respond_by)
    for rung in RUNGS[incident.priority]:
        at = clock.respond_by if rung.share == 1 else watched.service.after(clock.start, whole * rung.share)
        is_late = rung.share == 1
        headline = "Nobody has answered yet, and it is late" if is_late else "Nobody has answered yet"
        line = (
            f"{incident.reporter.name} was promised an answer by {by}."
            if is_late
            else (f"{incident.reporter.name} is promised an answer by {by}.")
        )
        yield Step(
            at,
            "answer",
            Mark(f"answer {rung.share:.0%}", clock.respond_by.isoformat()),
            _warning(watched, rung.to, headline, line),
        )


def _resolving(watched: Watched, clock: Clock) -> Iterator[Step]:
    """The time that was promised for all of it runs out."""
    incident = watched.incident
    if clock.stopped_at is not None:
        return
    # Taken anew by another priority, another calendar, or being reopened.
    about = f"{clock.start.isoformat()} {clock.budget}"
    for rung in RUNGS[incident.priority]:
        at = _reached(watched, clock, clock.budget * rung.share)
        if at is None:
            continue
        is_late = rung.share == 1
        headline = "It is late" if is_late else f"{rung.share:.0%} of the time is used"
        line = f"{working(clock, watched.at)}. It is with {incident.with_whom}."
        yield Step(at, "resolve", Mark(f"resolve {rung.share:.0%}", about), _warning(watched, rung.to, headline, line))


def _reached(watched: Watched, clock: Clock, span_: timedelta) -> datetime | None:
    """When so much of the time is used: now, if it is already; None while the clock rests."""
    if clock.used >= span_:
        return watched.now
    if not clock.is_running:
        return None
    return watched.service.after(max(watched.now, clock.start), span_ - clock.used)


def _open_wait(life: Life) -> WaitSpan | None:
    return life.waits[-1] if life.waits and life.waits[-1].end is None else None


def _waiting(watched: Watched, wait: WaitSpan) -> Iterator[Step]:
    if wait.waiting_on == "requester":
        yield from _asking(watched, wait)
    elif wait.waiting_on == "visit" and watched.incident.state is State.SCHEDULED and wait.follow_up_at is not None:
        starts = (ChangeState(watched.incident.id, State.IN_PROGRESS, "the agreed moment has come"),)
        mark = Mark("visit", wait.follow_up_at.isoformat())
        yield Step(wait.follow_up_at, "visit", mark, lambda: starts, is_warning=False)
    elif wait.follow_up_at is not None:
        whom = WAITING_WORDS[wait.waiting_on]
        since = f"It waits for {whom} since {watched.at(wait.start)}: {wait.why}."
        yield from _until_dealt_with(watched, "follow-up", wait.follow_up_at, "The day has come to look again", since)


def _asking(watched: Watched, wait: WaitSpan) -> Iterator[Step]:
    """Our question has no answer: it is asked again, and in the end the matter is closed unless they object."""
    incident, service = watched.incident, watched.service
    ends_at = service.close_of_day(wait.start, _GIVES_UP)
    last = ends_at.astimezone(watched.policy.zone)
    until = f"{last:%A} {last.day} {last:%B}"
    for nth, days in enumerate(_ASKS_AGAIN, 1):
        because = f"no answer yet: asked again, {nth} of {len(_ASKS_AGAIN)} times"
        yield Step(
            service.opening_of_day(wait.start, days),
            "ask",
            Mark(f"ask {nth}", wait.start.isoformat()),
            partial(watched.tell, NoticeKind.STILL_ASKING, (incident.reporter,), because, wait.why, until),
        )
    because = f"no answer after {len(_ASKS_AGAIN)} reminders over {_GIVES_UP} open days"
    gives_up = (
        SetField(
            incident.id, "resolution", "We had no answer to our question, so we take it that all is well.", because
        ),
        ChangeState(incident.id, State.RESOLVED, because),
    )
    yield Step(
        ends_at,
        "ask",
        Mark("give up", wait.start.isoformat()),
        lambda: (*gives_up, *watched.tell(NoticeKind.STILL_ASKING, incident.affected, because, wait.why)),
        is_warning=False,
    )


def _finishing(watched: Watched, due_at: datetime) -> Iterator[Step]:
    """A temporary fix was to be followed by the rest."""
    line = f"It was fixed for now, and the rest was promised by {watched.at(due_at)}."
    yield from _until_dealt_with(watched, "rest", due_at, "The day has come for the rest of it", line)


def _until_dealt_with(watched: Watched, line: str, at: datetime, headline: str, *lines: str) -> Iterator[Step]:
    """On the day, and again every few open days until somebody has dealt with it."""
    about, nth, due = at.isoformat(), 1, at
    while True:
        yield Step(due, line, Mark(f"{line} {nth}", about), _warning(watched, _COORDINATION, headline, *lines))
        if due > watched.now:
            return
        nth, due = nth + 1, max(watched.service.opening_of_day(due, _NAMED_AGAIN), due + timedelta(days=1))


def _warning(watched: Watched, roles: tuple[Role, ...], headline: str, *lines: str) -> Callable[[], tuple[Action, ...]]:
    return partial(watched.warn, roles, headline, *lines)
