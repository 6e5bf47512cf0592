"""How spreadsheets of other layouts were read."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class ColumnMappingRow(Base):
    """What one header of a layout is read as; `column` is empty where it is not read, `value` holds for all records."""

    __tablename__ = "column_mappings"

    register: Mapped[str] = mapped_column(primary_key=True)
    layout: Mapped[str] = mapped_column(primary_key=True)
    header: Mapped[str] = mapped_column(primary_key=True)
    column: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")


class ImportedRow(Base):
    """A row without a key of ours, and the key that its record was given."""

    __tablename__ = "imported_rows"
    __table_args__ = (Index("ix_imported_rows_register", "register", "sheet"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str]
    sheet: Mapped[str]
    number: Mapped[int]
    digest: Mapped[str]
    called: Mapped[str]
    key: Mapped[str]
