"""`mailtick stock-check`: how the stock check stands, on one page; `start` asks each room's person."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from mailtick.cli.opened import acting, looking
from mailtick.cli.register_files import by_option
from mailtick.cli.shown import (
    config_option,
    config_option_below,
    in_sentences,
    json_option,
    plain,
    print_json,
    print_table,
)
from mailtick.registers.stock_report import StockReport, stock_report
from mailtick.rounds.keeping import author
from mailtick.rounds.stock import begin_stock_check


@click.group("stock-check", invoke_without_command=True, short_help="Show the stock check on a page, or start one.")
@json_option
@config_option
@click.pass_context
@in_sentences
def stock_check(context: click.Context, as_json: bool, config_path: Path) -> None:
    """Show on one page how the stock check stands: for the governors, and for whoever asks."""
    context.obj = config_path
    if context.invoked_subcommand:
        return
    with looking(config_path) as look:
        report = stock_report(look.session, look.moments.now.astimezone(look.moments.zone).date())
        day = look.moments.on(report.on)
    if as_json:
        print_json({**asdict(report), "is_met": report.is_met})
    else:
        _show(report, day)


@stock_check.command("start", short_help="Write each room's person the list of what is there.")
@click.option("--place", "places", multiple=True, help="Only this room. May be given several times.")
@by_option
@config_option_below
@in_sentences
def start(places: tuple[str, ...], by: str, config_path: Path) -> None:
    """Write each room's person the list of what is there; they answer by mail, and silence is chased after a week."""
    with acting(config_path) as desk, desk.database.writing() as session:
        asked = begin_stock_check(session, desk, places, author(session, desk, by, "stock check"))
    rows = [
        (str(each.place["name"]), str(len(each.equipment)), each.task, each.person or each.why_not) for each in asked
    ]
    print_table(("Room", "Listed", "Task", "Asked"), rows, "Nothing is listed there, so nobody is asked.")


def _show(report: StockReport, day: str) -> None:
    click.echo(f"Stock check as of {day}")
    click.echo()
    print_table(
        ("Room", "Listed", "Seen", "Missing", "Came from elsewhere", "Asked, not answered"),
        [
            (each.place, str(each.listed), str(each.seen), str(each.missing), str(each.elsewhere), each.asked)
            for each in report.rooms
        ],
    )
    click.echo()
    click.echo(f"{report.seen} of {report.listed} were seen within a year by somebody other than the keeper.")
    if report.lost:
        click.echo(plain(f"Missing: {', '.join(report.lost)}."))
    click.echo(f"The yearly check by somebody other than the keeper is {'met' if report.is_met else 'not met'}.")
