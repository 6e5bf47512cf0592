"""`mailtick provider`: how a firm keeps what it promises, with the incidents behind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json, print_table
from mailtick.incidents.kept_promises import Kept, kept_promises
from mailtick.registers.changing import find
from mailtick.registers.page import day_words
from mailtick.registers.providers import PROVIDERS
from mailtick.store.firm_jobs import jobs_of_firm

_MOST = 12


@click.command("provider", short_help="Say how a firm keeps what it promises.")
@click.argument("firm")
@click.option("--days", type=click.IntRange(1, 3660), default=365, show_default=True, help="Jobs of so many days.")
@json_option
@config_option
@in_sentences
def provider_command(firm: str, days: int, as_json: bool, config_path: Path) -> None:
    """Count what FIRM kept and missed: answers, visits and fixes, with the incidents behind each."""
    with looking(config_path) as look:
        _, values = find(look.session, PROVIDERS, firm)
        now = look.moments.now
        jobs, taken_back = jobs_of_firm(look.session, str(values["code"]), now - timedelta(days=days), look.prefix)
        kept = kept_promises(jobs, look.moments.zone, now)
    open_now = [each.reference for each in jobs if each.job.job.done_at is None and each.job.job.ended_at is None]
    if as_json:
        print_json(
            {
                "provider": values["code"],
                "days": days,
                "jobs": [each.reference for each in jobs],
                "open": open_now,
                "taken_back": taken_back,
                "promises": [
                    {"what": each.what, "kept": each.kept, "missed": each.missed, "to_come": each.to_come}
                    for each in kept
                ],
            }
        )
        return
    since = day_words((now - timedelta(days=days)).astimezone(look.moments.zone).date())
    jobs_word = "1 job" if len(jobs) == 1 else f"{len(jobs)} jobs"
    click.echo(plain(f"{values['name']} ({values['code']}): {jobs_word} since {since}."))
    if kept:
        print_table(("Promise", "Kept", "Missed", "To come", "Missed in", "Kept in"), [_row(each) for each in kept])
    if open_now:
        click.echo(f"With them now: {_shown(open_now)}.")
    if taken_back:
        click.echo(f"Not counted, since it came back or was taken back: {_shown(taken_back)}.")


def _row(each: Kept) -> tuple[str, ...]:
    counts = (str(len(part)) for part in (each.kept, each.missed, each.to_come))
    return (each.words, *counts, _shown(each.missed), _shown(each.kept))


def _shown(references: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(references) - _MOST} more" if len(references) > _MOST else ""
    return f"{', '.join(references[-_MOST:])}{more}"
