"""Values as somebody writes them into a rule. Each reader raises ValueError, a sentence that says what to do."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TypeVar

E = TypeVar("E", bound=enum.StrEnum)


def texts(value: object) -> tuple[str, ...]:
    values: list[object] = value if isinstance(value, list) else [value]
    texts = tuple(each.strip() for each in values if isinstance(each, str) and each.strip())
    if not texts or len(texts) < len(values):
        raise ValueError(f"this must be a text or a list of texts, not {value!r}")
    return texts


def text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"this must be a text, not {value!r}")
    return value.strip()


def only_true(value: object) -> bool:
    if value is not True:
        raise ValueError("write restricted = true, or leave it away; no rule makes a matter open again")
    return True


def one_of(kind: type[E]) -> Callable[[object], E]:
    def read(value: object) -> E:
        try:
            return kind(str(value))
        except ValueError:
            raise ValueError(f'"{value}" is not possible here; possible: {", ".join(kind)}') from None

    return read


def several(kind: type[E]) -> Callable[[object], tuple[E, ...]]:
    """One of them, or a list."""
    return lambda value: tuple(map(one_of(kind), texts(value)))
