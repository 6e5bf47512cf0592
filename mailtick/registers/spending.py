"""What will have to be paid, and how a year's spending stands against its plan. Amounts are pence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from mailtick.registers.agenda import Projected, agenda, past
from mailtick.registers.budgets import BUDGETS
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.deadlines import current_end, goes_on, months_after
from mailtick.registers.formats import expect
from mailtick.registers.licences import LICENCES
from mailtick.registers.payments import PAYMENTS
from mailtick.registers.records import list_records
from mailtick.registers.vocabulary import BudgetCategory, PaymentState


@dataclass(frozen=True, slots=True)
class Outlay:
    """One thing to pay. `is_likely`: nothing is agreed yet, it will fall due if the thing goes on."""

    on: date
    key: str
    what: str
    net_pence: int
    vat_pence: int
    budget_category: str
    is_likely: bool = False
    is_disputed: bool = False


def forecast(session: Session, today: date) -> list[Outlay]:
    """Return what has to be paid in the twelve months from today on, by day; what is overdue is due today.

    Payments and instalments are as recorded. Licences that end and contracts that renew themselves are likely ones: at
    last year's price, without VAT. Instalments stand here only where a contract names its first due date (RULINGS 27).
    """
    last = months_after(today, 12) - timedelta(days=1)
    entries = (*past(session, today), *agenda(session, today, last, today))
    found = [
        Outlay(
            max(each.on, today),
            each.key,
            each.what,
            each.net_pence or 0,
            each.vat_pence or 0,
            each.budget_category,
            is_disputed=bool(each.disputed),
        )
        for each in entries
        if each.kind == Projected.PAYMENT and each.done_on is None
    ]
    found += [*_licences(session, today, last), *_renewals(session, today, last)]
    return sorted(found, key=lambda each: (each.on, each.key))


def _licences(session: Session, today: date, last: date) -> list[Outlay]:
    return [
        Outlay(
            end,
            record.key,
            f"{record.values['product']}, if it is renewed",
            cost,
            0,
            str(record.values["budget_category"]),
            is_likely=True,
        )
        for record in list_records(session, LICENCES)
        if isinstance(end := record.values["end_on"], date)
        and today <= end <= last
        and (cost := expect(int, record.values["cost_pence"]))
    ]


def _renewals(session: Session, today: date, last: date) -> list[Outlay]:
    found = []
    for record in list_records(session, CONTRACTS):
        values = record.values
        end = current_end(values, today)
        cost = expect(int, values["annual_value_pence"])
        if goes_on(values) and today <= end <= last and cost:
            what = f"A further year of {record.key} ({str(values['description']).partition(',')[0]})"
            category = str(values["budget_category"])
            found.append(Outlay(end, record.key, what, cost, 0, category, is_likely=True))
    return found


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One category of a year, net: planned, paid, recorded and not paid yet. `planned` is None without a plan."""

    category: str
    planned_pence: int | None
    paid_pence: int
    due_pence: int

    @property
    def left_pence(self) -> int | None:
        return None if self.planned_pence is None else self.planned_pence - self.paid_pence - self.due_pence


def year_of(day: date, begins: int) -> int:
    """Return the year in which the financial year of a day began, by the month in which financial years begin."""
    return day.year if day.month >= begins else day.year - 1


def first_year(written: object) -> int:
    """Return the year in which a financial year that is kept as "2026-27" begins."""
    return int(str(written)[:4])


def year_words(year: int, begins: int) -> str:
    """Return a financial year as people write it: "2026-27"; "2026" where it begins in January."""
    return str(year) if begins == 1 else f"{year}-{(year + 1) % 100:02}"


def budget(session: Session, year: int, begins: int) -> list[BudgetLine]:
    """Return how a financial year stands: the seven categories, and one line for what has no category.

    `year` is that in which it begins, `begins` the month in which financial years do. A payment
    belongs to the year in which it was paid, or is due.
    """
    planned: Mapping[str, int] = {
        str(record.values["category"]): expect(int, record.values["planned_pence"])
        for record in list_records(session, BUDGETS)
        if first_year(record.values["year"]) == year
    }
    paid: dict[str, int] = defaultdict(int)
    due: dict[str, int] = defaultdict(int)
    for record in list_records(session, PAYMENTS):
        values = record.values
        paid_on = values["paid_on"]
        on = paid_on if isinstance(paid_on, date) else expect(date, values["due_on"])
        if values["state"] != PaymentState.CANCELLED and year_of(on, begins) == year:
            (due if paid_on is None else paid)[str(values["budget_category"])] += expect(int, values["net_pence"])
    names = [*BudgetCategory, *([""] if paid[""] or due[""] else [])]
    return [BudgetLine(str(name), planned.get(name), paid[name], due[name]) for name in names]
