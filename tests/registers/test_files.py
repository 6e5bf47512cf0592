from __future__ import annotations

import codecs
from datetime import UTC, date, datetime

import pytest

from mailtick.demo.school import DOMAIN
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.files import Options, carry_out, prepare_import
from mailtick.registers.importing import ImportFaults
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.records import Record, list_records
from mailtick.registers.register import Register
from mailtick.store.database import Database
from tests.registers.workbooks import workbook

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
HEADER = ["tag", "type", "make_model", "serial", "location", "purchased", "cost_gbp"]
LAPTOP = ["SP-0061", "Laptop", "ThinkPad", "00417", "Y3", date(2026, 11, 3), 598.1]


def brought_in(database: Database, register: Register, content: bytes, sheet: str = "") -> list[Record]:
    """The records after an import."""
    with database.writing() as session:
        carry_out(session, prepare_import(session, register, content, Options(sheet, DOMAIN)), OFFICE)
        return list_records(session, register)


def faults_of(database: Database, register: Register, content: bytes) -> list[str]:
    with pytest.raises(ImportFaults) as refused, database.reading() as session:
        prepare_import(session, register, content)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("code,name\nS1,Café „Süd“\n".encode(), id="UTF-8"),
        pytest.param("code,name\r\nS1,Café „Süd“\r\n".encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param("code,name\r\nS1,Café „Süd“\r\n".encode("cp1252"), id="Windows-1252"),
        pytest.param("code\tname\r\nS1\tCafé „Süd“\r\n".encode("utf-16"), id="Unicode text of Excel"),
        pytest.param("code\tname\r\nS1\tCafé „Süd“\r\n".encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(codecs.BOM_UTF16_BE + "code\tname\nS1\tCafé „Süd“\n".encode("utf-16-be"), id="UTF-16, big end"),
        pytest.param("code;name;aliases\r\nS1;Café „Süd“;a\r\n".encode(), id="semicolons"),
        pytest.param("sep=;\r\ncode;name\r\nS1;Café „Süd“\r\n".encode(), id="a file that says its separator"),
        pytest.param("code\tname\nS1\tCafé „Süd“\n".encode(), id="tabs"),
        pytest.param('\n\n"code","name"\n\n"S1","Café „Süd“"\n,\n'.encode(), id="quotation marks and empty lines"),
        pytest.param("code,name,aliases\nS1,Café „Süd“,a;b;c;d\n".encode(), id="words between semicolons"),
        pytest.param(workbook({"Rooms": [["code", "name"], ["S1", "Café „Süd“"]]}), id="XLSX"),
    ],
)
def test_a_file_is_read_however_it_was_saved(school: Database, content: bytes) -> None:
    assert brought_in(school, LOCATIONS, content)[-1].cells["name"] == "Café „Süd“"


def test_a_workbook_gives_days_amounts_and_texts_as_they_are(school: Database) -> None:
    record = brought_in(school, ASSETS, workbook({"Sheet1": [HEADER, LAPTOP, [], ["", ""]]}))[-1]
    assert (record.values["purchased_on"], record.values["cost_pence"]) == (date(2026, 11, 3), 59_810)
    assert (record.values["serial"], record.values["location"]) == ("00417", "Y3")


def test_a_faulty_cell_of_a_workbook_is_named_as_excel_names_it(school: Database) -> None:
    wrong = ["SP-0062", *LAPTOP[1:4], "Libary", "soon", "lots"]
    adding = '; a new one is added with: mailtick register add locations name="Libary"'
    nearest = "Library (LIB), Mr Hargreaves's class (Y6), Mr Lloyd's class (Y5)"
    assert faults_of(school, ASSETS, workbook({"Sheet1": [HEADER, LAPTOP, [], wrong]})) == [
        f'E4, location: there is no place "Libary"; the nearest are {nearest}{adding}',
        'F4, purchased: "soon" is no date; write it as 2026-11-30 or 30/11/2026',
        'G4, cost_gbp: "lots" is no amount; write pounds and pence, such as 1140.00 or £1,140.00',
    ]


