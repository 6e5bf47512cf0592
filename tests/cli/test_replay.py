"""`mailtick replay`: what other rules would make of the mails that came; nothing is touched."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.rounds.act import release
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import Base, OutgoingRow
from tests.cli.saying import done, refused, say
from tests.rounds.test_import_mail import mbox
from tests.support.desks import SetClock, letter, make_desk, put_in

RULES = """\
[[rule]]
name = "Boards"
when = { text = "board" }
then = { category = "Display and AV", priority = "P3" }
"""
NEW = """\
[[rule]]
name = "Any picture"
when = { text = ["board", "screen"] }
then = { category = "Display and AV" }

[[rule]]
name = "Nursery first"
when = { text = "nursery" }
then = { priority = "P2", assign = "amir.shah" }

[[rule]]
name = "About a child"
when = { text = "ehcp" }
then = { restricted = true }
"""
LONG_AGO = ("--since", "3000d")


@pytest.fixture
def busy(folder: Path) -> Path:
    """The desk of the school with these rules, three matters more, an answer to one, and a released mail."""
    (folder / "rules.toml").write_text(RULES)
    (folder / "new.toml").write_text(NEW)
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    desk = make_desk(database, clock=SetClock(), rules=tomllib.loads(RULES)["rule"])
    put_in(
        desk,
        letter(subject="board in nursery", message_id="<first@mail.saltmarshprimary.example>"),
        letter(subject="screen", text="The screen is blue."),
        letter(subject="EHCP", text="The EHCP of a child does not open."),
        letter(
            subject="Re: board in nursery",
            text="It hums, too.",
            headers={"References": "<first@mail.saltmarshprimary.example>"},
        ),
    )
    process(desk)
    release(desk, 2)
    database.close()
    return folder


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds."""
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.reading() as session:
        found = {
            table.name: [tuple(row) for row in session.execute(select(table))] for table in Base.metadata.sorted_tables
        }
    database.close()
    return found


def test_each_difference_is_shown_with_the_rule_behind_it(busy: Path) -> None:
    found = json.loads(done("replay", *LONG_AGO, "--rules", "new.toml", "--json"))
    by_incident = {each["incident"]: each for each in found["differences"]}
    nursery = {each["field"]: each for each in by_incident["ICT-1042"]["changes"]}
    assert (nursery["priority"]["old"], nursery["priority"]["new"]) == ("P3", "P2")
    assert (nursery["priority"]["old_because"], nursery["priority"]["new_because"]) == (
        'rule "Boards"',
        'rule "Nursery first"',
    )
    assert (nursery["given to"]["old"], nursery["given to"]["new"]) == ("", "Mr Amir Shah")
    assert "category" not in nursery
    # The words of the category say the same as the new rule.
    assert "ICT-1043" not in by_incident


def test_the_counts_say_how_many_mails_and_of_what_kind(busy: Path) -> None:
    found = json.loads(done("replay", *LONG_AGO, "--rules", "new.toml", "--json"))
    assert (found["mails"], found["unreadable"]) == (6, 0)
    assert found["same"] + found["different"] == 6
    assert found["by_field"]["restricted"] == 1
    shown = done("replay", *LONG_AGO, "--rules", "new.toml").splitlines()
    assert shown[0] == f"6 mails replayed: {found['same']} come to the same, {found['different']} differ."
    assert "  restricted: 1" in shown
    assert shown[-1].startswith("Looked up as of then, but for this: people, roles, firms")


def test_what_would_be_for_few_shows_no_subject(busy: Path) -> None:
    shown = done("replay", *LONG_AGO, "--rules", "new.toml", "--diff")
    assert "a restricted matter" in shown
    assert "EHCP" not in shown
    assert "claire.brown@saltmarshprimary.example: board in nursery" in shown


