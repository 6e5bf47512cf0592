"""How much came in, was done and stays open: the figures A1 to A8 and D1.

Every incident comes in at most once and goes out at most once, so that A8 = A1 + A2 + A4 - A5 - A7.
Source: DOMAIN.md 4.2. Two readings: an incident is there from the moment it became one (a held mail, when it is
released); what was cancelled and taken back counts with A4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mailtick.incidents.incident import IncidentType, State
from mailtick.reports.facts import IncidentFacts, WeekFacts


@dataclass(frozen=True, slots=True)
class Volume:
    """The incidents behind each figure, in the order of their numbers."""

    open_at_start: tuple[IncidentFacts, ...]
    logged: tuple[IncidentFacts, ...]
    came_back: tuple[IncidentFacts, ...]
    resolved: tuple[IncidentFacts, ...]
    closed: tuple[IncidentFacts, ...]
    cancelled: tuple[IncidentFacts, ...]
    logged_and_cancelled: tuple[IncidentFacts, ...]
    open_at_end: tuple[IncidentFacts, ...]
    joined: Mapping[int, int]

    def logged_by(self, what: Callable[[IncidentFacts], str]) -> dict[str, int]:
        """Count what was logged (D1): the most first, then by name."""
        counts = Counter(what(each) for each in self.logged)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def logged_of(self, kind: IncidentType) -> int:
        return sum(each.type is kind for each in self.logged)


def count_volume(facts: WeekFacts) -> Volume:
    """Sort the incidents of a week into the figures A1 to A8."""
    start, end = facts.week.start_at, facts.week.end_at
    everything = sorted(facts.incidents, key=lambda each: each.number)
    there = [each for each in everything if each.state_at(start) is not None]
    new = [each for each in everything if facts.week.holds(each.opened_at)]
    open_at_start = _those(there, lambda each: each.is_open_at(start))
    came_back = _those(there, lambda each: not each.is_open_at(start) and each.becomes_open_in(facts.week))
    logged = _those(new, lambda each: not each.is_cancelled_at(end))
    return Volume(
        open_at_start=open_at_start,
        logged=logged,
        came_back=came_back,
        resolved=_those((*open_at_start, *logged, *came_back), lambda each: each.is_done_at(end)),
        closed=_those(everything, lambda each: _was_closed(each, facts)),
        cancelled=_those((*open_at_start, *came_back), lambda each: each.is_cancelled_at(end)),
        logged_and_cancelled=_those(new, lambda each: each.is_cancelled_at(end)),
        open_at_end=_those(everything, lambda each: each.is_open_at(end)),
        joined=_joined(everything, facts),
    )


def _those(incidents: Iterable[IncidentFacts], which: Callable[[IncidentFacts], bool]) -> tuple[IncidentFacts, ...]:
    return tuple(sorted((each for each in incidents if which(each)), key=lambda each: each.number))


def _was_closed(incident: IncidentFacts, facts: WeekFacts) -> bool:
    return any(facts.week.holds(each.at) and each.new is State.CLOSED for each in incident.changes)


def _joined(incidents: Iterable[IncidentFacts], facts: WeekFacts) -> dict[int, int]:
    counts = {each.number: sum(facts.week.holds(at) for at in each.joined_at) for each in incidents}
    return {number: count for number, count in counts.items() if count}
