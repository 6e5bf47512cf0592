from __future__ import annotations

from datetime import date, timedelta

import pytest

from mailtick.registers.repeating import Repeats, days_of


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        pytest.param("", ["2026-11-10"], id="once"),
        pytest.param("FREQ=WEEKLY;INTERVAL=2", ["2026-11-10", "2026-11-24", "2026-12-08"], id="every second week"),
        pytest.param("FREQ=MONTHLY;BYDAY=1TU", ["2026-12-01"], id="the first Tuesday of each month"),
        pytest.param("FREQ=WEEKLY;COUNT=2", ["2026-11-10", "2026-11-17"], id="twice"),
        pytest.param("FREQ=WEEKLY;UNTIL=20261118", ["2026-11-10", "2026-11-17"], id="until a day"),
    ],
)
def test_a_rule_gives_its_days(rule: str, days: list[str]) -> None:
    start = date(2026, 11, 10)
    assert [str(day) for day in days_of(start, rule, start, date(2026, 12, 10))] == days


def test_a_year_far_ahead_is_found_without_counting_up_to_the_end_of_time() -> None:
    first = date(2076, 1, 1)
    assert len(list(days_of(date(2026, 1, 1), "FREQ=DAILY", first, first + timedelta(days=6)))) == 7


@pytest.mark.parametrize(
    "text", ["every week", "FREQ=HOURLY", "FREQ=WEEKLY;BYHOUR=3", "FREQ=DAILY;BYDAY=XX", "FREQ=WEEKLY\nRRULE:X", ""]
)
def test_what_is_no_rule_by_the_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no rule"):
        Repeats().read(text)


def test_a_rule_may_be_written_as_in_a_calendar_file() -> None:
    assert Repeats().read("RRULE:freq=weekly;byday=tu") == "FREQ=WEEKLY;BYDAY=TU"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=99999999999",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYDAY=MO;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYYEARDAY=400",
        "FREQ=DAILY;BYWEEKNO=60",
        "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYEASTER=0",
    ],
)
def test_a_rule_that_would_never_end_or_never_come_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="is no rule"):
        Repeats().read(rule)


def test_a_rule_of_another_calendar_may_end_at_a_moment() -> None:
    rule = str(Repeats().read("FREQ=WEEKLY;UNTIL=20261118T000000Z"))
    days = days_of(date(2026, 11, 10), rule, date(2026, 11, 1), date(2026, 12, 31))
    assert [str(day) for day in days] == ["2026-11-10", "2026-11-17"]


def test_so_many_times_counts_from_the_beginning_also_where_only_later_days_are_asked_for() -> None:
    days = days_of(date(2026, 11, 10), "FREQ=WEEKLY;COUNT=3", date(2026, 11, 20), date(2026, 12, 31))
    assert [str(day) for day in days] == ["2026-11-24"]
