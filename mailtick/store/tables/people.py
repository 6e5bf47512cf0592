"""People, providers with their contacts, and places. `info` says how a column is called wherever people meet it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base, Kept


class PersonRow(Kept, Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True, info={"label": "Address"})
    name: Mapped[str] = mapped_column(info={"label": "Name"})
    job: Mapped[str] = mapped_column(default="", info={"label": "Job"})
    usual_place: Mapped[str] = mapped_column(default="", info={"label": "Usual place"})
    approve_limit_pence: Mapped[int | None] = mapped_column(info={"label": "May approve up to"})
    phone: Mapped[str] = mapped_column(default="", info={"label": "Telephone"})
    active_from_on: Mapped[date | None] = mapped_column(info={"label": "Here from"})
    active_to_on: Mapped[date | None] = mapped_column(info={"label": "Here until"})
    sponsor: Mapped[str] = mapped_column(default="", info={"label": "Guest of"})
    work_list_at: Mapped[str] = mapped_column(
        default="", info={"label": "Work list at", "help": "such as 08:00: one mail a day instead of one a matter"}
    )
    at_once: Mapped[str] = mapped_column(
        default="P2", info={"label": "At once", "help": "beside the list: this priority and what is more urgent"}
    )
    triage_at: Mapped[str] = mapped_column(
        default="", info={"label": "Triage at", "help": "such as 08:00 13:00, or at once: what is new comes as a mail"}
    )


class PersonAddressRow(Base):
    """A further address that somebody writes from."""

    __tablename__ = "person_addresses"

    address: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # Noted by hand from a mail, it is believed for reports and answers and proves nothing that needs a right.
    is_verified: Mapped[bool] = mapped_column(default=True)


class PersonRoleRow(Base):
    __tablename__ = "person_roles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True, index=True)


class LocationRow(Kept, Base):
    __tablename__ = "locations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, info={"label": "Code"})
    name: Mapped[str] = mapped_column(unique=True, info={"label": "Name"})
    origin: Mapped[str] = mapped_column(default="own", info={"label": "Origin", "help": "preset or own"})
    aliases: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Also called"})
    kind: Mapped[str] = mapped_column(
        default="", info={"label": "Kind", "help": "classroom, office, store, trolley and the like"}
    )
    part_of: Mapped[str] = mapped_column(
        default="", info={"label": "Part of", "help": "the building or floor that it is in"}
    )
    responsible: Mapped[str] = mapped_column(default="", info={"label": "Responsible"})
    is_hidden: Mapped[bool] = mapped_column(
        default=False, info={"label": "Hidden", "help": "a hidden place is not offered any more"}
    )


class ProviderRow(Kept, Base):
    __tablename__ = "providers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, info={"label": "Code"})
    name: Mapped[str] = mapped_column(info={"label": "Name"})
    level: Mapped[str] = mapped_column(default="second_level", info={"label": "Level"})
    address: Mapped[str] = mapped_column(info={"label": "Service mail"})
    billing_address: Mapped[str] = mapped_column(default="", info={"label": "Billing mail"})
    domains: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Writes from"})
    phone: Mapped[str] = mapped_column(default="", info={"label": "Telephone"})
    reference_pattern: Mapped[str] = mapped_column(default="", info={"label": "Job reference"})
    hours: Mapped[str] = mapped_column(default="", info={"label": "Hours"})
    covers: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Covers"})
    is_ticket_system: Mapped[bool] = mapped_column(
        default=False,
        info={"label": "A ticket system answers", "help": "yes or no; a machine of ours never writes to it"},
    )
    portal: Mapped[str] = mapped_column(default="", info={"label": "Portal"})
    processor_agreement: Mapped[str] = mapped_column(
        default="", info={"label": "Data processing agreement", "help": "its date, and where it is kept"}
    )
    visits: Mapped[str] = mapped_column(
        default="", info={"label": "Visits", "help": "in words, such as every second Tuesday 09:00"}
    )


class ContactRow(Kept, Base):
    """Somebody at a provider."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider: Mapped[str] = mapped_column(ForeignKey("providers.code"), index=True, info={"label": "Provider"})
    name: Mapped[str] = mapped_column(info={"label": "Name"})
    role: Mapped[str] = mapped_column(
        default="", info={"label": "Role", "help": "such as account manager, escalation, engineer"}
    )
    phone: Mapped[str] = mapped_column(default="", info={"label": "Telephone"})
    address: Mapped[str] = mapped_column(default="", info={"label": "Mail"})
