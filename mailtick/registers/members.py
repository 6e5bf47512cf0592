"""Members of sets: laptop 14 of the trolley."""

from mailtick.registers.formats import Choice
from mailtick.registers.references import ASSET
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import AssetStatus
from mailtick.store.tables import MemberRow

MEMBERS = Register(
    name="members",
    title="Members of sets",
    row=MemberRow,
    key=("set", "number"),
    columns=columns_of(
        MemberRow,
        csv={"set": "set", "number": "number", "serial": "serial", "status": "status", "notes": "notes"},
        formats={"status": Choice(AssetStatus)},
        refers={"set": ASSET},
    ),
)
