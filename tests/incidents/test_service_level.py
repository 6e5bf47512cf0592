"""What a firm promised is read from its contract, and counted in its own hours."""

from __future__ import annotations

import pytest

from mailtick.incidents.hours import read_hours
from mailtick.incidents.incident import Priority
from mailtick.incidents.school_days import SchoolDays
from mailtick.incidents.service_level import Due, Job, Promised, read_provider_clock, read_service_level
from mailtick.incidents.service_time import ServiceTime
from tests.incidents.school_time import FENLAND, LONDON, at

FENLAND_PROMISES = "P1 1h reply/4h fix; P2 4h/8h; P3 8h/24h; P4 16h/40h (provider hours)"
COUNTY_PROMISES = "P1 1h reply/5h fix; P2 8h fix (provider hours)"
BRIGHTBOARD_PROMISES = "reply in 1 provider day; on site in 5 provider days"
HORIZON_PROMISES = "P1 2h reply/8h fix; P2 4h/16h; P3 8h/40h (provider hours)"


# Half hours are not read as five; nobody promises to be done in ten years.
SLIPS = ("P1 1.5h reply", "P1 -4h fix", "9999 days fix", "P1 99999h fix", "P2 9999h fix", "P9 1h", "P1 0h")


def hours(words: str) -> ServiceTime:
    return ServiceTime(read_hours(words), SchoolDays(closures=FENLAND.days.closures), zone=LONDON)


def shown(words: str) -> list[str]:
    level = read_service_level(words)
    lines = [(priority.value, promises) for priority, promises in level.by_priority.items()]
    lines += [("", level.otherwise)] if level.otherwise else []
    return [f"{of} {what} {target}".strip() for of, promises in lines for what, target in promises.items()]


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        (COUNTY_PROMISES, ["P1 reply 60 minutes", "P1 fix 5 hours", "P2 fix 8 hours"]),
        ("P2 4h/8h", ["P2 reply 4 hours", "P2 fix 8 hours"]),
        ("engineer on site in 8 provider hours", ["on site 8 hours"]),
        (BRIGHTBOARD_PROMISES, ["reply the end of the 1st day after", "on site the end of the 5th day after"]),
        ("P1: response 30 mins / resolution 4 hrs", ["P1 reply 30 minutes", "P1 fix 4 hours"]),
        (
            "We answer within 2 working hours\nrepair within 3 days",
            ["reply 2 hours", "fix the end of the 3rd day after"],
        ),
        ("p3 reply 4h", ["P3 reply 4 hours"]),
        ("P1 4h reply P2 8h reply", ["P1 reply 4 hours", "P2 reply 8 hours"]),
    ],
)
def test_the_promises_of_a_contract_are_read_as_people_write_them(words: str, promised: list[str]) -> None:
    assert shown(words) == promised


@pytest.mark.parametrize(
    "words", ["", "best effort", "by arrangement; as agreed", "24/7", "0h reply", "P1 soon", *SLIPS]
)
def test_words_without_a_time_promise_nothing_and_are_named(words: str) -> None:
    level = read_service_level(words)
    assert not level.by_priority
    assert not level.otherwise
    assert "; ".join(level.unread) == words


@pytest.mark.parametrize(
    ("handed_at", "priority", "promises", "firm", "what", "due_at"),
    [
        ("2026-10-23 15:30", "P3", FENLAND_PROMISES, FENLAND, Promised.FIX, "2026-10-28 12:30"),
        ("2026-12-24 16:00", "P2", FENLAND_PROMISES, FENLAND, Promised.FIX, "2026-12-29 15:00"),
        ("2026-11-17 10:00", "P4", FENLAND_PROMISES, FENLAND, Promised.FIX, "2026-11-23 14:00"),
        ("2026-11-19 09:08", "P3", FENLAND_PROMISES, FENLAND, Promised.FIX, "2026-11-23 15:08"),
        ("2026-11-18 09:40", "P4", FENLAND_PROMISES, FENLAND, Promised.FIX, "2026-11-24 13:40"),
        (
            "2026-11-17 09:10",
            "P3",
            "engineer on site in 8 provider hours",
            hours("Mon-Fri 08:30-17:00"),
            Promised.ON_SITE,
            "2026-11-18 08:40",
        ),
        ("2026-11-16 08:06", "P1", COUNTY_PROMISES, hours("Mon-Fri 08:00-18:00"), Promised.REPLY, "2026-11-16 09:06"),
        (
            "2026-11-09 11:00",
            "P3",
            BRIGHTBOARD_PROMISES,
            hours("Mon-Fri 09:00-17:00"),
            Promised.ON_SITE,
            "2026-11-16 17:00",
        ),
        ("2026-11-13 10:15", "P2", HORIZON_PROMISES, hours("Mon-Fri 08:30-17:00"), Promised.FIX, "2026-11-17 09:15"),
    ],
    ids=["half-term", "bank holidays", "1047", "1056", "1051", "1050", "1045", "1041", "1044"],
)
def test_what_a_firm_has_promised_is_due_in_its_own_hours(
    handed_at: str, priority: str, promises: str, firm: ServiceTime, what: Promised, due_at: str
) -> None:
    job = Job(at(handed_at), Priority(priority))
    clock = read_provider_clock(job, read_service_level(promises), firm, at(handed_at))
    assert {due.what: due.due_at for due in clock}[what] == at(due_at)


def due_of(job: Job, what: Promised, now: str, promises: str = FENLAND_PROMISES) -> Due:
    clock = read_provider_clock(job, read_service_level(promises), FENLAND, at(now))
    return next(due for due in clock if due.what is what)


def test_it_is_late_from_the_moment_on_that_was_promised() -> None:
    job = Job(at("2026-11-17 10:00"), Priority.P1)
    assert not due_of(job, Promised.REPLY, "2026-11-17 11:00").is_late
    assert due_of(job, Promised.REPLY, "2026-11-17 11:01").is_late


def test_what_was_kept_in_time_stays_kept_and_what_was_kept_late_stays_late() -> None:
    job = Job(at("2026-11-17 10:00"), Priority.P1, at("2026-11-17 10:30"), done_at=at("2026-11-17 15:00"))
    assert not due_of(job, Promised.REPLY, "2026-12-01 12:00").is_late
    assert due_of(job, Promised.FIX, "2026-12-01 12:00").is_late


def test_who_comes_has_answered() -> None:
    job = Job(at("2026-11-17 10:00"), Priority.P1, on_site_at=at("2026-11-17 10:45"))
    assert due_of(job, Promised.REPLY, "2026-11-20 12:00").kept_at == at("2026-11-17 10:45")


def test_a_job_that_was_withdrawn_is_not_late_later() -> None:
    job = Job(at("2026-11-17 10:00"), Priority.P1, ended_at=at("2026-11-17 10:30"))
    assert not due_of(job, Promised.FIX, "2026-12-01 12:00").is_late


def test_a_priority_of_which_nothing_was_promised_has_no_clock() -> None:
    job = Job(at("2026-11-17 10:00"), Priority.P5)
    assert read_provider_clock(job, read_service_level(FENLAND_PROMISES), FENLAND, at("2026-12-01 12:00")) == ()
