"""Who may open which page: every address with every role, as a table. A new address without a line here fails."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from mailtick.desk import Desk
from mailtick.rounds.process import process
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from mailtick.web.routes import PLACES
from tests.support.desks import letter, put_in
from tests.web.conftest import URL, browser_of

# Coordinator, deputy, first level, owner, the head who is informed, finance, a teacher; in this order.
WHO = ("sandra.kemp", "leah.dunn", "amir.shah", "tom.whitfield", "helen.okafor", "janet.pryor", "claire.brown")
EVERYBODY, DESK = "yyyyyyy", "yy-----"

# Not signed in: to what is for nobody else, the way leads to signing in.
TABLE = {
    "/sign-in": EVERYBODY,
    "/sign-in/{token}": EVERYBODY,
    "/sign-out": EVERYBODY,
    "/sessions": EVERYBODY,
    "/": EVERYBODY,
    "/triage": DESK,
    "/triage/{number}": DESK,
    "/incidents": "yyyy---",
    "/incidents.csv": "yyyy---",
    "/search": "yyyy---",
    "/proposals/{number}": "yy-y-y-",
    "/reminders": EVERYBODY,
    "/chase": "yyy----",
    "/approvals": "yy-y-y-",
    "/approvals/{number}": "yy-y-y-",
    "/progress": "yy-yy--",
    # An incident's own pages: the incident says to whom (test_incident.py); here it is one of Mrs Hart's.
    "/incidents/{number}": EVERYBODY,
    "/incidents/{number}/say": EVERYBODY,
    "/incidents/{number}/add": EVERYBODY,
    "/incidents/{number}/print": EVERYBODY,
    "/incidents/{number}/mails/{mail}": EVERYBODY,
    "/incidents/{number}/mails/{mail}/html": EVERYBODY,
    "/incidents/{number}/mails/{mail}/eml": EVERYBODY,
    "/incidents/{number}/mails/{mail}/files/{file}": EVERYBODY,
    "/incidents/{number}/sent/{sent}": EVERYBODY,
    "/incidents/new": EVERYBODY,
    "/mine": EVERYBODY,
    "/registers": "yyyy-y-",
    "/registers/{name}": "yyyy-y-",
    "/registers/{name}/export": "yyyy-y-",
    "/registers/{name}/new": DESK,
    "/registers/{name}/record/{key:path}": "yyyy-y-",
    "/registers/{name}/import": DESK,
    "/registers/{name}/paper/{number}": "yyyy-y-",
    "/places/{code}/move": DESK,
    "/spending": "yy-y-y-",
    "/staffing": DESK,
    "/cover": DESK,
    "/stock-check": DESK,
    "/labels": DESK,
    "/diary": DESK,
    "/diary/month": DESK,
    "/diary/feed": EVERYBODY,
    "/feed/{token}.ics": EVERYBODY,
    "/knowledge": EVERYBODY,
    "/knowledge/{ref}": EVERYBODY,
    "/charter": EVERYBODY,
    "/held": DESK,
    "/held/unblock": DESK,
    "/held/{mail}": DESK,
    "/mails": DESK,
    "/mails/{mail}": DESK,
    "/mails/{mail}/original": DESK,
    "/outbox": DESK,
    "/rules": DESK,
    "/rules/try": DESK,
    "/summaries": "yy-yy--",
    "/settings": DESK,
}
PARTS = {
    "{number}": "1041",
    "{name}": "locations",
    "{key:path}": "LIB",
    "{mail}": "1",
    "{token}": "none",
    "{code}": "LIB",
    "{ref}": "A1",
    "{file}": "1",
    "{sent}": "1",
}


def test_every_address_stands_in_the_table() -> None:
    assert {place.path for place in PLACES} == set(TABLE)


@pytest.fixture
def with_an_incident(desk: Desk) -> Desk:
    put_in(desk, letter(sender="Sue Hart <sue.hart@saltmarshprimary.example>"))
    process(desk)
    return desk


@pytest.mark.parametrize("who", range(len(WHO)), ids=WHO)
def test_a_page_opens_to_whom_the_table_says_and_to_nobody_else(with_an_incident: Desk, who: int) -> None:
    browser = browser_of(with_an_incident, WHO[who])
    for place in PLACES:
        path = place.path
        for part, value in PARTS.items():
            path = path.replace(part, value)
        is_theirs = TABLE[place.path][who] == "y"
        if place.show is not None:
            assert (browser.open(path).status_code != 403) is is_theirs, f"GET {path}"
        if place.do is not None and not is_theirs:
            browser.open("/sessions")
            assert browser.send(path).status_code == 403, f"POST {path}"


# A teacher, the head and finance, to whom this incident of Mrs Hart's is nobody's business.
@pytest.mark.parametrize("who", WHO[4:])
def test_an_incident_is_not_there_for_whom_it_is_not(with_an_incident: Desk, who: str) -> None:
    browser = browser_of(with_an_incident, who)
    for path in (place.path for place in PLACES if place.path.startswith("/incidents/{number}") and place.show):
        for part, value in PARTS.items():
            path = path.replace(part, value)
        assert browser.open(path).status_code == 404, path


def test_nothing_opens_without_signing_in(with_an_incident: Desk) -> None:
    client = TestClient(build_app(with_an_incident, WebPlan(URL)), base_url=URL, follow_redirects=False)
    for place in PLACES:
        if place.path.startswith(("/sign-in", "/feed")):
            continue
        path = place.path
        for part, value in PARTS.items():
            path = path.replace(part, value)
        if place.show is not None:
            answer = client.get(path)
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/sign-in"), path
        if place.do is not None:
            assert client.post(path).status_code == 401, path


def test_every_form_is_refused_without_our_token(with_an_incident: Desk) -> None:
    browser = browser_of(with_an_incident, "sandra.kemp")
    for place in PLACES:
        if place.do is not None:
            path = place.path
            for part, value in PARTS.items():
                path = path.replace(part, value)
            assert browser.client.post(path, data={"form_token": "0.0"}).status_code == 403, path
