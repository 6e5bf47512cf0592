from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mailtick.registers import REGISTERS
from mailtick.registers.answers import which_record
from mailtick.registers.assets import ASSETS
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.changing import Author, NotKept, add, change, find, next_key, retire
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.diary import DIARY
from mailtick.registers.exporting import export_csv
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.people import PEOPLE
from mailtick.registers.presets import PRESET_PLACES, add_preset_categories, add_preset_places
from mailtick.registers.records import list_records
from mailtick.registers.register import Register
from mailtick.store.database import Database
from mailtick.store.registers import changes_of
from mailtick.store.tables import RecordChangeRow

KEMP = Author("Mrs Sandra Kemp", "by hand", datetime(2026, 11, 18, 9, 40, tzinfo=UTC))
TODAY = date(2026, 11, 18)


def test_a_change_stands_in_the_log_with_old_and_new_value_and_by_whom(school: Database) -> None:
    with school.writing() as session:
        assert change(session, ASSETS, "SP-0016", {"location": "the stage"[4:], "Status": "In repair"}, KEMP) == {
            "location": "LIB → HALL",
            "status": "spare → in_repair",
        }
        *_, moved, repaired = changes_of(session, "assets", "SP-0016")
    assert (moved.column, moved.old, moved.new, moved.who) == ("location", "LIB", "HALL", "Mrs Sandra Kemp")
    assert (repaired.old, repaired.new, repaired.at) == ("spare", "in_repair", KEMP.at)


def test_what_is_the_same_is_no_change(school: Database) -> None:
    with school.writing() as session:
        before = len(changes_of(session, "assets", "SP-0016"))
        assert change(session, ASSETS, "sp-0016", {"location": "library"}, KEMP) == {}
        assert len(changes_of(session, "assets", "SP-0016")) == before


def test_a_new_place_is_offered_at_once_wherever_a_place_is_asked_for(school: Database) -> None:
    with school.writing() as session:
        assert add(session, LOCATIONS, {"code": "STORE", "name": "Hall store"}, KEMP) == "STORE"
        change(session, ASSETS, "SP-0019", {"place": "hall STORE"}, KEMP)
        [cabinet] = list_records(session, ASSETS, "LapCabby (old)")
    assert cabinet.values["location"] == "STORE"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        pytest.param(
            {"location": "Reception"}, "may be School office (OFF) or Mrs Ellison's class (YR)", id="two places"
        ),
        pytest.param({"status": "brokn"}, '"brokn" is not possible here; possible: expected, in_stock', id="no status"),
        pytest.param({"status": "in stok"}, "did you mean in stock?", id="nearly a status"),
        pytest.param({"colour": "red"}, 'there is no column "colour" in assets; possible: tag, type', id="no column"),
        pytest.param({"make_model": ""}, "Make and model: this must not be empty", id="nothing"),
        pytest.param({"tag": "SP-0001"}, "SP-0001 stands there already", id="a tag that is taken"),
    ],
)
def test_what_is_wrong_is_refused_and_changes_nothing(school: Database, cells: dict[str, str], said: str) -> None:
    with school.reading() as session:
        before = export_csv(session, ASSETS)
    with pytest.raises(NotKept) as refused, school.writing() as session:
        change(session, ASSETS, "SP-0016", {"serial": "X", **cells}, KEMP)
    assert said in str(refused.value)
    with school.reading() as session:
        assert export_csv(session, ASSETS) == before


def test_nothing_new_is_put_to_what_is_retired(school: Database) -> None:
    with school.writing() as session:
        add(session, LOCATIONS, {"code": "OLD", "name": "Old shed"}, KEMP)
        retire(session, LOCATIONS, "OLD", KEMP, TODAY)
    with pytest.raises(NotKept, match="OLD is retired; name another place"), school.writing() as session:
        change(session, ASSETS, "SP-0018", {"location": "OLD"}, KEMP)


@pytest.mark.parametrize("code", ["hall", "HALL\u200b", "H\u0410LL", "ＨＡＬＬ"])
def test_a_code_that_reads_like_another_one_is_refused(school: Database, code: str) -> None:
    with pytest.raises(NotKept, match="HALL stands there already"), school.writing() as session:
        add(session, LOCATIONS, {"code": code, "name": "Another hall"}, KEMP)


