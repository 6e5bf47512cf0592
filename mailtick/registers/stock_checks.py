"""What was seen of the equipment, when, by whom."""

from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.references import ASSET, PERSON, PLACE
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import CheckResult
from mailtick.store.tables import StockCheckRow

STOCK_CHECKS = Register(
    name="stock_checks",
    title="Stock checks",
    row=StockCheckRow,
    key=("asset", "on"),
    columns=columns_of(
        StockCheckRow,
        csv={"asset": "asset", "date": "on", "location": "location", "result": "result", "by": "by", "notes": "notes"},
        formats={"result": Choice(CheckResult), "by": StaffAddress()},
        refers={"asset": ASSET, "location": PLACE, "by": PERSON},
    ),
)
