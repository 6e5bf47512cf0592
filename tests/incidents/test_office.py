"""Answers that people of the desk write with an ordinary mail program (RULINGS 10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailtick.incidents.actions import Action, AddEntry, Decision, Event, Hold, Ignore, Notify, OpenIncident, SetField
from mailtick.incidents.decide import Release, decide
from mailtick.incidents.incident import Incident
from mailtick.incidents.samples import CLAIRE_BROWN, SANDRA_KEMP
from mailtick.mail.classify import classify
from mailtick.mail.parse import parse_mail
from tests.incidents.deciding import BROWN, KEMP, KEV, LLOYD, MARSH, STRANGER, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import DESK_ADDRESS, GARETH_LLOYD, MONDAY, School, make_policy, our_id, proof

OFFICE = f"ICT desk <{DESK_ADDRESS}>"
HER_MAIL = "board.1@mail.saltmarshprimary.example"
ANSWERS_HER = {"In-Reply-To": f"<{HER_MAIL}>", "References": f"<{HER_MAIL}>"}


@pytest.fixture
def school() -> School:
    """1041 is Mrs Brown's; her mail, and one of ours to her, are known."""
    school = School()
    incident = school.add_incident()
    school.filed_mails[HER_MAIL] = incident.id
    return school


def incident_of(school: School) -> Incident:
    return school.incidents[41]


def in_sent(raw: bytes, school: School, release: Release | None = None) -> Decision:
    """The decision about a mail of the desk's Sent folder."""
    mail = parse_mail(raw)
    return decide(mail, classify(mail), school, make_policy(), MONDAY, MONDAY, release, in_sent=True)


def answer(
    sender: str = OFFICE, to: str = BROWN, cc: str = "", headers: dict[str, str] | None = None, message_id: str = ""
) -> bytes:
    """What somebody of the desk writes to Mrs Brown in answer to her mail."""
    fields = {**ANSWERS_HER, **({"Cc": cc} if cc else {}), **(headers or {})}
    return letter(sender, "Re: Board in my room", "We order a new board today.", to, message_id, fields)


def responded(decision: Decision) -> list[str]:
    return [change.value for change in each(decision, SetField) if change.field == "responded_at"]


def sends(decision: Decision) -> list[Action]:
    return [*each(decision, Notify), *each(decision, OpenIncident)]


def test_an_answer_in_the_sent_folder_is_filed_stops_the_respond_clock_and_sends_nothing(school: School) -> None:
    decision = in_sent(answer(), school)
    entry = only(decision, AddEntry)
    assert (entry.incident, entry.event, entry.is_internal) == (41, Event.MAIL, False)
    assert entry.because.startswith("written in the desk's own mailbox, to Mrs Claire Brown;")
    assert "new board" in entry.text
    assert responded(decision) == [MONDAY.isoformat()]
    assert sends(decision) == []


def test_an_answer_that_came_to_the_desk_in_cc_does_the_same(school: School) -> None:
    decision = decided(answer(cc=OFFICE), school)
    assert only(decision, AddEntry).is_internal is False
    assert responded(decision) == [MONDAY.isoformat()]
    assert sends(decision) == []


def test_the_number_in_the_subject_is_enough_for_what_lies_in_the_sent_folder(school: School) -> None:
    decision = in_sent(letter(OFFICE, "[ICT-1041] the board", "It comes on Friday.", to=BROWN), school)
    assert only(decision, AddEntry).incident == 41
    assert responded(decision) == [MONDAY.isoformat()]


def test_an_answer_to_a_mail_of_ours_belongs_where_that_mail_belongs(school: School) -> None:
    token = school.add_sent(incident_of(school), CLAIRE_BROWN)
    mail = letter(OFFICE, "Re: board", "It comes on Friday.", to=BROWN, headers={"In-Reply-To": f"<{our_id(token)}>"})
    assert only(in_sent(mail, school), AddEntry).incident == 41


def test_what_the_office_writes_to_a_firm_stays_inside_and_is_no_answer(school: School) -> None:
    decision = in_sent(answer(to=KEV), school)
    assert only(decision, AddEntry).is_internal is True
    assert responded(decision) == []


def test_a_mail_from_the_sent_folder_is_the_office_s_under_whatever_name(school: School) -> None:
    decision = in_sent(answer(sender=KEMP, to=BROWN), school)
    assert only(decision, AddEntry).because.startswith("written in the desk's own mailbox, to Mrs Claire Brown;")


def test_a_sent_mail_that_belongs_to_nothing_is_held_with_what_to_do(school: School) -> None:
    decision = in_sent(letter(OFFICE, "Lunch on Friday", "Are you in?", to="friend@elsewhere.example"), school)
    held = only(decision, Hold).because
    assert "written in the desk's own mailbox and belongs to no incident" in held
    assert "mailtick held release N --to ICT-" in held
    assert len(decision.actions) == 1


def test_a_mail_that_names_a_number_and_only_claims_to_be_from_the_desk_is_held(school: School) -> None:
    decision = decided(letter(OFFICE, "[ICT-1041] board", "All done, no need to wait.", to=BROWN), school)
    assert "names ICT-1041 and claims to come from the desk itself" in only(decision, Hold).because
    assert responded(decision) == []


def test_it_is_filed_where_our_own_host_says_that_it_is_from_the_desk(school: School) -> None:
    mail = letter(OFFICE, "[ICT-1041] board", "It comes on Friday.", to=BROWN, headers=proof(DESK_ADDRESS))
    assert responded(decided(mail, school)) == [MONDAY.isoformat()]


