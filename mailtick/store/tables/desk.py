"""What the desk remembers of itself: settings made by mailtick, counters, periods already dealt with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class Setting(Base):
    """A value that mailtick made for this desk, such as the key that signs its tokens."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Counter(Base):
    """A number that is handed out densely: taken in the transaction that uses it."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class Period(Base):
    """A turn of timed work that has been done ("weekly:2026-W47"), so that it is never done twice."""

    __tablename__ = "periods"

    key: Mapped[str] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(default="")
