"""docs/commands.md and docs/rules.md show what really happens: their examples are run, their words compared."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from mailtick.incidents.commands import COMMANDS
from mailtick.registers import REGISTERS
from tests.cli.saying import done
from tests.rounds.test_import_mail import mbox, old_letters
from tests.support.stories import KeptStory

DOCS = Path(__file__).parents[2] / "docs"
DOCUMENT = (DOCS / "commands.md").read_text("utf-8")
EXAMPLES = [
    (command, shown.splitlines())
    for block in re.findall(r"```console\n(.*?)```", DOCUMENT + (DOCS / "rules.md").read_text("utf-8"), re.DOTALL)
    for command, shown in re.findall(r"^\$ mailtick (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]


@pytest.fixture(scope="module")
def demo_desk(kept_story: KeptStory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `mailtick demo --once --keep` leaves, with some old mails of the school beside it."""
    folder = Path(shutil.copytree(kept_story.folder, tmp_path_factory.mktemp("kept") / "desk"))
    mbox(folder, old_letters())
    return folder


def test_every_example_shows_what_one_sees(demo_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo_desk)
    assert len(EXAMPLES) >= 7
    for command, shown in EXAMPLES:
        seen = done(*shlex.split(command)).splitlines()
        assert [line for line in shown if line not in seen] == [], command


def test_every_word_is_explained_with_who_may_say_it() -> None:
    order = ("coordinator", "deputy", "first_level", "owner", "approver", "finance")
    for command in COMMANDS:
        word = f"#{command.word} {command.takes}".rstrip()
        who = ", ".join(role.replace("_", " ") for role in order if role in command.roles)
        assert f"| `{word}` | {command.does} | {who} |" in DOCUMENT


def test_every_register_is_named() -> None:
    for register in REGISTERS:
        assert register.name in DOCUMENT
