"""Received mails as they came, and the ledger of where each was seen."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class MailState(StrEnum):
    """How far a mail has come. It only moves forward, unless a person releases it or takes it off an incident."""

    RECEIVED = "received"
    PROCESSED = "processed"
    HELD = "held"
    DROPPED = "dropped"


class MailRow(Base):
    """One received mail: its raw bytes, how far it has come, and the decision that was taken on it."""

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_state_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # The message's own identity (RULINGS 1); it keeps the mail single wherever it is seen again.
    identity: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    raw: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    is_whole: Mapped[bool] = mapped_column(default=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    stored_at: Mapped[datetime]
    mailbox: Mapped[str]
    # Whether it came to the desk, and whether it lies in the Sent folder of a mailbox of the desk; both are possible.
    is_received: Mapped[bool] = mapped_column(default=True)
    is_in_sent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[MailState] = mapped_column(default=MailState.RECEIVED)
    attempts: Mapped[int] = mapped_column(default=0)
    # Until then another daemon leaves it alone.
    lease_until: Mapped[datetime | None]
    message_id: Mapped[str] = mapped_column(index=True, default="")
    from_address: Mapped[str] = mapped_column(index=True, default="")
    subject: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    decision: Mapped[str] = mapped_column(default="")
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    processed_at: Mapped[datetime | None]
    held_reason: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]
    # Who decided what becomes of it, after it was held.
    decided_by: Mapped[str] = mapped_column(default="")
    # Who took back where the mail was filed: it is decided on once more, as a matter of its own.
    as_new_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    # The incident that it was taken off.
    taken_off_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)


class BlockedAddress(Base):
    """A stranger's address whose mails are not shown to anybody any more; they are kept, and nothing is done."""

    __tablename__ = "blocked_addresses"

    address: Mapped[str] = mapped_column(primary_key=True)
    blocked_at: Mapped[datetime]
    blocked_by: Mapped[str]


class ReferenceRow(Base):
    """A mail that a received mail names as an earlier one of its thread, whether we ever saw that one or not."""

    __tablename__ = "mail_references"

    message_id: Mapped[str] = mapped_column(primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("mails.id"), primary_key=True, index=True)


class LedgerRow(Base):
    """One sighting of a mail on a server. The key is what IMAP calls its identity (RFC 9051 section 2.3.1.1).

    Without `mail_id`, it was seen and not taken in: a copy of a mail of ours, or older than the desk.
    """

    __tablename__ = "ledger"

    mailbox: Mapped[str] = mapped_column(primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uid: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)
    seen_at: Mapped[datetime]
