from __future__ import annotations

import pytest

from mailtick.incidents.satisfaction import Rating, read_rating


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("good", Rating(3, "")),
        ("Good!", Rating(3, "")),
        ("GOOOD", Rating(3, "")),
        ("god", Rating(3, "")),
        ("Good, thank you Amir", Rating(3, "")),
        ("so-so", Rating(2, "")),
        ("So so.", Rating(2, "")),
        ("soso", Rating(2, "")),
        ("poor\n\nIt took two weeks.", Rating(1, "It took two weeks.")),
        ("Poore", Rating(1, "")),
        ("good\nThanks, Claire", Rating(3, "Thanks, Claire")),
    ],
)
def test_one_word_is_read_however_it_is_spelt(text: str, rating: Rating) -> None:
    assert read_rating(text) == rating


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Good morning",
        "The food is good",
        "good now the sound has gone",
        "Good. It is dark again",
        "not good",
        "no good",
        "door",
        "It works",
        "thanks",
        "Poor Claire cannot print",
    ],
)
def test_whatever_says_more_is_no_rating(text: str) -> None:
    assert read_rating(text) is None
