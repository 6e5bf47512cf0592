"""What people say of payments and contracts, by mail and by hand, and what follows from it."""

from __future__ import annotations

from datetime import date

import pytest

from mailtick.desk import Desk
from mailtick.incidents.register_acts import ReminderWord
from mailtick.registers.agenda import Projected, agenda, overdue
from mailtick.registers.changing import NotKept, add, change, find
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.spending import forecast
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.remind import remind, say
from mailtick.store.database import Database
from mailtick.store.registers import changes_of
from tests.rounds.reminding import BY_NAME, KEMP, OFFICE, PRYOR, answer, cell, morning, said_on
from tests.support.desks import SetClock, make_desk


@pytest.fixture
def clock() -> SetClock:
    return SetClock(morning("2026-11-16"))


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """A desk whose registers hold the whole school."""
    made = make_desk(school, clock=clock)
    remind(made)
    return made


def by_hand(desk: Desk, reference: str, word: str, argument: str = "") -> str:
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), "")
        return say(session, desk, ReminderWord(reference, word, argument, f"{reference} {word}"), person, "by hand")


def stands(desk: Desk, register: str, key: str, today: date) -> str:
    with desk.database.reading() as session:
        kept = BY_NAME[register]
        assert kept.stands is not None
        return kept.stands(find(session, kept, key)[1], today)


TODAY = date(2026, 11, 23)


