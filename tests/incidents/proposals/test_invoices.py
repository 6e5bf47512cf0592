"""What is read from invoices, which papers are none, and what a firm's mail then leads to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from mailtick.demo.attachments import draw_page
from mailtick.incidents.actions import AddEntry, Decision, Hold, NoticeKind, OpenIncident
from mailtick.incidents.kept import KnownPayment, KnownRegisters
from mailtick.incidents.proposals.invoices import due_day, read_invoice
from mailtick.incidents.proposals.proposal import Proposal
from mailtick.incidents.samples import BRIGHTBOARD
from mailtick.incidents.visibility import ProviderMail
from tests.incidents.deciding import decided, each, told
from tests.incidents.proposals.kept import REGISTERS, proposed, school
from tests.incidents.proposals.layouts import LAYOUTS, Layout
from tests.support.desks import DESK_ADDRESS, letter
from tests.support.lookup import MONDAY, School, proof

ACCOUNTS = "accounts@fenlandict.example"
KEV = "jobs@brightboard.example"
BANK = "Sort code: 20-11-43  Account number: 73849501"
OTHER_BANK = "Sort code 40-22-17, account no. 10293847"


def bill(
    *lines: str,
    text: str = "Please find attached our invoice.",
    subject: str = "Invoice",
    sender: str = ACCOUNTS,
    name: str = "invoice.pdf",
    content: bytes | None = None,
) -> bytes:
    """A firm's mail with a paper, where there are lines for one."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, DESK_ADDRESS, subject
    mail["Message-ID"] = f"<{abs(hash((lines, text, subject, sender)))}@firm.example>"
    for header, value in proof(sender).items():
        mail[header] = value
    mail.set_content(text)
    if lines or content is not None:
        paper = draw_page(lines) if content is None else content
        mail.add_attachment(paper, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def payment(decision: Decision) -> tuple[Proposal, dict[str, str]]:
    found = proposed(decision)
    assert found is not None
    return found, dict(found.writes[0].cells) if found.writes else {}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_is_read_from_the_text_of_its_pdf(layout: Layout) -> None:
    found, cells = payment(decided(bill(*layout.lines, subject="Your paper", name="document.pdf",
                                        text="Please find attached our invoice."), school()))  # fmt: skip
    assert cells.get("invoice") == layout.number
    amounts = {"net_pence": layout.net, "vat_pence": layout.vat}
    for column, pence in amounts.items():
        assert cells.get(column) == (f"{pence / 100:.2f}" if pence is not None else None)
        assert (column in found.needed) is (pence is None)
    assert cells["due_on"] == (layout.due_on.isoformat() if layout.due_on else "")
    assert cells["invoiced_on"] == (layout.dated_on or MONDAY.date()).isoformat()
    assert cells.get("order_number", "") == layout.order


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_same_is_read_where_it_stands_in_the_mail_itself(layout: Layout) -> None:
    read = read_invoice("\n".join(layout.lines), MONDAY.date())
    assert (read.number, read.net, read.vat, read.gross) == (layout.number, layout.net, layout.vat, layout.gross)
    assert due_day(read, MONDAY.date()) == layout.due_on


def test_an_invoice_that_agrees_with_the_contract_goes_to_finance_and_is_no_incident() -> None:
    text = (
        "Please find attached invoice FI-2026-1187, support quarter Nov-Jan, £1,350.00 + VAT £270.00 = £1,620.00. "
        "Due 16/12/2026."
    )
    decision = decided(bill("Fenland ICT Support", text=text, subject="Invoice FI-2026-1187"), school())
    found, cells = payment(decision)
    assert (cells["state"], cells["contract"], cells["budget_category"]) == ("matched", "C1", "IT support")
    assert (cells["due_on"], cells["net_pence"], cells["vat_pence"]) == ("2026-12-16", "1350.00", "270.00")
    assert "agrees with an instalment (quarterly) of C1" in dict(found.read)["Compared"]
    assert told(decision) == [(NoticeKind.PROPOSAL, "janet.pryor")]
    assert not each(decision, OpenIncident)
    assert not each(decision, Hold)


def test_what_is_due_in_the_holidays_is_to_be_paid_before() -> None:
    found, _ = payment(
        decided(bill("INVOICE X-1", "Net £10.00", "VAT £2.00", "Total £12.00", "Due 24/12/2026"), school())
    )
    read = dict(found.read)
    assert read["Pay by"] == "Friday 18 December 2026, since the office is closed on Thursday 24 December 2026"


def on_the_job(quote: str) -> School:
    """The school with a job at BrightBoard's, who have offered something on it."""
    known = school()
    incident = known.add_incident()
    known.add_handover(incident, BRIGHTBOARD, "Job 7741")
    known.mails_of_providers.append(ProviderMail(1, BRIGHTBOARD.name, "Kev", quote, BRIGHTBOARD.domains, False))
    return known


QUOTE = "Power board failed. Q-3318: supply and fit power board £285.00 + VAT. Valid 30 days. OK to proceed?"


@pytest.mark.parametrize(
    ("amounts", "state", "words"),
    [
        ("£285.00 + VAT = £342.00", "matched", "agrees with the quote Q-3318 on ICT-1041"),
        ("£285.01 + VAT = £342.01", "matched", "agrees with the quote Q-3318 on ICT-1041"),
        ("£345.00 + VAT = £414.00", "differs", "£60.00 more than the quote Q-3318 (£285.00 before VAT)"),
        ("£280.00 + VAT £56.00 = £336.00", "differs", "£5.00 less than the quote Q-3318 (£285.00 before VAT)"),
        ("£285.00 + VAT", "invoiced", "not compared: the amount before VAT is not known"),
        ("£285.00 + VAT = £400.00", "invoiced", "not compared: the amount before VAT is not known"),
    ],
)
def test_done_and_invoiced_in_one_mail_are_two_lanes(amounts: str, state: str, words: str) -> None:
    text = f"Power board fitted, all good. Invoice BB-5512 attached: {amounts}, 30 days."
    decision = decided(bill(text=text, subject="Job 7741 complete / invoice BB-5512", sender=KEV), on_the_job(QUOTE))
    assert [entry.incident for entry in each(decision, AddEntry)] == [41]
    found, cells = payment(decision)
    assert (cells["state"], dict(found.read)["Compared"]) == (state, words)
    assert ("net_pence" in found.needed) is (state == "invoiced")


def test_sixty_pounds_above_the_quote_are_said_and_not_marked_as_matching() -> None:
    text = "Fitted. Invoice BB-5512 attached: £345.00 + VAT = £414.00, 30 days."
    decision = decided(bill(text=text, subject="Job 7741 complete / invoice BB-5512", sender=KEV), on_the_job(QUOTE))
    found, cells = payment(decision)
    assert cells["state"] == "differs"
    assert cells["difference"] == "£60.00 more than the quote Q-3318 (£285.00 before VAT)"
    assert cells["about"] == "ICT-1041"
    assert cells["due_on"] == "2026-12-16"
    assert found.warnings == ()


def test_without_any_quote_it_says_so() -> None:
    found, cells = payment(decided(bill("INVOICE X-7", "Net £8,000.00", "VAT £1,600.00", "Total £9,600.00"), school()))
    assert (cells["state"], dict(found.read)["Compared"]) == ("invoiced", "no approved quote is known")
    assert found.needed == ("due_on",)


@pytest.mark.parametrize("written", ["FI-2026-1187", "fi/2026/1187", "FI 2026 1187"])
def test_an_invoice_that_came_before_is_said_and_not_added_again(written: str) -> None:
    before = KnownPayment("D11", "FEN", "C1", 135000, 27000, written, date(2026, 12, 16), "matched")
    registers = replace(REGISTERS, all_payments=(before,))
    decision = decided(bill("INVOICE FI-2026-1187", "Total £1,620.00"), school(registers))
    found, _ = payment(decision)
    assert found.writes == ()
    assert "stands there already as D11 (not paid yet)" in found.warnings[0]
    assert told(decision) == [(NoticeKind.PROPOSAL, "janet.pryor")]


def test_a_payment_that_waits_for_its_invoice_gets_it() -> None:
    waiting = KnownPayment("D08", "FEN", "C1", 50000, 10000, "", date(2026, 12, 1), "expected")
    registers = replace(REGISTERS, all_payments=(waiting,))
    found, cells = payment(decided(bill("INVOICE F-9", "Net £500.00", "VAT £100.00", "Total £600.00", "Due 01/12/2026"),
                                   school(registers)))  # fmt: skip
    assert (found.writes[0].key, cells["state"]) == ("D08", "matched")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (draw_page(()), "a scan without text"),
        (b"%PDF-1.4\n" + b"\x00\xff" * 300, "broken"),
        (b"%PDF-1.7\nxref\n0 1\ntrailer << /Size 1 >>\nstartxref\n9\n%%EOF", "broken"),
    ],
    ids=["a scan", "broken bytes", "no pages"],
)
def test_what_cannot_be_read_goes_to_finance_and_says_so(content: bytes, why: str) -> None:
    decision = decided(bill(content=content, name="Invoice FI-2026-1191.pdf", subject="Invoice"), school())
    found, cells = payment(decision)
    assert f"Invoice FI-2026-1191.pdf was not read: {why}" in found.unsure
    assert found.title.endswith("not read")
    assert found.needed == ("net_pence", "vat_pence", "due_on")
    assert cells["invoice"] == "FI-2026-1191"
    assert told(decision) == [(NoticeKind.PROPOSAL, "janet.pryor")]


