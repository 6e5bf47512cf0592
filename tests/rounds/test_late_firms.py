"""A firm has a clock of its own: who hears when it is late, and one word that chases it."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Priority
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import Author, add, change
from mailtick.registers.contacts import CONTACTS
from mailtick.registers.contracts import CONTRACTS
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.escalate import escalate
from mailtick.store.database import Database
from mailtick.store.firm_jobs import firm_jobs
from mailtick.store.tables import ContractRow, HandoverRow, OutgoingRow, WaitRow
from tests.rounds.commanding import SCHOOL, log, run, say, written
from tests.support.desks import MONDAY, SetClock, letter, make_desk

pytestmark = pytest.mark.both_databases

LONDON = ZoneInfo("Europe/London")
OFFICE = Author("Mrs Sandra Kemp", "by hand", MONDAY)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(at("13 10:15"))


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """ICT-1041, a P2, is handed over to Horizon on Friday 13 November at 10:15: an answer in 4, a fix in 16 hours."""
    made = make_desk(school, clock=clock)
    run(made, letter(subject="census", text="The census export fails.", sent_at=clock.now))
    act(made, "1041", "priority", "2 because the return is due")
    hand_over(made, "HMS", clock.now)
    return made


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{words}").replace(tzinfo=LONDON).astimezone(UTC)


def hand_over(desk: Desk, code: str, when: datetime) -> None:
    """As if the mail had been sent then."""
    act(desk, "1041", "second", f"{code} needs the MIS desk")
    with desk.database.writing() as session:
        [job] = session.scalars(select(HandoverRow).where(HandoverRow.handed_at.is_(None)))
        job.handed_at, job.state = when, "sent"
        session.add(
            WaitRow(incident_id=1, waiting_on="provider", why="handed over", from_at=when, follow_up_at=at("30 08:00"))
        )


def run_until(desk: Desk, clock: SetClock, end: str) -> None:
    while clock.now < at(end):
        clock.now = min(at(end), clock.now + timedelta(minutes=15))
        escalate(desk)


def warnings(desk: Desk) -> list[tuple[str, str, str]]:
    """When, to whom and with which headline of those about the firm."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "alert").order_by(OutgoingRow.id))
        found = [(row.created_at.astimezone(LONDON), row.recipient, row.subject) for row in rows]
    return [
        (f"{when:%a %H:%M}", to.partition("@")[0], subject.partition("] ")[2].partition(": ")[0])
        for when, to, subject in found
        if "Horizon" in subject
    ]


def answer(desk: Desk, **news: datetime | str) -> None:
    with desk.database.writing() as session:
        [job] = session.scalars(select(HandoverRow))
        for name, value in news.items():
            setattr(job, name, value)


def test_late_with_the_fix_the_coordinator_hears_at_the_minute_with_a_chase_that_is_ready(
    desk: Desk, clock: SetClock
) -> None:
    answer(desk, first_human_reply_at=at("13 11:40"))
    run_until(desk, clock, "17 09:00")
    assert warnings(desk) == []
    run_until(desk, clock, "17 12:00")
    assert warnings(desk) == [("Tue 09:15", "sandra.kemp", "Horizon MIS Support is late")]
    [text] = [text for _, subject, text in written(desk, "alert") if "Horizon" in subject]
    assert "They promised to have it mended by Tue 17 Nov 09:15 (contract C5)." in text
    assert "#chase HMS asks them for it" in text


def test_one_word_chases_them_with_what_they_promised(desk: Desk, clock: SetClock) -> None:
    answer(desk, first_human_reply_at=at("13 11:40"), job_reference="HZN-2291")
    run_until(desk, clock, "17 12:00")
    outcome = carry_out(desk, "1041", "chase", "The return is due on Friday.").outcome
    assert outcome == "Horizon MIS Support are asked by mail to casedesk@horizonmis.example"
    [(to, subject, text)] = written(desk, "chase")
    assert to == "casedesk@horizonmis.example"
    assert subject == "[ICT-1041] Where is it? HZN-2291 The census export fails (Saltmarsh ICT desk)"
    assert "You promised to have it mended by Tue 17 Nov 09:15." in text
    assert "The return is due on Friday." in text
    assert "HZN-2291" in text
    chased = "Horizon MIS Support chased, 1 of this job: casedesk@horizonmis.example"
    assert chased in [text for _, _, text in log(desk)]
    with desk.database.reading() as session:
        assert len(firm_jobs(session, 1)[0].chased_at) == 1


