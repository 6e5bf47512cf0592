"""Everybody with an address and a role."""

from mailtick.incidents.incident import Priority
from mailtick.incidents.people import Role
from mailtick.registers.formats import Choice, Choices, Pounds, StaffAddress, TimeOfDay, TimesOfDay
from mailtick.registers.pages.person import person_page
from mailtick.registers.references import PERSON, PLACE
from mailtick.registers.register import Apart, Column, Register, columns_of
from mailtick.store.tables import PersonRoleRow, PersonRow

PEOPLE = Register(
    name="people",
    title="People",
    row=PersonRow,
    key=("address",),
    columns=columns_of(
        PersonRow,
        csv={
            "address_local_part": "address",
            "name": "name",
            "job": "job",
            "roles": "roles",
            "approve_limit_gbp": "approve_limit_pence",
            "default_location": "usual_place",
        },
        formats={
            "address": StaffAddress(),
            "approve_limit_pence": Pounds(digits=0),
            "sponsor": StaffAddress(),
            "work_list_at": TimeOfDay(),
            "triage_at": TimesOfDay(),
            "at_once": Choice(Priority),
        },
        refers={"usual_place": PLACE, "sponsor": PERSON},
        apart=(
            Column(
                name="roles",
                header="roles",
                label="Roles",
                format=Choices(Role),
                default=(),
                apart=Apart(PersonRoleRow, owner="person_id", word="role"),
            ),
        ),
    ),
    refer=PERSON,
    page=person_page,
)
