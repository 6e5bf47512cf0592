"""The page of a piece of equipment: its cover, what hangs on it, where it was, members, loans, checks."""

from __future__ import annotations

from datetime import date

from mailtick.registers.deadlines import current_end, goes_on
from mailtick.registers.formats import words_in
from mailtick.registers.page import Around, Content, Section, day_words, listed, words_of
from mailtick.registers.pages.lines import asset_words, diary_section, incidents_section
from mailtick.registers.register import Values
from mailtick.registers.values import plain_row
from mailtick.store.equipment import incidents_about
from mailtick.store.records import depending_on, record_called, records_where
from mailtick.store.registers import changes_of
from mailtick.store.tables import AssetRow, ContractRow, LoanRow, LocationRow, MemberRow, PersonRow, StockCheckRow


def asset_page(around: Around, values: Values) -> Content:
    tag = str(values["tag"])
    return Content(
        sections=(
            Section("Cover", (_cover(around, values),)),
            incidents_section(around, incidents_about(around.session, tag)),
            _dependent(around, tag),
            Section("Does not work without", tuple(_asset(around, each) for each in words_in(values["depends_on"]))),
            _moves(around, tag),
            _members(around, tag),
            _loans(around, tag),
            _checks(around, tag),
            diary_section(around, tag),
        )
    )


def _cover(around: Around, values: Values) -> str:
    """Warranty and contract, each with whether it still runs."""
    end = values["warranty_end_on"]
    warranty = ""
    if isinstance(end, date):
        warranty = f"the warranty {'ended on' if end < around.today else 'runs until'} {day_words(end)}"
    return listed(warranty, _contract_words(around, str(values["contract"] or ""))) or "no warranty and no contract"


def _contract_words(around: Around, ref: str) -> str:
    row = record_called(around.session, ContractRow, "ref", ref) if ref else None
    if row is None:
        return ""
    contract = plain_row(row)
    end = current_end(contract, around.today)
    if end < around.today:
        return f"the contract {ref} ended on {day_words(end)}: no cover, a charge is likely"
    return f"the contract {ref} {'renews itself on' if goes_on(contract) else 'runs until'} {day_words(end)}"


def _asset(around: Around, tag: str) -> str:
    row = record_called(around.session, AssetRow, "tag", tag)
    return listed(asset_words(row), around.named(LocationRow, row.location)) if row else tag


def _dependent(around: Around, tag: str) -> Section:
    """What is hit as well when this fails."""
    return Section("What depends on it", tuple(_asset(around, row.tag) for row in depending_on(around.session, tag)))


def _moves(around: Around, tag: str) -> Section:
    moves = [change for change in changes_of(around.session, "assets", tag) if change.column == "location"]
    lines = (
        f"{around.moment(change.at)}  from {around.named(LocationRow, change.old) or 'nowhere'} "
        f"to {around.named(LocationRow, change.new) or 'nowhere'} ({change.who}, {change.because})"
        for change in reversed(moves)
    )
    return Section("Moves", tuple(lines))


def _members(around: Around, tag: str) -> Section:
    rows = sorted(records_where(around.session, MemberRow, "set", tag), key=lambda row: row.number)
    lines = (f"number {row.number}: {listed(words_of(row.status), row.serial, row.notes)}" for row in rows)
    return Section("Members", tuple(lines))


def _loans(around: Around, tag: str) -> Section:
    rows = sorted(records_where(around.session, LoanRow, "asset", tag), key=lambda row: row.from_on, reverse=True)
    return Section("Loans", tuple(_loan(around, row) for row in rows))


def _loan(around: Around, row: LoanRow) -> str:
    who = around.named(PersonRow, row.borrower)
    if row.returned_on:
        return f"{row.ref}  {who}, {day_words(row.from_on)} to {day_words(row.returned_on)}"
    late = ": overdue" if row.due_on < around.today else ""
    return f"{row.ref}  {who} since {day_words(row.from_on)}, due back {day_words(row.due_on)}{late}"


def _checks(around: Around, tag: str) -> Section:
    rows = sorted(records_where(around.session, StockCheckRow, "asset", tag), key=lambda row: row.on, reverse=True)
    lines = (
        listed(
            f"{day_words(row.on)}  {words_of(row.result)}",
            around.named(LocationRow, row.location),
            f"seen by {around.named(PersonRow, row.by)}",
            row.notes,
        )
        for row in rows
    )
    return Section("Stock checks", tuple(lines))
