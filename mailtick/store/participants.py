"""Queries about who takes part in an incident beside those it is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mailtick.incidents.incident import Participant
from mailtick.store.tables import ParticipantRow

# Taken off by somebody of the team: a further Cc does not bring them back.
OFF = "off"
# Added by somebody of the team, whatever was before.
ALSO = "also"

_PARTICIPANTS = (
    select(ParticipantRow.address, ParticipantRow.name, ParticipantRow.field)
    .where(ParticipantRow.incident_id == bindparam("incident"))
    .order_by(ParticipantRow.joined_at, ParticipantRow.address)
)
_KEY = ["incident_id", "address"]
_TABLE = cast("Table", ParticipantRow.__table__)


def participants_of(session: Session, incident_id: int) -> tuple[tuple[Participant, ...], tuple[str, ...]]:
    """Return who takes part, in the order in which they came to it, and the addresses that were taken off."""
    rows = list(session.connection().execute(_PARTICIPANTS, {"incident": incident_id}))
    present = tuple(Participant(row.address, row.name, row.field) for row in rows if row.field != OFF)
    return present, tuple(row.address for row in rows if row.field == OFF)


def add_participants(
    session: Session, incident_id: int, people: Sequence[Participant], joined_at: datetime
) -> tuple[Participant, ...]:
    """Write who takes part, and return those who did not before."""
    present, off = participants_of(session, incident_id)
    known = {each.address for each in present}
    new = tuple(
        each for each in people if each.address not in known and (each.field == ALSO or each.address not in off)
    )
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    for each in new:
        values = {"incident_id": incident_id, "address": each.address, "name": each.name, "field": each.field}
        statement = insert(_TABLE).values(**values, joined_at=joined_at)
        again = {"name": each.name, "field": each.field}
        session.connection().execute(statement.on_conflict_do_update(index_elements=_KEY, set_=again))
    return new


def remove_participant(session: Session, incident_id: int, address: str) -> str:
    """Take somebody off, and return their name."""
    row = session.get_one(ParticipantRow, (incident_id, address))
    row.field = OFF
    session.flush()
    return row.name
