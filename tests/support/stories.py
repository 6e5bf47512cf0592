"""The story of the demo, played by `mailtick demo` as a new user runs it: once in a run of the tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.once import made_once

DEMO_WITHIN_S = 120.0


@dataclass(frozen=True, slots=True)
class KeptStory:
    """What `--once --keep` left in a folder, which is for reading alone, and the text that it told."""

    folder: Path
    told: str


@dataclass(frozen=True, slots=True)
class PrintedStory:
    """What `--once --json` printed, and the names of what it left among the temporary files."""

    printed: dict[str, Any]
    left: list[str]


@pytest.fixture(scope="session")
def kept_story(tmp_path_factory: pytest.TempPathFactory) -> KeptStory:
    """The story as text, with its files."""
    made = made_once(tmp_path_factory, "kept-story", _keep)
    return KeptStory(made / "desk", (made / "told").read_text("utf-8"))


@pytest.fixture(scope="session")
def printed_story(tmp_path_factory: pytest.TempPathFactory) -> PrintedStory:
    """The story as JSON, without its files."""
    made = made_once(tmp_path_factory, "printed-story", _print)
    return PrintedStory(json.loads((made / "told").read_text("utf-8")), [*map(str, (made / "temporary").iterdir())])


def run_demo(*options: str, temporary: Path) -> subprocess.CompletedProcess[str]:
    """Run the demo with a folder for its temporary files."""
    return subprocess.run(
        [sys.executable, "-m", "mailtick", "demo", *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEMO_WITHIN_S,
        env={**os.environ, "TMPDIR": str(temporary)},
        check=False,
    )


def _keep(folder: Path) -> None:
    _tell(folder, "--once", "--keep", str(folder / "desk"))


def _print(folder: Path) -> None:
    _tell(folder, "--once", "--json")


def _tell(folder: Path, *options: str) -> None:
    (folder / "temporary").mkdir()
    run = run_demo(*options, temporary=folder / "temporary")
    assert (run.returncode, run.stderr) == (0, "")
    (folder / "told").write_text(run.stdout, encoding="utf-8")
