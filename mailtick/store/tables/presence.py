"""Who is away, and who stands in for whom. `info` says how a column is called wherever people meet it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base, Kept


class AbsenceRow(Kept, Base):
    """Somebody is away from the first day to the last, both included."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True, info={"label": "Who"})
    from_on: Mapped[date] = mapped_column(info={"label": "First day away"})
    to_on: Mapped[date] = mapped_column(index=True, info={"label": "Last day away"})
    source: Mapped[str] = mapped_column(
        default="entered", info={"label": "Known from", "help": "entered, or out_of_office where a mail said it"}
    )
    mail: Mapped[int | None] = mapped_column(info={"label": "Mail", "help": "the number of the mail that said it"})


class CoverRow(Kept, Base):
    """On these days this person, and not everybody with the role, is there for it."""

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True, info={"label": "Who"})
    role: Mapped[str] = mapped_column(info={"label": "Is there as"})
    from_on: Mapped[date] = mapped_column(info={"label": "From"})
    to_on: Mapped[date] = mapped_column(index=True, info={"label": "To"})
