"""Every action is taken back by a word that there is, or the document says why nothing takes it back."""

from __future__ import annotations

import re
from pathlib import Path
from types import UnionType
from typing import get_args

import pytest

from mailtick.incidents.actions import Action
from mailtick.incidents.commands import COMMANDS

_DOCUMENT = (Path(__file__).parents[2] / "docs" / "explain.md").read_text("utf-8")
_TABLE = _DOCUMENT.partition("| action | is taken back by |")[2].partition("\n\n")[0]
ROWS = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", _TABLE, re.MULTILINE))
# Said of no incident.
_FURTHER = {"leaver", "joiner", "september"}


def _names(union: UnionType | type) -> list[str]:
    parts = get_args(union)
    if not parts:
        return [re.sub(r"(?<!^)([A-Z])", r"_\1", union.__name__).lower()] if isinstance(union, type) else []
    return [name for part in parts for name in _names(part)]


def test_the_table_names_every_action_once_and_none_that_there_is_not() -> None:
    assert sorted(ROWS) == sorted(set(_names(Action)))


@pytest.mark.parametrize("action", ROWS)
def test_what_takes_an_action_back_is_a_word_that_there_is(action: str) -> None:
    said = ROWS[action]
    words = set(re.findall(r"`#([a-z-]+)", said))
    assert words <= {each.word for each in COMMANDS} | _FURTHER
    assert "`" in said or said.startswith("nothing") or "another answer" in said
