"""The words of each incident, to be searched. Made anew from the incident, and never the only place of anything."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class SearchTextRow(Base):
    """`title` weighs more than `words`; `entry_id` is the last line of the log that is in it.

    Migration 0002 lays an index of words over both, as each database has it.
    """

    __tablename__ = "search_texts"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True, autoincrement=False)
    entry_id: Mapped[int]
    title: Mapped[str]
    words: Mapped[str]