def paying(*lines: str, marks: frozenset[tuple[str, str]] = frozenset()) -> Proposal:
    registers: KnownRegisters = replace(REGISTERS, marks=marks)
    return payment(decided(bill("INVOICE F-1", "Net £10.00", "VAT £2.00", "Total £12.00", *lines), school(registers)))[
        0
    ]


def test_another_bank_account_than_before_is_a_red_warning() -> None:
    first = paying(BANK)
    assert first.warnings == ()
    assert "named a bank account to compare with" in " ".join(first.unsure)
    known = frozenset({("FEN", first.account_mark)})
    assert paying(BANK, marks=known).warnings == ()
    (warning,) = paying(OTHER_BANK, marks=known).warnings
    assert "another bank account than the earlier invoices of Fenland ICT Support" in warning
    assert "rung Fenland ICT Support on the number that you know" in warning


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((BANK, f"From now on: {OTHER_BANK}"), "different bank accounts"),
        (("S/C 40.22.17 A/C 10293847",), "another bank account"),
        (("gb89hbuk40221710293847",), "speaks of nothing"),
        (("Please pay into our new account.",), "speaks of new bank details"),
    ],
)
def test_however_another_account_is_written_it_is_a_warning(lines: tuple[str, ...], words: str) -> None:
    known = frozenset({("FEN", paying(BANK).account_mark)})
    found = paying(*lines, marks=known)
    if words == "speaks of nothing":
        assert "no bank account was read in it" in " ".join(found.unsure), "its check digits do not fit"
        return
    (warning,) = found.warnings
    assert words in warning
    assert len(found.account_mark) * (words == "different bank accounts") == 0, "none of two is known from then on"


