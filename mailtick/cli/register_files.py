"""`mailtick register import`, `map` and `export`: the registers as files of a spreadsheet program."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import track

from mailtick.cli.firm_hours import say_hours
from mailtick.cli.opened import acting, looking
from mailtick.cli.register_shown import (
    map_as_json,
    prepared_as_json,
    print_faults,
    print_going_back,
    print_map,
    print_prepared,
)
from mailtick.cli.shown import config_option_below, in_sentences, json_option, print_json
from mailtick.registers import REGISTERS
from mailtick.registers.calendar_file import is_calendar_file
from mailtick.registers.exporting import export_csv
from mailtick.registers.exporting_xlsx import TooLong, export_xlsx
from mailtick.registers.files import Options, carry_out, prepare_import, prepare_map
from mailtick.registers.foreign import remember_map
from mailtick.registers.importing import ImportFaults
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.plan import WouldGoBack
from mailtick.registers.sheets import MAX_BYTES
from mailtick.rounds.keeping import author

_T = TypeVar("_T")

BY_NAME = {register.name: register for register in REGISTERS}
# What people call some registers beside their names.
_OTHER_NAMES = {"equipment": "assets", "places": "locations", "rooms": "locations", "software": "licences",
                "firms": "providers", "staff": "people", "person": "people"}  # fmt: skip


class _RegisterName(click.Choice[str]):
    """The name of a register, or its beginning, such as "asset"."""

    def convert(self, value: str, param: click.Parameter | None, context: click.Context | None) -> str:
        word = value.casefold().replace(" ", "_").replace("-", "_")
        word = _OTHER_NAMES.get(word, word)
        found = [word] if word in BY_NAME else [name for name in BY_NAME if word and name.startswith(word)]
        if len(found) != 1:
            which = f"it may be {' or '.join(found)}" if found else f"the registers are {', '.join(BY_NAME)}"
            raise click.BadParameter(f'there is no register "{value}"; {which}', context, param)
        return found[0]


name_argument = click.argument("name", metavar="REGISTER", type=_RegisterName(list(BY_NAME)))
by_option = click.option("--as", "by", default="", help="Who does it. Default: the coordinator.")
_file_argument = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_sheet_option = click.option(
    "--sheet", default="", help="Which sheet of a workbook. Default: the only one that holds something."
)
_WATCHED_FROM = 500


def _pairs(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> Mapping[str, str]:
    """What stands on both sides of the last "=" of each."""
    pairs = {}
    for each in given:
        left, equals, right = each.rpartition("=") if option.name == "columns" else each.partition("=")
        if not equals or not left.strip():
            raise click.BadParameter(f'"{each}" has no "=" between two names', context, option)
        pairs[left.strip()] = right.strip()
    return pairs


_column_option = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_pairs,
    metavar="HEADER=COLUMN",
    help='What a column of the file is, such as "Room=location"; "Room=-" leaves it out. May be given several times.',
)
_set_option = click.option(
    "--set",
    "fixed",
    multiple=True,
    callback=_pairs,
    metavar="COLUMN=VALUE",
    help="What holds for every record of the file, such as type=Laptop. May be given several times.",
)
_domain_option = click.option(
    "--domain", default="", help="Completes addresses that are given without @, such as school.example."
)


@click.command("import", short_help="Bring in a spreadsheet: all of it, or nothing.")
@name_argument
@_file_argument
@click.option("--dry-run", is_flag=True, help="Say what would be added and changed, and change nothing.")
@click.option("--force", is_flag=True, help="Bring in also what sets a later change back to what stood before it.")
@_sheet_option
@_column_option
@_set_option
@_domain_option
@by_option
@json_option
@config_option_below
@in_sentences
def import_register(
    name: str,
    file: Path,
    dry_run: bool,
    force: bool,
    sheet: str,
    columns: Mapping[str, str],
    fixed: Mapping[str, str],
    domain: str,
    by: str,
    as_json: bool,
    config_path: Path,
) -> None:
    """Bring in FILE, saved by a spreadsheet program as CSV or XLSX: all of it, or nothing and every fault at once.

    Of the calendar also a calendar file (.ics), such as a council's term dates or the bank holidays of gov.uk.

    FILE itself is only read. Begin with --dry-run. A file of your own layout is read as `mailtick register map` shows.
    """
    content, options = _content(file), Options(sheet, domain, columns, fixed)
    if file.suffix.lower() == ".ics" and not is_calendar_file(content):
        raise click.ClickException(f"{file.name} is no calendar file; download it again")
    try:
        if dry_run:
            with looking(config_path) as look:
                options = replace(options, zone=look.moments.zone, today=look.moments.now.date())
                prepared = prepare_import(look.session, BY_NAME[name], content, options, _watched)
        else:
            with acting(config_path) as desk, desk.database.writing() as session:
                options = replace(options, zone=desk.policy.zone, today=desk.clock().date())
                prepared = prepare_import(session, BY_NAME[name], content, options, _watched)
                by_whom = author(session, desk, by, f"import of {file.name}")
                carry_out(session, prepared, by_whom, may_go_back=force)
                say_hours(session, name)
    except ImportFaults as error:
        print_faults(error, _what_next(error, name, file, options))
        raise SystemExit(1) from None
    except WouldGoBack as error:
        print_going_back(error)
        raise SystemExit(1) from None
    except NotReadable as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        print_json(prepared_as_json(prepared, dry_run=dry_run))
    else:
        print_prepared(prepared, dry_run=dry_run)


def _what_next(error: ImportFaults, name: str, file: Path, options: Options) -> str:
    """How to go on from faults: commands that can be typed as they stand."""
    sheet = f" --sheet {shlex.quote(options.sheet)}" if options.sheet else ""
    told = [f"`mailtick register map {name} {shlex.quote(str(file))}{sheet}` shows how the file is read."]
    if not options.domain and any(fault.message.endswith("write it as name@example.org") for fault in error.faults):
        told.append("Where only what stands before the @ is given, say what follows it: --domain DOMAIN.")
    headers = [fault.column for fault in error.faults if fault.message.startswith("there is no ")]
    if headers and headers[0]:
        told.append(f'To leave a column out for now: --column "{headers[0]}=-".')
    return "\n".join(told)


def _content(file: Path) -> bytes:
    """The file, no more of it than is enough to refuse it."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _watched(rows: Sequence[_T]) -> Iterable[_T]:
    """A bar on long work, on standard error, only where a person watches."""
    if len(rows) < _WATCHED_FROM or not sys.stderr.isatty():
        return rows
    return track(rows, f"Reading {len(rows):,} rows", console=Console(stderr=True), transient=True)


@click.command("map", short_help="Show how a spreadsheet of your own is read.")
@name_argument
@_file_argument
@_sheet_option
@_column_option
@_set_option
@json_option
@config_option_below
@in_sentences
def map_register(
    name: str,
    file: Path,
    sheet: str,
    columns: Mapping[str, str],
    fixed: Mapping[str, str],
    as_json: bool,
    config_path: Path,
) -> None:
    """Show what each column of FILE is read as. What --column and --set say is kept for files with these headers."""
    content, options = _content(file), Options(sheet, "", columns, fixed)
    try:
        if columns or fixed:
            with acting(config_path) as desk, desk.database.writing() as session:
                mapped = prepare_map(session, BY_NAME[name], content, options)
                remember_map(session, BY_NAME[name], mapped)
        else:
            with looking(config_path) as look:
                mapped = prepare_map(look.session, BY_NAME[name], content, options)
    except NotReadable as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        print_json(map_as_json(BY_NAME[name], mapped))
    else:
        print_map(BY_NAME[name], mapped)


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


COMMANDS = (import_register, map_register, export_register)
