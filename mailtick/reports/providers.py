"""What each provider had, got, finished and still has: the counts of C2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailtick.reports.facts import HandoverFacts, IncidentFacts, WeekFacts

_Given = tuple[IncidentFacts, HandoverFacts]


@dataclass(frozen=True, slots=True)
class ProviderWeek:
    """The hand-overs of one provider: open at the end = open at the start + sent + came back - done.

    A hand-over is open while the provider has it and the incident is open; one whose incident is reopened came back.
    """

    code: str
    name: str
    open_at_start: int
    sent: int
    came_back: int
    done: int
    open_at_end: int
    incidents: tuple[int, ...]


def count_providers(facts: WeekFacts) -> tuple[ProviderWeek, ...]:
    """Return the providers that had or got something in the week, by name. Source: DOMAIN.md 4.2 C2."""
    given: dict[tuple[str, str], list[_Given]] = {}
    for incident in facts.incidents:
        for handover in incident.handovers:
            given.setdefault((handover.provider, handover.code), []).append((incident, handover))
    weeks = (
        _count(code, name, pairs, facts) for (name, code), pairs in sorted(given.items(), key=lambda item: item[0])
    )
    return tuple(week for week in weeks if week.incidents)


def _count(code: str, name: str, given: list[_Given], facts: WeekFacts) -> ProviderWeek:
    start, end = facts.week.start_at, facts.week.end_at
    at_start = [pair for pair in given if _is_open(pair, start)]
    sent = [pair for pair in given if facts.week.holds(pair[1].handed_at)]
    at_end = [pair for pair in given if _is_open(pair, end)]
    came_back = [pair for pair in at_end if pair not in at_start and pair not in sent]
    had = [*at_start, *sent, *came_back]
    return ProviderWeek(
        code=code,
        name=name,
        open_at_start=len(at_start),
        sent=len(sent),
        came_back=len(came_back),
        done=sum(pair not in at_end for pair in had),
        open_at_end=len(at_end),
        incidents=tuple(sorted({incident.number for incident, _ in had})),
    )


def _is_open(pair: _Given, moment: datetime) -> bool:
    incident, handover = pair
    return handover.is_with_them(moment) and incident.is_open_at(moment)
