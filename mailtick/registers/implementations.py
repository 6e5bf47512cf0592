"""What is being brought in: new equipment and changes, stage by stage."""

from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.pages.implementation import implementation_page
from mailtick.registers.references import ASSET, CONTRACT, PERSON, PLACE, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import BudgetCategory, Stage
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
        formats={"owner": StaffAddress(), "stage": Choice(Stage), "budget_category": Choice(BudgetCategory)},
        refers={"owner": PERSON, "contract": CONTRACT, "provider": PROVIDER, "assets": ASSET, "places": PLACE},
    ),
    page=implementation_page,
)
