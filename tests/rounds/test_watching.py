"""Somebody of the team watches an incident: they hear of all that happens, and nobody outside sees it."""

from __future__ import annotations

import pytest

from mailtick.desk import Desk
from mailtick.rounds.act import act, preview
from mailtick.store.database import Database
from tests.rounds.commanding import BROWN, SHAH, command, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk

TOM = "Mr Tom Whitfield <tom.whitfield@saltmarshprimary.example>"
WATCHES = "tom.whitfield@saltmarshprimary.example"


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school, clock=SetClock())
    run(desk, letter())
    act(desk, "1041", "assign", "amir.shah")
    say(desk, "#watch", TOM)
    return desk


def heard(desk: Desk) -> list[str]:
    return [text for to, _, text in written(desk, "team_news") if to == WATCHES]


def test_who_watches_hears_of_words_notes_and_answers(desk: Desk) -> None:
    assert "you get copies of all that happens on it" in written(desk, "transcript")[0][2]
    say(desk, "#start", SHAH)
    run(desk, command("I think it is the cable.", SHAH))
    run(desk, letter(BROWN, "Re: [ICT-1041] We have it: board", "It hums, too."))
    started, noted, answered = heard(desk)
    assert "#start: being worked on" in started
    assert "I think it is the cable." in noted
    assert "It hums, too." in answered


def test_a_word_of_the_command_line_is_told_too_and_foreseen(desk: Desk) -> None:
    foreseen = [mail.to[0].address for mail in preview(desk, "1041", "note", "Rang them").mails]
    assert foreseen == [WATCHES]
    act(desk, "1041", "note", "Rang them")
    assert "#note Rang them: kept as a note for the team" in heard(desk)[0]


def test_what_they_do_themselves_and_what_is_not_done_is_not_told(desk: Desk) -> None:
    say(desk, "#note Mine.", TOM)
    say(desk, "#frobnicate", SHAH)
    assert heard(desk) == []


def test_nobody_outside_sees_that_they_watch(desk: Desk) -> None:
    act(desk, "1041", "tell", "The engineer comes on Tuesday.")
    assert [to for to, _, _ in written(desk, "update")] == ["claire.brown@saltmarshprimary.example"]
    for template in ("update", "acknowledgement"):
        assert not any("Whitfield" in text for _, _, text in written(desk, template))


def test_after_unwatch_they_hear_nothing_and_may_watch_again(desk: Desk) -> None:
    say(desk, "#unwatch", TOM)
    act(desk, "1041", "note", "Rang them")
    assert heard(desk) == []
    say(desk, "#watch", TOM)
    assert [each.field for each in standing(desk).participants] == ["watch"]


def test_of_a_restricted_matter_who_may_not_see_it_hears_nothing(desk: Desk) -> None:
    run(desk, letter(BROWN, "hall", "No sound."))
    say(desk, "#watch", SHAH, "Re: [ICT-1042] hall")
    act(desk, "1042", "restrict", "yes")
    before = len(written(desk, "team_news"))
    act(desk, "1042", "note", "It was stolen")
    assert len(written(desk, "team_news")) == before
    assert not any("stolen" in text for _, _, text in written(desk, "team_news"))
