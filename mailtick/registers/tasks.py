"""Steps of checklists: of an implementation, a joiner, a leaver, September."""

from mailtick.registers.formats import StaffAddress
from mailtick.registers.references import PERSON
from mailtick.registers.register import Register, columns_of
from mailtick.store.tables import TaskRow

TASKS = Register(
    name="tasks",
    title="Tasks",
    row=TaskRow,
    key=("ref",),
    columns=columns_of(
        TaskRow,
        csv={
            "ref": "ref",
            "about": "about",
            "what": "what",
            "person": "person",
            "due": "due_on",
            "done": "done_on",
            "done_by": "done_by",
        },
        formats={"person": StaffAddress(), "done_by": StaffAddress()},
        refers={"person": PERSON, "done_by": PERSON},
    ),
)
