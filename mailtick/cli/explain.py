"""`mailtick explain`: what a mail says, what would be done about it, and why; nothing is touched."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from mailtick.cli.actions import ActionWords
from mailtick.cli.mail_words import fact_lines
from mailtick.cli.shown import in_sentences, plain, print_json, settings_of
from mailtick.config import Settings
from mailtick.daemon.build import build_policy
from mailtick.desk import wall_clock
from mailtick.incidents.actions import Decision
from mailtick.incidents.decide import decide
from mailtick.incidents.empty import EMPTY_POLICY, EmptyLookup
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.policy import Policy
from mailtick.incidents.words import CLUE_WORDS, sureness
from mailtick.mail.classify import classify
from mailtick.mail.clues import find_clues
from mailtick.mail.facts import mail_facts
from mailtick.mail.message import Classification, Clue, InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import own_lines, read_reply
from mailtick.registers.presets import preset_categories
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.database import Database
from mailtick.store.migrate import require_current


@dataclass(frozen=True, slots=True)
class Explained:
    """What is read from one file, and what would be done about it."""

    path: Path
    mail: InboundMail
    classification: Classification
    clues: tuple[Clue, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that could not be read, and why."""

    path: Path
    error: str


@click.command(short_help="Say what is read from mails, what would be done, and why.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in the order of the files.")
@click.option(
    "--config",
    "-c",
    "config_path",
    type=click.Path(path_type=Path),
    envvar="MAILTICK_CONFIG",
    help="Decide as this desk would; $MAILTICK_CONFIG names it as well. Without it: as any desk would.",
)
@in_sentences
def explain(paths: tuple[Path, ...], as_json: bool, config_path: Path | None) -> None:
    """Say what is read from mails (files, or folders of .eml files) and what would be done about them."""
    settings = settings_of(config_path) if config_path else None
    files = list(_files(paths))
    if not files and not as_json:
        raise click.UsageError(f"there is no file whose name ends in .eml in {', '.join(map(str, paths))}")
    with asking(settings) as (lookup, policy), _progress(files, as_json) as shown:
        unread = 0
        for path in shown:
            explained = explain_file(path, lookup, policy, wall_clock())
            unread += isinstance(explained, Unreadable)
            if as_json:
                print_json(as_public(explained))
            else:
                _tell(explained, lookup)
    # For programs the object says it.
    if unread and not as_json:
        raise SystemExit(2)


def explain_file(path: Path, lookup: Lookup, policy: Policy, now: datetime) -> Explained | Unreadable:
    """Read one file as the daemon would, and decide on it; nothing is touched."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Unreadable(path, f"{path} cannot be read: {error.strerror}")
    mail = parse_mail(raw)
    classification = classify(mail)
    clues = find_clues(mail, own_lines(read_reply(mail)), policy.facts.prefix, lookup.reference_patterns())
    return Explained(path, mail, classification, tuple(clues), decide(mail, classification, lookup, policy, now))


def as_public(explained: Explained | Unreadable) -> dict[str, object]:
    """Return the public schema of `explain --json` for one file (docs/explain.md)."""
    if isinstance(explained, Unreadable):
        return {"file": str(explained.path), "error": explained.error}
    decision = explained.decision
    return {
        "file": str(explained.path),
        "error": None,
        **mail_facts(explained.mail, explained.classification),
        "clues": [{"kind": clue.kind, "value": clue.value} for clue in explained.clues],
        "decision": decision.as_json(),
        **_evidence(decision),
    }


def _evidence(decision: Decision) -> dict[str, object]:
    candidates = [
        {"incident": each.reference, "score": each.score, "because": each.because} for each in decision.candidates
    ]
    return {"sender": decision.sender, "candidates": candidates, "doubts": list(decision.doubts)}


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as given; folders are walked in the order of their names."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (Path(folder) / name for name in sorted(names) if name.lower().endswith(".eml"))


@contextlib.contextmanager
def asking(settings: Settings | None) -> Iterator[tuple[Lookup, Policy]]:
    """The desk to ask: none, one whose database does not exist yet, or one that is only read."""
    if settings is None:
        yield EmptyLookup(), EMPTY_POLICY
        return
    policy = build_policy(settings)
    database = Database(settings.store.url.get_secret_value())
    if not database.exists:
        yield EmptyLookup(preset_categories()), policy
        return
    try:
        require_current(database)
        with database.reading() as session:
            yield StoreLookup(session, policy.facts.prefix), policy
    finally:
        database.close()


@contextlib.contextmanager
def _progress(files: list[Path], as_json: bool) -> Iterator[Iterable[Path]]:
    """A bar on long work, on standard error, only where a person watches a file being written."""
    if not (as_json and len(files) > 50 and sys.stderr.isatty() and not sys.stdout.isatty()):
        yield files
        return
    with click.progressbar(files, label="Explaining", file=sys.stderr) as bar:
        yield bar


def _tell(explained: Explained | Unreadable, lookup: Lookup) -> None:
    if isinstance(explained, Unreadable):
        click.echo(f"Error: {plain(explained.error)}", err=True)
        return
    click.echo("\n".join(plain(line) for line in _in_words(explained, lookup)) + "\n")


def _in_words(explained: Explained, lookup: Lookup) -> Iterator[str]:
    yield str(explained.path)
    yield from fact_lines(explained.mail, explained.classification)
    for clue in explained.clues:
        yield f"  Clue:     {CLUE_WORDS[clue.kind]}: {clue.value}"
    decision = explained.decision
    for each in decision.candidates:
        yield f"  Belongs:  {each.reference}, {sureness(each.score)} ({each.score} of 100): {each.because}"
    for doubt in decision.doubts:
        yield f"  Doubt:    {doubt}"
    if decision.sender:
        yield f"  Trust:    {decision.sender}"
    yield "  Decision:"
    words = ActionWords(decision.actions, lookup)
    for action in decision.actions:
        yield from (f"    {line}" for line in words.say(action))
        yield f"        because {action.because}"
