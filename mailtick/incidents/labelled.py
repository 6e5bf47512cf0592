"""What a label says about a mail: the tag of equipment or the code of a room, in brackets in its subject.

Whoever scans a label writes such a mail ("[SP-0037] "). The tag tells the place; the log names what else hangs on it.
"""

from __future__ import annotations

import re

from mailtick.incidents.actions import AddEntry, Event
from mailtick.incidents.case import Case
from mailtick.incidents.equipment import LinkEquipment
from mailtick.incidents.kept import Equipment
from mailtick.incidents.opened import OPENED
from mailtick.incidents.people import Place

_TAG = re.compile(r"\[\s*([A-Za-z0-9][A-Za-z0-9/._-]{0,38})\s*\]")
_MOST_TAGS = 5
_SUBJECT_CHARACTERS = 300


def labelled_place(case: Case) -> Place | None:
    """The place of the one label in the subject; nothing where there are labels of several places."""
    codes = {each.place for each in labelled_equipment(case) if each.place} or set(_room_codes(case))
    return _place(case, codes.pop()) if len(codes) == 1 else None


def labelled_because(case: Case) -> str:
    """That the place is known by a label; nothing where it is not."""
    return "a label in its subject tells the place" if labelled_place(case) else ""


def labelled_entries(case: Case) -> tuple[AddEntry | LinkEquipment, ...]:
    """For each piece of equipment whose label is in the subject: the link to it, and what hangs on it."""
    because = "its label stands in the subject"
    return tuple(
        action
        for each in labelled_equipment(case)
        for action in (
            LinkEquipment(OPENED, each, because),
            AddEntry(OPENED, Event.NOTE, hangs_on(case, each), because),
        )
    )


def labelled_equipment(case: Case) -> tuple[Equipment, ...]:
    """The equipment whose label is in the subject."""
    tags = set(_tags(case))
    return tuple(each for each in case.lookup.registers.equipment() if each.tag.upper() in tags) if tags else ()


def _room_codes(case: Case) -> tuple[str, ...]:
    tags = _tags(case)
    return (
        tuple(place.code for place, _ in case.lookup.registers.places() if place.code.upper() in tags) if tags else ()
    )


def _tags(case: Case) -> tuple[str, ...]:
    return tuple(each.upper() for each in _TAG.findall(case.mail.subject[:_SUBJECT_CHARACTERS])[:_MOST_TAGS])


def _place(case: Case, code: str) -> Place | None:
    return next((place for place, _ in case.lookup.registers.places() if place.code == code), None)


def hangs_on(case: Case, equipment: Equipment) -> str:
    """A piece with its place, its contract and whoever mends it."""
    place = _place(case, equipment.place)
    firm = case.lookup.provider_named(equipment.provider) if equipment.provider else None
    parts = (
        f"{equipment.tag}: {equipment.words}",
        place.name if place else "",
        f"contract {equipment.contract}" if equipment.contract else "",
        f"provider {firm.name} ({firm.code})" if firm else "",
    )
    return ", ".join(part for part in parts if part)
