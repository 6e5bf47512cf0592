"""Read single records of the registers, and those that belong to one.

Promise: what is retired is left out, unless it is asked for by its own key.
Failures: none of its own; what the database refuses flies to the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from mailtick.store.tables import AssetRow, LicenceRow, SeatRow
from mailtick.store.tables.base import Base

_R = TypeVar("_R", bound=Base)


def name_of(session: Session, row: type[Base], column: str, key: str, name: str) -> str:
    """What the record with this key is called; empty where there is none."""
    table = row.__table__.c
    return session.scalar(select(table[name]).where(table[column] == key)) or ""


def records_where(session: Session, row: type[_R], column: str, value: object) -> Sequence[_R]:
    """The records in use in which a column has this value, in the order in which they were written."""
    table = row.__table__.c
    query = select(row).where(table[column] == value, table.retired_on.is_(None)).order_by(table.id)
    return session.scalars(query).all()


def record_called(session: Session, row: type[_R], column: str, key: str) -> _R | None:
    """The record with this key, retired or not."""
    return session.scalar(select(row).where(row.__table__.c[column] == key))


def seats_of(session: Session, licence: str, today: date) -> Sequence[SeatRow]:
    """The seats of a licence that are taken on a day, the first taken first."""
    query = select(SeatRow).where(SeatRow.licence == licence, SeatRow.retired_on.is_(None), SeatRow.from_on <= today)
    open_ones = query.where(SeatRow.to_on.is_(None) | (SeatRow.to_on >= today))
    return session.scalars(open_ones.order_by(SeatRow.from_on, SeatRow.id)).all()


def has_seats(session: Session, licence: str) -> bool:
    """Whether seats of a licence are written down at all, taken or not."""
    query = select(SeatRow.id).where(SeatRow.licence == licence, SeatRow.retired_on.is_(None))
    return session.scalar(query.limit(1)) is not None


def licence_called(session: Session, word: str) -> LicenceRow | None:
    """The licence with this reference, whatever its case."""
    return session.scalar(select(LicenceRow).where(LicenceRow.ref == word.strip().upper()))


def depending_on(session: Session, tag: str) -> list[AssetRow]:
    """The equipment that does not work without a piece of equipment, by tag."""
    words = type_coerce(AssetRow.depends_on, Text).contains(tag, autoescape=True)
    query = select(AssetRow).where(words, AssetRow.retired_on.is_(None))
    return [row for row in session.scalars(query.order_by(AssetRow.tag)) if tag in row.depends_on]
