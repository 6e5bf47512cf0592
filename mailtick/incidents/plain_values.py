"""An action as plain values, for JSON: its name, the fields that say something, and because of what."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from mailtick.incidents.kept import Equipment
from mailtick.incidents.people import Person, Provider


class _Action(Protocol):
    @property
    def because(self) -> str: ...


def plain_action(action: _Action) -> dict[str, object]:
    """Return `action`, its fields that say something, and `because`, in this order."""
    shown: dict[str, object] = {"action": _snake(type(action).__name__)}
    for name, value in ((each.name, getattr(action, each.name)) for each in fields(action)):  # type: ignore[arg-type]  # every action is a dataclass
        if name != "because" and value not in ("", (), None):
            shown[name] = _plain_value(value)
    return {**shown, "because": action.because}


def _plain_value(value: object) -> object:
    match value:
        case Person() | Provider():
            return value.address
        case Equipment():
            return value.tag
        case date():
            return value.isoformat()
        case tuple():
            return [_plain_value(each) for each in value]
        case Enum() if not isinstance(value, str):
            return value.value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {each.name: _plain_value(getattr(value, each.name)) for each in fields(value)}
        case _:
            return value


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
