"""Who writes when the desk is shut reads when it opens, and what to do if it cannot wait."""

from __future__ import annotations

import email
import email.policy

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.people import Role
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.changing import Author, change
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.people import add_person
from mailtick.store.tables import OutgoingRow
from tests.rounds.test_escalate import at
from tests.support.desks import SetClock, letter, make_desk, put_in

RULES: list[dict[str, object]] = [
    {
        "name": "The safeguarding system",
        "when": {"text": ["cpoms"]},
        "then": {"impact": "H", "notify": ["safeguarding_lead", "coordinator", "deputy"]},
    },
    {"name": "Wishes", "when": {"text": ["headphones"]}, "then": {"type": "request"}},
]
CONCERN = "Can't get onto CPOMS, says account locked. I need to log a concern about a child tonight."
HEAD = "helen.okafor@saltmarshprimary.example"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock, rules=RULES)
    with school.writing() as session:
        add_person(session, "Mrs Helen Okafor", HEAD, {Role.SAFEGUARDING_LEAD})
        said = {"emergency_text": "Use another room, or go on without it."}
        change(session, CATEGORIES, "AV", said, Author("Mrs Sandra Kemp", "by hand", clock.now))
    return made


def report(desk: Desk, text: str) -> list[tuple[str, str, str]]:
    """Template, recipient and text of what is written because of a mail."""
    put_in(desk, letter("zoe.marsh@saltmarshprimary.example", text.partition(".")[0][:40], text))
    while process(desk):
        pass
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id))
        return [(row.template, row.recipient.partition("@")[0], plain_text(row.raw)) for row in rows]


def plain_text(raw: bytes) -> str:
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())


def test_a_concern_about_a_child_in_the_evening(desk: Desk, clock: SetClock) -> None:
    clock.now = at("17 16:58")
    mails = report(desk, CONCERN)
    assert [(template, who) for template, who, _ in mails] == [
        ("out_of_hours", "zoe.marsh"),
        ("team_news", "helen.okafor"),
        ("team_news", "sandra.kemp"),
        ("team_news", "leah.dunn"),
    ]
    answer = mails[0][2]
    assert "The desk is shut now and opens on Wed 18 Nov 08:00." in answer
    assert "Write your concern down on the paper form now." in answer
    assert "Ring the safeguarding lead, Mrs Helen Okafor, on the number in the staff handbook." in answer
    assert "If a child is in danger now, ring 999." in answer
    assert "Please send us no details of the concern by mail" in answer
    assert "?" not in answer
    assert "Please tell us" not in answer


def test_the_steps_stand_in_the_answer_by_day_as_well(desk: Desk, clock: SetClock) -> None:
    template, _, text = report(desk, CONCERN)[0]
    assert template == "acknowledgement"
    assert "If a child is in danger now, ring 999." in text
    assert "is shut" not in text


def test_the_lead_is_told_although_she_is_away(desk: Desk, clock: SetClock) -> None:
    clock.now = at("21 23:00")
    assert ("team_news", "helen.okafor") in [(template, who) for template, who, _ in report(desk, CONCERN)]


def test_a_fault_in_the_evening_gets_the_steps_of_its_category(desk: Desk, clock: SetClock) -> None:
    clock.now = at("17 18:00")
    template, _, text = report(desk, "The projector in my room is dark.")[0]
    assert template == "out_of_hours"
    assert "If it cannot wait: - Use another room, or go on without it." in text


def test_just_before_the_desk_opens_it_is_the_usual_answer(desk: Desk, clock: SetClock) -> None:
    clock.now = at("17 07:48")
    template, _, text = report(desk, "The projector in my room is dark.")[0]
    assert template == "acknowledgement"
    assert "opens on Tue 17 Nov 08:00" in text
    assert "Use another room" not in text


def test_a_wish_can_wait(desk: Desk, clock: SetClock) -> None:
    clock.now = at("17 18:00")
    template, _, text = report(desk, "Could we get 15 headphones and a projector?")[0]
    assert template == "out_of_hours"
    assert "If it cannot wait" not in text
