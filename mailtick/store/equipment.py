"""Which equipment an incident is about, and which incidents a piece of equipment has had.

Promise: a link stands once; the newest incident stands first.
Failures: none of its own; what the database refuses flies to the caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from mailtick.incidents.kept import Equipment
from mailtick.store.tables import AssetRow, IncidentAssetRow, IncidentRow

_OF_INCIDENT = (
    select(
        AssetRow.tag,
        AssetRow.type,
        AssetRow.make_model,
        AssetRow.serial,
        AssetRow.status,
        AssetRow.location,
        AssetRow.aliases,
        AssetRow.quantity,
        AssetRow.contract,
        AssetRow.warranty_end_on,
    )
    .join(IncidentAssetRow, IncidentAssetRow.asset_id == AssetRow.id)
    .where(IncidentAssetRow.incident_id == bindparam("incident"))
    .order_by(AssetRow.tag)
)


def equipment_of(session: Session, incident_id: int) -> tuple[Equipment, ...]:
    """The equipment that an incident is about, by tag."""
    rows = session.connection().execute(_OF_INCIDENT, {"incident": incident_id})
    return tuple(
        Equipment(
            row.tag,
            row.type,
            row.make_model,
            row.serial,
            row.status,
            row.location or "",
            row.aliases,
            row.quantity,
            row.contract or "",
            row.warranty_end_on,
        )
        for row in rows
    )


def link(session: Session, incident_id: int, tag: str) -> bool:
    """Say that an incident is about a piece of equipment; False where that stood already."""
    asset = _id_of(session, tag)
    if session.get(IncidentAssetRow, (incident_id, asset)) is not None:
        return False
    session.add(IncidentAssetRow(incident_id=incident_id, asset_id=asset))
    session.flush()
    return True


def unlink(session: Session, incident_id: int, tag: str) -> bool:
    """Say that an incident is not about a piece of equipment; False where nobody had said so."""
    which = (IncidentAssetRow.incident_id == incident_id) & (IncidentAssetRow.asset_id == _id_of(session, tag))
    was_there = session.scalar(select(IncidentAssetRow.asset_id).where(which)) is not None
    session.execute(delete(IncidentAssetRow).where(which))
    return was_there


def incidents_about(session: Session, tag: str) -> Sequence[IncidentRow]:
    """The incidents that a piece of equipment has had."""
    query = (
        select(IncidentRow)
        .join(IncidentAssetRow, IncidentAssetRow.incident_id == IncidentRow.id)
        .join(AssetRow, AssetRow.id == IncidentAssetRow.asset_id)
        .where(AssetRow.tag == tag)
    )
    return session.scalars(query.order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc())).all()


def _id_of(session: Session, tag: str) -> int:
    return session.scalars(select(AssetRow.id).where(AssetRow.tag == tag)).one()
