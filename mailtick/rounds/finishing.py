"""Note in the diary that something about an incident is done; for `apply`, in its transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.actions import Event
from mailtick.incidents.register_acts import FinishEntry
from mailtick.registers.answers import answer
from mailtick.registers.changing import Author
from mailtick.rounds.regroup import Log


def finish_entry(session: Session, desk: Desk, action: FinishEntry, incident_id: int, log: Log) -> None:
    """Mark it done as the answer to its reminder would; the log of the incident says so as well."""
    now = desk.clock()
    by = Author(action.by.name, action.because, now)
    answer(session, action.entry, "done", action.note, by, now.astimezone(desk.policy.zone).date())
    note = f": {action.note}" if action.note else ""
    log(incident_id, Event.NOTE, action.because, text=f"{action.entry} is done ({action.what}){note}")
