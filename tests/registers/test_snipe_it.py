"""What Snipe-IT exports is read as it comes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailtick.demo.school import DOMAIN
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.files import Options, carry_out, prepare_import
from mailtick.registers.importing import Imported, ImportFaults
from mailtick.registers.licences import LICENCES
from mailtick.registers.records import Record, list_records
from mailtick.registers.register import Register
from mailtick.store.database import Database

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
# The list of assets, exported from its table.
ASSETS_LIST = (
    '"Asset Name","Asset Tag","Serial","Model","Model No.","Category","Status","Checked Out To","Location",'
    '"Default Location","Manufacturer","Supplier","Purchase Date","Purchase Cost","Order Number","Warranty",'
    '"Warranty Expires","Notes","Created At"\r\n'
    '"Brown laptop","SNP-0007","PF3A7107","ThinkPad L14","20X1","Laptops","Ready to Deploy (deployed)",'
    '"Claire Brown","Mrs Brown\'s class","ICT suite","Lenovo","Fenland ICT","2024-09-01","£649.00","PO-114",'
    '"36 months","2027-08-31","`=check the hinge","Sun Sep 01, 2024 10:12AM"\r\n'
    '"","SNP-0008","PF3A7108","ThinkPad L14","20X1","Laptops","Ready to Deploy","","","ICT suite","Lenovo",'
    '"Fenland ICT","Sun Sep 01, 2024","649.00","PO-114","36 months","","","Sun Sep 01, 2024 10:12AM"\r\n'
    '"Suite board","SNP-0009","AP9-77","ActivPanel 9","","Panels","Out for Repair","ICT suite","ICT suite","",'
    '"Promethean","","2023-01-15","1,899.50","","","","Tilts &amp; turns","Mon Jan 16, 2023 9:00AM"\r\n'
)
# The custom report, in Unicode with a mark.
ASSETS_REPORT = (
    "\ufeffAsset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Purchased,Cost,EOL,Warranty,"
    "Warranty Expires,Order Number,Supplier,Location,Default Location,Checked Out,Type,Username,Status,Notes\n"
    "Lloyd laptop,SNP-0010,EliteBook 840,,Laptop,HP,5CG1111,2025-02-03,899.00,48,12 months,2026-02-02,PO-7,,Hall,,"
    "Gareth Lloyd,user,gareth.lloyd,Deployed,\n"
)
LICENCES_LIST = (
    '"Name","Product Key","Expiration Date","Licensed to Email","Licensed to Name","Manufacturer","Min. QTY","Total",'
    '"Avail","Purchase Date","Purchase Cost","Order Number","Notes"\n'
    '"Clicker 9","AAAA-BBBB-CCCC","2027-08-31","ict@saltmarshprimary.example","Saltmarsh Primary","Crick Software",'
    '"1","8","3","2026-09-01","480.00","PO-9",""\n'
    '"Purple Mash","","2027-11-13","","","2Simple","","1","0","","1140.00","",""\n'
)
LICENCES_OLD = (
    "License Name,Product Key,Seats,Expiration Date,Licensed to Name,Purchase Date,Purchase Cost\n"
    "TT Rockstars,K-1,30,,Saltmarsh Primary,2026-01-02,93.60\n"
)


def bring_in(database: Database, register: Register, text: str) -> Imported:
    with database.writing() as session:
        prepared = prepare_import(session, register, text.encode(), Options(domain=DOMAIN))
        return carry_out(session, prepared, OFFICE)


def records_of(database: Database, register: Register, search: str) -> list[Record]:
    with database.reading() as session:
        return list_records(session, register, search)


def test_the_list_of_assets_is_read_as_it_comes(school: Database) -> None:
    assert bring_in(school, ASSETS, ASSETS_LIST) == Imported(added=3, changed=0, unchanged=0)
    laptop, spare, board = records_of(school, ASSETS, "SNP-")
    assert (laptop.key, laptop.values["make_model"], laptop.values["type"]) == (
        "SNP-0007",
        "Lenovo ThinkPad L14",
        "Laptop",
    )
    assert (laptop.values["assigned_to"], laptop.values["location"]) == (f"claire.brown@{DOMAIN}", "Y3")
    assert (laptop.values["usual_location"], laptop.values["status"]) == ("SUITE", "in_use")
    assert (laptop.values["purchased_on"], laptop.values["cost_pence"]) == (date(2024, 9, 1), 64_900)
    assert (laptop.values["warranty_end_on"], laptop.values["order_number"]) == (date(2027, 8, 31), "PO-114")
    assert laptop.values["notes"] == "=check the hinge"
    assert (spare.values["status"], spare.values["location"]) == ("in_stock", "SUITE")
    assert spare.values["warranty_end_on"] == date(2027, 8, 31)
    assert (board.values["assigned_to"], board.values["location"]) == ("", "SUITE")
    assert (board.values["status"], board.values["notes"]) == ("in_repair", "Tilts & turns")


def test_the_custom_report_of_assets_is_read_as_it_comes(school: Database) -> None:
    assert bring_in(school, ASSETS, ASSETS_REPORT).added == 1
    [laptop] = records_of(school, ASSETS, "SNP-0010")
    assert (laptop.values["make_model"], laptop.values["type"]) == ("HP EliteBook 840", "Laptop")
    assert (laptop.values["assigned_to"], laptop.values["location"]) == (f"gareth.lloyd@{DOMAIN}", "HALL")
    assert (laptop.values["purchased_on"], laptop.values["cost_pence"]) == (date(2025, 2, 3), 89_900)
    assert (laptop.values["status"], laptop.values["warranty_end_on"]) == ("in_use", date(2026, 2, 2))


def test_the_list_of_licences_is_read_and_their_keys_are_not(school: Database) -> None:
    assert bring_in(school, LICENCES, LICENCES_LIST) == Imported(added=1, changed=0, unchanged=1)
    [clicker] = records_of(school, LICENCES, "Clicker 9")
    assert (clicker.key, clicker.values["publisher"]) == ("LIC-16", "Crick Software")
    assert (clicker.values["quantity"], clicker.values["in_use"]) == (8, 5)
    assert (clicker.values["end_on"], clicker.values["cost_pence"]) == (date(2027, 8, 31), 48_000)
    assert clicker.values["licensed_to"] == "Saltmarsh Primary ict@saltmarshprimary.example"
    assert "AAAA" not in str(clicker)
    with school.reading() as session:
        prepared = prepare_import(session, LICENCES, LICENCES_LIST.encode())
    assert prepared.foreign is not None
    [key] = [each for each in prepared.foreign.columns.columns if each.header == "Product Key"]
    assert (key.column, key.because) == (
        "",
        "a licence key is never taken in: note where it is kept instead, in key_kept_at",
    )


def test_an_older_list_of_licences_is_read(school: Database) -> None:
    assert bring_in(school, LICENCES, LICENCES_OLD).added + bring_in(school, LICENCES, LICENCES_OLD).added <= 1
    [times_tables] = [each for each in records_of(school, LICENCES, "") if each.values["product"] == "TT Rockstars"]
    assert times_tables.values["quantity"] == 30


@pytest.mark.parametrize(
    ("register", "text"), [(ASSETS, ASSETS_LIST), (ASSETS, ASSETS_REPORT), (LICENCES, LICENCES_LIST)]
)
def test_a_second_import_changes_nothing(school: Database, register: Register, text: str) -> None:
    bring_in(school, register, text)
    again = bring_in(school, register, text)
    assert (again.added, again.changed) == (0, 0)


def test_a_place_of_snipe_it_that_is_not_ours_is_named_once_with_all_its_lines(school: Database) -> None:
    text = ASSETS_LIST.replace("ICT suite", "Computer lab 2")
    with pytest.raises(ImportFaults) as refused:
        bring_in(school, ASSETS, text)
    assert {fault.column for fault in refused.value.faults} == {"Location", "Default Location", "Checked Out To"}
    assert all("Computer lab 2" in fault.message for fault in refused.value.faults)
