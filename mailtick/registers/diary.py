"""What happens when: visits, deliveries, outages, tasks, reviews."""

from mailtick.registers.checks import in_order
from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.references import CONTRACT, PERSON, PLACE, PROVIDER
from mailtick.registers.register import Register, columns_of
from mailtick.registers.repeating import Repeats
from mailtick.registers.vocabulary import DiaryKind
from mailtick.store.tables import DiaryRow

DIARY = Register(
    name="diary",
    title="Diary",
    row=DiaryRow,
    key=("ref",),
    columns=columns_of(
        DiaryRow,
        csv={
            "ref": "ref",
            "kind": "kind",
            "date": "on",
            "what": "what",
            "provider": "provider",
            "contract": "contract",
            "about": "about",
            "done_on": "done_on",
        },
        formats={"kind": Choice(DiaryKind), "person": StaffAddress(), "repeats": Repeats()},
        refers={"provider": PROVIDER, "contract": CONTRACT, "location": PLACE, "person": PERSON},
    ),
    checks=(in_order("on", "to_on"),),
)
