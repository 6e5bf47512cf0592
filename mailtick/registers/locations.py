"""The places: where equipment is and where matters are."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from mailtick.registers.changing import Author, add_values
from mailtick.registers.checks import names_are_single
from mailtick.registers.formats import Choice, StaffAddress, words_in
from mailtick.registers.pages.location import location_page
from mailtick.registers.records import list_records
from mailtick.registers.references import PLACE, fold
from mailtick.registers.register import Register, Values, columns_of
from mailtick.registers.vocabulary import Origin
from mailtick.store.registers import open_incidents_at, what_is_at
from mailtick.store.tables import LocationRow


def what_is_there(session: Session, values: Values) -> Iterator[str]:
    """Yield what keeps a place from being retired: equipment and open incidents."""
    tags = what_is_at(session, str(values["code"]))
    if tags:
        more = " …" if len(tags) > 5 else ""
        yield f"{len(tags)} pieces of equipment are there ({', '.join(tags[:5])}{more}); move them first"
    numbers = open_incidents_at(session, str(values["code"]), str(values["name"]))
    if numbers:
        yield f"incident {', '.join(str(number) for number in numbers[:5])} is open there"


LOCATIONS = Register(
    name="locations",
    title="Locations",
    row=LocationRow,
    key=("code",),
    columns=columns_of(
        LocationRow,
        csv={"code": "code", "name": "name", "origin": "origin", "aliases": "aliases"},
        formats={"origin": Choice(Origin), "responsible": StaffAddress()},
        refers={"part_of": PLACE},
    ),
    checks=(names_are_single,),
    in_use=what_is_there,
    refer=PLACE,
    page=location_page,
)

# What a new desk begins with. Source: DOMAIN.md SEED-6.
PRESETS = (
    ("SUITE", "ICT suite", ("suite", "computer suite", "computer room")),
    ("LIB", "Library", ("library",)),
    ("OFF", "School office", ("office", "front office", "front desk")),
    ("STAFF", "Staff room", ("staff room",)),
    ("HALL", "Hall", ("hall", "main hall")),
    ("SERV", "Server cupboard", ("server room", "comms cupboard")),
    ("HEAD", "Head's office", ("head's office",)),
    ("STORE", "Store", ("store", "stock cupboard")),
)


def add_presets(session: Session, by: Author) -> None:
    """Put the places that every school has on the list, but for those that are there under some name already."""
    taken = {
        fold(word)
        for record in list_records(session, LOCATIONS, retired=True)
        for word in (record.key, str(record.values["name"]), *words_in(record.values["aliases"]))
    }
    add_values(
        session,
        LOCATIONS,
        [
            {"code": code, "name": name, "origin": Origin.PRESET, "aliases": aliases}
            for code, name, aliases in PRESETS
            if taken.isdisjoint(fold(word) for word in (code, name, *aliases))
        ],
        by,
    )
