"""Reminders of the registers: when, to whom, once; and what an answer does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Stop
from mailtick.incidents.register_acts import ReminderWord
from mailtick.incidents.reminders import read_answer
from mailtick.incidents.school_days import SchoolDays
from mailtick.registers.agenda import Entry
from mailtick.registers.changing import NotKept, add, change, retire
from mailtick.registers.ladder import due_now, rungs_of
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.rounds.remind import remind, say
from mailtick.rounds.stock import begin_stock_check
from mailtick.store.database import Database
from mailtick.store.outbox import put_stop
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.rounds.reminding import BY_NAME, KEMP, OFFICE, OWNER, PRYOR, answer, cell, mails, morning, said_on
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.lookup import proof


@pytest.fixture
def clock() -> SetClock:
    return SetClock(morning("2026-11-16"))


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """A desk whose registers hold the whole school, on a Monday on which the earlier rungs were said."""
    made = make_desk(school, clock=clock)
    remind(made)
    return made


def test_what_is_due_for_one_person_is_one_mail_and_is_said_once(desk: Desk, clock: SetClock) -> None:
    [(subject, text)] = said_on(desk, clock, "2026-11-17", PRYOR)
    assert subject == "ICT desk: [D08] Copier lease quarter, direct debit"
    assert "£447.00" in text
    possible = "answer: paid 447.00, passed on, disputed because …, cancelled because …, snooze 1w"
    assert possible in " ".join(text.split())
    remind(desk)
    assert said_on(desk, clock, "2026-11-18", PRYOR) == []


def test_nothing_goes_out_before_its_hour_nor_while_the_school_is_closed(desk: Desk, clock: SetClock) -> None:
    clock.now = morning("2026-11-23", 7, 29)
    before = len(mails(desk))
    assert remind(desk) == 0
    clock.now = morning("2026-12-19")
    assert remind(desk) == 0
    assert len(mails(desk)) == before


def test_a_deadline_in_the_holidays_says_the_last_day_the_office_is_open(desk: Desk, clock: SetClock) -> None:
    [(_, text)] = said_on(desk, clock, "2026-12-18", KEMP)
    assert "C2: Last day to give notice on Copier lease and service C2" in text
    assert "act by Friday 18 December, the last day the office is open" in " ".join(text.split())


def test_the_letter_that_ends_a_contract_is_ready_in_the_reminder(desk: Desk, clock: SetClock) -> None:
    [(_, text)] = said_on(desk, clock, "2026-12-18", KEMP)
    assert "> Notice to end contract C2: Copier lease and service" in text
    assert "at its end on 31 March" in " ".join(text.split())
    assert "contract C3" not in text, "one that ends by itself needs no letter"


def test_what_is_over_is_named_again_each_week_until_somebody_deals_with_it(desk: Desk, clock: SetClock) -> None:
    assert "Past their day and still open" in said_on(desk, clock, "2026-11-23", PRYOR)[0][1]
    [(_, text)] = said_on(desk, clock, "2026-11-30", PRYOR)
    assert "D01" in text
    assert "£1,368.00" in text
    with desk.database.writing() as session:
        change(session, BY_NAME["payments"], "D01", {"paid_on": "2026-12-01"}, OFFICE)
    assert all("D01" not in text for _, text in said_on(desk, clock, "2026-12-07", PRYOR))


def test_more_in_use_than_owned_is_said_each_week_until_it_is_explained(desk: Desk, clock: SetClock) -> None:
    words = "LIC-11: ActivInspire Professional: 1 more in use than owned (9 of 8) answer: LIC-11 ask owner"
    assert words in " ".join(said_on(desk, clock, "2026-11-23", KEMP)[0][1].split())
    assert all("LIC-11" not in text for _, text in said_on(desk, clock, "2026-11-24", KEMP))
    with desk.database.writing() as session:
        why = {"overuse_explained": "one laptop goes at Christmas", "overuse_until": "2026-12-18"}
        change(session, BY_NAME["licences"], "LIC-11", why, OFFICE)
    assert all("LIC-11" not in text for _, text in said_on(desk, clock, "2026-11-30", KEMP))
    assert words in " ".join(said_on(desk, clock, "2027-01-04", KEMP)[0][1].split())


def test_what_is_over_used_can_be_put_off(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-23", KEMP)
    assert "LIC-11: you will be reminded again on Mon 14 Dec 2026" in answer(desk, "LIC-11 snooze 3w", KEMP)
    assert all("LIC-11" not in text for _, text in said_on(desk, clock, "2026-12-07", KEMP))
    assert "LIC-11" in said_on(desk, clock, "2026-12-14", KEMP)[0][1]


def test_spares_that_run_out_and_warranties_that_end_are_named_each_week(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        cells = {"ref": "S1", "what": "Projector lamp", "quantity": "1", "minimum": "2"}
        add(session, BY_NAME["spares"], cells, OFFICE)
    text = " ".join(said_on(desk, clock, "2026-11-23", KEMP)[0][1].split())
    assert "S1: Projector lamp: 1 left, there should be at least 2" in text
    assert "The warranty of SP-0013, SP-0026, SP-0034, SP-0035, SP-0036 and 4 more ends on Monday 30 November" in text


def test_after_a_bank_holiday_the_week_begins_on_its_first_open_day(desk: Desk, clock: SetClock) -> None:
    assert said_on(desk, clock, "2027-05-03", PRYOR) == []
    assert "D01" in said_on(desk, clock, "2027-05-04", PRYOR)[0][1]


def test_when_the_date_moves_all_rungs_are_there_again(desk: Desk, clock: SetClock) -> None:
    assert "D09" in said_on(desk, clock, "2026-12-03", KEMP)[0][1]
    with desk.database.writing() as session:
        change(session, BY_NAME["diary"], "D09", {"on": "2026-12-11"}, OFFICE)
    assert "D09" in said_on(desk, clock, "2026-12-10", KEMP)[0][1]


def test_paid_is_noted_with_what_differs(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    said = answer(desk, "paid 440.00 APS-901\n\nJanet", PRYOR)
    assert "D08: paid £440.00 by invoice APS-901, £7.00 less than the £447.00 that were due" in " ".join(said.split())
    assert cell(desk, "payments", "D08", "paid_on") == date(2026, 11, 17)
    assert cell(desk, "payments", "D08", "invoice") == "APS-901"


def test_each_line_is_done_or_comes_back_with_its_reason(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-12-18", KEMP)
    said = answer(desk, "C2 cancel sent\nC9 snooze 1w\nLIC-05 renew 1y\nthe rest next week please", KEMP)
    flat = " ".join(said.split())
    assert "C2: notice is given; it ends on 31 March 2027" in flat
    assert 'there is no record "C9" that can be answered for' in flat
    assert "LIC-05: renewed until 31 December 2027" in flat
    assert "NOT DONE the rest next week please" in flat
    assert cell(desk, "contracts", "C2", "notice_given_on") == date(2026, 12, 18)
    with desk.database.reading() as session:
        assert session.scalars(select(IncidentRow)).all() == []


def test_snoozed_it_comes_again_on_that_day_and_not_before(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    assert "you will be reminded again on Tue 24 Nov 2026" in answer(desk, "snooze 1w", PRYOR)
    assert all("D08" not in text for _, text in said_on(desk, clock, "2026-11-23", PRYOR))
    assert "D08" in said_on(desk, clock, "2026-11-24", PRYOR)[0][1]


def test_what_is_said_a_second_time_changes_nothing_but_what_it_puts_right(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    answer(desk, "paid 440.00", PRYOR)
    clock.now = morning("2026-11-18", 9)
    assert "D08 is paid already, since Tue 17 Nov 2026" in answer(desk, "paid", PRYOR)
    assert "by invoice APS-901" in answer(desk, "paid 447.00 APS-901", PRYOR)
    assert cell(desk, "payments", "D08", "paid_on") == date(2026, 11, 17)
    assert cell(desk, "payments", "D08", "difference") == ""


def test_what_repeats_is_done_for_the_day_that_was_named(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        cells = {"ref": "D90", "kind": "check", "on": "2026-11-18", "what": "Test the backup", "person": OWNER}
        add(session, BY_NAME["diary"], {**cells, "repeats": "FREQ=MONTHLY;BYDAY=3WE"}, OFFICE)
    said_on(desk, clock, "2026-11-17", OWNER)
    assert "D90: done for Wed 18 Nov 2026" in answer(desk, "D90 done", OWNER)
    for day in ("2026-11-18", "2026-11-23", "2026-11-30"):
        assert all("D90" not in text for _, text in said_on(desk, clock, day, OWNER))
    assert any("D90" in text for _, text in said_on(desk, clock, "2026-12-02", OWNER))


@pytest.mark.parametrize(
    "gone", [{"active_to_on": "2026-11-16"}, {"retired_on": "2026-11-16"}], ids=["left", "retired"]
)
def test_what_names_somebody_who_has_left_is_for_the_coordinator(
    desk: Desk, clock: SetClock, gone: dict[str, str]
) -> None:
    hargreaves = "ben.hargreaves@saltmarshprimary.example"
    with desk.database.writing() as session:
        task = {"ref": "T90", "about": "D4", "what": "Order the adapters", "person": hargreaves, "due": "2026-11-18"}
        add(session, BY_NAME["tasks"], task, OFFICE)
        change(session, BY_NAME["people"], hargreaves, gone, OFFICE)
    assert any("T90" in text for _, text in said_on(desk, clock, "2026-11-17", KEMP))
    assert mails(desk, hargreaves) == []
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), hargreaves)
        with pytest.raises(NotAllowed, match="T90 is for coordinator"):
            say(session, desk, ReminderWord("T90", "done", "", ""), person, "by mail")


def test_where_no_mail_may_go_to_whose_it_is_the_coordinator_hears_of_it(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        put_stop(session, Stop(PRYOR, "mail came back", clock.now))
    assert said_on(desk, clock, "2026-11-17", PRYOR) == []
    subject, text = mails(desk, KEMP, "alert")[-1]
    assert "Mrs Janet Pryor cannot be reminded of this" in subject
    assert "D08: Copier lease quarter, direct debit, Tue 1 December 2026" in " ".join(text.split())


def test_two_who_answer_the_same_reminder_renew_it_once(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-12-18", KEMP)
    answer(desk, "C2 ask owner", KEMP)
    assert "C2: renewed until 31 March 2028" in answer(desk, "renew 1y", OWNER)
    said = " ".join(answer(desk, "C2 renew 1y", KEMP).split())
    assert "C2 was renewed until Fri 31 Mar 2028 already, by Mr Tom Whitfield on Fri 18 Dec 2026" in said
    assert cell(desk, "contracts", "C2", "end_on") == date(2028, 3, 31)


def test_a_stock_check_is_answered_and_not_ticked_off(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        [asked] = begin_stock_check(session, desk, ["Y3"], OFFICE)
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), asked.person)
        with pytest.raises(NotKept, match="done once the list of the room is answered"):
            say(session, desk, ReminderWord(asked.task, "done", "", ""), person, "by mail")


def test_an_answer_to_an_old_reminder_of_what_is_out_of_use_by_now_does_nothing(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    with desk.database.writing() as session:
        retire(session, BY_NAME["payments"], "D08", OFFICE, clock.now.date())
    assert "D08 is out of use" in answer(desk, "paid", PRYOR)
    assert cell(desk, "payments", "D08", "paid_on") is None


def test_put_off_is_what_was_said_and_no_instalment_that_comes_later(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        news = {"first_due_on": "2026-12-31", "invoice_period": "monthly", "responsible": KEMP}
        change(session, BY_NAME["contracts"], "C2", news, OFFICE)
    clock.now = morning("2026-12-01")
    remind(desk)
    assert "C2: you will be reminded again on Fri 11 Dec 2026" in answer(desk, "C2 snooze 10 days", KEMP)
    assert "C2: Last day to give notice" in " ".join(said_on(desk, clock, "2026-12-11", KEMP)[0][1].split())


def test_an_answer_that_is_only_the_quoted_reminder_does_nothing_and_opens_nothing(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    assert "nothing stands in it" in " ".join(answer(desk, "\n> D08 paid\n", PRYOR).split())
    assert cell(desk, "payments", "D08", "paid_on") is None
    with desk.database.reading() as session:
        assert session.scalars(select(IncidentRow)).all() == []


def test_each_question_to_the_owner_is_a_mail_of_its_own(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-12-18", KEMP)
    before = len(mails(desk, OWNER))
    answer(desk, "C2 ask owner shall we keep it?\nC2 ask owner or buy one?", KEMP)
    assert ["keep it?" in text or "buy one?" in text for _, text in mails(desk, OWNER)[before:]] == [True, True]


def test_what_must_be_dealt_with_is_not_put_off_beyond_its_day(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    assert "D08 has to be dealt with by Tue 1 Dec 2026" in answer(desk, "snooze 3 weeks", PRYOR)


def test_the_owner_is_asked_and_answers_with_the_same_words(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-12-18", KEMP)
    assert "C2: Mr Tom Whitfield is asked" in answer(desk, "C2 ask owner shall we keep the copier?", KEMP)
    subject, text = mails(desk, OWNER)[-1]
    assert subject.startswith("ICT desk: [C2] Your decision is asked")
    assert "Mrs Sandra Kemp: shall we keep the copier?" in text
    assert "C2: renewed until 31 March 2028" in answer(desk, "renew 1y", OWNER)


def test_whose_it_is_not_has_no_word_on_it(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    said = " ".join(answer(desk, "C2 cancel sent", PRYOR).split())
    assert "C2 is for coordinator, deputy and whoever it names; Mrs Janet Pryor is none of them" in said
    assert cell(desk, "contracts", "C2", "notice_given_on") is None


def test_a_from_line_alone_pays_nothing(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    with desk.database.reading() as session:
        sent = session.scalars(select(OutgoingRow).where(OutgoingRow.recipient == PRYOR)).all()[-1]
    put_in(desk, letter(OWNER, f"Re: {sent.subject}", "D08 paid", headers={"In-Reply-To": f"<{sent.message_id}>"}))
    process(desk)
    assert cell(desk, "payments", "D08", "paid_on") is None


def test_an_answer_in_other_words_is_a_mail_as_any(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    with desk.database.reading() as session:
        sent = session.scalars(select(OutgoingRow).where(OutgoingRow.recipient == PRYOR)).all()[-1]
    headers = {"In-Reply-To": f"<{sent.message_id}>", **proof(PRYOR)}
    put_in(desk, letter(PRYOR, f"Re: {sent.subject}", "My printer is jammed, can Amir come?", headers=headers))
    process(desk)
    with desk.database.reading() as session:
        assert len(session.scalars(select(IncidentRow)).all()) == 1


@pytest.mark.parametrize(
    ("reference", "word", "argument", "why"),
    [
        ("D02", "paid", "", "D02 is no payment; possible: done, snooze 1w"),
        ("C2", "done", "", "C2 is not done with; renew it, or say that the cancellation is sent"),
        ("D08", "renew", "1y", "D08 cannot be renewed"),
        ("C2", "renew", "soon", "say for how long"),
        ("C2", "snooze", "", 'say for how long, such as "snooze 1w"'),
        ("LIC-13", "renew", "1y", "LIC-13 has no end"),
        ("LIC-13", "snooze", "1w", "nothing of LIC-13 is reminded of"),
        ("X1", "done", "", 'there is no record "X1"'),
        ("", "done", "", "write what it is about first"),
        ("D02", "sell", "", '"sell" is no word that I know'),
        ("D08", "paid", "nothing yet", "nothing is noted as paid"),
        ("D08", "done", "not yet", "nothing is noted as paid"),
        ("D08", "paid", "447,00", '"447,00" is no amount that can have been paid'),
        ("D08", "paid", "-447", "no amount that can have been paid"),
        ("D08", "paid", "0", "no amount that can have been paid"),
        ("D08", "paid", "99999999999", "no amount that can have been paid"),
        ("D08", "paid", "447.00 sort code 20-45-45 account 12345678", "nothing is noted as paid"),
        ("D08", "paid", "447.00 GB29NWBK60161331926819", "bank account"),
        ("D04", "done", "not yet", "may mean that it is not done"),
        ("D01", "snooze", "999y", "three months at most"),
        ("LIC-11", "snooze", "1y", "three months at most"),
        ("C2", "snooze", "0d", "today is no later day"),
        ("C2", "renew", "999y", "ten years or less"),
        ("C2", "renew", "0y", "ten years or less"),
        ("SP-0001", "done", "", "SP-0001 is not done with; possible: ask owner, snooze 1w"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    desk: Desk, reference: str, word: str, argument: str, why: str
) -> None:
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), "")
        with pytest.raises((NotKept, NotAllowed)) as refused:
            say(session, desk, ReminderWord(reference, word, argument, ""), person, "by hand")
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("text", "subject", "read"),
    [
        ("paid 240.00 INV-88", "Re: ICT desk: [D08] Copier", [("D08", "paid", "240.00 INV-88")]),
        ("\n\nD08: Paid £240\nC2, cancel sent\n\nThanks", "", [("D08", "paid", "£240"), ("C2", "cancel", "sent")]),
        ("#lic-05 snooze 1w", "", [("LIC-05", "snooze", "1w")]),
        ("C2 ask owner: keep it?", "", [("C2", "ask owner", "keep it?")]),
        ("I paid it last week", "Re: [D08]", []),
        ("Hi,\n\nD08 - paid 240.00\nThanks", "", [("D08", "paid", "240.00")]),
        ("Good morning all\nThanks.\nsnooze 1w", "Re: [D08]", [("D08", "snooze", "1w")]),
        ("Dear desk, please see to the printer\nD08 paid", "", []),
        ("", "Re: [D08]", []),
    ],
)
def test_lines_are_read_as_people_write_them(text: str, subject: str, read: list[tuple[str, str, str]]) -> None:
    assert [(each.reference, each.word, each.argument) for each in read_answer(text, subject).words] == read


@given(
    kind=st.sampled_from(["payment", "notice_deadline", "licence_end", "task", "visit", "review"]),
    on=st.dates(date(2026, 9, 1), date(2027, 7, 1)),
    started=st.integers(0, 60),
)
def test_every_rung_is_said_once_whenever_the_desk_begins(kind: str, on: date, started: int) -> None:
    days = SchoolDays()
    entry = Entry("x", "X1", kind, on, "something", act_by=days.on_or_before(on))
    passed: set[tuple[str, str, str, date, int]] = set()
    times = 0
    for number in range(on.toordinal() - 200 + started, on.toordinal() + 1):
        for due in due_now([entry], passed, {}, date.fromordinal(number), days):
            assert not passed.intersection(due.marks)
            passed.update(due.marks)
            times += 1
    assert {mark[-1] for mark in passed} == set(rungs_of(entry))
    assert 1 <= times <= len(rungs_of(entry))


def test_of_a_planned_outage_the_coordinator_and_whom_it_names_hear_the_open_day_before(
    desk: Desk, clock: SetClock
) -> None:
    with desk.database.writing() as session:
        cells = {"ref": "D40", "kind": "outage", "date": "2026-11-28", "what": "Firewall upgrade 06:00-10:00"}
        add(session, BY_NAME["diary"], {**cells, "provider": "CBS", "person": OWNER}, OFFICE)
    assert not any("Firewall upgrade" in text for _, text in said_on(desk, clock, "2026-11-26"))
    said_on(desk, clock, "2026-11-27")
    told = [to for to in (KEMP, OWNER, PRYOR) if any("Firewall upgrade" in text for _, text in mails(desk, to))]
    assert told == [KEMP, OWNER]
    assert not any("Firewall upgrade" in text for _, text in said_on(desk, clock, "2026-11-30", OWNER))


@given(
    kind=st.sampled_from(["payment", "notice_deadline", "licence_end", "task", "review"]),
    on=st.dates(date(2026, 9, 1), date(2027, 7, 1)),
    down=st.sets(st.integers(1, 200)),
    snoozes=st.lists(st.integers(1, 40), max_size=6),
)
def test_whatever_is_put_off_and_whenever_the_desk_is_down_no_rung_is_said_twice_or_lost(
    kind: str, on: date, down: set[int], snoozes: list[int]
) -> None:
    days = SchoolDays()
    limit = days.on_or_before(on)
    entry = Entry("x", "X1", kind, on, "something", act_by=limit)
    about = ("x", "X1", kind, on)
    passed: set[tuple[str, str, str, date, int]] = set()
    put_off: dict[tuple[str, str, str, date], date] = {}
    waits_until = None
    for number in range(200, -1, -1):
        today = limit - timedelta(days=number)
        if number in down:
            continue
        found = due_now([entry], passed, put_off, today, days)
        for due in found:
            assert not passed.intersection(due.marks)
            assert about not in put_off or put_off[about] <= today
            passed.update(due.marks)
        assert found or waits_until is None or today < waits_until, "what was put off comes again"
        waits_until = None if found else waits_until
        if found and snoozes and (until := today + timedelta(days=snoozes.pop())) <= limit:
            put_off[about] = waits_until = until
    assert {mark[-1] for mark in passed} >= set(rungs_of(entry))
