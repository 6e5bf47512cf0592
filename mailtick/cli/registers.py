"""`mailtick register`: look into the registers, bring them in and out as files."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.firm_hours import say_hours
from mailtick.cli.opened import Look, acting, looking
from mailtick.cli.register_files import BY_NAME, COMMANDS, by_option, name_argument
from mailtick.cli.shown import (
    config_option,
    config_option_below,
    in_sentences,
    json_option,
    plain,
    print_json,
    print_table,
)
from mailtick.registers.changing import add, change, needed, retire
from mailtick.registers.page import Around
from mailtick.registers.records import list_records
from mailtick.registers.register import Register
from mailtick.registers.showing import change_words, page_of
from mailtick.rounds.keeping import author
from mailtick.store.tables import RecordChangeRow


@click.group(
    short_help="List, import and export people, places, equipment, licences …",
    epilog=f"The registers are {', '.join(BY_NAME)}.",
)
@config_option
@click.pass_context
def register(context: click.Context, config_path: Path) -> None:
    """List, import and export what the desk keeps, a REGISTER each."""
    context.obj = config_path


@register.command("list", short_help="List the records of a register, or those that hold words.")
@name_argument
@click.argument("words", metavar="[WORDS]", nargs=-1)
@click.option("--all", "retired", is_flag=True, help="Retired and hidden ones too.")
@json_option
@config_option_below
@in_sentences
def list_register(name: str, words: tuple[str, ...], retired: bool, as_json: bool, config_path: Path) -> None:
    """List the records of a register, or those that hold all WORDS, in whatever column.

    The names of the people and places that a record refers to count as well: `mailtick register list assets brown`.
    """
    kept, search = BY_NAME[name], " ".join(words)
    with looking(config_path) as look:
        records = list_records(look.session, kept, search, retired=retired)
        today = around_of(look).today
    if not retired:
        records = [record for record in records if not record.values.get("is_hidden")]
    stands = [kept.stands(record.values, today) if kept.stands else "" for record in records]
    if as_json:
        print_json(
            [
                {**record.cells, **({"stands": said} if kept.stands else {})}
                for record, said in zip(records, stands, strict=True)
            ]
        )
        return
    columns = [column for column in kept.columns if not column.is_only_if_used]
    rows = [
        [*(record.cells[column.name] for column in columns), *([said] if kept.stands else [])]
        for record, said in zip(records, stands, strict=True)
    ]
    none = f"There is nothing in {name} yet; `mailtick register add {name}` says what is written for one."
    empty = f'Nothing in {name} holds "{search}".' if search else none
    print_table([*(column.label for column in columns), *(["Stands"] if kept.stands else [])], rows, empty)


@register.command("show", short_help="Show a record with all that belongs to it.")
@name_argument
@click.argument("key")
@json_option
@config_option_below
@in_sentences
def show_record(name: str, key: str, as_json: bool, config_path: Path) -> None:
    """Show the record KEY with all that is known of it, what belongs to it, and how it came to be so."""
    kept = BY_NAME[name]
    with looking(config_path) as look:
        around = around_of(look)
        page = page_of(around, kept, key)
        changes = [change_words(around, kept, each) for each in page.changes]
    if as_json:
        print_json(
            {
                **page.cells,
                "warnings": page.warnings,
                "sections": [{"title": each.title, "lines": each.lines} for each in page.sections],
                "changes": [_change_json(each) for each in page.changes],
            }
        )
        return
    for fact in page.facts:
        click.echo(plain(f"{fact.label + ':':<24}{fact.words}"))
    for warning in page.warnings:
        click.echo(plain(f"\n! {warning}"))
    for section in page.sections:
        click.echo(plain(f"\n{section.title}"))
        for line in section.lines:
            click.echo(plain(f"  {line}"))
    click.echo("\nHow it came to be so")
    for each, words in zip(page.changes, changes, strict=True):
        click.echo(plain(f"  {look.moments.at(each.at)}  {each.who}: {words} ({each.because})"))


def around_of(look: Look) -> Around:
    """From where the pages of a desk are looked at."""
    zone = look.moments.zone
    return Around(look.session, look.prefix, look.moments.now.astimezone(zone).date(), zone)


def _change_json(change: RecordChangeRow) -> dict[str, object]:
    return {name: getattr(change, name) for name in ("at", "who", "column", "old", "new", "because")}


@register.command("add", short_help="Add a record: COLUMN=VALUE for each thing known of it.")
@name_argument
@click.argument("cells", metavar="COLUMN=VALUE…", nargs=-1, callback=lambda _, __, each: pairs(each))
@by_option
@config_option_below
@in_sentences
def add_record(name: str, cells: dict[str, str], by: str, config_path: Path) -> None:
    """Add a record: COLUMN=VALUE for each thing that is known of it; without any, say which columns there are."""
    if not cells:
        _print_columns(BY_NAME[name])
        return
    with acting(config_path) as desk, desk.database.writing() as session:
        key = add(session, BY_NAME[name], cells, author(session, desk, by))
        say_hours(session, name)
    click.echo(f"{key}: added.")


def _print_columns(kept: Register) -> None:
    must = needed(kept)
    rows = [
        (f"{each.header}=", each.label, "must be given" if each in must else "", each.help)
        for each in kept.columns
        if each.header
    ]
    click.echo(f"Write what is known: mailtick register add {kept.name} COLUMN=VALUE COLUMN=VALUE …")
    print_table(("Column", "Is", "", ""), rows)


@register.command("set", short_help="Change a record: COLUMN=VALUE for each thing that changes.")
@name_argument
@click.argument("key")
@click.argument("cells", metavar="COLUMN=VALUE…", nargs=-1, required=True, callback=lambda _, __, each: pairs(each))
@by_option
@config_option_below
@in_sentences
def set_record(name: str, key: str, cells: dict[str, str], by: str, config_path: Path) -> None:
    """Change the record KEY: COLUMN=VALUE for each thing that changes; COLUMN= makes it empty."""
    kept = BY_NAME[name]
    with acting(config_path) as desk, desk.database.writing() as session:
        changed = change(session, kept, key, cells, author(session, desk, by))
        say_hours(session, name)
    for column, news in changed.items():
        click.echo(plain(f"{kept.column(column).label}: {news}"))
    if not changed:
        click.echo(f"{key}: nothing is different.")


@register.command("retire", short_help="Take a record out of use; it stays, with its history.")
@name_argument
@click.argument("key")
@by_option
@config_option_below
@in_sentences
def retire_record(name: str, key: str, by: str, config_path: Path) -> None:
    """Take the record KEY out of use from today on; it stays, with its history."""
    with acting(config_path) as desk, desk.database.writing() as session:
        today = desk.clock().astimezone(desk.policy.zone).date()
        retire(session, BY_NAME[name], key, author(session, desk, by), today)
    click.echo(f"{key}: retired. `mailtick register set {name} {key} retired=` takes it back.")


def pairs(cells: tuple[str, ...]) -> dict[str, str]:
    given = dict(cell.split("=", 1) for cell in cells if "=" in cell)
    if len(given) < len(cells):
        wrong = next(cell for cell in cells if "=" not in cell)
        raise click.BadParameter(f'"{wrong}" has no "="; write COLUMN=VALUE, such as location=LIB')
    return given


for each in COMMANDS:
    register.add_command(each)
