"""Begin and take back a checklist: somebody comes, somebody leaves, the school year changes.

Promise: what a checklist writes stands in the change log with its name, so that it can be found and taken back as long
as nothing of it was changed since.
Failures: what cannot be done raises NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.incidents.people import Role
from mailtick.registers.changing import Author, NotKept, add, add_values, change, change_values, find, next_key, retire
from mailtick.registers.checklists import STEPS, Checklist, due_on
from mailtick.registers.formats import expect, words_in
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import cell_of, records_with
from mailtick.registers.register import Register, Values
from mailtick.registers.seats import SEATS
from mailtick.registers.tasks import TASKS
from mailtick.registers.theirs import duties_of, equipment_of, loans_of, seats_of, tasks_of
from mailtick.store.calendar import school_days
from mailtick.store.leaving import SUCCESSORS, changes_because, others_with_role, successor
from mailtick.store.people import people_named
from mailtick.store.registers import changes_of
from mailtick.store.tables import RecordChangeRow

_CHANGEABLE: tuple[Register, ...] = (PEOPLE, SEATS, TASKS)
_UNDONE = ", taken back"
NAMES_A_COORDINATOR = "`mailtick register set people ADDRESS roles=coordinator`"


@dataclass(frozen=True, slots=True)
class Begun:
    """What a checklist has made: a sentence, and its tasks with their days, the earliest first."""

    outcome: str
    tasks: tuple[tuple[str, date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Todo:
    what: str
    due: date


def begin_joiner(session: Session, address: str, name: str, on: date, by: Author, todo_for: str, today: date) -> Begun:
    """Put somebody on the list of people from a day on, with a checklist. `todo_for` is whose tasks they are."""
    known = people_named(session, address)
    address = known[0].address if len(known) == 1 else address.lower()
    by = replace(by, because=reason(Checklist.JOINER, address))
    if begun := _still_to_do(session, by.because):
        raise NotKept(f"the checklist of {address} is begun already ({begun}); to begin anew, undo it first")
    cells = {"active_from_on": on.isoformat()}
    if len(known) == 1:
        before = find(session, PEOPLE, address)[1]
        change(session, PEOPLE, address, {**cells, **({"retired_on": ""} if before["retired_on"] else {})}, by)
        name = str(before["name"])
    elif "@" not in address:
        raise NotKept(f'nobody on the list of people is meant by "{address}"; write the whole address')
    elif not name:
        raise NotKept(f"{address} is not on the list of people; write the name behind the day")
    else:
        add(session, PEOPLE, {"address": address, "name": name, "roles": "requester", **cells}, by)
    tasks = _write_tasks(session, Checklist.JOINER, address, on, [], by, todo_for, today)
    return Begun(f"{name} begins on {_day(on)}: {_said(tasks)}", tasks)


def begin_leaver(session: Session, word: str, on: date, by: Author, todo_for: str, today: date) -> Begun:
    """Let somebody leave after a day: a checklist, their seats are free then, and nothing of theirs is forgotten."""
    row, person = find(session, PEOPLE, word)
    address, name = str(person["address"]), str(person["name"])
    if person["active_to_on"] is not None:
        last = _day(expect(date, person["active_to_on"]))
        raise NotKept(f"{name} leaves on {last} already; undo that first")
    heir = successor(session, address, on + timedelta(days=1))
    if heir is None and not {role.value for role in SUCCESSORS}.isdisjoint(words_in(person["roles"])):
        alone = f"{name} is the only one who can look after the helpdesk"
        nobody = f"after {_day(on)} nobody would be coordinator, deputy or owner"
        raise NotKept(f"{alone}: {nobody}. Name somebody first, {NAMES_A_COORDINATOR}, and say this again then")
    if heir is not None and todo_for == address:
        todo_for = heir.address
    by = replace(by, because=reason(Checklist.LEAVER, address))
    change_values(session, PEOPLE, [(row, person, {"active_to_on": on})], by)
    seats = seats_of(session, address, on)
    _free_seats(session, address, on, by, today)
    todo = _left_behind(session, person, max(school_days(session).on_or_before(on), today))
    tasks = _write_tasks(session, Checklist.LEAVER, address, on, todo, by, todo_for, today)
    licences = ", ".join(dict.fromkeys(each.key for each in seats))
    freed = f"; {_count(len(seats), 'seat')} free from then ({licences})" if seats else ""
    incidents = "; the incidents that they have still go to the coordinator the day after"
    nobody = _nobody(session, person, on + timedelta(days=1))
    return Begun(f"{name} leaves on {_day(on)}: {_said(tasks)}{freed}{incidents}{nobody}", tasks)


def _left_behind(session: Session, person: Values, due: date) -> list[_Todo]:
    """What has to be taken back from somebody, and what somebody else has to be named for."""
    address = str(person["address"])
    roles = [each.replace("_", " ") for each in words_in(person["roles"]) if each != Role.REQUESTER]
    return [
        *(_Todo(f"Collect {each.key}: {each.what}", due) for each in equipment_of(session, address)),
        *(_Todo(f"Take back {each.key}: {each.what}", due) for each in loans_of(session, address)),
        *(_Todo(f"Name who answers for {each.key} now: {each.what}", due) for each in duties_of(session, address)),
        *(_Todo(f"Name who does {each.key} now: {each.what}", due) for each in tasks_of(session, address)),
        *(_Todo(f"Name who is {each} now", due) for each in roles),
    ]


def _nobody(session: Session, person: Values, day: date) -> str:
    """What is nobody's from a day on, where it is somebody's now."""
    address = str(person["address"])
    keys = [each.key for each in (*duties_of(session, address), *tasks_of(session, address))]
    roles = [
        each.replace("_", " ")
        for each in words_in(person["roles"])
        if each != Role.REQUESTER and not others_with_role(session, Role(each), address, day)
    ]
    answers = f"; nobody answers then for {', '.join(keys)}" if keys else ""
    return answers + (f"; nobody else is {' or '.join(roles)}" if roles else "")


def begin_september(session: Session, year: int, by: Author, todo_for: str, today: date) -> Begun:
    """Begin the checklist of a new school year. Raises NotKept where it was begun already."""
    about = f"September {year}"
    if any(values["retired_on"] is None for _, values in records_with(session, TASKS, "about", about)):
        raise NotKept(f"the checklist of {about} is begun already")
    by = replace(by, because=reason(Checklist.SEPTEMBER, str(year)))
    tasks = _write_tasks(session, Checklist.SEPTEMBER, about, date(year, 9, 1), [], by, todo_for, today)
    return Begun(f"{about}: {_said(tasks)}", tasks)


def take_back(session: Session, kind: Checklist, word: str, by: Author, today: date) -> Begun:
    """Take back what a checklist made, as long as nothing of it was changed since. Raises NotKept."""
    about = word if kind is Checklist.SEPTEMBER else str(find(session, PEOPLE, word)[1]["address"])
    why = reason(kind, about)
    made = _made(session, why)
    if not made:
        raise NotKept(f"there is nothing of {why} that could be taken back")
    since = [said for each in made if (said := _changed_since(session, each, why))]
    if since:
        raise NotKept(f"it is not taken back, since {'; '.join(dict.fromkeys(since))}")
    by = replace(by, because=why + _UNDONE)
    for each in reversed(made):
        register = next(register for register in _CHANGEABLE if register.name == each.register)
        if each.column:
            change(session, register, each.key, {each.column: each.old}, by)
        else:
            retire(session, register, each.key, by, today)
    tasks = sum(each.register == TASKS.name and not each.column for each in made)
    return Begun(f"taken back: {_count(tasks, 'task')}, and what else was changed")


def _made(session: Session, why: str) -> list[RecordChangeRow]:
    """What a checklist has made and nobody has taken back."""
    changes = [
        each
        for each in changes_because(session, why, why + _UNDONE)
        if each.register in [register.name for register in _CHANGEABLE]
    ]
    last = max((each.id for each in changes if each.because.endswith(_UNDONE)), default=0)
    return [each for each in changes if each.id > last]


def _still_to_do(session: Session, why: str) -> str:
    """The open tasks of a checklist, from the first to the last; empty where there are none."""
    keys = [each.key for each in _made(session, why) if each.register == TASKS.name and not each.column]
    tasks = [(key, find(session, TASKS, key)[1]) for key in keys]
    to_do = [key for key, task in tasks if task["done_on"] is None and task["retired_on"] is None]
    return " to ".join(dict.fromkeys((to_do[0], to_do[-1]))) if to_do else ""


def reason(kind: Checklist, about: str) -> str:
    """What stands in the change log beside all that a checklist makes."""
    return f"{kind} {about}"


def _free_seats(session: Session, address: str, on: date, by: Author, today: date) -> None:
    for row, values in records_with(session, SEATS, "holder", address):
        begin, end = values["from_on"], values["to_on"]
        if values["retired_on"] is not None or (isinstance(end, date) and end <= on):
            continue
        is_later = isinstance(begin, date) and begin > on
        change_values(session, SEATS, [(row, values, {"retired_on": today} if is_later else {"to_on": on})], by)


def _write_tasks(
    session: Session,
    kind: Checklist,
    about: str,
    on: date,
    more: Sequence[_Todo],
    by: Author,
    todo_for: str,
    today: date,
) -> tuple[tuple[str, date, str], ...]:
    days = school_days(session)
    todo = sorted(
        [*(_Todo(step.what, due_on(step, on, today, days)) for step in STEPS[kind]), *more], key=lambda each: each.due
    )
    first = int(next_key(session, TASKS, "T")[1:])
    tasks = tuple((f"T{first + number}", each.due, each.what) for number, each in enumerate(todo))
    values: list[Values] = [
        {"ref": ref, "about": about, "what": what, "person": todo_for, "due_on": due} for ref, due, what in tasks
    ]
    add_values(session, TASKS, values, by)
    return tasks


def _changed_since(session: Session, made: RecordChangeRow, why: str) -> str:
    """What has become of one thing that a checklist made, where something was done to it since; else nothing."""
    register = next(each for each in _CHANGEABLE if each.name == made.register)
    _, values = find(session, register, made.key)
    later = [each for each in changes_of(session, register.name, made.key) if each.id > made.id and each.because != why]
    if made.column:
        now = cell_of(register.column(made.column), values[made.column])
        label = register.column(made.column).label
        return "" if now == made.new else f"{made.key} has another {label} now ({now or 'nothing'})"
    if register is TASKS and values["done_on"] is not None:
        return f"{made.key} is done ({values['what']})"
    return f"{made.key} was changed" if later else ""


def _said(tasks: Sequence[tuple[str, date, str]]) -> str:
    (first, due, _), (last, _, _) = tasks[0], tasks[-1]
    return f"{_count(len(tasks), 'task')} ({first} to {last}), the first by {_day(due)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"