def test_late_twice_the_owner_hears_and_their_escalation_contact_is_written_to(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        cells = {"provider": "HMS", "name": "Priti Rao", "role": "Escalation", "mail": "priti.rao@horizonmis.example"}
        add(session, CONTACTS, cells, OFFICE)
    run_until(desk, clock, "17 12:00")
    assert warnings(desk) == [
        ("Fri 14:15", "sandra.kemp", "Horizon MIS Support is late"),
        ("Tue 09:15", "sandra.kemp", "Horizon MIS Support is late again"),
        ("Tue 09:15", "tom.whitfield", "Horizon MIS Support is late again"),
    ]
    say(desk, "#chase")
    chased = [to for to, _, _ in written(desk, "chase")]
    assert chased == ["casedesk@horizonmis.example", "priti.rao@horizonmis.example"]


def test_what_is_done_in_time_warns_of_nothing(desk: Desk, clock: SetClock) -> None:
    answer(desk, first_human_reply_at=at("13 11:40"), done_at=at("16 15:00"), state="done")
    run_until(desk, clock, "20 12:00")
    assert warnings(desk) == []


def test_an_answer_of_a_machine_is_no_reply(desk: Desk, clock: SetClock) -> None:
    answer(desk, first_automatic_reply_at=at("13 10:20"))
    run_until(desk, clock, "13 16:00")
    assert warnings(desk) == [("Fri 14:15", "sandra.kemp", "Horizon MIS Support is late")]


def test_another_priority_takes_what_was_promised_for_that_one(desk: Desk, clock: SetClock) -> None:
    answer(desk, first_human_reply_at=at("13 11:40"))
    act(desk, "1041", "priority", "3 because the return was put off")
    run_until(desk, clock, "18 12:00")
    assert warnings(desk) == []


def test_a_firm_that_promised_nothing_is_never_late(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        change(session, CONTRACTS, "C5", {"service_level": "best effort"}, OFFICE)
    run_until(desk, clock, "20 12:00")
    assert warnings(desk) == []


def test_a_firm_late_in_the_holidays_is_told_of_on_the_first_open_day(school: Database) -> None:
    clock = SetClock(datetime(2026, 12, 18, 15, 0, tzinfo=UTC))
    desk = make_desk(school, clock=clock)
    run(desk, letter(subject="census", text="The census export fails.", sent_at=clock.now))
    act(desk, "1041", "priority", "3 because it can wait")
    hand_over(desk, "HMS", clock.now)
    answer(desk, first_human_reply_at=clock.now)
    while clock.now < datetime(2027, 1, 4, 12, 0, tzinfo=UTC):
        clock.move(timedelta(hours=1))
        escalate(desk)
    told = [(to, subject) for to, subject, text in written(desk, "alert") if "Horizon MIS Support is late" in text]
    assert told == [(f"sandra.kemp@{SCHOOL}", "ICT desk: 1 matter needs somebody")]


def test_the_day_after_a_visit_nobody_heard_of_it_is_asked_for(desk: Desk, clock: SetClock) -> None:
    answer(desk, first_human_reply_at=at("13 11:40"), promised_at=at("16 09:00"), promised_until=at("16 12:00"))
    run_until(desk, clock, "17 08:30")
    assert warnings(desk) == [("Tue 08:00", "sandra.kemp", "Was Horizon MIS Support here?")]


def test_chase_is_refused_where_no_firm_has_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="Fenland ICT Support does not have ICT-1041; #second hands it over to one"):
        act(desk, "1041", "chase", "FEN")


def test_a_second_word_within_the_hour_chases_nobody_again(desk: Desk, clock: SetClock) -> None:
    """A click too many would take it to whoever answers for their work."""
    say(desk, "#chase HMS please\n#chase HMS please")
    clock.move(timedelta(minutes=1))
    with pytest.raises(NotAllowed, match="Horizon MIS Support was chased at 10:15; give them an hour"):
        act(desk, "1041", "chase", "")
    assert len(written(desk, "chase")) == 1
    clock.move(timedelta(hours=1))
    act(desk, "1041", "chase", "")


def test_who_works_round_the_clock_is_held_to_it(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        for each in session.scalars(select(ContractRow).where(ContractRow.provider == "HMS")):
            each.support_hours = "24/7"
    with desk.database.reading() as session:
        [job] = firm_jobs(session, 1)
        reply, *_ = job.clock(Priority.P2, LONDON, clock.now)
    assert reply.due_at == at("13 14:15")
    late = at("14 02:15")
    assert job.late(Priority.P2, LONDON, late + timedelta(minutes=5))[-1].due_at == late + timedelta(minutes=1)


def test_a_chase_is_a_mail_of_a_person_on_the_thread_of_the_job(desk: Desk) -> None:
    act(desk, "1041", "chase", "")
    with desk.database.reading() as session:
        row = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "chase")).one()
        assert row.handover_id is not None
        assert email.message_from_bytes(row.raw)["Auto-Submitted"] is None
