"""A school's own workbook, as it is: titles, blank rows, merged cells, remarks and totals."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailtick.demo.school import DOMAIN
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.files import Options, Prepared, carry_out, prepare_import, prepare_map
from mailtick.registers.foreign import Foreign, remember_map
from mailtick.registers.importing import Imported, ImportFaults
from mailtick.registers.licences import LICENCES
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import Record, list_records
from mailtick.registers.register import Register
from mailtick.store.database import Database
from tests.registers.workbooks import Cells, workbook

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
MESSY: list[list[object]] = [
    ["Saltmarsh Primary School – ICT equipment"],
    [],
    ["last updated by SK, please do not delete!!"],
    [],
    ["Room", "Item", "Serial No.", "Bought", "Cost (£)", "Who has it", "Comments"],
    ["Y3/Room 5", "3 x iPad", "", "Sept 2021", "£1,200", "Mrs Brown", "charged in hall"],
    ["", "IPEVO V4K", "IPV-900", date(2023, 5, 4), 79.5, "-", ""],
    ["Hall", "Epson projector", "X7EPS1", "03/12/2025", "tbc", "", ""],
    [],
    ["LAPTOPS"],
    ["Rm 5", "HP EliteBook 840 G9", 5550123.0, 45994.0, "£899.00", "Brown, Claire", ""],
    ["library", "Thing with lights", "", "25/12/2024", "", "", ""],
    ["", "", "", "Total", 2178.5, "", ""],
]


def messy(rows: Cells = MESSY) -> bytes:
    return workbook({"Inventory": rows}, merged={"Inventory": "A1:G1 A6:A7"})


def read(database: Database, register: Register, content: bytes, options: Options | None = None) -> Prepared:
    with database.reading() as session:
        return prepare_import(session, register, content, options or Options(domain=DOMAIN))


def foreign_of(prepared: Prepared) -> Foreign:
    assert prepared.foreign is not None
    return prepared.foreign


def bring_in(database: Database, register: Register, content: bytes, options: Options | None = None) -> Imported:
    with database.writing() as session:
        prepared = prepare_import(session, register, content, options or Options(domain=DOMAIN))
        return carry_out(session, prepared, OFFICE)


def records_of(database: Database, register: Register, search: str = "") -> list[Record]:
    with database.reading() as session:
        return list_records(session, register, search)


def faults_of(database: Database, register: Register, content: bytes, options: Options | None = None) -> list[str]:
    with pytest.raises(ImportFaults) as refused:
        read(database, register, content, options)
    return [str(fault) for fault in refused.value.faults]


def columns_of(prepared: Prepared) -> dict[str, tuple[str, str]]:
    return {each.header: (each.column, each.because) for each in foreign_of(prepared).columns.columns}


def test_a_messy_workbook_is_read(school: Database) -> None:
    assert bring_in(school, ASSETS, messy()) == Imported(added=5, changed=0, unchanged=0)
    ipads, visualiser, projector, laptop, thing = records_of(school, ASSETS)[-5:]
    assert [each.key for each in (ipads, visualiser, projector, laptop, thing)] == [
        *("SP-0061", "SP-0062", "SP-0063", "SP-0064", "SP-0065")
    ]
    assert (ipads.values["quantity"], ipads.values["make_model"], ipads.values["type"]) == (3, "iPad", "Tablet")
    assert (ipads.values["location"], ipads.values["cost_pence"]) == ("Y3", 120_000)
    assert ipads.values["purchased_on"] == date(2021, 9, 1)
    assert ipads.values["assigned_to"] == f"claire.brown@{DOMAIN}"
    assert ipads.values["notes"] == "charged in hall"
    assert (visualiser.values["location"], visualiser.values["cost_pence"]) == ("Y3", 7950)
    assert (projector.values["location"], projector.values["purchased_on"]) == ("HALL", date(2025, 12, 3))
    assert (laptop.values["serial"], laptop.values["location"]) == ("5550123", "Y3")
    assert (laptop.values["purchased_on"], laptop.values["type"]) == (date(2025, 12, 3), "Laptop")
    assert (thing.values["location"], thing.values["type"]) == ("LIB", "Other")


def test_the_proposed_columns_say_because_of_what(school: Database) -> None:
    assert columns_of(read(school, ASSETS, messy())) == {
        "Room": ("location", '"Room" means it'),
        "Item": ("make_model", '"Item" means it'),
        "Serial No.": ("serial", '"Serial No." means it'),
        "Bought": ("purchased_on", "it is called so"),
        "Cost (£)": ("cost_pence", "it is called so"),
        "Who has it": ("assigned_to", "by what is in it: 2 of 3 cells"),
        "Comments": ("notes", '"Comments" means it'),
    }


def test_every_cell_that_is_not_read_is_listed_with_the_reason(school: Database) -> None:
    listed = {(each.where, each.text, each.why) for each in foreign_of(read(school, ASSETS, messy())).not_read}
    assert listed == {
        ("row 1", "Saltmarsh Primary School – ICT equipment", "it stands above the table"),
        ("row 3", "last updated by SK, please do not delete!!", "it stands above the table"),
        ("F7, Who has it", "-", "it says that nothing is known"),
        ("E8, Cost (£)", "tbc", "it says that nothing is known"),
        ("row 10", "LAPTOPS", "only one cell is filled: a heading or a remark"),
        ("row 13", "Total | 2178.5", "it is a total"),
    }


def test_what_could_have_meant_something_else_is_said(school: Database) -> None:
    said = [str(remark) for remark in foreign_of(read(school, ASSETS, messy())).remarks]
    assert said == [
        "D6, Bought: no day is given; read as 1 September 2021",
        "D11, Bought: the number 45994 is how a spreadsheet keeps 3 December 2025",
        'row 12, type: what kind of thing "Thing with lights" is is not known; kept as Other',
    ]


def test_a_second_import_of_the_same_file_adds_nothing(school: Database) -> None:
    bring_in(school, ASSETS, messy())
    assert bring_in(school, ASSETS, messy()) == Imported(added=0, changed=0, unchanged=5)


def test_a_later_version_of_the_file_changes_the_records_that_it_knows(school: Database) -> None:
    bring_in(school, ASSETS, messy())
    rows = [list(row) for row in MESSY]
    # A new row above, a serial number that moved down with its row, and a room that changed where a row stands.
    rows.insert(7, ["Y1", "Desktop PC", "NEW-1", "", "", "", ""])
    rows[8][0] = "Library"
    del rows[12:14]
    assert bring_in(school, ASSETS, workbook({"Inventory": rows}, merged={"Inventory": "A6:A7"})) == Imported(
        added=1, changed=1, unchanged=3
    )
    [projector] = records_of(school, ASSETS, "X7EPS1")
    assert (projector.key, projector.values["location"]) == ("SP-0063", "LIB")
    [new] = records_of(school, ASSETS, "NEW-1")
    assert new.key == "SP-0066"


def test_a_row_without_a_serial_number_is_known_by_where_it_stands(school: Database) -> None:
    rows: list[list[object]] = [["Room", "Item", "Cost"], ["Y1", "Headphones", 20], ["Y2", "Headphones", 20]]
    assert bring_in(school, ASSETS, workbook({"A": rows})).added == 2
    rows[1][2] = 25
    assert bring_in(school, ASSETS, workbook({"A": rows})) == Imported(added=0, changed=1, unchanged=1)


def test_an_empty_cell_takes_nothing_away(school: Database) -> None:
    rows: list[list[object]] = [["Serial", "Room", "Model"], ["MJ0K7101", "SUITE", ""]]
    assert bring_in(school, ASSETS, workbook({"A": rows})) == Imported(added=0, changed=0, unchanged=1)


def test_a_serial_number_that_stands_twice_is_said(school: Database) -> None:
    rows: list[list[object]] = [["Serial", "Item"], ["ab-1", "Desktop PC"], ["AB-1", "Desktop PC"]]
    prepared = read(school, ASSETS, workbook({"A": rows}))
    assert [str(remark) for remark in foreign_of(prepared).remarks] == [
        "A3, Serial: the same stands in row 2; one of the two may be mistyped"
    ]
    assert len(prepared.plan.added) == 2


def test_what_was_said_for_all_records_of_one_sheet_does_not_hold_for_another(school: Database) -> None:
    rows: list[list[object]] = [["Item", "Serial"], ["Desktop PC", ""], ["Laptop", ""]]
    content = workbook({"Oak": rows, "Willow": rows})
    for sheet, place in (("Oak", "Y3"), ("Willow", "Y1")):
        bring_in(school, ASSETS, content, Options(sheet, fixed={"location": place}))
    for sheet, place in (("Oak", "Y3"), ("Willow", "Y1")):
        prepared = read(school, ASSETS, content, Options(sheet))
        assert {line.values["location"] for line in prepared.lines} == {place}
        assert (prepared.plan.added, prepared.plan.changed, prepared.plan.unchanged) == ((), (), 2)


def test_what_was_said_for_all_records_can_be_taken_back(school: Database) -> None:
    with school.writing() as session:
        for value in ("spare", ""):
            mapped = prepare_map(session, ASSETS, messy(), Options(fixed={"status": value}))
            remember_map(session, ASSETS, mapped)
    assert not any("status" in line.values for line in read(school, ASSETS, messy()).lines)


def test_a_tag_in_another_spelling_is_the_same_tag(school: Database) -> None:
    rows: list[list[object]] = [["Asset No", "Room", "Item"], ["sp 0001", "Suite", ""], ["sp-0002", "Suite", ""]]
    prepared = read(school, ASSETS, workbook({"A": rows}))
    assert [line.values["tag"] for line in prepared.lines] == ["SP-0001", "SP-0002"]


def test_what_was_not_known_at_first_is_not_taken_in_later_by_itself(school: Database) -> None:
    rows: list[list[object]] = [["Room", "Known as", "Teacher's own word"], ["Attic", "loft", "Cellar"]]
    bring_in(school, LOCATIONS, workbook({"A": rows}))
    assert columns_of(read(school, LOCATIONS, workbook({"A": rows})))["Teacher's own word"] == ("", "as last time")


def test_an_unknown_place_offers_the_nearest_names_and_how_to_add_it(school: Database) -> None:
    rows: list[list[object]] = [
        ["Room", "Item"],
        ["Libary", "Desktop PC"],
        ["Y3/Room 12", "Desktop PC"],
        ["Hall/Library", "Desktop PC"],
    ]
    unknown, strange, two = faults_of(school, ASSETS, workbook({"A": rows}))
    assert unknown.startswith('A2, Room: there is no place "Libary"; the nearest are Library (LIB), ')
    assert unknown.endswith('; a new one is added with: mailtick register add locations name="Libary"')
    assert strange == (
        'A3, Room: "Y3/Room 12" begins like Y3, but "Room 12" is no name of that place; '
        "add it to the aliases of Y3, or write Y3 alone"
    )
    assert two == 'A4, Room: "Hall/Library" may be HALL or LIB; write which one'


def test_every_fault_of_a_foreign_file_is_named_and_nothing_is_brought_in(school: Database) -> None:
    rows: list[list[object]] = [
        ["Room", "Item", "Bought", "Cost"],
        ["Y3", "3 x iPad", "31/02/2024", "lots"],
        ["Y3", "", "2024-01-02", 4],
    ]
    before = records_of(school, ASSETS)
    assert faults_of(school, ASSETS, workbook({"A": rows})) == [
        'C2, Bought: "31/02/2024" is not in the calendar; the day comes first: 30/11/2026',
        'D2, Cost: "lots" is no amount; write pounds and pence, such as 1140.00 or £1,140.00',
        "B3, Item: this must not be empty",
    ]
    assert records_of(school, ASSETS) == before


def test_a_column_with_days_of_both_orders_is_not_guessed_at(school: Database) -> None:
    rows: list[list[object]] = [
        ["Room", "Item", "Bought"],
        ["Y3", "PC", "25/12/2024"],
        ["Y3", "PC", "12/25/2024"],
        ["Y3", "PC", "3/4/24"],
    ]
    first, second = faults_of(school, ASSETS, workbook({"A": rows}))
    assert first.startswith("C3, Bought: ")
    assert second.startswith('C4, Bought: "3/4/24" may be 3 April 2024 or 4 March 2024')


def test_a_file_that_is_cut_by_semicolons_names_its_lines(school: Database) -> None:
    text = "Raum;Item;Serial\n\nLibary;Desktop PC;D1\n"
    [fault] = faults_of(school, ASSETS, text.encode(), Options(columns={"Raum": "location"}))
    assert fault.startswith('line 3, Raum: there is no place "Libary"')


def test_a_column_can_be_corrected_or_left_out(school: Database) -> None:
    options = Options(domain=DOMAIN, columns={"Comments": "funding", "bought": "-", "F": "-"})
    prepared = read(school, ASSETS, messy(), options)
    columns = columns_of(prepared)
    assert columns["Comments"] == ("funding", "you said so")
    assert columns["Bought"] == ("", "you said so")
    assert columns["Who has it"] == ("", "you said so")
    assert all("purchased_on" not in line.values for line in prepared.lines)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        pytest.param({"Colour": "location"}, 'the file has no column "Colour"; there are: Room, Item', id="no header"),
        pytest.param({"Room": "locaton"}, 'assets have no column "locaton"; did you mean location?', id="no column"),
    ],
)
def test_a_correction_that_means_nothing_is_refused(school: Database, columns: dict[str, str], says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        read(school, ASSETS, messy(), Options(columns=columns))


def test_a_correction_is_remembered_for_the_next_file_with_the_same_headers(school: Database) -> None:
    rows: list[list[object]] = [["Zimmer", "Was", "Nummer"], ["Y3", "Desktop PC", "D1"]]
    said = {"Zimmer": "location", "Was": "make_model", "Nummer": "serial"}
    bring_in(school, ASSETS, workbook({"A": rows}), Options(columns=said))
    later: list[list[object]] = [["", "", ""], ["Nummer", "Was", "Zimmer"], ["D2", "Desktop PC", "Y1"]]
    prepared = read(school, ASSETS, workbook({"B": later}))
    assert columns_of(prepared)["Zimmer"] == ("location", "as last time")
    assert prepared.lines[0].values["location"] == "Y1"


def test_a_map_can_be_shown_and_kept_without_importing_anything(school: Database) -> None:
    with school.writing() as session:
        mapped = prepare_map(session, ASSETS, messy(), Options(columns={"Comments": "-"}, fixed={"status": "spare"}))
        remember_map(session, ASSETS, mapped)
    assert mapped.table.header.number == 5
    prepared = read(school, ASSETS, messy())
    assert columns_of(prepared)["Comments"] == ("", "as last time")
    assert {line.values["status"] for line in prepared.lines} == {"spare"}


def test_two_columns_of_one_name_are_told_apart_by_what_stands_above(school: Database) -> None:
    rows: list[list[object]] = [
        ["", "", "Purchase", "", "Warranty", ""],
        ["Item", "Room", "Date", "Cost", "Date", "Firm"],
        ["Desktop PC", "Y3", "25/12/2024", 5, "24/12/2027", "Dell"],
    ]
    content = workbook({"A": rows}, merged={"A": "C1:D1 E1:F1"})
    columns = columns_of(read(school, ASSETS, content, Options(columns={"Warranty Date": "warranty_end"})))
    assert columns["Purchase Date"][0] == "purchased_on"
    assert columns["Warranty Date"][0] == "warranty_end_on"


def test_an_amount_in_merged_cells_is_counted_once(school: Database) -> None:
    rows: list[list[object]] = [
        ["Room", "Item", "Cost"],
        ["Y3", "Desktop PC", 900],
        ["", "Monitor", ""],
        ["Y1", "Desk lamp switch", 4],
    ]
    prepared = read(school, ASSETS, workbook({"A": rows}, merged={"A": "A2:A3 C2:C3"}))
    assert [line.values.get("cost_pence") for line in prepared.lines] == [90_000, None, 400]
    assert [line.values["location"] for line in prepared.lines] == ["Y3", "Y3", "Y1"]
    [unread] = foreign_of(prepared).not_read
    assert unread.where == "C3, Cost"


def test_what_holds_for_all_records_is_said_once(school: Database) -> None:
    rows: list[list[object]] = [["Room", "Item"], ["Y3", "Thing"]]
    options = Options(domain=DOMAIN, fixed={"type": "Laptop", "assigned_to": "Mrs Brown"})
    [line] = read(school, ASSETS, workbook({"A": rows}), options).lines
    assert (line.values["type"], line.values["assigned_to"]) == ("Laptop", f"claire.brown@{DOMAIN}")


def test_a_file_of_which_nothing_is_known_asks_what_it_is(school: Database) -> None:
    with pytest.raises(NotReadable, match="no column of this file is known: foo, bar"):
        read(school, ASSETS, b"foo,bar\nspam,eggs\nham,beans\n")


def test_a_column_that_must_be_there_is_asked_for(school: Database) -> None:
    [fault] = faults_of(school, LICENCES, b"Software,Expires\nClicker 8,31/08/2027\nNew Thing,31/08/2027\n")
    assert 'no column of the file is read as this; say which one it is with --column "Software=quantity"' in fault


def test_places_and_people_of_another_layout_are_read(school: Database) -> None:
    rows: list[list[object]] = [["Room", "Known as"], ["Music room", "music, practice room"], ["Library", "book room"]]
    assert bring_in(school, LOCATIONS, workbook({"A": rows})) == Imported(added=1, changed=1, unchanged=0)
    [music] = records_of(school, LOCATIONS, "music")
    assert (music.key, music.values["aliases"]) == ("MUSICROOM", ("music", "practice room"))
    staff: list[list[object]] = [
        ["Staff name", "E-mail", "Class"],
        ["Mrs Ann Lee", "Ann Lee <Ann.Lee@elsewhere.example>", "Yr 3"],
    ]
    bring_in(school, PEOPLE, workbook({"A": staff}))
    [lee] = records_of(school, PEOPLE, "ann lee")
    assert (lee.key, lee.values["usual_place"]) == ("ann.lee@elsewhere.example", "Y3")


@pytest.mark.parametrize("header", ["Product Key", "Admin password", "PIN", "Licence key"])
def test_a_secret_is_never_taken_in(school: Database, header: str) -> None:
    rows: list[list[object]] = [["Software", "Seats", header], ["New Thing", 5, "ABCDE-12345"]]
    prepared = read(school, LICENCES, workbook({"A": rows}))
    column, because = columns_of(prepared)[header]
    assert column == ""
    assert "is never taken in: note where it is kept instead" in because
    with pytest.raises(NotReadable, match="is never taken in"):
        read(school, LICENCES, workbook({"A": rows}), Options(columns={header: "proof"}))
    assert "ABCDE" not in str((prepared.plan, foreign_of(prepared).not_read, foreign_of(prepared).remarks))


def test_a_secret_is_not_shown_with_a_row_that_is_not_read(school: Database) -> None:
    rows: list[list[object]] = [
        ["Software", "Seats", "Product Key", "Expiry"],
        ["FooSuite", 5, "ABCDE-1", "2027-01-01"],
        ["", "", "ABCDE-2", ""],
        ["Total", 5, "ABCDE-3", ""],
    ]
    listed = [each.text for each in foreign_of(read(school, LICENCES, workbook({"Software": rows}))).not_read]
    assert listed == ["(left out)", "Total | 5 | (left out)"]


def test_a_sheet_that_is_wider_than_any_list_is_refused(school: Database) -> None:
    wide = ",".join(f"h{number}" for number in range(5000))
    with pytest.raises(NotReadable, match="5000 columns, and a list has 500 at most"):
        read(school, ASSETS, f"{wide}\n{wide}\n".encode())
