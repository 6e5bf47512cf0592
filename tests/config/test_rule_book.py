"""What is learned is written into the file as it should be read, whatever stands in a mail or in the file."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailtick.config.rule_book import RuleFile
from mailtick.config.rule_files import load_rules
from mailtick.incidents.learning import LearnedRule
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.rule_text import block_of

DONGLE = LearnedRule("Learned from ICT-1: dongle", "dongle", "", "category", "Display and AV", "Display and AV")
HAND = '[[rule]]\nname = "By hand"\nwhen = { text = "copier" }\nthen = { priority = "P3" }\n'
ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=60)


@given(ANY, ANY, ANY, ANY)
def test_a_block_says_just_what_was_learned_whatever_signs_are_in_it(
    name: str, word: str, value: str, note: str
) -> None:
    rule = LearnedRule(name, word, "mo@a.example", "category", value, value)
    read = tomllib.loads(block_of(rule, note))
    clean = [each.encode("utf-8", "replace").decode() for each in (name, word, value)]
    assert read == {
        "rule": [
            {"name": clean[0], "when": {"sender": "mo@a.example", "text": clean[1]}, "then": {"category": clean[2]}}
        ]
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        HAND,
        HAND.rstrip("\n"),
        f"# Head\n\n# Of the copier\n{HAND}\n\n# Foot",
        f"{HAND}\n{HAND.replace('By hand', 'Too')}",
        HAND.replace("\n", "\r\n"),
    ],
    ids=["empty", "a rule", "no last line end", "comments", "two", "CRLF"],
)
def test_what_is_learned_and_forgotten_leaves_the_file_as_it_was(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(text.encode())
    book = RuleFile(path)
    book.add(DONGLE, "today")
    assert {rule.name for rule in load_rules(path)} >= {DONGLE.name}
    assert (b"\r\n" in path.read_bytes()) == ("\r\n" in text)
    book.add(DONGLE, "again")
    assert path.read_text().count("Learned from") == 1
    book.remove(DONGLE.name)
    assert path.read_bytes().strip() == text.encode().strip() or not text
    assert path.read_bytes().startswith(text.encode()) or not text
    assert sorted(each.name for each in tmp_path.iterdir()) == [".rules.toml.lock", "rules.toml"]


def test_a_changed_file_is_read_anew_and_an_own_comment_stays(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    book = RuleFile(path)
    book.add(DONGLE, "today")
    path.write_text(f"# Mine\n{HAND}\n{path.read_text()}# The end\n")
    book.add(replace(DONGLE, name="Learned from ICT-2: hdmi", word="hdmi", before=("By hand",)), "today")
    assert [rule.name for rule in load_rules(path)] == ["Learned from ICT-2: hdmi", "By hand", DONGLE.name]
    assert f"\n# Mine\n{HAND}" in path.read_text()
    assert path.read_text().endswith("# The end\n")


def test_what_a_person_wrote_is_not_forgotten_for_them(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(HAND)
    with pytest.raises(
        NotAllowed, match=r"was written by a person and not learned; take it out of rules\.toml, line 1"
    ):
        RuleFile(tmp_path / "rules.toml").remove("By hand")
    with pytest.raises(NotAllowed, match=r'no rule in rules\.toml is called "Nobody"'):
        RuleFile(tmp_path / "rules.toml").remove("Nobody")


def test_a_file_with_a_mistake_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(HAND.replace("P3", "P9"))
    with pytest.raises(NotAllowed, match="cannot be changed safely: "):
        RuleFile(path).add(DONGLE, "today")
    assert path.read_text() == HAND.replace("P3", "P9")


def test_rules_that_are_no_blocks_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text := 'rule = [{ name = "x", when = { text = "a" }, then = { priority = "P3" } }]\n')
    with pytest.raises(NotAllowed, match="cannot be changed safely; write its rules as blocks"):
        RuleFile(path).add(DONGLE, "today")
    assert path.read_text() == text


def test_a_folder_that_may_not_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="cannot be written: No such file or directory; nothing was changed"):
        RuleFile(tmp_path / "gone" / "rules.toml").add(DONGLE, "today")
