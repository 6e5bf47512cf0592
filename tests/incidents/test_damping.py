"""News of one incident that keep coming are told a few times, then once more, then not for an hour."""

from __future__ import annotations

from mailtick.incidents.actions import AddEntry, NoticeKind, Notify, Withhold
from mailtick.incidents.samples import AMIR_SHAH, SANDRA_KEMP
from tests.incidents.deciding import BROWN, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import School

NEWS, MORE = (NoticeKind.TEAM_NEWS, "amir.shah"), (NoticeKind.MORE_NEWS, "amir.shah")


def after(*minutes_ago: float, more_ago: float | None = None, number: int = 1041) -> School:
    """Mr Shah has ICT-1041 and heard of an incident so many minutes ago."""
    school = School()
    school.add_incident(1041)
    other = school.add_incident(1045)
    about = school.incidents[41] if number == 1041 else other
    for each_ago in minutes_ago:
        school.wrote(AMIR_SHAH.address, about=about, ago=each_ago)
    if more_ago is not None:
        school.wrote(AMIR_SHAH.address, template="more_news", about=about, ago=more_ago)
    return school


ONE_MORE = letter(BROWN, "Re: [ICT-1041] board", "It is the same with the one in room 6.")


def test_the_first_three_are_told_as_they_are() -> None:
    assert told(decided(ONE_MORE, after())) == [NEWS]
    assert told(decided(ONE_MORE, after(5, 3))) == [NEWS]


def test_the_fourth_within_ten_minutes_says_that_more_keep_coming() -> None:
    decision = decided(ONE_MORE, after(5, 3, 1))
    assert told(decision) == [MORE]
    assert only(decision, Notify).text == ""
    assert only(decision, AddEntry).text == "It is the same with the one in room 6."


def test_then_it_is_quiet_for_an_hour_and_nothing_is_lost() -> None:
    decision = decided(ONE_MORE, after(8, 7, 6, more_ago=5))
    assert told(decision) == []
    assert "rest for an hour" in only(decision, Withhold).because
    assert only(decision, AddEntry).text == "It is the same with the one in room 6."
    assert told(decided(ONE_MORE, after(70, 68, 66, more_ago=61))) == [NEWS]


def test_news_that_come_slowly_or_of_another_incident_are_told() -> None:
    assert told(decided(ONE_MORE, after(55, 45, 35, 25, 15))) == [NEWS]
    assert told(decided(ONE_MORE, after(5, 3, 1, number=1045))) == [NEWS]


def test_each_person_has_a_pace_of_their_own() -> None:
    school = after(5, 3, 1)
    incident = school.add_incident(1041, assignee=None)
    school.wrote(SANDRA_KEMP.address, 2, about=incident, ago=5)
    assert told(decided(ONE_MORE, school)) == [(NoticeKind.TEAM_NEWS, "sandra.kemp")]


def test_what_the_storm_is_about_is_told_to_nobody_twice_in_one_mail() -> None:
    assert len(each(decided(ONE_MORE, after(5, 3, 1)), Notify)) == 1
