"""How long a word takes back what was done: a week; afterwards it is said what else there is."""

from __future__ import annotations

from datetime import datetime, timedelta

UNDO_WITHIN = timedelta(days=7)


def is_too_late(done_at: datetime, now: datetime) -> bool:
    """Whether a reply does not take it back any more."""
    return now - done_at > UNDO_WITHIN
