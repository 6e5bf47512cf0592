"""What somebody writes on the web desk goes the way of a mail of theirs."""

from __future__ import annotations

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person
from mailtick.rounds.act import act
from mailtick.rounds.written_here import GivenFile, add_to, report
from mailtick.store import incidents, people
from mailtick.store.database import Database
from tests.rounds.commanding import SCHOOL, standing, written
from tests.support.desks import make_desk


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school)


def test_a_teacher_reports_and_gets_the_number_by_mail(desk: Desk) -> None:
    opened = report(desk, _person(desk, "claire.brown"), "The hall speaker hums.", place="HALL")
    assert (opened.title, opened.place) == ("The hall speaker hums", "Hall")
    with desk.database.reading() as session:
        assert incidents.channel_of(session, opened.id) == "web"
    assert [to for to, *_ in written(desk, "acknowledgement")] == [f"claire.brown@{SCHOOL}"]


def test_the_office_logs_for_somebody_who_rang(desk: Desk) -> None:
    kemp = _person(desk, "sandra.kemp")
    opened = report(desk, kemp, "iPad trolley charges only 6 of 15.", who="Miss Nair", place="Y1")
    assert (opened.reporter.address, opened.place) == (f"priya.nair@{SCHOOL}", "Miss Nair's class")
    assert opened.responded_at is not None
    assert [to for to, *_ in written(desk, "acknowledgement")] == [f"priya.nair@{SCHOOL}"]
    assert written(desk, "transcript") == []


def test_nothing_is_logged_for_somebody_whom_nobody_knows(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="nobody on the list of people"):
        report(desk, _person(desk, "sandra.kemp"), "It hums", who="Mr Nobody")
    with pytest.raises(NotAllowed, match="no place of the list"):
        report(desk, _person(desk, "sandra.kemp"), "It hums", place="the moon")


def test_what_is_added_is_kept_with_its_files_and_closes_what_is_done(desk: Desk) -> None:
    brown = _person(desk, "claire.brown")
    opened = report(desk, brown, "Board in my room will not turn on.")
    added = add_to(desk, brown, opened, "Here is a photo.", [GivenFile("board.jpg", "image/jpeg", b"\xff\xd8")])
    assert added is not None
    act(desk, opened.reference, "resolve", "New cable.")
    add_to(desk, brown, standing(desk, str(opened.number)), "Thanks, it works now.")
    assert standing(desk, str(opened.number)).state is State.CLOSED


def _person(desk: Desk, name: str) -> Person:
    with desk.database.reading() as session:
        found = people.person_by_address(session, f"{name}@{SCHOOL}")
    assert found is not None
    return found
