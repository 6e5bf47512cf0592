"""Signing in as people do: in a browser, by the link of a mail."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from mailtick.desk import Desk
from mailtick.store.tables import OutgoingRow
from tests.web.browsing import at_the_desk
from tests.web.conftest import DOMAIN


def test_the_mailed_link_signs_in_in_a_browser_and_out_again(desk: Desk, chromium_path: str) -> None:
    with at_the_desk(desk, chromium_path, "claire.brown") as page:
        page.get_by_role("button", name="Sign out").click()
        page.get_by_label("Your mail address").fill(f"sandra.kemp@{DOMAIN}")
        page.get_by_role("button", name="Mail me a link").click()
        expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
        page.goto(_link_in_the_mail(desk))
        page.get_by_role("button", name="Sign in to").click()
        expect(page.get_by_text("Mrs Sandra Kemp")).to_be_visible()


def _link_in_the_mail(desk: Desk) -> str:
    with desk.database.reading() as session:
        text = session.query(OutgoingRow).one().raw.decode().replace("=\r\n", "")
    found = re.search(r"/sign-in/[\w-]+", text)
    assert found is not None
    return found[0]
