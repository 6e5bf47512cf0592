"""Every register comes back from its file: from CSV byte for byte, from a workbook by value."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mailtick.registers import REGISTERS
from mailtick.registers.changing import Author
from mailtick.registers.exporting import export_csv
from mailtick.registers.exporting_xlsx import export_xlsx
from mailtick.registers.files import carry_out, prepare_import
from mailtick.registers.formats import (
    FIRST_DAY,
    LAST_DAY,
    Choice,
    Choices,
    Day,
    FinancialYear,
    MailAddress,
    Pounds,
    Renewal,
    StaffAddress,
    Text,
    TimeOfDay,
    TimesOfDay,
    Value,
    Whole,
    WordList,
    YesNo,
)
from mailtick.registers.importing import import_lines
from mailtick.registers.records import list_records
from mailtick.registers.register import Column, Line, Reference, Register, Values
from mailtick.store.database import Database
from tests.support.examples import examples

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
Desk = dict[str, list[Values]]

# Letters that files trip over stand beside ordinary ones.
_ANY = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
_TRAPS = st.sampled_from(list("=+-@'\"\n\t;,| \u00a0£é_x0041_"))
_TEXTS = st.text(st.one_of(_ANY, _TRAPS), min_size=1, max_size=12).map(lambda text: text.strip(" ")).filter(bool)
_KEYS = st.from_regex(r"[A-Za-z0-9=+@'/,_-]{1,6}", fullmatch=True)
_ADDRESSES = st.from_regex(r"[a-z0-9.+'=-]{1,6}@[a-z]{1,5}\.example", fullmatch=True)
_WORDS = _TEXTS.map(lambda text: text.replace(";", "").strip()).filter(bool)
_NUMBERS = st.integers(0, 2**31 - 1)


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Some records for each register, which refer to each other."""
    desk: Desk = {}
    for register in REGISTERS:
        lines = [Line(number, draw(_values(register, desk))) for number in range(draw(st.integers(0, 3)))]
        desk[register.name] = _that_can_stand(register, lines)
    return desk


@st.composite
def _values(draw: st.DrawFn, register: Register, desk: Desk) -> Values:
    return {**register.defaults, **{c.name: draw(_column(register, c, desk)) for c in register.in_csv}}


def _column(register: Register, column: Column, desk: Desk) -> st.SearchStrategy[Value]:
    if column.refers_to:
        keys = _keys_of(column.refers_to, desk)
        if isinstance(column.format, WordList):
            return st.lists(st.sampled_from(keys), max_size=3, unique=True).map(tuple) if keys else st.just(())
        return _or_none(column, st.sampled_from(keys) if keys else st.nothing())
    if column.name in register.key and isinstance(column.format, Text):
        return _KEYS
    return _or_none(column, _of(column))


def _or_none(column: Column, values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return values if column.is_required else st.one_of(st.just(column.default), values)


def _of(column: Column) -> st.SearchStrategy[Value]:
    match column.format:
        case Text():
            return _TEXTS
        case Whole(most):
            return _NUMBERS.map(lambda number: min(number, most))
        case Day():
            return st.dates(FIRST_DAY, LAST_DAY)
        case Pounds():
            return st.integers(-(2**31) + 1, 2**31 - 1)
        case WordList():
            return st.lists(_WORDS, max_size=3).map(tuple)
        case Choices(kind):
            return st.sets(st.sampled_from([each.value for each in kind])).map(
                lambda some: tuple(each.value for each in kind if each.value in some)
            )
        case YesNo():
            return st.booleans()
        case MailAddress() | StaffAddress():
            return _ADDRESSES
        case Choice(kind):
            return st.sampled_from([each.value for each in kind])
        case FinancialYear():
            return st.sampled_from(["2026-27", "2099-00"])
        case TimeOfDay():
            return st.sampled_from(["08:00", "15:45"])
        case TimesOfDay():
            return st.sampled_from(["08:00", "08:00 13:00", "at once"])
        case Renewal():
            return st.sampled_from(["express", "tacit 12 months"])
        case _:
            # A rule for days that repeat.
            return st.sampled_from(["FREQ=WEEKLY;INTERVAL=2", "FREQ=YEARLY"])


def _keys_of(reference: Reference, desk: Desk) -> list[str]:
    register = next(each for each in REGISTERS if each.row is reference.row)
    return [str(values[reference.key]) for values in desk.get(register.name, [])]


def _that_can_stand(register: Register, lines: list[Line]) -> list[Values]:
    """The records without those that stand twice or that the register's checks refuse."""
    unique = [c.name for c in register.columns if c.is_unique]
    kept: list[Line] = []
    for line in lines:
        key = register.key_of(line.values)
        if any(register.key_of(each.values) == key for each in kept):
            continue
        if any(each.values[name] == line.values[name] for each in kept for name in unique):
            continue
        kept.append(line)
    refused = {fault.line for check in register.checks for fault in check(register, kept, [])}
    return [line.values for line in kept if line.number not in refused]


@pytest.fixture(scope="module")
def empty(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("round-trip") / "desk.db")
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


class _Undo(Exception):
    """Ends a transaction without writing it."""


@contextmanager
def an_empty_desk(database: Database) -> Iterator[Session]:
    """A desk that holds nothing, and is left so."""
    try:
        with database.writing() as session:
            yield session
            raise _Undo
    except _Undo:
        pass


@given(desk=desks())
@settings(max_examples=examples(12))
def test_every_register_comes_back_from_csv_byte_for_byte(empty: Database, desk: Desk) -> None:
    with an_empty_desk(empty) as session:
        for register in REGISTERS:
            import_lines(session, register, [Line(1, values) for values in desk[register.name]], {}, OFFICE)
        files = {register.name: export_csv(session, register) for register in REGISTERS}
        records = {
            register.name: [each.values for each in list_records(session, register, retired=True)]
            for register in REGISTERS
        }
    with an_empty_desk(empty) as session:
        for register in REGISTERS:
            prepared = prepare_import(session, register, files[register.name].encode())
            assert carry_out(session, prepared, OFFICE).added == len(desk[register.name])
            assert [each.values for each in list_records(session, register, retired=True)] == records[register.name]
            assert export_csv(session, register) == files[register.name]


@given(desk=desks())
@settings(max_examples=examples(6))
def test_every_register_comes_back_from_a_workbook_by_value(empty: Database, desk: Desk) -> None:
    with an_empty_desk(empty) as session:
        for register in REGISTERS:
            import_lines(session, register, [Line(1, values) for values in desk[register.name]], {}, OFFICE)
        files = {register.name: export_xlsx(session, register) for register in REGISTERS}
        records = {
            register.name: [each.values for each in list_records(session, register, retired=True)]
            for register in REGISTERS
        }
    with an_empty_desk(empty) as session:
        for register in REGISTERS:
            prepared = prepare_import(session, register, files[register.name])
            assert carry_out(session, prepared, OFFICE).added == len(desk[register.name])
            assert [each.values for each in list_records(session, register, retired=True)] == records[register.name]
