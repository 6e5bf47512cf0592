"""`mailtick charter`: the page that tells everybody what to expect of the desk."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.registers import around_of
from mailtick.cli.shown import config_option, in_sentences, plain, settings_of
from mailtick.registers.page import day_words
from mailtick.reports.charter import Charter
from mailtick.rounds.charter import charter_of
from mailtick.templating import print_paper

_WIDTH = 78
_INDENT = "    "


@click.command("charter", short_help="Print what everybody can expect of the desk.")
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="The file to write, as a page for browsers."
)
@config_option
@in_sentences
def charter_command(page: Path | None, config_path: Path) -> None:
    """Print who is there when, by when something is answered and done, and what to do when the desk is shut.

    Put the page where everybody finds it, and its address into config.toml ([desk] charter): each acknowledgement ends
    with it.
    """
    with looking(config_path) as look:
        today = around_of(look).today
        charter = charter_of(look.session, look.policy, today)
    if page is None:
        for line in _text(charter, look.policy.facts.name):
            click.echo(plain(line))
        return
    given = {"charter": charter, "school": look.policy.facts.name, "printed_on": day_words(today)}
    paper = print_paper("charter", given, look.moments.zone, settings_of(config_path).templates.folder)
    if paper.fault:
        click.echo(plain(paper.fault), err=True)
    page.write_text(paper.html, encoding="utf-8")
    click.echo(f"{page} is written; put it where everybody finds it.")


def _text(charter: Charter, school: str) -> Iterator[str]:
    yield charter.title
    yield school
    for part in charter.parts:
        yield ""
        yield part.heading
        for label, value in part.facts:
            yield from textwrap.wrap(f"{label}: {value}", _WIDTH, initial_indent="  ", subsequent_indent=_INDENT)
        for line in part.lines:
            yield from textwrap.wrap(line, _WIDTH, initial_indent="  ", subsequent_indent=_INDENT)
