"""Parts and consumables: how many there are, and how many there should be."""

from mailtick.registers.references import PLACE, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import SpareRow

SPARES = Register(
    name="spares",
    title="Spares",
    row=SpareRow,
    key=("ref",),
    columns=columns_of(
        SpareRow,
        csv={
            "ref": "ref",
            "what": "what",
            "fits": "fits",
            "quantity": "quantity",
            "minimum": "minimum",
            "location": "location",
            "provider": "provider",
            "price_gbp": "price_pence",
            "last_used_for": "last_used_for",
        },
        refers={"location": PLACE, "provider": PROVIDER},
    ),
)
