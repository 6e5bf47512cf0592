"""What an incident waits for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.choice import Choice, from_text
from mailtick.store.handovers import ENDED_HANDOVERS
from mailtick.store.tables import HandoverRow, WaitRow


def choices_of(session: Session, incident_id: int) -> tuple[Choice, ...]:
    """Return the answers that our open question to the reporter offers."""
    query = select(WaitRow.choices).where(WaitRow.incident_id == incident_id, WaitRow.to_at.is_(None))
    return from_text(session.scalar(query.where(WaitRow.waiting_on == "requester")) or "")


def waits_for_firm(session: Session, incident_id: int) -> bool:
    """Return whether the wait for a firm goes on, and the firm has the job: also while it is fixed for now."""
    wait = select(WaitRow.id).where(
        WaitRow.incident_id == incident_id, WaitRow.waiting_on == "provider", WaitRow.to_at.is_(None)
    )
    job = select(HandoverRow.id).where(
        HandoverRow.incident_id == incident_id, HandoverRow.state.not_in(ENDED_HANDOVERS)
    )
    return session.scalar(select(wait.exists() & job.exists())) or False
