"""Two machines that talk are stopped, and people who write much are not. Source: TRAPS.md 2.4 (34, 39)."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import AddEntry, NoticeKind, Notify, OpenIncident, StopAutomatic, Withhold
from mailtick.incidents.samples import AMIR_SHAH, CLAIRE_BROWN, SANDRA_KEMP
from tests.incidents.deciding import BROWN, KEMP, SHAH, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import MONDAY, School, proof

THANKS = "Thank you for your message. It has been received and will be dealt with. Your reference is {0}."
ECHO = "We have received your mail '{0}' of today at 09:{1}. The office answers within two working days."
ACKNOWLEDGED = [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]
NEWS = [
    "The board in my room does not turn on.",
    "The printer by the hall has no toner left, and the spare one is gone too.",
    "Could somebody install the phonics app on the laptops of my class?",
    "My password has run out and I cannot log in.",
    "The visualiser shows everything upside down since this morning.",
]
RESETS = [f"Please reset the password of {name} in my class. Thank you, Claire" for name in
          ("Jack", "Amelia", "Oscar", "Freya", "Noah")]  # fmt: skip


def after(texts: list[str], address: str = CLAIRE_BROWN.address) -> School:
    """The school in which mails with these texts came from an address today, and each was answered."""
    school = School()
    for number, text in enumerate(texts):
        school.answered(address, text, f"[ICT-{1050 + number}] We have it: board", ago=60 - number)
    return school


def thanks(times: int) -> list[str]:
    return [THANKS.format(1000 + number) for number in range(times)]


def test_a_machine_that_answers_our_machine_is_stopped_and_named_to_the_coordinator() -> None:
    decision = decided(letter(text=THANKS.format(2000)), after(["Board broken again", *thanks(3)]))
    stop = only(decision, StopAutomatic)
    assert (stop.address, stop.hours) == (CLAIRE_BROWN.address, 24)
    assert "two machines seem to be talking" in only(decision, Withhold).because
    (alert,) = each(decision, Notify)
    assert (alert.notice, alert.to) == (NoticeKind.ALERT, (SANDRA_KEMP,))
    assert alert.because == f"Two machines seem to be talking: {CLAIRE_BROWN.address} and the desk"
    assert (
        alert.text == f"4 mails from {CLAIRE_BROWN.address} came after automatic mails of the desk and all read alike."
    )
    assert any(f"mailtick outbox allow {CLAIRE_BROWN.address}" in line for line in alert.lines)
    # What it wrote is kept all the same.
    assert only(decision, OpenIncident)


def test_until_then_it_is_answered() -> None:
    decision = decided(letter(text=THANKS.format(2000)), after(["Board broken again", *thanks(2)]))
    assert told(decision) == ACKNOWLEDGED
    # The first of all came by itself; it answered nothing.
    assert told(decided(letter(text=THANKS.format(2000)), after(thanks(3)))) == ACKNOWLEDGED


def test_numbers_times_and_an_echo_of_our_subject_do_not_hide_a_machine() -> None:
    texts = [ECHO.format(f"[ICT-{1050 + number}] We have it: board", 10 + number) for number in range(4)]
    assert only(decided(letter(text=ECHO.format("[ICT-1054] We have it: board", 59)), after(texts)), StopAutomatic)


@pytest.mark.parametrize("texts", [NEWS, RESETS], ids=["five matters", "five matters in nearly the same words"])
def test_a_person_who_writes_five_mails_in_a_row_is_answered_five_times(texts: list[str]) -> None:
    for number in range(len(texts)):
        decision = decided(letter(text=texts[number]), after(texts[:number]))
        assert told(decision) == ACKNOWLEDGED, number


def test_a_person_who_writes_it_all_into_the_subject_is_answered_each_time() -> None:
    signature = "Mrs Claire Brown, Year 3, Saltmarsh Primary School, Saltmarsh Lane, telephone in the office"
    subjects = ["No sound in my room", "Toner is out", "App for the tablets?", "Password again", "Board upside down"]
    school = School()
    for number, subject in enumerate(subjects):
        decision = decided(letter(BROWN, subject, signature), school)
        assert (NoticeKind.ACKNOWLEDGEMENT, "claire.brown") in told(decision), subject
        ours = f"[ICT-{1050 + number}] We have it: {subject}"
        school.answered(CLAIRE_BROWN.address, signature, ours, 60 - number, theirs=subject)


def test_short_answers_of_the_team_are_no_machine_s() -> None:
    school = after(["Done, thanks"] * 8, AMIR_SHAH.address)
    school.add_incident()
    decision = decided(letter(SHAH, "Re: [ICT-1041] board", "Done, thanks"), school)
    assert told(decision) == [(NoticeKind.TRANSCRIPT, "amir.shah")]


def test_words_that_are_proven_are_a_person_s_however_often_they_are_written() -> None:
    word = "#note The supplier has been told, and they call back on Thursday morning"
    school = after([word] * 8, AMIR_SHAH.address)
    school.add_incident()
    mail = letter(SHAH, "Re: [ICT-1041] board", word, headers=proof(AMIR_SHAH.address))
    assert told(decided(mail, school)) == [(NoticeKind.TRANSCRIPT, "amir.shah")]
    # Without a proof anybody may have written it, also a machine.
    assert only(decided(letter(SHAH, "Re: [ICT-1041] board", word), school), StopAutomatic)


def test_a_machine_that_answers_for_a_team_member_is_stopped_on_one_incident_too() -> None:
    school = after(thanks(4), AMIR_SHAH.address)
    school.add_incident()
    decision = decided(letter(SHAH, "Re: [ICT-1041] board", THANKS.format(7)), school)
    assert only(decision, StopAutomatic).address == AMIR_SHAH.address
    assert only(decision, AddEntry)


def test_where_the_machine_answers_for_the_coordinator_a_deputy_hears_of_it() -> None:
    decision = decided(letter(KEMP, "board", THANKS.format(7)), after(thanks(4), SANDRA_KEMP.address))
    assert only(decision, StopAutomatic).address == SANDRA_KEMP.address
    assert (NoticeKind.ALERT, "leah.dunn") in told(decision)
    assert "sandra.kemp" not in {to for _, to in told(decision)}


def test_who_is_stopped_is_told_of_once() -> None:
    school = after(thanks(4))
    school.stop(CLAIRE_BROWN.address)
    decision = decided(letter(text=THANKS.format(7)), school)
    assert (told(decision), each(decision, StopAutomatic)) == ([], [])


def test_what_was_before_a_stop_was_lifted_is_forgiven() -> None:
    school = after(thanks(6))
    assert only(decided(letter(text=THANKS.format(7)), school), StopAutomatic)
    school.stop(CLAIRE_BROWN.address, lifted_at=MONDAY)
    assert told(decided(letter(text=THANKS.format(7)), school)) == ACKNOWLEDGED


def test_an_address_that_gets_too_much_within_the_hour_is_stopped_whatever_it_says() -> None:
    school = School()
    school.wrote(CLAIRE_BROWN.address, 20)
    decision = decided(letter(BROWN), school)
    assert "20 automatic mails within the hour" in only(decision, StopAutomatic).because
    assert told(decision) == [(NoticeKind.ALERT, "sandra.kemp")]


LAPTOPS = [f"Please reset laptop number {number} of the class trolley, Claire" for number in range(3, 8)]


def test_a_person_who_writes_five_mails_that_differ_in_a_number_is_answered_five_times() -> None:
    for number, text in enumerate(LAPTOPS):
        assert told(decided(letter(text=text), after(LAPTOPS[:number]))) == ACKNOWLEDGED, number


def test_small_numbers_do_not_hide_a_machine_that_cites_us() -> None:
    texts = [f"Thank you for your mail, it is number {number} of today in our list" for number in range(3, 8)]
    school = after(["Board broken again", *texts[:3]], AMIR_SHAH.address)
    school.add_incident()
    assert only(decided(letter(SHAH, "Re: [ICT-1041] board", texts[3]), school), StopAutomatic)
