"""What happens when: the calendar, the diary, implementations and tasks; and what was learned: problems, articles."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base, Kept


class CalendarRow(Kept, Base):
    """A term, an INSET day, a bank holiday or a closure."""

    __tablename__ = "calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(info={"label": "Kind"})
    from_on: Mapped[date] = mapped_column(index=True, info={"label": "From"})
    to_on: Mapped[date] = mapped_column(info={"label": "To"})
    name: Mapped[str] = mapped_column(default="", info={"label": "Name"})


class DiaryRow(Kept, Base):
    __tablename__ = "diary"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    kind: Mapped[str] = mapped_column(info={"label": "Kind"})
    on: Mapped[date] = mapped_column(index=True, info={"label": "Date"})
    what: Mapped[str] = mapped_column(info={"label": "What"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    about: Mapped[str] = mapped_column(
        default="", index=True, info={"label": "About", "help": "an incident or a record, such as ICT-1041 or SP-0030"}
    )
    done_on: Mapped[date | None] = mapped_column(info={"label": "Done"})
    to_on: Mapped[date | None] = mapped_column(info={"label": "Until"})
    repeats: Mapped[str] = mapped_column(
        default="", info={"label": "Repeats", "help": "a rule of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2"}
    )
    location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), info={"label": "Place"})
    person: Mapped[str] = mapped_column(default="", info={"label": "Who"})
    also_told: Mapped[tuple[str, ...]] = mapped_column(
        default=(), info={"label": "Also told", "help": "addresses of people who are reminded as well"}
    )
    remind_days: Mapped[int | None] = mapped_column(info={"label": "Remind (days before)"})
    outcome: Mapped[str] = mapped_column(default="", info={"label": "Outcome"})
    opens_incident: Mapped[bool] = mapped_column(
        default=False,
        info={
            "label": "Opens an incident",
            "help": "on its day it becomes an incident, followed by the clock",
        },
    )


class ImplementationRow(Kept, Base):
    __tablename__ = "implementations"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    title: Mapped[str] = mapped_column(info={"label": "Title"})
    why: Mapped[str] = mapped_column(default="", info={"label": "Why"})
    owner: Mapped[str] = mapped_column(default="", info={"label": "Owner"})
    stage: Mapped[str] = mapped_column(info={"label": "Stage"})
    target_on: Mapped[date | None] = mapped_column(info={"label": "Target"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    budget_category: Mapped[str] = mapped_column(default="", info={"label": "Budget category"})
    assets: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Equipment"})
    licences: Mapped[tuple[str, ...]] = mapped_column(
        default=(), info={"label": "Licences needed", "help": 'licence and seats, such as "LIC-15 x 12"'}
    )
    places: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "For"})
    budget_pence: Mapped[int] = mapped_column(default=0, info={"label": "Budget"})
    order_number: Mapped[str] = mapped_column(default="", info={"label": "Order number"})
    risks: Mapped[str] = mapped_column(default="", info={"label": "Risks"})
    changes_infrastructure: Mapped[bool] = mapped_column(
        default=False,
        info={"label": "Changes shared infrastructure", "help": "then it is approved before it is ordered"},
    )


class TaskRow(Kept, Base):
    """One step of a checklist: of an implementation, a joiner, a leaver, September; with a day or without."""

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    about: Mapped[str] = mapped_column(
        default="", index=True, info={"label": "About", "help": "a record, such as N1, or a person's address"}
    )
    what: Mapped[str] = mapped_column(info={"label": "What"})
    person: Mapped[str] = mapped_column(default="", info={"label": "Who"})
    due_on: Mapped[date | None] = mapped_column(index=True, info={"label": "By"})
    done_on: Mapped[date | None] = mapped_column(info={"label": "Done"})
    done_by: Mapped[str] = mapped_column(default="", info={"label": "Done by"})


class ProblemRow(Kept, Base):
    """What lies behind several incidents."""

    __tablename__ = "problems"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    title: Mapped[str] = mapped_column(info={"label": "Title"})
    state: Mapped[str] = mapped_column(default="recorded", info={"label": "State"})
    incidents: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Incidents"})
    symptom: Mapped[str] = mapped_column(default="", info={"label": "Symptom"})
    cause: Mapped[str] = mapped_column(default="", info={"label": "Cause"})
    workaround: Mapped[str] = mapped_column(default="", info={"label": "What helps meanwhile"})
    owner: Mapped[str] = mapped_column(default="", info={"label": "Owner"})
    resolver: Mapped[str] = mapped_column(default="", info={"label": "Resolver"})
    priority: Mapped[str] = mapped_column(default="", info={"label": "Priority"})
    next_step: Mapped[str] = mapped_column(default="", info={"label": "Next step"})
    next_on: Mapped[date | None] = mapped_column(info={"label": "Next step by"})


class ArticleRow(Kept, Base):
    """What helped once and may help again."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    title: Mapped[str] = mapped_column(info={"label": "Title"})
    symptoms: Mapped[str] = mapped_column(default="", info={"label": "Symptoms"})
    category: Mapped[str | None] = mapped_column(ForeignKey("categories.code"), info={"label": "Category"})
    make_model: Mapped[str] = mapped_column(default="", info={"label": "Make and model"})
    location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), info={"label": "Place"})
    first_checks: Mapped[str] = mapped_column(default="", info={"label": "First checks"})
    steps: Mapped[str] = mapped_column(default="", info={"label": "Steps"})
    incidents: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Incidents"})
    used: Mapped[int] = mapped_column(default=0, info={"label": "Used (times)"})
    worked: Mapped[int] = mapped_column(default=0, info={"label": "Worked (times)"})
    reviewed_on: Mapped[date | None] = mapped_column(info={"label": "Reviewed"})
