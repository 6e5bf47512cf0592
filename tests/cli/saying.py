"""Saying something on the command line, and what it answers."""

from __future__ import annotations

from click.testing import CliRunner, Result

from mailtick.cli import main


def say(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def done(*words: str) -> str:
    """What a command that works prints; it says nothing beside it."""
    result = say(*words)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result.stdout


def refused(*words: str) -> str:
    """What a command that cannot be done says: one sentence, no traceback, and nothing for a program to read."""
    result = say(*words)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    return result.stderr
