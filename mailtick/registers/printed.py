"""The lists of the registers as they are printed: equipment, licences, and contracts for the governors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailtick.mail.money import pounds
from mailtick.registers.assets import ASSETS
from mailtick.registers.contract_states import contract_words
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, goes_on, notice_deadline, trigger_date
from mailtick.registers.formats import expect
from mailtick.registers.licences import LICENCES
from mailtick.registers.page import Around, counted, day_words, listed, words_of
from mailtick.registers.pages.contract import contract_light
from mailtick.registers.records import Record, list_records
from mailtick.registers.register import Values
from mailtick.registers.usage import light_of, usage_of
from mailtick.store.tables import LocationRow, PersonRow, ProviderRow

# Stands in a column for what nobody wrote down.
_UNKNOWN = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: how wide it is in millimetres (0: what is left), and whether numbers stand in it."""

    label: str
    width: int = 0
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, and what stands below it across all columns."""

    cells: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ListSheet:
    title: str
    subtitle: str
    columns: tuple[Heading, ...]
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()


def asset_sheet(around: Around) -> ListSheet:
    """All equipment that is not retired, by place. Source: DOMAIN.md 2.8, 3.6."""
    records = list_records(around.session, ASSETS)
    rows = sorted((_asset(around, record.values) for record in records), key=_by_place)
    pieces = sum(expect(int, record.values["quantity"]) for record in records)
    value = sum(expect(int, record.values["cost_pence"]) for record in records)
    return ListSheet(
        "Asset list",
        f"{counted(len(records), 'entry', 'entries')}, {counted(pieces, 'piece')}, bought for {pounds(value)}",
        (
            Heading("Tag", 17),
            Heading("Type", 26),
            Heading("Make and model"),
            Heading("Serial number", 28),
            Heading("No.", 9, is_number=True),
            Heading("Place", 28),
            Heading("With", 24),
            Heading("Bought", 21),
            Heading("Cost", 18, is_number=True),
            Heading("Warranty ends", 21),
            Heading("Contract", 15),
            Heading("Status", 16),
        ),
        tuple(rows),
    )


def _by_place(row: Row) -> tuple[bool, str, str]:
    """What is nowhere yet stands last."""
    tag, place = row.cells[0], row.cells[5]
    return (not place, place, tag)


def _asset(around: Around, values: Values) -> Row:
    return Row(
        (
            str(values["tag"]),
            str(values["type"]),
            str(values["make_model"]),
            str(values["serial"]),
            str(values["quantity"]),
            around.called(LocationRow, values["location"]),
            around.named(PersonRow, values["assigned_to"]),
            _short(values["purchased_on"]),
            _amount(values["cost_pence"]),
            _short(values["warranty_end_on"]),
            str(values["contract"] or ""),
            words_of(str(values["status"])),
        ),
        _said(
            ("Security mark", str(values["security_mark"])),
            ("Paid from", str(values["funding"])),
            ("Not ours", words_of(str(values["owned"])) if values["owned"] != "owned" else ""),
            ("Last stock check", _short(values["checked_on"])),
            ("Disposed of", listed(_short(values["disposed_on"]), str(values["disposal"]))),
        ),
    )


def licence_sheet(around: Around) -> ListSheet:
    """All licences with what is owned, in use and free. Source: DOMAIN.md SEED-7."""
    records = list_records(around.session, LICENCES)
    return ListSheet(
        "Licence list",
        f"{counted(len(records), 'licence')}",
        (
            Heading("Ref", 17),
            Heading("Product"),
            Heading("Publisher", 26),
            Heading("Type, counted by", 26),
            Heading("Owned", 14, is_number=True),
            Heading("In use", 14, is_number=True),
            Heading("Free", 13, is_number=True),
            Heading("From", 21),
            Heading("Until", 21),
            Heading("Cost, ex VAT", 22, is_number=True),
            Heading("From whom", 30),
            Heading("Stands", 30),
        ),
        tuple(_licence(around, record) for record in records),
    )


def _licence(around: Around, record: Record) -> Row:
    values = record.values
    usage = usage_of(around.session, values, around.today)
    light, why = light_of(usage, values, around.today)
    return Row(
        (
            record.key,
            str(values["product"]),
            str(values["publisher"]),
            listed(str(values["type"]), str(values["metric"])),
            "site" if usage.is_for_all else str(usage.owned),
            "" if usage.is_for_all else str(usage.in_use),
            "" if usage.is_for_all else str(usage.free),
            _short(values["start_on"]),
            _short(values["end_on"]) or "no end",
            _amount(values["cost_pence"]),
            listed(around.called(ProviderRow, values["provider"]), str(values["contract"] or "")),
            f"{light}: {why}" if why else light,
        ),
        _said(
            ("Licensed to", str(values["licensed_to"])),
            ("Key kept at", str(values["key_kept_at"])),
            ("Proof of purchase", str(values["proof"])),
            ("Used by", str(values["used_by"])),
            ("Holds personal data", "yes" if values["holds_personal_data"] else ""),
        ),
    )


def contract_sheet(around: Around) -> ListSheet:
    """The contracts register with the columns that the SFVS asks for. Source: DOMAIN.md 2.8, 3.8."""
    records = list_records(around.session, CONTRACTS)
    a_year = sum(expect(int, record.values["annual_value_pence"]) for record in records)
    return ListSheet(
        "Contracts register",
        f"{counted(len(records), 'contract')}, {pounds(a_year)} a year before VAT",
        (
            Heading("Ref", 12),
            Heading("What"),
            Heading("Supplier", 34),
            Heading("Start", 21),
            Heading("End", 21),
            Heading("A year, ex VAT", 21, is_number=True),
            Heading("In all, ex VAT", 21, is_number=True),
            Heading("Notice by", 21),
            Heading("Buying begins", 22),
            Heading("How bought", 24),
            Heading("Responsible", 30),
        ),
        tuple(_contract(around, record) for record in records),
        ("Columns as in question 21 of the Schools Financial Value Standard; to be shared with governors regularly.",),
    )


def _contract(around: Around, record: Record) -> Row:
    values = record.values
    lead_in = expect(int, values["lead_in_months"])
    light, why = contract_light(values, around.today)
    # What the governors' list asks for and nobody wrote down is named at the end.
    in_columns = {
        "Value in all": _amount(values["total_value_pence"]),
        "Buying begins": _short(trigger_date(values, around.today)),
        "How bought": str(values["how_bought"]),
        "Responsible": around.named(PersonRow, values["responsible"]),
    }
    below = {
        "Lead-in": counted(lead_in, "month") if lead_in else "",
        "Early termination": str(values["early_termination"]),
        "Possible extension": str(values["extension"]),
        "Exit or re-procurement plan": str(values["exit_plan"]),
        "Promised": str(values["service_level"]),
    }
    missing = ", ".join(label.lower() for label, said in (in_columns | below).items() if not said)
    total, begins, how_bought, responsible = (said or _UNKNOWN for said in in_columns.values())
    return Row(
        (
            record.key,
            str(values["description"]),
            around.called(ProviderRow, values["provider"]),
            _short(values["start_on"]),
            _short(current_end(values, around.today)),
            _amount(values["annual_value_pence"]),
            total,
            _short(notice_deadline(values, around.today)) or "none agreed",
            begins,
            how_bought,
            responsible,
        ),
        _said(
            ("Stands", f"{contract_words(values, around.today)}; {light}{f': {why}' if why else ''}"),
            ("Renewal", "renews itself" if goes_on(values) else "ends unless agreed anew"),
            *below.items(),
            ("Price review", str(values["price_review"])),
            ("Budget", str(values["budget_category"])),
            ("Followed by", str(values["successor"])),
            ("Papers", str(values["documents"])),
            ("Not recorded", missing),
        ),
    )


def _said(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in pairs if value)


def _short(day: object) -> str:
    """A day that fits into a narrow column: "30 Nov 2026"."""
    if not isinstance(day, date):
        return ""
    number, month, year = day_words(day).split()
    return f"{number}\N{NO-BREAK SPACE}{month[:3]}\N{NO-BREAK SPACE}{year}"


def _amount(pence: object) -> str:
    return pounds(pence) if isinstance(pence, int) and pence else ""
