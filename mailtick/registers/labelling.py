"""Which labels there are to print: one for each piece of equipment and one for each room."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from mailtick.registers.assets import ASSETS, what_it_is
from mailtick.registers.changing import NotKept, find
from mailtick.registers.label_sheet import Label
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.records import list_records
from mailtick.registers.register import Values
from mailtick.registers.vocabulary import AssetStatus

_GONE = (AssetStatus.DISPOSED, AssetStatus.STOLEN)


def labels(session: Session, places: Sequence[str] = (), tags: Sequence[str] = ()) -> list[Label]:
    """Return the labels of some places with what is in them, and of some equipment; without either, all of them.

    A room's label stands before those of its equipment. Raises NotKept where a place or a tag is not known.
    """
    rooms = [each.values for each in list_records(session, LOCATIONS) if not each.values["is_hidden"]]
    equipment = [each.values for each in list_records(session, ASSETS) if each.values["status"] not in _GONE]
    names = {str(each["code"]): str(each["name"]) for each in rooms}
    wanted = {str(find(session, LOCATIONS, place)[1]["code"]) for place in places}
    named = {str(find(session, ASSETS, tag)[1]["tag"]) for tag in tags}
    is_all = not places and not tags
    found = []
    for room in rooms:
        if is_all or room["code"] in wanted:
            found.append(Label(str(room["code"]), (str(room["name"]),)))
            found += [_of(each, names) for each in equipment if each["location"] == room["code"]]
    nowhere = [each for each in equipment if is_all and str(each["location"]) not in names]
    return [*found, *(_of(each, names) for each in nowhere), *_named(equipment, named, wanted, names)]


def _named(equipment: Sequence[Values], named: set[str], wanted: set[str], names: dict[str, str]) -> list[Label]:
    missing = named - {str(each["tag"]) for each in equipment}
    if missing:
        raise NotKept(f"{', '.join(sorted(missing))}: it is disposed of or retired, and gets no label")
    return [_of(each, names) for each in equipment if each["tag"] in named and each["location"] not in wanted]


def _of(asset: Values, names: dict[str, str]) -> Label:
    return Label(str(asset["tag"]), (what_it_is(asset), names.get(str(asset["location"]), "")))
