"""In a real browser: a place is added and used in the very next form, and a messy spreadsheet is brought in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mailtick.desk import Desk
from tests.registers.test_foreign import messy
from tests.web.browsing import PHONE, WIDE, at_the_desk


@pytest.mark.parametrize(
    ("has_script", "size"), [(True, WIDE), (False, PHONE)], ids=["at a desk", "on a phone without script"]
)
def test_a_place_is_added_where_it_is_missed_and_a_messy_list_goes_through(
    desk: Desk, chromium_path: str, tmp_path: Path, has_script: bool, size: tuple[int, int]
) -> None:
    (tmp_path / "ICT equipment.xlsx").write_bytes(messy())
    with at_the_desk(desk, chromium_path, size=size, has_script=has_script) as page:
        _add_equipment_in_a_new_place(page)
        # The place stands in the very next form.
        page.goto("/registers/people/new")
        page.get_by_label("Usual place").select_option(label="Sensory room")
        _bring_in(page, tmp_path / "ICT equipment.xlsx")
        page.goto("/registers/assets?q=IPV-900")
        expect(page.get_by_role("cell", name="IPEVO V4K")).to_be_visible()
        page.goto("/diary/month?month=2026-12")
        _fits(page)


def _add_equipment_in_a_new_place(page: Page) -> None:
    page.goto("/registers/assets/new")
    page.get_by_label("Type").fill("Printer")
    page.get_by_label("Make and model").fill("Brother HL-L2400")
    page.get_by_text("Add a place").first.click()
    page.get_by_label("Its name, as people say it").first.fill("Sensory room")
    page.get_by_role("button", name="Add it").first.click()
    # What was typed so far stays, and the place is chosen.
    expect(page.get_by_label("Make and model")).to_have_value("Brother HL-L2400")
    expect(page.locator("#f-location")).to_have_value("SENSORYROOM")
    _fits(page)
    # Enter in a field saves, whatever stands in between.
    page.get_by_label("Make and model").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("is added")
    expect(page.get_by_role("link", name="SENSORYROOM (Sensory room)")).to_be_visible()
    _fits(page)


def _bring_in(page: Page, file: Path) -> None:
    page.goto("/registers/assets/import")
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="See how it is read").click()
    expect(page.get_by_text("5 new")).to_be_visible()
    expect(page.get_by_text("it is a total")).to_be_visible()
    page.get_by_label("Comments is read as").select_option(label="nothing, leave it out")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_text("charged in hall")).to_have_count(0)
    _fits(page)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("status").first).to_contain_text("5 added, 0 changed")
    _fits(page)


def _fits(page: Page) -> None:
    """Nothing reaches beyond the screen."""
    size = page.viewport_size
    width = page.locator("html").evaluate("e => e.scrollWidth") if size else 0
    assert size is not None
    assert width <= size["width"], page.url
