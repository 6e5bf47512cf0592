from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailtick.demo.school import DOMAIN, KEPT, school_csv
from mailtick.registers import REGISTERS
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.exporting import export_csv
from mailtick.registers.importing import Imported, ImportFaults, import_csv
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.providers import PROVIDERS
from mailtick.registers.records import list_records
from mailtick.registers.register import Register
from mailtick.store.database import Database

OFFICE = Author("Mrs Sandra Kemp", "import of a test", datetime(2026, 11, 9, 9, tzinfo=UTC))
ASSET_HEADER = "tag,type,make_model,location,purchased,cost_gbp"


def faults_of(database: Database, register: Register, text: str) -> list[str]:
    """What an import is refused with; asserts that it changed nothing."""
    with database.reading() as session:
        before = list_records(session, register)
    with pytest.raises(ImportFaults) as refused, database.writing() as session:
        import_csv(session, register, text, DOMAIN, by=OFFICE)
    with database.reading() as session:
        assert list_records(session, register) == before
    return [str(fault) for fault in refused.value.faults]


def test_a_record_is_added_changed_or_left_as_it_is(school: Database) -> None:
    text = "code,name,aliases\nLIB,Library,library;book room\nHALL,Hall,main hall;hall;stage\nSTORE,Hall store,\n"
    with school.writing() as session:
        assert import_csv(session, LOCATIONS, text, by=OFFICE) == Imported(added=1, changed=1, unchanged=1)
        [library] = list_records(session, LOCATIONS, "book room")
        [store] = list_records(session, LOCATIONS, "store")
    assert (library.key, library.values["origin"]) == ("LIB", "preset")
    assert (store.key, store.values["origin"], store.values["aliases"]) == ("STORE", "own", ())


@pytest.mark.parametrize("register", [each for each in REGISTERS if each.name in KEPT], ids=lambda each: each.name)
def test_a_second_import_adds_nothing(school: Database, register: Register) -> None:
    text = school_csv(register.name)
    with school.writing() as session:
        count = len(list_records(session, register))
        assert import_csv(session, register, text, DOMAIN, by=OFFICE) == Imported(added=0, changed=0, unchanged=count)


def test_every_fault_is_named_at_once_with_line_and_column(school: Database) -> None:
    text = (
        f"{ASSET_HEADER}\n"
        "SP-0061,Laptop,ThinkPad,Libary,2026-11-03,598.00\n"
        'SP-0062,,"ThinkPad\nGen 3",OFF,03/11/2026,598.00\n'
        "SP-0063,Laptop,ThinkPad,OFF,2026-11-03,£598\n"
        "SP-0061,Laptop,ThinkPad,OFF\n"
    )
    nearest = "Library (LIB), Mr Hargreaves's class (Y6), Mr Lloyd's class (Y5)"
    assert faults_of(school, ASSETS, text) == [
        f'line 2, location: there is no place "Libary"; the nearest are {nearest}',
        "line 3, type: this must not be empty",
        'line 3, purchased: "03/11/2026" is no date; write year-month-day, such as 2026-11-30',
        'line 5, cost_gbp: "£598" is no amount; write pounds and pence, such as 1140.00',
        "line 6: there are 4 cells under 6 headers; look at the commas",
    ]


def test_a_place_may_be_named_by_code_name_or_alias(school: Database) -> None:
    text = f"{ASSET_HEADER}\nA1,Laptop,X,Y3,,\nA2,Laptop,X,mrs brown’s  Class,,\nA3,Laptop,X,room 5,,\n"
    with school.writing() as session:
        import_csv(session, ASSETS, text, by=OFFICE)
        places = [record.values["location"] for record in list_records(session, ASSETS)]
    assert places[-3:] == ["Y3", "Y3", "Y3"]


def test_a_name_of_two_places_is_asked_about_and_not_guessed(school: Database) -> None:
    [fault] = faults_of(school, ASSETS, f"{ASSET_HEADER}\nA1,Laptop,X,Reception,,\n")
    assert fault.endswith('"Reception" may be School office (OFF) or Mrs Ellison\'s class (YR); write which one')


@pytest.mark.parametrize(
    "name",
    ["Library", "LIBRARY", " lib rary ", "Mrs Brown’s class", "mrs brown`s class"],
    ids=lambda name: name.strip(),
)
def test_no_place_gets_a_second_spelling(school: Database, name: str) -> None:
    [fault] = faults_of(school, LOCATIONS, f"code,name\nNEW,{name}\n")
    assert "already" in fault
    assert ("adds the other spelling to it" in fault) is (name != "Library")


def test_two_lines_with_one_name_are_refused(school: Database) -> None:
    [fault] = faults_of(school, LOCATIONS, "code,name\nS1,Hall store\nS2,hall  Store\n")
    assert fault.startswith("line 3, name: there is Hall store (S1) already")


