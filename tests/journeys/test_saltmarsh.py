"""Two weeks of the demo school: what must come of its forty mails and of what its people do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from mailtick.demo.steps import read_steps, steps_csv
from tests.journeys.saltmarsh.mails import (
    HELD,
    MAILS,
    NEW,
    NOTHING,
    RELEASES,
    Expected,
)
from tests.journeys.saltmarsh.playing import LETTER_OF, Played, table
from tests.journeys.saltmarsh.steps import BESIDE, NOT_PLAYED, PLAYED_OTHERWISE

_HOME = "@saltmarshprimary.example"
_CODES = {
    "acknowledgement": "M1",
    "question": "M2",
    "known_fault": "M3",
    "update": "M9",
    "job_news": "M9",
    "received": "M9",
    "noted": "M9",
    "out_of_hours": "M13",
}
# What goes to the team because of a mail: alerts and questions.
_TO_THE_TEAM = frozenset({"team_news", "alert", "approval", "restricted", "undelivered", "proposal"})

Scene = Mapping[str, Any]


def _aspects(expected: Expected) -> Iterator[str]:
    yield from ("kind", "belongs", "trust", "answered", "told")
    yield from expected.opened
    yield from (f"fact {fact}" for fact in sorted(expected.facts))
    yield from (f"proposed {what}" for what in sorted(expected.proposed))
    if expected.job is not None:
        yield "job"
    if expected.is_human is not None:
        yield "is_human"


def _checks(mails: Mapping[str, Expected], *left_out: str) -> list[Any]:
    """One parameter for each mail and each thing to be checked about it."""
    return [
        pytest.param(name, aspect, id=f"{name} {aspect}")
        for name, expected in mails.items()
        for aspect in _aspects(expected)
        if aspect not in left_out
    ]


@pytest.mark.parametrize(("name", "aspect"), _checks(MAILS))
def test_what_comes_of_a_mail(played: Played, name: str, aspect: str) -> None:
    assert _seen(played, MAILS[name], played.mail(name), aspect) == _wanted(MAILS[name], aspect)


@pytest.mark.parametrize(("name", "aspect"), _checks(RELEASES, "kind", "belongs", "trust", "told"))
def test_what_comes_of_a_held_mail_that_somebody_takes_up(played: Played, name: str, aspect: str) -> None:
    assert _seen(played, RELEASES[name], played.release(name), aspect) == _wanted(RELEASES[name], aspect)


def _wanted(expected: Expected, aspect: str) -> object:
    if aspect.startswith(("fact ", "proposed ")):
        return True
    return expected.opened[aspect] if aspect in expected.opened else getattr(expected, aspect)


def _seen(played: Played, expected: Expected, scene: Scene, aspect: str) -> object:
    actions = scene["decision"]["actions"]
    match aspect.partition(" "):
        case "kind", _, _:
            return scene["classification"]["kind"]
        case "belongs", _, _:
            return _belongs(played, scene)
        case "trust", _, _:
            return expected.trust if expected.trust in scene["decision"]["sender"] else scene["decision"]["sender"]
        case "answered", _, _:
            return frozenset(
                f"{_local(mail['to'])} {_CODES.get(mail['template'], mail['template'])}"
                for mail in scene["mails_out"]
                if mail["template"] not in _TO_THE_TEAM
            )
        case "told", _, _:
            return frozenset(_local(mail["to"]) for mail in scene["mails_out"] if mail["template"] in _TO_THE_TEAM)
        case "job", _, _:
            return next((each.get("reference") for each in actions if each["action"] == "provider_answered"), None)
        case "is_human", _, _:
            return next((each["is_human"] for each in actions if each["action"] == "provider_answered"), None)
        case "fact", _, fact:
            # The mail's own words say much; what was understood stands beside them.
            return fact in json.dumps([{**each, "text": ""} for each in actions])
        case "proposed", _, what:
            return any(each["action"].startswith("propose") and what in json.dumps(each) for each in actions)
        case _:
            return next((each.get(aspect, "") for each in actions if each["action"] == "open_incident"), None)


def _belongs(played: Played, scene: Scene) -> str:
    """The letter whose incident it is filed on."""
    if scene["held_because"]:
        return HELD
    if not scene["incident"]:
        return NOTHING
    if any(each["action"] == "open_incident" for each in scene["decision"]["actions"]):
        return NEW
    brought: dict[str, str] = {
        each["incident"]: each["name"]
        for each in played.story["scenes"]
        if any(action["action"] == "open_incident" for action in each["decision"]["actions"])
    }
    return brought[scene["incident"]]


def _local(address: str) -> str:
    return str(address).removesuffix(_HOME)


@pytest.mark.parametrize("number", LETTER_OF)
def test_each_incident_has_the_number_that_the_story_tells(played: Played, number: str) -> None:
    letter, _, nth = LETTER_OF[number].partition("+")
    scene = played.release(letter) if letter in RELEASES else played.mail(letter)
    assert scene["incident"] == f"ICT-{int(number) - int(nth or 0)}"


def _results() -> list[Any]:
    return [
        pytest.param(
            row["number"],
            column,
            value,
            id=f"{row['number']} {column}",
        )
        for row in table("incidents")
        for column, value in row.items()
        if column != "number"
    ]


@pytest.mark.parametrize(("number", "column", "value"), _results())
def test_how_an_incident_stands_at_the_end(played: Played, number: str, column: str, value: str) -> None:
    assert played.incidents[number][column] == value


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=" ".join(row.values())) for row in table("waits")],
)
def test_a_wait_stands_with_its_beginning_and_its_end(played: Played, row: dict[str, str]) -> None:
    assert row in played.waits


@pytest.mark.parametrize(
    ("number", "column", "value"),
    [
        pytest.param(
            row["number"],
            column,
            value,
            id=f"{row['number']} {column}",
        )
        for row in table("handovers")
        for column, value in row.items()
        if column != "number"
    ],
)
def test_a_hand_over_stands_with_its_times(played: Played, number: str, column: str, value: str) -> None:
    assert played.handovers[number][column] == value


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=row["ref"]) for row in table("expected_diary")],
)
def test_what_stands_in_the_diary_at_the_end(played: Played, row: dict[str, str]) -> None:
    assert {key: row[key] for key in played.diary[0]} in played.diary


def test_every_step_of_the_story_is_played_or_named_with_the_part_that_builds_it() -> None:
    played = {(f"{step.at:%Y-%m-%d %H:%M}", step.who, step.word, step.about) for step in read_steps(steps_csv())}
    story = {
        (row["at"], row["who"], row["command"], LETTER_OF.get(row["incident"], row["incident"]))
        for row in table("steps")
    }
    not_played = {step for steps in NOT_PLAYED.values() for step in steps}
    assert not_played <= story
    assert not not_played & played
    assert story - not_played - set(PLAYED_OTHERWISE) == played - set(PLAYED_OTHERWISE.values()) - BESIDE


def test_the_head_hears_of_a_restricted_matter_and_not_what_it_is_about(played: Played) -> None:
    (told,) = [mail for mail in played.mail("E15")["mails_out"] if mail["to"] == f"helen.okafor{_HOME}"]
    assert "a restricted P1" in told["text"]
    for word in ("Byrne", "password", "clicked", "Security", "Nair"):
        assert word not in told["text"] + told["subject"]


def test_mails_are_counted_and_none_is_lost(played: Played) -> None:
    scenes = [scene for scene in played.story["scenes"] if "mail" in scene]
    assert played.story["counts"]["mails_in"] == len(scenes) == len(MAILS)
    out = [mail for scene in played.story["scenes"] for mail in scene["mails_out"]]
    assert played.story["counts"]["mails_out"] == len(out)
