"""The triage on a page: what is new, what is proposed for it and why, and what becomes of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from httpx2 import Response

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from mailtick.store.triage import last_look
from tests.rounds.commanding import BROWN, LLOYD, run, standing
from tests.support.desks import MONDAY, SetClock, letter
from tests.support.lookup import proof
from tests.web.conftest import Browser, SignIn

FINCH = "angela.finch@saltmarshprimary.example"
SEVERAL = "Morning! 1) visualiser flickers 2) my laptop battery is dead 3) could we get 15 headphones? Thanks"


@pytest.fixture
def new(desk: Desk) -> Desk:
    """A desk with two new incidents: Mrs Brown's board and Mr Lloyd's printer."""
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    run(desk, letter(LLOYD, "printer", "The printer is out of toner."))
    return desk


def test_a_row_shows_what_was_written_and_what_is_proposed_with_its_reasons(new: Desk, kemp: Browser) -> None:
    page = kemp.open("/triage").text
    row = page.partition('id="row-1041"')[2].partition("</article>")[0]
    assert "Board in my room will not turn on." in row
    assert "SP-0037" in row
    assert "the only Interactive panel in Mrs Brown&#39;s class" in row
    assert "impact medium, urgency medium" in row
    assert "answer by Mon 16 Nov" in row
    assert _chosen(row, "route") == "to:amir.shah@saltmarshprimary.example"
    assert _chosen(row, "place") == "Mrs Brown&#39;s class"


def test_confirming_gives_it_away_and_goes_on_to_the_next_row(new: Desk, kemp: Browser) -> None:
    answer = _say(kemp, 1041, do="confirm", **_proposed(kemp, 1041))
    assert str(answer.url).endswith("/triage#row-1042")
    assert "given to Mr Amir Shah" in kemp.text
    assert 'id="row-1041"' not in kemp.text
    one = standing(new, "1041")
    assert (one.state, one.assignee.name if one.assignee else "") == (State.ASSIGNED, "Mr Amir Shah")


def test_what_is_changed_in_place_is_put_right_before_it_goes_out(new: Desk, kemp: Browser) -> None:
    fields = {
        **_proposed(kemp, 1041),
        "title": "Panel will not turn on",
        "new-place": "Sensory room",
        "priority": "P2",
        "because": "the inspector comes today",
        "equipment": "",
        "route": "firm:BBA",
        "note": "please come today",
    }
    _say(kemp, 1041, do="confirm", **fields)
    one = standing(new, "1041")
    assert (one.title, one.place, one.priority, one.equipment) == (
        "Panel will not turn on",
        "Sensory room",
        "P2",
        (),
    )
    assert one.state is State.WAITING_PROVIDER


def test_asking_merging_splitting_and_not_ict(new: Desk, kemp: Browser) -> None:
    run(new, letter(FINCH, "few things", SEVERAL), letter(BROWN, "spam", "Who is on lunch duty today?"))
    page = kemp.open("/triage").text
    assert "1) Visualiser flickers" in page
    assert "#split" not in page
    _say(kemp, 1043, do="split", matters="Visualiser flickers\nBattery dead\nHeadphones")
    assert [standing(new, str(each)).title for each in (1043, 1045, 1046)] == [
        "Visualiser flickers",
        "Battery dead",
        "Headphones",
    ]
    _say(kemp, 1041, do="ask", question="Is the red light on?")
    assert standing(new, "1041").state is State.WAITING_REQUESTER
    _say(kemp, 1045, do="merge", into="ICT-1042")
    assert standing(new, "1045").goes_on_as == "ICT-1042"
    _say(kemp, 1044, do="not ict", why="Please ask in the office.")
    assert standing(new, "1044").state is State.CANCELLED


def test_the_second_of_two_is_told_what_the_first_did_and_loses_nothing(new: Desk, sign_in: SignIn) -> None:
    kemp, dunn = sign_in("sandra.kemp"), sign_in("leah.dunn")
    hers = _proposed(dunn, 1041)
    _say(kemp, 1041, do="confirm", **_proposed(kemp, 1041))
    dunn.open("/triage")
    answer = _say(dunn, 1041, do="confirm", **{**hers, "title": "The panel of class three is dead"})
    assert answer.status_code == 409
    assert "Somebody was quicker. Mrs Sandra Kemp at Mon 16 Nov 09:00" in dunn.text
    assert "given to Mr Amir Shah" in dunn.text
    assert "The panel of class three is dead" in dunn.text


def test_a_word_of_the_first_meanwhile_is_told_to_the_second_as_well(new: Desk, kemp: Browser) -> None:
    mine = _proposed(kemp, 1041)
    act(new, "1041", "title", "Panel dead", "leah.dunn")
    assert _say(kemp, 1041, do="confirm", **mine).status_code == 409
    assert "Ms Leah Dunn at Mon 16 Nov 09:00: title" in kemp.text
    assert standing(new, "1041").state is State.NEW


def test_opening_the_triage_is_a_look_and_a_page_that_stands_open_is_none(new: Desk, kemp: Browser) -> None:
    clock = new.clock
    assert isinstance(clock, SetClock)
    clock.move(timedelta(minutes=30))
    kemp.client.get("/triage", headers={"X-Fresh": "1"})
    assert _looked(new) is None
    kemp.open("/triage")
    assert _looked(new) == MONDAY + timedelta(minutes=30)


def test_what_the_desk_has_asked_by_itself_stands_below_with_its_choices(desk: Desk, kemp: Browser) -> None:
    ellison = "ruth.ellison@saltmarshprimary.example"
    run(desk, letter(ellison, "printer", "The printer in Reception is jammed.", headers=proof(ellison)))
    assert standing(desk).state is State.WAITING_REQUESTER
    below = kemp.open("/triage").text.partition("waiting for an answer")[2]
    assert "Mrs Ruth Ellison was asked" in below
    assert "1: " in below
    assert 'href="/incidents/1041">Decide it yourself' in below


def test_nothing_new_says_so(kemp: Browser) -> None:
    assert "Nothing new waits for anybody." in kemp.open("/triage").text


def test_what_a_mail_says_is_shown_as_text(desk: Desk, kemp: Browser) -> None:
    run(desk, letter(BROWN, "board <script>alert(1)</script>", "<img src=x onerror=alert(1)> the board is off"))
    page = kemp.open("/triage").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def _say(browser: Browser, number: int, **fields: str) -> Response:
    browser.open("/triage")
    return browser.send(f"/triage/{number}", **{"seen": _seen(browser, number), **fields})


def _row(browser: Browser, number: int) -> str:
    return browser.text.partition(f'id="row-{number}"')[2].partition("</article>")[0]


def _seen(browser: Browser, number: int) -> str:
    return _row(browser, number).partition('name="seen" value="')[2].partition('"')[0]


def _proposed(browser: Browser, number: int) -> dict[str, str]:
    """What the form of a row says where nobody changes anything."""
    browser.open("/triage")
    row = _row(browser, number)
    chosen = {name: _chosen(row, name).replace("&#39;", "'") for name in ("route", "category", "place", "priority")}
    typed = {name: _typed(row, name) for name in ("title", "equipment")}
    return {**chosen, **typed, "seen": _seen(browser, number)}


def _chosen(row: str, name: str) -> str:
    found = re.search(rf'<select[^>]* name="{name}".*?<option value="([^"]*)" selected>', row, re.DOTALL)
    return found[1] if found else ""


def _typed(row: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', row)
    return found[1].replace("&#39;", "'") if found else ""


def _looked(desk: Desk) -> object:
    with desk.database.reading() as session:
        return last_look(session, (), MONDAY)


def test_what_is_done_already_is_resolved_from_its_row(desk: Desk, kemp: Browser) -> None:
    run(desk, letter())
    kemp.open("/triage")
    seen = re.search(r'name="seen" value="(\d+)"', kemp.text)
    assert seen is not None
    kemp.send("/triage/1041", do="done", what="It works again, thank you.", seen=seen[1])
    one = standing(desk, "1041")
    assert (one.state, one.resolution) == (State.RESOLVED, "It works again, thank you.")
