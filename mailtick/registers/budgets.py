"""The year's plan: what each budget category may cost."""

from mailtick.registers.formats import Choice, FinancialYear
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import BudgetCategory
from mailtick.store.tables import BudgetRow

BUDGETS = Register(
    name="budgets",
    title="Budgets",
    row=BudgetRow,
    key=("year", "category"),
    columns=columns_of(
        BudgetRow,
        csv={"year": "year", "category": "category", "planned_gbp": "planned_pence"},
        formats={"year": FinancialYear(), "category": Choice(BudgetCategory)},
    ),
)
