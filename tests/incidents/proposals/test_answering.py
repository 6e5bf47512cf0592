"""How an answer to a proposal is read."""

from __future__ import annotations

import pytest

from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.proposals.answering import read_answer


@pytest.mark.parametrize(
    ("text", "word", "cells"),
    [
        ("confirm", "confirm", ()),
        ("Confirm.", "confirm", ()),
        ("#confirm", "confirm", ()),
        ("Confirmed, thanks\n\nSandra", "confirm", ()),
        ("confirm, but location=LIB", "confirm", (("location", "LIB"),)),
        ("confirm but location = hall store\nSandra", "confirm", (("location", "hall store"),)),
        (
            "confirm, but net_pence=285.00, vat_pence=57.00",
            "confirm",
            (("net_pence", "285.00"), ("vat_pence", "57.00")),
        ),
        (
            "confirm what=Panel, new; due_on=2026-12-20",
            "confirm",
            (("what", "Panel, new"), ("due_on", "2026-12-20")),
        ),
        ("confirm, but delivery.what=12 iPads", "confirm", (("delivery.what", "12 iPads"),)),
        ("decline", "decline", ()),
        ("Declined - wrong room", "decline", ()),
        ("#undo", "undo", ()),
    ],
)
def test_the_word_and_its_corrections(text: str, word: str, cells: tuple[tuple[str, str], ...]) -> None:
    assert read_answer(text) == (ProposalWord(word), cells)


@pytest.mark.parametrize("text", ["", "yes", "I cannot confirm this", "confirmation needed?", "Thanks!"])
def test_anything_else_is_no_answer(text: str) -> None:
    assert read_answer(text) is None
