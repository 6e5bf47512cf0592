"""Configurations for the tests, and a way to read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailtick.config import ConfigFaults, Settings, load_settings

ENVIRONMENT = {"MAILTICK_IMAP_PASSWORD": "tide-and-marsh", "DATABASE_PASSWORD": "samphire/1"}

DESK = """\
[desk]
name = "ICT desk"
address = "ict@saltmarshprimary.example"
"""
TEAM = """\
[team]
coordinator = ["Mrs Sandra Kemp <sandra.kemp@saltmarshprimary.example>"]
"""
MAILBOX = """\
[[mailbox]]
name = "desk"
host = "imap.saltmarshprimary.example"
user = "ict@saltmarshprimary.example"
password = "env:MAILTICK_IMAP_PASSWORD"
"""
SMTP = """\
[smtp]
host = "smtp.saltmarshprimary.example"
"""
SMALLEST = DESK + TEAM + MAILBOX + SMTP


def load(folder: Path, text: str) -> Settings:
    (folder / "config.toml").write_text(text)
    return load_settings(folder / "config.toml", ENVIRONMENT)


def faults(folder: Path, text: str) -> list[str]:
    """The sentences, with "config.toml:" instead of the whole path."""
    with pytest.raises(ConfigFaults) as refusal:
        load(folder, text)
    assert str(refusal.value).splitlines() == [str(fault) for fault in refusal.value.faults]
    return [str(fault).removeprefix(f"{folder}/") for fault in refusal.value.faults]
