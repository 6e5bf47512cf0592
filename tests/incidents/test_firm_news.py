"""What a firm's quote says is put to whoever decides only where it is one plain price; a visit is one to come."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.news.read import read_news

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("price", "doubt"),
    [
        ("£285 - £300 + VAT depending on the part", "it names from what to what it may cost"),
        ("between £285 and £300 plus VAT", "it names from what to what it may cost"),
        ("from £285 + VAT", "the price is about so much only"),
        ("approx. £285 + VAT", "the price is about so much only"),
        ("up to £285.00 + VAT", "the price is about so much only"),
        ("£285.00 + VAT per month", "the price is for one, or for a while, and not for all of it"),
        ("£285.00 + VAT each", "the price is for one, or for a while, and not for all of it"),
        ("£285.00 + VAT plus delivery", "something comes on top of the price"),
        ("£285.00 + VAT, or without the stand £199.00 + VAT", "it names several prices"),
        ("£400.00 + VAT, but for you £285.00 + VAT", "it names several prices"),
        ("-£285.00 + VAT", "it gives money back"),
        ("£0.00 + VAT", "it costs nothing"),
        ("£285.00 + VAT, valid until 1 November", "its last day is over"),
        ("£285.00 + VAT", ""),
        ("£285.00 + VAT £57.00 = £342.00, valid for 30 days", ""),
    ],
)
def test_a_price_that_nobody_could_say_yes_to_is_not_sure(price: str, doubt: str) -> None:
    text = f"Our quote Q-3318 for the board: {price}. Shall we go ahead?"
    found = read_news("Re: [ICT-1041] board", text, MONDAY, school="Saltmarsh Primary").of(NewsKind.QUOTE)
    assert found is not None
    assert found.doubt == doubt


@pytest.mark.parametrize(
    "text",
    [
        "Our engineer will be with you on Monday 9 November at 10am.",
        "Engineer booked for 13 November 2026.",
        "Visit booked for Tuesday 17 November 2025 at 9am.",
        "Engineer booked for today at 08:00.",
        "We are coming on 30 February.",
    ],
)
def test_a_visit_on_a_day_that_is_over_or_never_was_is_none(text: str) -> None:
    assert read_news("Re: [ICT-1041] board", text, MONDAY, school="Saltmarsh Primary").of(NewsKind.VISIT) is None


def test_a_visit_that_ends_before_it_begins_is_not_sure() -> None:
    text = "Engineer booked for 17 November between 17:00 and 12:00."
    found = read_news("Re: [ICT-1041] board", text, MONDAY, school="Saltmarsh Primary").of(NewsKind.VISIT)
    assert found is not None
    assert found.doubt == "it ends before it begins"
