"""What has to be paid, when, and whether it was."""

from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.payment_states import payment_words
from mailtick.registers.references import CONTRACT, LICENCE, PERSON, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import BudgetCategory, PaymentState
from mailtick.store.tables import PaymentRow

PAYMENTS = Register(
    name="payments",
    title="Payments",
    row=PaymentRow,
    key=("ref",),
    columns=columns_of(
        PaymentRow,
        csv={
            "ref": "ref",
            "contract": "contract",
            "licence": "licence",
            "what": "what",
            "net_gbp": "net_pence",
            "vat_gbp": "vat_pence",
            "budget_category": "budget_category",
            "invoice": "invoice",
            "due_on": "due_on",
            "paid_on": "paid_on",
        },
        formats={
            "budget_category": Choice(BudgetCategory),
            "state": Choice(PaymentState),
            "approved_by": StaffAddress(),
        },
        refers={"contract": CONTRACT, "licence": LICENCE, "provider": PROVIDER, "approved_by": PERSON},
    ),
    stands=payment_words,
)
