"""One incident in the browser: who has what of it, and everything that can be said about it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import update

from mailtick.desk import Desk
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.incident import State
from mailtick.mail.parse import parse_mail
from mailtick.rounds.act import act
from mailtick.store.tables import DeliveryRow, DeliveryState, OutgoingRow
from mailtick.web.verbs import VERBS
from tests.rounds.commanding import BROWN, LLOYD, run, standing
from tests.support.desks import letter
from tests.web.conftest import Browser, SignIn

PANEL = "/incidents/1041"


@pytest.fixture
def panel(desk: Desk) -> Desk:
    """A desk with Mrs Brown's board, 1041."""
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    return desk


def test_each_piece_says_who_has_it(panel: Desk, kemp: Browser) -> None:
    act(panel, "1041", "tell", "The engineer comes on Tuesday.")
    act(panel, "1041", "note", "The spare key is in the safe.")
    act(panel, "1041", "second", "BBA the panel is dead")
    act(panel, "1041", "withdraw", "BBA")
    kemp.open(PANEL)
    assert "On its way to Mrs Brown" in _piece(kemp, "The engineer comes on Tuesday.")
    _send_all(panel)
    kemp.open(PANEL)
    assert "Mrs Brown has this" in _piece(kemp, "The engineer comes on Tuesday.")
    assert "Only the team sees this" in _piece(kemp, "The spare key is in the safe.")
    assert "Only BrightBoard AV and the team have this" in _piece(kemp, "word to a firm")
    assert kemp.text.count("The engineer comes on Tuesday.") == 1


def test_all_that_is_known_stands_beside_it(panel: Desk, kemp: Browser) -> None:
    act(panel, "1041", "second", "BBA the panel is dead")
    page = _plain(kemp.open(PANEL).text)
    for words in (
        "With an outside firm",
        "SP-0037",
        "Mrs Claire Brown",
        " used, ",
        "nobody yet; due by",
        "BrightBoard AV: the mail waits",
    ):
        assert words in page, words


def test_before_it_is_sent_it_says_to_whom(panel: Desk, kemp: Browser) -> None:
    kemp.open(PANEL)
    assert "News will go to: Mrs Claire Brown &lt;claire.brown@" in kemp.text
    kemp.send(f"{PANEL}/say", word="second", firm="BBA", text="It is dead", do="preview")
    assert "Job for the firm will go to: BrightBoard AV &lt;jobs@brightboard.example&gt;" in kemp.text
    assert "It is dead</textarea>" in kemp.text
    assert standing(panel, "1041").state is State.NEW


def test_answering_and_resolving_say_what_was_done(panel: Desk, kemp: Browser) -> None:
    kemp.open(PANEL)
    kemp.send(f"{PANEL}/say", word="tell", whom="all", text="Note: we come at ten.")
    assert "Mrs Brown" in _piece(kemp, "Note: we come at ten.")
    kemp.send(f"{PANEL}/say", word="resolve", text="New cable.")
    assert standing(panel, "1041").resolution == "New cable."
    assert "Take it up again" in kemp.text


def test_what_cannot_be_done_says_why_and_keeps_what_was_typed(panel: Desk, kemp: Browser) -> None:
    kemp.open(PANEL)
    answer = kemp.send(f"{PANEL}/say", word="temp", text="A loan board is in Room 5", day="2026-11-02")
    assert answer.status_code == 409
    assert "2 November 2026 is over; say a day to come" in kemp.text
    assert "A loan board is in Room 5</textarea>" in kemp.text
    assert "#" not in _plain(kemp.text.partition('role="alert"')[2].partition("</p>")[0])


def test_only_what_is_possible_now_and_theirs_has_a_button(panel: Desk, kemp: Browser, sign_in: SignIn) -> None:
    kemp.open(PANEL)
    assert 'value="reopen"' not in kemp.text
    assert 'value="chase"' not in kemp.text
    shah = sign_in("amir.shah")
    shah.open(PANEL)
    assert 'value="tell"' not in shah.text
    act(panel, "1041", "assign", "amir.shah")
    shah.open(PANEL)
    assert 'value="tell"' in shah.text
    assert 'value="priority"' not in shah.text
    assert (
        "is for coordinator and deputy" in shah.send(f"{PANEL}/say", word="priority", words="1 because I say so").text
    )


CHANGES: tuple[tuple[str, dict[str, str]], ...] = (
    ("title", {"title": "Panel is dead"}),
    ("place", {"place": "HALL"}),
    ("asset", {"asset": "SP-0027"}),
    ("restrict-yes", {}),
    ("needed", {"day": "2026-11-19"}),
    ("priority", {"priority": "1", "why": "the inspector comes"}),
)


