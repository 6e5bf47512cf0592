"""Mails that desks get and tables of rules forget. Source: the further cases of the demo school's notes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailtick.incidents.actions import AddEntry, ChangeState, Event, Hold, Ignore, NoticeKind, Notify, OpenIncident
from mailtick.incidents.incident import State
from mailtick.incidents.samples import CLAIRE_BROWN
from tests.incidents.deciding import BROWN, KEV, MARSH, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import MONDAY, School, our_id


def reported(minutes_ago: int, text: str = "Board in my room won't turn on again") -> School:
    """Mrs Brown has reported 1041 so many minutes ago."""
    school = School()
    school.add_incident(received_at=MONDAY - timedelta(minutes=minutes_ago), title="board", first_text=text)
    return school


def test_what_the_old_text_says_does_not_count_only_what_is_new() -> None:
    school = School()
    incident = school.add_incident(state=State.RESOLVED)
    ours = our_id(school.add_sent(incident, CLAIRE_BROWN))
    text = "no\n\nOn 16 Nov 2026, at 10:46, ICT desk wrote:\n\n> thanks, fixed\n"
    answer = letter(BROWN, "Re: [ICT-1041] Resolved", text, headers={"In-Reply-To": f"<{ours}>"})
    assert [action.to for action in each(decided(answer, school), ChangeState)] == [State.IN_PROGRESS]


def test_two_mails_in_ten_seconds_about_two_things_are_two_matters() -> None:
    decision = decided(letter(BROWN, "headphones", "Could we get 15 headphones for phonics?"), reported(0))
    assert only(decision, OpenIncident)
    assert each(decision, AddEntry) == []


def test_the_same_sent_again_in_a_minute_is_a_matter_and_proposed_for_merging() -> None:
    decision = decided(letter(BROWN, "board!!", "My board won't turn on, it is the board in my room"), reported(1))
    (note,) = [action for action in each(decision, AddEntry) if action.event is Event.NOTE]
    assert note.text.endswith("#merge 1041 puts it there.")


@pytest.mark.parametrize("text", ["Cancel that, it was the plug.", "Please ignore my last email", "False alarm, sorry"])
def test_cancel_that_five_minutes_later_is_proposed_on_what_was_just_reported(text: str) -> None:
    decision = decided(letter(BROWN, "", text), reported(5))
    assert each(decision, OpenIncident) == []
    assert each(decision, ChangeState) == []
    assert "call it off" in only(decision, Notify).lines[0]
    assert "seems to call off ICT-1041" in decision.candidates[0].because


def test_cancel_that_means_nothing_where_nothing_or_two_things_were_just_reported() -> None:
    assert only(decided(letter(BROWN, "", "Cancel that"), reported(61)), OpenIncident)
    school = reported(5)
    school.add_incident(1042, received_at=MONDAY)
    assert only(decided(letter(BROWN, "", "Cancel that"), school), OpenIncident)
    assert only(decided(letter(MARSH, "", "Cancel that"), reported(5)), OpenIncident)


def test_a_desk_in_blind_copy_takes_the_mail_as_any_other() -> None:
    decision = decided(letter(BROWN, to="head@saltmarshprimary.example"))
    assert only(decision, OpenIncident)
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]


def test_the_room_that_accepts_a_meeting_is_a_machine() -> None:
    room = letter(
        "ICT suite <suite@saltmarshprimary.example>",
        "Accepted: Staff meeting",
        headers={"Auto-Submitted": "auto-replied", "In-Reply-To": "<invitation@saltmarshprimary.example>"},
    )
    assert only(decided(room), Ignore)


def test_a_provider_who_never_had_a_job_and_invites_to_a_meeting_waits_for_a_person() -> None:
    assert only(decided(letter(KEV, "Invitation: review meeting", "Thursday 10:00")), Hold)
