"""Service time is what the clock on the wall shows inside the openings, in every zone and all the year round."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from mailtick.incidents.hours import Hours, Opening
from mailtick.incidents.school_days import SchoolDays, Span
from mailtick.incidents.service_time import ServiceTime
from tests.incidents.school_time import FENLAND, SCHOOL, at

FIRST = date(2026, 10, 19)
ZONES = [ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), UTC]
MINUTE = timedelta(minutes=1)

days = st.integers(0, 20).map(lambda count: FIRST + timedelta(days=count))
spans = st.tuples(days, st.integers(0, 5)).map(lambda pair: Span(pair[0], pair[0] + timedelta(days=pair[1])))


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    start = draw(st.integers(0, 1438))
    end = draw(st.integers(start + 1, 1439))
    return Opening(time(*divmod(start, 60)), time(*divmod(end, 60)))


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    """One or two openings a day, also on Saturdays and Sundays, also through the hours that clock changes repeat."""
    found: dict[int, tuple[Opening, ...]] = {}
    for weekday in draw(st.sets(st.integers(0, 6), min_size=1)):
        edges = sorted(draw(st.sets(st.integers(0, 1439), min_size=4, max_size=4)))
        times = [time(*divmod(each, 60)) for each in edges]
        both = (Opening(times[0], times[1]), Opening(times[2], times[3]))
        found[weekday] = both if draw(st.booleans()) else both[:1]
    return Hours(found)


calendars = st.builds(
    ServiceTime,
    hours(),
    st.builds(
        SchoolDays,
        terms=st.lists(spans, max_size=3).map(tuple),
        insets=st.lists(spans, max_size=1).map(tuple),
        closures=st.lists(spans, max_size=2).map(tuple),
    ),
    st.none() | openings(),
    st.sampled_from(ZONES),
)
moments = st.integers(0, 20 * 1440).map(lambda minutes: datetime(2026, 10, 19, tzinfo=UTC) + timedelta(minutes=minutes))


def counted_by_minutes(service: ServiceTime, start: datetime, end: datetime) -> int:
    """The oracle: walk over the wall's minutes one by one."""
    wall, last = (each.astimezone(service.zone).replace(tzinfo=None) for each in (start, end))
    count = 0
    while wall < last:
        count += any(each.start <= wall.time() < each.end for each in service.on(wall.date()))
        wall += MINUTE
    return count


@given(calendars, moments, moments)
def test_it_is_what_counting_every_minute_gives(service: ServiceTime, one: datetime, other: datetime) -> None:
    start, end = sorted((one, other))
    assert service.between(start, end) == counted_by_minutes(service, start, end) * MINUTE


@given(calendars, moments, moments, moments)
def test_spans_add_up(service: ServiceTime, one: datetime, two: datetime, three: datetime) -> None:
    # The hour that comes twice is counted once: between its two halves the wall's clock goes back.
    a, b, c = sorted((one, two, three))
    walls = [each.astimezone(service.zone).replace(tzinfo=None) for each in (a, b, c)]
    assume(walls == sorted(walls))
    assert service.between(a, b) + service.between(b, c) == service.between(a, c)


@given(calendars, moments, st.integers(1, 3000))
def test_after_so_much_service_time_so_much_has_passed(service: ServiceTime, start: datetime, minutes: int) -> None:
    span = minutes * MINUTE
    end = service.after(start, span)
    passed = service.between(start, end)
    # The calendar may end before that.
    assert passed == span or service.between(start, start + timedelta(days=800)) == passed
    assert passed < span or service.between(start, end - MINUTE) < span


@given(calendars, moments)
def test_the_opening_is_the_first_open_moment(service: ServiceTime, start: datetime) -> None:
    opening = service.opening(start)
    assert opening >= start
    assert service.is_open(opening) or service.between(start, start + timedelta(days=400)) == timedelta()
    assert service.between(start, opening) == timedelta()


def test_a_saturday_desk_counts_through_both_clock_changes() -> None:
    week = ServiceTime(Hours({weekday: (Opening(time(0, 30), time(4)),) for weekday in (5, 6)}))
    for sunday in (date(2026, 10, 25), date(2027, 3, 28)):
        noon = datetime.combine(sunday, time(12), tzinfo=week.zone)
        assert week.between(noon - timedelta(days=2), noon) == timedelta(hours=7)


def test_a_day_of_a_closure_counts_nothing() -> None:
    shut = ServiceTime(SCHOOL.hours, SchoolDays(closures=(Span(date(2026, 11, 17), date(2026, 11, 17)),)))
    assert shut.between(at("2026-11-16 08:00"), at("2026-11-18 09:00")) == timedelta(hours=9.5)


def test_the_nth_day_ends_when_the_desk_shuts() -> None:
    assert SCHOOL.close_of_day(at("2026-11-16 13:10"), 3) == at("2026-11-19 16:30")
    assert SCHOOL.close_of_day(at("2026-12-18 15:45"), 1) == at("2027-01-04 15:30")
    assert SCHOOL.close_of_day(at("2026-11-16 13:10"), 0) == at("2026-11-16 16:30")


def test_a_calendar_that_ends_gives_its_last_closing_moment() -> None:
    term = Span(date(2026, 11, 16), date(2026, 11, 20))
    week = ServiceTime(SCHOOL.hours, SchoolDays(terms=(term,)))
    assert week.after(at("2026-11-20 15:00"), timedelta(hours=4)) == at("2026-11-20 16:00")
    assert week.opening(at("2026-11-21 10:00")) == at("2026-11-21 10:00")
    assert week.close_of_day(at("2026-11-20 15:00"), 2) == at("2026-11-20 16:00")


def test_a_firm_works_through_half_term_and_not_on_bank_holidays() -> None:
    assert FENLAND.after(at("2026-10-23 15:30"), timedelta(hours=24)) == at("2026-10-28 12:30")
    assert FENLAND.after(at("2026-12-24 16:00"), timedelta(hours=8)) == at("2026-12-29 15:00")
