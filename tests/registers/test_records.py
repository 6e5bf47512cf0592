from __future__ import annotations

import pytest

from mailtick.registers import REGISTERS
from mailtick.registers.assets import ASSETS
from mailtick.registers.calendar import CALENDAR
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records
from mailtick.registers.register import Register
from mailtick.store.database import Database

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    ("search", "tags"),
    [
        pytest.param("IPEVO y6", ["SP-0054"], id="words of different columns"),
        pytest.param("claire.brown", ["SP-0044"], id="who has it"),
        pytest.param("ipevo oak", ["SP-0051"], id="what the place is called"),
        pytest.param("laptop mrs brown", ["SP-0044"], id="what they are called"),
        pytest.param("no such thing", [], id="nothing"),
    ],
)
def test_a_register_is_searched_by_every_word(school: Database, search: str, tags: list[str]) -> None:
    with school.reading() as session:
        assert [record.key for record in list_records(session, ASSETS, search)] == tags


def test_a_record_shows_its_values_and_their_text(school: Database) -> None:
    with school.reading() as session:
        [record] = list_records(session, PEOPLE, "janet")
    assert record.key == "janet.pryor@saltmarshprimary.example"
    assert record.values["approve_limit_pence"] == 25_000
    assert record.values["roles"] == ("finance", "approver", "data_protection")
    assert (record.cells["approve_limit_pence"], record.cells["usual_place"]) == ("250", "OFF")


def test_a_record_with_a_key_of_two_columns_has_both_in_its_name(school: Database) -> None:
    with school.reading() as session:
        assert list_records(session, CALENDAR, "good friday")[0].key == "bank_holiday 2027-03-26"


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_every_column_has_a_label(register: Register) -> None:
    assert all(column.label for column in register.columns)
    assert set(register.key) <= {column.name for column in register.in_csv}