@pytest.mark.parametrize("name", ["L\u0456brary", "Li\u200bbrary", "Li\u00adbrary", "Libr\u0430ry"])
def test_a_name_that_reads_like_another_one_is_no_new_place(school: Database, name: str) -> None:
    with pytest.raises(NotKept, match=r"there is Library \(LIB\) already"), school.writing() as session:
        add(session, LOCATIONS, {"code": "NEW", "name": name}, KEMP)


def test_the_same_name_in_another_spelling_is_no_new_place(school: Database) -> None:
    with pytest.raises(NotKept) as refused, school.writing() as session:
        add(session, LOCATIONS, {"code": "BROWN", "name": "mrs brown’s  class"}, KEMP)
    offered = str(refused.value)
    assert "there is Mrs Brown's class (Y3) already; " in offered
    words = "oak;year 3;Y3;room 5;mrs brown’s class"
    assert f'`mailtick register set locations Y3 aliases="{words}"` adds the other spelling' in offered
    with school.writing() as session:
        change(session, LOCATIONS, "Y3", {"aliases": words}, KEMP)
        change(session, ASSETS, "SP-0019", {"location": "mrs brown’s class"}, KEMP)
        assert len(list_records(session, ASSETS, "SP-0019 Y3")) == 1


def test_what_is_added_is_read_as_people_write_it_and_gets_the_next_key(school: Database) -> None:
    with school.writing() as session:
        loan = {"asset": "SP-0016", "borrower": "Miss Nair", "from": "1/12/2026", "due": "18 Dec 2026"}
        assert add(session, LOANS, loan, KEMP) == "L1"
        assert add(session, LOANS, {**loan, "asset": "sp-0017", "borrower": "claire.brown"}, KEMP) == "L2"
        assert add(session, ASSETS, {"type": "Laptop", "make_model": "Dell", "cost_gbp": "£1,200"}, KEMP) == "SP-0061"
        assert add(session, LOCATIONS, {"name": "Music practice room"}, KEMP) == "MUSIC"
        [nair, brown] = list_records(session, LOANS)
    assert nair.values["borrower"] == "priya.nair@saltmarshprimary.example"
    assert (nair.values["from_on"], nair.values["due_on"]) == (date(2026, 12, 1), date(2026, 12, 18))
    assert (brown.values["asset"], brown.values["borrower"]) == ("SP-0017", "claire.brown@saltmarshprimary.example")


def test_a_record_is_found_by_what_people_call_it(school: Database) -> None:
    with school.reading() as session:
        assert find(session, PEOPLE, "mrs brown")[1]["address"] == "claire.brown@saltmarshprimary.example"
        assert find(session, LICENCES, "clicker")[1]["ref"] == "LIC-13"
        with pytest.raises(NotKept, match=r'no licence "Klicker 8"; the nearest are Clicker 8 \(LIC-13\)'):
            find(session, LICENCES, "Klicker 8")
        with pytest.raises(NotKept, match='there is no record "clicker"'):
            which_record(session, "clicker")


@pytest.mark.parametrize("word", ["ben.hargreaves", "Mr Ben Hargreaves"])
def test_what_is_retired_is_still_found_by_what_it_is_called_and_taken_back(school: Database, word: str) -> None:
    with school.writing() as session:
        retire(session, PEOPLE, word, KEMP, TODAY)
        assert find(session, PEOPLE, word)[1]["retired_on"] == TODAY
        change(session, PEOPLE, word, {"retired_on": ""}, KEMP)
        assert find(session, PEOPLE, word)[1]["retired_on"] is None


def test_of_two_who_are_called_the_same_the_one_in_use_is_found(school: Database) -> None:
    with school.writing() as session:
        retire(session, PEOPLE, "ben.hargreaves", KEMP, TODAY)
        add(session, PEOPLE, {"address": "ben.hargreaves@governors.example", "name": "Ben Hargreaves"}, KEMP)
        assert find(session, PEOPLE, "ben.hargreaves")[1]["address"] == "ben.hargreaves@governors.example"


def test_where_nothing_is_on_a_list_that_is_what_is_said(database: Database) -> None:
    none = 'there is no provider "TechHelp"; there is no provider at all yet'
    with pytest.raises(NotKept, match=none), database.writing() as session:
        add(session, CONTRACTS, {"provider": "TechHelp", "description": "ICT support"}, KEMP)


def test_a_record_without_what_it_must_have_is_refused(school: Database) -> None:
    with pytest.raises(NotKept) as refused, school.writing() as session:
        add(session, ASSETS, {"tag": "SP-0061"}, KEMP)
    assert str(refused.value) == "Assets: Type (type=…), Make and model (make_model=…) must be given"


