"""Sentences of firms, and what is news in each. Today is Wednesday 18 November 2026, 09:00."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailtick.incidents.news.read import read_news
from mailtick.incidents.news.told import sentences_for_requester, tell_of

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
SCHOOL = "Saltmarsh Primary School"


def news(text: str) -> list[str]:
    facts = read_news("Re: job", text, NOW, school=SCHOOL).facts
    return [f"{each.kind} {each}".strip() for each in facts if not each.doubt]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The engineer will be on site tomorrow morning.", "visit 2026-11-19 morning"),
        ("Engineer ETA 11:30 today.", "visit 2026-11-18 11:30"),
        ("Openreach appointment confirmed for 24/11/2026 PM.", "visit 2026-11-24 afternoon"),
        ("Slot booked: 25 Nov, 8am-1pm", "visit 2026-11-25 08:00-13:00"),
        ("Earliest we can do is Thursday 26th at 1pm. Please confirm.", "visit 2026-11-26 13:00 offered"),
        ("We've scheduled the upgrade, 21-23 December.", "visit 2026-12-21..2026-12-23"),
        ("The technician is running late, new ETA 14:15.", "eta 2026-11-18 14:15"),
        ("We have shipped the replacement, delivery expected tomorrow.", "eta 2026-11-19"),
        ("Part is back-ordered until 3 December.", "on_order part"),
        ("This has now been fixed, please let us know if the problem happens again.", "done"),
        ("The server has been rebuilt and is back up. We will monitor until Friday.", "done"),
        ("Call not covered by your plan, sorry.", "not_covered"),
        ("Printers are not something we support.", "returned"),
        ("Please reply within 5 working days.", "asked 2026-11-25"),
    ],
)
def test_a_plain_sentence_is_news(text: str, expected: str) -> None:
    assert news(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Our engineer has been allocated to your call and will contact you to arrange a visit.",
        "Can you confirm somebody will be on site on Friday between 9 and 12?",
        "We attended on Friday 13th but the room was locked.",
        "We cannot attend before Monday.",
        "Your appointment on Tues 24th has been cancelled.",
        "Please note that our offices will be closed on Friday 27 November for staff training.",
        "We'd like to arrange a visit on Tuesday 24th November to discuss your new contract.",
        "Has this been fixed now?",
        "This should now be fixed.",
        "Not done yet, waiting for the customer.",
        "The old projector was replaced in 2019.",
        "We fixed the other one last week, this one is different.",
        "You said it was fixed on Monday, is that right?",
        "This is covered under warranty, no charge.",
        "Call out charge £95.00 plus VAT applies if outside contract.",
        "The cost will be £85 + VAT per hour, minimum one hour.",
        "Passed back to the manufacturer.",
        "Battery ordered by you has arrived.",
        "If you do not agree, reply within 5 working days.",
        "Engineer booked for Holm Lea Academy on Thurs 26th, 9am.",
        "How did we do? Rate the visit of Friday 27 November.",
    ],
)
def test_what_only_sounds_like_news_is_none(text: str) -> None:
    assert news(text) == []


def test_what_may_be_for_now_only_is_not_sure() -> None:
    (fact,) = read_news("Re: job", "All fixed with a workaround for now.", NOW).facts
    assert fact.doubt == "it may be for now only"


def test_what_those_it_is_for_hear_has_no_word_of_the_firm_s() -> None:
    text = "Screen with purple dots has been ordered, we expect it Tuesday 24th. Next update 10:00."
    told = [tell_of(each, NOW) for each in read_news("Re: job", text, NOW).facts]
    assert sentences_for_requester("Fenland ICT Support", told) == (
        "Fenland ICT Support expects a part that is on order on Tuesday 24 November.",
        "They write again today at 10:00.",
    )
