"""The places: where equipment is and where matters are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy.orm import Session

from mailtick.registers.checks import names_are_single
from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.pages.location import location_page
from mailtick.registers.references import PLACE
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


def preset_name(before: Values, changed: Collection[str]) -> str:
    """A preset keeps what it means: it can be hidden, and called by other names as well (DOMAIN.md SEED-6)."""
    if before["origin"] != Origin.PRESET or "name" not in changed:
        return ""
    code, name = before["code"], before["name"]
    return (
        f"{name} is a preset and keeps its name; add another one to it with aliases, or hide it "
        f"(`mailtick register set locations {code} hidden=yes`) and add a place of your own"
    )


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
    keeps=preset_name,
)
