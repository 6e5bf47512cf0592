"""Saltmarsh Primary, a school that does not exist: its desk, and what it keeps in its registers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources

from sqlalchemy.orm import Session

from mailtick.config.starter import starter_rules
from mailtick.registers import REGISTERS
from mailtick.registers.changing import Author, change
from mailtick.registers.importing import import_csv
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.presets import add_preset_categories
from mailtick.registers.records import list_records
from mailtick.registers.vocabulary import Origin

DOMAIN = "saltmarshprimary.example"

# The registers that the school brings with it.
KEPT = {
    *("locations", "people", "providers", "contracts", "assets", "licences"),
    *("diary", "payments", "implementations", "calendar"),
}

_OFFICE = Author("the school office", "the school's own lists", datetime(2026, 11, 9, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class School:
    """A school to play the story in: its mail domain, its desk's settings, and a table (CSV) for each register."""

    domain: str
    settings: str
    tables: Mapping[str, str]

    @property
    def mail_domains(self) -> frozenset[str]:
        """The domains of the school and of its providers, whose mail a post office can tell from a forgery."""
        providers = csv.DictReader(self.tables["providers"].splitlines())
        return frozenset({self.domain, *(line["service_mail"].partition("@")[2] for line in providers)})


def saltmarsh() -> School:
    """Saltmarsh Primary as it is."""
    desk = (resources.files("mailtick.demo") / "desk.toml").read_text(encoding="utf-8")
    settings = f"{desk}\n\n{starter_rules('school')}"
    tables = {register.name: school_csv(register.name) for register in REGISTERS if register.name in KEPT}
    return School(DOMAIN, settings, tables)


def load_school(session: Session, domain: str = DOMAIN, tables: Mapping[str, str] | None = None) -> dict[str, int]:
    """Import the whole school and return how many records each register has got.

    A second import changes nothing and returns zeros. `tables` are another school's. Presets that the school does not
    name are hidden; the categories are those that are shipped.
    """
    add_preset_categories(session, _OFFICE)
    added = {
        register.name: import_csv(
            session, register, tables[register.name] if tables else school_csv(register.name), domain, by=_OFFICE
        ).added
        for register in REGISTERS
        if register.name in KEPT
    }
    _hide_other_presets(session, tables["locations"] if tables else school_csv("locations"))
    return added


def _hide_other_presets(session: Session, table: str) -> None:
    codes = {line["code"] for line in csv.DictReader(table.splitlines())}
    for record in list_records(session, LOCATIONS):
        if record.values["origin"] == Origin.PRESET and record.key not in codes:
            change(session, LOCATIONS, record.key, {"is_hidden": "yes"}, _OFFICE)


def school_csv(register: str) -> str:
    """The school's file for a register, as it is."""
    return (resources.files("mailtick.demo") / "school" / f"{register}.csv").read_text(encoding="utf-8")
