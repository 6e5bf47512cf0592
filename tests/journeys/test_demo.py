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

_WITHIN_S = 120.0
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
        return next(scene for scene in self.scenes if scene["name"] == name)

    def done(self, name: str) -> list[str]:
        """The actions on a mail, by name."""
        return [action["action"] for action in self.scene(name)["actions"]]

    def out(self, name: str) -> list[tuple[str, str]]:
        """The mails out that a mail caused, as (to whom, which)."""
        return [(mail["to"].partition("@")[0], mail["template"]) for mail in self.scene(name)["mails_out"]]

    def incident(self, name: str) -> dict[str, Any]:
        """The incident that a mail was filed on."""
        return self.incidents[self.scene(name)["incident"]]

    def mails_out(self) -> list[dict[str, Any]]:
        return [mail for scene in self.scenes for mail in scene["mails_out"]]


def _demo(*options: str, temporary: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mailtick", "demo", *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_WITHIN_S,
        env={**os.environ, "TMPDIR": str(temporary)},
    )


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    run = _demo("--once", "--json", temporary=tmp_path_factory.mktemp("demo"))
    assert (run.returncode, run.stderr) == (0, "")
    printed = json.loads(run.stdout)
    return Story(printed["scenes"], {each["reference"]: each for each in printed["incidents"]}, printed["counts"])


def test_a_new_incident_is_opened_and_its_sender_gets_the_number(story: Story) -> None:
    assert story.scene("E01")["incident"] == "ICT-1041"
    assert story.incident("E01")["place"] == "Mrs Brown's class"
    assert ("claire.brown", "acknowledgement") in story.out("E01")


def test_a_sure_rule_hands_it_over_and_the_reason_is_the_rule_s_name(story: Story) -> None:
    handover = next(action for action in story.scene("E01")["actions"] if action["action"] == "hand_over")
    assert handover["because"] == 'rule "Classroom boards to BrightBoard"'
    assert ("jobs", "handover") in story.out("E01")
    assert (story.incident("E01")["state"], story.incident("E01")["provider"]) == ("waiting_provider", "BrightBoard AV")


def test_a_provider_s_reply_without_our_number_lands_there_with_their_job_number(story: Story) -> None:
    assert story.scene("E04")["incident"] == "ICT-1041"
    answered = next(action for action in story.scene("E04")["actions"] if action["action"] == "provider_answered")
    assert (answered["reference"], answered["is_human"]) == ("Job 7741", True)
    assert story.out("E04") == [("sandra.kemp", "team_news")]


def test_a_request_is_told_from_a_fault(story: Story) -> None:
    assert (story.incident("E02")["type"], story.incident("E02")["priority"]) == ("request", "P5")


def test_the_coordinator_logs_for_somebody_who_rang(story: Story) -> None:
    assert story.incident("E03")["reporter"] == "priya.nair@saltmarshprimary.example"
    assert ("priya.nair", "acknowledgement") in story.out("E03")
    assert ("sandra.kemp", "transcript") in story.out("E03")


def test_a_hand_over_that_no_rule_is_sure_of_is_only_proposed(story: Story) -> None:
    assert "hand_over" not in story.done("E05")
    assert (story.incident("E05")["priority"], story.incident("E05")["category"]) == ("P2", "Admin systems")
    (news,) = [mail for mail in story.scene("E05")["mails_out"] if mail["template"] == "team_news"]
    assert "#second HMS" in news["text"]


def test_a_title_is_made_of_the_first_words_where_there_is_no_subject(story: Story) -> None:
    assert story.incident("E06")["title"] == "wifi down in rowan again cant do registers"


@pytest.mark.parametrize("name", ["E07", "E08", "E09"])
def test_one_more_report_of_a_known_fault_gets_no_number_of_its_own(story: Story, name: str) -> None:
    assert story.scene(name)["incident"] == story.scene("E06")["incident"] == "ICT-1045"
    assert "open_incident" not in story.done(name)
    assert story.out(name)[0][1] == "known_fault"


def test_a_question_in_one_more_report_reaches_a_person(story: Story) -> None:
    assert ("sandra.kemp", "team_news") in story.out("E09")
    assert ("sandra.kemp", "team_news") not in story.out("E07")


def test_a_provider_s_machine_gets_no_answer_and_its_number_is_kept(story: Story) -> None:
    answered = next(action for action in story.scene("E10")["actions"] if action["action"] == "provider_answered")
    assert (answered["reference"], answered["is_human"]) == ("INC0098213", False)
    assert story.out("E10") == []


@pytest.mark.parametrize("name", ["E12", "E13"])
def test_later_mails_of_the_provider_are_filed_by_their_number_and_stay_in_the_team(story: Story, name: str) -> None:
    assert story.scene(name)["incident"] == "ICT-1045"
    assert story.out(name) == [("sandra.kemp", "team_news")]


def test_a_resolution_by_mail_is_told_to_everybody_it_is_for(story: Story) -> None:
    told = [to for to, template in story.out("resolve") if template == "resolved"]
    assert told == ["gareth.lloyd", "zoe.marsh", "ben.hargreaves", "helen.okafor"]
    assert story.incident("resolve")["resolution"] == (
        "Carrier fault, mended by County Broadband. Checked in three rooms."
    )


def test_thanks_for_a_resolution_close_it_and_get_no_answer(story: Story) -> None:
    assert story.incident("E14")["state"] == "closed"
    assert story.out("E14") == []


def test_the_bait_that_somebody_forwards_is_neither_answered_nor_sent_on(story: Story) -> None:
    assert (story.incident("E15")["category"], story.incident("E15")["priority"]) == ("Security", "P1")
    assert story.incident("E15")["reporter"] == "katie.byrne@saltmarshprimary.example"
    assert sorted(to for to, _ in story.out("E15")) == ["katie.byrne", "sandra.kemp", "tom.whitfield"]
    assert not [mail for mail in story.mails_out() if "offlce365" in mail["text"] + mail["to"]]


