"""What stands in a row of the triage: what somebody wrote, what is proposed for it, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import Grade, Incident
from mailtick.incidents.people import Person, Role
from mailtick.incidents.several import matters_in, titles_of
from mailtick.incidents.triage_lines import proposed_for
from mailtick.mail.accounts import hide_accounts
from mailtick.rounds.clocks import clock_of
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import incidents, kept, people, triage
from mailtick.store.incident_list import Asked, Which, lines_of
from mailtick.store.tables import LogEntryRow
from mailtick.web.html import ago
from mailtick.web.visit import Visit

MOST_ROWS = 50
_MOST_OFFERED = 300
WHOLE_SCHOOL = "whole school"
_SHOWN_CHARACTERS = 3000
_MOST_MORE = 6
_GRADE_WORDS = {Grade.HIGH: "high", Grade.MEDIUM: "medium", Grade.LOW: "low"}
# What every incident has as a reason, and the reader knows.
_SAID_ANYWAY = ("mail from ", "sender ")
_WORD_OF_MAIL = re.compile(r"\s*#[a-z-]+ [^.\n]*\.")
_SEVERAL = "It seems to hold"
_OF_PRIORITY = ("urgency of", "impact of", "rule ")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is proposed, and why; `value` is empty where nothing was recognised."""

    label: str
    value: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody else wrote about the same."""

    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One new incident. `route` is the value of the drop-down, `seen` the last line of its log."""

    incident: Incident
    words: str
    more: tuple[Said, ...]
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    came: str
    answer_by: datetime
    is_late: bool
    matters: str
    route: str
    seen: int

    @property
    def number(self) -> int:
        return self.incident.number

    @property
    def tags(self) -> str:
        return ", ".join(each.tag for each in self.incident.equipment)

    @property
    def others(self) -> str:
        return ", ".join(each.short_name for each in self.incident.affected[1:])


@dataclass(frozen=True, slots=True)
class Choices:
    """What the drop-downs of all rows offer, each a value with its words."""

    categories: Sequence[tuple[str, str]]
    places: Sequence[tuple[str, str]]
    routes: Sequence[tuple[str, str]]
    equipment: Sequence[tuple[str, str]]
    open: Sequence[tuple[str, str]]


def rows_of(session: Session, visit: Visit) -> list[Row]:
    """Return what is new and this person may see, the most urgent first."""
    lookup = visit.lookup(session)
    found = triage.in_triage(session, visit.prefix, MOST_ROWS)
    return [_row(session, visit, lookup, each) for each in found if visit.may_see(each)]


def choices(session: Session, visit: Visit) -> Choices:
    lookup = visit.lookup(session)
    shown = [each for each in lookup.categories() if each.is_offered]
    team = {each.address: each for role in _TAKE for each in lookup.team(role)}
    firms = [each for each in people.all_providers(session).values() if not each.is_retired]
    still_open = lines_of(session, Asked(Which.OPEN), visit.prefix, _MOST_OFFERED)
    return Choices(
        categories=[("", "Not known"), *((each.name, each.name) for each in shown)],
        places=[
            ("", "Not known"),
            (WHOLE_SCHOOL, "The whole school"),
            *((place.name, place.name) for place, _ in people.all_places(session)),
        ],
        routes=[
            *((f"to:{each.address}", _person_words(each, visit.person)) for each in team.values()),
            *((f"firm:{each.code}", f"{each.name} (outside)") for each in firms),
            ("", "Nobody yet: it stays here"),
        ],
        equipment=[(each.tag, each.sheet_words) for each in kept.all_equipment(session)],
        open=[(each.reference, each.title) for each in still_open],
    )


_TAKE = (Role.FIRST_LEVEL, Role.COORDINATOR, Role.DEPUTY)


def _person_words(person: Person, me: Person) -> str:
    return f"{person.name} (you)" if person.address == me.address else person.name


def _row(session: Session, visit: Visit, lookup: StoreLookup, incident: Incident) -> Row:
    log = incidents.log_of(session, incident.id)
    clock = clock_of(session, visit.desk.policy, incident.id, visit.now)
    route, goes_to = _route(visit, lookup, incident)
    return Row(
        incident=incident,
        words=hide_accounts(incident.first_text)[:_SHOWN_CHARACTERS],
        more=tuple(_more(log))[-_MOST_MORE:],
        facts=(*_facts(incident, log), goes_to),
        notes=tuple(_notes(log)),
        came=ago(incident.received_at, visit.now),
        answer_by=clock.respond_by,
        is_late=clock.is_response_late,
        matters="" if _is_split(log) else "\n".join(titles_of(matters_in(incident.first_text))),
        route=route,
        seen=log[-1].id if log else 0,
    )


