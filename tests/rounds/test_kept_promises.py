"""How a firm keeps what it promises is counted, with the incidents behind each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import Priority
from mailtick.incidents.kept_promises import Kept, MeasuredJob, kept_promises
from mailtick.incidents.samples import BRIGHTBOARD
from mailtick.incidents.service_level import Job
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.firm_jobs import jobs_of_firm
from mailtick.store.tables import HandoverRow
from tests.rounds.commanding import run
from tests.support.desks import MONDAY, letter, make_desk

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def measured(reference: str, visit_at: datetime | None = None, **moments: datetime) -> MeasuredJob:
    job = Job(NOON, Priority.P3, **moments)
    firm = FirmJob(1, BRIGHTBOARD, "", job, "C4", "P3 2h reply/1d fix", "Mon-Fri 09:00-17:00", visit_at=visit_at)
    return MeasuredJob(reference, Priority.P3, firm)


def hours(count: float) -> datetime:
    return NOON + timedelta(hours=count)


def test_each_promise_is_kept_missed_or_to_come() -> None:
    jobs = [
        measured("ICT-1", replied_at=hours(1), done_at=hours(4)),
        measured("ICT-2", replied_at=hours(3), done_at=hours(200)),
        measured("ICT-3", replied_at=hours(1)),
    ]
    assert kept_promises(jobs, UTC, hours(5)) == (
        Kept("reply", ("ICT-1", "ICT-3"), ("ICT-2",)),
        Kept("fix", ("ICT-1",), ("ICT-2",), ("ICT-3",)),
    )


@pytest.mark.parametrize(
    ("came", "now", "became"),
    [
        (hours(20), hours(200), "kept"),
        (hours(26), hours(200), "kept"),
        (hours(50), hours(200), "missed"),
        (None, hours(200), "missed"),
        (None, hours(20), "to_come"),
    ],
    ids=["before", "later on the day", "a day later", "never", "not yet"],
)
def test_a_visit_is_kept_on_the_day_that_they_named(came: datetime | None, now: datetime, became: str) -> None:
    job = measured("ICT-1", visit_at=hours(24), **({"on_site_at": came} if came else {}))
    visit = next(each for each in kept_promises([job], UTC, now) if each.what == "visit")
    assert getattr(visit, became) == ("ICT-1",)


def test_what_was_taken_back_measures_nothing(school: Database) -> None:
    desk = make_desk(school)
    run(desk, letter(), letter(subject="panel"))
    act(desk, "1041", "second", "BBA dead")
    act(desk, "1042", "second", "BBA dead")
    with desk.database.writing() as session:
        for row in session.scalars(select(HandoverRow)):
            row.handed_at, row.state = MONDAY, "sent"
    act(desk, "1042", "withdraw", "BBA")
    with desk.database.reading() as session:
        jobs, taken_back = jobs_of_firm(session, "BBA", MONDAY - timedelta(days=1), "ICT")
        assert ([each.reference for each in jobs], taken_back) == (["ICT-1041"], ["ICT-1042"])
        assert jobs_of_firm(session, "BBA", MONDAY + timedelta(days=1), "ICT") == ([], [])
