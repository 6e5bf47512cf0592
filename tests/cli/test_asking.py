"""The registers on the command line, asked and told in the words of an office."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow
from tests.cli.saying import done, refused, say
from tests.support.desks import MONDAY


def test_a_register_is_searched_with_several_words_under_the_name_that_people_use(folder: Path) -> None:
    assert "SP-0051" in done("register", "list", "equipment", "visualiser", "oak")
    assert "SP-0052" not in done("register", "list", "asset", "visualiser", "oak")
    assert "it may be contacts or contracts" in say("register", "list", "con").stderr
    assert "LIC-13 Clicker 8: 0 free, 3 wanted" in done("may-install", "clicker", "3")


def test_adding_says_which_columns_there_are_and_which_must_be_given(folder: Path) -> None:
    assert "`mailtick register add loans` says what is written for one" in done("register", "list", "loans")
    columns = done("register", "add", "loans").splitlines()
    assert any(line.split() == ["borrower=", "Borrower", "must", "be", "given"] for line in columns)
    refused = say("register", "add", "loans", "asset=SP-0016").stderr
    assert "Borrower (borrower=…), Lent on (from=…), Due back (due=…) must be given" in refused


def test_a_hidden_place_is_left_out_of_the_list(folder: Path) -> None:
    done("register", "set", "locations", "SUITE", "hidden=yes")
    assert "ICT suite" not in done("register", "list", "locations")
    assert "ICT suite" in done("register", "list", "locations", "--all")


def test_what_a_refused_import_advises_can_be_typed_as_it_stands(folder: Path) -> None:
    Path("our staff.csv").write_text("Name,Email,Room\nMr Al Gale,agale,Attic\n", encoding="utf-8")
    told = say("register", "import", "people", "our staff.csv").stderr
    assert "`mailtick register map people 'our staff.csv'` shows how the file is read." in told
    assert "--domain DOMAIN" in told
    assert '--column "Room=-"' in told


def test_one_label_is_one(folder: Path) -> None:
    assert done("labels", "--assets", "SP-0037", "-o", "one.html") == "one.html: 1 label.\n"


def test_a_day_and_a_financial_year_are_taken_as_people_write_them(folder: Path) -> None:
    days = ("--to", "31/12/2026")
    assert "LIC-05" in done("diary", "--from", "1/12/2026", *days)
    done("register", "add", "budgets", "year=2026/27", "category=Other hardware", "planned_gbp=1000")
    assert "£1,000.00" in done("budget", "--year", "2026")
    assert done("budget", "--year", "2026") == done("budget", "--year", "2026-27")
    assert '"next" is no financial year; write it as 2026-27' in refused("budget", "--year", "next")


def test_how_a_firm_keeps_what_it_promises_is_counted(folder: Path) -> None:
    done("second", "1041", "BBA", "dead")
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.writing() as session:
        session.execute(update(HandoverRow).values(handed_at=MONDAY, state="scheduled", promised_at=MONDAY))
    database.close()
    said = done("provider", "brightboard", "--days", "3660")
    assert "BrightBoard AV (BBA): 1 job since" in said
    assert "visits on the day that they named" in said
    assert "With them now: ICT-1041." in said
