"""All that hangs on one person: equipment, loans, seats, what they answer for, approvals, incidents, tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.incidents.people import Role
from mailtick.mail.money import pounds
from mailtick.registers.assets import ASSETS, what_it_is
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.diary import DIARY
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
from mailtick.store.leaving import open_incidents_of, others_with_role
from mailtick.store.registers import row_with
from mailtick.store.tables import LocationRow, PersonRow

_GONE = (AssetStatus.DISPOSED, AssetStatus.STOLEN)
_OVER = (Stage.CLOSED, Stage.REJECTED, Stage.STOPPED)
_SETTLED = (ProblemState.FIXED, ProblemState.ACCEPTED)
# Where somebody is named who answers for a thing: the list, its column, and the column that says what it is.
_DUTIES = (
    (LOCATIONS, "responsible", "name"),
    (CONTRACTS, "responsible", "description"),
    (IMPLEMENTATIONS, "owner", "title"),
    (PROBLEMS, "owner", "title"),
    (DIARY, "person", "what"),
)


@dataclass(frozen=True, slots=True)
class Theirs:
    """One thing of somebody's: in which list it stands, what it is called there, what it is."""

    group: str
    key: str
    what: str
    # The command that gives it to somebody else, where there is one.
    set_it: str = ""


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
    """What somebody answers for: places, contracts, implementations, problems, what is in the diary."""
    found = []
    for register, column, what in _DUTIES:
        for values in _with(session, register, column, address):
            if not _is_over(values):
                key = str(values[register.key[0]])
                set_it = f"mailtick register set {register.name} {key} {register.column(column).header}=ADDRESS"
                found.append(Theirs("Answers for", key, str(values[what]), set_it))
    return found


def _is_over(values: Values) -> bool:
    """Whether it needs nobody any more."""
    return values.get("stage") in _OVER or values.get("state") in _SETTLED or values.get("done_on") is not None


def cover_of(session: Session, address: str, roles: tuple[str, ...], day: date) -> list[Theirs]:
    """For each role of somebody's but the requester's, who else has it and is still here on a day."""
    found = []
    for role in roles:
        if role == Role.REQUESTER:
            continue
        others = [each.name for each in others_with_role(session, Role(role), address, day)]
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
        *cover_of(session, address, tuple(map(str, roles)) if isinstance(roles, tuple) else (), _after(person, today)),
        *([Theirs("Approvals", "may approve", approves)] if approves else []),
        *_incidents(session, address, prefix),
        *_tasks(session, address),
    ]


def _after(person: Values, today: date) -> date:
    """The day after somebody's last; today where none is known, or where it is past."""
    last = person["active_to_on"]
    return max(last + timedelta(days=1), today) if isinstance(last, date) else today


def _incidents(session: Session, address: str, prefix: str) -> Iterator[Theirs]:
    row = row_with(session, PersonRow, {"address": address})
    for incident in open_incidents_of(session, id_of(row), prefix) if row else ():
        has_it = incident.assignee is not None and incident.assignee.address == address
        yield Theirs(
            "Incidents", incident.reference, f"{incident.shown_title} ({'has it' if has_it else 'reported it'})"
        )


def tasks_of(session: Session, address: str) -> list[Theirs]:
    """What somebody has to do for others, and has not done."""
    own = [each for each in _with(session, TASKS, "person", address) if each["about"] != address]
    undone = [_task(each) for each in own if each["done_on"] is None]
    return [replace(each, set_it=f"mailtick register set tasks {each.key} person=ADDRESS") for each in undone]


def _tasks(session: Session, address: str) -> list[Theirs]:
    about = [_task(each) for each in _with(session, TASKS, "about", address) if each["done_on"] is None]
    return [*about, *tasks_of(session, address)]


def _task(values: Values) -> Theirs:
    return Theirs("Tasks", str(values["ref"]), f"{values['what']}{_by(values['due_on'])}")


def _by(day: Value) -> str:
    return f", by {day}" if day else ""


def _with(session: Session, register: Register, column: str, value: Value) -> list[Values]:
    found = (values for _, values in records_with(session, register, column, value))
    return [values for values in found if values["retired_on"] is None]


def _at(session: Session, values: Values) -> str:
    place = row_with(session, LocationRow, {"code": values["location"]}) if values["location"] else None
    return f", {place.name}" if isinstance(place, LocationRow) else ""
