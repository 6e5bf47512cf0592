"""Tell the coordinators that changed rules were refused: a mistake in a file must not wait until somebody looks.

Promise: each coordinator is told once a day of the same mistakes.
Failures: what raises is logged by whoever reads the rules; the log holds every mistake as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail

_MOST_LINES = 25


def tell_refused_rules(desk: Desk, sentences: Sequence[str]) -> int:
    """Write one alert with every mistake. Returns how many were written."""
    key = hashlib.sha256("\n".join(sentences).encode()).hexdigest()
    cause = Cause(f"rules:{key}:{desk.clock().date().isoformat()}")
    further = len(sentences) - _MOST_LINES
    lines = (
        *sentences[:_MOST_LINES],
        *((f"and {further} more; `mailtick check` says them all",) if further > 0 else ()),
        "The rules from before go on. Mend the file; it is read again by itself.",
    )
    with desk.database.writing() as session:
        found = [
            notices.alert(each, "The changed rules are not used", lines) for each in readers_of_alerts(session, desk)
        ]
        return sum(write_mail(session, desk, each, cause, is_cleared=True) is not None for each in found)
