from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.registers.guard import guard, unguard


@pytest.mark.parametrize("cell", ['=HYPERLINK("http://x.example","pay")', "+44 1632 960140", "-1", "@SUM(A1)", "\t=1"])
def test_a_formula_is_guarded(cell: str) -> None:
    assert guard(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["'tis the hall", "Mrs Brown's class", "01632 960140", "''"])
def test_an_ordinary_text_is_left_alone(cell: str) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


@given(st.text(alphabet="'=+-@\t\r ax", max_size=8))
def test_every_text_comes_back_as_it_was(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
