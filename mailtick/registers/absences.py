"""Who is away, from when until when: entered, or read from an out-of-office answer."""

from mailtick.registers.checks import in_order
from mailtick.registers.formats import Choice
from mailtick.registers.references import PERSON
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import AbsenceSource
from mailtick.store.tables import AbsenceRow

ABSENCES = Register(
    name="absences",
    title="Absences",
    row=AbsenceRow,
    key=("person", "from_on"),
    columns=columns_of(
        AbsenceRow,
        csv={"person": "person", "from": "from_on", "to": "to_on", "source": "source", "mail": "mail"},
        formats={"source": Choice(AbsenceSource)},
        refers={"person": PERSON},
    ),
    checks=(in_order("from_on", "to_on"),),
)
