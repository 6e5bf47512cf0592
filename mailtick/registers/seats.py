"""Who or what uses a licence."""

from mailtick.registers.checks import in_order
from mailtick.registers.references import LICENCE
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import SeatRow

SEATS = Register(
    name="seats",
    title="Seats",
    row=SeatRow,
    key=("licence", "holder", "from_on"),
    columns=columns_of(
        SeatRow,
        csv={"licence": "licence", "holder": "holder", "from": "from_on", "to": "to_on", "seats": "quantity"},
        refers={"licence": LICENCE},
    ),
    checks=(in_order("from_on", "to_on"),),
)
