"""Decisions that are asked of the owner or an approver."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class ApprovalRow(Base):
    """One question to whoever decides: what it costs, in pence, and what became of it.

    `state` is "asked", "yes", "no", "replaced" by a newer question about the same incident, or "withdrawn".
    """

    __tablename__ = "approvals"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    what: Mapped[str]
    net_pence: Mapped[int | None]
    vat_pence: Mapped[int | None]
    provider: Mapped[str] = mapped_column(default="")
    quote_number: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[date | None]
    budget_category: Mapped[str] = mapped_column(default="")
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="asked", index=True)
    # What was said with the answer, or asked back.
    said: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    ordered_at: Mapped[datetime | None]
    order_number: Mapped[str] = mapped_column(default="")
