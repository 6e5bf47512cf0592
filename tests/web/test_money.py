"""Contracts, licences and payments: lights with their words, what has to be paid; people who come and leave."""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.rounds.process import process
from tests.support.desks import letter, put_in
from tests.web.conftest import Browser, SignIn


def test_contracts_and_licences_carry_their_light_with_its_words(kemp: Browser) -> None:
    kemp.open("/registers/contracts")
    assert '<span class="chip red">red</span>' in kemp.text
    assert "ends on 30 November 2026 and nothing follows it" in kemp.text
    kemp.open("/registers/contracts/record/C2")
    assert "notice must be given by 31 December 2026" in kemp.text
    kemp.open("/registers/licences")
    assert all(f">{word}</th>" in kemp.text for word in ("Owned", "In use", "Free"))


def test_notice_is_given_with_a_button_and_taken_back(kemp: Browser) -> None:
    path = "/registers/contracts/record/C2"
    kemp.open(path)
    kemp.send(path, word="cancel", argument="sent")
    assert "Notice given" in kemp.text
    kemp.send(path, word="undo", argument="")
    assert "is taken back" in kemp.text
    assert kemp.send(path, word="renew", argument="for a while").status_code == 409
    assert "such as 1 week" in kemp.open(path).text
    assert kemp.send(path, word="snooze", argument="1 week").status_code == 200


def test_the_forecast_and_the_year_are_for_whoever_pays(sign_in: SignIn, kemp: Browser) -> None:
    kemp.open("/spending")
    assert "November 2026" in kemp.text
    assert "if it is renewed" in kemp.text
    assert "IT learning resources" in kemp.text
    assert "The year 2027-28" in kemp.open("/spending?year=2027").text
    assert sign_in("tom.whitfield").open("/spending").status_code == 200
    assert sign_in("amir.shah").open("/spending").status_code == 403


def test_somebody_comes_and_the_checklist_has_days(desk: Desk, kemp: Browser) -> None:
    kemp.open("/staffing")
    address = "anna.reed@saltmarshprimary.example"
    kemp.send("/staffing", kind="joiner", name="Mrs Anna Reed", address=address, day="2027-01-04")
    assert "Mrs Anna Reed begins on" in kemp.text
    assert "/registers/tasks/record/" in kemp.text
    answer = kemp.send("/staffing", kind="joiner", name="Mrs Anna Reed", address=address, day="2027-01-04")
    assert answer.status_code == 422
    assert "begun already" in kemp.text
    kemp.send("/staffing", kind="joiner", undo="1", address=address)
    assert "taken back" in kemp.text.lower()


def test_a_problem_that_is_suspected_is_written_down_with_its_incidents(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter(sender="Sue Hart <sue.hart@saltmarshprimary.example>"))
    process(desk)
    kemp.open("/registers/problems/new?title=Panel+flickers&incidents=ICT-1041")
    assert 'value="ICT-1041"' in kemp.text
    kemp.send("/registers/problems/new", title="Panel flickers", incidents="ICT-1041")
    assert 'href="/incidents/1041"' in kemp.text


def test_how_a_firm_keeps_its_word_stands_on_its_page(kemp: Browser) -> None:
    kemp.open("/registers/providers/record/BBA")
    assert "What they promised" in kemp.text
    assert "0 jobs since" in kemp.text
    assert 'href="/registers/contracts/record/C4"' in kemp.text
