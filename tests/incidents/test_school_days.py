from __future__ import annotations

from datetime import date

import pytest

from mailtick.incidents.school_days import SchoolDays, Span
from mailtick.store.calendar import school_days
from mailtick.store.database import Database


def days_of(school: Database) -> SchoolDays:
    with school.reading() as session:
        return school_days(session)


def test_the_year_has_190_days_for_pupils_and_five_inset_days(school: Database) -> None:
    days = days_of(school)
    assert len(list(days.between(date(2026, 9, 1), date(2027, 8, 31)))) == 195


@pytest.mark.parametrize(
    ("due", "act_by"),
    [
        pytest.param("2026-12-24", "2026-12-18", id="in the holidays"),
        pytest.param("2026-12-20", "2026-12-18", id="on a Sunday"),
        pytest.param("2026-12-16", "2026-12-16", id="on a school day"),
        pytest.param("2027-02-28", "2027-02-26", id="after the weekend of a month's end"),
        pytest.param("2026-10-30", "2026-10-23", id="in half-term"),
        pytest.param("2027-01-03", "2026-12-18", id="the day before a term"),
    ],
)
def test_what_is_due_is_done_by_the_last_open_day(school: Database, due: str, act_by: str) -> None:
    assert days_of(school).on_or_before(date.fromisoformat(due)) == date.fromisoformat(act_by)


def test_after_the_holidays_the_first_open_day_is_an_inset_day(school: Database) -> None:
    assert days_of(school).on_or_after(date(2026, 12, 19)) == date(2027, 1, 4)


def test_a_closure_shuts_and_an_inset_day_opens() -> None:
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    days = SchoolDays(insets=(Span(saturday, saturday),), closures=(Span(friday, friday),))
    assert (days.is_open(friday), days.is_open(saturday)) == (False, True)


def test_without_a_calendar_monday_to_friday_are_open() -> None:
    days = SchoolDays()
    assert days.on_or_before(date(2026, 12, 27)) == date(2026, 12, 25)


def test_where_the_calendar_knows_no_day_the_day_itself_counts() -> None:
    term = Span(date(2020, 9, 1), date(2020, 12, 1))
    assert SchoolDays((term,)).on_or_before(date(2026, 12, 27)) == date(2026, 12, 27)
    assert SchoolDays((term,)).on_or_after(date(2026, 12, 27)) == date(2026, 12, 27)
