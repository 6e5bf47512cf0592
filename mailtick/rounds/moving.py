"""Move what is in a place, from the web desk: all of it at once, two rooms that change places, a place that goes.

Promise: all moves and their lines of the change log are one commit.
Failures: what cannot be done raises NotKept, a sentence; nothing has moved.
"""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.registers.changing import NotKept, change, find, retire
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.moving import Moved, move_all, swap
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import records_with
from mailtick.rounds.keeping import author
from mailtick.store.registers import what_is_at


def move_place(desk: Desk, origin: str, target: str, only: str, by: str) -> list[Moved]:
    """Move the equipment and spares of a place, or only the equipment of a type, to another. Raises NotKept."""
    with desk.database.writing() as session:
        return move_all(session, origin, target, author(session, desk, by, f"move from {origin} to {target}"), only)


def swap_places(desk: Desk, one: str, other: str, by: str, *, everything: bool, names: bool) -> list[Moved]:
    """Let two rooms change places: people, what is theirs, who answers for them. Raises NotKept."""
    with desk.database.writing() as session:
        who = author(session, desk, by, f"swap of {one} and {other}")
        return swap(session, one, other, who, everything=everything, names=names)


def close_place(desk: Desk, code: str, target: str, by: str) -> list[Moved]:
    """Take a place out of use; what is there, and whoever usually is, goes to another place. Raises NotKept."""
    with desk.database.writing() as session:
        who = author(session, desk, by, f"{code} is given up")
        people = [values for _, values in records_with(session, PEOPLE, "usual_place", code)]
        moved = move_all(session, code, target, who) if what_is_at(session, code) else []
        if people and find(session, LOCATIONS, target)[1]["retired_on"] is not None:
            raise NotKept(f"{target} is out of use; choose another place")
        for person in people:
            change(session, PEOPLE, str(person["address"]), {"usual_place": target}, who)
        today = desk.clock().astimezone(desk.policy.zone).date()
        retire(session, LOCATIONS, code, who, today)
        return moved
