"""When a delivery is tried again: the sums."""

from datetime import timedelta

import pytest

from mailtick.rounds.retry import GIVE_UP_AFTER, next_delay

NEW = timedelta(0)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 1), (2, 5), (3, 15), (4, 30), (5, 60), (6, 120), (7, 240), (50, 240)],
)
def test_the_pauses_grow_to_four_hours(attempts: int, minutes: int) -> None:
    assert next_delay(attempts, NEW) == timedelta(minutes=minutes)


def test_after_five_days_it_is_given_up() -> None:
    assert next_delay(3, GIVE_UP_AFTER) is None


def test_all_attempts_together_last_about_five_days() -> None:
    age, attempts = NEW, 0
    while (delay := next_delay(attempts + 1, age)) is not None:
        age, attempts = age + delay, attempts + 1
    assert GIVE_UP_AFTER <= age < GIVE_UP_AFTER + timedelta(hours=4)
    assert attempts < 50
