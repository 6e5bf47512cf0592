"""The cover rota: who is there for a role, from when until when. The cover of contracts is another matter."""

from mailtick.registers.checks import in_order
from mailtick.registers.formats import Choice
from mailtick.registers.references import PERSON
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import CoveredRole
from mailtick.store.tables import CoverRow

COVER = Register(
    name="cover",
    title="Cover",
    row=CoverRow,
    key=("person", "role", "from_on"),
    columns=columns_of(
        CoverRow,
        csv={"person": "person", "role": "role", "from": "from_on", "to": "to_on"},
        formats={"role": Choice(CoveredRole)},
        refers={"person": PERSON},
    ),
    checks=(in_order("from_on", "to_on"),),
)
