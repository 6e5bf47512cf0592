"""How well news is recognised: at least 95 % of what is said is right, and at least 80 % of what is there is found."""

from __future__ import annotations

import pytest

from tests.provider_news.letters import Letter, held_out, written_against
from tests.provider_news.scoring import recognised, score, total

PRECISION = 0.95
RECALL = 0.80
HALVES = pytest.mark.parametrize("letters", [written_against(), held_out()], ids=["written against", "held out"])


@HALVES
def test_what_is_recognised_is_right_and_most_is_recognised(letters: list[Letter]) -> None:
    found = total(score(letters))
    assert (found.precision >= PRECISION, found.recall >= RECALL) == (True, True), found.wrong


def test_each_kind_is_recognised_as_well() -> None:
    found = score([*written_against(), *held_out()])
    assert [kind for kind, one in found.items() if one.precision < PRECISION] == []
    assert [kind for kind, one in found.items() if one.recall < RECALL] == []


@pytest.mark.parametrize(
    "letter", [pytest.param(each, id=each.name) for each in (*written_against(), *held_out()) if each.says_nothing]
)
def test_where_nothing_is_news_nothing_is_recognised(letter: Letter) -> None:
    assert set(recognised(letter)) <= {"human", "machine", "reference"}
