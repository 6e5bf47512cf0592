"""Read a register from a file as a spreadsheet program saves it: all of it, or nothing and every fault at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from mailtick.registers.changing import Author
from mailtick.registers.importing import (
    Imported,
    ImportFaults,
    Present,
    import_lines,
    records_by_key,
    require_sound,
)
from mailtick.registers.lines import Reading, Watch
from mailtick.registers.plan import Plan, plan_import
from mailtick.registers.register import Fault, Line, Register
from mailtick.registers.sheets import Row, Sheet, choose_sheet, read_sheets, text_of


@dataclass(frozen=True, slots=True)
class Options:
    """What people say about a file: which sheet of a workbook, and what completes addresses without @."""

    sheet: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read and is sound; nothing has been written yet."""

    register: Register
    lines: tuple[Line, ...]
    present: Present

    @property
    def plan(self) -> Plan:
        return plan_import(self.register, self.lines, self.present)


def prepare_import(
    session: Session, register: Register, content: bytes, options: Options | None = None, watch: Watch[Row] = iter
) -> Prepared:
    """Read a file (CSV in any usual encoding, XLSX, XLS, ODS) and compare it with what stands. Only reads.

    Raises NotReadable where it is no such file, ImportFaults with every fault of its cells.
    """
    options = options or Options()
    register = register.in_domain(options.domain)
    sheet = choose_sheet(read_sheets(content, [column.header for column in register.in_csv]), options.sheet)
    reading = Reading(session, register)
    lines = reading.lines(sheet, watch)
    present = records_by_key(session, register)
    try:
        require_sound(register, lines, reading.faults, present)
    except ImportFaults as error:
        raise ImportFaults(register, [_placed(fault, sheet) for fault in error.faults]) from None
    return Prepared(register, tuple(lines), present)


def carry_out(session: Session, prepared: Prepared, by: Author) -> Imported:
    """Write what was prepared, in the same transaction."""
    return import_lines(session, prepared.register, prepared.lines, prepared.present, by)


def _placed(fault: Fault, sheet: Sheet) -> Fault:
    """The fault with its cell as a spreadsheet program shows it."""
    if not sheet.is_workbook:
        return fault
    headers = _headers(sheet)
    if fault.column in headers:
        return replace(fault, cell=sheet.where(fault.line, headers.index(fault.column)))
    return replace(fault, cell=f"row {fault.line}")


def _headers(sheet: Sheet) -> Sequence[str]:
    return [text_of(cell) for cell in sheet.rows[0].cells] if sheet.rows else []
