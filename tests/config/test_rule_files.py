"""Rules stand in a file of their own, in config.toml, or in both; every mistake in either is told with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailtick.config import ConfigFaults, find_rules
from mailtick.config.rule_files import load_rules
from tests.config.desks import SMALLEST, faults, load

COPIER = '[[rule]]\nname = "Copier"\nwhen = { text = "copier" }\nthen = { priority = "P3" }\n'
BOARDS = '[[rule]]\nname = "Boards"\nwhen = { text = "board" }\nthen = { priority = "P3" }\n'

TWENTY_MISTAKES = """\
# What the office wrote on a bad day.
[[rule]]
name = ""
when = { text = "board" }
then = { category = "Display and AV" }

[[rule]]
name = "Copier"
when = { sender = "claire.brown", txt = "copier", weekday = "mo" }
then = { priorty = "P3", impact = "X", restricted = false }

[[rule]]
name = "Copier"
when = { text = "/(copier/" }
then = { urgency = 3 }

[[rule]]
name = "Telephones
when = { text = "phone" }
then = { priority = "P3" }

[[rule]]
name = "Nothing"
when = { hours = "8 to 4" }
then = {}

[[rule]]
name = "Half"
when = { any = "wifi" }

[[rule]]
name = "Left over"
when = { text = "a" } and more
then = { priority = "P3" }

[[rule]]
name = "Sure of nothing"
when = { attachment = 3, category = [] }
then = { sure = true, notify = "", type = "question" }
stop = "yes"

[[rules]]
name = "Slip"

[desk]
name = "Saltmarsh"
"""


def test_twenty_mistakes_are_twenty_sentences_each_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(TWENTY_MISTAKES)
    said = faults(tmp_path, SMALLEST)
    places = [int(each.removeprefix("rules.toml:").partition(":")[0]) for each in said]
    assert places == [3, *3 * [9], *3 * [10], 13, 14, 15, 18, 24, 25, 27, 29, 33, 38, 38, *3 * [39], 40, 42, 45]
    assert said[2] == (
        'rules.toml:9: rule[2].when.sender is wrong: "claire.brown" is no address; '
        "write name@example.org, or @example.org for everybody there"
    )
    assert said[1] == "rules.toml:9: rule[2].when.txt is not known; did you mean text?"
    assert "rules.toml:18: this line cannot be read: a text must end with the quote that it began with" in said[10]
    hours = 'rules.toml:24: rule[5].when.hours is wrong: "8 to 4" is no span of time; write it as "08:00-16:30"'
    assert said[11] == f"{hours}, or open, closed or holiday"
    assert said[-2:] == [
        "rules.toml:42: rules is not known; did you mean [[rule]]?",
        "rules.toml:45: desk is not known; only [[rule]] blocks stand in this file",
    ]


def test_mistakes_in_both_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(COPIER.replace("P3", "P9"))
    own = BOARDS.replace("P3", "P8").replace("[[rule]]", "[[rule]] # ours")
    said = faults(tmp_path, f"{SMALLEST}nonsense = 1\n{own}")
    assert [each.partition(": ")[0] for each in said] == ["config.toml:13", "config.toml:17", "rules.toml:4"]


def test_a_mistake_in_one_block_of_config_toml_hides_no_other(tmp_path: Path) -> None:
    text = SMALLEST.replace("[team]", "[team").replace("[smtp]", "[smtp]\nport = 99999") + "[limits]\nbatch = x\n"
    assert [each.partition(": ")[0] for each in faults(tmp_path, text)] == [
        "config.toml:4",
        "config.toml:12",
        "config.toml:15",
    ]


def test_the_rules_of_the_file_are_asked_before_those_of_config_toml(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(f"# ours\n\n{COPIER}")
    settings = load(tmp_path, SMALLEST + BOARDS)
    assert [rule.name for rule in settings.rules] == ["Copier", "Boards"]
    places = find_rules(tmp_path / "config.toml")
    assert [(place.file.name, place.line) for place in places] == [("rules.toml", 3), ("config.toml", 13)]


def test_two_rules_in_two_files_may_not_have_one_name(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(COPIER)
    assert faults(tmp_path, SMALLEST + COPIER) == [
        'config.toml:14: rule[1].name is wrong: there is another rule called "Copier"; give each its own name'
    ]


def test_another_file_may_be_named_and_then_has_to_be_there(tmp_path: Path) -> None:
    named = SMALLEST + '[rules]\nfile = "sorting/ours.toml"\n'
    (said,) = faults(tmp_path, named)
    assert said.startswith(
        f"config.toml:14: rules.file names the file {tmp_path}/sorting/ours.toml, which is not there"
    )
    (tmp_path / "sorting").mkdir()
    (tmp_path / "sorting" / "ours.toml").write_text(COPIER)
    assert [rule.name for rule in load(tmp_path, named).rules] == ["Copier"]


@pytest.mark.parametrize("value", ['""', '"."', "3", "[]", '"a\\u0000b"'], ids=str)
def test_what_names_no_file_is_refused(tmp_path: Path, value: str) -> None:
    (said,) = faults(tmp_path, f"{SMALLEST}[rules]\nfile = {value}\n")
    assert said.startswith("config.toml:14: rules.file must ")


def test_a_file_for_a_trial_may_be_a_whole_configuration_and_is_checked_like_the_desk_s_own(tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_text(f"{SMALLEST}{COPIER}{BOARDS}")
    assert [rule.name for rule in load_rules(tmp_path / "new.toml")] == ["Copier", "Boards"]
    (tmp_path / "new.toml").write_text(TWENTY_MISTAKES)
    with pytest.raises(ConfigFaults) as refusal:
        load_rules(tmp_path / "new.toml")
    assert len(refusal.value.faults) == 22
