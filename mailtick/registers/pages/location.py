"""The page of a place: what is there, and which incidents were."""

from __future__ import annotations

from mailtick.registers.page import Around, Content, Section, listed, words_of
from mailtick.registers.pages.lines import GONE, asset_words, equipment_count, incidents_section
from mailtick.registers.register import Values
from mailtick.store.belonging import incidents_at
from mailtick.store.records import records_where
from mailtick.store.tables import AssetRow, LocationRow, PersonRow, SpareRow

_MOST_INCIDENTS = 30


def location_page(around: Around, values: Values) -> Content:
    code = str(values["code"])
    here = [row for row in records_where(around.session, AssetRow, "location", code) if row.status not in GONE]
    away = [
        row
        for row in records_where(around.session, AssetRow, "usual_location", code)
        if row.location != code and row.status not in GONE
    ]
    # That something for few to see is there is for few to know.
    incidents = [
        row for row in incidents_at(around.session, str(values["name"]), _MOST_INCIDENTS) if not row.is_restricted
    ]
    spares = records_where(around.session, SpareRow, "location", code)
    at_home = "Belongs here and is elsewhere"
    return Content(
        sections=(
            Section(f"Here: {equipment_count(len(here))}", tuple(_asset(around, row) for row in here)),
            Section(at_home, tuple(_elsewhere(around, row) for row in away)),
            Section(
                "People", tuple(_person(row) for row in records_where(around.session, PersonRow, "usual_place", code))
            ),
            Section("Spares", tuple(f"{row.ref}  {row.what}: {row.quantity}" for row in spares)),
            incidents_section(around, incidents),
        )
    )


def _person(row: PersonRow) -> str:
    gone = "out of use" if row.retired_on else ""
    return f"{row.address}  {listed(row.name, row.job, gone)}"


def _elsewhere(around: Around, row: AssetRow) -> str:
    return f"{_asset(around, row)}, now {around.named(LocationRow, row.location) or 'nowhere'}"


def _asset(around: Around, row: AssetRow) -> str:
    several = f"{row.quantity} of them" if row.quantity > 1 else ""
    status = words_of(row.status) if row.status != "in_use" else ""
    with_whom = f"with {around.named(PersonRow, row.assigned_to)}" if row.assigned_to else ""
    return listed(asset_words(row), several, row.serial, with_whom, status)
