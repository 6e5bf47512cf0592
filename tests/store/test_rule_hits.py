"""How rules did, counted on both databases; and mails looked at once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from mailtick.desk import Desk
from mailtick.incidents.routing import Rule
from mailtick.incidents.rules import read_rules
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.rounds.replay import Replayed, replay, stored
from mailtick.store.database import Database
from mailtick.store.rule_hits import count_matters, tallies, untouched
from tests.support.desks import MONDAY, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

BOARDS: dict[str, object] = {"name": "Boards", "when": {"text": "board"}, "then": {"category": "Display and AV"}}
NEVER: dict[str, object] = {"name": "Never", "when": {"text": "zeppelin"}, "then": {"priority": "P5"}}


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school, rules=[BOARDS, NEVER])
    put_in(desk, letter(), letter(subject="our board"), letter(subject="clock", text="It is slow."))
    process(desk)
    act(desk, "1042", "category", "Telephones")
    act(desk, "1042", "place", "LIB")
    act(desk, "1043", "category", "Telephones")
    return desk


def test_hits_the_last_one_and_what_was_put_right_are_counted(desk: Desk) -> None:
    with desk.database.reading() as session:
        found = tallies(session, ("Boards", "Never"), MONDAY - timedelta(days=30))
        later = tallies(session, ("Boards",), MONDAY + timedelta(days=1))
    assert (found["Boards"].hits, found["Boards"].wrong, found["Boards"].last_at) == (2, 1, MONDAY)
    assert (found["Never"].hits, found["Never"].wrong, found["Never"].last_at) == (0, 0, None)
    assert (later["Boards"].hits, later["Boards"].wrong, later["Boards"].last_at) == (0, 0, MONDAY)


def test_what_no_rule_touched_is_found(desk: Desk) -> None:
    with desk.database.reading() as session:
        since = MONDAY - timedelta(days=30)
        assert [each.number for each in untouched(session, since)] == [1043]
        assert count_matters(session, since) == 3


def test_stored_mails_are_replayed_and_the_incidents_they_opened_are_not_in_their_way(desk: Desk) -> None:
    found = replayed(desk, [BOARDS | {"then": {"category": "Telephones"}}])
    assert [each.number for each in found.differences] == [1041, 1042]
    (category, *_) = found.differences[0].changes
    assert (category.old, category.new) == ("Display and AV", "Telephones")
    assert replayed(desk, [BOARDS, NEVER]).same == 3


def replayed(desk: Desk, rules: Sequence[dict[str, object]]) -> Replayed:
    new: tuple[Rule, ...] = read_rules(rules)[0]
    with desk.database.reading() as session:
        mails = stored(session, MONDAY - timedelta(days=1))
        return replay(session, desk.policy, desk.policy.rules, new, mails)
