from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from mailtick.incidents.incident import State
from mailtick.reports.facts import HandoverFacts, IncidentFacts, WeekFacts
from mailtick.reports.providers import ProviderWeek, count_providers
from tests.reports import saltmarsh
from tests.reports.saltmarsh import FACTS, WEEK, at, incident, moves
from tests.reports.test_volume import MOMENTS, any_incident


def week_of(*incidents: IncidentFacts) -> tuple[ProviderWeek, ...]:
    return count_providers(WeekFacts(WEEK, "ICT", "", incidents))


def balance_of(week: ProviderWeek) -> tuple[int, int, int, int]:
    return week.open_at_start, week.sent, week.done, week.open_at_end


def test_the_golden_week_has_its_golden_hand_overs() -> None:
    assert {week.code: balance_of(week) for week in count_providers(FACTS)} == {
        "APS": (0, 1, 1, 0),
        "BBA": (1, 0, 1, 0),
        "CBS": (0, 1, 1, 0),
        "FEN": (0, 6, 2, 4),
        "HMS": (1, 0, 1, 0),
    }


def test_a_hand_over_ends_with_its_incident() -> None:
    handovers = (saltmarsh.given("FEN", "Fenland", 10, "09:00"),)
    changes = moves((10, "09:00", State.WAITING_PROVIDER), (17, "09:00", State.RESOLVED))
    [week] = week_of(incident(1, at(9, "09:00"), changes, handovers=handovers))
    assert balance_of(week) == (1, 0, 1, 0)


def test_a_hand_over_comes_back_with_its_incident() -> None:
    handovers = (saltmarsh.given("FEN", "Fenland", 10, "09:00"),)
    changes = moves((11, "09:00", State.RESOLVED), (17, "09:00", State.WAITING_PROVIDER))
    [week] = week_of(incident(1, at(9, "09:00"), changes, handovers=handovers))
    assert (week.open_at_start, week.came_back, week.open_at_end) == (0, 1, 1)


def test_a_provider_with_nothing_in_the_week_is_not_named() -> None:
    handovers = (saltmarsh.given("FEN", "Fenland", 10, "09:00", at(12, "09:00")),)
    assert week_of(incident(1, at(9, "09:00"), moves((12, "10:00", State.RESOLVED)), handovers=handovers)) == ()


@st.composite
def handed_over(draw: st.DrawFn) -> IncidentFacts:
    """Any incident, given to one of two providers any number of times."""
    facts = draw(any_incident())
    handovers = []
    for code in draw(st.lists(st.sampled_from(["FEN", "BBA"]), max_size=3)):
        handed_at = draw(MOMENTS)
        lasted = draw(st.none() | st.integers(0, 400).map(lambda hours: timedelta(hours=hours)))
        done_at = None if lasted is None else handed_at + lasted
        handovers.append(HandoverFacts(code, code, handed_at, done_at, draw(st.booleans())))
    return replace(facts, handovers=tuple(handovers))


@given(st.lists(handed_over(), max_size=8))
def test_what_a_provider_has_at_the_end_is_what_it_got_less_what_it_did(incidents: list[IncidentFacts]) -> None:
    for week in week_of(*incidents):
        assert week.open_at_end == week.open_at_start + week.sent + week.came_back - week.done
