"""Signing in as people do: in a browser, by the link of a mail."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from mailtick.desk import Desk
from mailtick.rounds.process import process
from mailtick.store.tables import OutgoingRow
from tests.support.desks import letter, put_in
from tests.web.browsing import PHONE, at_the_desk
from tests.web.conftest import DOMAIN


def test_the_mailed_link_signs_in_in_a_browser_and_out_again(desk: Desk, chromium_path: str) -> None:
    with at_the_desk(desk, chromium_path, "claire.brown") as page:
        page.get_by_role("button", name="Sign out").click()
        page.get_by_label("Your mail address").fill(f"sandra.kemp@{DOMAIN}")
        page.get_by_role("button", name="Mail me a link").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        page.goto(_link_in_the_mail(desk, page))
        page.get_by_role("button", name="Sign in to").click()
        expect(page.locator(".who")).to_contain_text("Mrs Sandra Kemp")


def _link_in_the_mail(desk: Desk, page: Page) -> str:
    """The mail is written once the page has been answered."""
    for _ in range(200):
        with desk.database.reading() as session:
            mails = [row.raw.decode().replace("=\r\n", "") for row in session.query(OutgoingRow)]
        if mails:
            break
        page.wait_for_timeout(25)
    found = re.search(r"/sign-in/[\w-]+", mails[0])
    assert found is not None
    return found[0]


def test_the_list_changes_when_mail_comes_in(desk: Desk, chromium_path: str) -> None:
    with at_the_desk(desk, chromium_path) as page:
        page.goto("/incidents")
        expect(page.get_by_text("Nothing is open.")).to_be_visible()
        put_in(desk, letter())
        process(desk)
        expect(page.get_by_role("link", name="ICT-1041")).to_be_visible()


def test_on_a_phone_without_script_an_incident_is_answered_and_resolved(desk: Desk, chromium_path: str) -> None:
    put_in(desk, letter())
    process(desk)
    with at_the_desk(desk, chromium_path, size=PHONE, has_script=False) as page:
        page.goto("/incidents")
        page.get_by_role("link", name="ICT-1041").click()
        page.locator("#f-c-text").fill("Somebody comes at ten.")
        page.get_by_role("button", name="Show to whom it goes").first.click()
        expect(page.get_by_text("News will go to: Mrs Claire Brown").first).to_be_visible()
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator(".talk .ours", has_text="Somebody comes at ten.")).to_be_visible()
        page.get_by_role("radio", name="Resolved").check()
        page.locator("#f-c-text").fill("New power board.")
        page.get_by_role("button", name="Resolve", exact=True).click()
        expect(page.locator("#standing")).to_contain_text("Resolved")
