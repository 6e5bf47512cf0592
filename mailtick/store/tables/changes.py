"""What became of the registers: every change, what is proposed, and papers filed on records."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class RecordChangeRow(Base):
    """One change of one column; `column` is empty where the record was added. Never edited, never deleted."""

    __tablename__ = "record_changes"
    __table_args__ = (Index("ix_record_changes_register_key", "register", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    register: Mapped[str]
    key: Mapped[str]
    column: Mapped[str]
    old: Mapped[str] = mapped_column(default="")
    new: Mapped[str] = mapped_column(default="")
    who: Mapped[str]
    because: Mapped[str]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)


class ProposalRow(Base):
    """Something read in a mail, or heard, that a person confirms. `content` is JSON, as its kind writes it."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: somebody heard it on the telephone.
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)
    kind: Mapped[str]
    content: Mapped[str]
    made_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open", index=True)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None] = mapped_column(index=True)
    # What confirming it has written, as JSON, so that it can be taken back.
    written: Mapped[str] = mapped_column(default="[]")


class AccountMarkRow(Base):
    """That a provider's confirmed invoice named a certain bank account; a keyed hash, the account stands nowhere."""

    __tablename__ = "account_marks"

    provider: Mapped[str] = mapped_column(ForeignKey("providers.code"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)


class PaperRow(Base):
    """A mail, or one of its attachments, that is filed on a record."""

    __tablename__ = "papers"
    __table_args__ = (Index("ix_papers_register_key", "register", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str]
    key: Mapped[str]
    mail_id: Mapped[int] = mapped_column(ForeignKey("mails.id"), index=True)
    # The attachment's name as given; empty where the whole mail is meant.
    name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class ReminderRow(Base):
    """One rung of a reminder that was passed: of which record's which date, and when it was said."""

    __tablename__ = "reminders"

    register: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    rung: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    said_at: Mapped[datetime]


class SnoozeRow(Base):
    """Until when somebody put a reminder off."""

    __tablename__ = "snoozes"

    register: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    until_on: Mapped[date]
    who: Mapped[str]
    at: Mapped[datetime]
