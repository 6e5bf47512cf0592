"""What needs somebody: each line ends with a person and a verb."""

from __future__ import annotations

from collections.abc import Iterator

from mailtick.incidents.incident import Priority, State
from mailtick.reports.facts import IncidentFacts, NotDelivered, WeekFacts
from mailtick.reports.week import day_words, working_days

_URGENT = (Priority.P1, Priority.P2)
_NOBODY_YET = (State.NEW, State.ASSIGNED, State.IN_PROGRESS)
_SILENT_DAYS = 5


def needs(facts: WeekFacts, open_incidents: tuple[IncidentFacts, ...]) -> tuple[str, ...]:
    """Return one line for each thing that waits for a person, the red ones first. Source: DOMAIN.md 4.4."""
    who = facts.coordinator or "The desk"
    urgent = sorted((each for each in open_incidents if each.priority in _URGENT), key=lambda each: each.priority)
    others = [each for each in open_incidents if each.priority not in _URGENT]
    return (
        *_held(facts, who),
        *(_undelivered(each, facts, who) for each in facts.not_delivered),
        *(_urgent(each, facts, who) for each in urgent),
        *(
            f"{_named(each, facts)} has nobody. {who}: give it to somebody"
            for each in others
            if _has_nobody(each, facts)
        ),
        *(_silent(each, facts, who) for each in others if not _has_nobody(each, facts) and _is_silent(each, facts)),
    )


def _held(facts: WeekFacts, who: str) -> Iterator[str]:
    if facts.held_since:
        oldest = min(facts.held_since).astimezone(facts.week.zone).date()
        mails = "1 mail is held" if len(facts.held_since) == 1 else f"{len(facts.held_since)} mails are held"
        yield f"{mails}, the oldest since {day_words(oldest)}. {who}: say what each is about"


def _undelivered(mail: NotDelivered, facts: WeekFacts, who: str) -> str:
    about = f" about {facts.reference(mail.number)}" if mail.number else ""
    to = "" if mail.is_restricted else f" to {mail.recipient}"
    return f"A mail{about}{to} could not be delivered. {who}: correct the address or telephone"


def _urgent(incident: IncidentFacts, facts: WeekFacts, who: str) -> str:
    named = f"{_named(incident, facts)} is {incident.priority} and open"
    if _has_nobody(incident, facts):
        return f"{named}; nobody has it. {who}: give it to somebody"
    whom = incident.with_whom_at(facts.week.end_at)
    waits = incident.state_at(facts.week.end_at) in (State.WAITING_PROVIDER, State.WAITING_REQUESTER)
    if waits and not incident.is_restricted:
        return f"{named}. {who}: chase {whom}"
    return f"{named}. {whom if incident.assignee else who}: see it through"


def _silent(incident: IncidentFacts, facts: WeekFacts, who: str) -> str:
    named = f"{_named(incident, facts)}: nothing was noted for {_SILENT_DAYS} working days"
    return f"{named}. {incident.assignee or who}: say how it stands"


def _named(incident: IncidentFacts, facts: WeekFacts) -> str:
    place = f", {incident.shown_place}" if incident.shown_place else ""
    return f"{facts.reference(incident.number)} ({incident.shown_title}{place})"


def _has_nobody(incident: IncidentFacts, facts: WeekFacts) -> bool:
    return not incident.assignee and incident.state_at(facts.week.end_at) in _NOBODY_YET


def _is_silent(incident: IncidentFacts, facts: WeekFacts) -> bool:
    last = (incident.last_entry_at or incident.opened_at).astimezone(facts.week.zone).date()
    return working_days(last, facts.week.next_monday) >= _SILENT_DAYS
