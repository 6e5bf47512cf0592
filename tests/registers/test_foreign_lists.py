"""The other lists of a school office: software, staff, rooms, firms, contracts, bills, terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from mailtick.demo.school import DOMAIN
from mailtick.registers import REGISTERS
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.files import Options, Prepared, carry_out, prepare_import
from mailtick.registers.formats import Value
from mailtick.registers.importing import ImportFaults
from mailtick.registers.licences import LICENCES
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.providers import PROVIDERS
from mailtick.registers.register import Register
from mailtick.store.database import Database

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
SOFTWARE = """Software list 2026

Software,Licence type,No. of licences,Expiry,Annual cost,Key,Used by
Purple Mash,Subscription,Site,13/11/2027,"£1,140",ABC-1,all
Scratch 3,free,unlimited,,0,,KS2
TT Rockstars,subscription,240,31st Aug 2027,93.60,,Y2-Y6
Total,,,,1233.6,,
"""
STAFF = """Surname,First name,Title,Email,Role,Class
Brown,Claire,Mrs,claire.brown,Y3 teacher,Y3
New,Ann,Ms,Ann.New,TA,oak
"""
ROOMS = "Room,Teacher,Building\nMrs Brown's class,Mrs Brown,Main\nMusic room,,\nHall,Colin Webb,Main\n"
FIRMS = (
    "Company;Email;Tel;What they do\n"
    "BT Business;help@bt.example;0800 800 152;phones, broadband\n"
    "Anglia Print Solutions;service@angliaprint.example;01632 960155;printing\n"
)
AGREED = (
    "Contract;Supplier;Start date;End date;Annual cost;Notice period;Contract manager\n"
    "Panels;BrightBoard;1/4/2026;31/3/2027;£1,490;3 months;Mrs Kemp\n"
)


def read(database: Database, register: Register, text: str, fixed: dict[str, str] | None = None) -> Prepared:
    with database.reading() as session:
        return prepare_import(session, register, text.encode(), Options(domain=DOMAIN, fixed=fixed or {}))


def values_of(prepared: Prepared, *names: str) -> list[Sequence[Value]]:
    return [tuple(line.values.get(name) for name in names) for line in prepared.lines]


def test_a_list_of_software_is_read(school: Database) -> None:
    prepared = read(school, LICENCES, SOFTWARE)
    assert values_of(prepared, "ref", "product", "quantity", "in_use", "metric", "end_on") == [
        ("LIC-04", "Purple Mash", 1, 1, "site", date(2027, 11, 13)),
        ("LIC-16", "Scratch 3", 1, 1, "site", None),
        ("LIC-17", "TT Rockstars", 240, 0, None, date(2027, 8, 31)),
    ]
    assert prepared.foreign is not None
    said = [str(remark) for remark in prepared.foreign.remarks]
    assert 'line 4, No. of licences: "Site" is one licence for the whole site' in said
    assert "1 new, in_use: how many are in use is said nowhere; kept as 0" in said
    assert "ABC-1" not in str(prepared.plan)


def test_a_list_of_staff_is_read_with_names_in_three_columns(school: Database) -> None:
    assert values_of(read(school, PEOPLE, STAFF), "address", "name", "job", "usual_place") == [
        (f"claire.brown@{DOMAIN}", "Mrs Claire Brown", "Y3 teacher", "Y3"),
        (f"ann.new@{DOMAIN}", "Ms Ann New", "TA", "Y3"),
    ]


def test_a_list_of_rooms_is_read(school: Database) -> None:
    assert values_of(read(school, LOCATIONS, ROOMS), "code", "name", "responsible") == [
        ("Y3", "Mrs Brown's class", f"claire.brown@{DOMAIN}"),
        ("MUSICROOM", "Music room", None),
        ("HALL", "Hall", f"colin.webb@{DOMAIN}"),
    ]


def test_a_list_of_firms_is_read(school: Database) -> None:
    assert values_of(read(school, PROVIDERS, FIRMS), "code", "address", "covers") == [
        ("BTBUSINESS", "help@bt.example", ("phones", "broadband")),
        ("APS", "service@angliaprint.example", ("printing",)),
    ]


def test_a_list_of_contracts_is_read_and_a_firm_known_by_a_part_of_its_name(school: Database) -> None:
    names = ("provider", "description", "start_on", "annual_value_pence", "notice_months", "responsible")
    assert values_of(read(school, CONTRACTS, AGREED), *names) == [
        ("BBA", "Panels", date(2026, 4, 1), 149_000, 3, f"sandra.kemp@{DOMAIN}")
    ]


def test_a_firm_that_is_on_no_list_is_named_with_how_to_add_it(school: Database) -> None:
    with pytest.raises(ImportFaults) as refused:
        read(school, CONTRACTS, AGREED.replace("BrightBoard", "BT"))
    [fault] = refused.value.faults
    assert 'there is no provider "BT"; the nearest are ' in fault.message
    assert fault.message.endswith(
        'a new one is added with: mailtick register add providers service_mail=ADDRESS name="BT"'
    )


@pytest.mark.parametrize(
    ("name", "text", "fixed", "key"),
    [
        pytest.param("calendar", "Term,Start,End\nAutumn 1,2/9/27,22/10/27\n", {"kind": "term"}, "term 2027-09-02"),
        pytest.param("payments", "Description,Amount,VAT,Due\nCopier,372.50,74.50,31/3/2027\n", {}, "D09"),
        pytest.param("diary", "Date,Event\n31/1/2027,PAT testing\n", {"kind": "check"}, "D19"),
        pytest.param("spares", "What,There are,Room\nToner,4,Hall\n", {}, "S1"),
    ],
    ids=["terms", "bills", "dates", "spares"],
)
def test_the_smaller_lists_are_read(school: Database, name: str, text: str, fixed: dict[str, str], key: str) -> None:
    register = next(each for each in REGISTERS if each.name == name)
    with school.writing() as session:
        options = Options(domain=DOMAIN, fixed=fixed)
        prepared = prepare_import(session, register, text.encode(), options)
        assert [change.key for change in prepared.plan.added] == [key]
        carry_out(session, prepared, OFFICE)
        again = prepare_import(session, register, text.encode(), options)
        assert (again.plan.added, again.plan.changed) == ((), ())


def test_a_list_of_equipment_with_its_number_in_one_of_two_columns_is_read(school: Database) -> None:
    text = (
        "Asset No,Description,Make/Model,Installed,Warranty\n"
        "MJS001,6 x iPad,iPad 9th gen,Aug 2021,5 years\n"
        ",Smart board,SMART MX275,Aug 2021,\n"
    )
    prepared = read(school, ASSETS, text)
    assert values_of(prepared, "make_model", "quantity", "in_service_on", "warranty_end_on") == [
        ("iPad 9th gen", 6, date(2021, 8, 1), date(2026, 7, 31)),
        ("SMART MX275 Smart board", None, date(2021, 8, 1), None),
    ]


def test_a_new_tag_goes_on_from_those_of_the_file_where_the_register_has_none(database: Database) -> None:
    rows = "Asset No,Make/Model\nMJS001,Dell Latitude 3520\nMJS002,Dell Latitude 3520\n,Acer C733 Chromebook\n"
    assert [key for [key] in values_of(read(database, ASSETS, rows), "tag")] == ["MJS001", "MJS002", "MJS003"]


def test_whether_an_agreement_renews_itself_is_read_from_yes_and_no(school: Database) -> None:
    head = "Supplier,What,From,To,Auto renew?\n"
    text = f"{head}Fenland,Backup,1/9/2026,31/8/2027,No\nFenland,Phones,1/9/2026,31/8/2027,Yes\n"
    prepared = read(school, CONTRACTS, text)
    assert values_of(prepared, "renewal") == [("express",), ("tacit 12 months",)]
    assert any("read as tacit 12 months" in str(each) for each in prepared.remarks)


def test_a_licence_that_never_ends_has_no_end(school: Database) -> None:
    prepared = read(school, LICENCES, "Software,No. of licences,Renewal date,Who for\nScratch 3,5,Never,KS2\n")
    assert values_of(prepared, "quantity", "end_on") == [(5, None)]
