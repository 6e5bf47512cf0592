"""Saltmarsh Primary, a school that does not exist: its desk, and what it keeps in its registers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from sqlalchemy.orm import Session

from mailtick.registers import REGISTERS
from mailtick.registers.importing import import_csv

DOMAIN = "saltmarshprimary.example"


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
    settings = (resources.files("mailtick.demo") / "desk.toml").read_text(encoding="utf-8")
    return School(DOMAIN, settings, {register.name: school_csv(register.name) for register in REGISTERS})


def load_school(session: Session, domain: str = DOMAIN, tables: Mapping[str, str] | None = None) -> dict[str, int]:
    """Import the whole school and return how many records each register has got.

    A second import changes nothing and returns zeros. `tables` are another school's.
    """
    return {
        register.name: import_csv(
            session, register, tables[register.name] if tables else school_csv(register.name), domain
        ).added
        for register in REGISTERS
    }


def school_csv(register: str) -> str:
    """The school's file for a register, as it is."""
    return (resources.files("mailtick.demo") / "school" / f"{register}.csv").read_text(encoding="utf-8")
