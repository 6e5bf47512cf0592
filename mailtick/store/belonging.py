"""Read which incidents and hand-overs belong to a record of the registers.

Promise: the newest stand first.
Failures: none of its own; what the database refuses flies to the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.store.tables import HandoverRow, IncidentRow, ProviderRow


def incidents_at(session: Session, place: str, most: int) -> Sequence[IncidentRow]:
    """The newest incidents in a place, by its name."""
    query = select(IncidentRow).where(IncidentRow.place == place)
    return session.scalars(query.order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc()).limit(most)).all()


def incidents_numbered(session: Session, numbers: Collection[int]) -> Sequence[IncidentRow]:
    """The incidents with these numbers."""
    query = select(IncidentRow).where(IncidentRow.number.in_(numbers))
    return session.scalars(query.order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc())).all()


def handovers_to(session: Session, provider: str) -> Sequence[tuple[HandoverRow, IncidentRow]]:
    """What was handed over to a provider, by its code, whatever became of it."""
    query = (
        select(HandoverRow, IncidentRow)
        .join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
        .join(IncidentRow, IncidentRow.id == HandoverRow.incident_id)
        .where(ProviderRow.code == provider)
        .order_by(HandoverRow.id.desc())
    )
    return [(handover, incident) for handover, incident in session.execute(query)]


def received_between(session: Session, start: datetime, end: datetime) -> Sequence[IncidentRow]:
    """The incidents received from `start` until just before `end`, the oldest first."""
    query = select(IncidentRow).where(IncidentRow.received_at >= start, IncidentRow.received_at < end)
    return session.scalars(query.order_by(IncidentRow.received_at, IncidentRow.id)).all()
