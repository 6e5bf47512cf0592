"""The software: how many we own, how many are in use, until when."""

from mailtick.registers.checks import in_order
from mailtick.registers.formats import Choice, Pounds, Renewal
from mailtick.registers.pages.licence import licence_page
from mailtick.registers.references import CONTRACT, LICENCE, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import BudgetCategory, LicenceType, Metric
from mailtick.store.tables import LicenceRow

LICENCES = Register(
    name="licences",
    title="Licences",
    row=LicenceRow,
    key=("ref",),
    columns=columns_of(
        LicenceRow,
        csv={
            "ref": "ref",
            "product": "product",
            "publisher": "publisher",
            "type": "type",
            "metric": "metric",
            "quantity": "quantity",
            "in_use": "in_use",
            "start": "start_on",
            "end": "end_on",
            "cost_gbp_ex_vat": "cost_pence",
            "provider": "provider",
            "contract": "contract",
            "warn_days": "warn_days",
        },
        formats={
            "cost_pence": Pounds(digits=1),
            "type": Choice(LicenceType),
            "metric": Choice(Metric),
            "renewal": Renewal(),
            "budget_category": Choice(BudgetCategory),
        },
        refers={"provider": PROVIDER, "contract": CONTRACT, "part_of": LICENCE},
    ),
    checks=(in_order("start_on", "end_on"),),
    refer=LICENCE,
    page=licence_page,
)
