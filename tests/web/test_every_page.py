"""Every page in a real browser: nothing for axe to find, nothing wider than a phone, no complaint in the console."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page

from mailtick.desk import Desk
from mailtick.web.routes import PLACES
from tests.web.browsing import PHONE, WIDE, at_the_desk
from tests.web.test_access import PARTS

_AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# They answer with a file, or with what is not a page of its own.
_NO_PAGES = (
    "/original",
    "/eml",
    "/files/{file}",
    "/export",
    ".csv",
    ".ics",
    "/paper/{number}",
    "/html",
    "/print",
    "{ref}",
    "/labels",
)
# Registers and records beside the first, each of another kind.
_MORE = (
    "/registers/assets",
    "/registers/contracts",
    "/registers/payments/new",
    "/registers/people",
    "/registers/assets/record/SP-0037",
    "/registers/contracts/record/C4",
    "/registers/providers/record/FEN",
    "/incidents/1044",
    "/search?q=board",
    "/incidents?list=all",
)
# In the dark the colours are others; these pages have all of them.
_DARK = ("/", "/triage", "/incidents/1044", "/search?q=board", "/registers/contracts/record/C4", "/progress")


def _pages() -> list[str]:
    found = []
    for place in PLACES:
        if place.show is not None and not place.path.endswith(_NO_PAGES) and place.path != "/sign-in":
            path = place.path
            for part, value in PARTS.items():
                path = path.replace(part, value)
            found.append(path)
    return [*found, *_MORE]


def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(monday: Desk, chromium_path: str) -> None:
    with at_the_desk(monday, chromium_path) as page:
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(_said(page, said)) if said.type == "error" else None)
        found = [each for path in _pages() for each in _faults(page, path)]
    assert not found, "\n".join(found)
    assert not [each for each in complaints if "status of 404" not in each], "\n".join(complaints)


def _faults(page: Page, path: str) -> list[str]:
    page.goto(path)
    found = _axe(page)
    if path in _DARK:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += [f"in the dark: {each}" for each in _axe(page, ["color-contrast"])]
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    found += [f"{width} pixels wide on a phone"] if width > PHONE[0] else []
    return [f"{path}: {each}" for each in found]


def _said(page: Page, said: ConsoleMessage) -> str:
    return f"{page.url}: {said.text}"


def _axe(page: Page, rules: list[str] | None = None) -> list[str]:
    options: dict[str, object] = {"runOnly": {"type": "rule", "values": rules}} if rules else dict(_AXE)
    response = Axe().run(page, options=options).response
    return [
        f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:160]} ({len(each['nodes'])})"
        for each in response["violations"]
    ]