def test_a_change_is_taken_back_beside_it(panel: Desk, kemp: Browser) -> None:
    kemp.open(PANEL)
    for key, fields in CHANGES:
        before = standing(panel, "1041")
        kemp.send(f"{PANEL}/say", word=key, **fields)
        assert standing(panel, "1041") != before, key
        word, words = next(each for each in reversed(_undo(kemp)) if each[0] == key.partition("-")[0])
        kemp.send(f"{PANEL}/say", word=word, words=words)
        after = standing(panel, "1041")
        assert (after.title, after.place, after.is_restricted) == (before.title, before.place, before.is_restricted)
        assert (after.needed_by, after.priority) == (before.needed_by, before.priority), key
        assert "SP-0027" not in [each.tag for each in after.equipment]


def test_whoever_writes_hears_what_somebody_did_meanwhile_and_loses_nothing(
    panel: Desk, kemp: Browser, sign_in: SignIn
) -> None:
    dunn = sign_in("leah.dunn")
    kemp.open(PANEL)
    seen = _seen(kemp)
    dunn.open(PANEL)
    dunn.send(f"{PANEL}/say", word="tell", whom="all", text="I am on it.", seen=seen)
    answer = kemp.send(f"{PANEL}/say", word="tell", whom="all", text="We look at it.", seen=seen)
    assert answer.status_code == 409
    assert "I am on it." in kemp.text.partition("Meanwhile somebody did something")[2].partition("</ul>")[0]
    assert "We look at it.</textarea>" in kemp.text
    kemp.send(f"{PANEL}/say", word="tell", whom="all", text="We look at it.", seen=_seen(kemp))
    assert "We look at it." in _piece(kemp, "Mrs Sandra Kemp news")


def test_a_requester_sees_only_what_they_wrote_and_what_was_sent_to_them(panel: Desk, sign_in: SignIn) -> None:
    act(panel, "1041", "note", "She always breaks it.")
    act(panel, "1041", "second", "BBA the panel is dead")
    brown = sign_in("claire.brown")
    page = brown.open(PANEL).text
    assert "Board in my room will not turn on." in page
    assert "With an outside firm" in page
    for hidden in ("She always breaks it.", "jobs@brightboard.example", "assignment", "the panel is dead"):
        assert hidden not in page, hidden
    assert brown.send(f"{PANEL}/say", word="note", words="hello").status_code == 404
    assert brown.client.get(f"{PANEL}/print").status_code == 404
    assert sign_in("gareth.lloyd").open(PANEL).status_code == 404


def test_a_requester_adds_says_that_it_works_and_that_it_does_not(panel: Desk, sign_in: SignIn) -> None:
    brown = sign_in("claire.brown")
    brown.open(PANEL)
    brown.send(f"{PANEL}/add", way="add", text="The light is red now.")
    assert "The light is red now." in brown.text
    act(panel, "1041", "resolve", "New cable.")
    brown.open(PANEL)
    brown.send(f"{PANEL}/add", way="not-solved", text="")
    assert standing(panel, "1041").state is State.IN_PROGRESS
    act(panel, "1041", "resolve", "New power board.")
    brown.open(PANEL)
    brown.send(f"{PANEL}/add", way="solved", text="")
    assert standing(panel, "1041").state is State.CLOSED


def test_a_requester_asks_how_it_goes_and_calls_it_off(panel: Desk, kemp: Browser, sign_in: SignIn) -> None:
    brown = sign_in("claire.brown")
    brown.open(PANEL)
    brown.send(f"{PANEL}/add", way="ask", text="")
    assert "asked how it goes: 0 → 1" in kemp.open(PANEL).text
    brown.open(PANEL)
    brown.send(f"{PANEL}/add", way="withdraw", text="")
    assert "They seem to call it off" in _last_mail(panel)


def test_a_restricted_matter_opens_to_few(panel: Desk, kemp: Browser, sign_in: SignIn) -> None:
    act(panel, "1041", "restrict", "yes")
    assert kemp.open(PANEL).status_code == 200
    assert "only few may see this" in kemp.text
    assert sign_in("amir.shah").open(PANEL).status_code == 404
    assert sign_in("claire.brown").open(PANEL).status_code == 200


def test_what_was_merged_is_linked_and_taken_out_again(panel: Desk, kemp: Browser) -> None:
    run(panel, letter(LLOYD, "printer", "The printer is out of toner."))
    kemp.open("/incidents/1042")
    kemp.send("/incidents/1042/say", word="merge", incident="1041")
    assert "Merged in" in kemp.open(PANEL).text
    assert "This goes on as" in kemp.open("/incidents/1042").text
    kemp.send(f"{PANEL}/say", word="unmerge", words="1042")
    assert standing(panel, "1042").goes_on_as == ""


def test_the_sheet_prints_with_its_own_styles_alone(panel: Desk, kemp: Browser) -> None:
    answer = kemp.open(f"{PANEL}/print")
    assert "Incident sheet ICT-1041" in answer.text
    assert "unsafe-inline" not in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]


