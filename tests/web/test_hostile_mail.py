"""An incident in a real browser: a hostile mail harms nobody, answers go out, and nothing that was typed is lost."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.store.incidents import log_of
from mailtick.store.tables import WebSessionRow
from tests.rounds.commanding import BROWN, run, standing, written
from tests.support.desks import letter
from tests.web.browsing import at_the_desk, sign_in
from tests.web.hostile import ELSEWHERE, hostile_mail


def test_a_hostile_mail_runs_nothing_loads_nothing_and_changes_nothing(desk: Desk, chromium_path: str) -> None:
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."), hostile_mail(BROWN))
    before = _log(desk)
    with at_the_desk(desk, chromium_path) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        page.goto("/incidents/1041")
        page.get_by_role("link", name="The mail itself").last.click()
        frame = page.frame_locator("iframe.mail")
        expect(frame.get_by_text("Good morning, the panel is broken.")).to_be_visible()
        expect(frame.get_by_text(f"[http://{ELSEWHERE}/login]")).to_be_visible()
        expect(frame.get_by_role("link")).to_have_count(0)
        expect(frame.get_by_role("button")).to_have_count(0)
        frame.get_by_text("https://saltmarshprimary.example/login").click()
        with page.expect_download() as downloading:
            page.get_by_role("link", name=re.compile("invoice")).click()
        assert downloading.value.suggested_filename.endswith(".html")
        expect(page).to_have_title(re.compile("board"))
        assert [each for each in asked if ELSEWHERE in each or each.startswith(("POST", "dialog"))] == []
        assert len(page.context.pages) == 1
    assert _log(desk) == before


def test_mrs_kemp_answers_hands_over_and_resolves_and_loses_nothing(desk: Desk, chromium_path: str) -> None:
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    with at_the_desk(desk, chromium_path) as page:
        page.goto("/incidents/1041")
        _is_told_who_else_is_here(page, desk)
        page.keyboard.press("r")
        page.keyboard.type("We come at ten.")
        expect(page.get_by_text("News will go to: Mrs Claire Brown")).to_be_visible()
        # Another way shows whom it would go to, and keeps what was typed.
        page.get_by_role("radio", name="Give to a firm").check()
        expect(page.get_by_text("News will go to: Mrs Claire Brown")).to_be_hidden()
        expect(page.get_by_label("To which firm")).to_be_visible()
        page.get_by_role("radio", name="Answer them").check()
        _end_sessions(desk)
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_label("Text")).to_have_value("We come at ten.")
        sign_in(page, desk, "sandra.kemp")
        page.goto("/incidents/1041")
        expect(page.locator("#f-c-text")).to_have_value("We come at ten.")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator(".talk .ours", has_text="We come at ten.")).to_be_visible()
        expect(page.locator("#f-c-text")).to_have_value("")
        page.get_by_role("radio", name="Give to a firm").check()
        page.get_by_label("To which firm").select_option("BBA")
        page.locator("#f-c-text").fill("It stays dark.")
        _lose_the_line(page)
        expect(page.locator("#f-c-text")).to_have_value("It stays dark.")
        page.get_by_role("radio", name="Give to a firm").check()
        page.get_by_label("To which firm").select_option("BBA")
        page.get_by_role("button", name="Show to whom it goes").first.click()
        expect(
            page.get_by_text("Job for the firm will go to: BrightBoard AV <jobs@brightboard.example>")
        ).to_be_visible()
        page.get_by_role("button", name="Send to the firm").click()
        expect(page.locator("#standing")).to_contain_text("With an outside firm")
        page.get_by_role("radio", name="Resolved").check()
        page.locator("#f-c-text").fill("New power board.")
        page.get_by_role("button", name="Resolve", exact=True).click()
        expect(page.locator("#standing")).to_contain_text("Resolved")
    assert standing(desk, "1041").state is State.RESOLVED
    assert len(written(desk, "resolved")) == 1


def _log(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        return [(entry.event, entry.text) for entry in log_of(session, standing(desk, "1041").id)]


def _end_sessions(desk: Desk) -> None:
    with desk.database.writing() as session:
        session.query(WebSessionRow).delete()


def _is_told_who_else_is_here(page: Page, desk: Desk) -> None:
    """Ms Dunn opens the same incident, and goes again."""
    browser = page.context.browser
    assert browser is not None
    other = browser.new_context(base_url=page.url.partition("/incidents")[0]).new_page()
    sign_in(other, desk, "leah.dunn")
    other.goto("/incidents/1041")
    expect(page.locator("#others")).to_have_text("Ms Leah Dunn has this open too.")
    expect(other.locator("#others")).to_have_text("Mrs Sandra Kemp has this open too.")
    other.context.close()
    expect(page.locator("#others")).to_be_hidden()


def _lose_the_line(page: Page) -> None:
    """Send the form while the desk cannot be reached, and open the page again once it can."""
    page.context.set_offline(True)
    page.get_by_role("button", name="Send to the firm").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto("/incidents/1041")
