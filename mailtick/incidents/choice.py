"""A question to whoever reported a matter, and the answers that it offers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer in words, and what picking it sets: fields of the incident, or "asset" for a tag, with the value."""

    words: str
    sets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question in plain words, and the choices; without any, the answer is read by a person."""

    text: str
    choices: tuple[Choice, ...] = ()

    @property
    def in_one_line(self) -> str:
        """The question with its numbered choices, as it stands in the log and in reminders."""
        numbered = "; ".join(f"{number}: {each.words}" for number, each in enumerate(self.choices, 1))
        return f"{self.text} ({numbered})" if numbered else self.text


def as_text(choices: Sequence[Choice]) -> str:
    """Return choices as the store keeps them; empty for none."""
    return json.dumps([[each.words, dict(each.sets)] for each in choices], ensure_ascii=False) if choices else ""


def from_text(text: str) -> tuple[Choice, ...]:
    return tuple(Choice(words, tuple(sets.items())) for words, sets in json.loads(text)) if text else ()
