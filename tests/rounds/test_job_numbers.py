"""The number that a firm gives its job is learned, whatever its form; a word puts it right, or takes it off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from mailtick.desk import Desk
from mailtick.incidents.job_numbers import as_written, names_number, only_number
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.deliver import deliver
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, MailRow, MailState, ProviderRow
from tests.rounds.commanding import log, run, say, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof
from tests.support.smtp_sink import SmtpSink

pytestmark = pytest.mark.both_databases

KEV = "Kev <jobs@brightboard.example>"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock, smtp_sink: SmtpSink) -> Iterator[Desk]:
    """BrightBoard has Mrs Brown's board, 1041, and Mr Lloyd's, 1042."""
    desk = make_desk(school, smtp_sink.port, clock)
    run(desk, letter(), letter("Gareth Lloyd <gareth.lloyd@saltmarshprimary.example>", "laptop", "My laptop is dead."))
    act(desk, "1041", "second", "BBA dead")
    act(desk, "1042", "second", "BBA dead as well")
    while deliver(desk):
        pass
    yield desk
    desk.sender.close()


def writes(desk: Desk, text: str, subject: str) -> None:
    run(desk, letter(KEV, subject, text, headers=proof(KEV)))


def numbers(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [row.job_reference for row in session.scalars(select(HandoverRow).order_by(HandoverRow.id))]


def mails(desk: Desk, reference: str = "1041") -> list[str]:
    return [text for event, _, text in log(desk, reference) if event == "mail"]


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("[ICT-1041] [brightboard #47110] We have your call", "brightboard #47110"),
        ("[ICT-1041] ##RE-4711## your request", "RE-4711"),
        ("[ICT-1041] [ ref:_00D20abc._50020xyz:ref ]", "ref:_00D20abc._50020xyz:ref"),
        ("[ICT-1041] Job 7741", "Job 7741"),
    ],
)
def test_a_number_of_any_form_is_learned_and_later_mail_is_filed_by_it(desk: Desk, subject: str, number: str) -> None:
    with desk.database.writing() as session:
        session.execute(update(ProviderRow).where(ProviderRow.code == "BBA").values(reference_pattern=""))
    writes(desk, "We look into it.", subject)
    assert numbers(desk) == [number, ""]
    writes(desk, "Still waiting for parts from the maker.", subject.replace("[ICT-1041] ", ""))
    assert len(mails(desk)) == 2


def test_a_wrong_number_is_put_right_and_mail_is_filed_by_the_right_one_from_then_on(desk: Desk) -> None:
    writes(desk, "Thanks. This has to do with Job 7000.", "[ICT-1041]")
    outcome = carry_out(desk, "1041", "job", "BBA Job 7741").outcome
    assert numbers(desk) == ["Job 7741", ""]
    assert outcome == "BrightBoard AV's job number is Job 7741; it was Job 7000"
    assert ("field", "job_reference Job 7741", "BrightBoard AV's number") in log(desk)
    writes(desk, "Still waiting for parts.", "Job 7741")
    assert len(mails(desk)) == 2


def test_the_mails_that_were_filed_by_the_wrong_number_are_named(desk: Desk) -> None:
    writes(desk, "Thanks, we have it.", "[ICT-1041] Job 7000")
    writes(desk, "Still waiting for parts.", "Job 7000")
    outcome = carry_out(desk, "1041", "job", "none").outcome
    assert outcome == (
        "BrightBoard AV's job number is not known any more; it was Job 7000; "
        "look whether the mail filed here by Job 7000 belongs here: Mon 16 Nov 09:00"
    )
    assert numbers(desk) == ["", ""]


def test_what_was_said_of_a_number_is_taken_back_for_a_week(desk: Desk, clock: SetClock) -> None:
    writes(desk, "Thanks, we have it.", "[ICT-1041] Job 7741")
    act(desk, "1041", "job", "BBA Job 7000")
    clock.now += timedelta(days=6)
    act(desk, "1041", "job", "BBA undo")
    assert numbers(desk)[0] == "Job 7741"
    clock.now += timedelta(days=8)
    with pytest.raises(NotAllowed, match="more than a week ago"):
        act(desk, "1041", "job", "undo")


def test_a_number_can_be_confirmed(desk: Desk) -> None:
    writes(desk, "Thanks, we have it.", "[ICT-1041] Job 7741")
    assert carry_out(desk, "1041", "job", "Job 7741").outcome == "BrightBoard AV's job number stands: Job 7741"
    assert log(desk)[-1] == ("field", "job_reference Job 7741", "BrightBoard AV's number is confirmed")


def test_a_number_that_another_job_of_theirs_has_is_refused(desk: Desk) -> None:
    writes(desk, "Thanks, we have it.", "[ICT-1041] Job 7741")
    with pytest.raises(NotAllowed, match="Job 7741 is BrightBoard AV's number for ICT-1041"):
        act(desk, "1042", "job", "BBA Job 7741")
    act(desk, "1041", "job", "BBA none")
    act(desk, "1042", "job", "BBA Job 7741")
    assert numbers(desk) == ["", "Job 7741"]


def test_a_number_of_a_form_of_their_own_is_known_by_its_letters(desk: Desk) -> None:
    act(desk, "1041", "job", "BBA their ref BB/77-41x")
    assert numbers(desk)[0] == "BB/77-41x"
    writes(desk, "About bb/77-41X: parts are on order.", "your board")
    assert len(mails(desk)) == 1


def test_a_number_heard_alone_puts_the_known_one_right_and_beside_other_news_it_does_not(desk: Desk) -> None:
    act(desk, "1041", "heard", "BBA: Job 7741, still looking")
    act(desk, "1041", "heard", "BBA: like Job 7000 last year, still looking")
    assert numbers(desk)[0] == "Job 7741"
    act(desk, "1041", "heard", "BBA: ref Job 7742")
    assert numbers(desk)[0] == "Job 7742"


def test_the_word_is_said_by_mail_as_well(desk: Desk) -> None:
    writes(desk, "Thanks, we have it. What is the serial number?", "[ICT-1041] Job 7000")
    assert "#job BBA and the right one corrects it" in written(desk, "team_news")[0][2]
    say(desk, "#job BBA Job 7741")
    assert numbers(desk)[0] == "Job 7741"
    assert "job number is Job 7741; it was Job 7000" in written(desk, "transcript")[-1][2]
    with desk.database.reading() as session:
        assert not session.scalars(select(MailRow).where(MailRow.state == MailState.HELD)).all()


@pytest.mark.parametrize("said", ["on Tuesday", "ICT-1042", "12", "Job 7741 and Job 7742 and more of them"])
def test_what_is_no_number_is_refused(desk: Desk, said: str) -> None:
    with pytest.raises(NotAllowed):
        act(desk, "1041", "job", f"BBA {said}")


def test_only_a_number_that_stands_alone_is_one() -> None:
    assert only_number("ref: FIS-12345.", ["FIS-12345"]) == "FIS-12345"
    assert only_number("job no. 7741", ["Job 7741"]) == "Job 7741"
    assert only_number("not FIS-12345", ["FIS-12345"]) == ""
    assert as_written("their ref BB/77-41x") == "BB/77-41x"
    assert as_written("Tuesday at nine") == ""
    assert not names_number("in 2026 we came", "2026")
