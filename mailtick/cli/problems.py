"""`mailtick problems`: what lies behind several incidents, and what may."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json, print_table
from mailtick.registers.page import words_of
from mailtick.registers.problems import PROBLEMS
from mailtick.registers.records import list_records
from mailtick.registers.suspected import suspected_problems


@click.command("problems", short_help="List problems, and what may be one.")
@json_option
@config_option
@in_sentences
def problems(as_json: bool, config_path: Path) -> None:
    """List the problems, and what came again and again, or is fixed for now for long, and may be one."""
    with looking(config_path) as look:
        known = list_records(look.session, PROBLEMS)
        now = look.moments.now.astimezone(look.moments.zone)
        suspected = suspected_problems(look.session, look.prefix, now)
    if as_json:
        new = [{"state": "suspected", "title": each.what, "incidents": each.incidents} for each in suspected]
        keys = ("state", "title", "incidents")
        print_json([*({key: each.values[key] for key in keys} for each in known), *new])
        return
    rows = [
        (each.key, words_of(each.cells["state"]), each.cells["title"], each.cells["incidents"].replace(";", ", "))
        for each in known
    ]
    rows += [("", "suspected", each.what, ", ".join(each.incidents)) for each in suspected]
    print_table(("Ref", "State", "What", "Incidents"), rows, "There is no problem, and none is suspected.")
    for each in suspected[:1]:
        cells = f'title="{each.what}" incidents="{";".join(each.incidents)}"'
        click.echo(plain(f"To write one down: mailtick register add problems ref=P1 {cells}"))
