from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.reports.week import Week, day_words, working_days

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("moment", "monday"),
    [
        pytest.param(datetime(2026, 11, 16, tzinfo=UTC), date(2026, 11, 16), id="Monday at midnight begins it"),
        pytest.param(datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC), date(2026, 11, 16), id="Sunday's last second"),
        pytest.param(datetime(2026, 6, 28, 23, 30, tzinfo=UTC), date(2026, 6, 29), id="Monday in summer time already"),
    ],
)
def test_a_moment_lies_in_the_week_of_its_local_day(moment: datetime, monday: date) -> None:
    assert Week.of(moment, LONDON).monday == monday
    assert Week.of(moment, LONDON).holds(moment)


@pytest.mark.parametrize(
    ("monday", "hours"),
    [
        pytest.param(date(2026, 11, 16), 168, id="an ordinary week"),
        pytest.param(date(2026, 10, 19), 169, id="the clock goes back"),
        pytest.param(date(2027, 3, 22), 167, id="the clock goes forward"),
    ],
)
def test_a_week_with_a_clock_change_is_longer_or_shorter(monday: date, hours: int) -> None:
    week = Week(monday, LONDON)
    assert week.end_at - week.start_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("monday", "words", "key"),
    [
        pytest.param(date(2026, 11, 16), "16-22 November", "2026-W47", id="within a month"),
        pytest.param(date(2026, 11, 30), "30 November-6 December", "2026-W49", id="over two months"),
        pytest.param(date(2026, 12, 28), "28 December-3 January", "2026-W53", id="over two years"),
        pytest.param(date(2027, 1, 4), "4-10 January", "2027-W01", id="the first week of a year"),
    ],
)
def test_a_week_has_words_and_a_key(monday: date, words: str, key: str) -> None:
    week = Week(monday, LONDON)
    assert (week.words, week.key) == (words, key)
    assert Week.named(key, LONDON) == week


@pytest.mark.parametrize("key", ["2026-W54", "2026-47", "November", "-W1"])
def test_a_week_that_does_not_exist_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="such as 2026-W47"):
        Week.named(key, LONDON)


# Far east and west, half hours, half an hour of summer time, and a summer time that begins at midnight.
ZONES = (
    "Europe/London",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Santiago",
)


@given(minutes=st.integers(0, 60 * 24 * 365 * 60), zone=st.sampled_from(ZONES).map(ZoneInfo))
def test_weeks_follow_each_other_without_gap_or_overlap(minutes: int, zone: ZoneInfo) -> None:
    moment = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    week = Week.of(moment, zone)
    assert week.holds(moment)
    assert week.before().end_at == week.start_at
    assert Week.of(week.end_at, zone).before() == week


@pytest.mark.parametrize(
    ("first", "days"),
    [
        pytest.param(date(2026, 11, 9), 9, id="two weeks ago"),
        pytest.param(date(2026, 11, 19), 1, id="on Thursday"),
        pytest.param(date(2026, 11, 20), 0, id="on Friday"),
        pytest.param(date(2026, 11, 21), 0, id="at the weekend, which begins on Monday"),
        pytest.param(date(2026, 11, 14), 4, id="at the weekend before"),
    ],
)
def test_age_counts_working_days(first: date, days: int) -> None:
    assert working_days(first, date(2026, 11, 23)) == days


def test_a_day_is_written_as_an_office_writes_it() -> None:
    assert day_words(date(2026, 11, 4)) == "Wednesday 4 November"
