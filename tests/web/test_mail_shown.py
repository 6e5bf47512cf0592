"""The original of a mail: shown without anything that acts, to whom it concerns; its files come as downloads."""

from __future__ import annotations

import pytest

from mailtick.desk import Desk
from mailtick.rounds.written_here import GivenFile, add_to
from mailtick.store import people
from tests.rounds.commanding import BROWN, SCHOOL, command, run, standing
from tests.support.desks import letter
from tests.web.conftest import Browser, SignIn
from tests.web.hostile import ELSEWHERE, hostile_mail

MAIL = "/incidents/1041/mails/2"


@pytest.fixture
def hostile(desk: Desk) -> Desk:
    """A desk with Mrs Brown's board, and a hostile mail on it in her name."""
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    run(desk, hostile_mail(BROWN))
    return desk


def test_a_mail_is_shown_with_its_facts_and_its_words_alone(hostile: Desk, kemp: Browser) -> None:
    page = kemp.open(MAIL).text
    assert "claire.brown@saltmarshprimary.example" in page
    assert "Sender verified: no" in page
    assert "&lt;script&gt;document.title" in page
    assert 'sandbox=""' in page


def test_its_html_does_nothing_and_loads_nothing(hostile: Desk, kemp: Browser) -> None:
    answer = kemp.open(f"{MAIL}/html")
    assert "Good morning, the panel is broken." in answer.text
    for sign in (
        "<script",
        "onload",
        "onerror",
        "<form",
        "<input",
        "<iframe",
        "<img src",
        "url(",
        "refresh",
        "href=",
        "<svg",
    ):
        assert sign not in answer.text, sign
    assert f"[http://{ELSEWHERE}/login]" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox")
    assert "unsafe" not in policy


def test_links_of_the_schools_own_work(hostile: Desk, kemp: Browser) -> None:
    run(hostile, command("See <here>", BROWN, html='<p><a href="https://example.org/x">here</a></p>'))
    answer = kemp.open("/incidents/1041/mails/3/html")
    assert '<a href="https://example.org/x" rel="noopener noreferrer nofollow">' in answer.text
    assert "allow-popups" in answer.headers["content-security-policy"]
    assert "allow-scripts" not in answer.headers["content-security-policy"]


def test_files_come_as_downloads_with_their_own_type(hostile: Desk, kemp: Browser) -> None:
    answer = kemp.open(f"{MAIL}/files/1")
    assert answer.headers["content-type"] == "text/html"
    assert answer.headers["content-disposition"].startswith('attachment; filename="invoice_.html"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert kemp.open(f"{MAIL}/files/2").status_code == 404
    whole = kemp.open(f"{MAIL}/eml")
    assert whole.headers["content-type"] == "message/rfc822"
    assert b"hostile@evil.example" in whole.content


def test_a_requester_opens_mails_of_their_own_alone(hostile: Desk, sign_in: SignIn) -> None:
    run(hostile, command("A word to the team.", f"Mr Gareth Lloyd <gareth.lloyd@{SCHOOL}>"))
    brown = sign_in("claire.brown")
    assert brown.open("/incidents/1041/mails/1").status_code == 200
    assert "verified" not in brown.text
    assert brown.open("/incidents/1041/mails/3").status_code == 404
    assert sign_in("gareth.lloyd").open("/incidents/1041/mails/1").status_code == 404
    assert sign_in("amir.shah").open("/incidents/1041/mails/3").status_code == 200


def test_a_mail_opens_only_below_its_own_incident(hostile: Desk, kemp: Browser) -> None:
    run(hostile, letter(f"Mr Gareth Lloyd <gareth.lloyd@{SCHOOL}>", "printer", "The printer is out of toner."))
    assert standing(hostile, "1042").number == 1042
    assert kemp.open("/incidents/1042/mails/1").status_code == 404
    assert kemp.open("/incidents/1041/mails/99999").status_code == 404


def test_what_somebody_sent_from_the_web_is_there_as_well(hostile: Desk, kemp: Browser) -> None:
    with hostile.database.reading() as session:
        brown = people.person_by_address(session, f"claire.brown@{SCHOOL}")
    assert brown is not None
    add_to(
        hostile, brown, standing(hostile, "1041"), "A photo.", [GivenFile("../../board.jpg", "image/jpeg", b"\xff\xd8")]
    )
    answer = kemp.open("/incidents/1041/mails/3/files/1")
    assert (answer.headers["content-type"], answer.content) == ("image/jpeg", b"\xff\xd8")
    assert "/" not in answer.headers["content-disposition"].partition("filename=")[2]


def test_what_was_sent_can_be_read_by_the_team(hostile: Desk, kemp: Browser, sign_in: SignIn) -> None:
    assert "Dear Mrs Brown" in kemp.open("/incidents/1041/sent/1").text
    assert sign_in("claire.brown").open("/incidents/1041/sent/1").status_code == 404
