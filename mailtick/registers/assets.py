"""The equipment: what it is, where it is, who looks after it."""

from mailtick.incidents.kept import equipment_words
from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.pages.asset import asset_page
from mailtick.registers.references import ASSET, CONTRACT, PERSON, PLACE, PROVIDER
from mailtick.registers.register import Register, Values, columns_of
from mailtick.registers.vocabulary import AssetStatus, Owned
from mailtick.store.tables import AssetRow

ASSETS = Register(
    name="assets",
    title="Assets",
    row=AssetRow,
    key=("tag",),
    columns=columns_of(
        AssetRow,
        csv={
            "tag": "tag",
            "type": "type",
            "make_model": "make_model",
            "serial": "serial",
            "qty": "quantity",
            "location": "location",
            "assigned_to": "assigned_to",
            "provider": "provider",
            "contract": "contract",
            "purchased": "purchased_on",
            "cost_gbp": "cost_pence",
            "warranty_end": "warranty_end_on",
            "status": "status",
        },
        formats={"assigned_to": StaffAddress(), "status": Choice(AssetStatus), "owned": Choice(Owned)},
        refers={
            "location": PLACE,
            "usual_location": PLACE,
            "assigned_to": PERSON,
            "provider": PROVIDER,
            "contract": CONTRACT,
            "depends_on": ASSET,
        },
    ),
    refer=ASSET,
    page=asset_page,
)


def what_it_is(asset: Values) -> str:
    """A piece of equipment in words, without its tag."""
    return equipment_words(str(asset["type"]), str(asset["make_model"]))
