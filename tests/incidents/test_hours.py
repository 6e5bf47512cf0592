"""Opening hours as people write them."""

from __future__ import annotations

import pytest

from mailtick.incidents.hours import read_hours, read_opening


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon-Thu 08:00-16:30, Fri 08:00-16:00", "Monday to Thursday 08:00-16:30, Friday 08:00-16:00"),
        ("Monday to Thursday 08:00-16:30, Friday 08:00-16:00", "Monday to Thursday 08:00-16:30, Friday 08:00-16:00"),
        ("mon–fri: 8 to 4.30pm", "Monday to Friday 08:00-16:30"),
        ("Mon-Fri 08:00-12:00 13:00-17:00", "Monday to Friday 08:00-12:00 and 13:00-17:00"),
        (
            "Mon, Wed and Fri 9am-1pm; Sat 10:00-12:00",
            "Monday 09:00-13:00, Wednesday 09:00-13:00, Friday 09:00-13:00, Saturday 10:00-12:00",
        ),
        ("Sat-Mon 10:00-12:00", "Monday 10:00-12:00, Saturday and Sunday 10:00-12:00"),
        ("Mon 08:00-12:00, Mon 11:00-15:00", "Monday 08:00-15:00"),
        ("", ""),
    ],
)
def test_hours_are_read_as_people_write_them(written: str, read: str) -> None:
    assert str(read_hours(written)) == read
    assert read_hours(read) == read_hours(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("always", "begins with no day of the week"),
        ("Mon-Fri", "does not say from when to when on Monday"),
        ("Mon-Fri 16:00-08:00", "ends before it begins"),
        ("Mon-Fri 08:00-25:00", "is no time of day"),
        ("Mon-Fri 08:00-16:00 or so", "begins with no day of the week"),
    ],
)
def test_what_is_no_hours_is_said_with_an_example(written: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as refusal:
        read_hours(written)
    assert "Mon-Thu 08:00-16:30" in str(refusal.value)


def test_an_opening_stands_for_itself() -> None:
    assert str(read_opening("8.30 to 3.30pm")) == "08:30-15:30"
    with pytest.raises(ValueError, match="write it like 08:30-15:30"):
        read_opening("in the morning")
