"""Invoices as ten firms lay them out: lines of text as a PDF's text layer gives them, and what stands in them.

All were written for these tests; firms and numbers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a paper, and its number, order, net, VAT and total in pence, its date and when it is due."""

    lines: tuple[str, ...]
    number: str
    net: int | None
    vat: int | None
    gross: int | None
    due_on: date | None
    dated_on: date | None = date(2026, 11, 12)
    order: str = ""


LAYOUTS = {
    "labels before amounts": Layout(
        (
            "Fenland ICT Support", "INVOICE FI-2026-1190", "Date: 12/11/2026", "To: Saltmarsh Primary School",
            "Managed ICT support, quarter   £1,350.00", "VAT 20%   £270.00", "Total   £1,620.00", "Due: 12/12/2026",
        ),
        "FI-2026-1190", 135000, 27000, 162000, date(2026, 12, 12),
    ),
    "an accounting package, labels below each other": Layout(
        (
            "TAX INVOICE", "Invoice Number", "INV-0042", "Invoice Date", "12 Nov 2026", "Due Date: 26 Nov 2026",
            "Description Quantity Unit Price VAT Amount GBP", "HDMI cable 5m 4.00 12.50 20% 50.00",
            "Subtotal 50.00", "TOTAL VAT 20% 10.00", "TOTAL GBP 60.00",
        ),
        "INV-0042", 5000, 1000, 6000, date(2026, 11, 26), dated_on=date(2026, 11, 12),
    ),
    "labels first, then the amounts in a column": Layout(
        (
            "Invoice no: 4711", "Tax date: 12/11/26", "Net", "VAT", "Total", "£285.00", "£57.00", "£342.00",
            "Payment terms: 30 days",
        ),
        "4711", 28500, 5700, 34200, date(2026, 12, 12),
    ),
    "heads of columns above one row": Layout(
        (
            "Sales Invoice", "Invoice No. SI/20931", "Dated 12 November 2026", "Your order: PO-26-0311",
            "Net VAT Total", "372.50 74.50 447.00", "Please pay by 11th December 2026",
        ),
        "SI/20931", 37250, 7450, 44700, date(2026, 12, 11), order="PO-26-0311",
    ),
    "including and excluding VAT in words": Layout(
        (
            "Invoice Ref: BB-5513", "Issued 12.11.2026", "Call-out, first hour £95.00", "Total excluding VAT: £95.00",
            "VAT @ 20%: £19.00", "Total including VAT: £114.00", "Strictly 14 days net",
        ),
        "BB-5513", 9500, 1900, 11400, date(2026, 11, 26),
    ),
    "no VAT is charged": Layout(
        (
            "INVOICE", "No. 2026/17", "Date of invoice: 12th November 2026", "Piano tuning of the hall PA",
            "Net amount £120.00", "VAT £0.00", "Amount due £120.00", "Due on 19 November 2026",
        ),
        "2026/17", 12000, 0, 12000, date(2026, 11, 19),
    ),
    "the rate is charged on an amount": Layout(
        (
            "Invoice number: 100982", "Invoice date: 12-Nov-2026", "Toner, black   2   £60.00   £120.00",
            "Goods total £120.00", "VAT at 20.00% on £120.00 £24.00", "Invoice total £144.00",
            "Payment due: 12 Dec 2026",
        ),
        "100982", 12000, 2400, 14400, date(2026, 12, 12),
    ),
    "a balance after the total": Layout(
        (
            "VAT INVOICE CB/88-120", "Invoice date 12/11/2026", "Sub-total: 329.17", "V.A.T.: 65.83", "Total: 395.00",
            "Balance due: 395.00", "Due date 01/12/2026", "VAT Reg No: 123 4567 89",
        ),
        "CB/88-120", 32917, 6583, 39500, date(2026, 12, 1),
    ),
    "a sum in a sentence": Layout(
        (
            "Invoice HM-771", "Annual support: £1,250.00 + VAT £250.00 = £1,500.00", "Dated 12/11/2026",
            "Payable by 12 December 2026",
        ),
        "HM-771", 125000, 25000, 150000, date(2026, 12, 12),
    ),
    "what does not add up stays blank": Layout(
        (
            "INVOICE 5521", "Invoice date: 12/11/2026", "Subtotal £100.00", "VAT £20.00", "Total £125.00",
            "Due 12/12/2026",
        ),
        "5521", None, None, 12500, date(2026, 12, 12),
    ),
}  # fmt: skip
