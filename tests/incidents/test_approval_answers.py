"""What an answer to "please decide" says: fuzzy on spelling, strict on meaning."""

from __future__ import annotations

import pytest

from mailtick.incidents.approval_answers import other_amount, read_approval
from mailtick.incidents.approvals import Answer, Price
from mailtick.incidents.commands.approval import read_price

YES = (
    "Approved - ICT repairs please. T",
    "Yes",
    "yes please",
    "y",
    "Y.",
    "OK",
    "Okay, go ahead",
    "Aproved",
    "Approve",
    "#approve",
    "Agreed. Tom",
    "Go ahead please\n\nTom Whitfield\nHeadteacher",
    "Happy to approve.",
    "That's fine",
    "I approve this",
    "yes, until the end of the placement",
    "Please go ahead",
    "Fine by me\nSent from my iPhone",
    "Fine. I agree",
    "Yes\n\nTom Whitfield\nHeadteacher, St Mary's First School\nNo job too small",
    "Yes please\nKind regards\nTom\nPlease do not print this",
    "Approved\n\nSent from my iPhone. If you are not meant to read this, tell us.",
    "OK by me, thanks",
    "Please do.",
    "Yes, from the ICT budget please",
    "Yes. Please ask Janet to order it.",
    "Go ahead. Thanks for sorting this, Sandra",
)
NO = (
    "No",
    "n",
    "no thanks",
    "Declined",
    "Decline - too dear",
    "Not approved. We buy new ones in the summer.",
    "Please don't order".replace("Please ", ""),
    "I do not approve",
    "Rejected, sorry",
)
ASK = ("ask Is there a cheaper one?", "Ask: how long will it last", "Is this under warranty?", "ask BBA about VAT")
UNCLEAR = (
    "Yes, but only if it is under £300",
    "Yes if Janet agrees",
    "OK for what?",
    "No problem, go ahead",
    "yes\nwait, not yet",
    "Approved subject to a second quote",
    "Yes - I think. Check with Janet first",
    "Not yet",
    "Let me look at it on Monday",
    "Thanks",
    "I will ask the governors",
    "",
    "Yesterday was better",
    "Nobody told me",
    "yes unless it can be had cheaper",
    "ask",
    "OK I will look at this on Monday",
    "OK, let me talk to Janet",
    "Ok thanks, will read later",
    "Yes, I am away until Monday",
    "y is this so dear",
    "Approve nothing",
    "Approved by whom",
    "Agreed in principle",
    "Go ahead and get another quote",
    "Please do nothing",
    "Please do ask Janet",
    "Please order two of those",
    "Yes, up to £200",
    "Yes, order it for next year",
    "Yes, stop it",
    "Okay - cancel this",
    "OK, received",
    "Yes\n\nBut only if it is under £300",
    "Yes\n\nHowever, check with Janet",
    "Yes\n\nIf Janet agrees.",
    "Yes\nTom\n\nNot before Friday though",
    "Yes\n\nCan you ask Janet first?",
    "Yes\nCancel",
    "Accepted: Meeting with Tom",
    "Fine print attached",
    "Yes, however we must get two quotes",
    "Yes pending governors",
    "no objections, go ahead",
    "Yes please.\nThanks\n\nHi Sandra,\n\nactually no, hold on",
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [(text, answer) for answer, texts in ((Answer.YES, YES), (Answer.NO, NO), (Answer.ASK, ASK)) for text in texts],
)
def test_an_answer_is_read_by_its_first_words(text: str, answer: Answer) -> None:
    assert read_approval(text).answer is answer


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_clear_decides_nothing(text: str) -> None:
    assert read_approval(text).answer in (None, Answer.ASK)


def test_what_is_said_with_it_is_kept() -> None:
    assert read_approval("Approved - ICT repairs please. T").text == "ICT repairs please. T"
    assert read_approval("ask Is there a cheaper one?").text == "Is there a cheaper one?"
    assert read_approval("No - too dear").text == "too dear"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Yes, £300 is fine", "£300"),
        ("Yes for 300 pounds", "300 pounds"),
        ("Yes, €342.00", "€342.00"),
        ("Yes, £342.00", ""),
        ("Yes, £285 + £57.00 VAT", ""),
        ("Yes, before 20 November", ""),
    ],
)
def test_an_amount_that_was_not_asked_is_found(text: str, other: str) -> None:
    assert other_amount(text, Price(28500, 5700)) == other


@pytest.mark.parametrize(
    ("text", "price", "what"),
    [
        ("285.00 power board", Price(28500, 5700), "power board"),
        ("£285 + VAT new power board", Price(28500, 5700), "new power board"),
        ("£285.00 + £57.00 VAT = £342.00 power board", Price(28500, 5700), "power board"),
        ("£342.00 inc VAT power board", Price(28500, 5700), "power board"),
        ("£96.50 ex VAT: a switch", Price(9650, 1930), "a switch"),
        ("£40.00 no VAT second-hand stand", Price(4000, 0), "second-hand stand"),
        ("£1,250.00, ten chairs", Price(125000, 25000), "ten chairs"),
        ("15 pairs of headphones", None, "15 pairs of headphones"),
        ("three more Clicker 8 seats, 0 free, 3 to buy", None, "three more Clicker 8 seats, 0 free, 3 to buy"),
        ("guest login for a student teacher", None, "guest login for a student teacher"),
    ],
)
def test_the_price_at_the_top_is_read_with_its_vat(text: str, price: Price | None, what: str) -> None:
    assert read_price(text) == (price, what)
