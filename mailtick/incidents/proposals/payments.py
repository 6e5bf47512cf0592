"""An invoice becomes a payment that finance confirms, never an incident. Source: DOMAIN.md SEED-12, 3.9."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.forwarding import firm_of
from mailtick.incidents.kept import KnownPayment
from mailtick.incidents.people import Provider, Role
from mailtick.incidents.presence import on_cover
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.invoices import Invoice, both, due_day, read_invoice, read_number
from mailtick.incidents.proposals.matching import Quote, match, read_quotes, same_number
from mailtick.incidents.proposals.papers import PaperKind, paper_kind
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.mail.accounts import find_accounts, hide_accounts, speaks_of_new_account
from mailtick.mail.forward import read_forward
from mailtick.mail.message import Kind
from mailtick.mail.money import plain_pounds, pounds
from mailtick.mail.pdf import PdfText, is_pdf, read_pdf

_MOST_PAPERS = 3
_MOST_CHARACTERS = 20_000
_NEVER = frozenset({Kind.BOUNCE, Kind.DELAY, Kind.RECEIPT, Kind.AUTO_REPLY, Kind.LOOP})


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a firm sent about money: the mail itself, or the one that somebody of the school passed on."""

    provider: Provider
    subject: str
    body: str
    papers: tuple[PdfText, ...]
    kind: PaperKind | None

    @property
    def text(self) -> str:
        return "\n".join((self.body, *(each.text for each in self.papers)))


def propose_payment(case: Case) -> tuple[Action, ...]:
    """Return the payment that a firm's invoice asks for, laid before finance; nothing where it is none."""
    letter = _letter(case)
    if letter is None or letter.kind is not PaperKind.INVOICE:
        return ()
    proposal = _proposal(case, letter)
    if proposal is None:
        return ()
    because = case.because_of(f"an invoice of {letter.provider.name}")
    finance = on_cover(Role.FINANCE, case.lookup, case.today) or case.lookup.team(Role.FINANCE) or case.coordinators()
    told = case.notify(NoticeKind.PROPOSAL, finance, "an invoice is for finance to confirm")
    return (Propose(proposal, because, any(each.notice is NoticeKind.PROPOSAL for each in told)), *told)


def other_paper(case: Case) -> str:
    """What a firm's mail brings that is no invoice ("a statement of account"), or the empty string."""
    letter = _letter(case)
    return letter.kind.value if letter and letter.kind not in (None, PaperKind.INVOICE) else ""


def _letter(case: Case) -> _Letter | None:
    if (
        case.is_before_the_desk
        or case.is_from_the_desk
        or case.classification.kind in _NEVER
        or case.classification.is_spam
    ):
        return None
    subject, body = case.mail.subject, case.new_text
    provider = case.sender.provider
    if provider is None and case.sender.person is not None and (forwarded := read_forward(case.mail)):
        provider = firm_of(case, forwarded)
        subject, body = forwarded.subject or subject, forwarded.text
    if provider is None:
        return None
    files = [each for each in case.mail.attachments if is_pdf(each)][:_MOST_PAPERS]
    papers = tuple(read_pdf(each) for each in files)
    body = body[:_MOST_CHARACTERS]
    kind = paper_kind(subject, (each.name for each in files), (each.text for each in papers), body)
    return _Letter(provider, subject, body, papers, kind)


def _proposal(case: Case, letter: _Letter) -> Proposal | None:
    today = case.received_at.astimezone(case.policy.zone).date()
    paper = next((each for each in letter.papers if each.text), None)
    body = read_invoice(f"{letter.subject}\n{letter.body}", today)
    invoice = both(read_invoice(paper.text, today), body) if paper else body
    if not invoice.number:
        names = (read_number(f"invoice {re.sub('[.]pdf$', '', each.name, flags=re.I)}") for each in letter.papers)
        invoice = replace(invoice, number=next((each for each in names if each), ""))
    if not invoice.has_amounts and not letter.papers:
        # It speaks of an invoice and brings none.
        return None
    known = case.lookup.registers.payments(letter.provider.code)
    again = next((each for each in known if invoice.number and same_number(each.invoice, invoice.number)), None)
    if again is not None:
        return _again(letter, invoice, again)
    return _payment(case, letter, invoice, known, today)


def _again(letter: _Letter, invoice: Invoice, known: KnownPayment) -> Proposal:
    paid = f"paid on {_shown(known.paid_on)}" if known.paid_on else "not paid yet"
    said = f"Invoice {invoice.number} stands there already as {known.ref} ({paid}); it is not added a second time."
    read = (("Invoice", invoice.number), ("From", letter.provider.name), *_amount_rows(invoice))
    title = f"Invoice {invoice.number} of {letter.provider.name} came again"
    return Proposal(ProposalKind.PAYMENT, title, read, (), (), (said,), letter.provider.code)


