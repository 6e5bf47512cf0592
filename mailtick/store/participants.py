"""Queries about who takes part in an incident beside those it is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mailtick.incidents.incident import Participant
from mailtick.store.merged import PARTS
from mailtick.store.tables import ParticipantRow

# Taken off by somebody of the team: a further Cc does not bring them back.
OFF = "off"
# Added by somebody of the team, whatever was before.
ADDED = ("also", "watch")

_PARTICIPANTS = (
    select(ParticipantRow.address, ParticipantRow.name, ParticipantRow.field, PARTS.c.part, PARTS.c.parent)
    .join(PARTS, PARTS.c.part == ParticipantRow.incident_id)
    .order_by(PARTS.c.depth, ParticipantRow.joined_at, ParticipantRow.address)
)
_OWN = (
    select(ParticipantRow.address, ParticipantRow.field)
    .where(ParticipantRow.incident_id == bindparam("incident"))
    .order_by(ParticipantRow.address)
)
_KEY = ["incident_id", "address"]
_TABLE = cast("Table", ParticipantRow.__table__)


class TakingPart(NamedTuple):
    """Who takes part, in the order in which they came to it, and the addresses that were taken off.

    `merged` are the addresses of those who do only because of what was merged into the incident.
    """

    present: tuple[Participant, ...]
    without: tuple[str, ...]
    merged: frozenset[str]


def participants_of(session: Session, incident_id: int) -> TakingPart:
    """Return who takes part. What was said of somebody on an incident holds for all that was merged into it."""
    rows = list(session.connection().execute(_PARTICIPANTS, {"incident": incident_id}))
    if not rows:
        return TakingPart((), (), frozenset())
    parents = dict(session.connection().execute(select(PARTS.c.part, PARTS.c.parent), {"incident": incident_id}).all())
    off = {(row.part, row.address) for row in rows if row.field == OFF}
    present: dict[str, Participant] = {}
    for row in rows:
        if row.field != OFF and not _is_off(row.part, row.address, incident_id, parents, off):
            present.setdefault(row.address, Participant(row.address, row.name, row.field))
    without = tuple(dict.fromkeys(row.address for row in rows if row.field == OFF and row.address not in present))
    own = {row.address for row in rows if row.part == incident_id}
    return TakingPart(tuple(present.values()), without, frozenset(present) - own)


def _is_off(part: int, address: str, whole: int, parents: dict[int, int | None], off: set[tuple[int, str]]) -> bool:
    """Whether somebody was taken off an incident into which this part went."""
    at: int | None = part
    while at is not None and at != whole:
        at = parents.get(at)
        if (at, address) in off:
            return True
    return False


def add_participants(
    session: Session, incident_id: int, people: Sequence[Participant], joined_at: datetime
) -> tuple[Participant, ...]:
    """Write who takes part in the incident itself, and return those who did not before."""
    own = {row.address: row.field for row in session.connection().execute(_OWN, {"incident": incident_id})}
    off = participants_of(session, incident_id).without
    new = tuple(
        each
        for each in people
        if own.get(each.address, OFF) == OFF and (each.field in ADDED or each.address not in off)
    )
    for each in new:
        _put(session, incident_id, each, joined_at)
    return new


def remove_participant(session: Session, incident_id: int, address: str, at: datetime) -> str:
    """Take somebody off, also if they came with what was merged into the incident, and return their name."""
    present = participants_of(session, incident_id).present
    name = next(each.name for each in present if each.address == address)
    _put(session, incident_id, Participant(address, name, OFF), at)
    return name


def _put(session: Session, incident_id: int, who: Participant, joined_at: datetime) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"incident_id": incident_id, "address": who.address, "name": who.name, "field": who.field}
    statement = insert(_TABLE).values(**values, joined_at=joined_at)
    again = {"name": who.name, "field": who.field}
    session.connection().execute(statement.on_conflict_do_update(index_elements=_KEY, set_=again))
