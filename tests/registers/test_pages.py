"""A record's page: everything that belongs to it, in plain words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from mailtick.registers import REGISTERS
from mailtick.registers.articles import ARTICLES
from mailtick.registers.assets import ASSETS
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.changing import Author, add, change
from mailtick.registers.contacts import CONTACTS
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.cover import without_cover
from mailtick.registers.implementations import IMPLEMENTATIONS
from mailtick.registers.licences import LICENCES
from mailtick.registers.loans import LOANS
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.members import MEMBERS
from mailtick.registers.page import Around
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.providers import PROVIDERS
from mailtick.registers.records import list_records
from mailtick.registers.register import Register
from mailtick.registers.seats import SEATS
from mailtick.registers.showing import Page, change_words, page_of
from mailtick.registers.stock_checks import STOCK_CHECKS
from mailtick.registers.tasks import TASKS
from mailtick.registers.usage import light_of, usage_of
from mailtick.store.database import Database

KEMP = Author("Mrs Sandra Kemp", "by hand", datetime(2026, 11, 18, 9, 40, tzinfo=UTC))
TODAY = date(2026, 11, 23)


def around(session: Session, today: date = TODAY) -> Around:
    return Around(session, "ICT", today, ZoneInfo("Europe/London"))


def page(session: Session, register: Register, key: str, today: date = TODAY) -> Page:
    return page_of(around(session, today), register, key)


def section(found: Page, title: str) -> tuple[str, ...]:
    return next((each.lines for each in found.sections if each.title.startswith(title)), ())


def test_a_category_shows_its_emergency_text_and_the_articles_that_are_about_it(school: Database) -> None:
    with school.writing() as session:
        change(session, CATEGORIES, "telephones", {"emergency_text": "Use the mobile in the safe"}, KEMP)
        add(session, ARTICLES, {"ref": "K1", "title": "No dialling tone", "category": "Telephones"}, KEMP)
        found = page(session, CATEGORIES, "TEL")
        about = page(session, ARTICLES, "K1")
    assert ("When the desk is shut", "Use the mobile in the safe") in [(each.label, each.words) for each in found.facts]
    assert section(found, "Articles") == ("K1  No dialling tone",)
    assert ("Category", "TEL (Telephones)") in [(each.label, each.words) for each in about.facts]


def test_values_stand_in_plain_words_with_names_beside_codes(school: Database) -> None:
    with school.reading() as session:
        facts = {fact.label: fact.words for fact in page(session, ASSETS, "SP-0037").facts}
    assert facts["Place"] == "Y3 (Mrs Brown's class)"
    assert facts["Provider"] == "BBA (BrightBoard AV)"
    assert facts["Contract"] == "C4 (Panel warranty cover, 8 panels and hall projector)"
    assert facts["Cost"] == "£1,790.00"
    assert facts["Bought"] == "22 November 2021"
    assert facts["Status"] == "in use"


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_every_record_of_the_school_has_a_page(school: Database, register: Register) -> None:
    with school.reading() as session:
        for record in list_records(session, register):
            found = page(session, register, record.key)
            assert found.facts
            assert len(found.changes) == 1


def test_equipment_shows_its_cover_what_depends_on_it_and_what_became_of_it(school: Database) -> None:
    with school.writing() as session:
        change(session, ASSETS, "SP-0031", {"depends_on": "SP-0030"}, KEMP)
        change(session, ASSETS, "SP-0030", {"location": "LIB"}, KEMP)
        add(session, MEMBERS, {"set": "SP-0030", "number": "14", "status": "missing"}, KEMP)
        loan = {"asset": "SP-0030", "borrower": "claire.brown@saltmarshprimary.example", "ref": "L1"}
        add(session, LOANS, {**loan, "from": "2026-11-10", "due": "2026-11-20"}, KEMP)
        check = {"asset": "SP-0030", "date": "2026-01-15", "location": "SERV", "result": "found"}
        add(session, STOCK_CHECKS, {**check, "by": "janet.pryor@saltmarshprimary.example"}, KEMP)
        found = page(session, ASSETS, "SP-0030")
    assert section(found, "What depends on it")[0].startswith("SP-0031  ")
    assert section(found, "Moves") == (
        "18 November 2026  from SERV (Server cupboard) to LIB (Library) (Mrs Sandra Kemp, by hand)",
    )
    assert section(found, "Members") == ("number 14: missing",)
    assert section(found, "Loans") == (
        "L1  Mrs Claire Brown since 10 November 2026, due back 20 November 2026: overdue",
    )
    assert section(found, "Stock checks") == (
        "15 January 2026  found, SERV (Server cupboard), seen by Mrs Janet Pryor",
    )
    assert section(found, "Diary") == ("D04  Wednesday 25 November 2026: Termly test restore from backup NAS",)


def test_equipment_whose_contract_has_ended_says_that_a_charge_is_likely(school: Database) -> None:
    with school.reading() as session:
        now = section(page(session, ASSETS, "SP-0037"), "Cover")
        then = section(page(session, ASSETS, "SP-0037", date(2026, 12, 1)), "Cover")
    assert now == ("the warranty runs until 30 November 2026, the contract C4 runs until 30 November 2026",)
    [cover] = then
    assert cover.endswith("the contract C4 ended on 30 November 2026: no cover, a charge is likely")


def test_a_contract_shows_the_last_open_day_for_notice_what_it_covers_and_its_payments(school: Database) -> None:
    with school.reading() as session:
        found = page(session, CONTRACTS, "C2")
    assert found.warnings == ("amber: notice must be given by 31 December 2026",)
    end, notice = section(found, "Days")
    assert end == "renews itself on Wednesday 31 March 2027, unless notice is given"
    assert notice == (
        "the last day for notice is Thursday 31 December 2026; act by Friday 18 December 2026, "
        "the last day the office is open"
    )
    assert section(found, "Covers 1")[0].startswith("SP-0023  ")
    assert section(found, "Payments") == (
        "D08  Copier lease quarter, direct debit: £447.00 with VAT, due 1 December 2026, expected",
    )


def test_a_contract_that_ends_with_nothing_after_it_says_who_is_without_cover(school: Database) -> None:
    with school.writing() as session:
        ending = page(session, CONTRACTS, "C4")
        assert ending.warnings == (
            "red: it ends on 30 November 2026 and nothing follows it",
            "8 panels and the hall projector are without cover from 1 December",
        )
        values = list_records(session, CONTRACTS, "C4")[0].values
        assert without_cover(session, values, date(2026, 12, 2)) == (
            "8 panels and the hall projector have been without cover since 1 December"
        )
        change(session, CONTRACTS, "C4", {"successor": "C1"}, KEMP)
        assert page(session, CONTRACTS, "C4").warnings == ()


def test_a_licence_counts_its_open_seats_and_says_what_may_be_installed(school: Database) -> None:
    with school.writing() as session:
        values = list_records(session, LICENCES, "LIC-13")[0].values
        assert usage_of(session, values, TODAY).answer(3) == "0 free, 3 wanted, 3 to buy"
        for holder, to in (("SP-0018", ""), ("claire.brown@saltmarshprimary.example", "2026-11-20")):
            add(session, SEATS, {"licence": "LIC-13", "holder": holder, "from": "2026-09-01", "to": to}, KEMP)
        assert usage_of(session, values, TODAY).answer(3) == "4 free, 3 wanted, 0 to buy"
        assert usage_of(session, values, date(2026, 11, 20)).answer(4) == "3 free, 4 wanted, 1 to buy"
        seats = section(page(session, LICENCES, "LIC-13"), "Seats")
    assert [each.partition(" (")[0] for each in seats] == ["SP-0018"]


def test_a_freed_seat_lowers_what_is_in_use_and_the_page_says_what_became_of_the_typed_number(school: Database) -> None:
    with school.writing() as session:
        before = section(page(session, LICENCES, "LIC-13"), "Use")
        cells = {"licence": "LIC-13", "holder": "claire.brown@saltmarshprimary.example"}
        add(session, SEATS, {**cells, "from": "2026-09-01", "to": "2026-12-18"}, KEMP)
        taken = section(page(session, LICENCES, "LIC-13", date(2026, 12, 18)), "Use")
        freed = section(page(session, LICENCES, "LIC-13", date(2026, 12, 19)), "Use")
    typed = "; the 5 typed by hand, nobody wrote when, do not count any more"
    assert before == ("5 owned, 5 in use, 0 free (amber)", "the number in use was typed by hand, nobody wrote when")
    assert taken == ("5 owned, 1 in use, 4 free (green)", f"counted from the seats below{typed}")
    assert freed == (
        "5 owned, 0 in use, 5 free (green)",
        f"counted from its seats, of which none is open{typed}",
    )


def test_a_licence_for_the_whole_site_has_no_number_to_count(school: Database) -> None:
    with school.reading() as session:
        values = list_records(session, LICENCES, "LIC-04")[0].values
        assert usage_of(session, values, TODAY).answer(30).endswith("30 wanted, 0 to buy")


def test_more_in_use_than_owned_is_red_until_it_is_explained_with_a_date(school: Database) -> None:
    with school.writing() as session:
        values = list_records(session, LICENCES, "LIC-11")[0].values
        usage = usage_of(session, values, TODAY)
        assert usage.answer(1) == "0 free (1 too many in use), 1 wanted, 2 to buy"
        assert light_of(usage, values, TODAY) == ("red", "1 more in use than owned")
        explained = {"overuse_explained": "ordered today", "overuse_until": "2026-11-30"}
        change(session, LICENCES, "LIC-11", explained, KEMP)
        assert page(session, LICENCES, "LIC-11").warnings == (
            "amber: 1 more in use than owned: ordered today, until 30 November 2026",
        )
        assert page(session, LICENCES, "LIC-11", date(2026, 12, 1)).warnings == ("red: 1 more in use than owned",)


def test_an_implementation_says_before_delivery_how_many_seats_are_short(school: Database) -> None:
    with school.writing() as session:
        cells = {"ref": "N1", "title": "12 iPads for Y2", "stage": "ordered", "target_date": "2026-11-24"}
        add(session, IMPLEMENTATIONS, {**cells, "licences": "LIC-15 x 12; LIC-01 x 2"}, KEMP)
        cells = {"tag": "SP-0061", "type": "Tablet set", "make_model": "iPad 10th gen", "qty": "12"}
        add(session, ASSETS, {**cells, "status": "expected", "implementation": "N1"}, KEMP)
        for ref, done in (("T1", "2026-11-19"), ("T2", ""), ("T3", "")):
            what = {"ref": ref, "about": "N1", "what": f"step {ref}", "due": "2026-11-20", "done": done}
            add(session, TASKS, what, KEMP)
        payment = {"ref": "D13", "what": "12 iPads", "net_gbp": "3490.00", "vat_gbp": "698.00"}
        add(session, PAYMENTS, {**payment, "due_on": "2026-12-24", "about": "N1"}, KEMP)
        found = page(session, IMPLEMENTATIONS, "N1")
        titles = [each.title for each in found.sections]
        change(session, IMPLEMENTATIONS, "N1", {"stage": "delivered"}, KEMP)
        assert page(session, IMPLEMENTATIONS, "N1").warnings == ()
    assert found.warnings == ("12 seats short: LIC-15 (Jamf School), needed by 24 November 2026",)
    assert titles[:2] == ["Checklist: 1 of 3 done (33%)", "Equipment: 12 expected"]
    assert section(found, "Licences")[0] == "LIC-15  Jamf School: 0 free, 12 wanted, 12 to buy"
    assert section(found, "Payments") == ("D13  12 iPads: £4,188.00 with VAT, due 24 December 2026, expected",)
    assert section(found, "Checklist")[1] == "[ ] step T2 (by 20 November 2026, overdue)"


def test_a_provider_shows_contracts_and_contacts(school: Database) -> None:
    with school.writing() as session:
        add(session, CONTACTS, {"provider": "BBA", "name": "Kev Marsh", "role": "engineer"}, KEMP)
        found = page(session, PROVIDERS, "BrightBoard AV")
    assert section(found, "Contacts") == ("Kev Marsh, engineer",)
    [contract] = section(found, "Contracts")
    assert contract.startswith(
        "C4  Panel warranty cover, 8 panels and hall projector (running until 30 November 2026, £640.00"
    )
    assert contract.endswith("red: it ends on 30 November 2026 and nothing follows it)")


def test_a_place_shows_what_is_there_and_what_belongs_there(school: Database) -> None:
    with school.writing() as session:
        change(session, ASSETS, "SP-0037", {"location": "SUITE", "usual_location": "Y3"}, KEMP)
        found = page(session, LOCATIONS, "room 5")
    assert section(found, "Belongs here and is elsewhere") == (
        "SP-0037  Interactive panel Promethean ActivPanel 9 75in, AP9-2111-0213, now SUITE (ICT suite)",
    )


def test_a_change_is_told_in_plain_words(school: Database) -> None:
    with school.writing() as session:
        change(session, ASSETS, "SP-0037", {"location": "SUITE", "cost": "1800"}, KEMP)
        found = page(session, ASSETS, "SP-0037")
        told = [change_words(around(session), ASSETS, each) for each in found.changes]
    assert told == ["added", "Place: Y3 (Mrs Brown's class) → SUITE (ICT suite)", "Cost: £1,790.00 → £1,800.00"]