def _payment(case: Case, letter: _Letter, invoice: Invoice, known: Sequence[KnownPayment], today: date) -> Proposal:
    registers, provider = case.lookup.registers, letter.provider
    found = match(invoice.net, registers.agreements(provider.code), known, _quotes(case, letter), invoice.order)
    due = due_day(invoice, today)
    mark, warnings, unsure = _account(case, letter)
    unsure = (*_not_read(letter), *invoice.unsure, *unsure, *_who_sent(case, letter))
    unsure += () if due else ("no day was read on which it is due",)
    unsure += () if invoice.number else ("no number of the invoice was read",)
    cells = {
        "what": _what(provider, invoice, letter),
        "net_pence": plain_pounds(invoice.net) if invoice.net is not None else "",
        "vat_pence": plain_pounds(invoice.vat) if invoice.vat is not None else "",
        "invoice": invoice.number,
        "invoiced_on": (invoice.dated_on or today).isoformat(),
        "due_on": due.isoformat() if due else "",
        "order_number": invoice.order,
        "state": found.state,
        "difference": found.difference,
        "passed_on": today.isoformat(),
    }
    if not found.payment:
        cells |= {"provider": provider.code, "contract": found.contract, "budget_category": found.budget_category}
        cells |= {"about": found.incident or _incident(case)}
    needed = tuple(each for each in ("net_pence", "vat_pence", "due_on") if not cells[each])
    write = Write("payment", "payments", tuple((k, v) for k, v in cells.items() if v), found.payment, needed)
    read = (
        ("Invoice", invoice.number),
        ("From", provider.name),
        ("Order", invoice.order),
        ("For", cells["what"]),
        *_amount_rows(invoice),
        ("Date", _shown(invoice.dated_on)),
        *_due_rows(case, due),
        ("Compared", found.words),
    )
    title = f"Invoice {invoice.number or 'without a number'} of {provider.name}"
    title += f", {pounds(invoice.gross)}" if invoice.gross is not None else ", not read"
    told = tuple(row for row in read if row[1])
    return Proposal(ProposalKind.PAYMENT, title, told, (write,), unsure, warnings, provider.code, mark)


def _amount_rows(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    rows = (("Net", invoice.net), ("VAT", invoice.vat), ("Total", invoice.gross))
    return tuple((label, pounds(amount) if amount is not None else "not read") for label, amount in rows)


def _due_rows(case: Case, due: date | None) -> tuple[tuple[str, str], ...]:
    if due is None:
        return ()
    pay_by = case.lookup.registers.school_days().on_or_before(due)
    why = "" if pay_by == due else f", since the office is closed on {_shown(due)}"
    return (("Due", _shown(due)), ("Pay by", f"{_shown(pay_by)}{why}"))


def _shown(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}" if day else ""


def _not_read(letter: _Letter) -> tuple[str, ...]:
    return tuple(f"{each.name} was not read: {each.why_not}" for each in letter.papers if not each.text)


def _account(case: Case, letter: _Letter) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The mark of the account that it names, warnings where that is another than before, and what is not sure.

    Of several none is kept, lest a strange one be known from then on.
    """
    # The text of the case has none any more.
    texts = (case.mail.body_text, *(paper.text for paper in letter.papers))
    registers, name = case.lookup.registers, letter.provider.name
    marks = {registers.account_mark(each) for text in texts for each in find_accounts(text)}
    before = registers.account_marks(letter.provider.code)
    ring = f"Do not pay before you have rung {name} on the number that you know, not on one from this mail."
    mark = min(marks) if len(marks) == 1 else ""
    if len(marks) > 1:
        return mark, (f"It names different bank accounts. {ring}",), ()
    if before and mark and mark not in before:
        return mark, (f"It names another bank account than the earlier invoices of {name}. {ring}",), ()
    if any(speaks_of_new_account(text) for text in texts):
        return mark, (f"It speaks of new bank details. {ring}",), ()
    if before and not mark:
        return "", (), (f"no bank account was read in it; pay {name} into the one that you know",)
    return (
        mark,
        (),
        () if before or not mark else (f"no earlier invoice of {name} named a bank account to compare with",),
    )


def _who_sent(case: Case, letter: _Letter) -> tuple[str, ...]:
    """What is not sure of who wrote it: anybody can write a firm's address into From, or above what they pass on."""
    if case.sender.provider is None:
        return (f"{case.sender.name} passed it on; that {letter.provider.name} wrote it is not proven",)
    if case.sender.is_authenticated or case.sender.has_token:
        return ()
    return (f"nothing proves that {letter.provider.name} sent it; only the From address is known",)


def _quotes(case: Case, letter: _Letter) -> list[Quote]:
    """What the firm offered on the incident that the mail belongs to."""
    incident = case.lookup.incident(case.belonging.best) if case.belonging.best is not None else None
    if incident is None:
        return []
    mails = case.lookup.provider_mails(incident.id)
    quotes = read_quotes((each.text for each in mails if each.provider == letter.provider.name), incident.reference)
    named = [each for each in quotes if each.ref.lower() in letter.text.lower()]
    return named or quotes


def _incident(case: Case) -> str:
    incident = case.lookup.incident(case.belonging.best) if case.belonging.best is not None else None
    return incident.reference if incident else ""


def _what(provider: Provider, invoice: Invoice, letter: _Letter) -> str:
    """What it is for: what stands behind its number in the mail, else the first line of the paper with an amount."""
    behind = ""
    if invoice.number:
        number = re.escape(invoice.number)
        found = re.search(rf"{number}\b[,:\s–-]+(?:for\s+)?([A-Za-z][^£\n,.;:]{{2,60}})", letter.body)
        behind = found[1].strip() if found and "attached" not in found[1].lower() else ""
    return hide_accounts(f"{provider.name.split()[0]}: {behind or invoice.item or 'invoice'}")[:120]
