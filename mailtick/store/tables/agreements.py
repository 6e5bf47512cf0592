"""What was agreed and what it costs: contracts, licences with their seats, payments and the year's budget."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base, Kept


class ContractRow(Kept, Base):
    __tablename__ = "contracts"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    provider: Mapped[str] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    description: Mapped[str] = mapped_column(info={"label": "Description"})
    start_on: Mapped[date] = mapped_column(info={"label": "Start"})
    end_on: Mapped[date] = mapped_column(info={"label": "End"})
    renewal: Mapped[str] = mapped_column(
        default="", info={"label": "Renewal", "help": 'express, or tacit with its length such as "tacit 12 months"'}
    )
    notice_months: Mapped[int] = mapped_column(default=0, info={"label": "Notice (months)"})
    annual_value_pence: Mapped[int] = mapped_column(default=0, info={"label": "A year, ex VAT"})
    invoice_period: Mapped[str] = mapped_column(default="", info={"label": "Invoiced"})
    budget_category: Mapped[str] = mapped_column(default="", info={"label": "Budget category"})
    how_bought: Mapped[str] = mapped_column(default="", info={"label": "How bought"})
    service_level: Mapped[str] = mapped_column(default="", info={"label": "What was promised"})
    responsible: Mapped[str] = mapped_column(default="", info={"label": "Responsible"})
    total_value_pence: Mapped[int] = mapped_column(default=0, info={"label": "In all, ex VAT"})
    first_due_on: Mapped[date | None] = mapped_column(
        info={"label": "First instalment due", "help": "with it, the instalments stand in the diary by themselves"}
    )
    vat_percent: Mapped[int] = mapped_column(default=20, info={"label": "VAT (percent)"})
    lead_in_months: Mapped[int] = mapped_column(
        default=0, info={"label": "Lead-in (months)", "help": "how long before the end buying anew must begin"}
    )
    early_termination: Mapped[str] = mapped_column(default="", info={"label": "Early termination"})
    extension: Mapped[str] = mapped_column(default="", info={"label": "Possible extension"})
    exit_plan: Mapped[str] = mapped_column(default="", info={"label": "Exit or re-procurement plan"})
    price_review: Mapped[str] = mapped_column(default="", info={"label": "Price review"})
    cancel_by: Mapped[str] = mapped_column(default="", info={"label": "Cancel by", "help": "letter, mail or portal"})
    cancel_address: Mapped[str] = mapped_column(default="", info={"label": "Cancel at"})
    support_hours: Mapped[str] = mapped_column(default="", info={"label": "Support hours"})
    exclusions: Mapped[str] = mapped_column(default="", info={"label": "Does not cover"})
    meetings: Mapped[str] = mapped_column(default="", info={"label": "Meetings"})
    documents: Mapped[str] = mapped_column(default="", info={"label": "Papers", "help": "where they are kept"})
    successor: Mapped[str] = mapped_column(default="", info={"label": "Followed by"})
    is_draft: Mapped[bool] = mapped_column(
        default=False,
        info={"label": "Draft", "help": "yes until it is signed; it brings no payment and no reminder"},
    )
    renewed_on: Mapped[date | None] = mapped_column(info={"label": "Renewed"})
    notice_given_on: Mapped[date | None] = mapped_column(info={"label": "Notice given"})


class LicenceRow(Kept, Base):
    __tablename__ = "licences"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    product: Mapped[str] = mapped_column(info={"label": "Product"})
    publisher: Mapped[str] = mapped_column(default="", info={"label": "Publisher"})
    type: Mapped[str] = mapped_column(default="", info={"label": "Type"})
    metric: Mapped[str] = mapped_column(default="", info={"label": "Counted by"})
    quantity: Mapped[int] = mapped_column(info={"label": "Owned"})
    in_use: Mapped[int] = mapped_column(info={"label": "In use, as typed"})
    start_on: Mapped[date | None] = mapped_column(info={"label": "Start"})
    end_on: Mapped[date | None] = mapped_column(info={"label": "End"})
    cost_pence: Mapped[int] = mapped_column(default=0, info={"label": "Cost, ex VAT"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), info={"label": "Contract"})
    warn_days: Mapped[int | None] = mapped_column(info={"label": "Warn (days before)"})
    version: Mapped[str] = mapped_column(default="", info={"label": "Version"})
    minimum_free: Mapped[int] = mapped_column(default=0, info={"label": "Keep free at least"})
    key_kept_at: Mapped[str] = mapped_column(
        default="", info={"label": "Key kept at", "help": "where the key is kept, never the key"}
    )
    licensed_to: Mapped[str] = mapped_column(default="", info={"label": "Licensed to"})
    portal: Mapped[str] = mapped_column(default="", info={"label": "Portal"})
    renewal: Mapped[str] = mapped_column(default="", info={"label": "Renewal"})
    order_number: Mapped[str] = mapped_column(default="", info={"label": "Order number"})
    invoice: Mapped[str] = mapped_column(default="", info={"label": "Invoice"})
    budget_category: Mapped[str] = mapped_column(default="", info={"label": "Budget category"})
    proof: Mapped[str] = mapped_column(
        default="", info={"label": "Proof of purchase", "help": "where it is, the discs too"}
    )
    used_by: Mapped[str] = mapped_column(default="", info={"label": "Used by", "help": "year groups and subject"})
    holds_personal_data: Mapped[bool] = mapped_column(default=False, info={"label": "Holds personal data"})
    part_of: Mapped[str] = mapped_column(default="", info={"label": "Part of"})
    in_use_checked_on: Mapped[date | None] = mapped_column(info={"label": "Use counted on"})
    overuse_explained: Mapped[str] = mapped_column(default="", info={"label": "Why more are in use"})
    overuse_until_on: Mapped[date | None] = mapped_column(info={"label": "More are in use until"})


class SeatRow(Kept, Base):
    """Who or what uses a licence, from when to when."""

    __tablename__ = "seats"

    id: Mapped[int] = mapped_column(primary_key=True)
    licence: Mapped[str] = mapped_column(ForeignKey("licences.ref"), index=True, info={"label": "Licence"})
    holder: Mapped[str] = mapped_column(
        index=True, info={"label": "Used by", "help": "a person's address, a tag, or a place's code"}
    )
    from_on: Mapped[date] = mapped_column(info={"label": "From"})
    to_on: Mapped[date | None] = mapped_column(info={"label": "To"})
    quantity: Mapped[int] = mapped_column(default=1, info={"label": "Seats"})


class PaymentRow(Kept, Base):
    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), index=True, info={"label": "Contract"})
    licence: Mapped[str | None] = mapped_column(ForeignKey("licences.ref"), info={"label": "Licence"})
    what: Mapped[str] = mapped_column(info={"label": "What"})
    net_pence: Mapped[int] = mapped_column(info={"label": "Net"})
    vat_pence: Mapped[int] = mapped_column(info={"label": "VAT"})
    budget_category: Mapped[str] = mapped_column(default="", info={"label": "Budget category"})
    invoice: Mapped[str] = mapped_column(default="", index=True, info={"label": "Invoice"})
    due_on: Mapped[date] = mapped_column(index=True, info={"label": "Due"})
    paid_on: Mapped[date | None] = mapped_column(index=True, info={"label": "Paid"})
    state: Mapped[str] = mapped_column(default="expected", info={"label": "State"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    about: Mapped[str] = mapped_column(
        default="", info={"label": "About", "help": "an incident or an implementation, such as ICT-1041 or N1"}
    )
    order_number: Mapped[str] = mapped_column(default="", info={"label": "Order number"})
    invoiced_on: Mapped[date | None] = mapped_column(info={"label": "Date of the invoice"})
    passed_on: Mapped[date | None] = mapped_column(info={"label": "Passed to finance"})
    approved_by: Mapped[str] = mapped_column(default="", info={"label": "Approved by"})
    difference: Mapped[str] = mapped_column(default="", info={"label": "How it differs"})
    disputed: Mapped[str] = mapped_column(default="", info={"label": "Disputed because"})
    cancelled: Mapped[str] = mapped_column(default="", info={"label": "Cancelled because"})


class BudgetRow(Kept, Base):
    """What the year's plan gives to one budget category."""

    __tablename__ = "budgets"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[str] = mapped_column(info={"label": "Financial year", "help": "such as 2026-27"})
    category: Mapped[str] = mapped_column(info={"label": "Budget category"})
    planned_pence: Mapped[int] = mapped_column(info={"label": "Planned"})
