"""The sheet of labels: what it holds, how it prints, and what a telephone reads from it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, sync_playwright

from mailtick.registers.changing import NotKept
from mailtick.registers.label_sheet import Label, label_sheet, mail_link
from mailtick.registers.labelling import labels
from mailtick.store.database import Database
from tests.templates.test_mails_in_a_browser import ARGUMENTS

DESK = "ict@saltmarshprimary.example"
# The code of the nth label as a browser draws it: width, height, and the brightness of each point.
DRAWN = """async (nth) => {
  const svg = document.querySelectorAll('.label svg')[nth].cloneNode(true);
  svg.setAttribute('width', 300); svg.setAttribute('height', 300);
  const picture = new Image();
  picture.src = 'data:image/svg+xml;utf8,' + encodeURIComponent(new XMLSerializer().serializeToString(svg));
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 300;
  const drawing = canvas.getContext('2d');
  drawing.fillStyle = '#fff'; drawing.fillRect(0, 0, 300, 300);
  drawing.drawImage(picture, 0, 0, 300, 300);
  return Array.from(drawing.getImageData(0, 0, 300, 300).data.filter((_, index) => index % 4 === 1));
}"""


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=list(ARGUMENTS))
        yield opened
        opened.close()


def tags(database: Database, places: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> list[str]:
    with database.reading() as session:
        return [each.tag for each in labels(session, places, named)]


def test_each_room_and_each_piece_of_equipment_has_a_label(school: Database) -> None:
    found = tags(school)
    assert len(found) == len(set(found)) == 72
    assert found[found.index("Y3") : found.index("Y4")] == ["Y3", "SP-0037", "SP-0044", "SP-0051"]


def test_labels_of_a_room_and_of_some_equipment(school: Database) -> None:
    assert tags(school, ("mrs brown’s class",), ("SP-0028", "SP-0037")) == [
        "Y3", "SP-0037", "SP-0044", "SP-0051", "SP-0028",
    ]  # fmt: skip
    assert tags(school, (), ("SP-0028",)) == ["SP-0028"]
    with pytest.raises(NotKept, match='there is no asset "SP-9999"'):
        tags(school, (), ("SP-9999",))


def test_a_code_opens_a_mail_to_the_desk_with_the_tag_in_its_subject() -> None:
    link = urlsplit(mail_link("SP-0037", DESK))
    assert (link.scheme, link.path) == ("mailto", DESK)
    assert parse_qs(link.query)["subject"] == ["[SP-0037] "]


def test_a_reader_reads_the_code_from_the_printed_sheet(school: Database, browser: Browser) -> None:
    with school.reading() as session:
        found = labels(session, ("Y3",))
    page = browser.new_page()
    page.set_content(label_sheet(found, DESK, "Labels"))
    assert [read(page, nth) for nth in (0, 1)] == [mail_link("Y3", DESK), mail_link("SP-0037", DESK)]
    page.close()


def read(page: Page, nth: int) -> str:
    points = bytes(page.evaluate(DRAWN, nth))
    [code] = zxingcpp.read_barcodes(memoryview(points).cast("B", (300, 300)))
    return str(code.text)


def test_24_labels_fit_on_a_page_however_long_their_words_are(browser: Browser) -> None:
    long = "Interactive panel: " + "Promethean ActivPanel " * 9 + "x" * 80
    page = browser.new_page()
    page.set_content(label_sheet([Label(f"SP-{n:04}", (long, long)) for n in range(25)], DESK, "Labels"))
    boxes = page.evaluate(
        "[...document.querySelectorAll('.sheet')].map(s => [s.getBoundingClientRect().height, s.children.length])"
    )
    assert [count for _, count in boxes] == [24, 1]
    assert all(abs(height - 297 / 25.4 * 96) < 1 for height, _ in boxes)
    outside = page.evaluate(
        "[...document.querySelectorAll('.label')].filter(l => l.scrollHeight > l.clientHeight + 1).length"
    )
    assert outside == 0
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 2
    page.close()


def test_words_of_a_register_are_words_on_a_label_and_nothing_else() -> None:
    sheet = label_sheet([Label("A<1>", ("<script>alert(1)</script>",))], DESK, "Labels & more")
    assert "<script>" not in sheet
    assert "A&lt;1&gt;" in sheet
