"""`mailtick demo`, run as a new user runs it: the story of the school, and what must come of each mail."""

from __future__ import annotations

import json
import os
import re
import signal
import smtplib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.stories import DEMO_WITHIN_S, KeptStory, PrintedStory, run_demo

_DESK = "ict@saltmarshprimary.example"
_PROVIDERS = ("brightboard.example", "countybb.example", "fenlandict.example", "angliaprint.example")
_TEAM = ("sandra.kemp", "leah.dunn", "amir.shah", "tom.whitfield")


@dataclass(frozen=True, slots=True)
class Story:
    """What `--once --json` printed."""

    scenes: list[dict[str, Any]]
    incidents: dict[str, dict[str, Any]]
    counts: dict[str, int]

    def scene(self, name: str) -> dict[str, Any]:
        return next(scene for scene in self.scenes if scene["name"] == name and "mail" in scene)

    def done(self, name: str) -> list[str]:
        """The actions on a mail, by name."""
        return [action["action"] for action in self.scene(name)["decision"]["actions"]]

    def action(self, name: str, action: str) -> dict[str, Any]:
        """The first action of this name on a mail."""
        done: list[dict[str, Any]] = self.scene(name)["decision"]["actions"]
        return next(each for each in done if each["action"] == action)

    def steps(self, word: str) -> list[dict[str, Any]]:
        """The scenes in which a person says this word."""
        return [scene for scene in self.scenes if scene.get("step") and scene["step"]["word"] == word]

    def out(self, name: str) -> list[tuple[str, str]]:
        """The mails out that a mail caused, as (to whom, which)."""
        return [(mail["to"].partition("@")[0], mail["template"]) for mail in self.scene(name)["mails_out"]]

    def incident(self, name: str) -> dict[str, Any]:
        """The incident that a mail was filed on."""
        return self.incidents[self.scene(name)["incident"]]

    def mails_out(self) -> list[dict[str, Any]]:
        return [mail for scene in self.scenes for mail in scene["mails_out"]]


@pytest.fixture(scope="module")
def story(printed_story: PrintedStory) -> Story:
    printed = printed_story.printed
    return Story(printed["scenes"], {each["reference"]: each for each in printed["incidents"]}, printed["counts"])


def test_a_new_incident_is_opened_and_its_sender_gets_the_number(story: Story) -> None:
    assert story.scene("E01")["incident"] == "ICT-1041"
    assert story.incident("E01")["place"] == "Mrs Brown's class"
    assert ("claire.brown", "acknowledgement") in story.out("E01")


def test_the_reason_is_the_rule_s_name(story: Story) -> None:
    opened = story.action("E05", "open_incident")
    assert 'rule "Returns that the law wants"' in opened["because"].split("; ")


def test_what_people_do_without_a_mail_is_told_with_the_mails_that_it_sends(story: Story) -> None:
    steps = [scene for scene in story.scenes if scene.get("step") and scene["incident"] == "ICT-1041"]
    assert [(scene["step"]["by"], scene["step"]["word"]) for scene in steps[:5]] == [
        ("Mrs Sandra Kemp", "title"),
        ("Mrs Sandra Kemp", "assign"),
        ("Mr Amir Shah", "start"),
        ("Mr Amir Shah", "tell"),
        ("Mr Amir Shah", "second"),
    ]
    assert [mail["to"] for scene in steps[:5] for mail in scene["mails_out"]] == [
        "amir.shah@saltmarshprimary.example",
        "claire.brown@saltmarshprimary.example",
        "jobs@brightboard.example",
    ]


def test_a_provider_s_reply_without_our_number_lands_there_with_their_job_number(story: Story) -> None:
    assert story.scene("E04")["incident"] == "ICT-1041"
    answered = story.action("E04", "provider_answered")
    assert (answered["reference"], answered["is_human"]) == ("Job 7741", True)
    assert story.out("E04") == [("claire.brown", "job_news")]


def test_a_request_is_told_from_a_fault(story: Story) -> None:
    assert (story.incident("E02")["type"], story.incident("E02")["priority"]) == ("request", "P5")


