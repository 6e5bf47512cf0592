"""The days that follow from a contract or a licence: end, notice deadline, when buying anew begins, instalments."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from mailtick.registers.formats import expect, renewal_months
from mailtick.registers.register import Values
from mailtick.registers.vocabulary import InvoicePeriod

# How many months an instalment is for.
MONTHS_OF = {
    InvoicePeriod.MONTHLY: 1,
    InvoicePeriod.QUARTERLY: 3,
    InvoicePeriod.TERMLY: 4,
    InvoicePeriod.ANNUAL: 12,
}


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later (earlier where negative); the last of the month where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def goes_on(contract: Values) -> bool:
    """Whether a contract renews itself, as long as nobody gives notice; a draft does nothing."""
    is_tacit = renewal_months(str(contract["renewal"])) > 0
    return is_tacit and contract["notice_given_on"] is None and not contract["is_draft"]


def current_end(contract: Values, today: date) -> date:
    """Return when a contract ends as things stand: one that renews itself has been renewed at each end that is past."""
    end = expect(date, contract["end_on"])
    months = renewal_months(str(contract["renewal"])) if goes_on(contract) else 0
    first = end
    count = 0
    while months and end < today:
        count += 1
        end = months_after(first, months * count)
    return end


def notice_deadline(contract: Values, today: date) -> date | None:
    """Return the last day on which notice can be given before the current end, or None where none is agreed."""
    months = expect(int, contract["notice_months"])
    return months_after(current_end(contract, today), -months) if months else None


def trigger_date(contract: Values, today: date) -> date | None:
    """Return when buying anew must begin, or None where no lead-in is known."""
    months = expect(int, contract["lead_in_months"])
    return months_after(current_end(contract, today), -months) if months else None


def instalments(contract: Values, today: date) -> Iterator[tuple[date, int]]:
    """Yield when each instalment falls due, and its net amount in pence, up to the current end.

    None without a first due date (RULINGS 27), and none of a draft. The pennies that do not divide fall on the year's
    last instalment.
    """
    first = contract["first_due_on"]
    months = MONTHS_OF.get(InvoicePeriod(str(contract["invoice_period"]))) if contract["invoice_period"] else None
    if not isinstance(first, date) or months is None or contract["is_draft"]:
        return
    a_year = 12 // months
    amount, rest = divmod(expect(int, contract["annual_value_pence"]), a_year)
    count, end = 0, current_end(contract, today)
    while (due := months_after(first, months * count)) <= end:
        count += 1
        yield due, amount + (rest if count % a_year == 0 else 0)