def test_the_second_copy_of_an_answer_adds_nothing_though_a_relay_changed_it(school: School) -> None:
    school.add_incident(responded_at=MONDAY - timedelta(hours=1))
    school.filed_mails["answer.1@mail.saltmarshprimary.example"] = 41
    for sender in (OFFICE, KEMP):
        mail = answer(sender, cc=OFFICE, message_id="<answer.1@mail.saltmarshprimary.example>")
        for decision in (in_sent(mail, school), decided(mail, school)):
            assert "filed already" in only(decision, Ignore).because


def test_an_answer_that_nothing_proved_counts_once_its_copy_is_found_in_the_sent_folder(school: School) -> None:
    school.filed_mails["answer.1@mail.saltmarshprimary.example"] = 41
    decision = in_sent(answer(KEMP, cc=OFFICE, message_id="<answer.1@mail.saltmarshprimary.example>"), school)
    assert responded(decision) == [MONDAY.isoformat()]
    assert each(decision, AddEntry) == []
    assert sends(decision) == []


def test_only_the_first_answer_counts_whichever_is_heard_of_first(school: School) -> None:
    school.add_incident(responded_at=MONDAY - timedelta(hours=1))
    assert responded(in_sent(answer(), school)) == []
    school.add_incident(responded_at=MONDAY + timedelta(hours=1))
    assert responded(in_sent(answer(), school)) == [MONDAY.isoformat()]


def test_an_answer_to_somebody_who_joined_counts_too(school: School) -> None:
    school.add_incident(affected=(CLAIRE_BROWN, GARETH_LLOYD))
    decision = in_sent(answer(to=LLOYD), school)
    assert only(decision, AddEntry).because.startswith("written in the desk's own mailbox, to Mr Gareth Lloyd;")
    assert responded(decision)


def test_a_held_sent_mail_is_put_onto_an_incident_without_a_mail_to_anybody(school: School) -> None:
    mail = letter(OFFICE, "The board", "It comes on Friday.", to=BROWN)
    decision = in_sent(mail, school, Release(SANDRA_KEMP, incident=41))
    assert only(decision, AddEntry).is_internal is False
    assert responded(decision)
    assert sends(decision) == []


def test_a_held_sent_mail_opens_a_matter_only_for_somebody(school: School) -> None:
    mail = letter(OFFICE, "The projector", "I note what you said.", to=MARSH)
    assert each(in_sent(mail, school, Release(SANDRA_KEMP)), Hold)
    decision = in_sent(mail, school, Release(SANDRA_KEMP, reporter=GARETH_LLOYD))
    assert only(decision, OpenIncident).reporter == GARETH_LLOYD


def test_a_team_member_s_mail_to_the_requester_with_the_desk_in_cc_is_an_answer(school: School) -> None:
    decision = decided(answer(sender=KEMP, cc=OFFICE, headers=proof(KEMP)), school)
    entry = only(decision, AddEntry)
    assert (entry.event, entry.is_internal) == (Event.MAIL, False)
    assert responded(decision) == [MONDAY.isoformat()]
    assert told(decision) == []


def test_a_team_member_s_mail_to_the_desk_alone_stays_a_note(school: School) -> None:
    decision = decided(answer(sender=KEMP, to=OFFICE, headers=proof(KEMP)), school)
    assert only(decision, AddEntry).is_internal is True
    assert responded(decision) == []
    assert [kind for kind, _ in told(decision)] == ["transcript"]


def test_whoever_only_calls_themselves_the_coordinator_comments_and_stops_no_clock(school: School) -> None:
    mail = letter(KEMP, "[ICT-1041] board", "All done.", to=BROWN, headers={"Cc": OFFICE})
    decision = decided(mail, school)
    assert only(decision, AddEntry).event is Event.MAIL
    assert responded(decision) == []
    assert sends(decision) == []


def test_a_word_beside_the_answer_is_still_a_word(school: School) -> None:
    mail = letter(KEMP, "Re: [ICT-1041]", "#note rang her", to=BROWN, headers={"Cc": OFFICE, **proof(KEMP)})
    assert only(decided(mail, school), AddEntry).event is Event.NOTE


def test_a_stranger_s_mail_to_a_requester_is_no_answer(school: School) -> None:
    decision = decided(answer(sender=STRANGER, cc=OFFICE), school)
    assert responded(decision) == []


GROUP = {"List-Id": "ICT <ict.saltmarshprimary.example>", "List-Post": f"<mailto:{DESK_ADDRESS}>"}


def test_an_answer_that_comes_to_the_desk_through_its_own_group_is_an_answer(school: School) -> None:
    decision = decided(answer(cc=OFFICE, headers=GROUP), school)
    assert only(decision, AddEntry).event is Event.MAIL
    assert responded(decision) == [MONDAY.isoformat()]


def test_an_answer_that_comes_back_through_a_list_of_others_is_the_office_s_too(school: School) -> None:
    headers = {"List-Id": "Staff <staff.saltmarshprimary.example>"}
    assert responded(decided(answer(cc=OFFICE, headers=headers), school)) == [MONDAY.isoformat()]


def test_a_requester_s_reply_through_the_desk_s_own_group_is_a_reply(school: School) -> None:
    decision = decided(
        letter(BROWN, "Re: board", "It is dark again", to=DESK_ADDRESS, headers={**ANSWERS_HER, **GROUP}), school
    )
    entry = only(decision, AddEntry)
    assert (entry.event, entry.is_internal) == (Event.MAIL, False)


def test_a_stranger_who_writes_to_the_desk_s_own_group_is_held_and_not_ignored(school: School) -> None:
    assert "is not known here" in only(decided(letter(STRANGER, headers=GROUP), school), Hold).because
