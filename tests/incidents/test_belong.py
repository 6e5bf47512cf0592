"""Which incident a mail belongs to; nothing is guessed between two. Source: DOMAIN.md 5.5, TRAPS.md 2.3."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailtick.incidents.actions import AddEntry, Decision, Hold, OpenIncident, ProviderAnswered
from mailtick.incidents.incident import State
from mailtick.incidents.samples import BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP
from tests.incidents.deciding import BROWN, KEMP, KEV, LLOYD, MARSH, STRANGER, decided, each, only
from tests.support.desks import letter
from tests.support.lookup import FENLAND, GARETH_LLOYD, School, closed, our_id, tagged


@pytest.fixture
def school() -> School:
    """1041 is Mrs Brown's, 1045 Mr Lloyd's."""
    school = School()
    school.add_incident(1041)
    school.add_incident(1045, reporter=GARETH_LLOYD)
    return school


def where(decision: Decision) -> str:
    """The reference it is filed on, "new", or "held"."""
    if each(decision, Hold):
        return "held"
    if each(decision, OpenIncident):
        return "new"
    return f"ICT-{1000 + int(str(each(decision, AddEntry)[0].incident))}"


def cites(message_id: str, references: str = "") -> dict[str, str]:
    return {"In-Reply-To": f"<{message_id}>", "References": f"{references} <{message_id}>".strip()}


@pytest.mark.parametrize("sender", [BROWN, MARSH, STRANGER], ids=["reporter", "colleague", "stranger"])
def test_the_address_that_we_gave_says_where(school: School, sender: str) -> None:
    token = school.add_sent(school.incidents[41], CLAIRE_BROWN)
    assert where(decided(letter(sender, "new subject", "It is dark", to=tagged(token)), school)) == "ICT-1041"


@pytest.mark.parametrize("sender", [BROWN, MARSH], ids=["reporter", "colleague"])
def test_an_answer_to_a_mail_of_ours_belongs_where_that_was_about(school: School, sender: str) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    assert where(decided(letter(sender, headers=cites(ours)), school)) == "ICT-1041"


def test_a_colleague_who_answers_the_first_mail_is_filed_with_it(school: School) -> None:
    school.filed_mails["first@mail.saltmarshprimary.example"] = 41
    headers = {"References": "<first@mail.saltmarshprimary.example> <later@mail.saltmarshprimary.example>"}
    assert where(decided(letter(MARSH, "Re: board", "Mine too", headers=headers), school)) == "ICT-1041"


def test_what_a_mail_answers_directly_says_more_than_what_stands_earlier_in_its_thread(school: School) -> None:
    older = our_id(school.add_sent(school.incidents[41], GARETH_LLOYD))
    newer = our_id(school.add_sent(school.incidents[45], GARETH_LLOYD))
    assert where(decided(letter(LLOYD, headers=cites(newer, f"<{older}>")), school)) == "ICT-1045"


def test_two_addresses_of_ours_are_two_candidates(school: School) -> None:
    first = school.add_sent(school.incidents[41], CLAIRE_BROWN)
    second = school.add_sent(school.incidents[45], CLAIRE_BROWN)
    held = only(decided(letter(BROWN, to=f"{tagged(first)}, {tagged(second, 1045)}"), school), Hold)
    assert "ICT-1041" in held.because
    assert "ICT-1045" in held.because


@pytest.mark.parametrize(
    ("sender", "subject", "found"),
    [
        (BROWN, "Re: [ICT-1041] board", "ICT-1041"),
        (BROWN, "ict-1041 again", "ICT-1041"),
        (LLOYD, "Re: [ICT-1041] board", "ICT-1041"),
        (STRANGER, "Re: [ICT-1041] board", "held"),
        (KEMP, "Re: [ICT-1041] board", "ICT-1041"),
        (BROWN, "Re: [ICT-9999] board", "new"),
        (BROWN, "Re: [ICT-10415] board", "new"),
        (BROWN, "Re: [Ticket#2026111610000041] board", "new"),
        (BROWN, "[HZN-1041] board", "new"),
        (BROWN, "ICT-104 1", "new"),
        (BROWN, "Re: [ICT-999999999] board", "new"),
    ],
)
def test_a_number_is_a_hint_for_whoever_takes_part(school: School, sender: str, subject: str, found: str) -> None:
    assert where(decided(letter(sender, subject, "It is dark"), school)) == found


def test_a_stranger_s_number_is_held_with_the_reason(school: School) -> None:
    held = only(decided(letter(STRANGER, "[ICT-1041]"), school), Hold)
    assert held.because == "it names ICT-1041, but mo.rahman77@personalmail.example takes no part in it"


def test_two_numbers_of_ours_in_a_subject_are_held_with_both(school: School) -> None:
    held = only(decided(letter(KEMP, "[ICT-1041] and [ICT-1045]"), school), Hold)
    assert "ICT-1041" in held.because
    assert "ICT-1045" in held.because


def test_an_answer_weighs_more_than_a_number(school: School) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    decision = decided(letter(BROWN, "Re: [ICT-1045]", headers=cites(ours)), school)
    assert where(decision) == "ICT-1041"
    assert "answers a mail of ours" in decision.candidates[0].because


@pytest.mark.parametrize("to", [tagged("nosuchtoken"), "ict+newsletter@saltmarshprimary.example"])
def test_a_tag_that_is_not_ours_is_no_evidence(school: School, to: str) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    assert where(decided(letter(BROWN, to=to), school)) == "new"
    decision = decided(letter(BROWN, to=to, headers=cites(ours)), school)
    assert [(each.score, each.because) for each in decision.candidates] == [(95, "answers a mail of ours")]


def test_a_mail_of_ours_that_we_never_sent_is_no_evidence_and_the_decision_says_so(school: School) -> None:
    forged = f"ict-1041.{'a' * 20}@saltmarshprimary.example"
    decision = decided(letter(BROWN, "Re: board", headers=cites(forged)), school)
    assert where(decision) == "new"
    assert decision.doubts == ("it answers a mail about ICT-1041 that this desk never sent",)


def test_evidence_that_agrees_is_told_together_and_breaks_a_tie(school: School) -> None:
    ours = our_id(school.add_sent(school.incidents[41], SANDRA_KEMP))
    decision = decided(letter(KEMP, "[ICT-1041] and [ICT-1045]", headers=cites(ours)), school)
    assert [(each.reference, each.score) for each in decision.candidates] == [("ICT-1041", 96), ("ICT-1045", 75)]
    assert "answers a mail of ours; names ICT-1041 and takes part in it" in decision.candidates[0].because


def test_colleagues_who_answer_a_mail_that_never_came_here_are_filed_together_while_it_is_open(school: School) -> None:
    school.filed_threads["staff-mail@mail.saltmarshprimary.example"] = 41
    answer = letter(MARSH, "Re: no sound", "Here too", headers=cites("staff-mail@mail.saltmarshprimary.example"))
    assert where(decided(answer, school)) == "ICT-1041"
    school.add_incident(1041, **closed(school.incidents[41], days_ago=1))
    assert where(decided(answer, school)) == "new"


def test_a_mail_passes_along_a_chain_of_merged_incidents_into_the_last(school: School) -> None:
    for number in range(1050, 1055):
        school.add_incident(number, state=State.CANCELLED, merged_into=number - 1000 + 1)
    school.add_incident(1055, reporter=GARETH_LLOYD)
    ours = our_id(school.add_sent(school.incidents[50], CLAIRE_BROWN))
    for mail in (letter(BROWN, headers=cites(ours)), letter(BROWN, "Re: [ICT-1052] board")):
        decision = decided(mail, school)
        assert where(decision) == "ICT-1055"
        assert "ICT-1054 was merged into ICT-1055" in decision.candidates[0].because


def test_a_ring_of_merged_incidents_ends(school: School) -> None:
    school.add_incident(1050, state=State.CANCELLED, merged_into=51)
    school.add_incident(1051, state=State.CANCELLED, merged_into=50)
    assert decided(letter(BROWN, "Re: [ICT-1050] board"), school).candidates


def test_a_number_in_the_text_alone_means_an_open_incident(school: School) -> None:
    assert where(decided(letter(BROWN, "board", "About ICT-1041: any news?"), school)) == "ICT-1041"
    school.add_incident(1041, **closed(school.incidents[41], days_ago=1))
    assert where(decided(letter(BROWN, "clock", "Like ICT-1041 last week"), school)) == "new"


def test_a_mail_of_ours_about_no_incident_is_no_evidence(school: School) -> None:
    ours = our_id(school.add_sent(None, CLAIRE_BROWN))
    assert where(decided(letter(BROWN, "Re: The week", headers=cites(ours)), school)) == "new"


def provider_writes(
    school: School, subject: str, text: str = "On our way", headers: dict[str, str] | None = None
) -> tuple[str, int | None, str]:
    """(where it is filed, which hand-over, the job number that is new)."""
    decision = decided(letter(KEV, subject, text, headers=headers), school)
    answered = each(decision, ProviderAnswered)
    return where(decision), (answered[0].handover if answered else None), (answered[0].reference if answered else "")


def test_the_only_job_of_a_provider_is_meant_and_its_number_learned(school: School) -> None:
    handover = school.add_handover(school.incidents[41], BRIGHTBOARD)
    assert provider_writes(school, "Your call", "We've raised Job 7741 for the panel") == (
        "ICT-1041",
        handover.id,
        "Job 7741",
    )


def test_a_job_number_says_which_of_two(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    second = school.add_handover(school.incidents[45], BRIGHTBOARD, "Job 7750")
    assert provider_writes(school, "Job 7750 - parts") == ("ICT-1045", second.id, "")


def test_a_new_job_number_is_about_the_job_that_has_none_yet(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    second = school.add_handover(school.incidents[45], BRIGHTBOARD)
    assert provider_writes(school, "Job 7750") == ("ICT-1045", second.id, "Job 7750")


def test_two_jobs_without_a_clue_are_held_with_both(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    school.add_handover(school.incidents[45], BRIGHTBOARD)
    held = only(decided(letter(KEV, "Your call"), school), Hold)
    assert "ICT-1041 (one of 2 jobs that BrightBoard AV has of ours)" in held.because
    assert "ICT-1045" in held.because


def test_our_number_says_which_of_two_jobs_also_in_the_text(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    second = school.add_handover(school.incidents[45], BRIGHTBOARD)
    assert provider_writes(school, "Your call", "About ICT-1045: on our way") == ("ICT-1045", second.id, "")


def test_the_thread_says_which_of_two_jobs(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    second = school.add_handover(school.incidents[45], BRIGHTBOARD)
    ours = our_id(school.add_sent(school.incidents[45], BRIGHTBOARD, second.id))
    assert provider_writes(school, "RE: New job", headers=cites(ours)) == ("ICT-1045", second.id, "")


def test_a_late_word_about_a_job_that_is_done_does_not_touch_another(school: School) -> None:
    done = school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    ours = our_id(school.add_sent(school.incidents[41], BRIGHTBOARD, done.id))
    school.finish(done)
    school.add_handover(school.incidents[45], BRIGHTBOARD)
    assert provider_writes(school, "RE: New job", "Thanks, closed", cites(ours)) == ("ICT-1041", None, "")
    assert provider_writes(school, "Job 7741 closed") == ("ICT-1041", done.id, "")
    assert provider_writes(school, "[ICT-1041] closed") == ("held", None, "")


@pytest.mark.parametrize(
    "subject", ["CHG0031120 Planned maintenance", "Invoice BB-5512", "Our newsletter", "Statement of account"]
)
def test_what_a_firm_also_writes_to_its_customers_is_about_no_job(school: School, subject: str) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    assert provider_writes(school, subject) == ("held", None, "")


def test_a_number_of_another_kind_is_not_taken_for_their_job_number(school: School) -> None:
    handover = school.add_handover(school.incidents[41], BRIGHTBOARD)
    assert provider_writes(school, "About FS-001234") == ("ICT-1041", handover.id, "")


def test_a_job_number_in_the_subject_of_an_invoice_says_which_job_it_is_about(school: School) -> None:
    handover = school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    assert provider_writes(school, "Job 7741 complete / invoice BB-5512") == ("ICT-1041", handover.id, "")


def test_a_billing_address_is_about_money_and_no_job(school: School) -> None:
    school.add_handover(school.incidents[41], FENLAND)
    held = only(decided(letter("Accounts <accounts@fenlandict.example>", "FI-2026-1187", "Attached."), school), Hold)
    assert held.because.startswith("Fenland ICT Support writes from its billing address")


@pytest.mark.parametrize("words", ["the panel in Room 5", "the panel (serial AP9-2111-0213)", "Mrs Brown’s class"])
def test_a_place_or_a_serial_number_says_which_of_two_jobs_and_its_number_is_learned(
    school: School, words: str
) -> None:
    first = school.add_handover(school.incidents[41], BRIGHTBOARD)
    school.add_handover(school.add_incident(1045, reporter=GARETH_LLOYD, place="Miss Nair's class"), BRIGHTBOARD)
    text = f"We've raised Job 7741 for {words}. Engineer booked."
    assert provider_writes(school, "Your call, Saltmarsh Primary", text) == ("ICT-1041", first.id, "Job 7741")


def test_one_job_number_for_two_of_ours_is_held_with_both_unless_more_is_said(school: School) -> None:
    first = school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    school.add_handover(school.incidents[45], BRIGHTBOARD, "Job 7741")
    assert provider_writes(school, "Job 7741 - parts") == ("held", None, "")
    ours = our_id(school.add_sent(school.incidents[41], BRIGHTBOARD, first.id))
    assert provider_writes(school, "Job 7741 - parts", headers=cites(ours)) == ("ICT-1041", first.id, "")


def test_whoever_takes_part_may_name_the_provider_s_job(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    assert where(decided(letter(BROWN, "Any news on Job 7741?"), school)) == "ICT-1041"
    assert where(decided(letter(LLOYD, "Any news on Job 7741?"), school)) == "new"


def test_a_provider_s_mail_from_an_unknown_address_is_held_and_the_reason_names_the_job(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD, "Job 7741")
    held = only(decided(letter(STRANGER, "Job 7741", "Engineer on Friday"), school), Hold)
    assert held.because == "it names Job 7741, a provider's job for ICT-1041"


def test_a_provider_who_has_nothing_of_ours_is_held(school: School) -> None:
    school.add_handover(school.incidents[41], FENLAND)
    held = only(decided(letter(KEV, "Planned maintenance"), school), Hold)
    assert held.because == "BrightBoard AV writes, and nothing of theirs is open that it could be about"


def test_the_job_number_of_another_provider_says_nothing(school: School) -> None:
    school.add_handover(school.incidents[41], FENLAND, "FIS-00123")
    assert provider_writes(school, "FIS-00123") == ("held", None, "")


def test_a_long_closed_incident_is_followed_by_a_new_one_that_names_it(school: School) -> None:
    incident = school.add_incident(1041, **closed(school.incidents[41], days_ago=8))
    ours = our_id(school.add_sent(incident, CLAIRE_BROWN))
    opened = only(decided(letter(BROWN, "Re: board", "Dark again", headers=cites(ours)), school), OpenIncident)
    assert "it follows ICT-1041" in opened.because
    assert opened.related_to == 41
    again = school.add_incident(1041, **closed(incident, days_ago=6))
    assert where(decided(letter(BROWN, headers=cites(ours)), school)) == "ICT-1041"
    assert again.state is State.CLOSED


def test_what_a_subject_quotes_of_an_earlier_one_is_no_second_matter(school: School) -> None:
    for subject in ("Re: [ICT-1045] We have it: [ICT-1041] Resolved: board", "[ICT-1045] We have it: again ICT-1041"):
        decision = decided(letter(KEMP, subject, "Still dark"), school)
        assert where(decision) == "ICT-1045"
        assert [each.reference for each in decision.candidates] == ["ICT-1045", "ICT-1041"]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: [ICT-1039] Resolved: Board in my room", "Board in my room"),
        ("Re: [ICT-1039] We have it: Re: [ICT-1038] News: Board in my room", "Board in my room"),
        ("Fwd: [ICT-1039] Kemp wrote: board in Y3", "Kemp wrote: board in Y3"),
        ("News: the board is dark", "News: the board is dark"),
        ("[ICT-1039] We have it: ", "It is dark in Room 5"),
    ],
)
def test_a_title_has_no_mark_of_ours(subject: str, title: str) -> None:
    assert only(decided(letter(BROWN, subject, "It is dark in Room 5.")), OpenIncident).title == title


def test_a_firm_that_answers_from_where_the_job_was_sent_is_that_firm_and_no_more(school: School) -> None:
    job = school.add_handover(school.incidents[41], FENLAND)
    ours = our_id(school.add_sent(school.incidents[41], replace(FENLAND, address="help@elsewhere.example"), job.id))
    raw = letter("Jo <help@elsewhere.example>", "Re: job", "We have raised FIS-12345.", headers=cites(ours))
    decision = decided(raw, school)
    assert where(decision) == "ICT-1041"
    assert only(decision, ProviderAnswered).reference == "FIS-12345"
    assert decision.sender == (
        "sender verified: no, it answers the job that was sent to Fenland ICT Support at this address"
    )
    # A colleague of theirs who cites it, and what cites nothing, are strangers as before.
    for sender, headers in (("Jo <jo@elsewhere.example>", cites(ours)), ("Jo <help@elsewhere.example>", {})):
        assert decided(letter(sender, "job", "Come on Monday?", headers=headers), school).sender == "sender unknown"
