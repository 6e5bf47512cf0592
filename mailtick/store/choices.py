"""The names that drop-down lists offer: what is in use, in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.store.tables import CategoryRow, LocationRow, ProviderRow


def place_names(session: Session) -> Sequence[str]:
    query = select(LocationRow.name).where(LocationRow.retired_on.is_(None), ~LocationRow.is_hidden)
    return session.scalars(query.order_by(LocationRow.name)).all()


def category_names(session: Session) -> Sequence[str]:
    return session.scalars(
        select(CategoryRow.name).where(CategoryRow.retired_on.is_(None)).order_by(CategoryRow.name)
    ).all()


def provider_names(session: Session) -> Sequence[tuple[str, str]]:
    """Code and name of each firm."""
    query = select(ProviderRow.code, ProviderRow.name).where(ProviderRow.retired_on.is_(None))
    return [(code, name) for code, name in session.execute(query.order_by(ProviderRow.name))]
