"""Days as British offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from mailtick.mail.days import find_days

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sat 28 November 06:00-10:00", "2026-11-28"),
        ("28 Nov 09.30 to 10.30", "2026-11-28"),
        ("28 Nov 26.", "2026-11-28"),
        ("28 Nov 2026 06:00", "2026-11-28"),
        ("the 3rd of December, 10:00", "2026-12-03"),
        ("03/12/2026", "2026-12-03"),
        ("due 5 January", "2027-01-05"),
    ],
)
def test_a_day_is_read_also_where_a_time_follows(text: str, day: str) -> None:
    assert next(find_days(text, TODAY)) == date.fromisoformat(day)
