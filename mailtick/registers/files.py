"""Read a register from a file as a spreadsheet program saves it: all of it, or nothing and every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo

from sqlalchemy.orm import Session

from mailtick.registers.calendar import CALENDAR
from mailtick.registers.calendar_file import Entry, is_calendar_file, read_entries
from mailtick.registers.calendar_words import sort_entries
from mailtick.registers.changing import Author
from mailtick.registers.foreign import Foreign, MappedTable, map_table, read_foreign, remember
from mailtick.registers.formats import expect
from mailtick.registers.importing import (
    Imported,
    ImportFaults,
    Present,
    import_lines,
    records_by_key,
    require_sound,
)
from mailtick.registers.lines import Reading, Watch
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.plan import Plan, WouldGoBack, plan_import
from mailtick.registers.register import Fault, Line, Register
from mailtick.registers.sheets import Row, Sheet, choose_sheet, read_sheets, text_of
from mailtick.registers.table import NotRead, Remark
from mailtick.registers.vocabulary import CalendarKind


@dataclass(frozen=True, slots=True)
class Options:
    """What people say about a file.

    `sheet` is that of a workbook, `domain` completes addresses without @, `columns` says what the file's columns are
    (header: our column, "-" for none), `fixed` what holds for all records (our column: text).
    In a calendar file moments count as days in `zone`, and what repeats is taken in from a year before `today` on.
    """

    sheet: str = ""
    domain: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read and is sound; nothing has been written yet. `foreign` where its layout is not ours."""

    register: Register
    lines: tuple[Line, ...]
    present: Present
    plan: Plan
    remarks: tuple[Remark, ...] = ()
    foreign: Foreign | None = None
    not_read: tuple[NotRead, ...] = ()


def prepare_import(
    session: Session, register: Register, content: bytes, options: Options | None = None, watch: Watch[Row] = iter
) -> Prepared:
    """Read a file (CSV in any usual encoding, XLSX, XLS, ODS; of the calendar also iCalendar) and compare it with what
    stands. Only reads.

    Raises NotReadable where it is no such file, ImportFaults with every fault of its cells.
    """
    options = options or Options()
    if is_calendar_file(content):
        return _prepare_calendar(session, register, content, options)
    register = register.in_domain(options.domain)
    sheet = choose_sheet(read_sheets(content, [column.header for column in register.in_csv]), options.sheet)
    present = records_by_key(session, register)
    if not is_ours(register, sheet, options):
        foreign = read_foreign(session, register, sheet, present, options.columns, options.fixed, watch)
        _require_sound(register, foreign.lines, foreign.faults, present, foreign.placed)
        plan = plan_import(session, register, foreign.lines, present)
        return Prepared(register, foreign.lines, present, plan, foreign.remarks, foreign, foreign.not_read)
    reading = Reading(session, register, is_loose=True)
    lines = tuple(reading.lines(sheet, watch))
    _require_sound(register, lines, reading.faults, present, lambda fault: _placed(fault, sheet))
    plan = plan_import(session, register, lines, present)
    return Prepared(register, lines, present, plan, tuple(reading.remarks))


def _prepare_calendar(session: Session, register: Register, content: bytes, options: Options) -> Prepared:
    if register is not CALENDAR:
        raise NotReadable("this is a calendar file; it is brought in with `mailtick register import calendar`")
    if options.columns or options.fixed.keys() - {"kind"}:
        raise NotReadable("a calendar file has no columns; only --set kind=… can be said of it, such as kind=closure")
    present = records_by_key(session, register)
    terms = [
        Entry(str(values["name"]), expect(date, values["from_on"]), expect(date, values["to_on"]), 0)
        for _, values in present.values()
        if values["kind"] == CalendarKind.TERM and values["retired_on"] is None
    ]
    entries, unclear = read_entries(content, options.zone, options.today)
    found, not_read = sort_entries(entries, terms, _kind_said(register, options.fixed.get("kind", "")))
    lines = tuple(
        Line(
            each.entry.line,
            {
                "kind": each.kind.value,
                "from_on": each.entry.first,
                "to_on": each.entry.last,
                "name": each.entry.words,
            },
        )
        for each in found
    )
    require_sound(register, lines, (), present)
    plan = plan_import(session, register, lines, present)
    return Prepared(register, lines, present, plan, not_read=(*unclear, *not_read))


def _kind_said(register: Register, text: str) -> CalendarKind | None:
    """What people say of all entries whose words say nothing. Raises NotReadable."""
    try:
        return CalendarKind(str(register.column("kind").format.read(text))) if text else None
    except ValueError as error:
        raise NotReadable(f"--set kind={text}: {error}") from None


def prepare_map(session: Session, register: Register, content: bytes, options: Options) -> MappedTable:
    """Find the table of a file and what its columns become. Only reads. Raises NotReadable."""
    if is_calendar_file(content):
        raise NotReadable("a calendar file has no columns; `mailtick register import --dry-run` shows how it is read")
    sheet = choose_sheet(read_sheets(content, [column.header for column in register.in_csv]), options.sheet)
    return map_table(session, register, sheet, options.columns, options.fixed)


def carry_out(session: Session, prepared: Prepared, by: Author, *, may_go_back: bool = False) -> Imported:
    """Write what was prepared, in the same transaction, and remember how the file was read.

    Raises WouldGoBack where a value would be again what somebody changed it from, unless it may.
    """
    if prepared.plan.going_back and not may_go_back:
        raise WouldGoBack(prepared.register, prepared.plan.going_back)
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
