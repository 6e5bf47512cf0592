"""How an answer to a stock check is read, line by line."""

from __future__ import annotations

import pytest

from mailtick.incidents.stock_answer import read_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all here", [("all here", ())]),
        ("Yes, everything is here.", [("all here", ())]),
        ("All there!", [("all here", ())]),
        ("all here except 37 and 44", [("all here", ()), ("missing", ("37", "44"))]),
        ("37 missing", [("missing", ("37",))]),
        ("37, 38 are missing", [("missing", ("37", "38"))]),
        ("Missing: SP-0037", [("missing", ("SP-0037",))]),
        ("sp-0037 is gone", [("missing", ("sp-0037",))]),
        ("extra 41", [("extra", ("41",))]),
        ("41 and 42 extra", [("extra", ("41", "42"))]),
        ("37 here", [("here", ("37",))]),
        ("Hi Sandra,\n37 missing\n\nThanks, Claire", [("missing", ("37",))]),
        ("37 has a cracked screen", [(None, ())]),
        ("the laptop is not in the room", [(None, ())]),
        ("", []),
    ],
)
def test_a_line_says_what_is_there(text: str, expected: list[tuple[str | None, tuple[str, ...]]]) -> None:
    assert [(line.word, line.tags) for line in read_lines(text)] == expected
