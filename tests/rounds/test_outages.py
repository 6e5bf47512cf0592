"""A firm announces planned work: the diary has it at once, and the right people hear of it the open day before."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.people import Role
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.rounds.process import process
from mailtick.rounds.proposals import decide
from mailtick.rounds.remind import remind
from mailtick.store.database import Database
from mailtick.store.people import people_with_role
from mailtick.store.tables import DiaryRow, IncidentRow, MailRow, MailState, OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in

COUNTY = "Schools Desk <schools@countybb.example>"
PROOF = {"Authentication-Results": "mx.saltmarshprimary.example; dmarc=pass header.from=countybb.example"}
ANNOUNCED = "Sat 28 November 06:00-10:00 firewall upgrade, loss of all internet. No action needed."


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def arrive(desk: Desk, subject: str, text: str) -> MailState:
    put_in(desk, letter(sender=COUNTY, subject=subject, text=text, headers=PROOF))
    while process(desk):
        pass
    with desk.database.reading() as session:
        return session.scalars(select(MailRow.state).order_by(MailRow.id.desc())).first() or MailState.RECEIVED


def outages(desk: Desk) -> list[DiaryRow]:
    with desk.database.reading() as session:
        return list(session.scalars(select(DiaryRow).where(DiaryRow.kind == "outage", DiaryRow.retired_on.is_(None))))


def test_the_diary_has_it_at_once_and_nothing_is_opened_or_answered(desk: Desk) -> None:
    arrive(desk, "CHG0031120 Planned maintenance", ANNOUNCED)
    [row] = outages(desk)
    assert (row.on, row.what, row.provider, row.contract) == (
        date(2026, 11, 28),
        "Planned work of County Broadband for Schools 06:00-10:00, CHG0031120",
        "CBS",
        "C3",
    )
    with desk.database.reading() as session:
        assert not session.scalars(select(IncidentRow)).all()
        assert not session.scalars(select(OutgoingRow)).all()


def test_head_site_manager_and_coordinator_hear_of_it_on_the_open_day_before(desk: Desk, clock: SetClock) -> None:
    arrive(desk, "CHG0031120 Planned maintenance", ANNOUNCED)
    clock.now = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    remind(desk)
    with desk.database.reading() as session:
        mails = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "reminders")).all()
        told = {mail.recipient.partition("@")[0] for mail in mails if b"CHG0031120" in mail.raw}
    assert told == {"helen.okafor", "colin.webb", "sandra.kemp"}


def test_it_can_be_taken_back(desk: Desk) -> None:
    arrive(desk, "CHG0031120 Planned maintenance", ANNOUNCED)
    with desk.database.writing() as session:
        [kemp] = people_with_role(session, Role.COORDINATOR)
        decide(session, desk, 1, ProposalWord.UNDO, (), kemp)
    assert outages(desk) == []


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Planned maintenance", "Would Saturday 28 November suit you for planned maintenance?"),
        ("Planned maintenance cancelled", "The planned maintenance on 28 November is cancelled."),
        ("Planned maintenance completed", "The planned maintenance of 14 November was completed."),
        ("Our new offices", "We have moved. From 28 November write to us at the new address."),
        ("Planned maintenance", "There will be some planned maintenance soon."),
    ],
)
def test_what_announces_no_planned_work_is_held_for_a_person(desk: Desk, subject: str, text: str) -> None:
    assert arrive(desk, subject, text) is MailState.HELD
    assert outages(desk) == []