def _route(visit: Visit, lookup: StoreLookup, incident: Incident) -> tuple[str, Fact]:
    """To whom it is proposed to go, as the value of the drop-down and in words."""
    proposed = proposed_for(incident, lookup, visit.now.astimezone(visit.desk.policy.zone).date())
    firm = lookup.provider_named(proposed.provider) if proposed.provider else None
    if firm is not None:
        return f"firm:{firm.code}", Fact("Goes to", firm.name, (f"{incident.category} goes outside",))
    if proposed.person is not None:
        return f"to:{proposed.person.address}", Fact("Goes to", proposed.person.name, (proposed.because,))
    # Who decides is there, and has it until somebody else takes it.
    return f"to:{visit.person.address}", Fact("Goes to", "you", ("nobody of first level is there",))


def _more(log: Iterable[LogEntryRow]) -> Iterable[Said]:
    """What came after the report, by whoever it is."""
    for entry in log:
        if entry.event == Event.MAIL and entry.text:
            yield Said(entry.who, entry.at, hide_accounts(entry.text)[:_SHOWN_CHARACTERS])


def _notes(log: Sequence[LogEntryRow]) -> Iterable[str]:
    """What the desk noted for the team, without what stands among the facts and the words of mails."""
    tags = tuple(f"{each.new.partition(' ')[0]}:" for each in log if each.field == "equipment" and each.new)
    over = (*tags, _SEVERAL) if _is_split(log) else tags
    for entry in log:
        if entry.event == Event.NOTE and entry.is_internal and not entry.text.startswith(over):
            yield _WORD_OF_MAIL.sub("", entry.text).strip()


def _is_split(log: Iterable[LogEntryRow]) -> bool:
    """Whether what its mail told of is several incidents by now."""
    return any(each.text.startswith("split off") or "it was part of" in each.because for each in log)


def _facts(incident: Incident, log: Sequence[LogEntryRow]) -> Iterable[Fact]:
    opened = next((each.because for each in log if each.event == Event.OPENED), "")
    reasons = [each for each in opened.split("; ") if each and not each.startswith(_SAID_ANYWAY)]
    category = _taken(reasons, lambda each: bool(incident.category) and f'"{incident.category}"' in each)
    graded = _taken(reasons, lambda each: each.startswith(_OF_PRIORITY))
    graded = tuple(each.replace(" of it says so", ": it says so") for each in graded)
    where = incident.where or "the whole school" * _is_everywhere(log)
    yield Fact("What", incident.category, (*category, *_set(log, "category")))
    yield Fact("Where", where, (*reasons, *_set(log, "place")))
    equipment = "; ".join(f"{each.tag} {each.make_model}" for each in incident.equipment)
    yield Fact("Equipment", equipment, _set(log, "equipment"))
    grades = f"impact {_GRADE_WORDS[incident.impact]}, urgency {_GRADE_WORDS[incident.urgency]}"
    yield Fact(
        "Priority",
        f"{incident.priority}, {incident.priority_words}",
        (grades, *graded, *_set(log, "priority"), *_set(log, "urgency")),
    )
    if incident.needed_by:
        yield Fact("Needed by", incident.needed_words, _set(log, "needed_by"))


def _taken(reasons: list[str], is_it: Callable[[str], bool]) -> tuple[str, ...]:
    """Take out those that it holds for."""
    found = tuple(each for each in reasons if is_it(each))
    reasons[:] = [each for each in reasons if each not in found]
    return found


def _set(log: Iterable[LogEntryRow], field: str) -> tuple[str, ...]:
    """Why a field is as it is: what was said each time that it was set, once."""
    return tuple(dict.fromkeys(each.because for each in log if each.field == field and each.new and each.because))


def _is_everywhere(log: Iterable[LogEntryRow]) -> bool:
    """Whether somebody has said that it is no single place."""
    last = [each.new for each in log if each.field == "place"]
    return bool(last) and not last[-1]
