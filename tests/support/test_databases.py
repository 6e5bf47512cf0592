"""The `database` fixture gives what it promises."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from mailtick.store.database import Database
from mailtick.store.tables import LocationRow


@pytest.mark.parametrize("attempt", ["first", "second"])
def test_each_test_gets_an_empty_database(database: Database, attempt: str) -> None:
    with database.writing() as session:
        session.add(LocationRow(code="LIB", name=f"Library, {attempt} test"))
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LocationRow)) == 1
