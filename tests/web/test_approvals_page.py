"""Deciding on a page, and how the desk is doing for whoever keeps an eye on it."""

from __future__ import annotations

import re

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from tests.rounds.commanding import BROWN, LLOYD, run, standing, written
from tests.support.desks import letter
from tests.web.conftest import Browser, SignIn


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A desk on which Mr Whitfield is asked for a power board, and Mrs Pryor for a cable."""
    run(desk, letter(BROWN, "board", "Board will not turn on."), letter(LLOYD, "cable", "I need a cable."))
    act(desk, "1041", "ask-approval", "£285.00 new power board")
    act(desk, "1042", "ask-approval", "£40.00 a cable")
    return desk


def test_the_owner_approves_with_a_word_and_work_goes_on(asked: Desk, sign_in: SignIn) -> None:
    owner = sign_in("tom.whitfield")
    page = owner.open("/").text
    assert "£285.00 + £57.00 VAT = £342.00" in page
    assert "(may approve up to £250.00)" in owner.open("/approvals").text
    owner.send(f"/approvals/{_number(owner, 'New power board')}", word="approve", text="ICT repairs please")
    assert "ICT-1041: approved" in owner.text
    assert "ICT repairs please" in owner.text.partition("Decided lately")[2]
    assert standing(asked, "1041").state is State.IN_PROGRESS
    assert any("says yes" in text for _, _, text in written(asked, "alert"))


def test_declining_needs_a_reason(asked: Desk, sign_in: SignIn) -> None:
    owner = sign_in("tom.whitfield")
    owner.open("/approvals")
    number = _number(owner, "New power board")
    assert owner.send(f"/approvals/{number}", word="decline").status_code == 409
    owner.open("/approvals")
    owner.send(f"/approvals/{number}", word="decline", text="wait for the new panel")
    assert "declined" in owner.text
    assert standing(asked, "1041").state is State.IN_PROGRESS


def test_a_limit_holds_on_the_page_as_everywhere(asked: Desk, sign_in: SignIn) -> None:
    pryor = sign_in("janet.pryor")
    page = pryor.open("/approvals").text
    assert "£342.00 is more than Mrs Janet Pryor may approve" in page
    assert pryor.send(f"/approvals/{_number(pryor, 'New power board')}", word="approve").status_code == 409
    assert standing(asked, "1041").state is State.WAITING_APPROVAL
    pryor.open("/approvals")
    assert pryor.send(f"/approvals/{_number(pryor, 'A cable')}", word="approve").status_code == 200
    assert standing(asked, "1042").state is State.IN_PROGRESS


def test_whoever_asked_does_not_decide(asked: Desk, kemp: Browser) -> None:
    kemp.open("/approvals")
    assert kemp.send(f"/approvals/{_number(kemp, 'A cable')}", word="approve").status_code == 409
    assert standing(asked, "1042").state is State.WAITING_APPROVAL


def test_what_was_asked_anew_meanwhile_is_not_decided_by_the_old_page(asked: Desk, sign_in: SignIn) -> None:
    owner = sign_in("tom.whitfield")
    owner.open("/approvals")
    number = _number(owner, "New power board")
    act(asked, "1041", "ask-approval", "£900.00 new panel")
    assert owner.send(f"/approvals/{number}", word="approve").status_code == 409
    assert "asked anew" in owner.text
    assert standing(asked, "1041").state is State.WAITING_APPROVAL


def test_asking_first_leaves_it_open(asked: Desk, sign_in: SignIn) -> None:
    owner = sign_in("tom.whitfield")
    owner.open("/approvals")
    owner.send(f"/approvals/{_number(owner, 'New power board')}", word="ask", text="Is there a cheaper one?")
    assert "Is there a cheaper one?" in owner.text.partition("Asked back")[2]
    assert standing(asked, "1041").state is State.WAITING_APPROVAL


def test_progress_shows_the_head_how_it_goes_and_nothing_that_is_for_few(asked: Desk, sign_in: SignIn) -> None:
    run(asked, letter(LLOYD, "secret", "Somebody has the password of the safe."))
    act(asked, "1043", "restrict", "yes")
    act(asked, "1043", "wait", "Since when?")
    act(asked, "1041", "title", "Panel dead")
    head = sign_in("helen.okafor")
    page = head.open("/progress").text
    assert "Panel dead" in page
    assert "Mr Tom Whitfield" in page
    assert "a restricted P" in page
    assert "password" not in page
    assert "Gareth Lloyd" not in page
    assert "<dt>came in</dt><dd>3</dd>" in page
    assert head.open("/approvals").status_code == 403


def _number(browser: Browser, what: str) -> str:
    """The number of the question about something."""
    found = re.search(rf'id="a-(\d+)">{what}', browser.text)
    assert found is not None, browser.text
    return found[1]
