"""Queries about held mails, and the addresses whose mails nobody is shown any more.

Promise: an address stands there once, whoever was first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mailtick.store.tables import BlockedAddress, MailRow, MailState

# How a mail's `decided_by` begins where a rule decided.
BY_RULE = 'rule "'


def block(session: Session, address: str, by: str, now: datetime) -> None:
    """Show nobody the mails of an address from now on."""
    if session.get(BlockedAddress, address.lower()) is None:
        session.add(BlockedAddress(address=address.lower(), blocked_at=now, blocked_by=by))
        session.flush()


def unblock(session: Session, address: str) -> bool:
    """Let the mails of an address be seen again. Returns whether they were not."""
    row = session.get(BlockedAddress, address.lower())
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def blocked_by(session: Session, address: str) -> str:
    """Return who blocked an address, or the empty string."""
    query = select(BlockedAddress.blocked_by).where(BlockedAddress.address == address.lower())
    return session.scalar(query) or ""


def blocked_addresses(session: Session) -> Sequence[BlockedAddress]:
    """Return all blocked addresses, the newest first."""
    return session.scalars(select(BlockedAddress).order_by(BlockedAddress.blocked_at.desc())).all()


def dropped_since(session: Session, since: datetime) -> Sequence[MailRow]:
    """Return the mails that somebody, or a rule, let rest since then, the newest first."""
    query = select(MailRow).where(MailRow.state == MailState.DROPPED, MailRow.processed_at >= since)
    return session.scalars(query.order_by(MailRow.processed_at.desc(), MailRow.id.desc())).all()


def dropped_by_rules(session: Session, since: datetime) -> int:
    """Return how many mails rules have dropped since then."""
    query = select(func.count()).where(MailRow.state == MailState.DROPPED, MailRow.processed_at >= since)
    return session.scalar(query.where(MailRow.decided_by.startswith(BY_RULE))) or 0


def held_from(session: Session, address: str) -> Sequence[MailRow]:
    """Return the held mails of an address, locked until the transaction ends."""
    theirs = func.lower(MailRow.from_address) == address.lower()
    query = select(MailRow).where(MailRow.state == MailState.HELD, theirs).order_by(MailRow.id)
    return session.scalars(query.with_for_update()).all()


def tell_again(session: Session, but: Collection[int]) -> None:
    """Let the next list name the held mails again that are none of these."""
    others = (MailRow.state == MailState.HELD) & MailRow.id.not_in(but)
    session.execute(update(MailRow).where(others).values(told_at=None).execution_options(synchronize_session=False))
