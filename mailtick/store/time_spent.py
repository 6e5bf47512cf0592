"""How much time people have spent on an incident: the log has it, a line each time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.store.tables import LogEntryRow

# The field of the log's lines about it.
MINUTES = "minutes"


def minutes_spent(session: Session, incident_id: int) -> dict[str, int]:
    """Return the minutes of each who has spent any, by name, in the order in which they came to it."""
    query = select(LogEntryRow.who, LogEntryRow.new).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.field == MINUTES
    )
    spent: dict[str, int] = {}
    for who, minutes in session.execute(query.order_by(LogEntryRow.id)):
        spent[who] = spent.get(who, 0) + int(minutes)
    return {who: minutes for who, minutes in spent.items() if minutes}
