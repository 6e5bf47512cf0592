"""Equipment: what there is and where, sets and their members, loans, spares and stock checks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.store.tables.base import Base, Kept


class AssetRow(Kept, Base):
    __tablename__ = "assets"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(unique=True, info={"label": "Tag"})
    type: Mapped[str] = mapped_column(info={"label": "Type"})
    make_model: Mapped[str] = mapped_column(info={"label": "Make and model"})
    serial: Mapped[str] = mapped_column(default="", index=True, info={"label": "Serial"})
    quantity: Mapped[int] = mapped_column(default=1, info={"label": "Quantity"})
    location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), index=True, info={"label": "Place"})
    assigned_to: Mapped[str] = mapped_column(default="", index=True, info={"label": "Assigned to"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    contract: Mapped[str | None] = mapped_column(ForeignKey("contracts.ref"), index=True, info={"label": "Contract"})
    purchased_on: Mapped[date | None] = mapped_column(info={"label": "Bought"})
    cost_pence: Mapped[int] = mapped_column(default=0, info={"label": "Cost"})
    warranty_end_on: Mapped[date | None] = mapped_column(info={"label": "Warranty ends"})
    status: Mapped[str] = mapped_column(default="in_use", info={"label": "Status"})
    aliases: Mapped[tuple[str, ...]] = mapped_column(default=(), info={"label": "Also called"})
    usual_location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), info={"label": "Belongs in"})
    owned: Mapped[str] = mapped_column(default="owned", info={"label": "Owned or not"})
    security_mark: Mapped[str] = mapped_column(default="", info={"label": "Security mark"})
    funding: Mapped[str] = mapped_column(default="", info={"label": "Paid from", "help": "the source of the money"})
    order_number: Mapped[str] = mapped_column(default="", info={"label": "Order number"})
    invoice: Mapped[str] = mapped_column(default="", info={"label": "Invoice"})
    in_service_on: Mapped[date | None] = mapped_column(info={"label": "In service from"})
    replacement_due_on: Mapped[date | None] = mapped_column(info={"label": "To be replaced by"})
    implementation: Mapped[str] = mapped_column(default="", info={"label": "Came with"})
    depends_on: Mapped[tuple[str, ...]] = mapped_column(
        default=(), info={"label": "Depends on", "help": "the tags of what it does not work without"}
    )
    checked_on: Mapped[date | None] = mapped_column(info={"label": "Last stock check"})
    disposed_on: Mapped[date | None] = mapped_column(info={"label": "Disposed of"})
    disposal: Mapped[str] = mapped_column(
        default="", info={"label": "How disposed of", "help": "how, the certificate, and who wiped the data"}
    )
    notes: Mapped[str] = mapped_column(default="", info={"label": "Notes"})


class MemberRow(Kept, Base):
    """One member of a set that something is known of; a set of 16 has sixteen, whether they stand here or not."""

    __tablename__ = "members"

    id: Mapped[int] = mapped_column(primary_key=True)
    set: Mapped[str] = mapped_column(ForeignKey("assets.tag"), index=True, info={"label": "Set"})
    number: Mapped[int] = mapped_column(info={"label": "Number"})
    serial: Mapped[str] = mapped_column(default="", index=True, info={"label": "Serial"})
    status: Mapped[str] = mapped_column(default="in_use", info={"label": "Status"})
    notes: Mapped[str] = mapped_column(default="", info={"label": "Notes"})


class LoanRow(Kept, Base):
    __tablename__ = "loans"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    asset: Mapped[str] = mapped_column(ForeignKey("assets.tag"), index=True, info={"label": "Equipment"})
    borrower: Mapped[str] = mapped_column(index=True, info={"label": "Borrower"})
    from_on: Mapped[date] = mapped_column(info={"label": "Lent on"})
    due_on: Mapped[date] = mapped_column(info={"label": "Due back"})
    returned_on: Mapped[date | None] = mapped_column(info={"label": "Came back"})
    notes: Mapped[str] = mapped_column(default="", info={"label": "Notes"})


class SpareRow(Kept, Base):
    """Parts and consumables: how many there are, and how many there should be."""

    __tablename__ = "spares"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True, info={"label": "Reference"})
    what: Mapped[str] = mapped_column(info={"label": "What"})
    fits: Mapped[str] = mapped_column(default="", info={"label": "Fits"})
    quantity: Mapped[int] = mapped_column(default=0, info={"label": "There are"})
    minimum: Mapped[int] = mapped_column(default=0, info={"label": "There should be at least"})
    location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), info={"label": "Place"})
    provider: Mapped[str | None] = mapped_column(ForeignKey("providers.code"), info={"label": "Provider"})
    price_pence: Mapped[int] = mapped_column(default=0, info={"label": "Price"})
    last_used_for: Mapped[str] = mapped_column(default="", info={"label": "Last used for"})


class StockCheckRow(Kept, Base):
    """What was seen of one piece of equipment on one day."""

    __tablename__ = "stock_checks"

    id: Mapped[int] = mapped_column(primary_key=True)
    asset: Mapped[str] = mapped_column(ForeignKey("assets.tag"), index=True, info={"label": "Equipment"})
    on: Mapped[date] = mapped_column(index=True, info={"label": "Date"})
    location: Mapped[str | None] = mapped_column(ForeignKey("locations.code"), info={"label": "Place"})
    result: Mapped[str] = mapped_column(info={"label": "Result"})
    by: Mapped[str] = mapped_column(info={"label": "Checked by"})
    notes: Mapped[str] = mapped_column(default="", info={"label": "Notes"})
