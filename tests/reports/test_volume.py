from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.incidents.incident import State
from mailtick.reports.facts import IncidentFacts, StateChange, WeekFacts
from mailtick.reports.volume import Volume, count_volume
from tests.reports.saltmarsh import FACTS, WEEK, at, incident, moves


def numbers(incidents: Sequence[IncidentFacts]) -> list[int]:
    return [each.number for each in incidents]


def volume_of(*incidents: IncidentFacts) -> Volume:
    return count_volume(WeekFacts(WEEK, "ICT", "Mrs Sandra Kemp", incidents))


def test_the_golden_week_has_its_golden_volume() -> None:
    volume = count_volume(FACTS)
    assert numbers(volume.open_at_start) == [1041, 1042, 1044]
    assert numbers(volume.logged) == list(range(1045, 1059))
    assert numbers(volume.came_back) == numbers(volume.cancelled) == []
    assert numbers(volume.resolved) == [1041, 1044, 1045, 1046, 1049, 1050, 1053, 1054, 1055, 1057, 1058]
    assert numbers(volume.closed) == [1043, 1045, 1046, 1049, 1050, 1054, 1057]
    assert numbers(volume.open_at_end) == [1042, 1047, 1048, 1051, 1052, 1056]
    assert volume.joined == {1045: 3}


RESOLVED, CLOSED, CANCELLED, BUSY = State.RESOLVED, State.CLOSED, State.CANCELLED, State.IN_PROGRESS


@pytest.mark.parametrize(
    ("opened", "changes", "figures"),
    [
        pytest.param((9, "09:00"), (), "start end", id="open all the time"),
        pytest.param((16, "00:00"), (), "logged end", id="opened in the first moment of the week"),
        pytest.param((23, "00:00"), (), "", id="opened in the first moment after it"),
        pytest.param((15, "23:59"), [(16, "00:00", RESOLVED)], "start resolved", id="resolved in the first moment"),
        pytest.param((9, "09:00"), [(10, "09:00", RESOLVED), (20, "09:00", CLOSED)], "closed", id="only closed"),
        pytest.param((9, "09:00"), [(10, "09:00", RESOLVED), (18, "09:00", BUSY)], "back end", id="reopened"),
        pytest.param(
            (9, "09:00"),
            [(10, "09:00", RESOLVED), (18, "09:00", BUSY), (18, "11:00", RESOLVED)],
            "back resolved",
            id="reopened and resolved again",
        ),
        pytest.param(
            (17, "09:00"),
            [(17, "10:00", RESOLVED), (18, "09:00", BUSY), (19, "09:00", RESOLVED)],
            "logged resolved",
            id="resolved twice, counted once",
        ),
        pytest.param((17, "09:00"), [(17, "10:00", CANCELLED)], "aside", id="came and was cancelled"),
        pytest.param((9, "09:00"), [(17, "10:00", CANCELLED)], "start cancelled", id="cancelled"),
        pytest.param((9, "09:00"), [(10, "10:00", CANCELLED), (17, "10:00", BUSY)], "back end", id="merge taken back"),
        pytest.param((9, "09:00"), [(24, "10:00", RESOLVED)], "start end", id="resolved after the week"),
    ],
)
def test_an_incident_counts_in_the_figures_of_its_week(
    opened: tuple[int, str], changes: list[tuple[int, str, State]], figures: str
) -> None:
    volume = volume_of(incident(1, at(*opened), moves(*changes)))
    counted = {
        "start": volume.open_at_start,
        "logged": volume.logged,
        "back": volume.came_back,
        "resolved": volume.resolved,
        "closed": volume.closed,
        "cancelled": volume.cancelled,
        "aside": volume.logged_and_cancelled,
        "end": volume.open_at_end,
    }
    assert [name for name, incidents in counted.items() if incidents] == figures.split()


MOMENTS = st.integers(-14 * 24, 14 * 24).map(lambda hours: WEEK.start_at + timedelta(hours=hours))


@st.composite
def any_incident(draw: st.DrawFn) -> IncidentFacts:
    """An incident that changes at any moments to any states."""
    opened_at = draw(MOMENTS)
    steps = draw(st.lists(st.tuples(st.integers(0, 200), st.sampled_from(State)), max_size=6))
    changes, moment, state = list[StateChange](), opened_at, State.NEW
    for hours, new in steps:
        moment += timedelta(hours=hours)
        changes.append(StateChange(moment, state, new))
        state = new
    return incident(draw(st.integers(1, 10_000)), opened_at, changes)


@given(st.lists(any_incident(), max_size=12))
def test_open_at_the_end_is_what_came_less_what_went(incidents: list[IncidentFacts]) -> None:
    volume = volume_of(*incidents)
    came = len(volume.open_at_start) + len(volume.logged) + len(volume.came_back)
    assert len(volume.open_at_end) == came - len(volume.resolved) - len(volume.cancelled)


@given(st.lists(any_incident(), max_size=12))
def test_what_is_open_at_the_end_is_open_at_the_start_of_the_next_week(incidents: list[IncidentFacts]) -> None:
    before = count_volume(WeekFacts(WEEK.before(), "ICT", "", tuple(incidents)))
    assert before.open_at_end == volume_of(*incidents).open_at_start
