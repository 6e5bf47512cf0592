"""The first page: what needs somebody now, each line with the verb that does it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.registers.changing import find
from mailtick.rounds.act import act, carry_out
from mailtick.store import kept
from mailtick.store.tables import HandoverRow, IncidentRow
from tests.rounds.commanding import BROWN, LLOYD, run, standing, written
from tests.rounds.reminding import BY_NAME
from tests.support.desks import SetClock, letter
from tests.support.lookup import proof
from tests.web.conftest import Browser, SignIn

WEBB = "Colin Webb <colin.webb@saltmarshprimary.example>"
MOVED = "FYI moved the old laptop cabinet and the 2 spare PCs out the library into the hall store. Col"


def test_signing_in_shows_what_is_new_and_what_somebody_wrote_since(desk: Desk, kemp: Browser) -> None:
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."), letter(LLOYD, "printer", "No toner."))
    act(desk, "1041", "assign", "amir.shah")
    run(desk, letter(BROWN, "Re: [ICT-1041] board", "It smells of smoke now!", headers=proof(BROWN)))
    page = kemp.open("/").text
    assert "1 new matter to put in order" in page
    assert 'href="/triage">Triage' in page
    assert "It smells of smoke now!" in page
    assert 'href="/incidents/1041" data-key="o" data-says="do what the row says">Read and answer' in page
    act(desk, "1041", "tell", "I am coming.", "sandra.kemp")
    assert "It smells of smoke now!" not in kemp.open("/").text


def test_what_was_read_in_a_mail_is_confirmed_or_declined_in_place(desk: Desk, kemp: Browser) -> None:
    run(desk, letter(WEBB, "cabinet", MOVED, headers=proof(WEBB)))
    with desk.database.reading() as session:
        [row] = kept.open_proposals(session)
    page = kemp.open("/").text
    assert "to be confirmed" in page
    assert "Hall store" in page
    kemp.send(f"/proposals/{row.id}", word="decline")
    assert "Declined; nothing was written." in kemp.text
    assert "to be confirmed" not in kemp.text
    assert kemp.send(f"/proposals/{row.id}", word="confirm").status_code == 409


def test_a_payment_that_is_due_is_paid_or_put_off_with_one_button(desk: Desk, kemp: Browser) -> None:
    page = kemp.open("/").text
    assert "Purple Mash renewal" in page
    assert 'value="paid 1368.00">Paid £1,368.00' in page
    kemp.send("/reminders", reference="D01", word="paid 1368.00")
    assert "D01" in kemp.text.partition('role="status">')[2].partition("</p>")[0]
    assert "Purple Mash renewal" not in kemp.text.partition("Due in the registers")[2]
    with desk.database.reading() as session:
        assert str(find(session, BY_NAME["payments"], "D01")[1]["state"]) == "paid"


def test_what_is_put_off_stands_there_no_more(kemp: Browser) -> None:
    kemp.open("/")
    kemp.send("/reminders", reference="D01", word="snooze 1w")
    assert "Purple Mash renewal" not in kemp.text.partition("Due in the registers")[2]


def test_a_firm_that_is_late_is_chased_with_one_button(desk: Desk, kemp: Browser) -> None:
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    carry_out(desk, "1041", "second", "BBA the panel is dead")
    clock = desk.clock
    assert isinstance(clock, SetClock)
    with desk.database.writing() as session:
        [job] = session.query(HandoverRow).all()
        job.handed_at, job.state = clock.now, "sent"
    clock.move(timedelta(days=9))
    page = kemp.open("/").text
    assert "BrightBoard AV should" in page
    kemp.send("/chase", incident="ICT-1041", firm="BBA")
    assert written(desk, "chase")
    assert "chased a moment ago" in kemp.text


def test_held_mail_and_the_numbers_of_the_day_stand_there(desk: Desk, kemp: Browser) -> None:
    run(desk, letter("jobs@brightboard.example", "Your call", "We have raised a job."), letter(BROWN, "board", "Dead."))
    act(desk, "1041", "resolve", "New cable.")
    page = kemp.open("/").text
    assert "1 mail is held for you to decide" in page
    numbers = page.partition('class="numbers"')[2]
    assert 'href="/incidents?list=open">0</a>' in numbers
    assert "<dt>in today</dt><dd>1</dd>" in numbers
    assert "<dt>out today</dt><dd>1</dd>" in numbers
    assert "First level: Mr Amir Shah" in page


def test_the_owner_sees_that_nobody_has_looked_until_somebody_does(desk: Desk, sign_in: SignIn) -> None:
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    clock = desk.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(minutes=90))
    owner = sign_in("tom.whitfield")
    assert "Nobody has looked at what is new since Mon 16 Nov 09:00." in owner.open("/").text
    sign_in("leah.dunn").open("/triage")
    assert "Nobody has looked" not in owner.open("/").text


def test_first_level_sees_what_is_theirs_and_nothing_of_the_office(desk: Desk, sign_in: SignIn) -> None:
    shah = sign_in("amir.shah")
    assert "Nothing needs anybody." in shah.open("/").text
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."), letter(LLOYD, "printer", "No toner."))
    act(desk, "1041", "assign", "amir.shah")
    page = shah.open("/").text
    assert 'href="/incidents/1041"' in page
    assert "Triage" not in page
    assert "Purple Mash" not in page


@pytest.mark.parametrize(("who", "where"), [("claire.brown", "/mine"), ("helen.okafor", "/progress")])
def test_whoever_has_no_day_at_the_desk_is_led_to_what_is_theirs(sign_in: SignIn, who: str, where: str) -> None:
    browser = sign_in(who)
    assert browser.client.get("/", follow_redirects=False).headers["location"] == where


def test_nobody_answers_for_what_is_not_theirs(desk: Desk, sign_in: SignIn) -> None:
    shah = sign_in("amir.shah")
    shah.open("/")
    assert shah.send("/reminders", reference="D01", word="paid 1368.00").status_code == 409
    run(desk, letter(BROWN, "board", "Dead."))
    shah.open("/")
    assert shah.send("/chase", incident="ICT-1041", firm="BBA").status_code == 409
    assert standing(desk).state is State.NEW


def test_what_is_due_leads_to_its_record(kemp: Browser) -> None:
    assert '<a href="/registers/payments/record/D01">Purple Mash renewal' in kemp.open("/").text


def test_what_is_worked_on_by_nobody_stands_on_today(desk: Desk, kemp: Browser) -> None:
    run(desk, letter())
    act(desk, "1041", "start", "")
    with desk.database.writing() as session:
        session.query(IncidentRow).update({"assignee_id": None})
    assert "Nobody has it" in kemp.open("/").text
    act(desk, "1041", "assign", "amir.shah")
    assert "Nobody has it" not in kemp.open("/").text
