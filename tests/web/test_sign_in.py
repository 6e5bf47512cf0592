"""Signing in by a mailed link, and what it takes to open a page."""

from __future__ import annotations

import email
import email.policy
import re

from starlette.testclient import TestClient

from mailtick.desk import Desk
from mailtick.store.tables import OutgoingRow, WebSessionRow
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from tests.web.conftest import DOMAIN, URL, Browser, SignIn

KEMP = f"sandra.kemp@{DOMAIN}"


def test_a_mailed_link_signs_in_once_in_the_browser_that_asked(desk: Desk) -> None:
    asking, other = _browser(desk), _browser(desk)
    path = _mailed_link(desk, asking, KEMP)
    other.open(path)
    assert "only in the browser where you asked" in other.send(path).text
    asking.open(path)
    asking.open(path)
    assert asking.send(path).status_code == 200
    assert "Mrs Sandra Kemp" in asking.text
    again = _browser(desk)
    again.client.cookies.update(asking.client.cookies)
    again.client.cookies.delete("mailtick")
    again.open(path)
    assert "does not hold any more" in again.send(path).text


def test_an_unknown_address_gets_the_same_answer_and_no_mail(desk: Desk) -> None:
    browser = _browser(desk)
    answers = []
    for address in (KEMP, "nobody@elsewhere.example"):
        browser.open("/sign-in")
        answers.append(browser.send("/sign-in", address=address).text)
    assert answers[0] == answers[1]
    assert [row.recipient for row in _outgoing(desk)] == [KEMP]


def test_more_than_three_links_in_a_quarter_of_an_hour_are_not_mailed(desk: Desk) -> None:
    browser = _browser(desk)
    for _ in range(5):
        browser.open("/sign-in")
        assert browser.send("/sign-in", address=KEMP).status_code == 200
    assert len(_outgoing(desk)) == 3


def test_a_page_leads_to_signing_in_and_back_and_never_elsewhere(desk: Desk) -> None:
    browser = _browser(desk)
    assert browser.open("/sessions?x=1").url.path == "/sign-in"
    assert 'name="next" value="/sessions?x=1"' in browser.text
    for elsewhere in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        browser.client.get("/sign-in", params={"next": elsewhere})
        browser.page = browser.client.get("/sign-in", params={"next": elsewhere})
        assert 'name="next" value="/"' in browser.text


def test_a_form_without_our_token_does_nothing_and_keeps_what_was_typed(kemp: Browser) -> None:
    kemp.open("/sessions")
    answer = kemp.client.post("/sessions", data={"session": "1", "note": "a long text that I typed"})
    assert answer.status_code == 403
    assert "a long text that I typed" in answer.text
    assert kemp.open("/sessions").status_code == 200


def test_a_form_from_another_site_does_nothing(kemp: Browser) -> None:
    kemp.open("/sessions")
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        data = {"form_token": kemp.token, "session": "1"}
        assert kemp.client.post("/sessions", data=data, headers=headers).status_code == 403


def test_an_ended_session_opens_nothing_more_and_what_was_typed_comes_back(desk: Desk, sign_in: SignIn) -> None:
    here, there = sign_in("sandra.kemp"), sign_in("sandra.kemp")
    assert here.open("/sessions").text.count("End it</button>") == 2
    with desk.database.reading() as session:
        last = session.query(WebSessionRow).order_by(WebSessionRow.id.desc()).first()
    assert last is not None
    here.send("/sessions", session=str(last.id))
    assert there.open("/").url.path == "/sign-in"
    answer = there.client.post("/sessions", data={"session": "12345", "text": "Dear all, the Wi-Fi is back"})
    assert answer.status_code == 401
    assert "Dear all, the Wi-Fi is back" in answer.text


def test_signing_out_ends_the_session_at_the_desk_too(kemp: Browser) -> None:
    kemp.open("/")
    secret = kemp.client.cookies.get("mailtick")
    kemp.send("/sign-out")
    kemp.client.cookies.set("mailtick", secret or "")
    assert kemp.open("/").url.path == "/sign-in"


def test_pages_carry_headers_that_keep_them_safe(kemp: Browser) -> None:
    headers = kemp.open("/").headers
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    style = re.search(r'href="(/static/desk.css[^"]*)"', kemp.text)
    assert style is not None
    assert "immutable" in kemp.open(style[1]).headers["cache-control"]


def test_over_https_cookies_are_for_https_alone(desk: Desk) -> None:
    client = TestClient(build_app(desk, WebPlan("https://desk.school.example")), base_url="https://desk.school.example")
    answer = client.get("/sign-in")
    assert "Secure" in answer.headers["set-cookie"]
    assert "strict-transport-security" in answer.headers


def test_another_host_name_is_not_answered(desk: Desk) -> None:
    client = TestClient(build_app(desk, WebPlan(URL)), base_url="http://evil.example")
    assert client.get("/sign-in").status_code == 400


def _browser(desk: Desk) -> Browser:
    return Browser(TestClient(build_app(desk, WebPlan(URL)), base_url=URL))


def _outgoing(desk: Desk) -> list[OutgoingRow]:
    with desk.database.reading() as session:
        return session.query(OutgoingRow).order_by(OutgoingRow.id).all()


def _mailed_link(desk: Desk, browser: Browser, address: str) -> str:
    browser.open("/sign-in")
    browser.send("/sign-in", address=address)
    with desk.database.reading() as session:
        raw = session.query(OutgoingRow).one().raw
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    found = re.search(r"/sign-in/\S+", body.get_content() if body else "")
    assert found is not None
    return found[0]
