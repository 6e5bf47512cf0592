"""Saltmarsh Primary, a school that does not exist: what it keeps in its registers."""

from __future__ import annotations

from importlib import resources

from sqlalchemy.orm import Session

from mailtick.registers import REGISTERS
from mailtick.registers.importing import import_csv

DOMAIN = "saltmarshprimary.example"


def load_school(session: Session, domain: str = DOMAIN) -> dict[str, int]:
    """Import the whole school and return how many records each register has got.

    A second import changes nothing and returns zeros.
    """
    return {
        register.name: import_csv(session, register, school_csv(register.name), domain).added for register in REGISTERS
    }


def school_csv(register: str) -> str:
    """The school's file for a register, as it is."""
    return (resources.files("mailtick.demo") / "school" / f"{register}.csv").read_text(encoding="utf-8")
