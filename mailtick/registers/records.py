"""Look into a register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mailtick.registers.formats import Value, expect
from mailtick.registers.register import Column, Register, Values
from mailtick.store.registers import all_rows, names_of, rows_with, words_apart
from mailtick.store.tables.base import Base


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a register: `key` as people write it, `values` by the names of the columns."""

    id: int
    key: str
    values: Values
    cells: Mapping[str, str]


def list_records(session: Session, register: Register, search: str = "", *, retired: bool = False) -> list[Record]:
    """Return the records in which every word of `search` stands somewhere, without regard to case.

    The names of the people, places and whatever else a record refers to count as well. Those that are retired come
    only where they are asked for.
    """
    words = search.casefold().split()
    records = [
        _record(register, row, values)
        for row, values in stored(session, register)
        if retired or values["retired_on"] is None
    ]
    if not words:
        return records
    names = _names(session, register)
    return [record for record in records if all(word in _searched(record, names) for word in words)]


def stored(session: Session, register: Register) -> Iterator[tuple[Base, dict[str, Value]]]:
    """Each row of a register with its values, those of other tables included."""
    apart = {
        column.name: words_apart(session, column.apart.row, column.apart.owner, column.apart.word)
        for column in register.columns
        if column.apart
    }
    for row in all_rows(session, register.row):
        record_id = id_of(row)
        yield (
            row,
            {
                column.name: apart[column.name].get(record_id, ()) if column.apart else value_of(row, column.name)
                for column in register.columns
            },
        )


def records_with(
    session: Session, register: Register, column: str, value: Value
) -> list[tuple[Base, dict[str, Value]]]:
    """The rows of a register with one value in a column, each with its values."""
    return [(row, values_of(session, register, row)) for row in rows_with(session, register.row, {column: value})]


def values_of(session: Session, register: Register, row: Base) -> dict[str, Value]:
    """The values of one row, those of other tables included."""
    return {
        column.name: (
            words_apart(session, column.apart.row, column.apart.owner, column.apart.word, id_of(row)).get(
                id_of(row), ()
            )
            if column.apart
            else value_of(row, column.name)
        )
        for column in register.columns
    }


def value_of(row: Base, name: str) -> Value:
    value: Value = getattr(row, name)
    return value


def id_of(row: Base) -> int:
    return expect(int, value_of(row, "id"))


def cell_of(column: Column, value: Value) -> str:
    """A value as text; empty where there is none."""
    return "" if value in (None, "", ()) else column.format.write(value)


def _record(register: Register, row: Base, values: Values) -> Record:
    cells = {column.name: cell_of(column, values[column.name]) for column in register.columns}
    return Record(id_of(row), register.key_text(values), values, cells)


def _names(session: Session, register: Register) -> Mapping[str, Mapping[str, str]]:
    """What the records are called that each column may refer to, by their keys."""
    return {
        column.name: {
            each.key: " ".join(each.names)
            for each in names_of(session, column.refers_to.row, column.refers_to.key, column.refers_to.names)
        }
        for column in register.columns
        if column.refers_to
    }


def _searched(record: Record, names: Mapping[str, Mapping[str, str]]) -> str:
    """All that a record says, with the names of what it refers to."""
    called = []
    for name, known in names.items():
        value = record.values[name]
        called += [known.get(str(key), "") for key in (value if isinstance(value, tuple) else (value,))]
    return "\n".join((*record.cells.values(), *called)).casefold()
