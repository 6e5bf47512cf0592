"""The registers' tables. `info` says how a column is called and explained wherever people meet it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base


class PersonRow(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(unique=True, info={"label": "Address"})
    name: Mapped[str] = mapped_column(info={"label": "Name"})
    job: Mapped[str] = mapped_column(default="", info={"label": "Job"})
    usual_place: Mapped[str] = mapped_column(default="", info={"label": "Usual place"})
    approve_limit_pence: Mapped[int | None] = mapped_column(info={"label": "May approve up to"})


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


class LocationRow(Base):
    __tablename__ = "locations"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, info={"label": "Code"})
    name: Mapped[str] = mapped_column(unique=True, info={"label": "Name"})
    origin: Mapped[str] = mapped_column(default="own", info={"label": "Origin", "help": "preset or own"})
    aliases: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Also called"})


class ProviderRow(Base):
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


class ContractRow(Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    provider: Mapped[str] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    description: Mapped[str] = mapped_column(info={"label": "Description"})
    start_on: Mapped[date] = mapped_column(info={"label": "Start"})
    end_on: Mapped[date] = mapped_column(info={"label": "End"})
    renewal: Mapped[str] = mapped_column(default="", info={"label": "Renewal"})
    notice_months: Mapped[int] = mapped_column(default=0, info={"label": "Notice (months)"})
    annual_value_pence: Mapped[int] = mapped_column(default=0, info={"label": "A year, ex VAT"})
    invoice_period: Mapped[str] = mapped_column(default="", info={"label": "Invoiced"})
    budget_category: Mapped[str] = mapped_column(default="", info={"label": "Budget category"})
    how_bought: Mapped[str] = mapped_column(default="", info={"label": "How bought"})
    service_level: Mapped[str] = mapped_column(default="", info={"label": "What was promised"})
    responsible: Mapped[str] = mapped_column(default="", info={"label": "Responsible"})


class AssetRow(Base):
    __tablename__ = "assets"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(unique=True, info={"label": "Tag"})
    type: Mapped[str] = mapped_column(info={"label": "Type"})
    make_model: Mapped[str] = mapped_column(info={"label": "Make and model"})
    serial: Mapped[str] = mapped_column(default="", index=True, info={"label": "Serial"})
    quantity: Mapped[int] = mapped_column(default=1, info={"label": "Quantity"})
    location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), index=True, info={"label": "Place"})
    assigned_to: Mapped[str] = mapped_column(default="", info={"label": "Assigned to"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    purchased_on: Mapped[date | None] = mapped_column(info={"label": "Bought"})
    cost_pence: Mapped[int] = mapped_column(default=0, info={"label": "Cost"})
    warranty_end_on: Mapped[date | None] = mapped_column(info={"label": "Warranty ends"})
    status: Mapped[str] = mapped_column(default="in_use", info={"label": "Status"})


class LicenceRow(Base):
    __tablename__ = "licences"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    product: Mapped[str] = mapped_column(info={"label": "Product"})
    publisher: Mapped[str] = mapped_column(default="", info={"label": "Publisher"})
    type: Mapped[str] = mapped_column(default="", info={"label": "Type"})
    metric: Mapped[str] = mapped_column(default="", info={"label": "Counted by"})
    quantity: Mapped[int] = mapped_column(info={"label": "Owned"})
    in_use: Mapped[int] = mapped_column(info={"label": "In use"})
    start_on: Mapped[date | None] = mapped_column(info={"label": "Start"})
    end_on: Mapped[date | None] = mapped_column(info={"label": "End"})
    cost_pence: Mapped[int] = mapped_column(default=0, info={"label": "Cost, ex VAT"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    warn_days: Mapped[int | None] = mapped_column(info={"label": "Warn (days before)"})


class DiaryRow(Base):
    __tablename__ = "diary"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    kind: Mapped[str] = mapped_column(info={"label": "Kind"})
    on: Mapped[date] = mapped_column(index=True, info={"label": "Date"})
    what: Mapped[str] = mapped_column(info={"label": "What"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    about: Mapped[str] = mapped_column(default="", info={"label": "About"})
    done_on: Mapped[date | None] = mapped_column(info={"label": "Done"})


class PaymentRow(Base):
    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    licence: Mapped[str | None] = mapped_column(ForeignKey("licences.ref"), info={"label": "Licence"})
    what: Mapped[str] = mapped_column(info={"label": "What"})
    net_pence: Mapped[int] = mapped_column(info={"label": "Net"})
    vat_pence: Mapped[int] = mapped_column(info={"label": "VAT"})
    budget_category: Mapped[str] = mapped_column(default="", info={"label": "Budget category"})
    invoice: Mapped[str] = mapped_column(default="", info={"label": "Invoice"})
    due_on: Mapped[date] = mapped_column(info={"label": "Due"})
    paid_on: Mapped[date | None] = mapped_column(info={"label": "Paid"})


class ImplementationRow(Base):
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


class CalendarRow(Base):
    """A term, an INSET day, a bank holiday or a closure."""

    __tablename__ = "calendar"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(info={"label": "Kind"})
    from_on: Mapped[date] = mapped_column(index=True, info={"label": "From"})
    to_on: Mapped[date] = mapped_column(info={"label": "To"})
    name: Mapped[str] = mapped_column(default="", info={"label": "Name"})
