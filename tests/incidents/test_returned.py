"""A mail of ours came back: only what we sent is hit, and nobody else hears of it. Source: TRAPS.md A9, 57."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import Hold, Ignore, NoteBounce
from mailtick.incidents.samples import BRIGHTBOARD, CLAIRE_BROWN
from tests.incidents.deciding import STRANGER, decided, only
from tests.support.desks import letter
from tests.support.lookup import GARETH_LLOYD, School, our_id, tagged
from tests.support.reports import bounce


@pytest.fixture
def school() -> School:
    school = School()
    school.add_incident()
    return school


def test_a_bounce_that_cites_a_mail_of_ours_marks_that_delivery_and_that_address(school: School) -> None:
    ours = our_id(school.add_sent(school.incidents[41], BRIGHTBOARD))
    decision = decided(bounce(ours, recipient=BRIGHTBOARD.address), school)
    noted = only(decision, NoteBounce)
    assert (noted.outgoing, noted.recipient, noted.is_permanent) == (1, BRIGHTBOARD.address, True)
    assert "5.1.1" in noted.because
    assert len(decision.actions) == 1


@pytest.mark.parametrize(
    ("status", "words"), [("5.2.2", "over quota"), ("5.7.1", "spam")], ids=["a full mailbox", "taken for spam"]
)
def test_a_mail_that_came_back_for_another_reason_than_its_address_silences_nobody(
    school: School, status: str, words: str
) -> None:
    ours = our_id(school.add_sent(school.incidents[41], BRIGHTBOARD))
    raw = bounce(ours, recipient=BRIGHTBOARD.address, status=status, words=words)
    assert only(decided(raw, school), NoteBounce).is_permanent is False


@pytest.mark.parametrize(
    "recipient", ["Jobs@BrightBoard.example", "jobs@brightboard.onmicrosoft.example"], ids=["case", "renamed domain"]
)
def test_a_server_may_write_the_address_its_own_way(school: School, recipient: str) -> None:
    ours = our_id(school.add_sent(school.incidents[41], BRIGHTBOARD))
    noted = only(decided(bounce(ours, recipient=recipient), school), NoteBounce)
    assert (noted.recipient, noted.is_permanent) == (BRIGHTBOARD.address, True)


def test_a_bounce_to_the_address_of_a_mail_of_ours_is_noted(school: School) -> None:
    """Some mail systems return nothing of the mail; the envelope's token is enough."""
    token = school.add_sent(school.incidents[41], BRIGHTBOARD)
    noted = only(decided(bounce("", tagged(token), BRIGHTBOARD.address), school), NoteBounce)
    assert (noted.outgoing, noted.is_permanent) == (1, True)


def test_a_bounce_of_where_our_mail_was_passed_on_to_marks_it_and_silences_nobody(school: School) -> None:
    token = school.add_sent(school.incidents[41], BRIGHTBOARD)
    noted = only(decided(bounce("", tagged(token), "kev@elsewhere.example"), school), NoteBounce)
    assert (noted.outgoing, noted.is_permanent) == (1, False)
    assert "the report is about kev@elsewhere.example" in noted.because


def test_of_several_mails_that_are_cited_the_one_to_that_recipient_came_back(school: School) -> None:
    other = school.add_sent(school.incidents[41], GARETH_LLOYD)
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    noted = only(decided(bounce(ours, tagged(other), CLAIRE_BROWN.address), school), NoteBounce)
    assert noted.recipient == CLAIRE_BROWN.address


@pytest.mark.parametrize("original", ["", "made-up@saltmarshprimary.example", "ict-1041.k7f3@otherschool.example"])
def test_a_bounce_that_cites_nothing_of_ours_changes_nothing(school: School, original: str) -> None:
    school.add_sent(school.incidents[41], CLAIRE_BROWN)
    decision = decided(bounce(original, recipient=CLAIRE_BROWN.address), school)
    assert [type(action) for action in decision.actions] == [Ignore]
    assert "changes nothing" in only(decision, Ignore).because


def test_a_forged_bounce_that_cites_what_somebody_else_got_changes_nothing_and_is_held(school: School) -> None:
    """Whoever got a mail of ours knows its Message-ID; it does not silence a colleague."""
    school.add_sent(school.incidents[41], CLAIRE_BROWN)
    theirs = our_id(school.add_sent(school.incidents[41], GARETH_LLOYD))
    decision = decided(bounce(theirs, recipient=CLAIRE_BROWN.address), school)
    assert [type(action) for action in decision.actions] == [Hold]
    assert (
        f"about {CLAIRE_BROWN.address} cites a mail that went to {GARETH_LLOYD.address}" in only(decision, Hold).because
    )


def test_a_report_that_says_it_arrived_is_no_failure_of_it(school: School) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    arrived = f"Final-Recipient: rfc822; {CLAIRE_BROWN.address}\nAction: delivered\nStatus: 2.0.0\n\n"
    raw = bounce(ours, recipient=GARETH_LLOYD.address)
    raw = raw.replace(b"Final-Recipient", arrived.encode() + b"Final-Recipient", 1)
    assert [type(action) for action in decided(raw, school).actions] == [Hold]


def test_a_person_who_writes_about_a_bounce_is_no_bounce(school: School) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    raw = letter(
        STRANGER, "Undelivered mail", "I got this back: 550 5.1.1 user unknown", headers={"In-Reply-To": f"<{ours}>"}
    )
    assert not [action for action in decided(raw, school).actions if isinstance(action, NoteBounce)]
