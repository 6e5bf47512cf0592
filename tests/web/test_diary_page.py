"""The diary as a list, as a month, and as a feed at a secret address; who is there; what everybody may read."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from mailtick.desk import Desk
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from tests.web.conftest import URL, Browser, SignIn


def test_the_diary_shows_what_comes_and_what_is_done_goes(kemp: Browser) -> None:
    kemp.open("/diary")
    assert "Copier lease quarter" in kemp.text
    kemp.open("/registers/diary/new?on=2026-11-20")
    assert 'value="2026-11-20"' in kemp.text
    kemp.send("/registers/diary/new", kind="task", on="2026-11-20", what="Order toner for the office")
    kemp.open("/diary")
    key = re.search(r'/registers/diary/record/(\w+)">Order toner', kemp.text)
    assert key is not None
    kemp.send("/diary", key=key[1], word="done")
    assert f"{key[1]}: done (Order toner for the office)" in kemp.text
    assert "Nothing stands in the diary then." in kemp.open("/diary?from=2031-01-01&to=2031-01-02").text


def test_a_month_is_a_table_with_closed_days(kemp: Browser) -> None:
    kemp.open("/diary/month?month=2026-12")
    assert "Diary, December 2026" in kemp.text
    assert "PAT testing" in kemp.text
    assert "closed" in kemp.text
    assert "November 2026" in kemp.open("/diary/month?month=nonsense").text


def test_a_calendar_program_reads_the_feed_until_its_address_is_renewed(desk: Desk, kemp: Browser) -> None:
    kemp.open("/diary/feed")
    address = re.search(r'value="(http[^"]+\.ics)"', kemp.text)
    assert address is not None
    path = urlsplit(address[1]).path
    program = TestClient(build_app(desk, WebPlan(URL)), base_url=URL)
    feed = program.get(path)
    assert feed.headers["content-type"].startswith("text/calendar")
    assert "Copier lease quarter" in feed.text
    assert program.get(path.replace(path[6:9], "0-0", 1)).status_code == 404
    assert program.get(path[:-5] + "0.ics").status_code == 404
    kemp.send("/diary/feed")
    assert program.get(path).status_code == 404


def test_a_feed_of_somebody_else_holds_only_what_is_theirs(desk: Desk, sign_in: SignIn) -> None:
    claire = sign_in("claire.brown")
    claire.open("/diary/feed")
    address = re.search(r'value="(http[^"]+\.ics)"', claire.text)
    assert address is not None
    assert "BEGIN:VEVENT" not in claire.client.get(urlsplit(address[1]).path).text
    assert claire.open("/diary").status_code == 403


def test_who_is_there_now_and_when_the_school_is_open(kemp: Browser) -> None:
    kemp.open("/cover")
    assert "Mrs Sandra Kemp" in kemp.text.partition("There now")[2]
    kemp.open("/registers/absences/new")
    assert "out_of_office where" not in kemp.text
    assert kemp.text.index("More that can be written down") < kemp.text.index("The number of the mail that said it")
    kemp.send(
        "/registers/absences/new",
        person="amir.shah@saltmarshprimary.example",
        from_on="2026-11-16",
        to_on="2026-11-18",
        source="entered",
    )
    kemp.open("/cover")
    assert "Mr Amir Shah until Wednesday 18 November" in kemp.text


def test_everybody_reads_what_helps_and_what_to_expect(kemp: Browser, sign_in: SignIn) -> None:
    kemp.open("/registers/articles/new")
    kemp.send(
        "/registers/articles/new",
        title="The panel has no picture",
        symptoms="black screen",
        steps="Press the source\nbutton.",
    )
    claire = sign_in("claire.brown")
    assert "The panel has no picture" in claire.open("/knowledge?q=black").text
    found = re.search(r'href="(/knowledge/[^"]+)"', claire.text)
    assert found is not None
    assert "Press the source<br>button." in claire.open(found[1]).text
    assert "Change it" not in claire.text
    assert 'written down about "zzz"' in claire.open("/knowledge?q=zzz").text.replace("&#34;", '"')
    assert "worried about a child" in claire.open("/charter").text
