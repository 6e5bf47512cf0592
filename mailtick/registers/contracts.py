"""What was agreed with the providers, from when to when."""

from mailtick.registers.checks import in_order
from mailtick.registers.contract_states import contract_words
from mailtick.registers.formats import Choice, Pounds, Renewal, StaffAddress
from mailtick.registers.pages.contract import contract_page
from mailtick.registers.references import CONTRACT, PERSON, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import BudgetCategory, InvoicePeriod
from mailtick.store.tables import ContractRow

CONTRACTS = Register(
    name="contracts",
    title="Contracts",
    row=ContractRow,
    key=("ref",),
    columns=columns_of(
        ContractRow,
        csv={
            "ref": "ref",
            "provider": "provider",
            "description": "description",
            "start": "start_on",
            "end": "end_on",
            "renewal": "renewal",
            "notice_months": "notice_months",
            "annual_value_gbp_ex_vat": "annual_value_pence",
            "invoice_period": "invoice_period",
            "budget_category": "budget_category",
            "how_bought": "how_bought",
            "service_level": "service_level",
            "responsible": "responsible",
        },
        formats={
            "annual_value_pence": Pounds(digits=1),
            "responsible": StaffAddress(),
            "invoice_period": Choice(InvoicePeriod),
            "budget_category": Choice(BudgetCategory),
            "renewal": Renewal(),
        },
        refers={"provider": PROVIDER, "responsible": PERSON, "successor": CONTRACT},
    ),
    checks=(in_order("start_on", "end_on"),),
    refer=CONTRACT,
    page=contract_page,
    stands=contract_words,
)
