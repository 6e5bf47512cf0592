"""Read and write the registers' rows, whichever register it is.

Promise: the order of the rows is that in which they were first written.
Failures: none of its own; what the database refuses flies to the caller, whose transaction ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import OPEN
from mailtick.store.tables import AssetRow, IncidentRow, RecordChangeRow
from mailtick.store.tables.base import Base


def all_rows(session: Session, row: type[Base]) -> Sequence[Base]:
    """Every row of a register's table."""
    return session.scalars(select(row).order_by(row.__table__.c.id)).all()


@dataclass(frozen=True, slots=True)
class Called:
    """A record's key and what else it is called. One that is not offered is retired: only its key still counts."""

    key: str
    names: tuple[str, ...]
    is_offered: bool = True


def names_of(session: Session, row: type[Base], key: str, names: Sequence[str]) -> Iterable[Called]:
    """What each record is called; a column of several words gives several names."""
    table = row.__table__.c
    query = select(table[key], table.retired_on, *(table[name] for name in names)).order_by(table.id)
    for found, retired_on, *called in session.execute(query):
        words = (word for each in called for word in (each if isinstance(each, tuple) else (each,)))
        yield Called(found, tuple(word for word in words if word), retired_on is None)


def words_apart(
    session: Session, row: type[Base], owner: str, word: str, record_id: int | None = None
) -> Mapping[int, tuple[str, ...]]:
    """The words that stand in a table of their own, by the id of their record; of one record where it is given."""
    table = row.__table__.c
    found: dict[int, list[str]] = defaultdict(list)
    query = select(table[owner], table[word])
    for owner_id, each in session.execute(query if record_id is None else query.where(table[owner] == record_id)):
        found[owner_id].append(each)
    return {owner_id: tuple(words) for owner_id, words in found.items()}


def replace_words_apart(
    session: Session, row: type[Base], owner: str, word: str, record_id: int, words: Iterable[str]
) -> None:
    """Write the words of one record anew."""
    session.execute(delete(row).where(row.__table__.c[owner] == record_id))
    session.add_all(row(**{owner: record_id, word: each}) for each in words)


def add_changes(session: Session, changes: Sequence[Mapping[str, object]]) -> None:
    """Write lines of the registers' change log; each gives the columns of RecordChangeRow."""
    if changes:
        session.execute(insert(RecordChangeRow), changes)


def changes_of(session: Session, register: str, key: str) -> Sequence[RecordChangeRow]:
    """The change log of one record, the oldest first."""
    query = select(RecordChangeRow).where(RecordChangeRow.register == register, RecordChangeRow.key == key)
    return session.scalars(query.order_by(RecordChangeRow.id)).all()


def changes_between(session: Session, start: datetime, end: datetime) -> Sequence[RecordChangeRow]:
    """What changed in the registers from `start` until just before `end`."""
    query = select(RecordChangeRow).where(RecordChangeRow.at >= start, RecordChangeRow.at < end)
    return session.scalars(query.order_by(RecordChangeRow.id)).all()


def row_with(session: Session, row: type[Base], key: Mapping[str, object]) -> Base | None:
    """The one row whose columns have these values."""
    table = row.__table__.c
    return session.scalar(select(row).where(*(table[name] == value for name, value in key.items())))


def rows_with(session: Session, row: type[Base], wanted: Mapping[str, object]) -> Sequence[Base]:
    """The rows whose columns have these values, the oldest first."""
    table = row.__table__.c
    query = select(row).where(*(table[name] == value for name, value in wanted.items()))
    return session.scalars(query.order_by(table.id)).all()


def keys_like(session: Session, row: type[Base], column: str, prefix: str) -> Sequence[str]:
    """The values of a column that begin so."""
    found = row.__table__.c[column]
    return session.scalars(select(found).where(found.startswith(prefix, autoescape=True))).all()


def what_is_at(session: Session, code: str) -> Sequence[str]:
    """The tags of the equipment in a location; what is disposed of is nowhere any more."""
    query = select(AssetRow.tag).where(AssetRow.location == code, AssetRow.status != "disposed")
    return session.scalars(query.where(AssetRow.retired_on.is_(None)).order_by(AssetRow.tag)).all()


def open_incidents_at(session: Session, code: str, name: str) -> Sequence[int]:
    """The numbers of the open incidents in a location: incidents keep the name that it had when they came in."""
    renamed = select(RecordChangeRow.old).where(
        RecordChangeRow.register == "locations", RecordChangeRow.key == code, RecordChangeRow.column == "name"
    )
    is_there = or_(IncidentRow.place == name, IncidentRow.place.in_(renamed))
    query = select(IncidentRow.number).where(is_there, IncidentRow.state.in_(OPEN))
    return session.scalars(query.order_by(IncidentRow.number)).all()


def locations_of_equipment(session: Session, marks: Collection[str]) -> frozenset[str]:
    """The codes of the locations of the equipment with these serial numbers or tags, which are given in capitals."""
    if not marks:
        return frozenset()
    is_named = or_(func.upper(AssetRow.serial).in_(marks), func.upper(AssetRow.tag).in_(marks))
    return frozenset(code for code in session.scalars(select(AssetRow.location).where(is_named)) if code)
