"""What every table shares: the base class, names of constraints, two column types, what records have."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime

from sqlalchemy import DateTime, Enum, MetaData, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Named constraints, so that a migration can change them on both databases.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant: UTC in the store on both databases. Refuses naive datetimes."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; every instant in the store must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[tuple[str, ...]]):
    """Several short words in one column, ";" between them, as in the register's CSV files."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return ";".join(word.strip() for word in value or () if word.strip())

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(word for word in (value or "").split(";") if word)


class Kept:
    """A record of a register is never deleted: from the day in `retired_on` it is not offered any more."""

    retired_on: Mapped[date | None] = mapped_column(info={"label": "Retired"}, sort_order=100)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        str: Text(),
        tuple[str, ...]: Words(),
        # Text with the value, on both databases: a new state needs no change of type.
        enum.Enum: Enum(
            enum.Enum, native_enum=False, length=30, values_callable=lambda kind: [each.value for each in kind]
        ),
    }
