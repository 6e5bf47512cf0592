"""How the command line speaks: tables for people, JSON for programs, one sentence for what went wrong."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mailtick.config import ConfigFaults, Settings, load_settings
from mailtick.daemon import AlreadyRunning
from mailtick.incidents.commands import COMMANDS
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import NotKept
from mailtick.store.database import DatabaseAway
from mailtick.store.migrate import NotReady, TooNew

_CONTROLS = {code: "\ufffd" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n"}
_NEAREST = {"…": "...", "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "→": "->", "€": "EUR"}
_WORD = re.compile(rf"(?<!\S)#({'|'.join(command.word for command in COMMANDS)})(?![\w-])")

P = ParamSpec("P")
R = TypeVar("R")

config_option = click.option(
    "--config",
    "-c",
    "config_path",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    envvar="MAILTICK_CONFIG",
    show_default=True,
    help="The desk's configuration; $MAILTICK_CONFIG names it as well.",
)
# The same on a command below another one; given there, it need not be given here.
config_option_below = click.option(
    "--config",
    "-c",
    "config_path",
    type=click.Path(path_type=Path),
    callback=lambda context, _, path: path or context.obj,
    help="The desk's configuration, as for the command above.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=not _speaks_unicode(), default=str))


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def bear_any_encoding() -> None:
    """Let a terminal that knows few signs show the nearest, rather than end the command in the middle."""
    codecs.register_error("nearest", _nearest)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="nearest")


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join(_NEAREST.get(sign, "?") for sign in signs), error.end


def plain(text: str) -> str:
    """Return a text of a mail as a terminal may show it: control characters could move the cursor, or worse."""
    return text.translate(_CONTROLS)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], empty: str = "There is nothing.") -> None:
    """Print a table: drawn for a terminal, plain columns for a pipe, a sentence where there are no rows."""
    if not rows:
        click.echo(empty)
        return
    rows = [[plain(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        table = Table(box=box.SIMPLE_HEAD)
        for index, heading in enumerate(headings):
            # What stands first names the line: it is never cut.
            table.add_column(heading, overflow="fold", no_wrap=index == 0)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        Console().print(table)
        return
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def settings_of(path: Path) -> Settings:
    """Return the settings of a file; all its faults at once, as sentences, end the command."""
    import os

    return load_settings(path, os.environ)


def as_commands(sentence: str) -> str:
    """Return a sentence that names words as a mail says them (#reopen) with those of the command line."""
    return _WORD.sub(r"`mailtick \1`", sentence)


def in_sentences(command: Callable[P, R]) -> Callable[P, R]:
    """Let a command end with a sentence instead of a traceback for what people can do something about."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ConfigFaults as faults:
            for fault in faults.faults:
                click.echo(str(fault), err=True)
            raise SystemExit(1) from None
        except NotAllowed as error:
            raise click.ClickException(as_commands(str(error))) from None
        except (NotKept, AlreadyRunning, DatabaseAway, NotReady, TooNew) as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            if error.filename is None:
                raise
            raise click.ClickException(f"{error.filename} cannot be used: {error.strerror}") from None

    return run
