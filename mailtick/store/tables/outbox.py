"""Outgoing mails, final bytes, and what became of each."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class DeliveryState(StrEnum):
    """What became of one recipient's copy. `uncertain` is tried once more, later (RULINGS 5)."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    BOUNCED = "bounced"
    # It was written in shadow, and is never sent.
    SHADOW = "shadow"


class OutgoingRow(Base):
    """One mail to one recipient (RULINGS 4), written once with its final bytes."""

    __tablename__ = "outgoing"
    __table_args__ = (Index("ix_outgoing_recipient_created_at", "recipient", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Cause and notice ("mail:17:M1:claire.brown@…"): whatever happens, one cause sends one such mail.
    once: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    recipient: Mapped[str]
    envelope_from: Mapped[str]
    subject: Mapped[str]
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    is_automatic: Mapped[bool]
    created_at: Mapped[datetime]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handovers.id"))
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)
    # An answer to this mail decides on the proposal.
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    # An answer to this mail decides what it asks.
    approval_id: Mapped[int | None] = mapped_column(ForeignKey("approvals.id"))
    # What its numbers mean, where it holds a numbered list: "held:7,9,12". An answer says what becomes of each.
    listed: Mapped[str] = mapped_column(default="")


class DeliveryRow(Base):
    """One recipient's outcome."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_state_next_try_at", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_id: Mapped[int] = mapped_column(ForeignKey("outgoing.id"), index=True)
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    uncertain_count: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]


class SuppressedAddress(Base):
    """An address to which no automatic mail goes: it bounced, or a machine answers there.

    Until `until_at`, or, without it, until somebody lifts it. A lifted one stays, so that it is known when.
    """

    __tablename__ = "suppressed_addresses"

    address: Mapped[str] = mapped_column(primary_key=True)
    since_at: Mapped[datetime]
    because: Mapped[str]
    until_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
