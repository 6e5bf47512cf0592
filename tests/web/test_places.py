"""What is in a place: seen, moved at once, changed with another room, taken along when a place is given up."""

from __future__ import annotations

from mailtick.desk import Desk
from mailtick.registers.assets import ASSETS
from mailtick.registers.people import PEOPLE
from mailtick.registers.records import list_records
from tests.web.conftest import Browser, SignIn


def _in(desk: Desk, place: str) -> set[str]:
    with desk.database.reading() as session:
        return {each.key for each in list_records(session, ASSETS) if each.cells["location"] == place}


def test_the_page_of_a_place_says_what_and_who_is_there(kemp: Browser) -> None:
    kemp.open("/registers/locations/record/HALL")
    assert "Here: 3 pieces of equipment" in kemp.text
    assert 'href="/registers/assets/record/SP-0026"' in kemp.text
    assert "Mr Mo Rahman" in kemp.text


def test_all_of_a_type_moves_to_a_place_that_is_added_on_the_way(desk: Desk, kemp: Browser) -> None:
    kemp.open("/registers/locations/record/SUITE")
    kemp.open("/registers/locations/record/HALL")
    kemp.send("/places/HALL/move", do="move", only="Projector", target="", **{"new-target": "Drama studio"})
    assert "1 moved" in kemp.text
    assert _in(desk, "DRAMASTUDIO") == {"SP-0026"}
    assert "choose the other place first" in kemp.send("/places/HALL/move", do="move", target="").text.lower()


def test_a_place_that_is_given_up_leaves_nothing_and_nobody_behind(desk: Desk, kemp: Browser) -> None:
    there = _in(desk, "LIB")
    assert there
    kemp.open("/registers/locations/record/LIB")
    kemp.send("/places/LIB/move", do="close", target="OFF")
    assert "out of use" in kemp.text
    assert there <= _in(desk, "OFF")
    with desk.database.reading() as session:
        assert not [each for each in list_records(session, PEOPLE) if each.cells["usual_place"] == "LIB"]


def test_two_rooms_change_places_with_their_people(desk: Desk, kemp: Browser, sign_in: SignIn) -> None:
    kemp.open("/registers/locations/record/Y3")
    kemp.send("/places/Y3/move", do="swap", target="Y4")
    assert "SP-0044" in _in(desk, "Y4")
    assert "SP-0037" in _in(desk, "Y3")
    amir = sign_in("amir.shah")
    amir.open("/registers/locations/record/Y3")
    assert "Move what is here" not in amir.text
    assert amir.send("/places/Y3/move", do="swap", target="Y4").status_code == 403


def test_a_place_is_added_while_somebody_is_on_the_telephone(kemp: Browser, sign_in: SignIn) -> None:
    kemp.open("/incidents/new")
    typed = {"who": "claire.brown@saltmarshprimary.example", "what": "The new screen flickers"}
    kemp.send("/incidents/new", place="", add_place="place", **typed, **{"new-place": "Nurture room"})
    assert '<option value="NURTUREROOM" selected>Nurture room</option>' in kemp.text
    assert "The new screen flickers" in kemp.text
    kemp.send("/incidents/new", place="NURTUREROOM", **typed)
    assert "is logged" in kemp.text
    assert "Nurture room" in kemp.text
    claire = sign_in("claire.brown")
    claire.open("/incidents/new")
    assert "Add a place" not in claire.text
