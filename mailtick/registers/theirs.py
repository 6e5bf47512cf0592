"""All that hangs on one person: equipment, loans, seats, what they answer for, approvals, incidents, tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from mailtick.incidents.people import Role
from mailtick.mail.money import pounds
from mailtick.registers.assets import ASSETS, what_it_is
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.formats import Value
from mailtick.registers.implementations import IMPLEMENTATIONS
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.problems import PROBLEMS
from mailtick.registers.records import id_of, records_with
from mailtick.registers.register import Register, Values
from mailtick.registers.seats import SEATS
from mailtick.registers.tasks import TASKS
from mailtick.registers.vocabulary import AssetStatus, ProblemState, Stage
from mailtick.store.leaving import open_incidents_of
from mailtick.store.people import people_with_role
from mailtick.store.registers import row_with
from mailtick.store.tables import LocationRow, PersonRow

_GONE = (AssetStatus.DISPOSED, AssetStatus.STOLEN)
_OVER = (Stage.CLOSED, Stage.REJECTED, Stage.STOPPED)
_SETTLED = (ProblemState.FIXED, ProblemState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Theirs:
    """One thing of somebody's: in which list it stands, what it is called there, what it is."""

    group: str
    key: str
    what: str


def equipment_of(session: Session, address: str) -> list[Theirs]:
    """The equipment that is assigned to somebody, with where it is."""
    return [
        Theirs("Equipment", str(values["tag"]), f"{what_it_is(values)}{_at(session, values)}")
        for values in _with(session, ASSETS, "assigned_to", address)
        if values["status"] not in _GONE
    ]


def loans_of(session: Session, address: str) -> list[Theirs]:
    """What somebody has borrowed and not brought back."""
    return [
        Theirs("Loans", str(values["asset"]), f"lent from {values['from_on']} until {values['due_on']}")
        for values in _with(session, LOANS, "borrower", address)
        if values["returned_on"] is None
    ]


def seats_of(session: Session, address: str, today: date) -> list[Theirs]:
    """The licences that somebody uses today or will use."""
    found = []
    for values in _with(session, SEATS, "holder", address):
        until = values["to_on"]
        if isinstance(until, date) and until < today:
            continue
        licence = str(values["licence"])
        [(_, product)] = records_with(session, LICENCES, "ref", licence)
        found.append(Theirs("Seats", licence, f"{product['product']}{f', until {until}' if until else ''}"))
    return found


def duties_of(session: Session, address: str) -> list[Theirs]:
    """What somebody answers for: places, contracts, implementations, problems."""
    places = _with(session, LOCATIONS, "responsible", address)
    contracts = _with(session, CONTRACTS, "responsible", address)
    new = [each for each in _with(session, IMPLEMENTATIONS, "owner", address) if each["stage"] not in _OVER]
    problems = [each for each in _with(session, PROBLEMS, "owner", address) if each["state"] not in _SETTLED]
    return [
        *(Theirs("Answers for", str(each["code"]), str(each["name"])) for each in places),
        *(Theirs("Answers for", str(each["ref"]), str(each["description"])) for each in contracts),
        *(Theirs("Answers for", str(each["ref"]), str(each["title"])) for each in (*new, *problems)),
    ]


def cover_of(session: Session, address: str, roles: tuple[str, ...]) -> list[Theirs]:
    """For each role of somebody's but the requester's, who else has it."""
    found = []
    for role in roles:
        if role == Role.REQUESTER:
            continue
        others = [each.name for each in people_with_role(session, Role(role)) if each.address != address]
        found.append(Theirs("Cover", role.replace("_", " "), f"also {', '.join(others)}" if others else "nobody else"))
    return found


def all_theirs(session: Session, person: Values, today: date, prefix: str) -> list[Theirs]:
    """All that hangs on a person, group by group. `prefix` begins the references of incidents."""
    address = str(person["address"])
    limit = person["approve_limit_pence"]
    approves = f"up to {pounds(limit)}" if isinstance(limit, int) else ""
    roles = person["roles"]
    return [
        *equipment_of(session, address),
        *loans_of(session, address),
        *seats_of(session, address, today),
        *duties_of(session, address),
        *cover_of(session, address, tuple(map(str, roles)) if isinstance(roles, tuple) else ()),
        *([Theirs("Approvals", "may approve", approves)] if approves else []),
        *_incidents(session, address, prefix),
        *_tasks(session, address),
    ]


def _incidents(session: Session, address: str, prefix: str) -> Iterator[Theirs]:
    row = row_with(session, PersonRow, {"address": address})
    for incident in open_incidents_of(session, id_of(row), prefix) if row else ():
        has_it = incident.assignee is not None and incident.assignee.address == address
        yield Theirs(
            "Incidents", incident.reference, f"{incident.shown_title} ({'has it' if has_it else 'reported it'})"
        )


def _tasks(session: Session, address: str) -> list[Theirs]:
    about = _with(session, TASKS, "about", address)
    own = [each for each in _with(session, TASKS, "person", address) if each["about"] != address]
    undone = [each for each in (*about, *own) if each["done_on"] is None]
    return [Theirs("Tasks", str(each["ref"]), f"{each['what']}{_by(each['due_on'])}") for each in undone]


def _by(day: Value) -> str:
    return f", by {day}" if day else ""


def _with(session: Session, register: Register, column: str, value: Value) -> list[Values]:
    found = (values for _, values in records_with(session, register, column, value))
    return [values for values in found if values["retired_on"] is None]


def _at(session: Session, values: Values) -> str:
    place = row_with(session, LocationRow, {"code": values["location"]}) if values["location"] else None
    return f", {place.name}" if isinstance(place, LocationRow) else ""