def test_a_place_with_something_in_it_cannot_be_retired(school: Database) -> None:
    with pytest.raises(NotKept) as refused, school.writing() as session:
        retire(session, LOCATIONS, "LIB", KEMP, TODAY)
    assert str(refused.value) == (
        "LIB cannot be retired: 5 pieces of equipment are there (SP-0016, SP-0017, SP-0018, SP-0019, SP-0056); "
        "move them first"
    )


def test_what_is_retired_is_not_offered_any_more_and_keeps_its_history(school: Database) -> None:
    with school.writing() as session:
        add(session, LOCATIONS, {"code": "SHED", "name": "Shed"}, KEMP)
        retire(session, LOCATIONS, "shed", KEMP, TODAY)
        assert list_records(session, LOCATIONS, "shed") == []
        [shed] = list_records(session, LOCATIONS, "shed", retired=True)
        assert [each.column for each in changes_of(session, "locations", "SHED")] == ["", "retired_on"]
        with pytest.raises(NotKept, match='there is no place "Shed"'):
            change(session, ASSETS, "SP-0019", {"location": "Shed"}, KEMP)
    assert shed.values["retired_on"] == TODAY


def test_roles_are_changed_and_logged_like_any_column(school: Database) -> None:
    with school.writing() as session:
        changed = change(session, PEOPLE, "Mrs Janet Pryor", {"roles": "finance;owner"}, KEMP)
    assert changed == {"roles": "finance;approver;data_protection → owner;finance"}


def test_a_repeat_is_a_rule_of_days(school: Database) -> None:
    with school.writing() as session:
        assert change(session, DIARY, "D02", {"repeats": "freq=weekly;interval=2"}, KEMP) == {
            "repeats": " → FREQ=WEEKLY;INTERVAL=2"
        }
        with pytest.raises(NotKept, match="write one such as FREQ=WEEKLY"):
            change(session, DIARY, "D04", {"repeats": "FREQ=SECONDLY"}, KEMP)


def test_the_next_free_reference_follows_the_highest(school: Database) -> None:
    with school.reading() as session:
        assert next_key(session, DIARY, "D") == "D19"
        assert next_key(session, ASSETS, "SP-", 4) == "SP-0061"


def test_a_new_desk_begins_with_the_preset_places(database: Database) -> None:
    with database.writing() as session:
        add(session, LOCATIONS, {"code": "L", "name": "The library", "aliases": "library"}, KEMP)
        add_preset_places(session, KEMP)
        names = [record.values["name"] for record in list_records(session, LOCATIONS)]
    assert names == ["The library", *(each["name"] for each in PRESET_PLACES if each["code"] != "LIB")]


def test_a_preset_place_keeps_its_name_and_takes_others_beside_it(school: Database) -> None:
    with school.writing() as session:
        with pytest.raises(NotKept, match="Library is a preset and keeps its name; add another one to it with aliases"):
            change(session, LOCATIONS, "LIB", {"name": "Aula"}, KEMP)
        change(session, LOCATIONS, "LIB", {"aliases": "library; reading room"}, KEMP)
        change(session, LOCATIONS, "Y3", {"name": "Room 5"}, KEMP)


def test_a_new_desk_begins_with_the_preset_categories(database: Database) -> None:
    with database.writing() as session:
        add(session, CATEGORIES, {"code": "WEB", "name": "network and  Internet"}, KEMP)
        add_preset_categories(session, KEMP)
        names = [record.key for record in list_records(session, CATEGORIES)]
        with pytest.raises(NotKept, match=r"there is Telephones \(TEL\) already$"):
            add(session, CATEGORIES, {"code": "T2", "name": "telephones"}, KEMP)
    assert names == ["WEB", "COMP", "AV", "PRINT", "SOFT", "ADMIN", "ACC", "FILES", "SEC", "TEL", "INFO", "OTHER"]


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_every_record_of_an_import_is_in_the_log(school: Database, register: Register) -> None:
    with school.reading() as session:
        logged = session.scalars(
            select(RecordChangeRow.key).where(RecordChangeRow.register == register.name, RecordChangeRow.column == "")
        ).all()
        assert sorted(logged) == sorted(record.key for record in list_records(session, register))


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_no_two_columns_share_a_header_or_a_label(register: Register) -> None:
    headers = [column.header for column in register.in_csv]
    labels = [column.label for column in register.columns]
    assert len(set(headers)) == len(headers)
    assert len(set(labels)) == len(labels)
