"""What is being brought in: new equipment and changes, stage by stage."""

from mailtick.registers.formats import StaffAddress
from mailtick.registers.references import ASSET, CONTRACT, PERSON, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import ImplementationRow

IMPLEMENTATIONS = Register(
    name="implementations",
    title="Implementations",
    row=ImplementationRow,
    key=("ref",),
    columns=columns_of(
        ImplementationRow,
        csv={
            "ref": "ref",
            "title": "title",
            "why": "why",
            "owner": "owner",
            "stage": "stage",
            "target_date": "target_on",
            "contract": "contract",
            "provider": "provider",
            "budget_category": "budget_category",
            "assets": "assets",
        },
        formats={"owner": StaffAddress()},
        refers={"owner": PERSON, "contract": CONTRACT, "provider": PROVIDER, "assets": ASSET},
    ),
)
