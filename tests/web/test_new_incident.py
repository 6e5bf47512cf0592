"""Logging a new incident in the browser, and finding one's own."""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.rounds.act import act
from tests.rounds.commanding import SCHOOL, run, standing, written
from tests.support.desks import letter
from tests.web.conftest import Browser, SignIn


def test_the_office_logs_a_telephone_call_in_three_fields(desk: Desk, kemp: Browser) -> None:
    kemp.open("/incidents/new")
    assert f'<option value="priya.nair@{SCHOOL}">Miss Priya Nair</option>' in kemp.text
    kemp.send("/incidents/new", who=f"priya.nair@{SCHOOL}", what="iPad trolley charges only 6 of 15.", place="Y1")
    assert "ICT-1041 is logged; Miss Priya Nair gets the number by mail." in kemp.text
    opened = standing(desk, "1041")
    assert (opened.reporter.name, opened.place) == ("Miss Priya Nair", "Miss Nair's class")
    assert [to for to, *_ in written(desk, "acknowledgement")] == [f"priya.nair@{SCHOOL}"]


def test_more_can_be_said_at_once(desk: Desk, kemp: Browser) -> None:
    kemp.open("/incidents/new")
    further = {"title": "Hall speaker hums", "asset": "SP-0027", "priority": "2", "why": "the play is tomorrow"}
    kemp.send("/incidents/new", what="It hums, and then crackles.", place="HALL", **further)
    opened = standing(desk, "1041")
    assert (opened.title, opened.priority) == ("Hall speaker hums", "P2")
    assert "SP-0027" in [each.tag for each in opened.equipment]


def test_what_cannot_be_logged_stays_in_the_form(desk: Desk, kemp: Browser) -> None:
    kemp.open("/incidents/new")
    assert kemp.send("/incidents/new", who="Mr Nobody", what="It hums all day").status_code == 409
    assert "Nobody on the list of people is called" in kemp.text
    assert "It hums all day</textarea>" in kemp.text


def test_a_teacher_reports_their_own_in_two_fields(desk: Desk, sign_in: SignIn) -> None:
    brown = sign_in("claire.brown")
    assert 'name="who"' not in brown.open("/incidents/new").text
    brown.send("/incidents/new", what="Board in my room will not turn on.", place="Y3", who=f"sandra.kemp@{SCHOOL}")
    assert standing(desk, "1041").reporter.name == "Mrs Claire Brown"
    assert "Board in my room will not turn on." in brown.text
    assert "ICT-1041 is logged; you get the number by mail." in brown.text
    assert "Sent to you" not in brown.text


def test_what_may_be_the_same_is_shown_before_it_is_logged(desk: Desk, kemp: Browser, sign_in: SignIn) -> None:
    what = "The hall projector shows no picture at all."
    run(desk, letter(f"Claire Brown <claire.brown@{SCHOOL}>", "[HALL] projector", what))
    kemp.open("/incidents/new")
    assert kemp.send("/incidents/new", who=f"priya.nair@{SCHOOL}", what=what, place="HALL").status_code == 409
    assert 'href="/incidents/1041"' in kemp.text
    assert written(desk, "acknowledgement")[1:] == []
    kemp.send("/incidents/new", who=f"priya.nair@{SCHOOL}", what=what, place="HALL", anyway="1")
    assert standing(desk, "1042").reporter.name == "Miss Priya Nair"
    lloyd = sign_in("gareth.lloyd")
    lloyd.open("/incidents/new")
    lloyd.send("/incidents/new", what=what, place="HALL")
    assert "may be the same" not in lloyd.text


def test_everybody_finds_their_own_with_how_each_stands(desk: Desk, sign_in: SignIn) -> None:
    brown = sign_in("claire.brown")
    assert "You have reported nothing yet" in brown.open("/mine").text
    for subject, text in (("board", "Board in my room will not turn on."), ("mouse", "My mouse is lost.")):
        run(desk, letter(f"Claire Brown <claire.brown@{SCHOOL}>", subject, text))
    act(desk, "1041", "resolve", "New cable.")
    act(desk, "1042", "wait", "Which mouse?")
    page = brown.open("/mine").text
    assert page.index("My mouse is lost") < page.index("Board in my room")
    assert "We asked you something and wait for your answer" in page
    assert "Resolved on Mon 16 Nov" in page
    assert "1041" not in sign_in("gareth.lloyd").open("/mine").text


def test_a_teacher_s_menu_has_no_headings_above_single_pages(sign_in: SignIn) -> None:
    menu = sign_in("claire.brown").open("/mine").text
    assert "My incidents" in menu
    assert "Registers" not in menu
