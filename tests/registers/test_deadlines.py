from __future__ import annotations

from datetime import date

import pytest

from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, instalments, months_after, notice_deadline, trigger_date
from mailtick.registers.records import list_records
from mailtick.registers.register import Values
from mailtick.store.database import Database

TODAY = date(2026, 11, 23)


def contract(school: Database, ref: str, **other: object) -> Values:
    with school.reading() as session:
        [record] = [each for each in list_records(session, CONTRACTS) if each.key == ref]
    return {**record.values, **other}  # type: ignore[dict-item]  # the test names real columns


@pytest.mark.parametrize(
    ("ref", "deadline"),
    [
        pytest.param("C1", "2027-02-28", id="the end of a shorter month"),
        pytest.param("C2", "2026-12-31", id="a contract that renews itself"),
        pytest.param("C4", "2026-10-30", id="one that is past"),
    ],
)
def test_notice_is_counted_back_from_the_end(school: Database, ref: str, deadline: str) -> None:
    assert notice_deadline(contract(school, ref), TODAY) == date.fromisoformat(deadline)


def test_a_contract_that_renews_itself_has_a_new_end_and_deadline_each_time(school: Database) -> None:
    copier = contract(school, "C2")
    assert current_end(copier, date(2027, 3, 31)) == date(2027, 3, 31)
    assert current_end(copier, date(2027, 4, 1)) == date(2028, 3, 31)
    assert notice_deadline(copier, date(2027, 4, 1)) == date(2027, 12, 31)


def test_after_notice_it_ends(school: Database) -> None:
    copier = contract(school, "C2", notice_given_on=date(2026, 12, 1))
    assert current_end(copier, date(2028, 1, 1)) == date(2027, 3, 31)


def test_one_that_somebody_must_renew_ends(school: Database) -> None:
    assert current_end(contract(school, "C4"), date(2027, 6, 1)) == date(2026, 11, 30)


def test_buying_anew_begins_the_lead_in_before_the_end(school: Database) -> None:
    assert trigger_date(contract(school, "C1"), TODAY) is None
    assert trigger_date(contract(school, "C1", lead_in_months=9), TODAY) == date(2026, 11, 30)


def test_instalments_add_up_to_the_year_to_the_penny(school: Database) -> None:
    odd = contract(school, "C2", first_due_on=date(2026, 4, 30), annual_value_pence=149_001)
    dues = list(instalments(odd, TODAY))
    assert [str(day) for day, _ in dues] == ["2026-04-30", "2026-07-30", "2026-10-30", "2027-01-30"]
    assert sum(net for _, net in dues) == 149_001


def test_without_a_first_due_date_there_are_no_instalments(school: Database) -> None:
    assert list(instalments(contract(school, "C1"), TODAY)) == []


@pytest.mark.parametrize(
    ("day", "months", "other"),
    [("2024-02-29", 12, "2025-02-28"), ("2026-01-31", 1, "2026-02-28"), ("2026-03-31", -13, "2025-02-28")],
)
def test_months_end_on_the_last_day_where_the_day_is_missing(day: str, months: int, other: str) -> None:
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(other)
