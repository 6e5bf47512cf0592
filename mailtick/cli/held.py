"""`mailtick held`: the mails that wait for a person's decision."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table, settings_of
from mailtick.daemon import build_desk
from mailtick.rounds import act
from mailtick.store import mails

_by_option = click.option("--as", "by", default="", help="Who decides. Default: the coordinator.")


@click.group(invoke_without_command=True)
@json_option
@config_option
@click.pass_context
@in_sentences
def held(context: click.Context, as_json: bool, config_path: Path) -> None:
    """List the held mails; release them, drop them, or let them be tried again."""
    context.obj = config_path
    if context.invoked_subcommand:
        return
    desk = build_desk(settings_of(config_path))
    with desk.database.reading() as session:
        found = mails.held_mails(session)
    if as_json:
        print_json(
            [
                {
                    "id": row.id,
                    "from": row.from_address,
                    "subject": row.subject,
                    "received_at": row.received_at.isoformat(),
                    "because": row.held_reason,
                }
                for row in found
            ]
        )
        return
    print_table(
        ("Mail", "From", "Subject", "Held because"),
        [(str(row.id), row.from_address, row.subject, row.held_reason) for row in found],
        "No mail is held.",
    )


@held.command()
@click.argument("mail_id", type=int)
@click.option("--to", default="", help="The incident that it belongs to. Default: it becomes a new one.")
@click.option("--for", "reporter", default="", help="Whose matter it is, if that is not the sender.")
@_by_option
@click.pass_obj
@in_sentences
def release(config_path: Path, mail_id: int, to: str, reporter: str, by: str) -> None:
    """Take a held mail up: as a new incident, or onto one."""
    desk = build_desk(settings_of(config_path))
    row = act.release(desk, mail_id, to, reporter, by)
    click.echo(f"Mail {row.id} is released{f' onto {to}' if to else ' as a new incident'}.")


@held.command()
@click.argument("mail_id", type=int)
@click.argument("because")
@_by_option
@click.pass_obj
@in_sentences
def drop(config_path: Path, mail_id: int, because: str, by: str) -> None:
    """Let a held mail rest for good, with the reason; its bytes are kept."""
    act.drop(build_desk(settings_of(config_path)), mail_id, because, by)
    click.echo(f"Mail {mail_id} is dropped.")


@held.command()
@click.argument("mail_id", type=int)
@click.pass_obj
@in_sentences
def retry(config_path: Path, mail_id: int) -> None:
    """Let a held mail be decided on once more, as if it had just come."""
    act.retry(build_desk(settings_of(config_path)), mail_id)
    click.echo(f"Mail {mail_id} is waiting to be processed again.")