def test_our_own_file_is_read_after_a_spreadsheet_program_wrote_days_and_amounts_its_way(school: Database) -> None:
    text = "tag;type;make_model;purchased;cost_gbp\r\nSP-0061;Laptop;ThinkPad;03/11/2026;£1,598.00\r\n"
    record = brought_in(school, ASSETS, text.encode("cp1252"))[-1]
    assert (record.values["purchased_on"], record.values["cost_pence"]) == (date(2026, 11, 3), 159_800)


def test_our_own_file_with_days_that_may_be_two_says_how_it_read_them(school: Database) -> None:
    def read(*days: str) -> list[str]:
        rows = [["tag", "type", "make_model", "purchased"], *([f"A{day}", "Laptop", "X", day] for day in days)]
        with school.reading() as session:
            return [str(remark) for remark in prepare_import(session, ASSETS, workbook({"A": rows})).remarks]

    assert read("03/11/2026") == ["D2, purchased: read day first: 3 November 2026"]
    assert read("03/11/2026", "25/12/2026") == []
    assert read("03/11/2026", "12/25/2026")[0].startswith("D2, purchased: read month first")
    with pytest.raises(ImportFaults, match="may be 3 November 2026 or 11 March 2026"):
        read("03/11/2026", "12/25/2026", "25/12/2026")


def test_our_own_csv_is_read_after_it_was_saved_as_a_workbook(school: Database) -> None:
    content = workbook({"locations": [["code", "name"], ["S1", "'=1+1"], ["S2", "''=1+1"], ["S3", "'tis a shed"]]})
    names = [record.values["name"] for record in brought_in(school, LOCATIONS, content)[-3:]]
    assert names == ["=1+1", "'=1+1", "'tis a shed"]


def test_of_several_sheets_one_has_to_be_chosen(school: Database) -> None:
    content = workbook(
        {"Read me": [], "Rooms": [["code", "name"], ["S1", "Shed"]], "Old": [["code", "name"], ["S2", "Hut"]]}
    )
    with pytest.raises(NotReadable, match=r'say which with --sheet "Rooms"\. There are: Rooms, Old'):
        brought_in(school, LOCATIONS, content)
    with pytest.raises(NotReadable, match='there is no sheet "Huts"; there are: Rooms, Old'):
        brought_in(school, LOCATIONS, content, "Huts")
    assert brought_in(school, LOCATIONS, content, "old")[-1].key == "S2"


def test_a_hidden_sheet_is_read_only_by_its_name(school: Database) -> None:
    content = workbook(
        {"Rooms": [["code", "name"], ["S1", "Shed"]], "Lists": [["code", "name"], ["S2", "Hut"]]}, hidden=["Lists"]
    )
    assert brought_in(school, LOCATIONS, content)[-1].key == "S1"
    assert brought_in(school, LOCATIONS, content, "Lists")[-1].key == "S2"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"PK\x03\x04 torn in two", "this workbook cannot be read", id="a torn workbook"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "neither a workbook nor text", id="a picture"),
        pytest.param(b'code,name\nS1,"Hall" store\n', "look at the quotation marks", id="a stray quotation mark"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(school: Database, content: bytes, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        brought_in(school, LOCATIONS, content)


def test_a_plan_says_what_would_be_added_and_changed_from_what_to_what(school: Database) -> None:
    text = "code,name,aliases\nLIB,Library,library;book room\nHALL,Hall,main hall;hall;stage\nS1,Shed,\n"
    with school.reading() as session:
        before = list_records(session, LOCATIONS)
        plan = prepare_import(session, LOCATIONS, text.encode()).plan
        assert list_records(session, LOCATIONS) == before
    assert [(change.key, change.line) for change in plan.added] == [("S1", 4)]
    [change] = plan.changed
    [difference] = change.differences
    assert (change.key, difference.label) == ("LIB", "Also called")
    assert (difference.old, difference.new, plan.unchanged) == ("library", "library;book room", 1)
