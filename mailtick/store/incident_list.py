"""The register of incidents: lines of a list, found by what somebody asks for, a page at a time.

Promise: a page costs three queries, however many incidents there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, UnaryExpression, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from mailtick.incidents.clock import Life, WaitSpan
from mailtick.incidents.incident import OPEN, STATE_WORDS, IncidentType, Priority, State
from mailtick.store.tables import (
    AffectedRow,
    AssetRow,
    HandoverRow,
    IncidentAssetRow,
    IncidentRow,
    LogEntryRow,
    PersonRow,
    ProviderRow,
    WaitRow,
)

WAITING = (
    State.WAITING_REQUESTER,
    State.WAITING_PROVIDER,
    State.WAITING_APPROVAL,
    State.SCHEDULED,
    State.TEMPORARY_FIX,
)
_REPORTER, _ASSIGNEE = aliased(PersonRow), aliased(PersonRow)


class Which(StrEnum):
    """The lists that an office asks for."""

    OPEN = "open"
    MINE = "mine"
    NEW = "new"
    WAITING = "waiting"
    OVERDUE = "overdue"
    NOBODY = "nobody"
    NO_DATE = "no-date"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list holds: which incidents, and of them those of a place, an asset and so on; empty: any.

    `person_id` is whose `MINE` are; `closed_from` when the week began, `ids` what is overdue or found by words.
    """

    which: Which = Which.OPEN
    person_id: int = 0
    closed_from: datetime | None = None
    place: str = ""
    asset: str = ""
    category: str = ""
    priority: str = ""
    type: str = ""
    reporter: str = ""
    provider: str = ""
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One incident in a list; of a restricted one only what everybody may see."""

    id: int
    number: int
    reference: str
    type: IncidentType
    title: str
    category: str
    place: str
    priority: Priority
    state: State
    reporter: str
    with_whom: str
    received_at: datetime
    closed_at: datetime | None
    follow_up_at: datetime | None
    waits_because: str
    is_restricted: bool
    person_ids: tuple[int, int]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]


def count_incidents(session: Session, asked: Asked) -> int:
    return session.scalar(select(func.count()).select_from(IncidentRow).where(*_conditions(asked))) or 0


def open_ids(session: Session) -> Sequence[int]:
    """The ids of all that is open."""
    return session.scalars(select(IncidentRow.id).where(IncidentRow.state.in_(sorted(OPEN)))).all()


def lines_of(session: Session, asked: Asked, prefix: str, most: int, skip: int = 0) -> list[Line]:
    """Return a page of a list: what is open by urgency and age, anything else the newest first."""
    wait = and_(WaitRow.incident_id == IncidentRow.id, WaitRow.to_at.is_(None))
    query = (
        select(
            IncidentRow.id,
            IncidentRow.number,
            IncidentRow.type,
            IncidentRow.title,
            IncidentRow.category,
            IncidentRow.place,
            IncidentRow.priority,
            IncidentRow.state,
            IncidentRow.is_restricted,
            IncidentRow.received_at,
            IncidentRow.closed_at,
            IncidentRow.reporter_id,
            IncidentRow.assignee_id,
            _REPORTER.name.label("reporter"),
            _ASSIGNEE.name.label("assignee"),
            WaitRow.follow_up_at,
            WaitRow.why,
        )
        .join(_REPORTER, _REPORTER.id == IncidentRow.reporter_id)
        .outerjoin(_ASSIGNEE, _ASSIGNEE.id == IncidentRow.assignee_id)
        .outerjoin(WaitRow, wait)
        .where(*_conditions(asked))
    )
    rows = session.execute(query.order_by(*_order(asked)).limit(most).offset(skip)).all()
    firms = _firms_of(session, [row.id for row in rows])
    return [_line(row, firms, prefix) for row in rows]


def lives_of(session: Session, ids: Sequence[int]) -> Mapping[int, Life]:
    """What the clocks of these incidents are read from, in three queries."""
    if not ids:
        return {}
    rows = session.execute(
        select(
            IncidentRow.id,
            IncidentRow.received_at,
            IncidentRow.priority,
            IncidentRow.state,
            IncidentRow.responded_at,
        ).where(IncidentRow.id.in_(ids))
    ).all()
    changes: dict[tuple[int, str], list[tuple[datetime, str, str]]] = {}
    entry = LogEntryRow
    said = select(entry.incident_id, entry.field, entry.at, entry.old, entry.new).where(
        entry.incident_id.in_(ids), entry.field.in_(("priority", "state"))
    )
    for incident_id, field, at, old, new in session.execute(said.order_by(entry.id)):
        changes.setdefault((incident_id, field), []).append((at, old, new))
    waits: dict[int, list[WaitSpan]] = {}
    for row in session.scalars(select(WaitRow).where(WaitRow.incident_id.in_(ids)).order_by(WaitRow.id)):
        if row.to_at != row.from_at:
            span = WaitSpan(row.waiting_on, row.from_at, row.to_at, row.follow_up_at, row.why)
            waits.setdefault(row.incident_id, []).append(span)
    return {
        row.id: Life(
            row.received_at,
            tuple((at, Priority(v)) for at, v in _course(row.received_at, row.priority, changes, row.id, "priority")),
            tuple((at, State(value)) for at, value in _course(row.received_at, row.state, changes, row.id, "state")),
            tuple(waits.get(row.id, ())),
            row.responded_at,
        )
        for row in rows
    }


def _course(
    start: datetime, now: str, changes: Mapping[tuple[int, str], list[tuple[datetime, str, str]]], key: int, field: str
) -> list[tuple[datetime, str]]:
    """From when on it had which value; what the log does not say is as it is now."""
    found = changes.get((key, field), [])
    first = found[0][1] if found else now
    return [(start, first), *((at, new) for at, _, new in found)]


def _conditions(asked: Asked) -> list[ColumnElement[bool]]:
    row = IncidentRow
    is_open = row.state.in_(sorted(OPEN))
    by_list: dict[Which, list[ColumnElement[bool]]] = {
        Which.OPEN: [is_open],
        Which.MINE: [is_open, row.assignee_id == asked.person_id],
        Which.NEW: [row.state == State.NEW],
        Which.WAITING: [row.state.in_(WAITING)],
        Which.OVERDUE: [is_open],
        Which.NOBODY: [is_open, row.assignee_id.is_(None), row.level < 2],
        Which.NO_DATE: [row.state.in_(WAITING), ~_open_wait(row), row.rest_due_on.is_(None)],
        Which.CLOSED: [row.closed_at.is_not(None), row.state == State.CLOSED],
        Which.ALL: [],
    }
    found = by_list[asked.which]
    if asked.which is Which.CLOSED and asked.closed_from is not None:
        found = [*found, row.closed_at >= asked.closed_from]
    for column, value in (
        (row.category, asked.category),
        (row.priority, asked.priority),
        (row.type, asked.type),
    ):
        if value:
            found = [*found, column == value]
    if asked.place:
        # Of a restricted matter nobody learns where it is, nor finds it by that.
        hit = select(AffectedRow.incident_id).where(AffectedRow.place == asked.place)
        found = [*found, ~row.is_restricted, or_(row.place == asked.place, row.id.in_(hit))]
    if asked.asset:
        linked = select(IncidentAssetRow.incident_id).join(AssetRow, AssetRow.id == IncidentAssetRow.asset_id)
        found = [*found, ~row.is_restricted, row.id.in_(linked.where(AssetRow.tag == asked.asset))]
    if asked.reporter:
        person = select(PersonRow.id).where(PersonRow.address == asked.reporter)
        found = [*found, ~row.is_restricted, row.reporter_id.in_(person)]
    if asked.provider:
        given = select(HandoverRow.incident_id).join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
        found = [*found, ~row.is_restricted, row.id.in_(given.where(ProviderRow.code == asked.provider))]
    return [*found, row.id.in_(asked.ids)] if asked.ids is not None else found


def _open_wait(row: type[IncidentRow]) -> ColumnElement[bool]:
    wait = aliased(WaitRow)
    return select(wait.id).where(wait.incident_id == row.id, wait.to_at.is_(None)).exists()


def _order(asked: Asked) -> tuple[UnaryExpression[Any], ...]:
    if asked.which in (Which.CLOSED, Which.ALL):
        return (IncidentRow.number.desc(),)
    return (IncidentRow.priority.asc(), IncidentRow.received_at.asc(), IncidentRow.id.asc())


def _firms_of(session: Session, ids: Sequence[int]) -> Mapping[int, str]:
    """The firm that each was given to last."""
    query = select(HandoverRow.incident_id, ProviderRow.name).join(
        ProviderRow, ProviderRow.id == HandoverRow.provider_id
    )
    rows = session.execute(query.where(HandoverRow.incident_id.in_(ids)).order_by(HandoverRow.id))
    return dict(rows.all())


def _line(row: Row[*tuple[Any, ...]], firms: Mapping[int, str], prefix: str) -> Line:
    is_few, firm = row.is_restricted, firms.get(row.id, "")
    with_whom = row.assignee or "the desk"
    if not is_few and row.state is State.WAITING_PROVIDER and firm:
        with_whom = firm
    if not is_few and row.state is State.WAITING_REQUESTER:
        with_whom = row.reporter
    return Line(
        id=row.id,
        number=row.number,
        reference=f"{prefix}-{row.number}",
        type=row.type,
        title=(row.category or "A restricted matter") if is_few else row.title,
        category=row.category,
        place="" if is_few else row.place,
        priority=row.priority,
        state=row.state,
        reporter="" if is_few else row.reporter,
        with_whom=with_whom,
        received_at=row.received_at,
        closed_at=row.closed_at,
        follow_up_at=row.follow_up_at,
        waits_because="" if is_few else row.why or "",
        is_restricted=is_few,
        person_ids=(row.reporter_id, row.assignee_id or 0),
    )
