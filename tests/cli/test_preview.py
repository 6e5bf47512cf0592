"""`--preview`: to whom something would go, before it goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailtick.rounds.process import process
from mailtick.store.database import Database
from tests.cli.saying import done, refused
from tests.support.desks import letter, make_desk, put_in

_BROWN = "Mrs Claire Brown <claire.brown@saltmarshprimary.example>"
_LLOYD = "Mr Gareth Lloyd <gareth.lloyd@saltmarshprimary.example>"


@pytest.fixture
def copied(folder: Path) -> Path:
    """The same, with 1043: Mrs Brown's, and Mr Lloyd and somebody from outside in Cc."""
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, letter(subject="sound", headers={"Cc": "gareth.lloyd@saltmarshprimary.example, mum@home.example"}))
    process(desk)
    database.close()
    return folder


@pytest.mark.usefixtures("copied")
def test_to_and_copies_are_seen_before_it_is_sent() -> None:
    before = done("show", "1042")
    said = done("tell", "1042", "The engineer comes on Thursday.", "--preview")
    assert said == f"News will go to: {_BROWN}; with a copy to {_LLOYD}\n"
    assert done("show", "1042") == before
    done("tell", "1042", "The engineer comes on Thursday.")
    assert done("show", "1042").count("| news to ") == 2


@pytest.mark.usefixtures("copied")
def test_who_takes_part_is_shown_for_people_and_for_programs() -> None:
    shown = done("show", "1042")
    assert f"Also:        {_LLOYD} (cc); mum@home.example <mum@home.example> (cc)" in shown
    assert json.loads(done("show", "1042", "--json"))["participants"] == [
        {"address": "gareth.lloyd@saltmarshprimary.example", "name": "Mr Gareth Lloyd", "field": "cc"},
        {"address": "mum@home.example", "name": "mum@home.example", "field": "cc"},
    ]


@pytest.mark.usefixtures("folder")
def test_a_preview_tells_programs_all_that_would_be_done() -> None:
    actions = json.loads(done("resolve", "1041", "New cable", "--preview", "--json"))
    assert [action["action"] for action in actions][:3] == ["set_field", "set_field", "change_state"]
    assert json.loads(done("show", "1041", "--json"))["state"] == "new"


@pytest.mark.usefixtures("folder")
def test_a_preview_of_a_hand_over_names_the_firm_and_of_a_note_nobody() -> None:
    assert "Job for the firm will go to: BrightBoard AV <" in done("second", "1041", "BBA dead", "--preview")
    assert done("note", "1041", "The cable looked worn.", "--preview") == "No mail will go to anybody.\n"


@pytest.mark.usefixtures("folder")
def test_a_preview_of_what_cannot_be_done_says_so() -> None:
    assert "ICT-1041 is new and cannot become closed" in refused("close", "1041", "--preview")


def test_a_preview_of_taking_somebody_off_names_the_answer_that_they_will_get(folder: Path) -> None:
    done("category", "1041", "network and internet")
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database)
    put_in(desk, letter("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "wifi", "no wifi in my room either"))
    process(desk)
    database.close()
    said = done("separate", "1041", "zoe.marsh", "--preview")
    assert said.endswith(" will go to: Ms Zoe Marsh <zoe.marsh@saltmarshprimary.example>, with a number of their own\n")


@pytest.mark.usefixtures("copied")
def test_a_merged_incident_says_as_which_it_goes_on() -> None:
    assert done("merge", "1041", "1042") == "ICT-1041: it goes on as ICT-1042.\n"
    assert "  Goes on as:  ICT-1042\n" in done("show", "1041")
    assert json.loads(done("show", "1041", "--json"))["goes_on_as"] == "ICT-1042"
    told = done("note", "1041", "Both in the hall").splitlines()
    assert told == ["ICT-1041 goes on as ICT-1042.", "ICT-1042: kept as a note for the team."]
