"""`mailtick forecast` and `mailtick budget`: what will be paid, and how the year stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from mailtick.cli.opened import Look, looking
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table
from mailtick.mail.money import pounds
from mailtick.registers.formats import FinancialYear
from mailtick.registers.spending import Outlay, budget, first_year, forecast, year_of, year_words


@click.command("forecast")
@json_option
@config_option
@in_sentences
def forecast_command(as_json: bool, config_path: Path) -> None:
    """Show what has to be paid in the next twelve months."""
    with looking(config_path) as look:
        outlays = [(each, _year_of(look, each.on)) for each in forecast(look.session, _today(look))]
    if as_json:
        print_json([{**asdict(each), "year": year} for each, year in outlays])
        return
    rows = [
        (
            f"{each.on:%b %Y}",
            each.key,
            each.what,
            _pounds(each.net_pence),
            _pounds(each.net_pence + each.vat_pence),
            "likely" if each.is_likely else "disputed" if each.is_disputed else "",
        )
        for each, _ in outlays
    ]
    years = list(dict.fromkeys(year for _, year in outlays))
    totals = [
        _total(f"In {shown}", [each for each, year in outlays if year == shown]) for shown in years if len(years) > 1
    ]
    totals += [_total("In all", [each for each, _ in outlays])] if rows else []
    print_table(("Month", "Ref", "What", "Net", "With VAT", ""), [*rows, *totals], "Nothing has to be paid.")


def _total(called: str, outlays: Sequence[Outlay]) -> tuple[str, ...]:
    net, gross = sum(each.net_pence for each in outlays), sum(each.net_pence + each.vat_pence for each in outlays)
    return ("", "", called, _pounds(net), _pounds(gross), "")


@click.command("budget")
@click.option("--year", default="", help="The financial year, such as 2026-27. Default: this one.")
@json_option
@config_option
@in_sentences
def budget_command(year: str, as_json: bool, config_path: Path) -> None:
    """Show a year's spending by category against its plan, net."""
    try:
        wanted = first_year(FinancialYear().read(year)) if year else 0
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    with looking(config_path) as look:
        shown = wanted or year_of(_today(look), look.year_begins)
        lines = budget(look.session, shown, look.year_begins)
    if as_json:
        print_json([{**asdict(each), "left_pence": each.left_pence} for each in lines])
        return
    rows = [
        (
            each.category or "(no category)",
            _pounds(each.planned_pence),
            _pounds(each.paid_pence),
            _pounds(each.due_pence),
            _pounds(each.left_pence),
        )
        for each in lines
    ]
    print_table((f"Year {year_words(shown, look.year_begins)}", "Planned", "Paid", "To be paid", "Left"), rows)


def _year_of(look: Look, day: date) -> str:
    return year_words(year_of(day, look.year_begins), look.year_begins)


def _today(look: Look) -> date:
    return look.moments.now.astimezone(look.moments.zone).date()


def _pounds(pence: int | None) -> str:
    return "no plan" if pence is None else pounds(pence)
