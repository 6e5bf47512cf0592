"""`mailtick joiner`, `leaver` and `september`: checklists with days, and what hangs on them."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting
from mailtick.cli.register_files import by_option
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json, print_table
from mailtick.incidents.moments import on_day
from mailtick.registers.checklists import Checklist
from mailtick.registers.staffing import Begun
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.ordering import run_checklist

_undo_option = click.option("--undo", is_flag=True, help="Take it back, as long as nothing of it was changed since.")


@click.command("joiner", short_help="Begin the checklist of somebody who comes.")
@click.argument("address")
@click.argument("rest", metavar="DATE [NAME]", nargs=-1)
@_undo_option
@by_option
@json_option
@config_option
@in_sentences
def joiner(address: str, rest: tuple[str, ...], undo: bool, by: str, as_json: bool, config_path: Path) -> None:
    """Begin the checklist of somebody who begins on DATE; NAME where they are not on the list of people yet."""
    _run(Checklist.JOINER, (address, *rest), undo=undo, by=by, as_json=as_json, config_path=config_path)


@click.command("leaver", short_help="Begin the checklist of somebody who leaves.")
@click.argument("address")
@click.argument("day", metavar="DATE", nargs=-1)
@_undo_option
@by_option
@json_option
@config_option
@in_sentences
def leaver(address: str, day: tuple[str, ...], undo: bool, by: str, as_json: bool, config_path: Path) -> None:
    """Begin the checklist of somebody whose last day is DATE: tasks with days, and their seats are free from then."""
    _run(Checklist.LEAVER, (address, *day), undo=undo, by=by, as_json=as_json, config_path=config_path)


@click.command("september", short_help="Begin the checklist of a new school year.")
@click.argument("year", default="")
@_undo_option
@by_option
@json_option
@config_option
@in_sentences
def september(year: str, undo: bool, by: str, as_json: bool, config_path: Path) -> None:
    """Begin the checklist of the school year that begins in YEAR; without it, the next one."""
    _run(Checklist.SEPTEMBER, (year,), undo=undo, by=by, as_json=as_json, config_path=config_path)


STAFFING: tuple[click.Command, ...] = (joiner, leaver, september)


def _run(kind: Checklist, words: tuple[str, ...], *, undo: bool, by: str, as_json: bool, config_path: Path) -> None:
    argument = " ".join((*words, "undo") if undo else words)
    with acting(config_path) as desk, desk.database.writing() as session:
        this_year = desk.clock().astimezone(desk.policy.zone).year
        person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), by)
        begun = run_checklist(session, desk, kind, argument, person)
    if as_json:
        tasks = [{"ref": ref, "due_on": due, "what": what} for ref, due, what in begun.tasks]
        print_json({"outcome": begun.outcome, "tasks": tasks})
    else:
        _show(begun, this_year)


def _show(begun: Begun, this_year: int) -> None:
    if begun.tasks:
        print_table(("Task", "By", "What"), [(ref, on_day(due, this_year), what) for ref, due, what in begun.tasks])
    click.echo(plain(f"{begun.outcome}."))
