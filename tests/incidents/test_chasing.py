"""Who asks how it goes, and who has had enough."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import NoticeKind, Notify, SetField
from mailtick.incidents.chasing import Mood, mood_of
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
