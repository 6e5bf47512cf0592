"""docs/answering.md names what there is: every setting with its default, every command, the sizes of the breaker."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from mailtick.cli.main import main
from mailtick.config.settings import LimitSettings, ProviderSettings
from mailtick.incidents import breaker, damping
from tests.house.source import ROOT

DOCUMENT = (ROOT / "docs" / "answering.md").read_text("utf-8")
FLAT = " ".join(DOCUMENT.split())


def test_every_limit_stands_there_with_its_default() -> None:
    shown = dict(re.findall(r"^\| [^|]+ \| `(\w+)` \| (\d+) \|", DOCUMENT, re.MULTILINE))
    automatic = {name: field for name, field in LimitSettings.model_fields.items() if name.startswith("automatic")}
    assert shown == {name: str(field.default) for name, field in automatic.items()}


def test_every_setting_that_is_named_exists() -> None:
    assert "`ticket_system`" in DOCUMENT
    assert "ticket_system" in ProviderSettings.model_fields


@pytest.mark.parametrize("words", re.findall(r"`mailtick ([a-z ]+?)(?: [A-Z]+)?`", DOCUMENT))
def test_every_command_that_is_named_exists(words: str) -> None:
    group: object = main
    for word in words.split():
        commands = getattr(group, "commands", {})
        assert word in commands, words
        group = commands[word]


def test_the_sizes_of_the_breaker_are_those_of_the_code() -> None:
    assert (breaker.ALIKE, breaker.STOP_HOURS, breaker.DAY_TIMES) == (4, 24, 2)
    assert "twice as many within a day" in FLAT
    assert "When four mails of one address" in DOCUMENT
    assert "stops for a day" in DOCUMENT


def test_the_sizes_of_damping_are_those_of_the_code() -> None:
    assert (3, timedelta(minutes=10), timedelta(hours=1)) == (damping.NEWS_IN_A_ROW, damping.A_ROW, damping.QUIET)
    for words in ("gets three of them", "within ten minutes", "for an hour"):
        assert words in DOCUMENT
