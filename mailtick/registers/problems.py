"""What lies behind several incidents."""

from mailtick.registers.formats import Choice, StaffAddress
from mailtick.registers.pages.problem import problem_page
from mailtick.registers.references import PERSON
from mailtick.registers.register import Register, columns_of
from mailtick.registers.vocabulary import ProblemState
from mailtick.store.tables import ProblemRow

PROBLEMS = Register(
    name="problems",
    title="Problems",
    row=ProblemRow,
    key=("ref",),
    columns=columns_of(
        ProblemRow,
        csv={
            "ref": "ref",
            "title": "title",
            "state": "state",
            "incidents": "incidents",
            "symptom": "symptom",
            "cause": "cause",
            "workaround": "workaround",
            "owner": "owner",
            "next_step": "next_step",
            "next_on": "next_on",
        },
        formats={"state": Choice(ProblemState), "owner": StaffAddress(), "resolver": StaffAddress()},
        refers={"owner": PERSON, "resolver": PERSON},
    ),
    page=problem_page,
)
