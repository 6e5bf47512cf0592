"""What a record's page is made of, and how codes, days and amounts stand on it: in plain words."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from mailtick.incidents.school_days import SchoolDays
from mailtick.store.calendar import school_days
from mailtick.store.records import name_of
from mailtick.store.tables import AssetRow, CategoryRow, ContractRow, LicenceRow, LocationRow, PersonRow, ProviderRow
from mailtick.store.tables.base import Base

# By what people know the records of a table, and its column of keys.
_CALLED: dict[type[Base], tuple[str, str]] = {
    LocationRow: ("code", "name"),
    PersonRow: ("address", "name"),
    ProviderRow: ("code", "name"),
    ContractRow: ("ref", "description"),
    LicenceRow: ("ref", "product"),
    AssetRow: ("tag", "make_model"),
    CategoryRow: ("code", "name"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: a heading, and a line for each thing that belongs to the record."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a register's page shows beside the columns: what needs somebody, and the sections."""

    warnings: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Where a page is looked at from: the store, the day, the desk's time zone and the prefix of its references."""

    session: Session
    prefix: str
    today: date
    zone: tzinfo

    def named(self, row: type[Base], key: object) -> str:
        """A key with the name beside it: "Y3 (Mrs Brown's class)". Of a person the name alone; empty for no key."""
        if not key:
            return ""
        column, name = _CALLED[row]
        found = name_of(self.session, row, column, str(key), name)
        if row is PersonRow:
            return found or str(key)
        return f"{key} ({found})" if found else str(key)

    def called(self, row: type[Base], key: object) -> str:
        """The name of a record alone; its key where it has none, empty for no key."""
        column, name = _CALLED[row]
        return name_of(self.session, row, column, str(key), name) or str(key) if key else ""

    def moment(self, at: datetime) -> str:
        """The day of an aware moment, where the desk is."""
        return day_words(at.astimezone(self.zone).date())

    def open_days(self) -> SchoolDays:
        return school_days(self.session)


def day_words(day: date) -> str:
    """As people write it: "30 November 2026"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def weekday_words(day: date) -> str:
    """With its weekday: "Friday 18 December 2026"."""
    return f"{calendar.day_name[day.weekday()]} {day_words(day)}"


def counted(number: int, thing: str, things: str = "") -> str:
    """A number with its thing: "1 seat", "12 seats"."""
    return f"{number} {thing if number == 1 else things or thing + 's'}"


def words_of(code: str) -> str:
    """A word of a closed list as people say it: "in_use" is "in use"."""
    return code.replace("_", " ")


def listed(*parts: str) -> str:
    """The parts that say something, one after the other."""
    return ", ".join(part for part in parts if part)
