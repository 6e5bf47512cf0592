"""What happens when: visits, deliveries, outages, tasks, reviews."""

from mailtick.registers.references import CONTRACT, PROVIDER
from mailtick.registers.register import Register, columns_of
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
        refers={"provider": PROVIDER, "contract": CONTRACT},
    ),
)