def test_a_ready_text_stands_in_the_box(panel: Desk, kemp: Browser) -> None:
    kemp.open(PANEL)
    start = re.search(r'href="(\?start=[^"#]+)', kemp.text)
    assert start is not None
    assert (
        "Please try this first:"
        in kemp.open(PANEL + start[1]).text.partition('id="f-c-text"')[2].partition("</textarea>")[0]
    )


def test_every_word_of_a_mail_is_a_button() -> None:
    assert {each.word for each in VERBS} == {each.word for each in COMMANDS}


SAID: tuple[tuple[str, dict[str, str]], ...] = (
    ("title", {"title": "Panel is dead"}),
    ("category", {"category": "Display and AV"}),
    ("priority", {"priority": "2", "why": "the inspector comes"}),
    ("needed", {"day": "2026-11-19", "time": "15:00"}),
    ("time", {"minutes": "20", "line": "looked at it"}),
    ("assign", {"team": "amir.shah@saltmarshprimary.example", "text": "The key is with me."}),
    ("start", {}),
    ("also", {"person": "helen.okafor@saltmarshprimary.example"}),
    ("watch", {}),
    ("ask-approval", {"price": "285.00", "text": "new power board"}),
    ("second", {"firm": "BBA", "text": "it is dead"}),
    ("heard", {"job": "BBA", "text": "Job 7741, engineer on Tuesday 24 November at 9:00"}),
    ("visit", {"day": "2026-11-24", "time": "09:00", "job": "BBA"}),
    ("temp", {"text": "Loan projector is in Room 5", "day": "2026-11-24"}),
    ("reply", {"affected": "claire.brown@saltmarshprimary.example", "text": "The loan is fine."}),
    ("withdraw", {"job": "BBA", "line": "mended here"}),
    ("resolve", {"text": "New cable."}),
    ("close", {}),
    ("reopen", {"line": "it is dark again"}),
    ("cancel", {"why": "written off"}),
)


def test_what_a_mail_can_say_can_be_pressed(panel: Desk, kemp: Browser) -> None:
    kemp.open(PANEL)
    for key, fields in SAID:
        assert f'name="word" value="{key}"' in kemp.text, key
        answer = kemp.send(f"{PANEL}/say", word=key, seen=_seen(kemp), **fields)
        assert answer.status_code == 200, (key, _plain(kemp.text.partition('role="alert"')[2])[:300])
    assert standing(panel, "1041").state is State.CANCELLED
    assert "The key is with me." in kemp.text


def test_a_firms_words_are_shown_beside_its_mail(panel: Desk, kemp: Browser) -> None:
    act(panel, "1041", "second", "BBA the panel is dead")
    run(panel, letter("Kev <jobs@brightboard.example>", "Re: [ICT-1041] New job", "We have to order a board. Kev"))
    kemp.open(PANEL)
    assert "Only the team sees this" in _piece(kemp, "We have to order a board.")
    kemp.send(f"{PANEL}/say", word="release", words="1")
    assert "Only the team sees this mail; its words were shown to Mrs Brown" in kemp.text
    assert "Show its words to those it is for" not in kemp.text


def _plain(page: str) -> str:
    return re.sub(r"(<[^>]+>|\s)+", " ", page)


def _piece(browser: Browser, words: str) -> str:
    pieces = browser.text.partition('<ol class="talk"')[2].partition("</ol>")[0].split("<li ")
    return next(plain for plain in map(_plain, pieces) if words in plain)


def _send_all(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.execute(update(DeliveryRow).values(state=DeliveryState.SENT))


def _undo(browser: Browser) -> list[tuple[str, str]]:
    return re.findall(
        r'name="word" value="([^"]+)"><input type="hidden" name="words" value="([^"]*)"', unescape(browser.text)
    )


def _seen(browser: Browser) -> str:
    return browser.text.partition('name="seen" value="')[2].partition('"')[0]


def _last_mail(desk: Desk) -> str:
    with desk.database.reading() as session:
        row = session.query(OutgoingRow).order_by(OutgoingRow.id.desc()).first()
        assert row is not None
        return parse_mail(row.raw).body_text


def test_what_the_desk_was_unsure_of_is_told_without_words_for_a_mail(desk: Desk, kemp: Browser) -> None:
    run(desk, letter("ruth.ellison@saltmarshprimary.example", "printer", "The printer in Reception is jammed."))
    page = unescape(kemp.open("/incidents/1041").text)
    assert "it may be in School office or Mrs Ellison's class" in page
    assert "#place" not in page


def test_an_incident_is_found_by_its_reference_in_the_address_too(panel: Desk, kemp: Browser) -> None:
    assert kemp.open("/incidents/ICT-1041").status_code == 200
    assert "There is no incident ICT-9999," in kemp.open("/incidents/ICT-9999").text
