"""All registers, and the list of each: searched, filtered, sorted, taken away as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.mail.money import pounds
from mailtick.registers.exporting import export_csv
from mailtick.registers.exporting_xlsx import TooLong, export_xlsx
from mailtick.registers.formats import Choice, Choices, Pounds, Value, YesNo
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.page import words_of
from mailtick.registers.pages.contract import contract_light
from mailtick.registers.records import Record, list_records
from mailtick.registers.references import PERSON, PLACE, PROVIDER
from mailtick.registers.register import Column, Register
from mailtick.registers.usage import light_of, usage_of
from mailtick.store.registers import names_of
from mailtick.web.access import may_read, may_write
from mailtick.web.linked import record_path
from mailtick.web.pages.record_more import links_of, suspects_of
from mailtick.web.register_words import BY_NAME, CALLED
from mailtick.web.visit import NotThere, Visit

_A_PAGE = 100
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    words: str
    # For a light: red, amber or green.
    colour: str = ""
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    href: str
    cells: tuple[Cell, ...]
    is_retired: bool


def register_of(visit: Visit) -> Register:
    """The register of the address, for whoever may read it. Raises NotThere."""
    name = visit.path("name")
    if name not in BY_NAME or not may_read(name, visit.person):
        raise NotThere(f'There is no list "{name[:40]}", or it is not yours to see.')
    return BY_NAME[name]


def require_writer(visit: Visit) -> None:
    if not may_write(visit.person):
        raise NotAllowed("lists are changed by the coordinator or the deputy; ask one of them")


def show_all(visit: Visit) -> Response:
    with visit.reading() as session:
        shown = [
            (name, called, len(list_records(session, BY_NAME[name])))
            for name, called in CALLED.items()
            if may_read(name, visit.person)
        ]
    return visit.page("registers", "Lists we keep", shown=shown, may_write=may_write(visit.person))


def show(visit: Visit) -> Response:
    register = register_of(visit)
    called = CALLED[register.name]
    with visit.reading() as session:
        records = list_records(session, register, visit.asked("q"), retired=True)
        is_all = bool(visit.asked("all"))
        records = [
            each
            for each in records
            if is_all or (each.values["retired_on"] is None and not each.values.get("is_hidden"))
        ]
        table = _Table(session, register, visit)
        filters = [_filter(table, name, records, visit.asked(name)) for name in called.filters]
        for name in called.filters:
            if wanted := visit.asked(name):
                records = [each for each in records if wanted in each.cells[name].split(";")]
        _sort(register, records, visit.asked("sort"))
        # All of it stands on one page where somebody wants to print it.
        a_page = len(records) or 1 if visit.asked("rows") == "all" else _A_PAGE
        first = (_page_number(visit) - 1) * a_page
        rows = [table.row(each) for each in records[first : first + a_page]]
        suspects = suspects_of(visit, session, register)
    return visit.page(
        "register",
        called.title,
        register=register,
        called=called,
        rows=rows,
        headings=[(name, register.column(name).label) for name in called.columns],
        beside=table.beside,
        filters=[each for each in filters if len(each[2]) > 1 or each[3]],
        count=len(records),
        page_number=_page_number(visit),
        page_count=max(1, -(-len(records) // a_page)),
        link=lambda **changed: _address(visit, changed),
        may_write=may_write(visit.person),
        links=links_of(visit, register),
        suspects=suspects,
    )


def export(visit: Visit) -> Response:
    """The whole register as a file, in the form that import takes."""
    register, kind = register_of(visit), visit.asked("format", "csv")
    if kind not in _TYPES:
        raise NotThere("A list comes as csv or as xlsx.")
    with visit.reading() as session:
        try:
            content = export_xlsx(session, register) if kind == "xlsx" else export_csv(session, register).encode()
        except TooLong as error:
            raise NotAllowed(str(error)) from None
    name = f"{register.name}-{visit.now.astimezone(visit.desk.policy.zone):%Y-%m-%d}.{kind}"
    return Response(content, media_type=_TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'})


class _Table:
    """How the records of a register stand in its list."""

    def __init__(self, session: Session, register: Register, visit: Visit) -> None:
        self.session, self.register = session, register
        self.today = visit.around(session).today
        self.columns = [register.column(name) for name in CALLED[register.name].columns]
        self.beside = _BESIDE.get(register.name, ("Stands",) if register.stands else ())
        self._names = {
            column.name: {
                each.key: each.names[0] if each.names else each.key
                for each in names_of(session, column.refers_to.row, column.refers_to.key, column.refers_to.names)
            }
            for column in register.columns
            if column.refers_to in (PLACE, PERSON, PROVIDER)
        }

    def row(self, record: Record) -> Row:
        cells = tuple(
            Cell(
                column.label, self.words(column, record.values[column.name]), is_right=isinstance(column.format, Pounds)
            )
            for column in self.columns
        )
        return Row(
            record.key,
            record_path(self.register.name, record.key),
            (*cells, *self._further(record)),
            record.values["retired_on"] is not None,
        )

    def words(self, column: Column, value: Value) -> str:
        if value in (None, "", ()):
            return ""
        if column.name in self._names:
            names = self._names[column.name]
            return ", ".join(
                names.get(str(each), str(each)) for each in (value if isinstance(value, tuple) else (value,))
            )
        match column.format:
            case Choice() | Choices():
                return ", ".join(words_of(str(each)) for each in (value if isinstance(value, tuple) else (value,)))
            case Pounds() if isinstance(value, int):
                return pounds(value) if value else ""
            case YesNo():
                return "yes" if value else ""
        if isinstance(value, date):
            return f"{value.day} {value:%b %Y}"
        return ", ".join(str(each) for each in value) if isinstance(value, tuple) else str(value)

    def _further(self, record: Record) -> tuple[Cell, ...]:
        """What does not stand in a column but follows from several: how it stands, lights, numbers."""
        values = record.values
        if self.register.name == "contracts":
            light, why = contract_light(values, self.today)
            stands = self.register.stands(values, self.today) if self.register.stands else ""
            return (Cell("Stands", stands), Cell("Light", why or "in order", light.value))
        if self.register.name == "licences":
            usage = usage_of(self.session, values, self.today)
            light, why = light_of(usage, values, self.today)
            if usage.is_for_all:
                counts = ("whole site", "", "")
            else:
                counts = (str(usage.owned), str(usage.in_use), str(usage.free))
            numbers = tuple(
                Cell(label, words, is_right=True)
                for label, words in zip(("Owned", "In use", "Free"), counts, strict=True)
            )
            return (*numbers, Cell("Light", why or "in order", light.value))
        return (Cell("Stands", self.register.stands(values, self.today)),) if self.register.stands else ()


_BESIDE: Mapping[str, tuple[str, ...]] = {
    "contracts": ("Stands", "Light"),
    "licences": ("Owned", "In use", "Free", "Light"),
}


def _filter(
    table: _Table, name: str, records: Sequence[Record], chosen: str
) -> tuple[str, str, list[tuple[str, str]], str]:
    """A drop-down of the values that stand in a column: name, label, values with words, what is chosen."""
    column = table.register.column(name)
    found: dict[str, str] = {}
    for record in records:
        value = record.values[name]
        if isinstance(value, tuple):
            found.update({each: table.words(column, (each,)) for each in value})
        elif value not in (None, ""):
            found[record.cells[name]] = table.words(column, value)
    return name, column.label, sorted(found.items(), key=lambda pair: pair[1].casefold()), chosen


def _sort(register: Register, records: list[Record], asked: str) -> None:
    """By a column, empty cells last; "-name" is the other way round. Without one as they stand, places by name."""
    name = asked.removeprefix("-") or ("name" if register is LOCATIONS else "")
    if name not in {column.name for column in register.columns}:
        return

    def of(record: Record) -> tuple[int, float, str]:
        value = record.values[name]
        if isinstance(value, date):
            return 0, value.toordinal(), ""
        return (0, value, "") if isinstance(value, int) else (0, 0, record.cells[name].casefold())

    filled = [each for each in records if each.cells[name]]
    empty = [each for each in records if not each.cells[name]]
    records[:] = [*sorted(filled, key=of, reverse=asked.startswith("-")), *empty]


def _page_number(visit: Visit) -> int:
    asked = visit.asked("page", "1")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


def _address(visit: Visit, changed: Mapping[str, object]) -> str:
    """The same list with something else behind the question mark."""
    asked = {**visit.request.query_params, **{name: str(value) for name, value in changed.items()}}
    return f"{visit.request.url.path}?{urlencode({name: value for name, value in asked.items() if value})}"
