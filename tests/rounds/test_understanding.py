"""What a mail is about is filled in with its reason; where two would fit, whoever wrote is asked, with a choice."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import Grade, IncidentType, Priority, State
from mailtick.rounds.act import act
from mailtick.store.database import Database
from tests.rounds.commanding import BROWN, LLOYD, SCHOOL, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof

ELLISON, FINCH = f"Mrs Ruth Ellison <ruth.ellison@{SCHOOL}>", f"Mrs Angela Finch <angela.finch@{SCHOOL}>"
NAIR, HARGREAVES = f"Miss Priya Nair <priya.nair@{SCHOOL}>", f"Mr Ben Hargreaves <ben.hargreaves@{SCHOOL}>"


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school, clock=SetClock())


def about(desk: Desk, reference: str = "1041") -> tuple[str, list[str]]:
    incident = standing(desk, reference)
    return incident.place, [each.tag for each in incident.equipment]


def answer(desk: Desk, text: str) -> None:
    run(desk, letter(ELLISON, "Re: [ICT-1041] One question: printer", text, headers=proof(ELLISON)))


def test_room_and_panel_stand_in_the_incident_with_their_reason_and_in_the_answer(desk: Desk) -> None:
    run(desk, letter(BROWN, "board", "Board in my room won't turn on again. C"))
    assert about(desk) == ("Mrs Brown's class", ["SP-0037"])
    assert any("contract C4, provider BrightBoard AV (BBA)" in text for _, _, text in log(desk))
    ((_, _, text),) = written(desk, "acknowledgement")
    assert "Equipment Interactive panel Promethean ActivPanel 9 75in (SP-0037)" in text


def test_a_member_of_a_set_is_one_of_many_so_it_can_wait_a_little(desk: Desk) -> None:
    run(desk, letter(HARGREAVES, "laptop 14", "Laptop 14 from the trolley has a smashed screen"))
    assert about(desk) == ("Mr Hargreaves's class", ["SP-0060"])
    assert standing(desk).priority is Priority.P4
    assert any("number 14 of it" in text for _, _, text in log(desk))


def test_a_word_for_two_places_is_asked_about_once_with_a_choice(desk: Desk) -> None:
    run(desk, letter(ELLISON, "printer", "The printer in Reception is jammed and it says call service. Ruth"))
    assert (standing(desk).place, standing(desk).state) == ("", State.WAITING_REQUESTER)
    ((to, subject, text),) = written(desk, "question")
    assert to.startswith("ruth.ellison@")
    assert "[ICT-1041]" in subject
    assert "1. School office 2. Mrs Ellison's class 3. somewhere else" in text
    assert written(desk, "acknowledgement") == []


@pytest.mark.parametrize(
    ("text", "place", "tags"),
    [
        ("1", "School office", ["SP-0023"]),
        ("2", "Mrs Ellison's class", []),
        ("the big copier by the front door, sorry!", "School office", ["SP-0023"]),
    ],
)
def test_the_answer_is_a_number_or_words_of_their_own_and_is_noted(
    desk: Desk, text: str, place: str, tags: list[str]
) -> None:
    run(desk, letter(ELLISON, "printer", "The printer in Reception is jammed and it says call service. Ruth"))
    answer(desk, text)
    assert about(desk) == (place, tags)
    assert standing(desk).state is State.NEW
    ((_, subject, said),) = written(desk, "noted")
    assert subject.startswith("[ICT-1041] Noted: ")
    assert place in said


def test_an_answer_that_says_nothing_of_the_place_is_for_a_person(desk: Desk) -> None:
    run(desk, letter(ELLISON, "printer", "The printer in Reception is jammed and it says call service. Ruth"))
    answer(desk, "3, it is a long story")
    assert (standing(desk).place, standing(desk).state) == ("", State.NEW)
    assert written(desk, "noted") == []
    assert any("Mrs Ruth Ellison" in text for _, _, text in written(desk, "team_news"))


def test_equipment_that_was_meant_by_the_place_follows_the_place(desk: Desk) -> None:
    run(desk, letter(BROWN, "board", "Board in my room won't turn on again. C"))
    act(desk, "ICT-1041", "place", "Y4")
    assert about(desk) == ("Ms Marsh's class", ["SP-0038"])
    act(desk, "ICT-1041", "place", "whole school")
    assert about(desk) == ("", [])


def test_a_tag_that_somebody_wrote_stays_whatever_the_place(desk: Desk) -> None:
    run(desk, letter(BROWN, "board", "SP-0037 won't turn on"))
    act(desk, "ICT-1041", "place", "Y4")
    assert about(desk) == ("Ms Marsh's class", ["SP-0037"])


def test_nobody_has_internet_is_a_p1_and_a_slow_one_is_none(desk: Desk) -> None:
    run(desk, letter(LLOYD, "internet", "No internet in the whole school"))
    assert (standing(desk).priority, standing(desk).place) == (Priority.P1, "")


def test_a_picture_alone_is_of_the_sender_s_own_device_and_one_thing_is_asked(desk: Desk) -> None:
    mail = email.message_from_bytes(letter(NAIR, "", ""), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    mail.add_attachment(b"\0" * 900, maintype="image", subtype="heic", filename="IMG_4471.HEIC")
    run(desk, mail.as_bytes())
    assert standing(desk).title == "Photo from Miss Nair"
    assert about(desk) == ("Miss Nair's class", ["SP-0042"])
    ((_, _, text),) = written(desk, "acknowledgement")
    assert "What were you doing when that appeared?" in text


SEVERAL = (
    "Morning! When someone has a mo 1) visualiser flickers on and off 2) my laptop battery only lasts about 20 mins "
    "so I have to stay plugged in 3) could we get 15 headphones for phonics? Thanks Ange x"
)


def test_numbered_matters_are_proposed_and_one_word_parts_them(desk: Desk) -> None:
    run(desk, letter(FINCH, "few things", SEVERAL))
    assert any(
        "It seems to hold 3 matters: 1) Visualiser flickers on and off; 2) My laptop battery" in text
        for _, _, text in log(desk)
    )
    say(desk, "#split", subject="Re: [ICT-1041] few things")
    flickers, battery, headphones = (standing(desk, number) for number in ("1041", "1042", "1043"))
    assert [each.tag for each in flickers.equipment] == ["SP-0050"]
    assert [each.tag for each in battery.equipment] == ["SP-0043"]
    assert (battery.impact, battery.priority) == (Grade.LOW, Priority.P4)
    assert (headphones.type, headphones.priority, headphones.equipment) == (IncidentType.REQUEST, Priority.P5, ())
    assert headphones.title == "Get 15 headphones for phonics"


def test_by_when_it_is_needed_is_kept_and_in_an_answer_proposed(desk: Desk) -> None:
    run(desk, letter(BROWN, "board", "My board is dead and I have an observation on Thursday."))
    assert standing(desk).needed_by == "2026-11-19"
    run(desk, letter(LLOYD, "board", "The board in Rowan is dead"))
    run(desk, letter(LLOYD, "Re: [ICT-1042] board", "We have an assembly on Friday", headers=proof(LLOYD)))
    assert standing(desk, "1042").needed_by == ""
    assert any("Needed by Fri 20 Nov? #needed 20 Nov notes it." in text for _, _, text in log(desk, "1042"))
    act(desk, "ICT-1042", "needed", "20 Nov 09:00")
    assert standing(desk, "1042").needed_by == "2026-11-20T09:00"
    act(desk, "ICT-1042", "needed", "none")
    assert standing(desk, "1042").needed_by == ""
