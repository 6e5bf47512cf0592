from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from mailtick.registers.agenda import agenda
from mailtick.registers.budgets import BUDGETS
from mailtick.registers.changing import Author, add, change
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.feed import as_icalendar
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.spending import budget, forecast, year_of, year_words
from mailtick.store.database import Database

KEMP = Author("Mrs Sandra Kemp", "by hand", datetime(2026, 11, 18, 9, 40, tzinfo=UTC))
TODAY = date(2026, 11, 23)


def test_the_forecast_holds_what_is_recorded_and_what_is_likely(school: Database) -> None:
    with school.reading() as session:
        outlays = forecast(session, TODAY)
    shown = {each.key: (str(each.on), each.net_pence, each.vat_pence, each.is_likely) for each in outlays}
    assert shown["D01"] == ("2026-11-23", 114_000, 22_800, False), "what is overdue is due today"
    assert shown["D08"] == ("2026-12-01", 37_250, 7_450, False)
    assert shown["LIC-05"] == ("2026-12-31", 13_200, 0, True)
    assert shown["C2"] == ("2027-03-31", 149_000, 0, True), "it renews itself"
    assert not {"C1", "C4", "LIC-13"} & set(shown), "nothing is known of when these are paid"


def test_instalments_fall_due_through_the_twelve_months(school: Database) -> None:
    with school.writing() as session:
        change(session, CONTRACTS, "C1", {"first_due_on": "2026-12-16"}, KEMP)
        dues = [(str(each.on), each.net_pence) for each in forecast(session, TODAY) if each.key == "C1"]
    assert dues == [("2026-12-16", 135_000), ("2027-03-16", 135_000), ("2027-06-16", 135_000)]


def test_the_year_stands_against_its_plan_by_category(school: Database) -> None:
    with school.writing() as session:
        plan = {"year": "2026-27", "category": "Other hardware", "planned": "1500"}
        add(session, BUDGETS, plan, KEMP)
        change(session, PAYMENTS, "D01", {"paid_on": "2026-11-23"}, KEMP)
        lines = {each.category: each for each in budget(session, 2026, 4)}
    assert len(lines) == 7
    hardware, learning = lines["Other hardware"], lines["IT learning resources"]
    assert (hardware.planned_pence, hardware.paid_pence, hardware.due_pence) == (150_000, 0, 37_250)
    assert hardware.left_pence == 112_750
    assert (learning.planned_pence, learning.paid_pence, learning.left_pence) == (None, 114_000, None)


@pytest.mark.parametrize(
    ("day", "begins", "year"),
    [
        ("2026-03-31", 4, "2025-26"),
        ("2026-04-01", 4, "2026-27"),
        ("1999-12-31", 4, "1999-00"),
        ("2026-08-31", 9, "2025-26"),
        ("2026-09-01", 9, "2026-27"),
        ("2026-01-01", 1, "2026"),
    ],
)
def test_a_financial_year_begins_in_its_month(day: str, begins: int, year: str) -> None:
    assert year_words(year_of(date.fromisoformat(day), begins), begins) == year


def test_a_payment_of_may_is_of_another_year_in_an_academy(school: Database) -> None:
    with school.writing() as session:
        change(session, PAYMENTS, "D01", {"due_on": "2027-05-04"}, KEMP)
        at_school = {each.category: each.due_pence for each in budget(session, 2026, 4)}
        in_academy = {each.category: each.due_pence for each in budget(session, 2026, 9)}
    assert (at_school["IT learning resources"], in_academy["IT learning resources"]) == (0, 114_000)


def test_the_diary_is_a_calendar_that_programs_read(school: Database) -> None:
    with school.reading() as session:
        entries = agenda(session, date(2026, 11, 23), date(2026, 12, 31), TODAY)
    read = Calendar.from_ical(as_icalendar(entries, "Saltmarsh", KEMP.at))
    events = {str(each["UID"]): each for each in read.walk("VEVENT")}
    assert len(events) == len(entries), "each has a UID of its own"
    deadline = events["contracts-C2-notice_deadline-20261231@mailtick"]
    assert str(deadline["SUMMARY"]) == "Last day to give notice on Copier lease and service C2 (C2)"
    assert deadline.decoded("DTSTART") == date(2026, 12, 31)
    assert "Act by Friday 18 December 2026" in str(deadline["DESCRIPTION"])
    assert "£447.00" in str(events["payments-D08-payment-20261201@mailtick"]["DESCRIPTION"])
