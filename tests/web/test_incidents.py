"""The register of incidents: its lists, its filters, its file, and what a search finds."""

from __future__ import annotations

import csv
import io
import re
from email.message import EmailMessage

import pytest
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.indexing import index_words
from mailtick.rounds.process import process
from mailtick.store.search import search
from tests.support.desks import letter, put_in
from tests.web.conftest import Browser, SignIn, browser_of


def test_lists_show_what_they_say_and_count_it(monday: Desk) -> None:
    kemp = browser_of(monday, "sandra.kemp")
    kemp.open("/incidents")
    assert "<h1>Incidents</h1>" in kemp.text
    everything = _numbers(kemp)
    assert len(everything) >= 5
    assert f"{len(everything)} incidents" in kemp.text
    for name in ("waiting", "overdue", "nobody", "no-date", "mine"):
        assert _numbers(kemp, f"/incidents?list={name}") <= everything, name
    assert _numbers(kemp, "/incidents?list=all") >= everything | _numbers(kemp, "/incidents?list=closed")


def test_what_waits_for_a_decision_names_who_decides_and_when_nobody_has_looked(monday: Desk) -> None:
    kemp = browser_of(monday, "sandra.kemp")
    row = kemp.open("/incidents?list=waiting").text.partition('<tr id="i1042"')[2].partition("</tr>")[0]
    assert '<td data-label="With">Mr Tom Whitfield</td>' in row
    assert "look again" in row


def test_filters_stand_in_the_address(monday: Desk) -> None:
    kemp = browser_of(monday, "sandra.kemp")
    here = _numbers(kemp, "/incidents?list=all&place=Mrs%20Brown's%20class")
    assert here
    assert here < _numbers(kemp, "/incidents?list=all")
    assert "Mrs Brown&#39;s class" in kemp.open("/incidents?list=all&place=Mrs%20Brown's%20class").text
    assert _numbers(kemp, "/incidents?list=all&asset=SP-0037") == here


def test_the_list_as_a_file_holds_the_same_and_no_formulas(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter(subject='=HYPERLINK("http://evil.example")', text="The beamer in my room is broken."))
    process(desk)
    answer = kemp.open("/incidents.csv?list=all")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert rows[0][:3] == ["Incident", "Type", "Priority"]
    assert rows[1][0] == "ICT-1041"
    assert not rows[1][3].startswith("=")
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.both_databases
def test_words_are_found_in_titles_texts_people_tags_files_and_references(desk: Desk, sign_in: SignIn) -> None:
    put_in(desk, letter(text="The panel flickers like a fée verte. Cable 3/8 is loose."))
    process(desk)
    act(desk, "1041", "note", "Loaned the Zebra scanner meanwhile")
    act(desk, "1041", "asset", "SP-0037")
    _index(desk)
    kemp = sign_in("sandra.kemp")
    found = ("flick", "verte", "zebra", "SP-0037", "claire.brown", "brown loose", "ict-1041 panel")
    for words in (*found, '"loose" OR'):
        page = kemp.client.get("/search", params={"q": words}).text
        assert ("ICT-1041" in page) is (words != '"loose" OR'), words
    assert "<mark>" in kemp.client.get("/search", params={"q": "flick"}).text
    assert "Nothing holds these words" in kemp.client.get("/search", params={"q": "giraffe"}).text


def test_a_search_leads_on_to_the_lists_with_the_same_words(kemp: Browser) -> None:
    page = kemp.client.get("/search", params={"q": "SP-0037"}).text
    assert 'href="/registers/assets?q=SP-0037"' in page
    assert "Promethean" in kemp.open("/registers/assets?q=SP-0037").text


def test_a_number_typed_into_the_search_opens_the_incident(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter())
    process(desk)
    for typed in ("ICT-1041", "1041", "ict 1041"):
        answer = kemp.client.get("/search", params={"q": typed}, follow_redirects=False)
        assert answer.headers["location"] == "/incidents/1041"


def test_a_restricted_matter_is_neither_named_nor_found_by_those_it_is_not_for(desk: Desk, sign_in: SignIn) -> None:
    put_in(desk, letter(text="A pupil saw a gruesome film on the board."))
    process(desk)
    act(desk, "1041", "restrict", "yes")
    _index(desk)
    shah, kemp = sign_in("amir.shah"), sign_in("sandra.kemp")
    assert "ICT-1041" in kemp.open("/search?q=gruesome").text
    assert "ICT-1041" not in shah.open("/search?q=gruesome").text
    for path in ("/incidents", "/incidents.csv"):
        assert "board" not in shah.open(path).text.partition("<tbody>")[2].lower()
    assert "1041" not in _numbers(shah, "/incidents?list=all&place=Mrs%20Brown's%20class")


def test_what_is_written_later_is_found_and_what_stays_is_not_indexed_again(desk: Desk) -> None:
    put_in(desk, letter())
    process(desk)
    assert _index(desk) == 1
    assert index_words(desk) == 0
    act(desk, "1041", "note", "It was the walrus cable")
    assert _index(desk) == 1
    with desk.database.reading() as session:
        assert _found(session, "walrus") == 1


def _index(desk: Desk) -> int:
    return index_words(desk)


def _found(session: Session, words: str) -> int:
    return len(search(session, words, 10))


def _numbers(browser: Browser, path: str = "") -> set[str]:
    if path:
        browser.open(path)
    return set(re.findall(r'id="i(\d+)"', browser.text))


def test_the_name_of_a_file_of_any_mail_is_found(desk: Desk, kemp: Browser) -> None:
    put_in(desk, letter())
    process(desk)
    later = EmailMessage()
    later["From"], later["To"] = "Claire Brown <claire.brown@saltmarshprimary.example>", "ict@saltmarshprimary.example"
    later["Subject"], later["Message-ID"] = "Re: [ICT-1041] board", "<file@mail.saltmarshprimary.example>"
    later.set_content("Here is a picture of ICT-1041.")
    later.add_attachment(b"picture", maintype="image", subtype="jpeg", filename="flickering-walrus.jpg")
    put_in(desk, later.as_bytes())
    process(desk)
    index_words(desk)
    assert "ICT-1041" in kemp.open("/search?q=walrus").text
