from __future__ import annotations

import pytest

from mailtick.incidents.commands.words import MOST_LINES, Word, read_words


@pytest.mark.parametrize(
    ("text", "words", "below"),
    [
        ("#resolve New cable fitted", [("resolve", "New cable fitted")], ""),
        ("#Resolve: New cable fitted", [("resolve", "New cable fitted")], ""),
        ("#RESOLVE\u00a0New cable fitted", [("resolve", "New cable fitted")], ""),
        ("\u00a0#resolve\u00a0\u00a0done", [("resolve", "done")], ""),
        ("\ufeff#resolve done", [("resolve", "done")], ""),
        ("\u200b#resolve done", [("resolve", "done")], ""),
        ("# resolve done", [("resolve", "done")], ""),
        ("#start", [("start", "")], ""),
        ("#start:", [("start", "")], ""),
        ("\n\n#start\n", [("start", "")], ""),
        ("#ask-approval 285.00 board", [("ask-approval", "285.00 board")], ""),
        (
            "#for priya.nair\n#place Y1\nPriya rang at 1pm",
            [("for", "priya.nair"), ("place", "Y1")],
            "Priya rang at 1pm",
        ),
        ("#for priya.nair\n\n#place Y1\n\nPriya rang", [("for", "priya.nair"), ("place", "Y1")], "Priya rang"),
        ("#\n#start\n#\nOn my way", [("start", "")], "On my way"),
        ("#note one\ntwo\nthree", [("note", "one")], "two\nthree"),
        ("#resolve it is #1 now", [("resolve", "it is #1 now")], ""),
        ("Please see below\n#resolve done", [], "Please see below\n#resolve done"),
        ("> #resolve done", [], "> #resolve done"),
        ("#1 printer is jammed", [], "#1 printer is jammed"),
        ("## heading", [], "## heading"),
        ("#", [], ""),
        ("", [], ""),
    ],
)
def test_words_are_the_first_lines_that_begin_with_a_hash(text: str, words: list[tuple[str, str]], below: str) -> None:
    assert read_words(text) == (tuple(Word(*each) for each in words), below)


def test_a_mail_of_nothing_but_words_is_read_to_its_hundredth_line() -> None:
    words, below = read_words("#start\n" * 50_000)
    assert (len(words), below.count("#start")) == (MOST_LINES, 50_000 - MOST_LINES)