def test_the_coordinator_logs_for_somebody_who_rang(story: Story) -> None:
    assert story.incident("E03")["reporter"] == "priya.nair@saltmarshprimary.example"
    assert ("priya.nair", "acknowledgement") in story.out("E03")
    assert ("sandra.kemp", "transcript") in story.out("E03")


def test_several_rules_add_up(story: Story) -> None:
    opened = story.action("E36", "open_incident")
    assert [each for each in opened["because"].split("; ") if each.startswith("rule")] == [
        'rule "Papers about a child are for few to see"',
        'rule "Needed today"',
        'rule "A file is gone"',
    ]
    assert (opened["is_restricted"], opened["urgency"], opened["category"]) == (True, "H", "Files and backup")


def test_of_a_restricted_matter_only_the_category_stands_in_a_subject(story: Story) -> None:
    reference = story.scene("E36")["incident"]
    about = [mail for mail in story.mails_out() if reference in mail["subject"]]
    assert len(about) > 3
    assert not [mail for mail in about if "Thompson" in mail["subject"] or "deleted" in mail["subject"]]


def test_a_title_is_made_of_the_first_words_where_there_is_no_subject(story: Story) -> None:
    assert story.action("E06", "open_incident")["title"] == "wifi down in rowan again cant do registers"


@pytest.mark.parametrize("name", ["E07", "E08", "E09"])
def test_one_more_report_of_a_known_fault_gets_no_number_of_its_own(story: Story, name: str) -> None:
    assert story.scene(name)["incident"] == story.scene("E06")["incident"] == "ICT-1045"
    assert "open_incident" not in story.done(name)
    assert [template for _, template in story.out(name)].count("known_fault") == 1


def test_a_question_in_one_more_report_reaches_a_person(story: Story) -> None:
    assert ("sandra.kemp", "team_news") in story.out("E09")
    assert ("sandra.kemp", "team_news") not in story.out("E07")
    # What the third report asks stands in the alert that it brings.
    assert [out for out in story.out("E08") if out[0] == "sandra.kemp"] == [("sandra.kemp", "alert")]


def test_a_provider_s_machine_gets_no_answer_and_its_number_is_kept(story: Story) -> None:
    answered = story.action("E10", "provider_answered")
    assert (answered["reference"], answered["is_human"]) == ("INC0098213", False)
    assert story.out("E10") == []


@pytest.mark.parametrize("name", ["E12", "E13"])
def test_later_mails_of_the_provider_are_filed_by_their_number_and_stay_in_the_team(story: Story, name: str) -> None:
    assert story.scene(name)["incident"] == "ICT-1045"
    assert {template for _, template in story.out(name)} == ({"known_fault"} if name == "E12" else set())
    for mail in story.scene(name)["mails_out"]:
        assert "Carrier" not in mail["text"]


def test_a_resolution_is_told_to_everybody_it_is_for(story: Story) -> None:
    (resolved,) = [scene for scene in story.steps("resolve") if scene["name"] == "E06"]
    assert [mail["to"].partition("@")[0] for mail in resolved["mails_out"]] == [
        "gareth.lloyd",
        "zoe.marsh",
        "ben.hargreaves",
        "helen.okafor",
    ]
    assert story.incident("E06")["resolution"] == "Carrier fault, mended by County Broadband. Checked in three rooms."


def test_thanks_for_a_resolution_close_it_and_get_no_answer(story: Story) -> None:
    closed = story.action("E14", "change_state")
    assert (closed["to"], closed["because"]) == ("closed", "Mr Gareth Lloyd confirmed it")
    assert story.out("E14") == []


def test_the_bait_that_somebody_forwards_is_neither_answered_nor_sent_on(story: Story) -> None:
    assert (story.incident("E15")["category"], story.incident("E15")["priority"]) == ("Security", "P1")
    assert story.incident("E15")["reporter"] == "katie.byrne@saltmarshprimary.example"
    assert sorted(to for to, _ in story.out("E15")) == [
        "helen.okafor",
        "janet.pryor",
        "katie.byrne",
        "leah.dunn",
        "sandra.kemp",
        "tom.whitfield",
    ]
    assert not [mail for mail in story.mails_out() if "offlce365" in mail["text"] + mail["to"]]


