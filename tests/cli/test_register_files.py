"""The registers as files, from the command line."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
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


def test_an_old_list_does_not_undo_what_was_put_right_since_unless_it_is_meant(folder: Path) -> None:
    (folder / "rooms.xlsx").write_bytes(workbook({"Rooms": ROOMS}))
    done("register", "import", "locations", "rooms.xlsx")
    done("register", "set", "locations", "S1", "name=Bike shed")
    dry = done("register", "import", "locations", "rooms.xlsx", "--dry-run")
    back = "S1, Name: Bike shed → Garden shed: Mrs Sandra Kemp changed that on "
    assert f"Would go back to what stood before; the import asks for --force:\n  {back}" in dry
    result = say("register", "import", "locations", "rooms.xlsx")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Locations: nothing was imported, for it would go back to what stood before")
    assert back in result.stderr
    assert "or add --force to have them set back" in result.stderr
    assert "Bike shed" in done("register", "export", "locations")
    assert "1 changed" in done("register", "import", "locations", "rooms.xlsx", "--force")
    assert "Garden shed" in done("register", "export", "locations")


def test_a_new_value_in_a_list_needs_no_force(folder: Path) -> None:
    (folder / "rooms.xlsx").write_bytes(workbook({"Rooms": ROOMS}))
    done("register", "import", "locations", "rooms.xlsx")
    done("register", "set", "locations", "S1", "name=Bike shed")
    (folder / "new.xlsx").write_bytes(workbook({"Rooms": [ROOMS[0], ["S1", "Tool shed", ""]]}))
    assert "1 changed" in done("register", "import", "locations", "new.xlsx")


INVENTORY: list[list[object]] = [
    ["ICT inventory"],
    ["Room", "Item", "Serial", "Bought", "Cost", "Colour"],
    ["Y3/Room 5", "3 x iPad", "", "Sept 2021", "£1,200", "grey"],
    ["Hall", "Epson projector", "X7EPS1", "25/12/2024", 480, ""],
]


def put_inventory(folder: Path, *more: Sequence[object]) -> None:
    (folder / "inventory.xlsx").write_bytes(workbook({"Sheet1": [*INVENTORY, *more]}))


def test_a_map_shows_what_each_column_becomes_and_how_to_correct_it(folder: Path) -> None:
    put_inventory(folder)
    told = done("register", "map", "assets", "inventory.xlsx").splitlines()
    assert told[0] == 'Sheet "Sheet1": the header is in row 2, 2 rows are below it.'
    assert 'Room    location    "Room" means it' in told
    assert "Colour  not read    nothing of ours is called so" in told
    assert 'To correct one: --column "Room=COLUMN", or "Room=-" to leave it out. Columns of ours:' in told
    corrected = done("register", "map", "assets", "inventory.xlsx", "--column", "Colour=notes", "--set", "status=spare")
    assert "Colour  notes       you said so" in corrected.splitlines()
    assert "status of every record: spare" in corrected
    # It is kept.
    assert "Colour  notes       as last time" in done("register", "map", "assets", "inventory.xlsx").splitlines()
    [*_, colour] = json.loads(done("register", "map", "assets", "inventory.xlsx", "--json"))["columns"]
    assert colour == {"header": "Colour", "column": "notes", "because": "as last time"}


def test_a_dry_run_of_a_foreign_file_shows_how_it_is_read_and_remembers_nothing(folder: Path) -> None:
    put_inventory(folder)
    told = done("register", "import", "assets", "inventory.xlsx", "--dry-run", "--column", "Colour=notes")
    assert "Colour  notes       you said so" in told
    assert "Read with a doubt:\n  D3, Bought: no day is given; read as 1 September 2021\n" in told
    assert 'Not read:\n  row 1: "ICT inventory": it stands above the table\n' in told
    assert "new     SP-0061  Place: Y3; Make and model: iPad; " in told
    assert told.endswith("assets: would be 2 added, 0 changed, 0 as they were. Nothing was changed.\n")
    assert "Colour  not read" in done("register", "map", "assets", "inventory.xlsx")
    found = json.loads(done("register", "import", "assets", "inventory.xlsx", "--dry-run", "--json"))
    assert [each["where"] for each in found["not_read"]] == ["row 1"]
    assert [each["key"] for each in found["records"]] == ["SP-0061", "SP-0062"]


def test_a_foreign_file_is_brought_in_once(folder: Path) -> None:
    put_inventory(folder)
    told = done("register", "import", "assets", "inventory.xlsx")
    assert told == ("assets: 2 added, 0 changed, 0 as they were. 1 cell or row was not read; --dry-run lists them.\n")
    assert done("register", "import", "assets", "inventory.xlsx").startswith("assets: 0 added, 0 changed, 2 as")
    assert "import of inventory.xlsx" in done("register", "show", "assets", "SP-0061")


def test_the_same_fault_in_many_cells_is_one_line(folder: Path) -> None:
    put_inventory(folder, *(["Shed", "Desktop PC", f"D{number}", "", "", ""] for number in range(8)))
    result = say("register", "import", "assets", "inventory.xlsx")
    assert result.exit_code == 1
    first, fault, hint, leaving_out = result.stderr.splitlines()
    assert first == "Error: Assets: nothing was imported."
    assert fault.startswith('  A5, A6, A7, A8, A9 and 3 more, Room: there is no place "Shed"; the nearest are ')
    assert hint == "`mailtick register map assets inventory.xlsx` shows how the file is read."
    assert leaving_out.startswith("To leave a column out for now: --column ")


def test_a_correction_without_two_sides_is_refused(folder: Path) -> None:
    put_inventory(folder)
    result = say("register", "map", "assets", "inventory.xlsx", "--column", "Colour")
    assert result.exit_code == 2
    assert '"Colour" has no "=" between two names' in result.stderr


def test_long_work_shows_how_far_it_is_where_a_person_watches(folder: Path) -> None:
    rows = [["Room", "Item", "Serial"], *(["Y3", "Desktop PC", f"D{number}"] for number in range(700))]
    (folder / "many.xlsx").write_bytes(workbook({"Sheet1": rows}))
    command = [sys.executable, "-m", "mailtick", "register", "import", "assets", "many.xlsx", "--dry-run"]
    watched, terminal = pty.openpty()
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, timeout=60, check=True)
    os.close(terminal)
    assert b"Reading 700 rows" in os.read(watched, 65536)
    os.close(watched)
    assert b"would be 700 added" in run.stdout
    alone = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert alone.stderr == b""