def test_two_places_can_exchange_their_names(school: Database) -> None:
    with school.writing() as session:
        text = "code,name\nY2,Mrs Brown's class\nY3,Mrs Finch's class\n"
        assert import_csv(session, LOCATIONS, text, by=OFFICE).changed == 2
    with school.reading() as session:
        [place] = list_records(session, LOCATIONS, "Mrs Brown's class")
    assert place.key == "Y2"


def test_a_name_that_is_given_up_can_be_taken_at_once(school: Database) -> None:
    with school.writing() as session:
        result = import_csv(session, LOCATIONS, "code,name\nLIB2,Library\nLIB,Old library\n", by=OFFICE)
    assert result == Imported(added=1, changed=1, unchanged=0)


def test_a_record_that_stands_twice_is_refused(school: Database) -> None:
    [fault] = faults_of(school, LOCATIONS, "code,name\nS1,Store\nS1,Shed\n")
    assert fault == "line 3, code: S1 is on line 2 already; keep one of the two"


def test_a_contract_that_ends_before_it_starts_is_refused(school: Database) -> None:
    [fault] = faults_of(school, CONTRACTS, "ref,provider,description,start,end\nC6,FEN,Cover,2026-11-30,2025-12-01\n")
    assert fault == "line 2, end: 2025-12-01 is before start (2026-11-30)"


def test_an_end_is_compared_with_the_start_that_stands_already(school: Database) -> None:
    text = school_csv("contracts").splitlines()
    line = text[1].replace("2027-08-31", "2024-08-31")
    [fault] = faults_of(school, CONTRACTS, f"{text[0]}\n{line}\n")
    assert fault == "line 2, end: 2024-08-31 is before start (2024-09-01)"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("code,nam\n", "line 1, nam: this column is not known; did you mean name?", id="a misspelt header"),
        pytest.param("code\n", "line 1, name: this column is missing and must be there", id="a missing header"),
        pytest.param("code,name,name\n", "line 1, name: this column stands here more than once", id="a double header"),
        pytest.param("", "line 1, code: this column is missing", id="an empty file"),
        pytest.param('code,name\nX,"Hall" store\n', "line 2: this is not CSV", id="a stray quotation mark"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(school: Database, text: str, says: str) -> None:
    assert any(fault.startswith(says) for fault in faults_of(school, LOCATIONS, text))


def test_a_file_from_a_spreadsheet_program_is_read(school: Database) -> None:
    with school.writing() as session:
        text = "\ufeffcode,name\r\n\r\nS1,Hall store\r\n,\r\n"
        assert import_csv(session, LOCATIONS, text, by=OFFICE).added == 1


def test_a_new_provider_writes_from_the_domain_of_its_service_mail(school: Database) -> None:
    with school.writing() as session:
        import_csv(session, PROVIDERS, "code,name,service_mail\nTEL,Fen Telephones,Help@FenTel.example\n", by=OFFICE)
        [provider] = list_records(session, PROVIDERS, "fentel")
    assert provider.values["domains"] == ("fentel.example",)


def test_the_roles_of_a_person_are_replaced(school: Database) -> None:
    with school.writing() as session:
        text = "address_local_part,name,roles\namir.shah,Mr Amir Shah,owner;first_level\n"
        assert import_csv(session, PEOPLE, text, DOMAIN, by=OFFICE).changed == 1
        [person] = list_records(session, PEOPLE, "amir")
    assert person.cells["roles"] == "first_level;owner"


def test_a_formula_survives_export_and_import(school: Database) -> None:
    with school.writing() as session:
        import_csv(session, LOCATIONS, 'code,name\nS1,"=1+1"\nS2,"\'=2"\nS3,\'-shed\n', by=OFFICE)
        text = export_csv(session, LOCATIONS)
        names = {record.key: record.values["name"] for record in list_records(session, LOCATIONS)}
    assert "S1,'=1+1," in text
    assert (names["S1"], names["S2"], names["S3"]) == ("=1+1", "=2", "-shed")
    with school.writing() as session:
        assert import_csv(session, LOCATIONS, text, by=OFFICE).unchanged == len(names)


def test_a_provider_is_marked_as_a_ticket_system_in_a_column_that_a_file_need_not_have(school: Database) -> None:
    with school.writing() as session:
        assert "ticket_system" not in export_csv(session, PROVIDERS)
        import_csv(
            session,
            PROVIDERS,
            "code,name,service_mail,ticket_system\nRT,Trackers,help@tracker.example,yes\n",
            by=OFFICE,
        )
        exported = export_csv(session, PROVIDERS)
    assert exported.splitlines()[0].endswith(",ticket_system")
    assert next(line for line in exported.splitlines() if line.endswith(",yes")).startswith("RT,Trackers")
    with school.writing() as session:
        # A file without the column leaves the mark where it is.
        import_csv(session, PROVIDERS, "code,name,service_mail\nRT,Trackers,desk@tracker.example\n", by=OFFICE)
        assert "desk@tracker.example" in export_csv(session, PROVIDERS)
        assert export_csv(session, PROVIDERS).count(",yes\n") == 1
