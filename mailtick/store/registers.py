"""Read and write the registers' rows, whichever register it is.

Promise: the order of the rows is that in which they were first written.
Failures: none of its own; what the database refuses flies to the caller, whose transaction ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from mailtick.store.tables import AssetRow
from mailtick.store.tables.base import Base


def all_rows(session: Session, row: type[Base]) -> Sequence[Base]:
    """Every row of a register's table."""
    return session.scalars(select(row).order_by(row.__table__.c.id)).all()


def names_of(
    session: Session, row: type[Base], key: str, names: Sequence[str]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each record's key and what else it is called; a column of several words gives several names."""
    table = row.__table__.c
    for found, *called in session.execute(select(table[key], *(table[name] for name in names))):
        words = (word for each in called for word in (each if isinstance(each, tuple) else (each,)))
        yield found, tuple(word for word in words if word)


def words_apart(session: Session, row: type[Base], owner: str, word: str) -> Mapping[int, tuple[str, ...]]:
    """The words that stand in a table of their own, by the id of their record."""
    table = row.__table__.c
    found: dict[int, list[str]] = defaultdict(list)
    for record_id, each in session.execute(select(table[owner], table[word])):
        found[record_id].append(each)
    return {record_id: tuple(words) for record_id, words in found.items()}


def replace_words_apart(
    session: Session, row: type[Base], owner: str, word: str, record_id: int, words: Iterable[str]
) -> None:
    """Write the words of one record anew."""
    session.execute(delete(row).where(row.__table__.c[owner] == record_id))
    session.add_all(row(**{owner: record_id, word: each}) for each in words)


def locations_of_equipment(session: Session, marks: Collection[str]) -> frozenset[str]:
    """The codes of the locations of the equipment with these serial numbers or tags, which are given in capitals."""
    if not marks:
        return frozenset()
    is_named = or_(func.upper(AssetRow.serial).in_(marks), func.upper(AssetRow.tag).in_(marks))
    return frozenset(code for code in session.scalars(select(AssetRow.location).where(is_named)) if code)
