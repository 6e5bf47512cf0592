"""Where the desk wants it, the mail that something is done asks how content people are, and one word answers."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.satisfaction import said_of
from mailtick.store.tables import OutgoingRow
from tests.rounds.commanding import BROWN, LLOYD, log, run, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof

ASKED = "How was it done? Reply good, so-so or poor: one word is enough."


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    return replace(made, policy=replace(made.policy, ask_satisfaction=True))


@pytest.fixture
def resolved(desk: Desk) -> Desk:
    run(desk, letter(BROWN, "board", "The board in my room is dead."))
    act(desk, "1041", "resolve", "New cable fitted.")
    return desk


def answers(desk: Desk, text: str, sender: str = BROWN, number: str = "1041") -> None:
    run(desk, letter(sender, f"[ICT-{number}] {text.split()[0]}", text, headers=proof(sender)))


def said(desk: Desk, reference: str = "1041") -> list[tuple[str, int, str]]:
    with desk.database.reading() as session:
        found = said_of(session, standing(desk, reference).id)
        return [(each.address.partition("@")[0], each.grade, each.comment) for each in found]


def asked(desk: Desk) -> list[bool]:
    """Of each mail that something is done, whether it asks."""
    return [ASKED in text for _, _, text in written(desk, "resolved")]


def test_off_by_default(school: Database) -> None:
    desk = make_desk(school, clock=SetClock())
    run(desk, letter(BROWN, "board", "The board in my room is dead."))
    act(desk, "1041", "resolve", "New cable fitted.")
    assert asked(desk) == [False]


def test_it_asks_in_one_line_and_each_link_opens_a_ready_answer_to_the_incident(resolved: Desk) -> None:
    assert asked(resolved) == [True]
    with resolved.database.reading() as session:
        raw = session.scalars(select(OutgoingRow.raw).where(OutgoingRow.template == "resolved")).one()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    html = mail.get_body(("html",))
    assert html is not None
    links = re.findall(r'href="(mailto:[^"]+)"', html.get_content())
    assert [unquote(each.replace("&amp;", "&")) for each in links] == [
        f"mailto:{mail['Reply-To'].addresses[0].addr_spec}?subject=[ICT-1041] {word}&body={word}"
        for word in ("good", "so-so", "poor")
    ]


def test_good_closes_what_is_resolved_and_is_kept(resolved: Desk) -> None:
    answers(resolved, "Good")
    assert said(resolved) == [("claire.brown", 3, "")]
    assert standing(resolved).state is State.CLOSED
    assert log(resolved)[-1][1] == "how_closed confirmed"
    assert not written(resolved, "team_news")


def test_poor_reopens_nothing_and_the_coordinator_hears_of_it(resolved: Desk) -> None:
    answers(resolved, "poor\n\nIt is still broken every morning, and it took two weeks.")
    assert standing(resolved).state is State.RESOLVED
    comment = "It is still broken every morning, and it took two weeks."
    assert said(resolved) == [("claire.brown", 1, comment)]
    ((to, subject, text),) = written(resolved, "alert")
    assert to.startswith("sandra.kemp")
    assert "Brown" not in subject
    assert comment in text


@pytest.mark.both_databases
def test_so_so_and_words_below_good_reach_whoever_can_read_them(resolved: Desk) -> None:
    answers(resolved, "good\n\nBut now the sound is gone.")
    assert standing(resolved).state is State.RESOLVED
    answers(resolved, "so so")
    assert said(resolved) == [("claire.brown", 2, "")]
    assert [text for _, what, text in log(resolved) if what == "satisfaction good"] == ["But now the sound is gone."]
    ((to, _, text),) = written(resolved, "team_news")
    assert to.startswith("sandra.kemp")
    assert "But now the sound is gone." in text


def test_said_on_the_telephone_it_is_the_same(resolved: Desk) -> None:
    act(resolved, "1041", "reply", "claire.brown: good")
    assert said(resolved) == [("claire.brown", 3, "")]
    assert standing(resolved).state is State.CLOSED


def test_who_was_not_asked_says_nothing_by_it(resolved: Desk) -> None:
    answers(resolved, "good", LLOYD)
    assert said(resolved) == []
    assert standing(resolved).state is State.RESOLVED


def test_what_answers_a_question_is_no_rating(resolved: Desk) -> None:
    act(resolved, "1041", "reopen", "")
    act(resolved, "1041", "wait", "Is the picture good or poor?")
    answers(resolved, "poor")
    assert said(resolved) == []
    assert standing(resolved).state is State.IN_PROGRESS


@pytest.mark.both_databases
def test_nobody_is_asked_twice_about_one_nor_within_ten_open_days(resolved: Desk, clock: SetClock) -> None:
    act(resolved, "1041", "reopen", "")
    act(resolved, "1041", "resolve", "Another cable fitted.")
    run(resolved, letter(BROWN, "laptop", "My laptop is slow."))
    act(resolved, "1042", "resolve", "Cleaned up.")
    clock.move(timedelta(days=15))
    run(resolved, letter(BROWN, "mouse", "My mouse is dead."))
    act(resolved, "1043", "resolve", "New mouse.")
    assert asked(resolved) == [True, False, False, True]


def test_of_a_restricted_matter_nobody_is_asked(desk: Desk) -> None:
    run(desk, letter(BROWN, "board", "The board in my room is dead."))
    act(desk, "1041", "restrict", "yes")
    act(desk, "1041", "resolve", "New cable fitted.")
    assert asked(desk) == [False]


def test_everybody_it_is_for_is_asked_and_who_gets_a_copy_is_not(desk: Desk) -> None:
    run(desk, letter(BROWN, "wifi", "The wifi is down.", to=f"ict@saltmarshprimary.example, {LLOYD}"))
    run(desk, letter("Ms Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "wifi", "No wifi in my room."))
    act(desk, "1041", "resolve", "New access point.")
    asks = {to.partition("@")[0]: ASKED in text for to, _, text in written(desk, "resolved")}
    assert asks == {"claire.brown": True, "zoe.marsh": True, "gareth.lloyd": False}


def test_where_nothing_proves_who_wrote_it_is_kept_and_closes_nothing(resolved: Desk) -> None:
    run(resolved, letter(BROWN, "[ICT-1041] good", "good"))
    assert said(resolved) == [("claire.brown", 3, "")]
    assert standing(resolved).state is State.RESOLVED
