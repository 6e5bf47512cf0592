"""The HTML of the mails in a real browser, as narrow as a telephone and as wide as an office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, sync_playwright

from mailtick.incidents.incident import Incident
from mailtick.incidents.samples import INCIDENT, SAMPLES
from mailtick.templating import Templates

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDEST_TABLE = "Math.max(...[...document.querySelectorAll('table')].map(t => t.getBoundingClientRect().right))"
# What a careless mail may bring: a word without a place to break it, and a title of many words.
LONG = replace(
    INCIDENT,
    title="The board " * 20,
    place="Hall",
    first_text="C:\\Users\\claire.brown\\" + "averylongname" * 30,
    resolution="x" * 300,
)


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.mark.parametrize("name", sorted(SAMPLES))
@pytest.mark.parametrize("incident", [INCIDENT, LONG], ids=["usual", "long"])
def test_a_mail_never_scrolls_sideways_and_asks_nobody(browser: Browser, name: str, incident: Incident) -> None:
    html = Templates().render(name, {**SAMPLES[name], "incident": incident}).html
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for width in (375, 1024):
        page.set_viewport_size({"width": width, "height": 700})
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(WIDEST_TABLE) <= width
    assert asked == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_ground_differ_in_light_and_dark(browser: Browser, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]  # a Literal there, a parameter here
    page.set_content(Templates().render("acknowledgement", SAMPLES["acknowledgement"]).html)

    colours = page.evaluate("(e => [e.color, e.backgroundColor])(getComputedStyle(document.querySelector('td p')))")

    # No colour of ours stands in the way of the reader's: white words in the dark, black ones in the light.
    assert colours == (["rgb(255, 255, 255)"] if scheme == "dark" else ["rgb(0, 0, 0)"]) + ["rgba(0, 0, 0, 0)"]
    page.close()
