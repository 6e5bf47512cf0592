"""`mailtick done`: of a record of the diary, or of what the diary has about an incident; the reference says which."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.incidents import verb_command
from mailtick.cli.reminders import DONE as RECORD_DONE
from mailtick.cli.shown import config_option, in_sentences, json_option, settings_of
from mailtick.incidents.commands.done import DONE

_VERB = verb_command(DONE)
_DOES = "Tick off an entry of the diary, a task or a loan, or what the diary has about an incident."


@click.command("done", help=f"{_DOES} REFERENCE is the record, such as D01, or the incident.", short_help=_DOES)
@click.argument("reference")
@click.argument("words", metavar="[HOW…]", nargs=-1)
@click.option("--as", "by", default="", help="Who says so. Default: the coordinator.")
@click.option("--preview", "only_show", is_flag=True, help="Of an incident: say what would be done, and do nothing.")
@json_option
@config_option
@click.pass_context
@in_sentences
def done_command(
    context: click.Context,
    reference: str,
    words: tuple[str, ...],
    by: str,
    only_show: bool,
    as_json: bool,
    config_path: Path,
) -> None:
    said: dict[str, object] = {"reference": reference, "words": words, "by": by, "config_path": config_path}
    if _names_incident(reference, settings_of(config_path).desk.prefix):
        context.invoke(_VERB, **said, only_show=only_show, as_json=as_json)
        return
    if only_show or as_json:
        raise click.UsageError("--preview and --json are for incidents")
    context.invoke(RECORD_DONE, **said)


def _names_incident(reference: str, prefix: str) -> bool:
    return reference.upper().removeprefix(f"{prefix}-").isdecimal()
