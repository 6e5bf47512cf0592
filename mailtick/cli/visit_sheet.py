"""`mailtick visit-sheet`: what a firm would read before it comes, now."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Provider
from mailtick.incidents.visit_sheet import VisitSheet
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.visit_sheets import sheet_of


@click.command("visit-sheet", short_help="Show what there is for a firm that comes.")
@click.argument("firm")
@json_option
@config_option
@in_sentences
def visit_sheet_command(firm: str, as_json: bool, config_path: Path) -> None:
    """Show what there is for a firm that comes: its own jobs, and what it covers and nobody has in hand."""
    with looking(config_path) as look:
        lookup = StoreLookup(look.session, look.prefix)
        provider = lookup.provider_named(firm)
        if provider is None:
            raise NotAllowed(f'no provider is called "{firm}"; `mailtick register list providers` lists them')
        sheet = sheet_of(look.session, lookup, look.prefix, provider, look.moments.now.date())
    if as_json:
        print_json([_json(sheet, index) for index in range(len(sheet.lines))])
        return
    _print(provider, sheet)


def _print(provider: Provider, sheet: VisitSheet) -> None:
    if not sheet.lines:
        click.echo(plain(f"There is nothing for {provider.name}."))
    for place, lines in sheet.by_place:
        click.echo(plain(place))
        for line in lines:
            theirs = f" ({line.theirs})" if line.theirs else " (not with them yet)" if line.is_new else ""
            click.echo(plain(f"  [ ] {line.incident.reference}  {line.incident.title}{theirs}"))


def _json(sheet: VisitSheet, index: int) -> dict[str, object]:
    line = sheet.lines[index]
    return {
        "incident": line.incident.reference,
        "title": line.incident.title,
        "place": line.incident.where,
        "equipment": [each.tag for each in line.incident.equipment],
        "priority": line.incident.priority,
        "theirs": line.theirs,
        "is_new": line.is_new,
    }