def test_a_firm_whose_mail_nothing_proves_is_named_as_not_sure() -> None:
    def unsure(sender: str, headers: dict[str, str]) -> str:
        text = "Invoice FI-9. Net £10.00, VAT £2.00, total £12.00."
        mail = letter(sender, "Invoice FI-9", text, headers=headers)
        return " ".join(payment(decided(mail, school()))[0].unsure)

    fenland = "Fenland <accounts@fenlandict.example>"
    assert "nothing proves that Fenland ICT Support sent it" in unsure(fenland, {})
    assert "nothing proves" not in unsure(fenland, proof(fenland))


@pytest.mark.parametrize("total", ["-£120.00", "£-120.00", "(£120.00)", "£120.00 CR"])
def test_a_total_below_zero_is_no_amount_to_pay(total: str) -> None:
    read = read_invoice(f"Invoice FI-11\nNet £100.00\nVAT £20.00\nTotal {total}\n", MONDAY.date())
    assert (read.gross, read.unsure) == (None, ("the total is below zero; it may be a credit",))
    assert read_invoice("Invoice FI-11\nTotal – £120.00", MONDAY.date()).gross == 12000


def test_a_british_iban_is_the_same_account_as_sort_code_and_number() -> None:
    known = frozenset({("FEN", paying(BANK).account_mark)})
    assert paying("IBAN GB89 HBUK 2011 4373 8495 01", marks=known).warnings == ()


