"""docs/registers.md shows what really happens: its examples are run one after the other, on the lists it speaks of."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from mailtick.registers.assets import ASSETS
from mailtick.registers.calendar import CALENDAR
from tests.cli.saying import say
from tests.registers.workbooks import workbook

DOCUMENT = (Path(__file__).parents[2] / "docs" / "registers.md").read_text("utf-8")
EXAMPLES = [
    (command, shown.splitlines())
    for block in re.findall(r"```console\n(.*?)```", DOCUMENT, re.DOTALL)
    for command, shown in re.findall(r"^\$ mailtick (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
INVENTORY: list[list[object]] = [
    ["Saltmarsh Primary: ICT inventory"],
    [],
    ["Room", "Item", "Serial No.", "Bought", "Cost", "Who has it", "Colour"],
    ["Y3/Room 5", "3 x iPad 9th gen", "", "Sept 2021", "£1,200", "Mrs Brown", "grey"],
    ["", "IPEVO V4K", "IPV-900", date(2023, 5, 4), 79.5, "-", ""],
    ["Hall", "Epson EB-992F", "X7EPS1", "03/12/2025", 640, "", "white"],
    ["Yr 6", "HP EliteBook 840 G9", "5CG2207HN", "31.8.24", "£899.00", "Hargreaves, Ben", ""],
    ["", "", "", "Total", 2818.5, "", ""],
]


TERMS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Saltmarsh County Council//EN
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270902
SUMMARY:Autumn term starts
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20271025
DTEND;VALUE=DATE:20271030
SUMMARY:Half term
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20271217
SUMMARY:Last day of term
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261225
DTEND;VALUE=DATE:20261226
SUMMARY:Christmas Day
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20270618
SUMMARY:Sports day
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def lists(folder: Path) -> Path:
    wrong = [list(row) for row in INVENTORY]
    wrong[5][0], wrong[6][3] = "Main hal", "31/02/2024"
    for name, rows in (("inventory", INVENTORY), ("wrong", wrong)):
        (folder / f"{name}.xlsx").write_bytes(workbook({"Inventory": rows}, merged={"Inventory": "A1:G1 A4:A5"}))
    (folder / "terms.ics").write_text(TERMS, newline="\r\n")
    return folder


def test_every_example_shows_what_one_sees(lists: Path) -> None:
    assert len(EXAMPLES) == 11
    for command, shown in EXAMPLES:
        result = say(*shlex.split(command))
        seen = (result.stdout + result.stderr).splitlines()
        assert [line for line in shown if line not in seen] == [], command
        assert result.exit_code == (1 if any(line.startswith("Error:") for line in shown) else 0)


def test_every_column_that_it_names_is_one() -> None:
    columns = {column.header for column in ASSETS.in_csv}
    assert set(re.findall(r'--column "[^"=]+=(\w+)"', DOCUMENT)) - {"COLUMN"} <= columns
    assert set(re.findall(r"--set (\w+)=", DOCUMENT)) <= columns | {column.header for column in CALENDAR.in_csv}


def test_a_file_that_is_no_calendar_file_is_said_to_be_none(folder: Path) -> None:
    (folder / "terms.ics").write_text("<html>Sign in to see the term dates</html>")
    result = say("register", "import", "calendar", "terms.ics")
    assert result.stderr.strip() == "Error: terms.ics is no calendar file; download it again"


def test_what_was_not_read_of_a_calendar_file_is_told_to_programs(lists: Path) -> None:
    told = json.loads(say("register", "import", "calendar", "terms.ics", "--dry-run", "--json").stdout)
    assert (told["added"], [each["text"] for each in told["not_read"]]) == (2, ["Sports day (2027-06-18)"])