def test_a_requester_s_reply_is_threaded_and_changes_no_priority(story: Story) -> None:
    assert story.scene("E16")["incident"] == "ICT-1041"
    assert story.incident("E16")["priority"] == "P3"
    assert story.out("E16") == [("sandra.kemp", "team_news")]
    assert story.scene("E18")["incident"] == story.scene("E17")["incident"]


def test_an_out_of_office_gets_no_answer_and_changes_nothing(story: Story) -> None:
    assert story.scene("E19")["mail"]["kind"] == "auto_reply"
    assert story.scene("E19")["incident"] == story.scene("E17")["incident"]
    assert story.done("E19") == ["add_entry"]
    assert story.out("E19") == []
    assert (story.incident("E19")["state"], story.incident("E19")["assignee"]) == (
        "assigned",
        "amir.shah@saltmarshprimary.example",
    )


def test_the_weekly_summary_goes_out_on_both_mondays(story: Story) -> None:
    by_clock = [scene for scene in story.scenes if scene["mail"] is None]
    assert [scene["at"] for scene in by_clock] == ["2026-11-16T07:30:00+00:00", "2026-11-23T07:30:00+00:00"]
    for scene in by_clock:
        assert [(mail["template"], mail["to_name"]) for mail in scene["mails_out"]] == [
            ("weekly_summary", "Mrs Sandra Kemp"),
            ("weekly_summary", "Mr Tom Whitfield"),
            ("weekly_summary", "Mrs Helen Okafor"),
        ]
    assert [scene["mails_out"][0]["subject"].partition(". ")[0] for scene in by_clock] == [
        "ICT week 9-15 November: 4 in, 0 done, 4 open",
        "ICT week 16-22 November: 4 in, 1 done, 7 open",
    ]


def test_no_mail_to_a_requester_shows_an_address_of_a_provider(story: Story) -> None:
    outside_the_team = [
        mail for mail in story.mails_out() if mail["to"].endswith("@saltmarshprimary.example") and not _is_team(mail)
    ]
    assert len(outside_the_team) > 10
    assert not [mail for mail in outside_the_team if any(provider in mail["text"] for provider in _PROVIDERS)]


def _is_team(mail: dict[str, Any]) -> bool:
    return mail["to"].partition("@")[0] in _TEAM


def test_every_mail_was_delivered_and_none_is_held(story: Story) -> None:
    assert {mail["state"] for mail in story.mails_out()} == {"sent"}
    assert story.counts == {"mails_in": 20, "mails_out": len(story.mails_out()), "held": 0}


def test_once_tells_the_story_in_plain_text_and_leaves_nothing_behind(tmp_path: Path) -> None:
    run = _demo("--once", temporary=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    told = run.stdout
    assert "\x1b" not in told
    for line in (
        "08:12  mail in    Claire Brown: board",
        "hands ICT-1041 over to BrightBoard AV",
        'because rule "Classroom boards to BrightBoard"',
        "to Mrs Claire Brown: [ICT-1041] We have it: Board in my room won't turn on again",
        "notes their job number: Job 7741",
        "ICT-1045 is resolved",
        "Monday morning: the summary of the week is due",
        "20 mails in, 8 incidents, 41 mails out, 0 held for a person.",
    ):
        assert line in told
    story, _, table = told.partition("Where the incidents stand")
    assert max(map(len, story.splitlines())) <= 102
    assert re.search(r"ICT-1041 +P3 +with an outside firm +Mrs Brown's class .* BrightBoard AV", table)
    assert not list(tmp_path.iterdir())


def test_the_picture_in_the_readme_is_what_one_sees(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    picture = re.search(r"```text\n(08:12 .*?)```", readme, re.DOTALL)
    assert picture is not None
    seen = _demo("--once", temporary=tmp_path).stdout
    scenes = picture[1].strip().split("\n\n")
    assert [scene for scene in scenes if scene not in seen] == []
    assert len(scenes) == 3


def test_json_asks_for_once(tmp_path: Path) -> None:
    run = _demo("--json", temporary=tmp_path)
    assert run.returncode == 2
    assert "it needs --once" in run.stderr


def test_what_is_kept_can_be_looked_into_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    assert _demo("--once", "--keep", str(folder), temporary=tmp_path).returncode == 0
    assert len(list((folder / "mails").glob("*.eml"))) == 61
    command = [sys.executable, "-m", "mailtick", "list", "--json", "-c", str(folder / "config.toml")]
    listed = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=_WITHIN_S, check=True).stdout)
    assert len(listed) == 7
    again = _demo("--once", "--keep", str(folder), temporary=tmp_path)
    assert again.returncode == 2
    assert "is not empty" in again.stderr


def test_without_a_terminal_it_ends_with_its_story(tmp_path: Path) -> None:
    run = _demo("--speed", "100000", temporary=tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Where the incidents stand" in run.stdout
    assert "Write to" not in run.stdout


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
    out, errors = running.communicate(timeout=_WITHIN_S)
    assert (running.returncode, errors) == (0, "")
    assert "The demo has ended." in out
    assert not list(tmp_path.iterdir())


def _read_up_to(demo: subprocess.Popen[str], pattern: str) -> str:
    """Read what the demo prints up to the line with this pattern, and return its group."""
    assert demo.stdout is not None
    ends_at_s = time.monotonic() + _WITHIN_S
    for line in demo.stdout:
        if found := re.search(pattern, line):
            return found[1]
        assert time.monotonic() < ends_at_s
    raise AssertionError(f"the demo ended before it printed {pattern}")
