"""The mails that came to the desk, to be looked at once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from mailtick.store.mails import raw_of
from mailtick.store.tables import IncidentRow, MailRow, MailState

_SOME = 100
# What stands in the decision on a mail about which rules were asked.
_NEW = ('"open_incident"', '"join_incident"', 'rule \\"')
_CAME = (MailRow.is_received, MailRow.is_whole, MailRow.state != MailState.RECEIVED)


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail as it came, and where it was filed.

    `was_new`: it was taken for a new matter, or rules had a say in it. `was_released`: because a person said so.
    """

    id: int
    raw: bytes
    received_at: datetime
    mailbox: str
    number: int | None
    is_restricted: bool
    was_new: bool
    was_released: bool


def count_mails_since(session: Session, since: datetime) -> int:
    """Return how many mails came since and were decided on."""
    return session.scalar(select(func.count()).select_from(MailRow).where(*_CAME, MailRow.received_at >= since)) or 0


def mails_since(session: Session, since: datetime) -> Iterator[KeptMail]:
    """Return the mails that came since and were decided on, the oldest first; some lie in memory at a time."""
    query = select(MailRow.id).where(*_CAME, MailRow.received_at >= since).order_by(MailRow.received_at, MailRow.id)
    ids = list(session.scalars(query))
    for start in range(0, len(ids), _SOME):
        rows = (
            select(MailRow, IncidentRow.number, IncidentRow.is_restricted)
            .outerjoin(IncidentRow, IncidentRow.id == MailRow.incident_id)
            .where(MailRow.id.in_(ids[start : start + _SOME]))
            .options(undefer(MailRow.raw))
            .order_by(MailRow.received_at, MailRow.id)
        )
        yield from (_kept(*row) for row in session.execute(rows))
        session.expunge_all()


def _kept(row: MailRow, number: int | None, is_restricted: bool | None) -> KeptMail:
    was_new = any(mark in row.decision for mark in _NEW)
    was_released = was_new and bool(row.decided_by)
    return KeptMail(
        row.id, raw_of(row), row.received_at, row.mailbox, number, bool(is_restricted), was_new, was_released
    )
