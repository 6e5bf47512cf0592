"""`python -m tests.bench.registers`: what it costs to bring in a register of 10,000 rows and to write it again.

Each file is read, checked, written into a fresh SQLite desk with a line of the change log for each record, and
committed; then the same file is brought in once more, which changes nothing. The files: ours as CSV, ours as a
workbook, and a school's own workbook, whose columns are mapped and whose tags are proposed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from mailtick.demo.school import DOMAIN, load_school
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.exporting import export_csv
from mailtick.registers.exporting_xlsx import export_xlsx
from mailtick.registers.files import Options, carry_out, prepare_import
from mailtick.store.database import Database
from mailtick.store.migrate import upgrade
from tests.registers.workbooks import workbook

AIM_S = 10.0
BY = Author("the benchmark", "import of a file", datetime(2026, 11, 27, tzinfo=UTC))
PLACES = ("Y3/Room 5", "ICT suite", "library", "Hall", "Mrs Finch's class", "front office", "Yr 6")
THINGS = ("HP EliteBook 840", "iPad 9th gen", "Dell OptiPlex 7010", "Epson projector", "2 x Aruba access point")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.registers")
    parser.add_argument("--rows", type=int, default=10_000, help="how many rows each file has (10,000)")
    rows = parser.parse_args().rows
    print(f"{rows:,} rows of equipment; seconds; the aim is under {AIM_S:.0f} s for the first import")
    print(f"{'':<28}{'first':>8}{'again':>8}")
    for name, content in files(rows).items():
        first, again = measure(content, rows)
        print(f"{name:<28}{first:>8.1f}{again:>8.1f}")
    print_writing(rows)


def files(rows: int) -> Mapping[str, bytes]:
    dice = random.Random(1)
    header: list[object] = ["tag", "type", "make_model", "serial", "location", "purchased", "cost_gbp", "status"]
    ours: list[list[object]] = [header]
    own: list[list[object]] = [["Our equipment"], [], ["Room", "Item", "Serial No.", "Bought", "Price", "User"]]
    for number in range(rows):
        bought = date(2018, 1, 1) + timedelta(days=dice.randrange(3000))
        serial = f"SER{number:07}"
        ours.append([f"BE-{number:05}", "Laptop", dice.choice(THINGS), serial, "Y3", bought, 598.5, "in_use"])
        written = dice.choice([bought, f"{bought:%d/%m/%Y}", f"{bought:%b %Y}"])
        user = dice.choice(["Mrs Brown", "Claire Brown", "", "-"])
        own.append([dice.choice(PLACES), dice.choice(THINGS), serial, written, f"£{dice.randrange(2000):,}", user])
    text = "\n".join(",".join(str(cell) for cell in row) for row in ours)
    return {
        "ours, CSV": text.encode(),
        "ours, XLSX": workbook({"Assets": ours}),
        "a school's own, XLSX": workbook({"Inventory": own}),
    }


def measure(content: bytes, rows: int) -> tuple[float, float]:
    """Seconds of the first import and of the second."""
    with tempfile.TemporaryDirectory() as folder:
        database = desk_in(Path(folder))
        seconds = []
        for added in (rows, 0):
            started = time.perf_counter()
            with database.writing() as session:
                done = carry_out(session, prepare_import(session, ASSETS, content, Options(domain=DOMAIN)), BY)
            seconds.append(time.perf_counter() - started)
            assert (done.added, done.changed) == (added, 0), done
        database.close()
    return seconds[0], seconds[1]


def print_writing(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = desk_in(Path(folder))
        with database.writing() as session:
            carry_out(session, prepare_import(session, ASSETS, files(rows)["ours, CSV"]), BY)
        with database.reading() as session:
            for name, export in (("CSV", export_csv), ("XLSX", export_xlsx)):
                started = time.perf_counter()
                export(session, ASSETS)
                print(f"{'written as ' + name:<28}{time.perf_counter() - started:>8.1f}")
        database.close()


def desk_in(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    upgrade(database)
    with database.writing() as session:
        load_school(session)
    return database


if __name__ == "__main__":
    main()
