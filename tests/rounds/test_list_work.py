"""Whoever wants one list a day is not interrupted, and what is urgent comes at once."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.registers.changing import Author, NotKept, change
from mailtick.registers.people import PEOPLE
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.list_work import list_work
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import OutgoingRow
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

SCHOOL = "saltmarshprimary.example"
SHAH = f"amir.shah@{SCHOOL}"
OFFICE = Author("Mrs Sandra Kemp", "by hand", MONDAY)
TUESDAY = datetime(2026, 11, 17, 8, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    with school.writing() as session:
        change(session, PEOPLE, SHAH, {"work_list_at": "8:00"}, OFFICE)
    for number in range(1, 6):
        put_in(made, letter(subject=f"printer {number}", text=f"Printer number {number} prints only black pages."))
    while process(made):
        pass
    for number, priority in ((1041, 4), (1042, 3), (1043, 5), (1044, 3), (1045, 1)):
        act(made, str(number), "priority", f"{priority} because we say so")
    return made


def to_shah(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.recipient == SHAH).order_by(OutgoingRow.id)).all()
        mails = [(row.template, email.message_from_bytes(row.raw, policy=email.policy.default)) for row in rows]
        return [(template, body.get_content()) for template, mail in mails if (body := mail.get_body(("plain",)))]


def test_a_day_s_assignments_are_one_mail_in_the_order_of_what_is_due(desk: Desk, clock: SetClock) -> None:
    for number in ("1041", "1042", "1043", "1044"):
        outcome = carry_out(desk, number, "assign", "amir.shah")
        assert outcome.not_told == ("Mr Amir Shah is not told: it stands in the work list, which goes out at 08:00",)
    assert to_shah(desk) == []
    clock.now = TUESDAY
    assert list_work(desk) == 1
    assert list_work(desk) == 0
    [(template, text)] = to_shah(desk)
    assert template == "work_list"
    numbers = [word for word in text.split() if word.startswith("ICT-")]
    assert numbers == ["ICT-1042", "ICT-1044", "ICT-1041", "ICT-1043"]
    assert "Your work list" not in text
    assert "late since" not in text


def test_what_is_urgent_comes_at_once_and_stands_on_the_list_as_well(desk: Desk, clock: SetClock) -> None:
    act(desk, "1045", "assign", "amir.shah")
    assert [template for template, _ in to_shah(desk)] == ["assignment"]
    clock.now = TUESDAY
    list_work(desk)
    assert "ICT-1045" in to_shah(desk)[-1][1]


def test_nothing_to_do_is_no_mail_and_on_shut_days_there_is_none(desk: Desk, clock: SetClock) -> None:
    clock.now = TUESDAY
    assert list_work(desk) == 0
    act(desk, "1041", "assign", "amir.shah")
    clock.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    assert list_work(desk) == 0


def test_what_rests_stands_below_what_can_be_worked_on(desk: Desk, clock: SetClock) -> None:
    for number in ("1041", "1042"):
        act(desk, number, "assign", "amir.shah")
    act(desk, "1042", "wait", "Which printer is it?")
    clock.now = TUESDAY
    list_work(desk)
    [(_, text)] = to_shah(desk)
    assert text.index("ICT-1041") < text.index("ICT-1042")


def test_a_time_that_is_none_is_refused(desk: Desk) -> None:
    with desk.database.writing() as session, pytest.raises(NotKept, match='"early" is no time of day; write it like'):
        change(session, PEOPLE, SHAH, {"work_list_at": "early"}, OFFICE)


def test_who_wrote_to_the_technician_is_asked_once_a_term_to_write_to_the_desk(desk: Desk, clock: SetClock) -> None:
    def passed_on(subject: str) -> str:
        words = f"---------- Forwarded message ---------\nFrom: Zoe Marsh <zoe.marsh@{SCHOOL}>\n"
        head = f"{words}Date: Mon, 16 Nov 2026 at 08:50\nSubject: {subject}\nTo: Amir Shah <{SHAH}>\n"
        text = f"{head}\nAmir, the {subject} in my room is dead."
        proof = {"Authentication-Results": f"mx.{SCHOOL}; dmarc=pass header.from={SCHOOL}"}
        put_in(desk, letter(sender=f"Amir Shah <{SHAH}>", subject=f"Fwd: {subject}", text=text, headers=proof))
        while process(desk):
            pass
        with desk.database.reading() as session:
            query = select(OutgoingRow).where(OutgoingRow.recipient == f"zoe.marsh@{SCHOOL}")
            last = session.scalars(query.order_by(OutgoingRow.id.desc())).first()
            assert last is not None
            return " ".join(email.message_from_bytes(last.raw, policy=email.policy.default).as_string().split())

    asked = "Next time please write to ict@saltmarshprimary.example"
    assert asked in passed_on("visualiser")
    assert asked not in passed_on("projector")
    clock.now = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
    assert asked in passed_on("keyboard")
