"""What rules have done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class RuleHitRow(Base):
    """A rule, by its name, fired on a mail, or as the clock asked it. `fields` are those that it set on a mail.

    `at` is when the mail came, or when the clock asked.
    """

    __tablename__ = "rule_hits"
    __table_args__ = (Index("ix_rule_hits_rule_at", "rule", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    fields: Mapped[tuple[str, ...]] = mapped_column(default=())
