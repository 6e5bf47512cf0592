"""`mailtick register`: look into the registers, bring them in and out as CSV."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting, looking
from mailtick.cli.shown import (
    config_option,
    config_option_below,
    in_sentences,
    json_option,
    print_json,
    print_table,
)
from mailtick.registers import REGISTERS
from mailtick.registers.exporting import export_csv
from mailtick.registers.importing import ImportFaults, import_csv
from mailtick.registers.records import list_records
from mailtick.registers.register import Register

_BY_NAME = {register.name: register for register in REGISTERS}
_name_argument = click.argument("name", metavar="REGISTER", type=click.Choice(list(_BY_NAME)))


@click.group(
    short_help="List, import and export people, places, equipment, licences …",
    epilog=f"The registers are {', '.join(_BY_NAME)}.",
)
@config_option
@click.pass_context
def register(context: click.Context, config_path: Path) -> None:
    """List, import and export what the desk keeps, a REGISTER each."""
    context.obj = config_path


@register.command("list")
@_name_argument
@click.argument("search", default="")
@json_option
@config_option_below
@in_sentences
def list_register(name: str, search: str, as_json: bool, config_path: Path) -> None:
    """List the records of a register, or those that hold SEARCH."""
    kept = _BY_NAME[name]
    with looking(config_path) as look:
        records = list_records(look.session, kept, search)
    if as_json:
        print_json([dict(record.cells) for record in records])
        return
    print_table(_labels(kept), [tuple(record.cells.values()) for record in records])


def _labels(kept: Register) -> tuple[str, ...]:
    return tuple(column.label for column in kept.columns)


@register.command("import", short_help="Bring in a CSV file: all of it, or nothing.")
@_name_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--domain", default="", help="Completes addresses that are given without @, such as school.example.")
@json_option
@config_option_below
@in_sentences
def import_register(name: str, file: Path, domain: str, as_json: bool, config_path: Path) -> None:
    """Bring in a CSV file: all of it, or nothing and every fault at once."""
    try:
        text = file.read_text("utf-8-sig")
        with acting(config_path) as desk, desk.database.writing() as session:
            done = import_csv(session, _BY_NAME[name], text, domain)
    except ImportFaults as faults:
        raise click.ClickException(str(faults)) from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not UTF-8; save it as “CSV UTF-8” and try again") from None
    if as_json:
        print_json({"added": done.added, "changed": done.changed, "unchanged": done.unchanged})
        return
    click.echo(f"{name}: {done.added} added, {done.changed} changed, {done.unchanged} as they were.")


@register.command("export")
@_name_argument
@click.option("--domain", default="", help="Shortens addresses of this domain to the part before the @.")
@config_option_below
@in_sentences
def export_register(name: str, domain: str, config_path: Path) -> None:
    """Print a register as CSV, in the form that import takes."""
    with looking(config_path) as look:
        click.echo(export_csv(look.session, _BY_NAME[name], domain), nl=False)
