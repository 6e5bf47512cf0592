"""`mailtick rules`: how the rules do, what they do with a mail, and what they leave alone."""

from __future__ import annotations

import json
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.store.database import Database
from tests.cli.saying import done, refused, say
from tests.support.desks import SetClock, letter, make_desk, put_in

RULES = """\
[[rule]]
name = "Boards"
when = { text = "board" }
then = { category = "Display and AV", priority = "P3" }

[[rule]]
name = "Early years"
when = { text = ["nursery", "reception"] }
then = { category = "Printing and copying", impact = "M" }
stop = true

[[rule]]
name = "Never heard of"
when = { text = "zeppelin" }
then = { priority = "P5" }
"""


@pytest.fixture
def sorted_desk(folder: Path) -> Path:
    """The desk of the school with these rules and three mails more: two of boards, one that no rule fits."""
    (folder / "rules.toml").write_text(RULES)
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database, clock=SetClock(), rules=tomllib.loads(RULES)["rule"])
    put_in(
        desk, letter(subject="board in nursery"), letter(subject="our board"), letter(text="laptop dead", subject="")
    )
    process(desk)
    _correct(desk)
    database.close()
    return folder


def _correct(desk: Desk) -> None:
    """A person says that one of the boards is something else; and something that no rule had set."""
    act(desk, "1042", "category", "Telephones")
    act(desk, "1042", "category", "Network and internet")
    act(desk, "1043", "place", "LIB")


def test_the_list_has_order_hits_the_last_and_what_people_changed(sorted_desk: Path) -> None:
    lines = done("rules", "list", "--days", "3000").splitlines()
    assert [line.split("  ")[0] for line in lines] == ["", "1", "2", "3"]
    columns = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]
    assert columns[1:] == [
        ["1", "Boards", "2", "Mon 16 Nov", "1", "rules.toml:1"],
        ["2", "Early years", "1", "Mon 16 Nov", "0", "rules.toml:6"],
        ["3", "Never heard of", "0", "never", "0", "rules.toml:12"],
    ]


def test_what_lies_further_back_is_not_counted(folder: Path) -> None:
    (folder / "rules.toml").write_text(RULES)
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    clock = SetClock()
    clock.move(-timedelta(days=400))
    desk = make_desk(database, clock=clock, rules=tomllib.loads(RULES)["rule"])
    put_in(desk, letter(subject="board"))
    process(desk)
    database.close()
    (boards, *_) = json.loads(done("rules", "list", "--json"))
    assert (boards["hits"], boards["wrong"]) == (0, 0)
    assert boards["last_at"].startswith("2025-10-12")


def test_coverage_names_rules_that_never_fire_and_what_no_rule_touched(sorted_desk: Path) -> None:
    shown = done("rules", "coverage", "--days", "3000")
    assert '"Never heard of" did not fire in 3000 days.' in shown
    assert "2 of 4 incidents of these days came by mail and were touched by no rule." in shown
    assert "ICT-1044  " in shown
    found = json.loads(done("rules", "coverage", "--days", "3000", "--json"))
    assert found["never"] == ["Never heard of"]
    assert [each["incident"] for each in found["untouched"]] == ["ICT-1044", "ICT-1041"]


def test_a_mail_is_tried_and_each_rule_says_what_it_sets(folder: Path) -> None:
    (folder / "rules.toml").write_text(RULES)
    (folder / "a.eml").write_bytes(letter(subject="Board and zeppelin in nursery"))
    shown = done("rules", "test", "a.eml").splitlines()
    assert shown[:4] == [
        "a.eml",
        "    1. Boards: sets category, priority",
        "    2. Early years: sets impact; no rule below it is asked",
        "  What follows:",
    ]
    assert any("open a new incident for Mrs Claire Brown" in line for line in shown)
    (found,) = [json.loads(line) for line in done("rules", "test", "--json", "a.eml").splitlines()]
    assert found["rules"] == [
        {"rule": "Boards", "fields": ["category", "priority"]},
        {"rule": "Early years", "fields": ["impact"]},
    ]
    assert json.loads(done("list", "--json"))[0]["reference"] == "ICT-1041"


def test_other_rules_may_be_tried_before_they_are_used(folder: Path) -> None:
    (folder / "new.toml").write_text(RULES.replace('"board"', '"zeppelin"'))
    (folder / "a.eml").write_bytes(letter(subject="Board"))
    assert "No rule fits." in done("rules", "test", "--rules", "new.toml", "a.eml")
    (folder / "new.toml").write_text(RULES.replace('"P3"', '"P9"'))
    result = say("rules", "test", "--rules", "new.toml", "a.eml")
    assert result.exit_code == 1
    assert result.stderr.startswith("new.toml:4: rule[1].then.priority is wrong")


def test_a_learned_rule_is_forgotten_and_one_of_a_person_is_not(folder: Path) -> None:
    learned = (
        '\n# Learned on 16 November 2026\n[[rule]]\nname = "Mine"\nwhen = { text = "a" }\nthen = { type = "request" }\n'
    )
    (folder / "rules.toml").write_text(RULES + learned)
    assert done("rules", "forget", "Mine") == '"Mine" is taken out of rules.toml.\n'
    assert (folder / "rules.toml").read_text() == RULES
    assert "was written by a person and not learned" in refused("rules", "forget", "Boards")
    assert 'no rule in rules.toml is called "Mine"' in refused("rules", "forget", "Mine")


def test_what_is_no_new_matter_asks_no_rule(folder: Path) -> None:
    stranger = letter("Mo <mo@personalmail.example>")
    (folder / "a.eml").write_bytes(stranger)
    assert "No rule is asked: it is no new matter." in done("rules", "test", "a.eml")
    result = say("rules", "test", "b.eml")
    assert result.exit_code == 2
    assert "b.eml cannot be read" in result.stderr
