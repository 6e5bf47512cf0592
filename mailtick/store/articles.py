"""How often articles were used, and how often they worked."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from mailtick.store.tables import ArticleRow


def count_use(session: Session, ref: str, *, has_worked: bool) -> None:
    """Count that an article was sent to somebody, or that it has helped them."""
    counted = ArticleRow.worked if has_worked else ArticleRow.used
    session.execute(update(ArticleRow).where(ArticleRow.ref == ref).values({counted: counted + 1}))
