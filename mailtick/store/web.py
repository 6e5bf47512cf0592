"""Queries about links that sign somebody in, and about sessions of the web desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from mailtick.store.tables import PersonRow, SignInRow, WebSessionRow


def links_since(session: Session, person_id: int, since: datetime) -> int:
    """How many links somebody was sent since then."""
    query = select(func.count()).where(SignInRow.person_id == person_id, SignInRow.asked_at > since)
    return session.scalar(query) or 0


def link_by_hash(session: Session, token_hash: str) -> SignInRow | None:
    return session.scalar(select(SignInRow).where(SignInRow.token_hash == token_hash))


def use_link(session: Session, link_id: int, now: datetime) -> bool:
    """Mark a link as used. Returns whether we were the first."""
    taken = update(SignInRow).where(SignInRow.id == link_id, SignInRow.used_at.is_(None)).values(used_at=now)
    return session.connection().execute(taken).rowcount == 1


def session_by_hash(session: Session, token_hash: str, now: datetime) -> WebSessionRow | None:
    """Return a session that holds now, of somebody who is still here."""
    query = (
        select(WebSessionRow)
        .join(PersonRow, PersonRow.id == WebSessionRow.person_id)
        .where(
            WebSessionRow.token_hash == token_hash,
            WebSessionRow.ended_at.is_(None),
            WebSessionRow.ends_at > now,
            PersonRow.retired_on.is_(None),
        )
    )
    return session.scalar(query)


def sessions_of(session: Session, person_id: int, now: datetime) -> Sequence[WebSessionRow]:
    """Return the sessions of somebody that hold now, the one used last first."""
    query = select(WebSessionRow).where(
        WebSessionRow.person_id == person_id, WebSessionRow.ended_at.is_(None), WebSessionRow.ends_at > now
    )
    return session.scalars(query.order_by(WebSessionRow.used_at.desc())).all()


def end_session(session: Session, person_id: int, session_id: int, now: datetime) -> bool:
    """End a session of somebody. Returns whether there was one."""
    ended = (
        update(WebSessionRow)
        .where(WebSessionRow.id == session_id, WebSessionRow.person_id == person_id, WebSessionRow.ended_at.is_(None))
        .values(ended_at=now)
    )
    return session.connection().execute(ended).rowcount == 1
