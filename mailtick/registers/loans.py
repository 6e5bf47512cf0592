"""What is lent to whom, until when."""

from mailtick.registers.checks import in_order
from mailtick.registers.formats import StaffAddress
from mailtick.registers.references import ASSET, PERSON
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import LoanRow

LOANS = Register(
    name="loans",
    title="Loans",
    row=LoanRow,
    key=("ref",),
    columns=columns_of(
        LoanRow,
        csv={
            "ref": "ref",
            "asset": "asset",
            "borrower": "borrower",
            "from": "from_on",
            "due": "due_on",
            "returned": "returned_on",
            "notes": "notes",
        },
        formats={"borrower": StaffAddress()},
        refers={"asset": ASSET, "borrower": PERSON},
    ),
    checks=(in_order("from_on", "due_on"), in_order("from_on", "returned_on")),
)
