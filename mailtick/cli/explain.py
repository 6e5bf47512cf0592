"""`mailtick explain`: what a mail says, what would be done about it, and why; nothing is touched."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from mailtick.cli.shown import in_sentences, plain, print_json, settings_of
from mailtick.config import Settings
from mailtick.daemon.build import build_policy
from mailtick.desk import wall_clock
from mailtick.incidents.actions import Decision
from mailtick.incidents.decide import decide
from mailtick.incidents.empty import EMPTY_POLICY, EmptyLookup
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.policy import Policy
from mailtick.mail.classify import classify
from mailtick.mail.clues import find_clues
from mailtick.mail.facts import mail_facts
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import own_lines, read_reply
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.database import Database
from mailtick.store.migrate import require_current


@click.command(short_help="Say what is read from mails, what would be done, and why.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in the order of the files.")
@click.option(
    "--config",
    "-c",
    "config_path",
    type=click.Path(path_type=Path),
    help="Decide as this desk would. Without it: what any desk would read from the mail.",
)
@in_sentences
def explain(paths: tuple[Path, ...], as_json: bool, config_path: Path | None) -> None:
    """Say what is read from mails (files, or folders of .eml files) and what would be done about them."""
    settings = settings_of(config_path) if config_path else None
    files = list(_files(paths))
    with _desk(settings) as (lookup, policy), _progress(files, as_json) as shown:
        for path in shown:
            _write(explain_file(path, lookup, policy, wall_clock()), as_json)


def explain_file(path: Path, lookup: Lookup, policy: Policy, now: datetime) -> dict[str, object]:
    """Return the public schema of `explain --json` for one file (docs/explain.md)."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return {"file": str(path), "error": f"{path} cannot be read: {error.strerror}"}
    mail = parse_mail(raw)
    classification = classify(mail)
    clues = find_clues(mail, own_lines(read_reply(mail)), policy.facts.prefix, lookup.reference_patterns())
    decision = decide(mail, classification, lookup, policy, now)
    return {
        "file": str(path),
        "error": None,
        **mail_facts(mail, classification),
        "clues": [{"kind": clue.kind, "value": clue.value} for clue in clues],
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
def _desk(settings: Settings | None) -> Iterator[tuple[Lookup, Policy]]:
    """The desk to ask: none, one whose database does not exist yet, or one that is only read."""
    if settings is None:
        yield EmptyLookup(), EMPTY_POLICY
        return
    policy = build_policy(settings)
    database = Database(settings.store.url.get_secret_value())
    if not database.exists:
        yield EmptyLookup(), policy
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


def _write(explained: dict[str, object], as_json: bool) -> None:
    if as_json:
        print_json(explained)
        return
    click.echo("\n".join(plain(line) for line in _in_words(explained)) + "\n")


def _in_words(explained: dict[str, object]) -> Iterator[str]:
    yield str(explained["file"])
    if explained["error"]:
        yield f"  {explained['error']}"
        return
    yield f"  From:     {explained['from_name']} <{explained['from_addr']}>".replace("  <", " <")
    yield f"  Subject:  {explained['subject']}"
    yield f"  Kind:     {explained['kind']} ({_list(explained['because'])})"
    if explained["job_reference"]:
        yield f"  Their number: {explained['job_reference']}"
    for note in _rows(explained["notes"]):
        yield f"  Note:     {note}"
    if isinstance(absence := explained["absence"], dict):
        who = ", ".join(absence["contacts"]) or "nobody"
        yield f"  Away:     until {absence['until'] or 'no day named'}; ask {who}"
    for defect in _rows(explained["defects"]):
        yield f"  Defect:   {defect}"
    yield "  New text:"
    yield from (f"    | {line}" for line in str(explained["reply_text"]).strip().splitlines()[:12])
    for clue in _rows(explained["clues"]):
        yield f"  Clue:     {clue['kind']} {clue['value']}"
    for candidate in _rows(explained["candidates"]):
        yield f"  Belongs:  {candidate['incident']} ({candidate['score']}: {candidate['because']})"
    for doubt in _rows(explained["doubts"]):
        yield f"  Doubt:    {doubt}"
    if explained["sender"]:
        yield f"  Trust:    {explained['sender']}"
    yield "  Decision:"
    for action in _rows(explained["decision"]):
        details = ", ".join(
            f"{name} {value}" for name, value in action.items() if name not in ("action", "because", "text")
        )
        yield f"    {action['action']}{f' ({details})' if details else ''}"
        yield f"        because {action['because']}"


def _rows(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _list(value: object) -> str:
    return "; ".join(str(each) for each in value) if isinstance(value, list | tuple) else str(value)
