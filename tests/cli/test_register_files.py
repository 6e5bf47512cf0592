"""The registers as files, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.saying import done, refused, say
from tests.registers.workbooks import workbook

ROOMS = [["code", "name", "aliases"], ["LIB", "Library", "library;book room"], ["S1", "Garden shed", ""]]


def test_a_dry_run_says_what_would_change_and_changes_nothing(folder: Path) -> None:
    (folder / "rooms.xlsx").write_bytes(workbook({"Rooms": ROOMS}))
    before = done("register", "export", "locations")
    told = done("register", "import", "locations", "rooms.xlsx", "--dry-run")
    assert told == (
        "new     S1  Name: Garden shed\n"
        "changed LIB  Also called: library → library;book room\n"
        "locations: would be 1 added, 1 changed, 0 as they were. Nothing was changed.\n"
    )
    assert done("register", "export", "locations") == before
    found = json.loads(done("register", "import", "locations", "rooms.xlsx", "--dry-run", "--json"))
    assert [(each["what"], each["key"]) for each in found["records"]] == [("added", "S1"), ("changed", "LIB")]


def test_a_workbook_is_brought_in_and_left_as_it_is(folder: Path) -> None:
    content = workbook({"Rooms": ROOMS})
    (folder / "rooms.xlsx").write_bytes(content)
    assert done("register", "import", "locations", "rooms.xlsx") == "locations: 1 added, 1 changed, 0 as they were.\n"
    assert done("register", "import", "locations", "rooms.xlsx") == "locations: 0 added, 0 changed, 2 as they were.\n"
    assert (folder / "rooms.xlsx").read_bytes() == content


def test_every_fault_is_named_and_nothing_is_brought_in(folder: Path) -> None:
    (folder / "rooms.xlsx").write_bytes(workbook({"Rooms": [*ROOMS, ["S1", "Hut", ""], ["S2", "library ", ""]]}))
    result = say("register", "import", "locations", "rooms.xlsx")
    assert result.exit_code == 1
    assert "A4, code: S1 is on line 3 already" in result.stderr
    assert "B5, name: there is Library (LIB) already" in result.stderr
    exported = done("register", "export", "locations")
    assert "Garden shed" not in exported
    assert "book room" not in exported


def test_what_is_no_spreadsheet_is_one_sentence(folder: Path) -> None:
    (folder / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    assert "neither a workbook nor text" in refused("register", "import", "locations", "photo.csv")


def test_a_register_is_written_as_a_workbook_and_comes_back(folder: Path) -> None:
    assert done("register", "export", "assets", "--format", "xlsx", "-o", "a.xlsx") == "a.xlsx is written.\n"
    assert done("register", "import", "assets", "a.xlsx") == "assets: 0 added, 0 changed, 60 as they were.\n"
    result = say("register", "export", "assets", "--format", "xlsx")
    assert result.stdout_bytes.startswith(b"PK")
