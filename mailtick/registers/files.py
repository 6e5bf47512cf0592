"""Read a register from a file as a spreadsheet program saves it: all of it, or nothing and every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from mailtick.registers.changing import Author
from mailtick.registers.foreign import Foreign, MappedTable, map_table, read_foreign, remember
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
from mailtick.registers.table import Remark


@dataclass(frozen=True, slots=True)
class Options:
    """What people say about a file.

    `sheet` is that of a workbook, `domain` completes addresses without @, `columns` says what the file's columns are
    (header: our column, "-" for none), `fixed` what holds for all records (our column: text).
    """

    sheet: str = ""
    domain: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read and is sound; nothing has been written yet. `foreign` where its layout is not ours."""

    register: Register
    lines: tuple[Line, ...]
    present: Present
    remarks: tuple[Remark, ...] = ()
    foreign: Foreign | None = None

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
    present = records_by_key(session, register)
    if not is_ours(register, sheet, options):
        foreign = read_foreign(session, register, sheet, present, options.columns, options.fixed, watch)
        _require_sound(register, foreign.lines, foreign.faults, present, foreign.placed)
        return Prepared(register, foreign.lines, present, foreign.remarks, foreign)
    reading = Reading(session, register, is_loose=True)
    lines = tuple(reading.lines(sheet, watch))
    _require_sound(register, lines, reading.faults, present, lambda fault: _placed(fault, sheet))
    return Prepared(register, lines, present, tuple(reading.remarks))


def prepare_map(session: Session, register: Register, content: bytes, options: Options) -> MappedTable:
    """Find the table of a file and what its columns become. Only reads. Raises NotReadable."""
    sheet = choose_sheet(read_sheets(content, [column.header for column in register.in_csv]), options.sheet)
    return map_table(session, register, sheet, options.columns, options.fixed)


def carry_out(session: Session, prepared: Prepared, by: Author) -> Imported:
    """Write what was prepared, in the same transaction, and remember how the file was read."""
    done = import_lines(session, prepared.register, prepared.lines, prepared.present, by)
    if prepared.foreign:
        remember(session, prepared.register, prepared.foreign)
    return done


def is_ours(register: Register, sheet: Sheet, options: Options) -> bool:
    """Whether a file has the layout that we write ourselves."""
    first = next((row for row in sheet.rows if not row.is_empty), Row(1, ()))
    headers = [text_of(cell) for cell in first.cells if text_of(cell)]
    must = {column.header for column in register.in_csv if column.is_required}
    known = {column.header for column in register.in_csv}
    return not options.columns and not options.fixed and must <= set(headers) <= known


def _require_sound(
    register: Register,
    lines: Sequence[Line],
    faults: Sequence[Fault],
    present: Present,
    placed: Callable[[Fault], Fault],
) -> None:
    try:
        require_sound(register, lines, faults, present)
    except ImportFaults as error:
        raise ImportFaults(register, [placed(fault) for fault in error.faults]) from None


def _placed(fault: Fault, sheet: Sheet) -> Fault:
    """The fault with its cell as a spreadsheet program shows it."""
    if not sheet.is_workbook:
        return fault
    first = next((row for row in sheet.rows if not row.is_empty), Row(1, ()))
    headers = [text_of(cell) for cell in first.cells]
    if fault.column in headers:
        return replace(fault, cell=sheet.where(fault.line, headers.index(fault.column)))
    return replace(fault, cell=f"row {fault.line}")
