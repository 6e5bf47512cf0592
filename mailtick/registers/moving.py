"""Move what is in a place: all of it at once, or two rooms that change places in September."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mailtick.registers.assets import ASSETS, what_it_is
from mailtick.registers.changing import Author, NotKept, change_values, find
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import records_with
from mailtick.registers.register import Register, Values
from mailtick.registers.spares import SPARES
from mailtick.registers.vocabulary import AssetStatus
from mailtick.store.tables.base import Base

# What hangs on a wall, or on cables that end in the room.
_FIXED = re.compile(
    r"panel|board|projector|screen|access point|switch|router|firewall|server|\bups\b|\bnas\b|sound system|fixed",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that went from one place to another, and what it is."""

    register: str
    key: str
    what: str
    origin: str
    target: str


def is_fixed(asset: Values) -> bool:
    """Whether equipment belongs to the room rather than to those who work there."""
    return bool(_FIXED.search(str(asset["type"])))


def move_all(session: Session, origin: str, target: str, by: Author, only: str = "") -> list[Moved]:
    """Move all that is in one place to another, or the equipment whose type has the word `only` in it.

    Returns what moved. Raises NotKept where a place is not known or nothing is there that could be moved.
    """
    old, new = _place(session, origin), _place(session, target)
    if old["code"] == new["code"]:
        raise NotKept(f"{old['name']} is one place; name another one to move to")
    chosen = [each for each in _equipment(session, old) if only.casefold() in str(each[1]["type"]).casefold()]
    moved = _move(session, ASSETS, chosen, old, new, by)
    if not only:
        moved += _move(session, SPARES, _in_place(session, SPARES, old), old, new, by)
    if not moved:
        kinds = ", ".join(dict.fromkeys(str(values["type"]) for _, values in _equipment(session, old)))
        raise NotKept(f"nothing of that type is in {old['name']}; there is: {kinds or 'nothing at all'}")
    return moved


def swap(
    session: Session, one: str, other: str, by: Author, *, everything: bool = False, names: bool = False
) -> list[Moved]:
    """Let two rooms change places: the people, and what is theirs; what is fixed only with `everything`.

    Who answers for a room goes with the people, and with `names` what the rooms are called. Codes and aliases stay
    with the rooms. Raises NotKept.
    """
    first, second = _place(session, one), _place(session, other)
    if first["code"] == second["code"]:
        raise NotKept(f"{first['name']} is one place; name the other room")
    equipment = {
        str(room["code"]): [each for each in _equipment(session, room) if everything or not is_fixed(each[1])]
        for room in (first, second)
    }
    people = {str(room["code"]): _in_place(session, PEOPLE, room, "usual_place") for room in (first, second)}
    moved: list[Moved] = []
    for old, new in ((first, second), (second, first)):
        moved += _move(session, PEOPLE, people[str(old["code"])], old, new, by, "usual_place")
        moved += _move(session, ASSETS, equipment[str(old["code"])], old, new, by)
    if not moved:
        raise NotKept(f"nobody and nothing that could move is in {first['name']} and {second['name']}")
    _swap_columns(session, first, second, ("responsible", "name") if names else ("responsible",), by)
    return moved


def _place(session: Session, word: str) -> Values:
    _, values = find(session, LOCATIONS, word)
    if values["retired_on"] is not None:
        back = f"`mailtick register set locations {values['code']} retired=` takes it back"
        raise NotKept(f"{values['name']} is retired; {back}")
    return values


def _equipment(session: Session, place: Values) -> list[tuple[Base, Values]]:
    return [each for each in _in_place(session, ASSETS, place) if each[1]["status"] != AssetStatus.DISPOSED]


def _in_place(
    session: Session, register: Register, place: Values, column: str = "location"
) -> list[tuple[Base, Values]]:
    found = records_with(session, register, column, place["code"])
    return [(row, values) for row, values in found if values["retired_on"] is None]


def _move(
    session: Session,
    register: Register,
    chosen: Sequence[tuple[Base, Values]],
    old: Values,
    new: Values,
    by: Author,
    column: str = "location",
) -> list[Moved]:
    code = new["code"]
    changes = [
        (row, values, {name: code for name in (column, "usual_location") if values.get(name) == old["code"]})
        for row, values in chosen
    ]
    change_values(session, register, changes, by)
    return [
        Moved(register.name, register.key_text(values), _what(register, values), str(old["name"]), str(new["name"]))
        for _, values in chosen
    ]


def _what(register: Register, values: Values) -> str:
    match register.name:
        case "assets":
            return what_it_is(values)
        case "people":
            return str(values["name"])
        case _:
            return str(values["what"])


def _swap_columns(session: Session, first: Values, second: Values, columns: Sequence[str], by: Author) -> None:
    changes = []
    for room, other in ((first, second), (second, first)):
        row, before = find(session, LOCATIONS, str(room["code"]))
        changes.append((row, before, {name: other[name] for name in columns if before[name] != other[name]}))
    change_values(session, LOCATIONS, changes, by)
