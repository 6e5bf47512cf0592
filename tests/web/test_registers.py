"""The registers as pages: listed, added to, changed; the place that is added in place; who may read which."""

from __future__ import annotations

import re

import pytest

from mailtick.desk import Desk
from mailtick.incidents.people import Role
from mailtick.registers import REGISTERS
from mailtick.registers.page import Around
from mailtick.registers.showing import page_of
from mailtick.store.people import people_with_role
from mailtick.web.register_words import BY_NAME, CALLED
from tests.web.conftest import Browser, SignIn


def _cells(desk: Desk, register: str, key: str) -> dict[str, str]:
    with desk.database.reading() as session:
        zone = desk.policy.zone
        around = Around(session, "ICT", desk.clock().date(), zone)
        return dict(page_of(around, BY_NAME[register], key).cells)


def test_every_register_has_a_list_a_form_and_a_page_for_each_record(kemp: Browser) -> None:
    assert CALLED.keys() == {register.name for register in REGISTERS}
    kemp.open("/registers")
    for register in REGISTERS:
        assert f'href="/registers/{register.name}"' in kemp.text
    for register in REGISTERS:
        assert kemp.open(f"/registers/{register.name}/new").status_code == 200, register.name
        assert kemp.open(f"/registers/{register.name}?all=1").status_code == 200, register.name
        record = re.search(rf'href="(/registers/{register.name}/record/[^"]+)"', kemp.text)
        if record:
            assert kemp.open(record[1]).status_code == 200, record[1]
            assert "How it came to be so" in kemp.text


def test_a_list_is_searched_filtered_sorted_and_taken_away(kemp: Browser) -> None:
    kemp.open("/registers/assets?q=promethean&location=Y3")
    assert re.findall(r'record/(SP-\d+)"', kemp.text) == ["SP-0037"]
    kemp.open("/registers/assets?type=Printer&sort=-tag")
    assert "Brother HL-L5210DN" in kemp.text
    assert "Lenovo" not in kemp.text.partition("<tbody>")[2]
    answer = kemp.open("/registers/assets/export?format=csv")
    assert answer.text.startswith("tag,type,make_model")
    assert "attachment" in answer.headers["content-disposition"]
    assert kemp.open("/registers/assets/export?format=xlsx").content.startswith(b"PK")


def test_a_place_is_added_in_the_form_and_is_in_the_very_next_one(desk: Desk, kemp: Browser) -> None:
    kemp.open("/registers/assets/new")
    typed = {"type": "Printer", "make_model": "Brother HL", "new-location": "Sensory room"}
    kemp.send("/registers/assets/new", add_place="location", **typed)
    assert '<option value="SENSORYROOM" selected>Sensory room</option>' in kemp.text
    assert 'value="Brother HL"' in kemp.text
    kemp.send("/registers/assets/new", type="Printer", make_model="Brother HL", location="SENSORYROOM")
    assert "is added" in kemp.text
    assert "Sensory room" in kemp.text
    kemp.open("/registers/people/new")
    assert '<option value="SENSORYROOM">Sensory room</option>' in kemp.text
    # What is called so already, however it is spelt, is chosen.
    kemp.send("/registers/people/new", add_place="usual_place", name="Mr New", **{"new-usual_place": "main  HALL"})
    assert '<option value="HALL" selected>' in kemp.text
    assert 'value="Mr New"' in kemp.text


def test_a_contract_is_chosen_by_what_it_is_beside_its_key(kemp: Browser) -> None:
    assert "C1, Managed ICT support" in kemp.open("/registers/payments/new").text


def test_what_cannot_be_kept_is_said_beside_the_field_and_what_was_typed_stays(desk: Desk, kemp: Browser) -> None:
    kemp.open("/registers/contracts/new")
    answer = kemp.send(
        "/registers/contracts/new", description="Door entry", annual_value_pence="a lot", start_on="2027-02-30"
    )
    assert answer.status_code == 422
    assert "&#34;a lot&#34; is no amount" in kemp.text.partition('id="f-annual_value_pence"')[2][:600]
    assert "2027-02-30" in kemp.text
    assert "Door entry" in kemp.text


def test_a_record_is_changed_retired_and_taken_back_with_its_history(desk: Desk, kemp: Browser) -> None:
    path = "/registers/assets/record/SP-0014"
    kemp.open(path)
    seen = kemp.text.partition('name="seen" value="')[2].partition('"')[0]
    kemp.send(path, seen=seen, location="LIB", notes="second drawer sticks")
    assert "Saved: Place, Notes." in kemp.text
    assert "(ICT suite) → LIB (Library)" in kemp.text
    # Somebody else who had it open is told before theirs overwrites this.
    answer = kemp.send(path, seen=seen, location="HALL")
    assert answer.status_code == 422
    assert "has changed this meanwhile" in kemp.text
    assert _cells(desk, "assets", "SP-0014")["location"] == "LIB"
    kemp.send(path, do="retire")
    assert "out of use" in kemp.text
    assert "SP-0014" not in kemp.open("/registers/assets").text
    assert "SP-0014" in kemp.open("/registers/assets?all=1").text
    kemp.open(path)
    kemp.send(path, do="use")
    assert _cells(desk, "assets", "SP-0014")["retired_on"] == ""


def test_a_preset_place_keeps_its_name_and_says_why(kemp: Browser) -> None:
    kemp.open("/registers/locations/record/HALL")
    kemp.send("/registers/locations/record/HALL", seen="99999", name="Great hall")
    assert "keeps its name" in kemp.text
    assert "mailtick register" not in kemp.text.partition("How it came")[0]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("amir.shah", {"locations", "assets", "providers", "problems", "articles", "loans"}),
        ("tom.whitfield", {"contracts", "licences", "payments", "budgets"}),
        ("claire.brown", set[str]()),
    ],
    ids=["first level", "owner", "teacher"],
)
def test_each_role_reads_its_lists_and_no_other(sign_in: SignIn, who: str, may: set[str]) -> None:
    browser = sign_in(who)
    opened = {register.name for register in REGISTERS if browser.open(f"/registers/{register.name}").status_code == 200}
    assert may <= opened
    assert "people" not in opened
    assert opened == set() if not may else "diary" not in opened
    if may:
        name = sorted(may)[0]
        assert browser.open(f"/registers/{name}/new").status_code == 403


def test_whoever_pays_marks_a_payment_and_changes_nothing_else(desk: Desk, sign_in: SignIn) -> None:
    with desk.database.reading() as session:
        finance = people_with_role(session, Role.FINANCE)
    browser = sign_in(finance[0].address.partition("@")[0])
    path = "/registers/payments/record/D08"
    browser.open(path)
    browser.send(path, word="paid", argument="")
    assert "paid" in _cells(desk, "payments", "D08")["state"]
    answer = browser.send(path, seen="9999", what="Something else")
    assert answer.status_code == 409
    assert _cells(desk, "payments", "D08")["what"] != "Something else"
