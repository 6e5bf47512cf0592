"""When is a delivery tried again? A pure function, its sums in a test table."""

from __future__ import annotations

from datetime import timedelta

_FIRST = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
)
_THEN = timedelta(hours=4)
# RFC 5321 section 4.5.4.1: the give-up time generally needs to be at least 4 to 5 days.
GIVE_UP_AFTER = timedelta(days=5)


def next_delay(attempts: int, age: timedelta) -> timedelta | None:
    """Return how long to wait after the `attempts`-th failure (from 1), or None when it is time to give up.

    `age` is how old the mail is; five days are the end, whatever was tried.
    """
    if age >= GIVE_UP_AFTER:
        return None
    return _FIRST[attempts - 1] if attempts <= len(_FIRST) else _THEN
