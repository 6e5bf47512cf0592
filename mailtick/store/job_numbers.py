"""The numbers that firms gave their jobs: what they were, and which mails were filed by them. The log knows both."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.job_numbers import NumberChange
from mailtick.store.tables import HandoverRow, LogEntryRow, MailRow

# The field of the log's lines about it.
JOB_NUMBER = "job_reference"


def set_number(session: Session, handover_id: int, number: str) -> tuple[int, str]:
    """Note the number of a job. Return its incident, and the number before."""
    row = session.get_one(HandoverRow, handover_id)
    before, row.job_reference = row.job_reference, number
    return row.incident_id, before


def number_changes(session: Session, incident_id: int) -> tuple[NumberChange, ...]:
    """Return how the numbers of an incident's jobs changed, the oldest first."""
    query = select(LogEntryRow.old, LogEntryRow.new, LogEntryRow.at).where(
        LogEntryRow.incident_id == incident_id, LogEntryRow.field == JOB_NUMBER
    )
    return tuple(NumberChange(old, new, at) for old, new, at in session.execute(query.order_by(LogEntryRow.id)))


def filed_by_number(session: Session, incident_id: int, number: str) -> tuple[datetime, ...]:
    """Return when mails came that were filed on an incident because they name a job number, the oldest first."""
    query = select(MailRow.received_at, MailRow.decision).where(MailRow.incident_id == incident_id)
    return tuple(at for at, decision in session.execute(query.order_by(MailRow.id)) if _is_by(decision, number))


def _is_by(decision: str, number: str) -> bool:
    """Whether the number was what spoke for the incident."""
    candidates = json.loads(decision).get("candidates", []) if decision else []
    return any(f"names their job {number}" in each["because"].split("; ")[0] for each in candidates)
