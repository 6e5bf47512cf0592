from __future__ import annotations

import pytest

from mailtick.incidents.thanks import is_only_thanks, says_it_works


@pytest.mark.parametrize(
    "text",
    [
        "yep working now thx",
        "Thank you Amir, loan projector is great for now!",
        "Thanks",
        "Thanks!\n\nClaire",
        "All good, cheers",
        "Works perfectly, thank you so much Amir",
        "Brilliant, that's fixed it",
        "Sorted. Ta",
        "yes",
    ],
)
def test_thanks_alone_is_only_thanks(text: str) -> None:
    assert is_only_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "works but not really",
        "thanks, still broken",
        "didn't work, thanks",
        "Thanks but it didnt work",
        "hasn’t worked since, thanks",
        "Thanks. It isnt working",
        "thanks for nothing",
        "Thanks, is the other one done as well?",
        "Thanks Amir, printer is jammed again",
        "Thanks, the printer is jammed now",
        "great, now the sound is broken",
        "It works until about two",
        "works sometimes",
        "Works on one laptop only",
        "Thanks, I will test it tomorrow",
        "Thanks, please also do laptop 4",
        "thanks, any news",
        "Thanks, error 3100 is back",
        "Cheers, but the wifi went down at 2",
        "Thank you, now the mouse is dead",
        "unfortunately it works for Zoe and nobody else, thanks",
        "The network is slow",
        "Thanks for coming so quickly this morning, I have a second thing about the cupboard keys to tell you",
        "working without the cable",
    ],
)
def test_whatever_says_more_is_content(text: str) -> None:
    """A wrongly reopened incident is one click; a lost report is a lost report (DOMAIN.md 5.2)."""
    assert not is_only_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Great, now the sound has gone",
        "Brilliant, it smells of burning",
        "Perfect, the screen is blank",
        "Ta, printer out of toner",
        "Yes the printer prints blank pages",
        "Works, the picture is green",
    ],
)
def test_thanks_beside_news_are_news(text: str) -> None:
    assert not is_only_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you Amir, loan projector is great for now!",
        "Works perfectly now, thanks!",
        "Works now, thanks\nClaire",
        "Thanks, Angela x",
        "Thank you for fixing the projector so quickly",
        "yep working now thx",
        "Perfect, thank you!",
    ],
)
def test_thanks_with_a_name_or_for_something_are_thanks(text: str) -> None:
    assert is_only_thanks(text)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("That worked, thanks", True),
        ("that worked!", True),
        ("It's done the trick. Ta", True),
        ("Works now, thanks\nClaire", True),
        ("thanks, all sorted", True),
        ("Thanks", False),
        ("Thanks for fixing it", False),
        ("Thanks for working on it", False),
        ("It worked at first", False),
        ("It worked for an hour", False),
        ("It worked yesterday", False),
        ("that worked, but now the sound is gone", False),
        ("It has not worked", False),
    ],
)
def test_it_works_is_more_than_thanks(text: str, does: bool) -> None:
    assert says_it_works(text) is does
