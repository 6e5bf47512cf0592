"""A command says itself what it did: the log neither gets between nor stays changed."""

from __future__ import annotations

from pathlib import Path

import structlog

from tests.cli.saying import done


def test_a_release_prints_its_own_line_alone(folder: Path) -> None:
    assert done("held", "release", "2") == "Mail 2 is released as ICT-1042.\n"


def test_a_command_leaves_the_log_of_its_process_as_it_was(folder: Path) -> None:
    before = structlog.get_config()
    done("start", "1041")
    assert structlog.get_config() == before
