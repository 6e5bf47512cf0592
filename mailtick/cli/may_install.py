"""`mailtick may-install`: may this software be installed on so many more?"""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.registers import around_of
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json
from mailtick.registers.changing import find
from mailtick.registers.licences import LICENCES
from mailtick.registers.usage import usage_of


@click.command("may-install", short_help="Say whether a licence has so many seats free.")
@click.argument("licence")
@click.argument("number", type=click.IntRange(min=1), default=1)
@json_option
@config_option
@in_sentences
def may_install(licence: str, number: int, as_json: bool, config_path: Path) -> None:
    """Say whether LICENCE may be used NUMBER times more, and how many would have to be bought."""
    with looking(config_path) as look:
        _, values = find(look.session, LICENCES, licence)
        usage = usage_of(look.session, values, around_of(look).today)
    if as_json:
        to_buy = usage.to_buy(number)
        print_json({"licence": values["ref"], "free": usage.free, "wanted": number, "to_buy": to_buy})
        return
    click.echo(plain(f"{values['ref']} {values['product']}: {usage.answer(number)}."))
