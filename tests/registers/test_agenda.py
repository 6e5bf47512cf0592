from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailtick.registers.agenda import Entry, agenda, overdue
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, add, change
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.diary import DIARY
from mailtick.registers.loans import LOANS
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.tasks import TASKS
from mailtick.store.database import Database

pytestmark = pytest.mark.both_databases

KEMP = Author("Mrs Sandra Kemp", "by hand", datetime(2026, 11, 18, 9, 40, tzinfo=UTC))
TODAY = date(2026, 11, 23)


def shown(entries: list[Entry]) -> list[str]:
    return [f"{each.on} {each.kind} {each.key}: {each.what}, act by {each.act_by}" for each in entries]


def test_what_the_registers_hold_stands_in_the_diary_with_the_day_to_act_by(school: Database) -> None:
    with school.reading() as session:
        entries = agenda(session, date(2026, 12, 20), date(2026, 12, 31), TODAY)
    assert shown(entries) == [
        "2026-12-31 licence_end LIC-05: Times Tables Rock Stars ends, act by 2026-12-18",
        "2026-12-31 notice_deadline C2: Last day to give notice on Copier lease and service C2, act by 2026-12-18",
        "2026-12-31 notice_deadline C3: Last day to give notice on Broadband 200/200 C3, act by 2026-12-18",
        "2026-12-31 notice_deadline C5: Last day to give notice on MIS support desk C5, act by 2026-12-18",
    ]


def test_a_visit_happens_and_needs_nobody_by_a_day(school: Database) -> None:
    with school.reading() as session:
        [visit, *_] = agenda(session, date(2026, 11, 24), date(2026, 11, 24), TODAY)
    assert (visit.key, visit.provider, visit.act_by) == ("D02", "FEN", None)


def test_a_repeated_entry_stands_on_each_of_its_days_and_is_done_up_to_the_last_that_was(school: Database) -> None:
    with school.writing() as session:
        change(session, DIARY, "D02", {"repeats": "FREQ=WEEKLY;INTERVAL=2", "done_on": "2026-11-24"}, KEMP)
        entries = agenda(session, date(2026, 11, 24), date(2026, 12, 31), TODAY)
    visits = [(str(each.on), each.done_on is not None) for each in entries if each.key == "D02"]
    assert visits == [("2026-11-24", True), ("2026-12-08", False), ("2026-12-22", False)]


def test_what_was_due_stays_until_it_is_paid(school: Database) -> None:
    with school.writing() as session:
        assert [each.key for each in overdue(session, TODAY)] == ["D01"]
        change(session, PAYMENTS, "D01", {"paid_on": "2026-11-23"}, KEMP)
        assert overdue(session, TODAY) == []


def test_a_loan_and_a_task_stand_in_it(school: Database) -> None:
    with school.writing() as session:
        change(session, ASSETS, "SP-0017", {"status": "on loan"}, KEMP)
        loan = {"ref": "L1", "asset": "SP-0017", "borrower": "claire.brown@saltmarshprimary.example"}
        add(session, LOANS, {**loan, "from": "2026-11-18", "due": "2026-11-27"}, KEMP)
        add(session, TASKS, {"ref": "T1", "about": "N2", "what": "Order the server", "due": "2026-11-27"}, KEMP)
        add(session, TASKS, {"ref": "T2", "about": "N2", "what": "Tell everybody"}, KEMP)
        entries = agenda(session, date(2026, 11, 27), date(2026, 11, 27), TODAY)
    assert shown(entries) == [
        "2026-11-27 loan_due L1: SP-0017 is due back from claire.brown@saltmarshprimary.example, act by 2026-11-27",
        "2026-11-27 task T1: Order the server, act by 2026-11-27",
    ]


def test_instalments_of_a_contract_stand_there_until_their_payment_is_recorded(school: Database) -> None:
    with school.writing() as session:
        change(session, CONTRACTS, "C1", {"first_due_on": "2026-12-16"}, KEMP)
        [due] = agenda(session, date(2026, 12, 16), date(2026, 12, 16), TODAY)
        assert (due.what, due.net_pence, due.vat_pence, due.budget_category) == (
            "Instalment of C1 (Managed ICT support)",
            135_000,
            27_000,
            "IT support",
        )
        cells = {"ref": "D11", "contract": "C1", "what": "Support quarter", "net_pence": "1350", "vat_pence": "270"}
        add(session, PAYMENTS, {**cells, "due_on": "2026-12-16"}, KEMP)
        entries = agenda(session, date(2026, 12, 16), date(2026, 12, 16), TODAY)
    assert [(each.register, each.key) for each in entries] == [("payments", "D11")]


def test_notice_that_is_given_needs_no_deadline(school: Database) -> None:
    with school.writing() as session:
        change(session, CONTRACTS, "C2", {"notice_given_on": "2026-12-01"}, KEMP)
        kinds = {each.kind for each in agenda(session, TODAY, date(2027, 12, 31), TODAY) if each.key == "C2"}
        what = [each.what for each in agenda(session, TODAY, date(2027, 12, 31), TODAY) if each.kind == "contract_end"]
    assert kinds == {"contract_end"}
    assert "Copier lease and service C2 ends" in what
