from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, NotKept, add, change, retire
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.moving import move_all, swap
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.incidents import incident_by_id
from mailtick.store.registers import changes_of
from tests.support.desks import letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

KEMP = Author("Mrs Sandra Kemp", "by hand", datetime(2027, 7, 20, 9, 40, tzinfo=UTC))


def in_room(database: Database, code: str) -> dict[str, str]:
    with database.reading() as session:
        found = list_records(session, ASSETS)
    return {each.key: str(each.values["type"]) for each in found if each.values["location"] == code}


def test_all_of_a_place_moves_and_each_move_is_logged(school: Database) -> None:
    there = in_room(school, "LIB")
    with school.writing() as session:
        moved = move_all(session, "library", "Mrs Brown's class", KEMP)
        [*_, last] = changes_of(session, "assets", "SP-0019")
        retire(session, LOCATIONS, "LIB", KEMP, date(2027, 7, 21))
    assert {each.key for each in moved} == set(there)
    assert in_room(school, "LIB") == {}
    assert (last.column, last.old, last.new, last.who) == ("location", "LIB", "Y3", "Mrs Sandra Kemp")


def test_only_one_type_moves_where_it_is_named(school: Database) -> None:
    with school.writing() as session:
        moved = move_all(session, "LIB", "HALL", KEMP, only="desktop")
    assert [each.key for each in moved] == ["SP-0016", "SP-0017"]
    with pytest.raises(NotKept, match="nothing of that type is in Library; there is: Barcode scanner"):
        move_all_in(school, "LIB", "HALL", "desktop")


def move_all_in(school: Database, origin: str, target: str, only: str = "") -> None:
    with school.writing() as session:
        move_all(session, origin, target, KEMP, only)


@pytest.mark.parametrize(
    ("origin", "target", "said"),
    [
        pytest.param("Lib", "library", "is one place", id="the same place"),
        pytest.param("LIB", "Moon", "there is no place", id="no such place"),
        pytest.param("reception", "LIB", "School office", id="two places"),
    ],
)
def test_a_move_that_is_not_clear_is_refused(school: Database, origin: str, target: str, said: str) -> None:
    with pytest.raises(NotKept, match=said):
        move_all_in(school, origin, target)


def test_in_a_swap_people_and_what_is_theirs_go_and_what_is_fixed_stays(school: Database) -> None:
    with school.writing() as session:
        change(session, LOCATIONS, "Y5", {"responsible": "gareth.lloyd@saltmarshprimary.example"}, KEMP)
        swap(session, "Y5", "room 8", KEMP)
    assert in_room(school, "Y5") == {
        "SP-0039": "Interactive panel",
        "SP-0047": "Laptop",
        "SP-0054": "Visualiser",
        "SP-0055": "Wi-Fi access point",
        "SP-0060": "Laptop set",
    }
    assert in_room(school, "Y6") == {"SP-0040": "Interactive panel", "SP-0046": "Laptop", "SP-0053": "Visualiser"}
    with school.reading() as session:
        places = {each.values["name"]: each.values["usual_place"] for each in list_records(session, PEOPLE)}
        rooms = {each.key: each.values["responsible"] for each in list_records(session, LOCATIONS)}
    assert (places["Mr Gareth Lloyd"], places["Mr Ben Hargreaves"]) == ("Y6", "Y5")
    assert (rooms["Y5"], rooms["Y6"]) == ("", "gareth.lloyd@saltmarshprimary.example")


def test_a_swap_of_everything_takes_the_panels_too_and_a_second_one_brings_all_back(school: Database) -> None:
    before = in_room(school, "Y5"), in_room(school, "Y6")
    for expected in (before[::-1], before):
        with school.writing() as session:
            swap(session, "Y5", "Y6", KEMP, everything=True)
        assert (in_room(school, "Y5"), in_room(school, "Y6")) == expected


def test_rooms_that_are_called_after_their_people_swap_names_too_where_that_is_said(school: Database) -> None:
    with school.writing() as session:
        swap(session, "Y5", "Y6", KEMP, names=True)
        names = {each.key: each.values["name"] for each in list_records(session, LOCATIONS)}
    assert (names["Y5"], names["Y6"]) == ("Mr Hargreaves's class", "Mr Lloyd's class")


def test_equipment_goes_on_belonging_to_the_room_that_it_was_moved_to(school: Database) -> None:
    with school.writing() as session:
        change(session, ASSETS, "SP-0047", {"usual_location": "Y6"}, KEMP)
        swap(session, "Y5", "Y6", KEMP)
        [laptop] = list_records(session, ASSETS, "SP-0047")
    assert (laptop.values["location"], laptop.values["usual_location"]) == ("Y5", "Y5")


def test_a_past_incident_keeps_the_name_that_its_place_had_then(school: Database) -> None:
    desk = make_desk(school)
    put_in(desk, letter(text="Board in oak won't turn on."))
    process(desk)
    with school.writing() as session:
        change(session, LOCATIONS, "Y3", {"name": "Miss Patel's class"}, KEMP)
    put_in(desk, letter(subject="projector", text="Visualiser in oak has no picture at all."))
    process(desk)
    with school.reading() as session:
        places = [each.place for number in (1, 2) if (each := incident_by_id(session, number, "ICT"))]
    assert places == ["Mrs Brown's class", "Miss Patel's class"]


def test_a_renamed_place_with_an_open_incident_of_its_old_name_is_not_retired(school: Database) -> None:
    desk = make_desk(school)
    put_in(desk, letter(text="Board in oak won't turn on."))
    process(desk)
    with school.writing() as session:
        move_all(session, "Y3", "LIB", KEMP)
        change(session, LOCATIONS, "Y3", {"name": "Miss Patel's class"}, KEMP)
    with pytest.raises(NotKept, match="incident 1041 is open there"), school.writing() as session:
        retire(session, LOCATIONS, "Y3", KEMP, date(2026, 11, 20))


def test_a_hidden_place_is_understood_no_more_in_mails_and_stays_with_its_history(school: Database) -> None:
    with school.writing() as session:
        add(session, LOCATIONS, {"code": "SHED", "name": "Shed"}, KEMP)
        change(session, LOCATIONS, "SHED", {"hidden": "yes"}, KEMP)
        assert [each.key for each in list_records(session, LOCATIONS, "shed")] == ["SHED"]
    desk = make_desk(school)
    put_in(desk, letter("Colin Webb <colin.webb@saltmarshprimary.example>", text="The light in the shed flickers."))
    process(desk)
    with school.reading() as session:
        incident = incident_by_id(session, 1, "ICT")
    assert incident is not None
    assert incident.place == ""
