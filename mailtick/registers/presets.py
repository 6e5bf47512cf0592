"""What a new desk's lists begin with: the usual places, and the categories. Source: DOMAIN.md SEED-6 and 3.12."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.incidents.category import Category
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.changing import Author, add_values
from mailtick.registers.formats import words_in
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.preset_categories import PRESET_CATEGORIES
from mailtick.registers.records import list_records
from mailtick.registers.references import fold
from mailtick.registers.register import Register, Values
from mailtick.registers.vocabulary import Origin
from mailtick.store.categories import as_category
from mailtick.store.tables import CategoryRow

PRESET_PLACES: tuple[Values, ...] = (
    {"code": "SUITE", "name": "ICT suite", "aliases": ("suite", "computer suite", "computer room")},
    {"code": "LIB", "name": "Library", "aliases": ("library",)},
    {"code": "OFF", "name": "School office", "aliases": ("office", "front office", "front desk")},
    {"code": "STAFF", "name": "Staff room", "aliases": ("staff room",)},
    {"code": "HALL", "name": "Hall", "aliases": ("hall", "main hall")},
    {"code": "SERV", "name": "Server cupboard", "aliases": ("server room", "comms cupboard")},
    {"code": "HEAD", "name": "Head's office", "aliases": ("head's office",)},
    {"code": "STORE", "name": "Store", "aliases": ("store", "stock cupboard")},
)


def add_preset_places(session: Session, by: Author) -> None:
    """Put the places that every school has on the list, but for those that are there under some name already."""
    _add(session, LOCATIONS, PRESET_PLACES, by)


def add_preset_categories(session: Session, by: Author) -> None:
    """Put the usual categories on the list, but for those that are there already."""
    _add(session, CATEGORIES, PRESET_CATEGORIES, by)


def preset_categories() -> tuple[Category, ...]:
    """The categories that a new desk will have."""
    return tuple(as_category(CategoryRow(**{**CATEGORIES.defaults, **values})) for values in PRESET_CATEGORIES)


def _add(session: Session, register: Register, presets: tuple[Values, ...], by: Author) -> None:
    taken = {word for record in list_records(session, register, retired=True) for word in _called(record.values)}
    news = [{**values, "origin": Origin.PRESET} for values in presets if taken.isdisjoint(_called(values))]
    add_values(session, register, news, by)


def _called(values: Values) -> set[str]:
    """All that a record is called, as it is compared."""
    return {fold(word) for word in (str(values["code"]), str(values["name"]), *words_in(values.get("aliases") or ()))}
