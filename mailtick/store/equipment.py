"""Which equipment an incident is about, and which incidents a piece of equipment has had.

Promise: a link stands once; the newest incident stands first.
Failures: none of its own; what the database refuses flies to the caller.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Integer, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from mailtick.incidents.kept import Equipment
from mailtick.store.merged import PARTS
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
    .where(AssetRow.id.in_(select(IncidentAssetRow.asset_id).join(PARTS, PARTS.c.part == IncidentAssetRow.incident_id)))
    .order_by(AssetRow.tag)
)


def equipment_of(session: Session, incident_id: int) -> tuple[Equipment, ...]:
    """The equipment that an incident is about, itself or by what was merged into it, by tag."""
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


_LINK = insert(IncidentAssetRow).from_select(
    ["incident_id", "asset_id"],
    select(bindparam("incident", type_=Integer), AssetRow.id).where(
        AssetRow.tag == bindparam("tag"),
        ~select(IncidentAssetRow.asset_id)
        .where(IncidentAssetRow.incident_id == bindparam("incident"), IncidentAssetRow.asset_id == AssetRow.id)
        .exists(),
    ),
)


def link(session: Session, incident_id: int, tag: str) -> bool:
    """Say that an incident is about a piece of equipment; False where that stood already."""
    return session.connection().execute(_LINK, {"incident": incident_id, "tag": tag}).rowcount == 1


def unlink(session: Session, incident_id: int, tag: str) -> list[int]:
    """Say that an incident is not about a piece of equipment, nor is what was merged into it.

    Returns those that are so no more, the incident first; none where nobody had said so.
    """
    asset = _id_of(session, tag)
    query = select(IncidentAssetRow.incident_id).join(PARTS, PARTS.c.part == IncidentAssetRow.incident_id)
    rows = session.execute(query.where(IncidentAssetRow.asset_id == asset), {"incident": incident_id})
    linked = [row.incident_id for row in rows]
    which = IncidentAssetRow.incident_id.in_(linked) & (IncidentAssetRow.asset_id == asset)
    session.execute(delete(IncidentAssetRow).where(which))
    return [incident_id, *(each for each in linked if each != incident_id)] if linked else []


def incidents_about(session: Session, tag: str) -> Sequence[IncidentRow]:
    """The incidents that a piece of equipment has had; what was merged into another is had as that one."""
    linked = (
        select(IncidentRow.id, IncidentRow.merged_into_id)
        .join(IncidentAssetRow, IncidentAssetRow.incident_id == IncidentRow.id)
        .join(AssetRow, AssetRow.id == IncidentAssetRow.asset_id)
        .where(AssetRow.tag == tag)
        .cte("linked", recursive=True)
    )
    linked = linked.union(
        select(IncidentRow.id, IncidentRow.merged_into_id).where(IncidentRow.id == linked.c.merged_into_id)
    )
    whole = select(linked.c.id).where(linked.c.merged_into_id.is_(None))
    query = select(IncidentRow).where(IncidentRow.id.in_(whole))
    return session.scalars(query.order_by(IncidentRow.received_at.desc(), IncidentRow.id.desc())).all()


def _id_of(session: Session, tag: str) -> int:
    return session.scalars(select(AssetRow.id).where(AssetRow.tag == tag)).one()
