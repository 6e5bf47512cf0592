"""Incidents on paper: the call log, the incident sheet, the diagnosis sheet. Source: DOMAIN.md 2.3.

Of a restricted matter the call log tells that there is one, and no more (RULINGS 15).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import DONE, Incident
from mailtick.incidents.words import EVENT_WORDS, FIELD_WORDS, plain_value
from mailtick.store.tables import LogEntryRow

# As much of a text as a line of the call log shows.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the call log; of a restricted matter with its number, its day and its priority alone."""

    reference: str
    received_at: datetime
    what: str
    priority: str
    by: str = ""
    place: str = ""
    equipment: str = ""
    given_to: str = ""
    resolved_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CallLog:
    subtitle: str
    calls: tuple[Call, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, in words."""

    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class IncidentSheet:
    """A sheet to write on. Without a reference it is an empty form."""

    reference: str = ""
    title: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    log: tuple[Done, ...] = ()
    resolution: str = ""
    is_restricted: bool = False
    # What the same equipment had before.
    earlier: tuple[str, ...] = ()


def call_log(calls: Sequence[Incident], first: date, last: date) -> CallLog:
    """The call log of the incidents reported from the first to the last day, both included."""
    still = sum(incident.is_open for incident in calls)
    days = f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    return CallLog(days, tuple(map(_call, calls)), f"{len(calls)} reported, {still} of them open.")


def _call(incident: Incident) -> Call:
    if incident.is_restricted:
        what = f"a restricted {incident.priority}"
        return Call(incident.reference, incident.received_at, what, incident.priority)
    return Call(
        incident.reference,
        incident.received_at,
        incident.title,
        incident.priority,
        incident.reporter.name,
        incident.where,
        ", ".join(each.tag for each in incident.equipment),
        incident.with_whom,
        incident.resolved_at,
        _cut(incident.resolution) or incident.state_words,
    )


def incident_sheet(incident: Incident, log: Sequence[LogEntryRow]) -> IncidentSheet:
    """Everything that is known of an incident, for somebody who goes to it."""
    return IncidentSheet(
        incident.reference,
        incident.title,
        _facts(incident),
        incident.first_text.strip(),
        tuple(_done(entry) for entry in log if _is_told(entry)),
        incident.resolution if incident.state in DONE else "",
        incident.is_restricted,
    )


def diagnosis_sheet(incident: Incident, before: Sequence[Incident]) -> IncidentSheet:
    """What somebody needs who looks for the cause; `before` are the incidents that the same equipment had."""
    return IncidentSheet(
        incident.reference,
        incident.title,
        _facts(incident),
        incident.first_text.strip(),
        is_restricted=incident.is_restricted,
        earlier=tuple(
            f"{each.reference}  {each.title}: {_cut(each.resolution) or each.state_words}" for each in before
        ),
    )


def _facts(incident: Incident) -> tuple[tuple[str, str], ...]:
    others = ", ".join(person.name for person in incident.affected[1:])
    return (
        ("Reported by", incident.reporter.name),
        *((("For", others),) if others else ()),
        ("Free when", ""),
        ("Place", incident.where),
        ("Equipment", "; ".join(each.sheet_words for each in incident.equipment)),
        ("Kind", incident.type.value),
        ("Category", incident.category),
        ("Priority", f"{incident.priority}, {incident.priority_words}"),
        ("Given to", incident.with_whom),
        ("Stands", incident.state_words),
    )


def _is_told(entry: LogEntryRow) -> bool:
    return entry.event in (Event.NOTE, Event.STATE, Event.HANDOVER, Event.MAIL) or entry.field == "assignee"


def _done(entry: LogEntryRow) -> Done:
    if entry.field:
        what = f"{FIELD_WORDS[entry.field]}: {plain_value(entry.field, entry.new)}"
    else:
        to = "to " if entry.event == Event.HANDOVER and entry.new else ""
        what = f"{EVENT_WORDS[Event(entry.event)]} {to}{entry.new}".strip()
    return Done(entry.at, entry.who, f"{what}: {_cut(entry.text)}" if entry.text else what)


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"
