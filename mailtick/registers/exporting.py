"""Write a register as a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sqlalchemy.orm import Session

from mailtick.registers.formats import Value
from mailtick.registers.guard import guard
from mailtick.registers.records import cell_of, stored
from mailtick.registers.register import Column, Register, Values


def export_csv(session: Session, register: Register, domain: str = "") -> str:
    """Return the whole register as CSV; imported into an empty desk it gives the same register and the same file.

    `domain` is left out of the addresses of staff. Lines end in a line feed; a cell that a spreadsheet
    would calculate has ' before it.
    """
    records = [values for _, values in stored(session, register)]
    columns = shown_columns(register.in_domain(domain), records)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.header for column in columns])
    writer.writerows([_cell(column, values[column.name]) for column in columns] for values in records)
    return text.getvalue()


def shown_columns(register: Register, records: Sequence[Values]) -> list[Column]:
    """The columns of a file of these records."""
    return [column for column in register.in_csv if _is_shown(register, column, records)]


def _is_shown(register: Register, column: Column, records: Sequence[Values]) -> bool:
    return not column.is_only_if_used or any(_is_used(register, column.name, values) for values in records)


def _is_used(register: Register, name: str, values: Values) -> bool:
    """Whether a record says more in a column than a new one would have there by itself."""
    return values[name] != register.complete({**values, name: register.defaults[name]})[name]


def _cell(column: Column, value: Value) -> str:
    cell = cell_of(column, value)
    # A negative amount begins with "-" and is harmless; a guard would make a text of it.
    return guard(cell) if isinstance(value, str | tuple) else cell
