"""Whatever stands in somebody's spreadsheet: it is read, or refused in words; and a second import changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from mailtick.demo.school import DOMAIN, load_school
from mailtick.registers import REGISTERS
from mailtick.registers.changing import Author
from mailtick.registers.exporting import export_csv
from mailtick.registers.files import Options, carry_out, prepare_import
from mailtick.registers.headers import other_words
from mailtick.registers.importing import ImportFaults
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.register import Register
from mailtick.store.database import Database
from tests.registers.workbooks import workbook
from tests.support.examples import examples

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
_CELLS: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(
        [
            *("", "", "", "Y3", "Y3/Room 5", "Hall", "Libary", "Mrs Brown", "claire.brown", "3 x iPad", "HP EliteBook"),
            *("SP-0001", "SP-0070", "LIC-04", "C1", "FEN", "Purple Mash", "MJ0K7101", "MJ0K7102", "12", "1", "0", "-"),
            *("03/12/2025", "25/12/2024", "12/25/2024", "Sept 2021", "2019", "£1,200", "12,50", "ditto", "Total", "x"),
            *("36 months", "ann@elsewhere.example", "express", "term", "visit", "approved", "in use", "yes", "=1+1"),
        ]
    ),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
    st.integers(0, 60_000),
    st.text(max_size=5),
)


@st.composite
def tables(draw: st.DrawFn, register: Register) -> list[list[object]]:
    words = [word for column in register.in_csv for word in (column.header, *other_words(register, column.name))]
    headers: list[object] = list(draw(st.lists(st.sampled_from(words), min_size=1, max_size=6)))
    rows = draw(st.lists(st.lists(_CELLS, max_size=len(headers) + 1), max_size=5))
    title: list[object] = ["A title"]
    return [*([title] if draw(st.booleans()) else []), headers, *rows]


@pytest.fixture(scope="module")
def small_school(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = shutil.copy(sqlite_template, tmp_path_factory.mktemp("always") / "desk.db")
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        load_school(session)
    yield database
    database.close()


class _Undo(Exception):
    """Ends a transaction without writing it."""


@contextmanager
def undone(database: Database) -> Iterator[Session]:
    try:
        with database.writing() as session:
            yield session
            raise _Undo
    except _Undo:
        pass


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
@given(data=st.data())
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.too_slow])
def test_a_table_is_read_or_refused_in_words_and_a_second_import_changes_nothing(
    small_school: Database, register: Register, data: st.DataObject
) -> None:
    content = workbook({"Sheet1": data.draw(tables(register))})
    options = Options(domain=DOMAIN)
    with undone(small_school) as session:
        try:
            prepared = prepare_import(session, register, content, options)
        except (NotReadable, ImportFaults):
            return
        carry_out(session, prepared, OFFICE)
        exported = export_csv(session, register)
        again = prepare_import(session, register, content, options)
        assert (again.plan.added, again.plan.changed) == ((), ())
        carry_out(session, again, OFFICE)
        assert export_csv(session, register) == exported
