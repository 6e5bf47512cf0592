"""`mailtick register import` and `export`: the registers as files of a spreadsheet program."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track

from mailtick.cli.opened import acting, looking
from mailtick.cli.shown import config_option_below, in_sentences, json_option, plain, print_json
from mailtick.registers import REGISTERS
from mailtick.registers.exporting import export_csv
from mailtick.registers.exporting_xlsx import TooLong, export_xlsx
from mailtick.registers.files import Options, Prepared, carry_out, prepare_import
from mailtick.registers.importing import ImportFaults
from mailtick.registers.plan import Change, Plan
from mailtick.registers.sheets import NotReadable
from mailtick.rounds.keeping import author

_T = TypeVar("_T")

BY_NAME = {register.name: register for register in REGISTERS}
name_argument = click.argument("name", metavar="REGISTER", type=click.Choice(list(BY_NAME)))
by_option = click.option("--as", "by", default="", help="Who does it. Default: the coordinator.")

# So many records are shown one by one; a list of thousands hides what matters.
_MOST_SHOWN = 40
_WATCHED_FROM = 500


@click.command("import", short_help="Bring in a spreadsheet: all of it, or nothing.")
@name_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would be added and changed, and change nothing.")
@click.option("--sheet", default="", help="Which sheet of a workbook. Default: the only one that holds something.")
@click.option("--domain", default="", help="Completes addresses that are given without @, such as school.example.")
@by_option
@json_option
@config_option_below
@in_sentences
def import_register(
    name: str, file: Path, dry_run: bool, sheet: str, domain: str, by: str, as_json: bool, config_path: Path
) -> None:
    """Bring in FILE, saved by a spreadsheet program as CSV or XLSX: all of it, or nothing and every fault at once.

    FILE itself is only read. Begin with --dry-run.
    """
    content, options = file.read_bytes(), Options(sheet, domain)
    try:
        if dry_run:
            with looking(config_path) as look:
                prepared = prepare_import(look.session, BY_NAME[name], content, options, _watched)
        else:
            with acting(config_path) as desk, desk.database.writing() as session:
                prepared = prepare_import(session, BY_NAME[name], content, options, _watched)
                carry_out(session, prepared, author(session, desk, by, f"import of {file.name}"))
    except (ImportFaults, NotReadable) as error:
        raise click.ClickException(str(error)) from None
    _print_done(name, prepared, dry_run=dry_run, as_json=as_json)


def _watched(rows: Sequence[_T]) -> Iterable[_T]:
    """A bar on long work, on standard error, only where a person watches."""
    if len(rows) < _WATCHED_FROM or not sys.stderr.isatty():
        return rows
    return track(rows, f"Reading {len(rows):,} rows", console=Console(stderr=True), transient=True)


def _print_done(name: str, prepared: Prepared, *, dry_run: bool, as_json: bool) -> None:
    plan = prepared.plan
    counts = {"added": len(plan.added), "changed": len(plan.changed), "unchanged": plan.unchanged}
    if as_json:
        print_json({**counts, "records": _as_json(plan)} if dry_run else counts)
        return
    if dry_run:
        _print_changes("new", plan.added)
        _print_changes("changed", plan.changed)
    would = "would be " if dry_run else ""
    told = f"{name}: {would}{len(plan.added):,} added, {len(plan.changed):,} changed, {plan.unchanged:,} as they were."
    click.echo(told + (" Nothing was changed." if dry_run else ""))


def _as_json(plan: Plan) -> list[dict[str, object]]:
    kinds = (("added", plan.added), ("changed", plan.changed))
    return [{"what": what, **asdict(change)} for what, changes in kinds for change in changes]


def _print_changes(what: str, changes: Sequence[Change]) -> None:
    for change in changes[:_MOST_SHOWN]:
        told = "; ".join(
            f"{each.label}: {each.old or '–'} → {each.new or '–'}" if what == "changed" else f"{each.label}: {each.new}"
            for each in change.differences
        )
        click.echo(plain(f"{what:<8}{change.key}  {told}").rstrip())
    if len(changes) > _MOST_SHOWN:
        click.echo(f"{what:<8}and {len(changes) - _MOST_SHOWN:,} more; --json lists all")


@click.command("export", short_help="Write a register as CSV or as a workbook.")
@name_argument
@click.option(
    "--format", "format_", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True, help="What to write."
)
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="The file. Default: print it.")
@click.option("--domain", default="", help="Shortens addresses of this domain to the part before the @.")
@config_option_below
@in_sentences
def export_register(name: str, format_: str, output: Path | None, domain: str, config_path: Path) -> None:
    """Write a register as CSV or as a workbook, in the form that import takes."""
    if format_ == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError(f"a workbook is no text; say where it goes: --output {name}.xlsx")
    with looking(config_path) as look:
        try:
            content = (
                export_xlsx(look.session, BY_NAME[name], domain)
                if format_ == "xlsx"
                else export_csv(look.session, BY_NAME[name], domain).encode()
            )
        except TooLong as error:
            raise click.ClickException(str(error)) from None
    if output:
        output.write_bytes(content)
        click.echo(f"{output} is written.")
    else:
        click.echo(content, nl=False)


COMMANDS = (import_register, export_register)
