"""The fields of a form, made of a register's columns: what each takes, what it offers, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.registers.changing import NotKept, needed
from mailtick.registers.formats import Choice, Choices, Day, MailAddress, Pounds, Whole, WordList, YesNo
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.page import words_of
from mailtick.registers.records import cell_of, list_records
from mailtick.registers.references import ASSET, CONTRACT, LICENCE, PLACE
from mailtick.registers.register import Column, Reference, Register
from mailtick.registers.vocabulary import Origin
from mailtick.rounds.keeping import add_place
from mailtick.store.registers import Called, names_of
from mailtick.web.register_words import on_the_desk
from mailtick.web.visit import Visit

# Texts that want more than a line.
_LONG = frozenset((
    *("notes", "steps", "symptoms", "first_checks", "symptom", "cause", "workaround", "why", "risks", "exclusions"),
    *("exit_plan", "service_level", "outcome", "emergency_text", "difference", "disposal", "extension"),
))  # fmt: skip
# Where a record came from: what is added by hand leaves it as it is.
_FROM_ELSEWHERE = frozenset(("origin", "source", "mail"))
# Set by buttons, not by typing.
_NOT_TYPED = frozenset(("retired_on",))
# What stands beside a key that says nothing by itself.
_TOLD = {CONTRACT.row: "description", LICENCE.row: "product", ASSET.row: "make_model"}
# More is a list to type into, not one to choose from.
_MOST_OPTIONS = 80


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Options under a heading; without one they stand by themselves."""

    heading: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind`: text, area, day, money, number, mail, yes, choice, choices, list, place or places."""

    name: str
    label: str
    kind: str
    value: str
    help: str = ""
    is_required: bool = False
    fault: str = ""
    groups: tuple[Group, ...] = ()
    # It stands in a fold unless it says something.
    is_more: bool = False

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(word for each in self.value.split(";") if (word := each.strip()))


def fields_of(
    session: Session, register: Register, cells: Mapping[str, str], faults: Mapping[str, str], *, is_new: bool
) -> list[Field]:
    """The fields of a record, what must be given first, with what they hold and what is wrong with it."""
    must = {column.name for column in needed(register)}
    options = _Options(session)
    columns = [column for column in register.columns if column.name not in _NOT_TYPED]
    if not is_new:
        # A key stays: all that refers to the record calls it so.
        columns = [column for column in columns if column.name not in register.key]
    first = [column for column in columns if column.name in must]
    ordered = [*first, *(column for column in columns if column not in first)]
    return [_field(options, register, column, cells, faults, must) for column in ordered]


def typed_cells(visit: Visit, register: Register) -> dict[str, str]:
    """What the form says, by column; a column that it does not have is not in it."""
    cells = {}
    for column in register.columns:
        if column.name not in visit.form or column.name in _NOT_TYPED:
            continue
        if isinstance(column.format, YesNo | WordList | Choices):
            words = [each.strip().replace("\r\n", ";").replace("\n", ";") for each in visit.ticked(column.name)]
            cells[column.name] = ";".join(each for each in words if each)
        else:
            cells[column.name] = visit.said(column.name)
    return cells


def new_places(visit: Visit, desk: Desk, names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Add the places that were typed beside drop-downs, and return their codes and what was wrong, by field."""
    codes: dict[str, str] = {}
    faults: dict[str, str] = {}
    for name in names:
        if called := visit.said(f"new-{name}"):
            try:
                codes[name] = add_place(desk, called, visit.person.address)
            except NotKept as error:
                faults[name] = on_the_desk(str(error))
    return codes, faults


def place_groups(session: Session, chosen: Sequence[str] = ()) -> tuple[Group, ...]:
    """The places of a drop-down: the school's own and the preset ones, each by name. What is chosen stays offered."""
    records = [
        each
        for each in list_records(session, LOCATIONS, retired=True)
        if (each.values["retired_on"] is None and not each.values["is_hidden"]) or each.key in chosen
    ]
    ordered = sorted(records, key=lambda each: str(each.values["name"]).casefold())

    def group(heading: str, *, is_preset: bool) -> Group:
        return Group(
            heading,
            tuple(
                Option(each.key, str(each.values["name"]))
                for each in ordered
                if (each.values["origin"] == Origin.PRESET) == is_preset
            ),
        )

    return group("Our own", is_preset=False), group("Every school has", is_preset=True)


def place_columns(register: Register) -> list[str]:
    return [column.name for column in register.columns if column.refers_to is PLACE]


class _Options:
    """What other registers offer, read once a form."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: dict[Reference, tuple[Option, ...]] = {}

    @property
    def session(self) -> Session:
        return self._session

    def of(self, reference: Reference) -> tuple[Option, ...]:
        if reference not in self._found:
            told = _TOLD.get(reference.row, "")
            called = names_of(self._session, reference.row, reference.key, (told,) if told else reference.names)
            options = (Option(each.key, _shown(each, with_key=bool(told))) for each in called if each.is_offered)
            self._found[reference] = tuple(sorted(options, key=lambda each: each.words.casefold()))
        return self._found[reference]


def _shown(called: Called, *, with_key: bool) -> str:
    """A record in a drop-down: by its name, beside its key where both say something."""
    name = next(iter(called.names), "")
    return f"{called.key}, {name[:60]}" if with_key and name else name or called.key


def _field(
    options: _Options,
    register: Register,
    column: Column,
    cells: Mapping[str, str],
    faults: Mapping[str, str],
    must: set[str],
) -> Field:
    value = cells.get(column.name, cell_of(column, column.default))
    kind, groups = _kind(options, column, value)
    is_required = column.name in must and kind != "yes"
    unsaid = cell_of(column, column.default)
    # The words that a file may use stand in the drop-down already.
    is_listed = kind == "choice" and column.name in _FROM_ELSEWHERE
    return Field(
        column.name,
        column.label,
        kind,
        "" if kind == "money" and column.name not in must and value == unsaid else value,
        on_the_desk(column.help) if column.help and not is_listed else _how(register, column, kind),
        is_required,
        on_the_desk(faults.get(column.name, "")),
        groups,
        is_more=(column.is_only_if_used or column.name in _FROM_ELSEWHERE)
        and value == unsaid
        and column.name not in faults,
    )


def _how(register: Register, column: Column, kind: str) -> str:
    """A word of help where the label alone leaves somebody wondering."""
    if kind == "money":
        return "in pounds, such as 1140.00"
    if kind == "list":
        return "several with ; between them"
    if column.name in register.key and len(register.key) == 1 and column.name not in ("address",):
        return "empty: the next free one"
    return ""


def _kind(options: _Options, column: Column, value: str) -> tuple[str, tuple[Group, ...]]:
    """What a field is, and what it offers."""
    chosen = tuple(word for each in value.split(";") if (word := each.strip()))
    several = isinstance(column.format, WordList)
    if column.refers_to is PLACE:
        return ("places" if several else "place"), place_groups(options.session, chosen)
    if column.refers_to:
        return _reference(options.of(column.refers_to), chosen, several=several)
    match column.format:
        case Choice() | Choices():
            offered = tuple(Option(each.value, _capital(words_of(each.value))) for each in column.format.kind)
            return ("choice" if isinstance(column.format, Choice) else "choices"), (Group("", offered),)
        case YesNo():
            return "yes", ()
        case Day():
            return "day", ()
        case Pounds():
            return "money", ()
        case Whole():
            return "number", ()
        case MailAddress():
            return "mail", ()
        case WordList():
            return "list", ()
        case _:
            return ("area" if column.name in _LONG or "\n" in value else "text"), ()


def _reference(offered: Sequence[Option], chosen: Sequence[str], *, several: bool) -> tuple[str, tuple[Group, ...]]:
    """One of a short list is chosen, of a long one typed with the list as a help; several are typed."""
    if several:
        return "list", (Group("", tuple(offered)),) if len(offered) <= _MOST_OPTIONS else ()
    if len(offered) > _MOST_OPTIONS:
        return "text", (Group("", tuple(offered)),)
    known = {each.value for each in offered}
    gone = (Option(each, f"{each} (out of use)") for each in chosen if each not in known)
    return "choice", (Group("", (*offered, *gone)),)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
