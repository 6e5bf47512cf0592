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
