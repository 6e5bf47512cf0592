"""When the organisation is open: terms, INSET days, bank holidays, closures."""

from mailtick.registers.checks import in_order
from mailtick.registers.formats import Choice
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import CalendarKind
from mailtick.store.tables import CalendarRow

CALENDAR = Register(
    name="calendar",
    title="Calendar",
    row=CalendarRow,
    key=("kind", "from_on"),
    columns=columns_of(
        CalendarRow,
        csv={"kind": "kind", "from": "from_on", "to": "to_on", "name": "name"},
        formats={"kind": Choice(CalendarKind)},
    ),
    checks=(in_order("from_on", "to_on"),),
)
