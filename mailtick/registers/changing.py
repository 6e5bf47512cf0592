"""Change a register: add, change and retire records, each change with a line in the log.

Promise: nothing is changed without its line in the change log, in the same transaction: who, when, what it was and
what it is, because of what.
Failures: what cannot be done raises NotKept, a sentence for each column; nothing was changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from mailtick.registers.formats import Value, WordList, words_in
from mailtick.registers.keys import can_propose, new_keys
from mailtick.registers.meaning import Meaning
from mailtick.registers.records import cell_of, id_of, stored, values_of
from mailtick.registers.references import fold
from mailtick.registers.register import Column, Fault, Line, Register, Values
from mailtick.registers.written import read_written
from mailtick.store.registers import add_changes, keys_like, replace_words_apart, row_with
from mailtick.store.tables.base import Base


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, because of what ("mail 17", "command line"), and when (aware)."""

    who: str
    because: str
    at: datetime
    mail_id: int | None = None


class NotKept(Exception):
    """A record cannot be written so; a sentence. `columns` says what is wrong with which, where that is known."""

    def __init__(self, words: str, columns: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(words)
        self.columns = columns


def add(session: Session, register: Register, cells: Mapping[str, str], by: Author) -> str:
    """Add a record from what people wrote, by column name or header, and return its key as text. Raises NotKept."""
    values = _read(session, register, cells)
    if can_propose(register) and register.key[0] not in values:
        present = keys_like(session, register.row, register.key[0], "")
        [values[register.key[0]]] = new_keys(register, present, (), [str(values.get("name", ""))])
    missing = [each for each in needed(register) if each.name not in values]
    if missing:
        named = ", ".join(f"{each.label} ({each.header}=…)" for each in missing)
        each_alone = {each.name: "this must be given" for each in missing}
        raise NotKept(f"{register.title}: {named} must be given", each_alone)
    complete = register.complete({**register.defaults, **values})
    if _find(session, register, complete) is not None:
        raise NotKept(f"{register.title}: {register.key_text(complete)} stands there already; change it instead")
    if alike := _spelt_alike(session, register, complete):
        raise NotKept(f"{register.title}: {alike} stands there already, and is the same to whoever reads it")
    _check(session, register, complete, None)
    add_values(session, register, [values], by)
    return register.key_text(complete)


def _spelt_alike(session: Session, register: Register, values: Values) -> str:
    """The key that stands there already and differs only in its spelling from that of a new record."""
    if len(register.key) > 1:
        return ""
    new = fold(register.key_text(values))
    return next((each for each in keys_like(session, register.row, register.key[0], "") if fold(each) == new), "")


def change(session: Session, register: Register, key: str, cells: Mapping[str, str], by: Author) -> dict[str, str]:
    """Change some columns of a record and return what changed, "old → new" by column name. Raises NotKept."""
    row, before = find(session, register, key)
    news = _read(session, register, cells)
    changed = {name: value for name, value in news.items() if value != before[name]}
    if because := register.keeps(before, changed):
        raise NotKept(because)
    after = {**before, **changed}
    if register.key_of(after) != register.key_of(before) and _find(session, register, after) is not None:
        raise NotKept(f"{register.title}: {register.key_text(after)} stands there already")
    _check(session, register, after, before)
    change_values(session, register, [(row, before, changed)], by)
    return {name: f"{_cell(register, name, before[name])} → {_cell(register, name, changed[name])}" for name in changed}


def retire(session: Session, register: Register, key: str, by: Author, on: date) -> None:
    """Let a record be offered no more from a day on; it stays, with its history. Raises NotKept."""
    row, values = find(session, register, key)
    blocking = list(register.in_use(session, values))
    if blocking:
        raise NotKept(f"{key} cannot be retired: {'; '.join(blocking)}")
    change_values(session, register, [(row, values, {"retired_on": on})], by)


def needed(register: Register) -> list[Column]:
    """The columns that must be given for a new record."""
    return [
        each
        for each in register.columns
        if each.is_required and not (can_propose(register) and each.name == register.key[0])
    ]


def find(session: Session, register: Register, key: str) -> tuple[Base, dict[str, Value]]:
    """Return the one record that is called so, by its key or any of its names, in use or not. Raises NotKept."""
    reference = register.reference
    word = key.strip()
    if reference:
        row = row_with(session, register.row, {reference.key: word})
        if row is None:
            try:
                row = row_with(session, register.row, {reference.key: Meaning(session).kept(reference, word)})
            except ValueError as error:
                raise NotKept(str(error)) from None
    else:
        row = next((row for row, values in stored(session, register) if register.key_text(values) == word), None)
    if row is None:
        raise NotKept(f'there is no "{key}" in {register.title.lower()}')
    return row, values_of(session, register, row)


def next_key(session: Session, register: Register, prefix: str, digits: int = 0) -> str:
    """Return the next free key of a register whose keys are a prefix and a number: "D29" after "D28"."""
    numbers = [
        int(found[1])
        for key in keys_like(session, register.row, register.key[0], prefix)
        if (found := re.fullmatch(f"{re.escape(prefix)}([0-9]+)", key))
    ]
    return f"{prefix}{max(numbers, default=0) + 1:0{digits}}"


def add_values(session: Session, register: Register, news: Sequence[Values], by: Author) -> None:
    """Add records whose values are read and checked."""
    logged: list[Mapping[str, object]] = []
    for values in news:
        complete = register.complete({**register.defaults, **values})
        row = register.row(**{each.name: complete[each.name] for each in register.columns if not each.apart})
        session.add(row)
        if any(each.apart for each in register.columns):
            session.flush()
            _set(session, register, row, {each.name: complete[each.name] for each in register.columns if each.apart})
        logged.append(_line(register, complete, "", "", register.key_text(complete), by))
    session.flush()
    add_changes(session, logged)


def change_values(
    session: Session, register: Register, changes: Sequence[tuple[Base, Values, Values]], by: Author
) -> None:
    """Change records: each as its row, the values before, and the new values of the columns that change."""
    _make_room(session, register, changes)
    logged: list[Mapping[str, object]] = []
    for row, before, news in changes:
        _set(session, register, row, news)
        after = {**before, **news}
        logged.extend(
            _line(register, after, name, _cell(register, name, before[name]), _cell(register, name, value), by)
            for name, value in news.items()
        )
    session.flush()
    add_changes(session, logged)


def _read(session: Session, register: Register, cells: Mapping[str, str]) -> dict[str, Value]:
    """The values that people mean, by column: a day or an amount in any usual way, a person or a place by any name."""
    meaning = Meaning(session)
    values: dict[str, Value] = {}
    faults: list[str] = []
    wrong: dict[str, str] = {}
    for called, text in cells.items():
        column = register.called(called)
        if column is None:
            headers = ", ".join(each.header or each.name for each in register.columns)
            faults.append(f'there is no column "{called}" in {register.title.lower()}; possible: {headers}')
            continue
        try:
            values[column.name] = _value(meaning, column, text.strip())
        except ValueError as error:
            faults.append(f"{column.label}: {error}")
            wrong[column.name] = str(error)
    if faults:
        raise NotKept("\n".join(faults), wrong)
    return values


def _value(meaning: Meaning, column: Column, text: str) -> Value:
    if not text and column.is_required:
        raise ValueError("this must not be empty")
    if not text:
        return column.default
    if column.refers_to is None:
        return read_written(column.format, text).value
    if isinstance(column.format, WordList):
        return tuple(meaning.offered(column.refers_to, word) for word in words_in(column.format.read(text)))
    return meaning.offered(column.refers_to, text)


def _check(session: Session, register: Register, after: Values, before: Values | None) -> None:
    others = [values for _, values in stored(session, register) if values != before] if register.checks else []
    faults: list[Fault] = [fault for check in register.checks for fault in check(register, [Line(0, after)], others)]
    if faults:
        named = {column.name: fault.message for fault in faults if (column := register.called(fault.column))}
        raise NotKept("\n".join(fault.message for fault in faults), named)


def _find(session: Session, register: Register, values: Values) -> Base | None:
    return row_with(session, register.row, {name: values[name] for name in register.key})


def _cell(register: Register, name: str, value: Value) -> str:
    return cell_of(register.column(name), value)


def _line(register: Register, values: Values, column: str, old: str, new: str, by: Author) -> Mapping[str, object]:
    return {
        "at": by.at,
        "register": register.name,
        "key": register.key_text(values),
        "column": column,
        "old": old,
        "new": new,
        "who": by.who,
        "because": by.because,
        "mail_id": by.mail_id,
    }


def _make_room(session: Session, register: Register, changes: Sequence[tuple[Base, Values, Values]]) -> None:
    """Free the names that go from one record to another: the database compares after every single change."""
    unique = {column.name for column in register.columns if column.is_unique}
    for row, _, news in changes:
        for name in unique & news.keys():
            setattr(row, name, f"({id_of(row)})")
    session.flush()


def _set(session: Session, register: Register, row: Base, news: Values) -> None:
    for name, value in news.items():
        apart = register.column(name).apart
        if apart:
            replace_words_apart(session, apart.row, apart.owner, apart.word, id_of(row), words_in(value))
        else:
            setattr(row, name, value)
