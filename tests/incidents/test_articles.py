from __future__ import annotations

import pytest

from mailtick.incidents.articles import About, checks_of, fitting_article, with_further
from mailtick.incidents.kept import Article, Equipment
from mailtick.incidents.people import Place

HALL, LIBRARY = Place("HALL", "Hall"), Place("LIB", "Library")
PANEL = Equipment("SP-0037", "Panel", "Promethean ActivPanel 9")
DARK = "The panel stays black although the light is green."


def article(ref: str = "K1", **given: str) -> Article:
    return Article(ref, "Panel stays black", "Hold the button for ten seconds.", **given)


def fits(text: str, *articles: Article, category: str = "AV", place: Place | None = HALL, panel: bool = False) -> str:
    """The reference of the article that fits; empty for none."""
    found = fitting_article(articles, About(text, category, place, (PANEL,) if panel else ()))
    return found[0].ref if found else ""


@pytest.mark.parametrize(
    ("text", "symptoms", "does"),
    [
        (DARK, "panel black", True),
        (DARK, "no sound; panel black, light green", True),
        (DARK, "screen black", False),
        ("BLACK PANELS!", "panel black", True),
        ("the printer jams", "panel black", False),
        ("wifi", "Wifi", True),
        (DARK, "", False),
        ("The panel is loud", "panel stays black after the holidays", False),
    ],
)
def test_words_of_one_symptom_stand_in_the_mail(text: str, symptoms: str, does: bool) -> None:
    assert bool(fits(text, article(symptoms=symptoms))) is does


@pytest.mark.parametrize(
    ("given", "does"),
    [
        ({"category": "AV"}, True),
        ({"category": "NET"}, False),
        ({"location": "HALL"}, True),
        ({"location": "LIB"}, False),
        ({"make_model": "ActivPanel"}, True),
        ({"make_model": "Epson EB-L200F"}, False),
    ],
    ids=str,
)
def test_category_place_and_model_have_to_be_those_of_the_matter_where_they_are_given(
    given: dict[str, str], does: bool
) -> None:
    assert bool(fits(DARK, article(symptoms="panel black", **given), panel=True)) is does


def test_a_model_may_also_be_named_in_the_mail() -> None:
    epson = article(make_model="Epson EB-L200F")
    assert fits("The epson eb-l200f in the hall is dark", epson)
    assert not fits("The projector in the hall is dark", epson)


def test_of_two_that_fit_the_more_exact_one_is_taken() -> None:
    wide, of_hall = article("K1", symptoms="panel black"), article("K2", symptoms="panel black", location="HALL")
    says_more = article("K3", symptoms="panel stays black, light green")
    assert fits(DARK, wide, of_hall) == fits(DARK, of_hall, wide) == "K2"
    assert fits(DARK, wide, of_hall, place=LIBRARY) == "K1"
    assert fits(DARK, wide, says_more, place=None) == "K3"


def test_what_is_for_the_team_or_says_no_more_than_a_category_fits_nothing() -> None:
    steps_alone = Article("K1", "Panel", "", symptoms="panel black")
    assert not fits(DARK, steps_alone, article("K2", category="AV"))


def test_checks_stand_in_lines_or_are_parted_and_say_nothing_twice() -> None:
    assert checks_of(Article("K1", "x", "1. Look at it\n- Turn it off; on again\n\n")) == (
        "Look at it",
        "Turn it off",
        "on again",
    )
    checks = ("Push the cable in firmly at both ends.",)
    assert with_further(checks, ("Push the cable in at both ends", "Look whether it is on at the wall")) == (
        *checks,
        "Look whether it is on at the wall",
    )
