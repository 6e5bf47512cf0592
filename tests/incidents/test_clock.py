"""The clock of an incident. Source of the examples: DOMAIN.md 5.4."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailtick.incidents.clock import Clock, Life, WaitSpan, read_clock
from mailtick.incidents.incident import Priority, State
from mailtick.incidents.targets import Promises, read_target
from tests.incidents.school_time import FENLAND, SCHOOL, at

P1, P2, P3, P4, P5 = Priority


def life(
    received: str,
    priority: Priority = P3,
    *waits: WaitSpan,
    states: tuple[tuple[str, State], ...] = (),
    priorities: tuple[tuple[str, Priority], ...] = (),
    answered: str = "",
) -> Life:
    start = at(received)
    return Life(
        start,
        ((start, priority), *((at(when), each) for when, each in priorities)),
        ((start, State.NEW), *((at(when), each) for when, each in states)),
        waits,
        at(answered) if answered else None,
    )


def wait(on: str, start: str, end: str = "", agreed: str = "") -> WaitSpan:
    return WaitSpan(on, at(start), at(end) if end else None, at(agreed) if agreed else None)


def read(of: Life, now: str) -> Clock:
    return read_clock(of, SCHOOL, Promises(), at(now))


def span(hours: int, minutes: int = 0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("priority", "received", "start", "respond_by", "resolve_by"),
    [
        (P3, "2026-11-16 13:10", "2026-11-16 13:10", "2026-11-17 08:40", "2026-11-19 16:30"),
        (P2, "2026-11-13 09:30", "2026-11-13 09:30", "2026-11-13 10:30", "2026-11-16 16:30"),
        (P1, "2026-11-16 07:48", "2026-11-16 08:00", "2026-11-16 08:30", "2026-11-16 12:00"),
        (P4, "2026-11-17 15:40", "2026-11-17 15:40", "2026-11-18 16:30", "2026-11-24 16:30"),
        (P3, "2026-10-23 15:30", "2026-10-23 15:30", "2026-11-02 12:00", "2026-11-04 16:30"),
        (P1, "2026-12-18 15:45", "2026-12-18 15:45", "2027-01-04 08:45", "2027-01-04 12:15"),
        (P2, "2026-12-18 15:45", "2026-12-18 15:45", "2027-01-04 09:15", "2027-01-04 15:30"),
        (P4, "2026-11-21 10:00", "2026-11-23 08:00", "2026-11-24 16:30", "2026-11-30 16:30"),
        (P1, "2027-03-25 16:00", "2027-03-25 16:00", "2027-03-25 16:30", "2027-04-12 11:30"),
    ],
)
def test_the_worked_examples(priority: Priority, received: str, start: str, respond_by: str, resolve_by: str) -> None:
    clock = read(life(received, priority), received)
    assert (clock.start, clock.respond_by, clock.resolve_by) == (at(start), at(respond_by), at(resolve_by))
    assert not clock.is_late


def test_a_wait_for_the_requester_moves_the_target() -> None:
    clock = read(
        life("2026-11-17 15:40", P4, wait("requester", "2026-11-18 08:20", "2026-11-19 08:35")), "2026-11-19 09:00"
    )
    assert clock.pauses[0].counted == span(8, 45)
    assert clock.resolve_by == at("2026-11-26 08:15")


def test_incident_1041_is_met_although_the_class_waited_long() -> None:
    fixed = read(
        life(
            "2026-11-09 08:12",
            P3,
            wait("provider", "2026-11-09 11:00", "2026-11-17 08:05"),
            wait("approval", "2026-11-17 08:05", "2026-11-17 09:10"),
            wait("provider", "2026-11-17 09:20", "2026-11-20 11:30"),
            states=(("2026-11-18 08:35", State.TEMPORARY_FIX),),
        ),
        "2026-11-18 08:35",
    )
    assert (fixed.start, fixed.respond_by) == (at("2026-11-09 08:12"), at("2026-11-09 12:12"))
    assert (fixed.used, fixed.budget) == (span(2, 58), span(33, 48))
    assert not fixed.is_late
    assert SCHOOL.between(fixed.start, at("2026-11-18 08:35")) == span(59, 23)
    assert fixed.stopped_at == at("2026-11-18 08:35")


def test_a_firm_has_its_own_time() -> None:
    assert FENLAND.after(at("2026-10-23 15:30"), span(24)) == at("2026-10-28 12:30")


def test_a_wait_over_half_term_costs_and_gains_nothing() -> None:
    answered = life("2026-10-23 15:30", P3, wait("requester", "2026-10-23 16:00", "2026-11-02 08:30"))
    assert read(answered, "2026-11-02 09:00").resolve_by == at("2026-11-04 16:30")


@pytest.mark.parametrize("on", ["provider", "approval"])
def test_a_firm_or_a_decision_does_not_stop_the_clock_of_what_is_urgent(on: str) -> None:
    waits = wait(on, "2026-11-16 08:30")
    assert read(life("2026-11-16 08:00", P1, waits), "2026-11-16 10:00").used == span(2)
    assert read(life("2026-11-16 08:00", P3, waits), "2026-11-16 10:00").used == span(0, 30)


def test_a_visit_pauses_until_its_moment_and_never_past_it() -> None:
    visit = life("2026-11-16 08:00", P3, wait("visit", "2026-11-16 09:00", agreed="2026-11-17 09:00"))
    assert read(visit, "2026-11-16 12:00").paused is not None
    late = read(visit, "2026-11-17 11:00")
    assert late.paused is None
    assert late.used == span(3)


def test_a_lower_priority_takes_its_target_from_the_start_and_past_pauses_stay() -> None:
    raised = life("2026-11-16 08:00", P3, wait("provider", "2026-11-16 09:00"), priorities=(("2026-11-16 11:00", P1),))
    clock = read(raised, "2026-11-16 12:00")
    # One hour before the wait, one since it is urgent; the two hours between them stay paused.
    assert (clock.used, clock.budget) == (span(2), span(4))
    assert clock.paused is None


def test_a_raise_may_make_it_late_at_once() -> None:
    raised = life("2026-11-16 08:00", P4, priorities=(("2026-11-17 09:00", P1),))
    clock = read(raised, "2026-11-17 09:00")
    assert clock.is_late
    assert clock.resolve_by == at("2026-11-16 12:00")


def test_what_is_reopened_goes_on_with_what_was_left() -> None:
    states = (("2026-11-16 10:00", State.RESOLVED), ("2026-11-18 08:00", State.IN_PROGRESS))
    clock = read(life("2026-11-16 08:00", P3, states=states), "2026-11-18 09:00")
    assert clock.used == span(3)
    assert not clock.is_late
    assert clock.budget == span(34)


def test_what_is_reopened_has_an_hour_at_least() -> None:
    states = (("2026-11-16 11:50", State.RESOLVED), ("2026-11-17 08:00", State.IN_PROGRESS))
    clock = read(life("2026-11-16 08:00", P1, states=states), "2026-11-17 08:30")
    assert clock.resolve_by == at("2026-11-17 09:00")
    assert not clock.is_late


def test_after_a_temporary_fix_the_budget_that_was_left_goes_on() -> None:
    states = (("2026-11-16 11:50", State.TEMPORARY_FIX), ("2026-11-17 08:00", State.IN_PROGRESS))
    clock = read(life("2026-11-16 08:00", P1, states=states), "2026-11-17 08:05")
    assert clock.resolve_by == at("2026-11-17 08:10")


def test_it_is_late_at_the_moment_at_which_the_budget_is_used() -> None:
    urgent = life("2026-11-16 08:00", P1)
    assert not read(urgent, "2026-11-16 11:59").is_late
    assert read(urgent, "2026-11-16 12:00").is_late
    done = life("2026-11-16 08:00", P1, states=(("2026-11-16 12:00", State.RESOLVED),))
    assert not read(done, "2026-11-16 15:00").is_late


def test_an_answer_before_the_desk_opens_is_in_time() -> None:
    clock = read(life("2026-11-16 07:00", P1, answered="2026-11-16 07:20"), "2026-11-16 11:00")
    assert not clock.is_response_late


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("30 minutes", "30 minutes"),
        ("1h", "60 minutes"),
        ("4 hours", "4 hours"),
        ("90 min", "90 minutes"),
        ("3 days", "the end of the 3rd day after"),
        ("11 d", "the end of the 11th day after"),
    ],
)
def test_targets_are_read_as_people_write_them(words: str, shown: str) -> None:
    assert str(read_target(words)) == shown


@pytest.mark.parametrize("words", ["soon", "0 hours", "4", "4 weeks"])
def test_what_is_no_target_is_said_with_an_example(words: str) -> None:
    with pytest.raises(ValueError, match='write it like "30 minutes", "4 hours" or "3 days"'):
        read_target(words)


def test_merged_and_taken_out_again_the_time_between_does_not_count() -> None:
    states: tuple[tuple[str, State], ...] = (
        ("2026-11-16 09:00", State.CANCELLED),
        ("2026-11-16 14:00", State.NEW),
    )
    clock = read(life("2026-11-16 08:00", P3, states=states), "2026-11-16 15:00")
    assert clock.used == span(2)
