"""A real browser on a real server: somebody of the school signed in at the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from mailtick.desk import Desk
from mailtick.rounds.signing_in import link_for_anybody
from mailtick.store import people
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from mailtick.web.server import WebServer
from tests.web.conftest import DOMAIN

WIDE, PHONE = (1280, 900), (360, 740)


@contextmanager
def at_the_desk(
    desk: Desk,
    chromium_path: str,
    local_part: str = "sandra.kemp",
    size: tuple[int, int] = WIDE,
    *,
    has_script: bool = True,
    is_dark: bool = False,
    wake: Callable[[], None] = lambda: None,
) -> Iterator[Page]:
    """Serve the desk on a free port, and yield a page on which this person is signed in; `page.url` is the first one.

    Paths such as "/triage" are ours: `page.goto` takes them.
    """
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-sync"])
        server = WebServer(build_app(desk, WebPlan("http://127.0.0.1", wake=wake)), "127.0.0.1", 0)
        server.start()
        context = browser.new_context(
            base_url=f"http://127.0.0.1:{server.port}",
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=has_script,
            color_scheme="dark" if is_dark else "light",
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        sign_in(page, desk, local_part)
        try:
            yield page
        finally:
            # What still listens would keep the server waiting.
            context.close()
            browser.close()
            server.stop()


def sign_in(page: Page, desk: Desk, local_part: str) -> None:
    with desk.database.reading() as session:
        person = people.person_by_address(session, f"{local_part}@{DOMAIN}")
    assert person is not None, local_part
    page.goto(urlsplit(link_for_anybody(desk, person, "")).path)
    page.get_by_role("button", name="Sign in to").click()
