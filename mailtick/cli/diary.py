"""`mailtick diary`: what happens when, whichever register it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from mailtick.cli.days import DAY
from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table
from mailtick.mail.money import pounds
from mailtick.registers.agenda import Entry, agenda, past
from mailtick.registers.feed import as_icalendar

_AHEAD = timedelta(days=30)


@click.command("diary")
@click.option("--from", "first", type=DAY, metavar="DATE", help="The first day. Default: today, with what is overdue.")
@click.option("--to", "last", type=DAY, metavar="DATE", help="The last day. Default: 30 days on.")
@click.option("--ics", "as_ics", is_flag=True, help="Print iCalendar, for calendar programs.")
@json_option
@config_option
@in_sentences
def diary_command(
    first: datetime | None, last: datetime | None, as_ics: bool, as_json: bool, config_path: Path
) -> None:
    """Show the diary: visits, tasks, payments, ends, deadlines."""
    with looking(config_path) as look:
        today = look.moments.now.astimezone(look.moments.zone).date()
        start = first.date() if first else today
        entries = agenda(look.session, start, last.date() if last else start + _AHEAD, today, look.prefix)
        if first is None:
            entries = [*past(look.session, today), *entries]
    if as_ics:
        click.echo(as_icalendar(entries, "mailtick diary", look.moments.now), nl=False)
        return
    if as_json:
        print_json([asdict(entry) for entry in entries])
        return
    rows = [_row(entry, today, look.moments.on) for entry in entries]
    print_table(("Date", "Act by", "What", "Ref", "Amount", ""), rows, "Nothing stands in the diary then.")


def _row(entry: Entry, today: date, on: Callable[[date], str]) -> tuple[str, ...]:
    gross = "" if entry.net_pence is None else pounds(entry.net_pence + (entry.vat_pence or 0))
    act_by = on(entry.act_by) if entry.act_by and entry.act_by != entry.on else ""
    return (on(entry.on), act_by, entry.what, entry.key, gross, _standing(entry, today))


def _standing(entry: Entry, today: date) -> str:
    if entry.done_on:
        return "done"
    if entry.disputed:
        return f"disputed: {entry.disputed}"
    return "overdue" if entry.act_by and entry.act_by < today else ""
