"""A P1 on a real database: owner and head hear at once, and the reporter is not left without news."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.escalate import escalate
from mailtick.store.database import Database
from tests.rounds.commanding import BROWN, LLOYD, run, say, written
from tests.rounds.test_escalate import at, run_until, told
from tests.support.desks import DESK_ADDRESS, MONDAY, SetClock, letter, make_desk, put_in

NEWS, P1 = "An hour without news of a P1", "It is a P1"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def report(desk: Desk, text: str = "The web filtering is off.", sender: str = BROWN) -> None:
    run(desk, letter(sender, "help", text))
    escalate(desk)


def news(desk: Desk) -> list[str]:
    return [f"{when} {whom}" for when, whom, headline in told(desk) if headline == NEWS]


def announced(desk: Desk) -> list[str]:
    return [whom for _, whom, headline in told(desk) if headline == P1]


def test_coordinator_owner_and_head_hear_of_a_p1_at_once_and_once(desk: Desk, clock: SetClock) -> None:
    report(desk)
    assert announced(desk) == ["sandra.kemp", "tom.whitfield", "helen.okafor"]
    _, subject, text = written(desk, "alert")[2]
    assert subject == "[ICT-1041] It is a P1: The web filtering is off"
    assert "Mrs Claire Brown reported it on Mon 16 Nov 09:00. It is with the desk" in text
    act(desk, "1041", "priority", "3 because it is on again")
    act(desk, "1041", "priority", "1 because it is off again")
    run_until(desk, clock, "16 09:30", minutes=5)
    assert len(announced(desk)) == 3


def test_whoever_knows_of_it_already_is_not_told_again(desk: Desk) -> None:
    # The coordinator has had the mail about the breach of personal data.
    report(desk, "My laptop has been stolen from my car")
    assert [whom for whom, _, _ in written(desk, "team_news")] == ["sandra.kemp@saltmarshprimary.example"]
    assert announced(desk) == ["tom.whitfield"]
    # What is stolen is a matter of security, and for few to see: the head hears that there is one.
    assert [whom for whom, _, _ in written(desk, "restricted")] == ["helen.okafor@saltmarshprimary.example"]


def test_the_head_who_reports_it_is_not_told_of_it(desk: Desk) -> None:
    report(desk, sender="Mrs Helen Okafor <helen.okafor@saltmarshprimary.example>")
    assert announced(desk) == ["sandra.kemp", "tom.whitfield"]


def test_at_night_a_p1_is_told_and_no_news_are_asked_for(desk: Desk, clock: SetClock) -> None:
    clock.now = at("16 22:00")
    report(desk)
    assert announced(desk) == ["sandra.kemp", "tom.whitfield", "helen.okafor"]
    run_until(desk, clock, "17 09:30")
    assert news(desk) == ["Tue 09:00 sandra.kemp"]


def test_what_becomes_a_p1_is_told_to_owner_and_head(desk: Desk) -> None:
    report(desk, "The board is dark.")
    assert told(desk) == []
    act(desk, "1041", "priority", "1 because of the governors")
    escalate(desk)
    assert announced(desk) == ["tom.whitfield", "helen.okafor"]


def test_of_a_restricted_p1_the_head_learns_that_there_is_one(school: Database, clock: SetClock) -> None:
    rules: list[dict[str, object]] = [{"name": "few", "when": {"text": "filtering"}, "then": {"restricted": True}}]
    desk = make_desk(school, clock=clock, rules=rules)
    for number in range(5):
        put_in(desk, letter(BROWN, f"matter {number}", f"The web filtering is off in room {number}."))
    run(desk)
    escalate(desk)
    heard = [(subject, text) for whom, subject, text in written(desk, "restricted") if "helen.okafor" in whom]
    assert [subject for subject, _ in heard] == [f"[ICT-{number}] A restricted P1" for number in range(1041, 1046)]
    assert not [text for _, text in heard if "filtering" in text or "Brown" in text]
    assert not [whom for whom, _, _ in written(desk, "alert") if "helen.okafor" in whom]


def test_news_are_asked_for_an_hour_after_the_last_and_every_hour_from_then_on(desk: Desk, clock: SetClock) -> None:
    report(desk)
    run_until(desk, clock, "16 09:20", minutes=10)
    act(desk, "1041", "tell", "We have rung the firm.")
    run_until(desk, clock, "16 12:00", minutes=5)
    assert news(desk) == ["Mon 10:20 sandra.kemp", "Mon 11:20 sandra.kemp"]
    [_, text] = [text for _, subject, text in written(desk, "alert") if NEWS in subject]
    assert "Mrs Claire Brown has heard nothing since Mon 16 Nov 09:20." in text
    assert "answer this mail with #tell and your words at the very top" in text


@pytest.mark.both_databases
def test_any_word_of_a_person_to_the_reporter_begins_the_hour_anew(desk: Desk, clock: SetClock) -> None:
    report(desk)
    run_until(desk, clock, "16 09:55", minutes=5)
    say(desk, "#tell They are on their way.", subject="Re: [ICT-1041] help")
    run_until(desk, clock, "16 10:50", minutes=5)
    # From an ordinary mail program, with the desk in Cc.
    answer = letter(
        "Mrs Sandra Kemp <sandra.kemp@saltmarshprimary.example>", "Re: [ICT-1041] help", "Nearly there", BROWN
    )
    run(desk, answer.replace(b"\nSubject:", f"\nCc: {DESK_ADDRESS}\nSubject:".encode(), 1))
    run_until(desk, clock, "16 11:45", minutes=5)
    assert news(desk) == []
    run_until(desk, clock, "16 11:50", minutes=5)
    assert news(desk) == ["Mon 11:50 sandra.kemp"]


def test_what_the_reporter_or_a_machine_writes_is_no_news(desk: Desk, clock: SetClock) -> None:
    report(desk)
    act(desk, "1041", "tell", "We are on it.")
    clock.move(timedelta(minutes=30))
    run(desk, letter(BROWN, "Re: [ICT-1041] help", "It is off in Year 5, too"))
    act(desk, "1041", "note", "The firm looks at it.")
    run(desk, letter(LLOYD, "internet", "No filtering on the internet here either"))
    run_until(desk, clock, "16 10:10", minutes=5)
    assert "Mon 10:00 sandra.kemp" in news(desk)


def test_whoever_has_it_is_asked_or_the_coordinator_while_they_are_away(desk: Desk, clock: SetClock) -> None:
    report(desk)
    act(desk, "1041", "tell", "We are on it.")
    act(desk, "1041", "assign", "amir.shah")
    run_until(desk, clock, "16 10:10", minutes=5)
    assert news(desk) == ["Mon 10:00 amir.shah"]


@pytest.mark.parametrize(
    ("word", "argument"),
    [
        ("temp", "Year 6 works from paper until 20 Nov"),
        ("resolve", "It is on again."),
        ("cancel", "reported by mistake"),
        ("wait", "Which room is it?"),
    ],
)
def test_no_news_are_asked_for_when_it_works_again_or_waits_for_them(
    desk: Desk, clock: SetClock, word: str, argument: str
) -> None:
    report(desk)
    act(desk, "1041", "tell", "We are on it.")
    act(desk, "1041", word, argument)
    run_until(desk, clock, "16 16:30", minutes=30)
    assert news(desk) == []


def test_what_fails_again_begins_the_hour_when_it_fails(desk: Desk, clock: SetClock) -> None:
    report(desk)
    act(desk, "1041", "resolve", "It is on again.")
    clock.now = at("17 10:00")
    act(desk, "1041", "reopen", "")
    run_until(desk, clock, "17 11:30", minutes=10)
    assert news(desk) == ["Tue 11:00 sandra.kemp"]


def test_after_a_daemon_that_was_away_news_are_asked_for_once(desk: Desk, clock: SetClock) -> None:
    report(desk)
    act(desk, "1041", "tell", "We are on it.")
    clock.now = at("16 14:10")
    escalate(desk)
    escalate(desk)
    assert news(desk) == ["Mon 14:10 sandra.kemp"]
    run_until(desk, clock, "16 15:05", minutes=5)
    assert news(desk) == ["Mon 14:10 sandra.kemp", "Mon 15:00 sandra.kemp"]


def test_a_p1_that_is_older_than_the_desk_rings_no_bells(desk: Desk) -> None:
    desk.policy = replace(desk.policy, live_since=MONDAY)
    put_in(desk, letter(BROWN, "help", "The web filtering is off."), received_at=MONDAY - timedelta(days=20))
    run(desk)
    act(desk, "1041", "priority", "1 because it still is")
    escalate(desk)
    assert announced(desk) == []
