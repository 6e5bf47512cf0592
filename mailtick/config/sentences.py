"""Turn what pydantic finds into sentences that an office can act on. None of its own words reach the reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from mailtick.config.faults import Complaint, nearest, shown
from mailtick.config.lines import KeyPath


def complaints_of(errors: Iterable[ErrorDetails], top: type[BaseModel]) -> list[Complaint]:
    """Return one complaint for each error, without those that only follow from another one."""
    found = [error for error in errors if error["type"] != "default_factory_not_called"]
    misspelt = {_meant(error["loc"], top) for error in found if error["type"] == "extra_forbidden"}
    return [
        Complaint(error["loc"], _sentence(error, top))
        for error in found
        if error["type"] != "missing" or error["loc"] not in misspelt
    ]


def _sentence(error: ErrorDetails, top: type[BaseModel]) -> str:
    path = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            return _unknown(path, top)
        case "missing":
            return f"is missing; it must be {_description(path, top)}"
        case "value_error":
            return str(error["ctx"]["error"])
        case "unfit_secret":
            return f"must be {_description(path, top)}"
        case _:
            return f"must be {_description(path, top)}, not {shown(error['input'])}"


def _unknown(path: KeyPath, top: type[BaseModel]) -> str:
    meant = _meant(path, top)
    if meant:
        return f"is not known; did you mean {meant[-1]}?"
    return f"is not known; possible here: {', '.join(_keys(_table_at(path[:-1], top)))}"


def _meant(path: KeyPath, top: type[BaseModel]) -> KeyPath:
    """The path that a misspelt one was probably meant to be; empty where none comes near."""
    near = nearest(str(path[-1]), _keys(_table_at(path[:-1], top)))
    return (*path[:-1], near) if near else ()


def _description(path: KeyPath, top: type[BaseModel]) -> str:
    *around, last = path
    if isinstance(last, int):
        is_table = _table_in(_field(tuple(around), top)) is not None
        return _description(tuple(around), top) if is_table else "one line of text in quotes"
    return _field(path, top).description or ""


def _field(path: KeyPath, top: type[BaseModel]) -> FieldInfo:
    return _keys(_table_at(path[:-1], top))[str(path[-1])]


def _table_at(path: KeyPath, top: type[BaseModel]) -> type[BaseModel]:
    for part in path:
        if isinstance(part, str):
            top = _table_in(_keys(top)[part]) or top
    return top


def _keys(table: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a table by the keys that a file has."""
    return {field.alias or name: field for name, field in table.model_fields.items()}


def _table_in(field: FieldInfo) -> type[BaseModel] | None:
    """The table that a field holds, alone or in a list; None for a plain value."""
    kinds = (field.annotation, *get_args(field.annotation))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
