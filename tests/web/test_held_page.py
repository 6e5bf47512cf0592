"""Held mail, the ledger, the outbox and the rules, as the coordinator works with them."""

from __future__ import annotations

import re

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.store.tables import IncidentRow, MailRow, MailState
from tests.support.desks import letter, put_in
from tests.web.conftest import Browser

STRANGER = "A Stranger <stranger@elsewhere.example>"


def test_a_held_mail_becomes_an_incident_by_one_button(desk: Desk, kemp: Browser) -> None:
    _hold(desk, "The beamer you lent us is broken")
    kemp.open("/held")
    assert "The beamer you lent us is broken" in kemp.text
    assert "Held because" in kemp.text
    kemp.send(f"/held/{_held(desk)[0]}", do="new")
    assert _held(desk) == []
    assert _count(desk) == 1


def test_a_held_mail_is_set_aside_and_brought_back(desk: Desk, kemp: Browser) -> None:
    _hold(desk, "Buy our toner")
    mail = _held(desk)[0]
    kemp.open(f"/held/{mail}")
    kemp.send(f"/held/{mail}", do="drop", because="advertising")
    assert "is set aside" in kemp.text
    assert "advertising" in kemp.open("/held").text
    kemp.send(f"/held/{mail}", do="back")
    assert _held(desk) == [mail]


def test_a_held_mail_is_added_to_an_incident(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter())
    process(desk)
    _hold(desk, "About your board")
    mail = _held(desk)[0]
    kemp.open(f"/held/{mail}")
    assert "say to which incident" in kemp.send(f"/held/{mail}", do="add").text.lower()
    kemp.open(f"/held/{mail}")
    kemp.send(f"/held/{mail}", do="add", incident="1041")
    assert _held(desk) == []
    assert _count(desk) == 1


def test_many_mails_of_one_stranger_are_one_line(desk: Desk, kemp: Browser) -> None:
    for number in range(5):
        _hold(desk, f"Offer {number}")
    page = kemp.open("/held").text
    assert page.count('<article class="card"') == 1
    assert "5 mails of theirs" in page
    assert kemp.open("/held?from=stranger%40elsewhere.example").text.count('<article class="card"') == 5


def test_the_ledger_says_what_became_of_each_mail_and_why(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter(text="The <b>board</b> is off"))
    process(desk)
    _hold(desk, "An offer")
    page = kemp.open("/mails").text
    assert "ICT-1041" in page
    assert "held" in page
    why = kemp.open("/mails/1").text
    assert "Open incident" in why
    assert "because" in why
    assert kemp.open("/mails/1/original").content.endswith(b"is off\n")
    assert kemp.page.headers["content-disposition"].startswith("attachment")
    assert "An offer" in kemp.open("/mails?q=offer").text
    assert "ICT-1041" not in kemp.text


def test_the_outbox_shows_what_waits(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter())
    process(desk)
    page = kemp.open("/outbox").text
    assert f"claire.brown@{'saltmarshprimary.example'}" in page
    assert "waiting" in page


def test_rules_show_how_they_do_and_what_others_would_change(monday: Desk, desk: Desk, kemp: Browser) -> None:
    page = kemp.open("/rules").text
    assert "There are no rules yet." in page
    answer = kemp.send("/rules/try", rules='[[rule]]\nname = "x"')
    assert "cannot be used" in answer.text
    assert "[[rule]]" in answer.text


def test_the_summary_of_last_week_can_be_looked_at(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter())
    process(desk)
    act(desk, "1041", "start", "")
    page = kemp.open("/summaries").text
    assert "<h1>Weekly summary</h1>" in page
    assert "Mrs Sandra Kemp" in page
    assert kemp.open("/summaries?week=1999-W01").status_code == 404
    assert "was not started from a configuration" in kemp.open("/settings").text


def _hold(desk: Desk, subject: str) -> None:
    put_in(desk, letter(sender=STRANGER, subject=subject, text=f"{subject}. Call me."))
    process(desk)


def _held(desk: Desk) -> list[int]:
    with desk.database.reading() as session:
        return [row.id for row in session.query(MailRow).filter(MailRow.state == MailState.HELD)]


def _count(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.query(IncidentRow).count()


def test_nothing_on_these_pages_shows_an_internal_name(desk: Desk, kemp: Browser) -> None:
    _hold(desk, "An offer")
    for path in ("/held", "/mails", "/outbox", "/rules", "/mails/1"):
        words = re.sub(r"<[^>]*>", " ", kemp.open(path).text.partition("<main")[2])
        assert not re.search(r"[a-z]+_[a-z]+", words), path