def test_nothing_at_all_is_written_and_nothing_is_sent(busy: Path) -> None:
    before, mails = contents(busy), (busy / "desk.db").read_bytes()
    done("replay", *LONG_AGO, "--rules", "new.toml", "--diff")
    mbox(busy, [letter(subject="board"), letter(subject="nursery")])
    done("replay", "old.mbox", "--rules", "new.toml", "--json")
    assert contents(busy) == before
    assert (busy / "desk.db").read_bytes() == mails
    assert before[OutgoingRow.__tablename__]


def test_the_desk_s_own_rules_differ_in_nothing(busy: Path) -> None:
    assert done("replay", *LONG_AGO, "--rules", "rules.toml").startswith(
        "6 mails replayed: 6 come to the same, 0 differ."
    )


def test_rules_that_ask_how_urgent_it_is_are_heard(busy: Path) -> None:
    asks = '[[rule]]\nname = "Slow"\nwhen = { priority = "P3" }\nthen = { assign = "amir.shah" }\n'
    (busy / "new.toml").write_text(RULES + asks)
    found = json.loads(done("replay", *LONG_AGO, "--rules", "new.toml", "--json"))
    assert found["by_field"]["given to"] >= 1


def test_a_rule_that_holds_or_drops_is_tried_on_mails_that_opened_nothing_as_well(busy: Path) -> None:
    unwanted = '[[rule]]\nname = "No boards"\nwhen = { text = ["board", "offer"] }\nthen = { drop = "advertising" }\n'
    (busy / "new.toml").write_text(unwanted)
    mbox(busy, [letter("Ad <ad@shop.example>", "An offer", "Buy now."), letter(subject="clock", text="It is slow.")])
    (offer,) = json.loads(done("replay", "old.mbox", "--rules", "new.toml", "--json"))["differences"]
    becomes = {each["field"]: each for each in offer["changes"]}["becomes"]
    assert becomes["old"].startswith("held: ad@shop.example is not known here")
    assert becomes["new"] == 'kept only: advertising (rule "No boards")'
    assert becomes["new_because"] == 'rule "No boards"'
    found = json.loads(done("replay", *LONG_AGO, "--rules", "new.toml", "--json"))
    assert {each["incident"] for each in found["differences"]} >= {"ICT-1041", "ICT-1042"}


def test_an_archive_is_replayed_that_the_desk_never_saw(busy: Path) -> None:
    mbox(busy, [letter(subject="nursery", text="The radio is silent."), letter(subject="clock", text="It is slow.")])
    found = json.loads(done("replay", "old.mbox", "--rules", "new.toml", "--json"))
    assert (found["mails"], found["different"]) == (2, 1)
    (radio,) = found["differences"]
    assert radio["incident"] is None
    assert radio["subject"] == "nursery"


def test_a_mail_that_a_person_let_in_is_replayed_as_they_said(busy: Path) -> None:
    (busy / "new.toml").write_text(NEW.replace('"nursery"', '"speakers"'))
    found = json.loads(done("replay", *LONG_AGO, "--rules", "new.toml", "--json"))
    (speakers,) = [each for each in found["differences"] if each["from"].startswith("mo.rahman77")]
    assert {each["field"] for each in speakers["changes"]} >= {"priority", "given to"}


def test_what_cannot_be_replayed_says_why(busy: Path) -> None:
    assert "is no mbox file" in refused("replay", "new.toml", "--rules", "new.toml")
    result = say("replay", "--since", "soon", "--rules", "new.toml")
    assert result.exit_code == 2
    assert '"soon" is no span; write it in days, such as 90d' in result.stderr
    (busy / "new.toml").write_text(NEW.replace('"P2"', '"P9"'))
    result = say("replay", "--rules", "new.toml")
    assert result.exit_code == 1
    assert result.stderr.startswith("new.toml:9: rule[2].then.priority is wrong")
    (busy / "new.toml").write_text(NEW.replace("Display and AV", "Display and VA"))
    result = say("replay", "--rules", "new.toml")
    assert result.exit_code == 1
    assert result.stderr == (
        'new.toml:1: rule "Any picture": there is no category "Display and VA"; did you mean "Display and AV"?\n'
    )
    assert "--rules" in say("replay").stderr
