"""What is wrong in a configuration, in sentences that say what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mailtick.config.lines import KeyPath

_BARE_KEY = re.compile("[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake. `message` goes on where `key` ends: "smtp.port" "must be …". `line` counts from 1."""

    file: Path
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {self.key} {self.message}" if self.key else f"{place}: {self.message}"


class ConfigFaults(Exception):
    """A configuration that cannot be used, with all its mistakes in the order of their lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Complaint:
    """A mistake whose line is not looked up yet."""

    path: KeyPath
    message: str


def written(path: KeyPath) -> str:
    """Return a path as people count, from 1: ("mailbox", 0, "port") is "mailbox[1].port"."""
    return "".join(map(_written_part, path)).removeprefix(".")


def _written_part(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part + 1}]"
    return f".{part}" if _BARE_KEY.fullmatch(part) else f".{_quoted(part)}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or the empty string."""
    return next(iter(get_close_matches(word, tuple(known), 1)), "")


def shown(value: object) -> str:
    """Return a value of a TOML file in a few characters, for a sentence."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            return _quoted(value if len(value) <= 40 else f"{value[:39]}…")
        case list() | tuple():
            return "a list" if value else "an empty list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def _quoted(text: str) -> str:
    # JSON's escapes are TOML's, and keep a sentence on its line.
    return json.dumps(text, ensure_ascii=False)
