"""Who asks how it goes, and who has had enough."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import NoticeKind, Notify, SetField
from mailtick.incidents.chasing import Mood, is_shouted, mood_of
from mailtick.incidents.incident import State
from mailtick.incidents.samples import AMIR_SHAH, CLAIRE_BROWN, SANDRA_KEMP
from tests.incidents.deciding import decided
from tests.support.desks import letter
from tests.support.lookup import School, our_id


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Any news on this?", Mood.ASKS),
        ("I am still waiting for somebody to come.", Mood.ASKS),
        ("When will it be done?", Mood.ASKS),
        ("I haven’t heard anything since Monday.", Mood.ASKS),
        ("This is the THIRD time this half term!!! This is not good enough.", Mood.UNHAPPY),
        ("Nobody has told me anything for a week.", Mood.UNHAPPY),
        ("It is the big one by the window.", Mood.CALM),
        ("I shall be in Room 5 until three.", Mood.CALM),
        ("Thanks, that is great for now!", Mood.CALM),
    ],
)
def test_the_mood_of_an_answer(text: str, mood: Mood) -> None:
    assert mood_of(text) is mood


def told(text: str, chasers: int) -> tuple[list[SetField], dict[NoticeKind, set[str]]]:
    school = School()
    incident = school.add_incident(state=State.IN_PROGRESS, assignee=AMIR_SHAH, chasers=chasers)
    token = school.add_sent(incident, CLAIRE_BROWN)
    sender = f"{CLAIRE_BROWN.name} <{CLAIRE_BROWN.address}>"
    answer = letter(sender, "Re: board", text, headers={"In-Reply-To": f"<{our_id(token)}>"})
    actions = decided(answer, school).actions
    mails = [action for action in actions if isinstance(action, Notify)]
    return [action for action in actions if isinstance(action, SetField)], {
        mail.notice: {person.address for person in mail.to} for mail in mails
    }


def test_the_first_question_is_counted_and_goes_to_whoever_has_it() -> None:
    [counted], mails = told("Any news?", 0)
    assert (counted.field, counted.value) == ("chasers", "1")
    assert mails == {NoticeKind.TEAM_NEWS: {AMIR_SHAH.address}}


@pytest.mark.parametrize(("text", "before"), [("Any news?", 1), ("This is not good enough!!!", 0)])
def test_the_second_or_an_unhappy_one_reaches_the_coordinator(text: str, before: int) -> None:
    [counted], mails = told(text, before)
    assert counted.value == str(before + 1)
    assert mails == {NoticeKind.ALERT: {SANDRA_KEMP.address}}


@pytest.mark.parametrize(
    ("text", "is_loud"),
    [
        ("PRINTER IN Y3 IS BROKEN AGAIN. FIX IT NOW", True),
        ("The board is dead again!!! I have a lesson", True),
        ("Sorry!! I put it in the wrong tray, it is jammed", False),
        ("Thanks!!!! The printer is jammed again", False),
        ("CPOMS and SIMS on the PC in Y3 are slow", False),
        ("URGENT: the printer is jammed", False),
        ("BROKEN AGAIN", False),
    ],
)
def test_what_is_shouted(text: str, is_loud: bool) -> None:
    assert is_shouted((text,)) is is_loud


def test_of_a_new_mail_that_is_shouted_the_coordinator_hears_and_its_priority_stays() -> None:
    decision = decided(letter(subject="URGENT", text="THE BOARD IN MY ROOM IS DEAD AGAIN. COME NOW!!!"))
    [alert] = [
        action for action in decision.actions if isinstance(action, Notify) and action.notice is NoticeKind.ALERT
    ]
    assert [person.address for person in alert.to] == [SANDRA_KEMP.address]
    assert alert.because == "Mrs Claire Brown is unhappy"
    assert "it is a P3" in alert.lines[0]


def test_of_a_forwarded_mail_that_is_shouted_nobody_hears() -> None:
    forwarded = (
        "Is this real?\n\n---- Forwarded message ----\nFrom: IT <it@offlce365.example>\nDate: Mon, 16 Nov 2026\n"
        "Subject: URGENT\nTo: claire.brown@saltmarshprimary.example\n\nACT NOW OR YOUR MAILBOX WILL BE CLOSED!!!\n"
    )
    decision = decided(letter(subject="FW: URGENT!!!", text=forwarded))
    assert NoticeKind.ALERT not in [each.notice for each in decision.actions if isinstance(each, Notify)]
