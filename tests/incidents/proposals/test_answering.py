"""How an answer to a proposal is read."""

from __future__ import annotations

import pytest

from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.proposals.answering import read_answer, unclear_beside


@pytest.mark.parametrize(
    ("text", "word", "cells"),
    [
        ("confirm", "confirm", ()),
        ("Confirm.", "confirm", ()),
        ("confirm please, Sandra", "confirm", ()),
        ("Confirm, thank you\nSandra\n\nIf it is not right, ring me", "confirm", ()),
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
    read = read_answer(text)
    assert read is not None
    assert (read.word, read.cells, unclear_beside(read.unclear, "Mrs Sandra Kemp")) == (
        ProposalWord(word), cells, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "confirm nothing until I have spoken to Kev",
        "confirm, but location is LIB",
        "Confirm with them first please",
        "confirm\nbut not the two PCs\n\nSandra",
        "Confirmed? I never ordered this",
        "confirmed by phone",
    ],
)
def test_a_word_that_may_be_taken_back_is_not_acted_on(text: str) -> None:
    read = read_answer(text)
    assert read is None or unclear_beside(read.unclear, "Mrs Sandra Kemp")


@pytest.mark.parametrize("text", ["", "yesterday", "I cannot confirm this", "confirmation needed?", "Thanks!"])
def test_anything_else_is_no_answer(text: str) -> None:
    assert read_answer(text) is None
