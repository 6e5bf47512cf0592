"""`mailtick register`: look into the registers, bring them in and out as CSV."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table, settings_of
from mailtick.daemon import build_desk
from mailtick.registers import REGISTERS
from mailtick.registers.exporting import export_csv
from mailtick.registers.importing import ImportFaults, import_csv
from mailtick.registers.records import list_records
from mailtick.registers.register import Register

_BY_NAME = {register.name: register for register in REGISTERS}
_name_argument = click.argument("name", type=click.Choice(list(_BY_NAME)))


@click.group()
@config_option
@click.pass_context
def register(context: click.Context, config_path: Path) -> None:
    """List, import and export what the desk keeps: people, locations, assets, licences, contracts …"""
    context.obj = config_path


@register.command("list")
@_name_argument
@click.argument("search", default="")
@json_option
@click.pass_obj
@in_sentences
def list_register(config_path: Path, name: str, search: str, as_json: bool) -> None:
    """List the records of a register, or those that hold SEARCH."""
    kept = _BY_NAME[name]
    desk = build_desk(settings_of(config_path))
    with desk.database.reading() as session:
        records = list_records(session, kept, search)
    if as_json:
        print_json([dict(record.cells) for record in records])
        return
    print_table(_labels(kept), [tuple(record.cells.values()) for record in records])


def _labels(kept: Register) -> tuple[str, ...]:
    return tuple(column.label for column in kept.columns)


@register.command("import")
@_name_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--domain", default="", help="Completes addresses that are given without @, such as school.example.")
@click.pass_obj
@in_sentences
def import_register(config_path: Path, name: str, file: Path, domain: str) -> None:
    """Bring in a CSV file: all of it, or nothing and every fault at once."""
    desk = build_desk(settings_of(config_path))
    try:
        with desk.database.writing() as session:
            done = import_csv(session, _BY_NAME[name], file.read_text("utf-8-sig"), domain)
    except ImportFaults as faults:
        raise click.ClickException(str(faults)) from None
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not UTF-8; save it as “CSV UTF-8” and try again") from None
    click.echo(f"{name}: {done.added} added, {done.changed} changed, {done.unchanged} as they were.")


@register.command("export")
@_name_argument
@click.option("--domain", default="", help="Shortens addresses of this domain to the part before the @.")
@click.pass_obj
@in_sentences
def export_register(config_path: Path, name: str, domain: str) -> None:
    """Print a register as CSV, in the form that import takes."""
    desk = build_desk(settings_of(config_path))
    with desk.database.reading() as session:
        click.echo(export_csv(session, _BY_NAME[name], domain), nl=False)
