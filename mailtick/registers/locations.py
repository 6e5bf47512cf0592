"""The places: where equipment is and where matters are."""

from mailtick.registers.checks import names_are_single
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import LocationRow

LOCATIONS = Register(
    name="locations",
    title="Locations",
    row=LocationRow,
    key=("code",),
    columns=columns_of(LocationRow, csv={"code": "code", "name": "name", "origin": "origin", "aliases": "aliases"}),
    checks=(names_are_single,),
)