def test_bank_details_stand_nowhere_in_what_is_decided() -> None:
    text = f"Invoice BB-5512 attached: £285.00 + VAT = £342.00.\n{OTHER_BANK}\nIBAN GB89 HBUK 2011 4373 8495 01"
    decision = decided(bill("INVOICE BB-5512", BANK, text=text, subject="Job 7741 / invoice BB-5512", sender=KEV),
                       on_the_job(QUOTE))  # fmt: skip
    said = str(decision.as_json())
    assert each(decision, AddEntry)
    for secret in ("73849501", "10293847", "20-11-43", "40-22-17", "HBUK", "201143"):
        assert secret not in said


@pytest.mark.parametrize(
    ("subject", "text", "lines", "what"),
    [
        ("Statement of account", "Statement attached.", ("STATEMENT", "INV-1 £12.00"), "a statement of account"),
        ("Reminder: invoice FI-1 is overdue", "Invoice FI-1 of £12.00 is overdue.", (), "a reminder"),
        ("Quotation Q-118", "Our quotation is attached.", ("QUOTATION Q-118", "Total £120.00"), "a quote"),
        ("Our offer", "See below.", ("QUOTATION Q-1", "Total £10.00", "Invoice on delivery, 30 days"), "a quote"),
        ("Order confirmation SO-7", "Thank you for your order, total £60.00.", (), "a confirmation of an order"),
        ("Credit note CN-4", "Credit note against invoice FI-1: £12.00", ("CREDIT NOTE CN-4",), "a credit note"),
        ("Pro-forma invoice", "Pro forma attached, £12.00", ("PRO FORMA INVOICE 77",), "a pro forma invoice"),
        ("Remittance advice", "Invoice FI-1 was paid: £12.00", (), "a remittance advice"),
    ],
)  # fmt: skip
def test_what_is_no_invoice_is_held_and_called_by_its_name(
    subject: str, text: str, lines: tuple[str, ...], what: str
) -> None:
    decision = decided(bill(*lines, text=text, subject=subject, name="paper.pdf"), school())
    assert proposed(decision) is None
    (held,) = each(decision, Hold)
    assert what in held.because


@pytest.mark.parametrize(
    "text",
    [
        "Engineer booked Tuesday. We will invoice you £85.00 for the call-out.",
        "The invoice will follow next week, £85.00 + VAT.",
        "Can you tell me who I should send invoices to?",
        "Engineer on site 07:40. Q-3318: supply and fit power board £285.00 + VAT. Valid 30 days.",
    ],
)
def test_a_firm_that_speaks_of_money_has_not_sent_an_invoice(text: str) -> None:
    assert proposed(decided(bill(text=text, subject="Job 7741", sender=KEV), on_the_job(""))) is None


def test_bank_details_in_the_subject_are_no_part_of_the_title() -> None:
    decision = decided(letter(subject=f"Is this right? {OTHER_BANK}", text="Please look. C"))
    (opened,) = each(decision, OpenIncident)
    assert "10293847" not in opened.title
    assert "(bank details left out)" in opened.title


def test_a_day_beyond_the_calendar_is_not_read() -> None:
    read = read_invoice("Invoice FI-12, dated 31/12/9999. Total £120.00, terms 30 days net.", MONDAY.date())
    assert (read.dated_on, due_day(read, MONDAY.date())) == (None, date(2026, 12, 16))


def test_a_strangers_invoice_is_held_as_everything_of_strangers() -> None:
    decision = decided(bill("INVOICE 1", "Total £5.00", sender="billing@nobody.example"), school())
    assert proposed(decision) is None
    assert each(decision, Hold)


@pytest.mark.parametrize("words", ["P.O. Number: 4500123", "PO: 4500123", "Your order no. 4500123", "P.O. 4500123"])
def test_the_number_of_the_order_is_read_however_it_is_called(words: str) -> None:
    assert read_invoice(f"Invoice A1009\n{words}", MONDAY.date()).order == "4500123"
