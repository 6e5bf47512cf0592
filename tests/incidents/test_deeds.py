"""What a mail may do is one table, and docs/trust.md prints it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailtick.incidents.deeds import RIGHTS, Deed, may
from mailtick.incidents.people import Person, Role
from mailtick.incidents.samples import AMIR_SHAH, BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP, TOM_WHITFIELD
from mailtick.incidents.trust import Sender, Trust
from mailtick.mail.message import Address
from tests.support.lookup import LEAH_DUNN

DOCUMENT = (Path(__file__).parents[2] / "docs" / "trust.md").read_text("utf-8")
APPROVER = Person(40, "Mrs Ada Finch", "ada.finch@saltmarshprimary.example", frozenset({Role.APPROVER}))


def test_the_document_prints_the_table() -> None:
    lines = re.findall(r"^\| (.*) \| (.*) \| (.*) \|$", DOCUMENT.partition("## What each may do")[2], re.MULTILINE)
    table = [line for line in lines if line[0] in list(Deed)]
    assert table == [(deed, right.who, right.needs) for deed, right in RIGHTS.items()]
    assert list(RIGHTS) == list(Deed)


def sender(person: Person | None, *, is_authenticated: bool = False, has_token: bool = False) -> Sender:
    trust = Trust.TOKEN if has_token else Trust.AUTHENTICATED if is_authenticated else Trust.KNOWN
    return Sender(Address("x@y.example"), person, None, trust, "", is_authenticated, has_token)


STEPS = [
    sender(SANDRA_KEMP),
    sender(SANDRA_KEMP, is_authenticated=True),
    sender(SANDRA_KEMP, has_token=True),
    sender(SANDRA_KEMP, is_authenticated=True, has_token=True),
]


def test_a_word_needs_one_proof() -> None:
    assert [may(step, Deed.COMMAND) for step in STEPS] == [False, True, True, True]
    assert [may(step, Deed.LOG_FOR) for step in STEPS] == [False, True, True, True]


def test_an_approval_needs_both_proofs_and_the_role() -> None:
    for person, is_theirs in ((APPROVER, True), (TOM_WHITFIELD, True), (SANDRA_KEMP, False), (CLAIRE_BROWN, False)):
        one = [sender(person, is_authenticated=True), sender(person, has_token=True), sender(person)]
        assert not any(may(each, Deed.APPROVE) for each in one)
        assert may(sender(person, is_authenticated=True, has_token=True), Deed.APPROVE) is is_theirs


TEAM_S = {Deed.CREDIT_FORWARD, Deed.COMMAND, Deed.NOTE_ABSENCE}


@pytest.mark.parametrize(
    ("person", "deeds"),
    [
        (CLAIRE_BROWN, set()),
        (AMIR_SHAH, TEAM_S),
        (LEAH_DUNN, {*TEAM_S, Deed.LOG_FOR, Deed.ANSWER_LIST, Deed.CONFIRM}),
        (APPROVER, {Deed.APPROVE}),
    ],
    ids=["requester", "first level", "deputy", "approver"],
)
def test_the_best_proof_gives_nobody_what_their_role_has_not(person: Person, deeds: set[Deed]) -> None:
    everybody_s = {
        Deed.COMMENT,
        Deed.REPORT,
        Deed.ASK,
        Deed.REOPEN_OWN,
        Deed.CLOSE_OWN,
        Deed.RATE,
        Deed.ANSWER_REMINDER,
        Deed.STOCK_CHECK,
    }
    proven = sender(person, is_authenticated=True, has_token=True)
    assert {deed for deed in Deed if may(proven, deed)} == everybody_s | deeds


def test_a_firm_gives_news_and_nothing_else() -> None:
    firm = Sender(Address("kev@brightboard.example"), None, BRIGHTBOARD, Trust.TOKEN, "", True, True)
    assert {deed for deed in Deed if may(firm, deed)} == {Deed.COMMENT, Deed.PROVIDER_NEWS, Deed.RECORD_NEWS}


def test_a_forged_mail_may_do_nothing_and_a_stranger_only_add() -> None:
    for trust, deeds in ((Trust.FORGED, set()), (Trust.UNKNOWN, {Deed.COMMENT})):
        nobody = Sender(Address("x@y.example"), None, None, trust, "", is_authenticated=True)
        assert {deed for deed in Deed if may(nobody, deed)} == deeds
