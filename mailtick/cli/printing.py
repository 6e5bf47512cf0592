"""`mailtick print`: papers, as HTML that a browser prints on A4."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import click

from mailtick.cli.days import DAY
from mailtick.cli.opened import Look, looking
from mailtick.cli.registers import around_of
from mailtick.cli.shown import config_option, config_option_below, in_sentences, plain, settings_of
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.visibility import may_see
from mailtick.registers.page import Around, day_words
from mailtick.registers.printed import ListSheet, asset_sheet, contract_sheet, licence_sheet
from mailtick.reports.printed import IncidentSheet
from mailtick.rounds.act import find_incident, person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.printing import call_log, diagnosis_sheet, incident_sheet
from mailtick.templating import print_paper

_BACK = timedelta(days=30)
_output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The file to write. Default: print it."
)
_by_option = click.option("--as", "by", default="", help="Who wants it. Default: the coordinator.")
_reference_argument = click.argument("reference", default="")

# A form to write on, before there is an incident.
_EMPTY = IncidentSheet(
    facts=tuple((label, "") for label in ("Number", "Reported by", "Free when", "Place", "Equipment"))
)


@click.group("print", short_help="Print the call log, sheets of incidents, lists.")
@config_option
@click.pass_context
def print_group(context: click.Context, config_path: Path) -> None:
    """Write a paper as HTML; open it in a browser and print it on A4."""
    context.obj = config_path


@print_group.command("call-log", short_help="Print what was reported.")
@click.option("--from", "first", type=DAY, metavar="DATE", help="The first day. Default: 30 days ago.")
@click.option("--to", "last", type=DAY, metavar="DATE", help="The last day. Default: today.")
@_output_option
@config_option_below
@in_sentences
def print_call_log(first: datetime | None, last: datetime | None, output: Path | None, config_path: Path) -> None:
    """Print what was reported, and what became of it."""
    with looking(config_path) as look:
        to = last.date() if last else around_of(look).today
        begin = first.date() if first else to - _BACK
        log = call_log(look.session, look.prefix, look.moments.zone, begin, to)
        _write("call-log", {"log": log}, look, config_path, output)


@print_group.command("incident", short_help="Print an incident, with room to write.")
@_reference_argument
@_by_option
@_output_option
@config_option_below
@in_sentences
def print_incident(reference: str, by: str, output: Path | None, config_path: Path) -> None:
    """Print the sheet of an incident, with room to write; without REFERENCE an empty form."""
    with looking(config_path) as look:
        sheet = incident_sheet(look.session, _seen(look, reference, by)) if reference else _EMPTY
        _write("incident", {"sheet": sheet}, look, config_path, output)


@print_group.command("diagnosis", short_help="Print a sheet for what is tried.")
@_reference_argument
@_by_option
@_output_option
@config_option_below
@in_sentences
def print_diagnosis(reference: str, by: str, output: Path | None, config_path: Path) -> None:
    """Print the sheet on which somebody writes what they tried; without REFERENCE an empty form."""
    with looking(config_path) as look:
        sheet = diagnosis_sheet(look.session, _seen(look, reference, by), look.prefix) if reference else _EMPTY
        _write("diagnosis", {"sheet": sheet}, look, config_path, output)


def _seen(look: Look, reference: str, by: str) -> Incident:
    """The incident, for whoever may see it (RULINGS 15). Raises NotAllowed."""
    lookup = StoreLookup(look.session, look.prefix)
    incident = find_incident(lookup, reference)
    person = person_at_the_keyboard(look.session, lookup, by)
    if not may_see(person, incident):
        raise NotAllowed(f"{incident.reference} is a restricted {incident.priority}, and not for {person.name} to see")
    return incident


def _list_command(name: str, does: str, made: Callable[[Around], ListSheet]) -> click.Command:
    @click.command(name, help=does)
    @_output_option
    @config_option_below
    @in_sentences
    def run(output: Path | None, config_path: Path) -> None:
        with looking(config_path) as look:
            _write("list", {"sheet": made(around_of(look))}, look, config_path, output)

    return run


def _write(name: str, context: dict[str, object], look: Look, config_path: Path, output: Path | None) -> None:
    settings = settings_of(config_path)
    given = {**context, "school": settings.desk.name, "printed_on": day_words(around_of(look).today)}
    paper = print_paper(name, given, look.moments.zone, settings.templates.folder)
    if paper.fault:
        click.echo(plain(paper.fault), err=True)
    if output is None:
        click.echo(paper.html, nl=False)
        return
    output.write_text(paper.html, encoding="utf-8")
    click.echo(f"{output} is written; open it in a browser and print it.")


for command in (
    _list_command("assets", "Print the list of equipment, by place.", asset_sheet),
    _list_command("licences", "Print the list of licences.", licence_sheet),
    _list_command("contracts", "Print the contracts register.", contract_sheet),
):
    print_group.add_command(command)
