"""The incidents that stay open, as the summary lists them: the figure E."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailtick.incidents.incident import STATE_WORDS, Priority, State
from mailtick.reports.facts import IncidentFacts, WeekFacts
from mailtick.reports.week import working_days


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """One open incident. `age_days` counts working days, Monday to Friday, holidays included."""

    number: int
    reference: str
    priority: Priority
    title: str
    place: str
    state_words: str
    with_whom: str
    age_days: int


def list_open(incidents: Sequence[IncidentFacts], facts: WeekFacts) -> tuple[OpenIncident, ...]:
    """Return open incidents, the most urgent first, then the oldest. Source: DOMAIN.md 4.2 E."""
    shown = (_shown(each, facts) for each in incidents)
    return tuple(sorted(shown, key=lambda each: (each.priority, -each.age_days, each.number)))


def _shown(incident: IncidentFacts, facts: WeekFacts) -> OpenIncident:
    week = facts.week
    began_on = incident.received_at.astimezone(week.zone).date()
    return OpenIncident(
        number=incident.number,
        reference=facts.reference(incident.number),
        priority=incident.priority,
        title=incident.shown_title,
        place=incident.shown_place,
        state_words=STATE_WORDS[incident.state_at(week.end_at) or State.NEW],
        with_whom=incident.with_whom_at(week.end_at),
        age_days=working_days(began_on, week.next_monday),
    )
