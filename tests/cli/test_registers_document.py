"""docs/registers.md shows what really happens: its examples are run one after the other, on the lists it speaks of."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from mailtick.registers.assets import ASSETS
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


@pytest.fixture
def lists(folder: Path) -> Path:
    wrong = [list(row) for row in INVENTORY]
    wrong[5][0], wrong[6][3] = "Main hal", "31/02/2024"
    for name, rows in (("inventory", INVENTORY), ("wrong", wrong)):
        (folder / f"{name}.xlsx").write_bytes(workbook({"Inventory": rows}, merged={"Inventory": "A1:G1 A4:A5"}))
    return folder


def test_every_example_shows_what_one_sees(lists: Path) -> None:
    assert len(EXAMPLES) == 9
    for command, shown in EXAMPLES:
        result = say(*shlex.split(command))
        seen = (result.stdout + result.stderr).splitlines()
        assert [line for line in shown if line not in seen] == [], command
        assert result.exit_code == (1 if any(line.startswith("Error:") for line in shown) else 0)


def test_every_column_that_it_names_is_one() -> None:
    columns = {column.header for column in ASSETS.in_csv}
    assert set(re.findall(r'--column "[^"=]+=(\w+)"', DOCUMENT)) - {"COLUMN"} <= columns
    assert set(re.findall(r"--set (\w+)=", DOCUMENT)) <= columns
