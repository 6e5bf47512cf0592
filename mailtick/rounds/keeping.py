"""Change a register from outside a mail: by hand, or on the web desk.

Promise: a record and the line of its change log are one commit, with the name of who changed it.
Failures: what cannot be kept raises NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.people import Person
from mailtick.incidents.register_acts import ReminderWord
from mailtick.registers.changing import Author, NotKept, add, change, find, retire
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.references import PLACE, known
from mailtick.registers.register import Register
from mailtick.registers.stock import Asked
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.remind import say
from mailtick.rounds.stock import begin_stock_check
from mailtick.store.registers import changes_of

# What stands in the change log beside all that is changed on the web desk.
ON_THE_DESK = "web desk"


def author(session: Session, desk: Desk, by: str = "", because: str = "by hand") -> Author:
    """Return who changes something: an address or its first part, or the first coordinator. Raises NotAllowed."""
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    return Author(person_at_the_keyboard(session, lookup, by).name, because, desk.clock())


def add_record(desk: Desk, register: Register, cells: Mapping[str, str], by: str) -> str:
    """Add a record to a register and return its key. Raises NotKept."""
    with desk.database.writing() as session:
        return add(session, register, cells, author(session, desk, by, ON_THE_DESK))


def change_record(desk: Desk, register: Register, key: str, cells: Mapping[str, str], by: str, seen: int) -> list[str]:
    """Change a record and return the labels of what changed. Raises NotKept.

    `seen` is the last line of its change log that whoever changes it has seen; what came later is told first.
    """
    with desk.database.writing() as session:
        _, values = find(session, register, key)
        later = [each for each in changes_of(session, register.name, register.key_text(values)) if each.id > seen]
        if later:
            labels = ", ".join(dict.fromkeys(register.column(each.column).label for each in later if each.column))
            said = f"{later[-1].who} has changed this meanwhile ({labels}). Look at it below"
            raise NotKept(f"{said}; save once more if yours is to stand.")
        changed = change(session, register, key, cells, author(session, desk, by, ON_THE_DESK))
    return [register.column(name).label for name in changed]


def retire_record(desk: Desk, register: Register, key: str, by: str) -> None:
    """Take a record out of use from today on. Raises NotKept where something still hangs on it."""
    with desk.database.writing() as session:
        today = desk.clock().astimezone(desk.policy.zone).date()
        retire(session, register, key, author(session, desk, by, ON_THE_DESK), today)


def use_again(desk: Desk, register: Register, key: str, by: str) -> None:
    """Take a record that is out of use back. Raises NotKept."""
    with desk.database.writing() as session:
        change(session, register, key, {"retired_on": ""}, author(session, desk, by, ON_THE_DESK))


def add_place(desk: Desk, name: str, by: str) -> str:
    """Add a place of the school's own by its name alone, and return its code. Raises NotKept.

    One that is called so already, however it is spelt, is that place.
    """
    with desk.database.writing() as session:
        there = [key for key in known(session, PLACE).candidates(name) if name.strip()]
        if len(there) == 1:
            return there[0]
        return add(session, LOCATIONS, {"name": " ".join(name.split())}, author(session, desk, by, ON_THE_DESK))


def ask_about_stock(desk: Desk, places: Sequence[str], by: str) -> list[Asked]:
    """Write the person of each room, or of some of them, the list of what is there. Raises NotKept."""
    with desk.database.writing() as session:
        return begin_stock_check(session, desk, places, author(session, desk, by, "stock check"))


def answer_for(desk: Desk, reference: str, word: str, argument: str, person: Person) -> str:
    """Say of a record what a reminder is answered with ("paid", "done"), and return what was done.

    Raises NotKept and NotAllowed.
    """
    said = ReminderWord(reference, word, argument, f"{reference} {word}")
    with desk.database.writing() as session:
        return say(session, desk, said, person, ON_THE_DESK)
