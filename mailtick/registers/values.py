"""A row of the store as the values of its record."""

from __future__ import annotations

from mailtick.registers.formats import Value
from mailtick.store.tables.base import Base


def plain_row(row: Base) -> dict[str, Value]:
    """The values of a row by the names of its columns; what stands in tables apart is not among them."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}
