"""What ends while a firm has the job: the firm hears once that it is not needed, and once if it is after all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.deliver import deliver
from mailtick.store.database import Database
from mailtick.store.tables import DiaryRow, HandoverRow, ProposalRow, WaitRow
from tests.rounds.commanding import LLOYD, log, run, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof
from tests.support.smtp_sink import SmtpSink

pytestmark = pytest.mark.both_databases

KEV = "Kev <jobs@brightboard.example>"
JOBS = "jobs@brightboard.example"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock, smtp_sink: SmtpSink) -> Iterator[Desk]:
    """BrightBoard has Mrs Brown's board as Job 7741, and comes on Tuesday 24 November."""
    desk = make_desk(school, smtp_sink.port, clock)
    run(desk, letter())
    act(desk, "1041", "second", "BBA dead")
    send(desk)
    writes(desk, "We've raised Job 7741. Engineer booked Tues 24th, first call. Kev")
    yield desk
    desk.sender.close()


def send(desk: Desk) -> None:
    while deliver(desk):
        pass


def writes(desk: Desk, text: str) -> None:
    run(desk, letter(KEV, "Your call", text, headers=proof(KEV)))


def job(desk: Desk) -> HandoverRow:
    with desk.database.reading() as session:
        return session.scalars(select(HandoverRow)).one()


def visits(desk: Desk) -> list[date]:
    with desk.database.reading() as session:
        query = select(DiaryRow.on).where(DiaryRow.about == "ICT-1041", DiaryRow.retired_on.is_(None))
        return list(session.scalars(query))


def open_waits(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(WaitRow.waiting_on).where(WaitRow.to_at.is_(None))))


@pytest.mark.parametrize(("word", "said"), [("resolve", "It was the plug"), ("cancel", "a mistake")])
def test_the_firm_hears_once_that_its_job_is_not_needed(desk: Desk, word: str, said: str) -> None:
    outcome = carry_out(desk, "1041", word, said).outcome
    assert f"BrightBoard AV are told by mail to {JOBS} that it is not needed any more" in outcome
    [(to, subject, text)] = written(desk, "withdrawal")
    title = "Board in my room won't turn on again"
    assert (to, subject) == (JOBS, f"[ICT-1041] Not needed any more: Job 7741 {title} (Saltmarsh ICT desk)")
    assert "Please close your job, and call off a visit" in text
    assert said not in text
    assert (job(desk).state, job(desk).outcome, visits(desk), open_waits(desk)) == ("withdrawn", "withdrawn", [], [])
    assert ("handover", "withdrawn_job withdrawn") in [(event, field) for event, field, _ in log(desk)]


@pytest.mark.parametrize(("word", "said"), [("resolve", "It was the plug"), ("cancel", "a mistake")])
def test_what_is_reopened_within_a_week_is_with_its_firm_as_before(desk: Desk, word: str, said: str) -> None:
    act(desk, "1041", word, said)
    outcome = carry_out(desk, "1041", "reopen", "").outcome
    assert f"BrightBoard AV are told by mail to {JOBS} that it is needed after all" in outcome
    assert [subject.partition(":")[0] for _, subject, _ in written(desk, "withdrawal")] == [
        "[ICT-1041] Not needed any more",
        "[ICT-1041] Needed after all",
    ]
    assert (job(desk).state, job(desk).outcome, visits(desk)) == ("scheduled", "", [date(2026, 11, 24)])
    assert (standing(desk).state, open_waits(desk)) == (State.WAITING_PROVIDER, ["provider"])
    writes(desk, "Job 7741: engineer now comes Weds 25th at 10am. Kev")
    assert visits(desk) == [date(2026, 11, 25)]


def test_after_a_week_it_has_to_be_handed_over_anew(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "resolve", "It was the plug")
    clock.now += timedelta(days=8)
    act(desk, "1041", "reopen", "")
    assert (job(desk).state, standing(desk).state) == ("withdrawn", State.IN_PROGRESS)
    assert len(written(desk, "withdrawal")) == 1


def test_it_can_end_and_come_back_more_than_once(desk: Desk) -> None:
    for word, said in (("cancel", "a mistake"), ("reopen", ""), ("resolve", "the plug"), ("reopen", "")):
        act(desk, "1041", word, said)
    assert len(written(desk, "withdrawal")) == 4
    assert (job(desk).state, visits(desk)) == ("scheduled", [date(2026, 11, 24)])


def test_whoever_says_that_it_is_done_is_not_told_that_it_is_not_needed(desk: Desk) -> None:
    writes(desk, "Job 7741: all done, new power board fitted and tested.")
    with desk.database.reading() as session:
        assert session.scalars(select(ProposalRow.id).where(ProposalRow.state == "open")).all()
    act(desk, "1041", "resolve", "New power board")
    assert written(desk, "withdrawal") == []


def test_a_merged_incident_keeps_its_job(desk: Desk) -> None:
    run(desk, letter(LLOYD, "panel", "The panel in my room is dead."))
    act(desk, "1041", "merge", "1042")
    assert written(desk, "withdrawal") == []
    act(desk, "1042", "resolve", "It was the plug")
    assert [to for to, _, _ in written(desk, "withdrawal")] == [JOBS]
    assert job(desk).state == "withdrawn"


def test_a_job_that_has_not_gone_out_yet_is_not_waited_for(school: Database, smtp_sink: SmtpSink) -> None:
    desk = make_desk(school, smtp_sink.port)
    run(desk, letter())
    act(desk, "1041", "second", "BBA dead")
    act(desk, "1041", "cancel", "a mistake")
    send(desk)
    assert (job(desk).state, open_waits(desk), standing(desk).state) == ("withdrawn", [], State.CANCELLED)
    desk.sender.close()


def test_a_job_can_be_taken_back_while_the_matter_goes_on_here_and_be_given_back(desk: Desk) -> None:
    act(desk, "1041", "withdraw", "BBA we mend it ourselves")
    assert (job(desk).state, standing(desk).state, visits(desk)) == ("withdrawn", State.IN_PROGRESS, [])
    assert "we mend it ourselves" not in written(desk, "withdrawal")[0][2]
    act(desk, "1041", "withdraw", "BBA undo")
    assert (job(desk).state, standing(desk).state, open_waits(desk)) == (
        "scheduled",
        State.WAITING_PROVIDER,
        ["provider"],
    )
    assert visits(desk) == [date(2026, 11, 24)]


def test_a_job_that_was_never_taken_back_is_not_given_back(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="no firm's job for ICT-1041 was taken back within a week"):
        act(desk, "1041", "withdraw", "undo")