def test_finance_passes_a_payment_on_and_pays_it_by_mail(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    assert "D08: passed to finance with invoice APS-901" in answer(desk, "D08 passed on APS-901", PRYOR)
    assert stands(desk, "payments", "D08", TODAY) == "passed to finance 17 November 2026"
    assert cell(desk, "payments", "D08", "invoice") == "APS-901"
    assert 'already; say "paid" once it is paid' in " ".join(answer(desk, "D08 passed on", PRYOR).split())
    assert "D08: paid £447.00" in answer(desk, "D08 paid", PRYOR)
    assert stands(desk, "payments", "D08", TODAY) == "paid 17 November 2026"


def test_what_is_disputed_is_not_overdue_but_named_as_disputed_until_it_is_settled(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    done = answer(desk, "D01 disputed because the second box never came", PRYOR)
    assert "D01: disputed, the second box never came" in " ".join(done.split())
    [(_, text)] = said_on(desk, clock, "2026-11-23", PRYOR)
    assert "disputed: the second box never came" in " ".join(text.split())
    assert "answer: settled, paid 1368.00, cancelled because …, snooze 1w" in " ".join(text.split())
    assert "Past their day and still open" not in text
    with desk.database.reading() as session:
        assert "D01" not in {each.key for each in overdue(session, TODAY)}
        [outlay] = [each for each in forecast(session, TODAY) if each.key == "D01"]
    assert (outlay.on, outlay.is_disputed) == (TODAY, True)
    assert stands(desk, "payments", "D01", TODAY) == "disputed: the second box never came"
    assert "D01: settled; it is overdue" in answer(desk, "D01 settled", PRYOR)
    [(_, text)] = said_on(desk, clock, "2026-11-30", PRYOR)
    assert "Past their day and still open" in text


def test_a_cancelled_payment_is_asked_for_no_more_and_says_why(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    assert "D01: cancelled, sent back" in answer(desk, "D01 cancelled because sent back", PRYOR)
    with desk.database.reading() as session:
        assert "D01" not in {each.key for each in forecast(session, TODAY)}
    assert stands(desk, "payments", "D01", TODAY) == "cancelled: sent back"


def test_what_was_said_last_is_taken_back(desk: Desk, clock: SetClock) -> None:
    said_on(desk, clock, "2026-11-17", PRYOR)
    answer(desk, "D08 paid 450.00 APS-901", PRYOR)
    clock.now = morning("2026-11-18")
    assert "D08: what Mrs Janet Pryor said last is taken back" in " ".join(answer(desk, "D08 undo", PRYOR).split())
    assert stands(desk, "payments", "D08", TODAY) == "expected"
    assert (cell(desk, "payments", "D08", "paid_on"), cell(desk, "payments", "D08", "invoice")) == (None, "")


@pytest.mark.parametrize(
    ("first", "reference", "word", "argument", "why"),
    [
        ("", "D01", "disputed", "", 'say why, such as "D01 disputed because'),
        ("", "D01", "settled", "", "D01 is not disputed; possible: paid 240.00, passed on"),
        ("", "C2", "passed on", "", "C2 is no payment; possible: renew 1y"),
        ("D01 paid", "D01", "cancelled", "because late", "D01 is paid 16 November 2026 already"),
        ("D01 paid", "D01", "paid", "", '"D01 undo" takes back what was said of it last'),
        ("", "D01", "undo", "", "there is nothing to take back on D01"),
        ("", "D01", "signed", "", "D01 is no contract"),
        ("", "C2", "signed", "", "C2 is no draft: running until 31 March 2027"),
        ("", "D01", "cancelled", "next week", 'say why, such as "D01 cancelled because'),
        ("", "D01", "passed on", "nothing yet", "nothing is noted as passed on"),
        ("", "D01", "disputed", "because GB29NWBK60161331926819 is not theirs", "bank account"),
        ("C2 cancel", "C2", "cancel", "sent", "C2 is at its end already: notice given 16 November 2026"),
    ],
)  # fmt: skip
def test_what_does_not_follow_is_refused_with_what_is_possible(
    desk: Desk, first: str, reference: str, word: str, argument: str, why: str
) -> None:
    if first:
        by_hand(desk, *first.split())
    with pytest.raises(NotKept) as refused:
        by_hand(desk, reference, word, argument)
    assert why in str(refused.value)


def test_what_may_not_be_so_yet_changes_nothing(desk: Desk) -> None:
    with desk.database.writing() as session:
        cells = {"ref": "C9", "provider": "BBA", "description": "Panel cover", "start": "2026-12-01"}
        add(session, CONTRACTS, {**cells, "end": "2027-11-30", "draft": "yes"}, OFFICE)
    by_hand(desk, "D01", "disputed", "because the second box never came")
    for reference, word in (("C9", "signed"), ("D01", "settled")):
        with pytest.raises(NotKept, match=f"may mean that it is not {word}"):
            by_hand(desk, reference, word, "not yet")


def test_two_who_take_back_the_same_take_it_back_once(desk: Desk, clock: SetClock) -> None:
    by_hand(desk, "D01", "paid")
    clock.now = morning("2026-11-17", 8)
    assert "D01: what Mrs Sandra Kemp said last is taken back" in by_hand(desk, "D01", "undo")
    clock.now = morning("2026-11-17", 9)
    with pytest.raises(NotKept, match="Mrs Sandra Kemp took back what was said of D01 already"):
        by_hand(desk, "D01", "undo")
    assert cell(desk, "payments", "D01", "paid_on") is None


def test_only_what_a_word_changed_is_taken_back(desk: Desk, clock: SetClock) -> None:
    by_hand(desk, "D01", "passed on")
    with desk.database.writing() as session:
        change(session, BY_NAME["payments"], "D01", {"net_gbp": "300.00"}, OFFICE)
    clock.now = morning("2026-11-17", 8)
    with pytest.raises(NotKept, match="no word of the last thirty days was the last to change it"):
        by_hand(desk, "D01", "undo")


def test_a_contract_runs_until_its_end_and_is_then_ended_by_itself(desk: Desk) -> None:
    assert stands(desk, "contracts", "C4", date(2026, 11, 30)) == "running until 30 November 2026"
    assert stands(desk, "contracts", "C4", date(2026, 12, 1)) == "ended 30 November 2026"
    assert stands(desk, "contracts", "C2", date(2027, 4, 1)) == "renewed until 31 March 2028", "it renews itself"


def test_notice_stops_reminders_of_notice_the_renewal_and_what_would_be_paid_after_the_end(
    desk: Desk, clock: SetClock
) -> None:
    with desk.database.writing() as session:
        change(session, CONTRACTS, "C2", {"first_due_on": "2026-12-16"}, OFFICE)
    clock.now = morning("2026-12-01")
    assert by_hand(desk, "C2", "cancel", "sent") == "C2: notice is given; it ends on 31 March 2027"
    assert stands(desk, "contracts", "C2", date(2027, 3, 31)) == "notice given 1 December 2026, ends 31 March 2027"
    assert stands(desk, "contracts", "C2", date(2027, 4, 1)) == "ended 31 March 2027"
    with desk.database.reading() as session:
        outlays = [each for each in forecast(session, date(2026, 12, 1)) if each.key == "C2"]
        kinds = {each.kind for each in agenda(session, TODAY, date(2027, 12, 31), TODAY) if each.key == "C2"}
    assert [str(each.on) for each in outlays] == ["2026-12-16", "2027-03-16"], "none after the end, no further year"
    assert Projected.NOTICE_DEADLINE not in kinds
    texts = [" ".join(text.split()) for _, text in said_on(desk, clock, "2026-12-18", KEMP)]
    assert not any("Last day to give notice on Copier lease" in text for text in texts)


def test_notice_after_its_last_day_ends_it_a_year_later_and_says_so(desk: Desk, clock: SetClock) -> None:
    clock.now = morning("2027-01-12")
    done = by_hand(desk, "C2", "cancel", "sent")
    assert done.startswith(
        "C2: notice is given; it ends on 31 March 2028; the last day for notice was 31 December 2026"
    )


def test_a_renewal_keeps_the_old_days_in_the_log_and_undo_brings_them_back(desk: Desk, clock: SetClock) -> None:
    assert by_hand(desk, "C4", "renew", "1y") == "C4: renewed until 30 November 2027"
    assert stands(desk, "contracts", "C4", TODAY) == "renewed until 30 November 2027"
    with desk.database.reading() as session:
        logged = {each.column: (each.old, each.new) for each in changes_of(session, "contracts", "C4") if each.column}
    assert logged["end_on"] == ("2026-11-30", "2027-11-30")
    clock.now = morning("2026-11-16", 8)
    by_hand(desk, "C4", "undo")
    assert stands(desk, "contracts", "C4", TODAY) == "running until 30 November 2026"
    clock.now = morning("2026-11-16", 9)
    assert by_hand(desk, "C4", "renew", "6 months") == "C4: renewed until 30 May 2027"


def test_what_ended_long_ago_is_not_renewed_into_the_past(desk: Desk, clock: SetClock) -> None:
    clock.now = morning("2028-01-11")
    with pytest.raises(NotKept, match="C4 ended 30 November 2026; 1y more would be over too"):
        by_hand(desk, "C4", "renew", "1y")


def test_a_draft_brings_nothing_before_it_is_signed(desk: Desk) -> None:
    cells = {"ref": "C9", "provider": "BBA", "description": "Panel cover", "start": "2026-12-01", "end": "2027-11-30"}
    more = {"draft": "yes", "first_due_on": "2026-12-01", "annual_value_gbp_ex_vat": "480", "invoice_period": "annual"}
    with desk.database.writing() as session:
        add(session, CONTRACTS, {**cells, **more, "notice_months": "3"}, OFFICE)
        entries = agenda(session, TODAY, date(2027, 12, 31), TODAY)
        assert not [each for each in entries if each.key == "C9"]
    assert stands(desk, "contracts", "C9", TODAY) == "draft, not signed yet"
    with pytest.raises(NotKept, match='C9 is a draft; say "C9 signed" once it is'):
        by_hand(desk, "C9", "cancel", "sent")
    assert by_hand(desk, "C9", "signed") == "C9: noted; signed, begins 1 December 2026"
    with desk.database.reading() as session:
        entries = agenda(session, TODAY, date(2027, 12, 31), TODAY)
    assert {each.kind for each in entries if each.key == "C9"} >= {Projected.PAYMENT, Projected.CONTRACT_END}
