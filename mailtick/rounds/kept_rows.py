"""Change a column of a row, keep as text what it was, and put that back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import types
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from mailtick.incidents.incident import State
from mailtick.registers.changing import NotKept
from mailtick.registers.proposing import Written
from mailtick.store.tables import HandoverRow, IncidentRow, WaitRow

_Row = HandoverRow | IncidentRow | WaitRow
_ROWS: dict[str, type[HandoverRow] | type[IncidentRow] | type[WaitRow]] = {
    row.__tablename__: row for row in (HandoverRow, IncidentRow, WaitRow)
}


def is_row(written: Written) -> bool:
    """Whether it is a change of such a row, and none of a register."""
    return written.register in _ROWS


def put(row: _Row, column: str, value: object) -> Iterator[Written]:
    """Set a column; yield what was changed, if anything was."""
    old, new = _as_text(getattr(row, column)), _as_text(value)
    if old != new:
        setattr(row, column, value)
        yield Written(row.__tablename__, str(row.id), column, old, new)


def put_back(session: Session, written: Written) -> None:
    """Set a column back to what it was. Raises NotKept where it is not any more what it was set to."""
    row = session.get_one(_ROWS[written.register], int(written.key))
    if _as_text(getattr(row, written.column)) != written.new:
        raise NotKept("it cannot be taken back: something of the job was changed since")
    setattr(row, written.column, _as_value(written.old, row.__table__.c[written.column].type))


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case datetime() if value.tzinfo is not None:
            # The same moment reads the same, whatever its zone.
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _as_value(text: str, kind: TypeEngine[Any]) -> object:
    match kind:
        case types.Enum():
            return State(text)
        case types.String():
            return text
        case _ if not text:
            return None
        case types.Integer():
            return int(text)
        case types.Date():
            return date.fromisoformat(text)
        case _:
            return datetime.fromisoformat(text)
