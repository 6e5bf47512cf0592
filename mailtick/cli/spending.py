"""`mailtick forecast` and `mailtick budget`: what will be paid, and how the year stands."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from mailtick.cli.opened import Look, looking
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table
from mailtick.mail.money import pounds
from mailtick.registers.formats import FinancialYear
from mailtick.registers.spending import budget, forecast, year_of


@click.command("forecast")
@json_option
@config_option
@in_sentences
def forecast_command(as_json: bool, config_path: Path) -> None:
    """Show what has to be paid in the next twelve months."""
    with looking(config_path) as look:
        outlays = forecast(look.session, _today(look))
    if as_json:
        print_json([asdict(each) for each in outlays])
        return
    rows = [
        (
            f"{each.on:%b %Y}",
            each.key,
            each.what,
            _pounds(each.net_pence),
            _pounds(each.net_pence + each.vat_pence),
            "likely" if each.is_likely else "",
        )
        for each in outlays
    ]
    net, gross = sum(each.net_pence for each in outlays), sum(each.net_pence + each.vat_pence for each in outlays)
    total = [("", "", "In all", _pounds(net), _pounds(gross), "")] if rows else []
    print_table(("Month", "Ref", "What", "Net", "With VAT", ""), [*rows, *total], "Nothing has to be paid.")


@click.command("budget")
@click.option("--year", default="", help="The financial year, April to March, such as 2026-27. Default: this one.")
@json_option
@config_option
@in_sentences
def budget_command(year: str, as_json: bool, config_path: Path) -> None:
    """Show a year's spending by category against its plan, net."""
    try:
        wanted = str(FinancialYear().read(year)) if year else ""
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    with looking(config_path) as look:
        shown = wanted or year_of(_today(look))
        lines = budget(look.session, shown)
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
    print_table((f"Year {shown}", "Planned", "Paid", "To be paid", "Left"), rows)


def _today(look: Look) -> date:
    return look.moments.now.astimezone(look.moments.zone).date()


def _pounds(pence: int | None) -> str:
    return "no plan" if pence is None else pounds(pence)
