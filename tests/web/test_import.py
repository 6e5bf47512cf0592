"""A school's own spreadsheet goes through the web desk: how it is read, what it would do, then it is done."""

from __future__ import annotations

import html
import re

from httpx2 import Response

from mailtick.desk import Desk
from mailtick.registers.assets import ASSETS
from mailtick.registers.records import list_records
from tests.registers.test_foreign import MESSY, messy
from tests.registers.workbooks import Cells, workbook
from tests.web.conftest import Browser

PATH = "/registers/assets/import"


def _choose(browser: Browser, content: bytes, path: str = PATH, name: str = "ICT list.xlsx") -> Response:
    browser.open(path)
    browser.page = browser.client.post(path, data={"form_token": browser.token}, files={"file": (name, content)})
    return browser.page


def _again(browser: Browser, path: str = PATH, **said: str | list[str]) -> Response:
    """Send the form of the page that is open, with what is said put in."""
    fields: dict[str, str | list[str]] = {
        name: html.unescape(value)
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', browser.text)
    }
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', browser.text, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = html.unescape(chosen[1]) if chosen else ""
    fields.pop("form_token", None)
    return browser.send(path, **{**fields, **said})


def _serials(desk: Desk) -> set[str]:
    with desk.database.reading() as session:
        return {each.cells["serial"] for each in list_records(session, ASSETS)}


def test_a_messy_workbook_is_looked_at_first_and_then_brought_in(desk: Desk, kemp: Browser) -> None:
    assert _choose(kemp, messy()).status_code == 200
    assert "5 new" in kemp.text
    assert "it is a total" in kemp.text
    assert "Who has it" in kemp.text
    assert not {"IPV-900", "X7EPS1"} <= _serials(desk)
    _again(kemp, do="import")
    assert "ICT list.xlsx is brought in: 5 added, 0 changed, 0 as they were." in kemp.text
    assert {"IPV-900", "X7EPS1"} <= _serials(desk)
    _choose(kemp, messy())
    assert "0 new" in kemp.text


def test_a_column_is_put_right_and_stays_so(kemp: Browser) -> None:
    _choose(kemp, messy())
    at = re.search(r'name="head-(\d+)" value="Comments"', kemp.text)
    assert at is not None
    _again(kemp, **{f"col-{at[1]}": "funding"})
    assert "you said so" in kemp.text
    _again(kemp)
    assert "Paid from: charged in hall" in kemp.text


def test_places_that_are_missing_are_ticked_and_added(desk: Desk, kemp: Browser) -> None:
    rows: Cells = [["Room", "Item", "Serial"], ["Sensory room", "Desktop PC", "S1"], ["Sensory room", "Printer", "S2"]]
    assert _choose(kemp, workbook({"A": rows})).status_code == 422
    assert "A2, A3" in kemp.text
    assert "mailtick" not in kemp.text.partition("put right first")[2].partition("Look again")[0]
    _again(kemp, missing=["Sensory room"])
    assert "2 new" in kemp.text
    _again(kemp, do="import")
    assert {"S1", "S2"} <= _serials(desk)


def test_of_several_sheets_one_is_chosen(kemp: Browser) -> None:
    _choose(kemp, workbook({"Notes": [["Remember to ask"], ["x"]], "Kit": MESSY}))
    assert "There are several sheets" in kemp.text
    _again(kemp, sheet="Kit")
    assert "IPV-900" in kemp.text


def test_an_older_list_takes_nothing_back_unless_somebody_says_so(desk: Desk, kemp: Browser) -> None:
    old = kemp.open("/registers/assets/export?format=csv").content
    kemp.open("/registers/assets/record/SP-0014")
    kemp.send("/registers/assets/record/SP-0014", seen="99999", serial="NEW-1")
    _choose(kemp, old, name="old.csv")
    assert "would go back" in kemp.text
    _again(kemp, do="import")
    assert "NEW-1" in _serials(desk)
    _again(kemp, do="import", go_back="1")
    assert "NEW-1" not in _serials(desk)


def test_what_is_no_list_is_said_in_a_sentence(kemp: Browser) -> None:
    assert _choose(kemp, b"\0\1\2\3" * 50, name="photo.jpg").status_code == 422
    assert "neither a workbook nor text" in kemp.text
