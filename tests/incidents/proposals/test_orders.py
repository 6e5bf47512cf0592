"""Which mails tell of an order, and what follows from it; what is not said is asked, and a wish is no order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mailtick.incidents.actions import Decision, NoticeKind, OpenIncident
from mailtick.incidents.kept import KnownOrder
from mailtick.incidents.proposals.acts import JoinProposal
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind
from mailtick.mail.days import read_day
from tests.incidents.deciding import decided, each, told
from tests.incidents.proposals.kept import PRYOR, REGISTERS, proposed, school, wrote
from tests.support.desks import letter
from tests.support.lookup import MONDAY

IPADS = (
    "Order placed with BrightBoard for 12 x iPad 10th gen + cases, PO-26-0309, arriving Tues 24 Nov. Total £4,188 inc "
    "VAT, invoice due 24 December. For Y2 and Y3. Please diarise. J"
)


def cells(proposal: Proposal | None, register: str) -> list[dict[str, str]]:
    assert proposal is not None
    return [dict(each.cells) for each in proposal.writes if each.register == register]


def test_an_order_brings_the_implementation_its_equipment_the_delivery_and_the_payment() -> None:
    decision = wrote(IPADS, "iPads", PRYOR)
    proposal = proposed(decision)
    assert proposal is not None
    assert proposal.kind is ProposalKind.IMPLEMENTATION
    (implementation,) = cells(proposal, "implementations")
    assert implementation["title"] == "12 iPad 10th gen with cases"
    assert implementation["stage"] == "ordered"
    assert implementation["provider"] == "BBA"
    assert implementation["order_number"] == "PO-26-0309"
    assert implementation["places"] == "Y2;Y3"
    assert implementation["licences"] == "LIC-15 x 12"
    (delivery,) = cells(proposal, "diary")
    assert (delivery["kind"], delivery["on"], delivery["about"]) == ("delivery", "2026-11-24", "{implementation}")
    (payment,) = cells(proposal, "payments")
    assert (payment["net_pence"], payment["vat_pence"]) == ("3490.00", "698.00")
    assert (payment["due_on"], payment["budget_category"]) == ("2026-12-24", "Laptops, desktops and tablets")
    equipment = cells(proposal, "assets")
    assert len(equipment) == 12
    assert {(each["type"], each["status"], each["implementation"]) for each in equipment} == {
        ("iPad", "expected", "{implementation}")
    }
    tasks = [each["what"] for each in cells(proposal, "tasks")]
    assert tasks[0] == "LIC-15: 12 seats short (Jamf School)"
    assert {"Tag and register the equipment", "Configure it", "Pay the invoice"} <= set(tasks)
    assert told(decision) == [(NoticeKind.NOTED, "janet.pryor")]
    assert not each(decision, OpenIncident)


def again(text: str, first: str = IPADS, *, is_open: bool = True, is_proven: bool = True) -> Decision:
    """What is decided about a second mail, once the first one has become proposal 3."""
    content = proposed(wrote(first, "iPads", PRYOR))
    assert content is not None
    known = school(replace(REGISTERS, all_orders=(KnownOrder(3, content, is_open),)))
    return wrote(text, "order", PRYOR, known) if is_proven else decided(letter(PRYOR, "order", text), known)


def test_a_second_mail_of_the_same_order_joins_the_first_and_says_what_is_otherwise() -> None:
    later = IPADS.replace("24 Nov", "27 Nov").replace("PO-26-0309", "PO 26/0309").replace("Tues", "Fri")
    decision = again(later)
    assert proposed(decision) is None
    (joined,) = each(decision, JoinProposal)
    assert (joined.proposal, joined.is_other) == (3, True)
    said = (
        "Mrs Janet Pryor wrote again: Arrives: Friday 27 November 2026 (the first mail said Tuesday 24 November 2026)"
    )
    assert said in joined.content.unsure
    assert cells(joined.content, "diary")[0]["on"] == "2026-11-24", "the records are as the first mail said"


@pytest.mark.parametrize("is_open", [True, False], ids=["open", "confirmed"])
def test_what_is_told_again_without_proof_says_so(is_open: bool) -> None:
    later = IPADS.replace("24 Nov", "27 Nov").replace("Tues", "Fri")
    decision = again(later, is_open=is_open, is_proven=False)
    joins = each(decision, JoinProposal)
    content = joins[0].content if joins else proposed(decision)
    assert content is not None
    assert "nothing proves that Mrs Janet Pryor wrote it; only the From address is known" in content.unsure


def test_the_same_order_told_again_in_the_same_words_changes_nothing() -> None:
    (joined,) = each(again(IPADS), JoinProposal)
    assert not joined.is_other
    assert joined.content == proposed(wrote(IPADS, "iPads", PRYOR))


def test_what_is_confirmed_already_is_told_otherwise_and_writes_nothing_by_itself() -> None:
    otherwise = proposed(again(IPADS.replace("£4,188", "£4,200"), is_open=False))
    assert otherwise is not None
    assert otherwise.writes == ()
    assert otherwise.title == "Order PO-26-0309 was told of again, and otherwise"
    assert "£4,200.00" in otherwise.unsure[0]
    assert "(the first mail said £3,490.00" in otherwise.unsure[0]
    (same,) = each(again(IPADS, is_open=False), JoinProposal)
    assert not same.is_other


def test_another_number_or_another_firm_is_another_order() -> None:
    assert proposed(again(IPADS.replace("0309", "0310")))
    assert proposed(again(IPADS.replace("BrightBoard", "Fenland")))


def test_an_amount_without_a_word_of_vat_is_asked_about_with_both_answers() -> None:
    proposal = proposed(wrote("We've ordered 3 laptops from BrightBoard, PO 17, total £1,200", "order", PRYOR))
    assert proposal is not None
    assert dict(proposal.read)["Price"] == "£1,200.00, not said whether with VAT"
    asked = " ".join(proposal.unsure)
    assert "if with, confirm it with net_pence=1000.00, vat_pence=200.00" in asked
    assert "if without, confirm it with net_pence=1200.00, vat_pence=240.00" in asked


def test_the_day_to_pay_by_is_the_last_open_one() -> None:
    proposal = proposed(wrote(IPADS, "iPads", PRYOR))
    assert proposal is not None
    assert "Friday 18 December; the office is closed on Thursday 24 December 2026" in dict(proposal.read)["Pay by"]


@pytest.mark.parametrize(
    ("text", "title", "arrives_on", "money"),
    [
        ("We've ordered 3 laptops from BrightBoard, delivery 01/12/2026", "3 laptops", "2026-12-01", None),
        ("Just ordered two visualisers, £310.00 + VAT, arriving Friday", "2 visualisers", "2026-11-20", "310.00"),
        ("I have placed an order for 30 Chromebooks, order number 88121/A", "30 Chromebooks", None, None),
        ("fyi ordered 1 x HDMI panel from BrightBoard PO 2231, £2,400 inc. VAT", "1 HDMI panel", None, "2000.00"),
        ("Order has been placed: 4 monitors and 4 mice, due in Wed", "4 monitors with mice", "2026-11-18", None),
    ],
)  # fmt: skip
def test_what_was_ordered_is_read(text: str, title: str, arrives_on: str | None, money: str | None) -> None:
    proposal = proposed(wrote(text, "order", PRYOR))
    assert cells(proposal, "implementations")[0]["title"] == title
    assert [each["on"] for each in cells(proposal, "diary")] == ([arrives_on] if arrives_on else [])
    assert [each.get("net_pence") for each in cells(proposal, "payments")] == ([money] if money else [])


@pytest.mark.parametrize(
    ("text", "asked", "needed"),
    [
        ("Ordered 3 laptops, total £1,200, invoice due 4 Dec", "with or without VAT", ("net_pence", "vat_pence")),
        ("We have ordered 3 laptops, PO 17, total £1,200 ex VAT", "from which firm is not said", ("due_on",)),
        ("We have ordered 3 laptops from Larkspur Ltd, PO 17", 'no firm on the list is called "Larkspur Ltd"', ()),
        ("Order placed for 3 gadgets, PO 17", 'what kind of equipment "gadgets" is', ()),
        ("Order placed for 6 iPads, PO 17, for Hazel and Oak", "how many are for Mrs Finch's class", ()),
    ],
)  # fmt: skip
def test_what_is_not_said_is_asked(text: str, asked: str, needed: tuple[str, ...]) -> None:
    proposal = proposed(wrote(text, "order", PRYOR))
    assert proposal is not None
    assert asked in " ".join(proposal.unsure)
    assert proposal.needed == needed


@pytest.mark.parametrize(
    "text",
    [
        "Can we order 12 iPads please, about £4,188?",
        "Could somebody tell me when the 12 iPads that we ordered arrive?",
        "I would like 3 laptops ordered for Y2 by 24 November",
        "Has the order been placed for the 12 iPads, PO-26-0309?",
        "We have not ordered the 12 iPads yet, PO-26-0309",
        "Should we have ordered 4 monitors, £400 inc VAT",
        "The 12 iPads we ordered have not arrived, PO-26-0309",
        "We have ordered 3 laptops and one is broken, PO 17",
        "In order to print 30 sheets on 24 November I need toner",
        "My class ordered lunch for 12 children today",
        "The books are in alphabetical order, placed on 3 shelves",
        "Order placed",
        "We have ordered some laptops",
    ],
)
def test_a_wish_a_question_or_talk_is_a_matter_as_ever(text: str) -> None:
    decision = wrote(text, "order", PRYOR)
    assert proposed(decision) is None
    assert each(decision, OpenIncident)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 Nov", date(2026, 11, 24)),
        ("24th of November", date(2026, 11, 24)),
        ("16/12/2026", date(2026, 12, 16)),
        ("05.12.26", date(2026, 12, 5)),
        ("2026-12-16", date(2026, 12, 16)),
        ("7-Jan-2027", date(2027, 1, 7)),
        ("December 4, 2026", date(2026, 12, 4)),
        ("8 January", date(2027, 1, 8)),
        ("Friday", date(2026, 11, 20)),
        ("31 February", None),
    ],
)
def test_days_are_read_with_the_day_first(text: str, day: date | None) -> None:
    assert read_day(text, MONDAY.date()) == day
