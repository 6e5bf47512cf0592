"""What comes round by itself, such as a termly restore test, becomes an incident on its day. Source: DOMAIN.md 3.10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailtick.incidents import gate
from mailtick.incidents.actions import (
    Action,
    AddEntry,
    Assign,
    ChangeState,
    Event,
    NoticeKind,
    OpenIncident,
    SetField,
    Withhold,
)
from mailtick.incidents.equipment import LinkEquipment
from mailtick.incidents.incident import Grade, IncidentType, State, priority_of
from mailtick.incidents.kept import Equipment
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Person, Provider
from mailtick.incidents.policy import Policy
from mailtick.incidents.presence import day_words
from mailtick.incidents.response import FIELD as RESPONDED
from mailtick.incidents.work_list import why_not_now

# How an incident came that the diary opened.
CHANNEL = "diary"


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An entry of the diary that wants an incident: its reference, its day, what, of what, where, and whose it is.

    `person` is None where it names nobody, `place` a name of the list of places or empty.
    """

    ref: str
    on: date
    what: str
    equipment: Equipment | None = None
    place: str = ""
    provider: Provider | None = None
    person: Person | None = None
    repeats: bool = False


def open_due(due: DueEntry, lookup: Lookup, policy: Policy, now: datetime) -> tuple[Action, ...]:
    """Return the actions that make an incident of an entry: given to whom it names, else told to the coordinators.

    Empty where nobody could see it through: the list of people has neither that person nor a coordinator.
    """
    alerted = gate.alerted(lookup, policy, now)
    looks_after = due.person or next(iter(alerted), None)
    if looks_after is None:
        return ()
    because = f"the diary wants it on {day_words(due.on)} ({due.ref}{', which comes again' if due.repeats else ''})"
    categories = [each for each in lookup.categories() if each.is_suggested_by(due.what)]
    opening = OpenIncident(
        reporter=looks_after,
        type=IncidentType.REQUEST,
        title=due.what,
        text=due.what,
        category=categories[0].name if len(categories) == 1 else "",
        place=due.place,
        impact=Grade.LOW,
        urgency=Grade.LOW,
        priority=priority_of(Grade.LOW, Grade.LOW),
        channel=CHANNEL,
        because=because,
    )
    answered = SetField(OPENED, RESPONDED, now.isoformat(), "nobody waits for an answer")
    about = (LinkEquipment(OPENED, due.equipment, because),) if due.equipment else ()
    firm = due.provider
    question = f"{firm.name} could do it: #second {firm.code} <why> hands it over." if firm else ""
    asked = (AddEntry(OPENED, Event.NOTE, question, because),) if question else ()
    lines = (f"It came by itself: {because}.", *((question,) if question else ()))
    given = _given(due.person, opening, because, lookup, policy, now)
    if given:
        return (opening, answered, *about, *asked, *given)
    headline = "This is due now"
    told = gate.notify(NoticeKind.ALERT, alerted, headline, lookup, policy, now, incident=OPENED, lines=lines)
    return (opening, answered, *about, *asked, *told)


def _given(
    person: Person | None, opening: OpenIncident, because: str, lookup: Lookup, policy: Policy, now: datetime
) -> tuple[Action, ...]:
    """It is with whom the diary names, who gets all of it; nobody outside the team gets incidents so."""
    if person is None or not person.is_team:
        return ()
    moved = (ChangeState(OPENED, State.ASSIGNED, because), Assign(OPENED, person, because))
    if listed := why_not_now(person, opening.priority):
        return (*moved, Withhold(NoticeKind.ASSIGNMENT, person, listed))
    told = gate.notify(NoticeKind.ASSIGNMENT, (person,), because, lookup, policy, now, incident=OPENED, by="the diary")
    return (*moved, *told)