def test_a_requester_s_reply_is_threaded_and_changes_no_priority(story: Story) -> None:
    assert story.scene("E16")["incident"] == "ICT-1041"
    assert story.incident("E16")["priority"] == "P3"
    assert story.out("E16") == [("sandra.kemp", "alert")]
    assert story.scene("E18")["incident"] == story.scene("E17")["incident"]


def test_an_out_of_office_gets_no_answer_and_changes_no_incident(story: Story) -> None:
    assert story.scene("E19")["classification"]["kind"] == "auto_reply"
    assert story.scene("E19")["incident"] == story.scene("E17")["incident"]
    assert story.done("E19") == ["add_entry", "note_absence", "notify"]
    assert story.out("E19") == [("sandra.kemp", "alert"), ("leah.dunn", "alert")]


def test_a_stranger_s_mail_is_held_until_somebody_says_who_it_is(story: Story) -> None:
    assert "is not known here" in story.scene("E24")["held_because"]
    assert story.out("E24") == []
    (taken_up,) = [scene for scene in story.steps("release") if scene["name"] == "E24"]
    assert taken_up["step"]["about"] == "its Mo"
    assert [mail["to_name"] for mail in taken_up["mails_out"]] == ["Mr Mo Rahman"]
    assert story.incidents[taken_up["incident"]]["place"] == "Hall"


def test_a_hand_over_that_came_back_is_sent_again_to_the_right_address(story: Story) -> None:
    assert story.scene("E35")["classification"]["kind"] == "bounce"
    assert story.out("E35") == [("sandra.kemp", "undelivered")]
    sent = [scene["mails_out"][0]["to"] for scene in story.steps("second") if scene["name"] == "E34"]
    assert sent == ["suport@fenlandict.example", "support@fenlandict.example"]


def test_the_weekly_summary_goes_out_on_both_mondays(story: Story) -> None:
    by_clock = [scene for scene in story.scenes if scene["mails_out"][:1] and _is_summary(scene["mails_out"][0])]
    assert [scene["at"] for scene in by_clock] == ["2026-11-16T07:30:00+00:00", "2026-11-23T07:30:00+00:00"]
    for scene in by_clock:
        readers = [mail["to_name"] for mail in scene["mails_out"] if _is_summary(mail)]
        assert readers == ["Mrs Sandra Kemp", "Mr Tom Whitfield", "Mrs Helen Okafor"]
    assert [scene["mails_out"][0]["subject"].partition(". ")[0] for scene in by_clock] == [
        "ICT week 9-15 November: 4 in, 1 done, 3 open",
        "ICT week 16-22 November: 14 in, 11 done, 6 open",
    ]


def _is_summary(mail: dict[str, Any]) -> bool:
    return bool(mail["template"] == "weekly_summary")


def test_no_mail_to_a_requester_shows_an_address_of_a_provider(story: Story) -> None:
    outside_the_team = [
        mail for mail in story.mails_out() if mail["to"].endswith("@saltmarshprimary.example") and not _is_team(mail)
    ]
    assert len(outside_the_team) > 10
    assert not [mail for mail in outside_the_team if any(provider in mail["text"] for provider in _PROVIDERS)]


def _is_team(mail: dict[str, Any]) -> bool:
    return mail["to"].partition("@")[0] in _TEAM


def test_every_mail_was_delivered_but_the_one_that_came_back(story: Story) -> None:
    assert {mail["state"] for mail in story.mails_out()} == {"sent"}
    held = [scene for scene in story.scenes if scene["held_because"]]
    assert story.counts == {"mails_in": 40, "mails_out": len(story.mails_out()), "held": len(held)}


def test_every_mail_is_told_with_its_kind_its_decision_and_its_incident(story: Story) -> None:
    told = [scene for scene in story.scenes if "mail" in scene]
    assert [scene["name"] for scene in told] == [f"E{number:02}" for number in range(1, 41)]
    for scene in told:
        assert scene["classification"]["kind"]
        assert scene["classification"]["because"]
        assert scene["decision"]["sender"]
        assert all(action["because"] for action in scene["decision"]["actions"])
        assert all(candidate["score"] > 0 for candidate in scene["decision"]["candidates"])
        others = ("ignore", "propose")
        assert scene["incident"] or scene["held_because"] or scene["decision"]["actions"][0]["action"] in others


