"""How the command line shows a spreadsheet: what its columns become, what would change, what was not read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from mailtick.cli.shown import plain, print_table
from mailtick.registers.files import Prepared
from mailtick.registers.foreign import MappedTable
from mailtick.registers.importing import ImportFaults
from mailtick.registers.mapping import ColumnMap
from mailtick.registers.plan import Change, Plan, WouldGoBack
from mailtick.registers.register import Fault, Register

# So many are shown one by one; a list of thousands hides what matters.
_MOST_SHOWN = 40
_MOST_CELLS = 5


def print_prepared(prepared: Prepared, *, dry_run: bool) -> None:
    """Say what an import does; of a dry run, also how the file is read and each record."""
    plan = prepared.plan
    if dry_run:
        _print_reading(prepared)
        _print_changes("new", plan.added)
        _print_changes("changed", plan.changed)
        if plan.going_back:
            _print_some("Would go back to what stood before; the import asks for --force:", plan.going_back)
    would = "would be " if dry_run else ""
    told = f"{len(plan.added):,} added, {len(plan.changed):,} changed, {plan.unchanged:,} as they were."
    beside = " Nothing was changed." if dry_run else _unread(prepared)
    click.echo(f"{prepared.register.name}: {would}{told}{beside}")


def _unread(prepared: Prepared) -> str:
    count = len(prepared.not_read)
    if not count:
        return ""
    one, several = ("cell or row was", "cells or rows were") if prepared.foreign else ("entry was", "entries were")
    return f" {count:,} {one if count == 1 else several} not read; --dry-run lists them."


def prepared_as_json(prepared: Prepared, *, dry_run: bool) -> dict[str, object]:
    plan = prepared.plan
    answer: dict[str, object] = {
        "added": len(plan.added), "changed": len(plan.changed), "unchanged": plan.unchanged
    }  # fmt: skip
    if foreign := prepared.foreign:
        answer["columns"] = _columns_as_json(prepared.register, foreign.columns)
        answer["remarks"] = [asdict(remark) for remark in prepared.remarks]
    if prepared.foreign or prepared.not_read:
        answer["not_read"] = [asdict(each) for each in prepared.not_read]
    if dry_run:
        answer["records"] = list(_records_as_json(plan))
    return answer


def print_map(register: Register, mapped: MappedTable) -> None:
    """Show what each column becomes, and how to correct it."""
    sheet = mapped.table.sheet
    name = f'Sheet "{sheet.name}": the' if sheet.is_workbook else "The"
    rows = len(mapped.table.rows)
    click.echo(f"{name} header is in row {mapped.table.header.number}, {rows:,} rows are below it.")
    _print_columns(register, mapped.columns)
    first = next((each.header for each in mapped.columns.columns), "Room")
    click.echo(f'To correct one: --column "{first}=COLUMN", or "{first}=-" to leave it out. Columns of ours:')
    click.echo(", ".join(column.header for column in register.in_csv))


def map_as_json(register: Register, mapped: MappedTable) -> dict[str, object]:
    return {
        "sheet": mapped.table.sheet.name,
        "header_row": mapped.table.header.number,
        "rows": len(mapped.table.rows),
        "columns": _columns_as_json(register, mapped.columns),
    }


def print_faults(error: ImportFaults, hint: str) -> None:
    """Say every fault on standard error; those that are the same in many cells in one line."""
    click.echo(f"Error: {error.register.title}: nothing was imported.", err=True)
    alike: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in error.faults:
        alike[fault.column, fault.message].append(fault)
    for (column, message), faults in alike.items():
        cells = ", ".join(fault.cell or f"line {fault.line}" for fault in faults[:_MOST_CELLS])
        more = f" and {len(faults) - _MOST_CELLS:,} more" if len(faults) > _MOST_CELLS else ""
        click.echo(plain(f"  {cells}{more}{f', {column}' if column else ''}: {message}"), err=True)
    click.echo(hint, err=True)


def print_going_back(error: WouldGoBack) -> None:
    """Say which values an older list would set back, and what to do, on standard error."""
    click.echo(f"Error: {error}, for it would go back to what stood before it was changed:", err=True)
    for line in error.lines[:_MOST_SHOWN]:
        click.echo(plain(f"  {line}"), err=True)
    if len(error.lines) > _MOST_SHOWN:
        click.echo(f"  and {len(error.lines) - _MOST_SHOWN:,} more; --dry-run --json lists all", err=True)
    click.echo("Put these cells right in the file or empty them, or add --force to have them set back.", err=True)


def _print_reading(prepared: Prepared) -> None:
    foreign = prepared.foreign
    if foreign:
        _print_columns(prepared.register, foreign.columns)
    _print_some("Read with a doubt:", [str(remark) for remark in prepared.remarks])
    _print_some("Not read:", [f'{each.where}: "{_short(each.text)}": {each.why}' for each in prepared.not_read])
    if foreign or prepared.remarks or prepared.not_read:
        click.echo()


def _print_columns(register: Register, columns: ColumnMap) -> None:
    rows = [(each.header, _ours(register, each.column) or "not read", each.because) for each in columns.columns]
    print_table(("Column", "Becomes", "Because"), rows)
    for name, value in columns.fixed.items():
        click.echo(f"{_ours(register, name)} of every record: {value}")


def _print_some(heading: str, lines: Sequence[str]) -> None:
    if not lines:
        return
    click.echo(heading)
    for line in lines[:_MOST_SHOWN]:
        click.echo(plain(f"  {line}"))
    if len(lines) > _MOST_SHOWN:
        click.echo(f"  and {len(lines) - _MOST_SHOWN:,} more; --json lists all")


def _print_changes(what: str, changes: Sequence[Change]) -> None:
    for change in changes[:_MOST_SHOWN]:
        told = "; ".join(
            f"{each.label}: {each.old or '–'} → {each.new or '–'}" if what == "changed" else f"{each.label}: {each.new}"
            for each in change.differences
        )
        click.echo(plain(f"{what:<8}{change.key}  {told}").rstrip())
    if len(changes) > _MOST_SHOWN:
        click.echo(f"{what:<8}and {len(changes) - _MOST_SHOWN:,} more; --json lists all")


def _columns_as_json(register: Register, columns: ColumnMap) -> list[dict[str, str]]:
    return [
        {"header": each.header, "column": _ours(register, each.column), "because": each.because}
        for each in columns.columns
    ]


def _records_as_json(plan: Plan) -> Iterator[dict[str, object]]:
    for what, changes in (("added", plan.added), ("changed", plan.changed)):
        for change in changes:
            yield {"what": what, **asdict(change)}


def _ours(register: Register, name: str) -> str:
    return register.column(name).header if name and not name.startswith("(") else name.strip("()")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
