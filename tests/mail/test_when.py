"""When something is to happen, as firms write it. Today is Wednesday 11 November 2026, 10:02."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailtick.mail.when import find_times, find_whens

NOW = datetime(2026, 11, 11, 10, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Engineer booked Tues 17th, first call.", "2026-11-17 first thing"),
        ("tues first call", "2026-11-17 first thing"),
        ("Fri 20 between 9 and 12", "2026-11-20 09:00-12:00"),
        ("should be here 03/12", "2026-12-03"),
        ("booked for 06/01", "2027-01-06"),
        ("down for w/c 30th", "2026-11-30..2026-12-04"),
        ("week commencing 7 December", "2026-12-07..2026-12-11"),
        ("on Thursday 26 November 2026 at 9.30am", "2026-11-26 09:30"),
        ("Engineer Wed 18 Nov between 0900 and 1200", "2026-11-18 09:00-12:00"),
        ("25/11/26 between 10.00 and 12.00", "2026-11-25 10:00-12:00"),
        ("20/11/2026, AM slot (08:00 - 13:00)", "2026-11-20 08:00-13:00"),
        ("Mon 30 Nov pm", "2026-11-30 afternoon"),
        ("this Friday at half 3", "2026-11-13 15:30"),
        ("betw 1 and 3 on Friday", "2026-11-13 13:00-15:00"),
        ("11-1pm on the 24th", "2026-11-24 11:00-13:00"),
        ("on our visit next week Tuesday (24th) in the morning", "2026-11-24 morning"),
        ("the upgrade, 21-23 December", "2026-12-21..2026-12-23"),
        ("with you today about 1pm", "2026-11-11 13:00"),
        ("Tuesday 8 December, 00:30-05:30", "2026-12-08 00:30-05:30"),
    ],
)
def test_a_day_is_read_with_the_hours_beside_it(words: str, expected: str) -> None:
    assert [str(each) for each in find_whens(words, NOW)] == [expected]


@pytest.mark.parametrize(
    "words", ["we are here 24/7", "release 8.4.2", "PPC/45512", "3.50 a head", "the 5th form", "31/02"]
)
def test_what_only_looks_like_a_day_is_none(words: str) -> None:
    assert find_whens(words, NOW) == []
    assert find_times(words, NOW) == []


def test_a_time_alone_is_of_today() -> None:
    assert [str(each) for each in find_times("ETA 10:30.", NOW)] == ["2026-11-11 10:30"]
