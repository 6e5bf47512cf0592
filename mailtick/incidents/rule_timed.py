"""When a rule is asked by the clock: `state` and `age`, and what may stand beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mailtick.incidents.incident import OPEN, State
from mailtick.incidents.rule_values import several, text
from mailtick.incidents.service_time import ServiceTime
from mailtick.incidents.targets import Target, read_target

KEYS = ("state", "age")
# What is known of an incident as it stands; all else is known of the mail that opened it alone.
_WHEN = frozenset(
    {"any", "all", "not", "sender", "role", "domain", "subject", "text", "language", "category", "place", "asset"}
    | {"usual_room", "type", "priority"}
)
_THEN = frozenset({"chase", "notify", "watch", "assign", "priority", "reason", "note", "follow_up", "diary"})


@dataclass(frozen=True, slots=True)
class Timed:
    """In one of these states for so long; no state means open at all, since it came in."""

    states: frozenset[State]
    age: Target | None = None

    def due(self, since: datetime, service: ServiceTime) -> datetime:
        """When it has been so for long enough: days are over when the desk opens on that day."""
        if self.age is None:
            return since
        if self.age.span is None:
            return service.opening_of_day(since, self.age.days)
        return service.after(service.opening(since), self.age.span)


def read_states(value: object) -> frozenset[State]:
    states = frozenset(several(State)(value))
    if not states <= OPEN:
        over = ", ".join(sorted(states - OPEN))
        possible = ", ".join(state for state in State if state in OPEN)
        raise ValueError(f"{over} is no state of an open incident; possible: {possible}")
    return states


def read_age(value: object) -> Target:
    """So long in the state; of days the open ones count, of hours and minutes those in which the desk is open."""
    try:
        return read_target(text(value))
    except ValueError:
        raise ValueError(f'this must be a time such as "3 days" or "4 hours", not {value!r}') from None


def misplaced(when: Mapping[str, object], then: Mapping[str, object]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what may not stand in a rule that the clock asks, each with its place and a sentence."""
    for path, key in _keys(("when",), when):
        if key not in _WHEN and key not in KEYS:
            yield (*path, key), f"{key} is known of a new mail only; take it away, or take state and age away"
    for key in then:
        if key not in _THEN:
            possible = ", ".join(sorted(_THEN))
            yield ("then", key), f"{key} is nothing that a rule with state or age does; possible: {possible}"


def _keys(path: tuple[str | int, ...], table: Mapping[str, object]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, value in table.items():
        yield path, key
        if key == "not" and isinstance(value, Mapping):
            yield from _keys((*path, key), value)
        if key in ("any", "all") and isinstance(value, list):
            for index, each in enumerate(value):
                if isinstance(each, Mapping):
                    yield from _keys((*path, key, index), each)
