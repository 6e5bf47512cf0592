"""A mail that somebody wrote by scanning a label: it is put where the thing stands; the log says what hangs on it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import AssetRow, IncidentAssetRow, IncidentRow, LogEntryRow
from tests.support.desks import letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

COLE = "Denise Cole <denise.cole@saltmarshprimary.example>"


def opened(database: Database, subject: str, text: str = "It flickers all the time.") -> tuple[str, list[str]]:
    """The place of the incident that a mail opens, and the notes in its log."""
    desk = make_desk(database)
    put_in(desk, letter(COLE, subject, text))
    process(desk)
    with database.reading() as session:
        incident = session.scalars(select(IncidentRow)).one()
        notes = session.scalars(select(LogEntryRow.text).where(LogEntryRow.event == "note")).all()
    return incident.place, list(notes)


@pytest.mark.parametrize(
    ("subject", "place"),
    [
        pytest.param("[SP-0037] ", "Mrs Brown's class", id="nothing else"),
        pytest.param("[sp-0037] board", "Mrs Brown's class", id="in small letters"),
        pytest.param("Fwd: [SP-0037] board", "Mrs Brown's class", id="not at the beginning"),
        pytest.param("[Y5] wifi slow", "Mr Lloyd's class", id="a room"),
        pytest.param("[SP-0037] [SP-0028] both", "", id="two places: left open"),
        pytest.param("[SP-9999] odd", "Library", id="no such tag"),
        pytest.param("[external] odd", "Library", id="a mark of the mail server"),
    ],
)
def test_the_label_tells_the_place(school: Database, subject: str, place: str) -> None:
    assert opened(school, subject)[0] == place


def test_the_log_names_equipment_contract_and_provider(school: Database) -> None:
    _, notes = opened(school, "[SP-0037] board")
    assert (
        "SP-0037: Interactive panel Promethean ActivPanel 9 75in, Mrs Brown's class, contract C4, "
        "provider BrightBoard AV (BBA)"
    ) in notes


def test_the_page_of_what_was_scanned_lists_the_incident(school: Database) -> None:
    opened(school, "[SP-0037] board")
    with school.reading() as session:
        assert session.execute(
            select(AssetRow.tag).join(IncidentAssetRow, IncidentAssetRow.asset_id == AssetRow.id)
        ).scalars().all() == ["SP-0037"]