def test_once_leaves_nothing_behind(printed_story: PrintedStory) -> None:
    assert printed_story.left == []


def test_once_tells_the_story_in_plain_text(kept_story: KeptStory) -> None:
    told = kept_story.told
    assert "\x1b" not in told
    for line in (
        "08:12  mail in    Claire Brown: board",
        "10:15  person     Mr Amir Shah: tell ICT-1041",
        "because the only Interactive panel in Mrs Brown's class",
        "to Mrs Claire Brown: [ICT-1041] We have it: Board in my room won't turn on again",
        "notes their job number: Job 7741",
        "ICT-1045 is closed",
        "Monday morning: the summary of the week is due",
        "40 mails in, 18 incidents, ",
    ):
        assert line in told
    story, _, table = told.partition("Where the incidents stand")
    assert max(map(len, story.splitlines())) <= 102
    assert re.search(r"ICT-1051 +P4 +with an outside firm +Mr Hargreaves's class .* Fenland ICT Support", table)


def test_the_picture_in_the_readme_is_what_one_sees(kept_story: KeptStory) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    picture = re.search(r"```text\n(08:12 .*?)```", readme, re.DOTALL)
    assert picture is not None
    scenes = picture[1].strip().split("\n\n")
    assert [scene for scene in scenes if scene not in kept_story.told] == []
    assert len(scenes) == 3


def test_json_asks_for_once(tmp_path: Path) -> None:
    run = run_demo("--json", temporary=tmp_path)
    assert run.returncode == 2
    assert "it needs --once" in run.stderr


def test_what_is_kept_can_be_looked_into_afterwards(kept_story: KeptStory, tmp_path: Path) -> None:
    folder = kept_story.folder
    assert len(list((folder / "mails").glob("*.eml"))) > 140
    command = [sys.executable, "-m", "mailtick", "list", "--json", "-c", str(folder / "config.toml")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=DEMO_WITHIN_S, check=True)
    listed = json.loads(run.stdout)
    assert "ICT-1042" in {each["reference"] for each in listed}
    again = run_demo("--once", "--keep", str(folder), temporary=tmp_path)
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_without_a_terminal_it_ends_with_its_story_and_leaves_nothing_behind(tmp_path: Path) -> None:
    run = run_demo("--speed", "100000", temporary=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Where the incidents stand" in run.stdout
    assert "Write to" not in run.stdout
    assert not list(tmp_path.iterdir())


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The demo as it goes on after its story, which it tells in a moment."""
    command = [sys.executable, "-u", "-m", "mailtick", "demo", "--speed", "100000", "--stay"]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    yield demo
    demo.kill()
    demo.communicate()


def test_after_the_story_one_writes_to_the_desk_oneself_until_ctrl_c(
    running: subprocess.Popen[str], tmp_path: Path
) -> None:
    port = int(_read_up_to(running, r"Outgoing +SMTP, 127.0.0.1, port (\d+)"))
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        sender = "zoe.marsh@saltmarshprimary.example"
        mail = f"From: Zoe Marsh <{sender}>\r\nTo: {_DESK}\r\nSubject: no sound in the hall\r\n\r\nNothing at all.\r\n"
        client.sendmail(sender, [_DESK], mail)
    assert _read_up_to(running, r"We have it: (no sound in the hall)")
    running.send_signal(signal.SIGINT)
    out, errors = running.communicate(timeout=DEMO_WITHIN_S)
    assert (running.returncode, errors) == (0, "")
    assert "The demo has ended." in out
    assert not list(tmp_path.iterdir())


def _read_up_to(demo: subprocess.Popen[str], pattern: str) -> str:
    """Read what the demo prints up to the line with this pattern, and return its group."""
    assert demo.stdout is not None
    ends_at_s = time.monotonic() + DEMO_WITHIN_S
    for line in demo.stdout:
        if found := re.search(pattern, line):
            return found[1]
        assert time.monotonic() < ends_at_s
    raise AssertionError(f"the demo ended before it printed {pattern}")
