"""Begin and end a wait: an incident rests until somebody answers, or until the day on which somebody looks again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from mailtick.incidents.choice import Choice, as_text
from mailtick.incidents.incident import State
from mailtick.reports.week import day_words
from mailtick.store import incidents
from mailtick.store.tables import WaitRow


def begin_wait(
    session: Session,
    incident_id: int,
    waiting_on: str,
    why: str,
    follow_up_at: datetime,
    now: datetime,
    choices: Sequence[Choice] = (),
) -> None:
    """Write the wait, with the moment at which somebody looks again. It is the only one that is open.

    `choices` are the answers that our question offers.
    """
    if (before := incidents.open_wait(session, incident_id)) is not None:
        before.to_at = now
    wait = WaitRow(incident_id=incident_id, waiting_on=waiting_on, why=why, follow_up_at=follow_up_at, from_at=now)
    wait.choices = as_text(choices)
    session.add(wait)


def day_and_year(day: date) -> str:
    return f"{day_words(day)} {day.year}"


def keep_wait(session: Session, incident_id: int, old: State, to: State, now: datetime) -> None:
    """End a wait with its state; what was called off or merged, and waits again, waits as before."""
    wait = incidents.open_wait(session, incident_id)
    if wait is not None and wait.waiting_on == "provider" and to is State.TEMPORARY_FIX:
        return  # The firm goes on with its job (RULINGS 18).
    if wait is not None and to.value != f"waiting_{wait.waiting_on}":
        wait.to_at = now
    before = incidents.wait_cut_off(session, incident_id) if wait is None and old is State.CANCELLED else None
    if before is not None and to.value == f"waiting_{before.waiting_on}":
        before.to_at = None
