"""`mailtick held`: the mails that wait for a person's decision."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting, looking
from mailtick.cli.shown import (
    config_option,
    config_option_below,
    in_sentences,
    json_option,
    plain,
    print_json,
    print_table,
)
from mailtick.desk import Desk
from mailtick.rounds import act
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import mails

_by_option = click.option("--as", "by", default="", help="Who decides. Default: the coordinator.")


@click.group(invoke_without_command=True, short_help="List, release, drop or retry the mails that wait for a person.")
@json_option
@config_option
@click.pass_context
@in_sentences
def held(context: click.Context, as_json: bool, config_path: Path) -> None:
    """List the held mails; release them, drop them, or let them be tried again."""
    context.obj = config_path
    if context.invoked_subcommand:
        return
    with looking(config_path) as look:
        found = mails.held_mails(look.session)
        subjects = {row.id: mails.shown_subject(look.session, row, look.prefix) for row in found}
    if as_json:
        print_json(
            [
                {
                    "id": row.id,
                    "from": row.from_address,
                    "subject": subjects[row.id],
                    "received_at": row.received_at.isoformat(),
                    "because": row.held_reason,
                }
                for row in found
            ]
        )
        return
    print_table(
        ("Mail", "From", "Subject", "Held because"),
        [(str(row.id), row.from_address, subjects[row.id], row.held_reason) for row in found],
        "No mail is held.",
    )


@held.command()
@click.argument("mail_id", type=int)
@click.option("--to", default="", help="The incident that it belongs to. Default: it becomes a new one.")
@click.option("--related", default="", help="The incident that the new one follows.")
@click.option("--for", "reporter", default="", help="Whose matter it is, if that is not the sender.")
@_by_option
@json_option
@config_option_below
@in_sentences
def release(mail_id: int, to: str, related: str, reporter: str, by: str, as_json: bool, config_path: Path) -> None:
    """Take a held mail up: as a new incident, or onto one."""
    if to and related:
        raise click.UsageError("--to files it on an incident, --related opens a new one; write one of them")
    with acting(config_path) as desk:
        released = act.release(desk, mail_id, to, reporter, by, related)
        reference = _reference(desk, released.incident_id)
    if as_json:
        print_json({"id": mail_id, "incident": reference, "noted": released.noted or None})
        return
    where = f" onto {reference}" if to else f" as {reference}" if reference else ""
    click.echo(f"Mail {mail_id} is released{where}.")
    if released.noted:
        whose = "is noted as an address of theirs; it is believed for reports and answers, and gives no rights"
        click.echo(f"{plain(released.noted)} {whose}.")


def _reference(desk: Desk, incident_id: int | None) -> str | None:
    """An incident as people see it."""
    with desk.database.reading() as session:
        lookup = StoreLookup(session, desk.policy.facts.prefix)
        incident = lookup.incident(incident_id) if incident_id is not None else None
    return incident.reference if incident else None


@held.command()
@click.argument("mail_id", type=int)
@click.argument("because", nargs=-1, required=True)
@_by_option
@config_option_below
@in_sentences
def drop(mail_id: int, because: tuple[str, ...], by: str, config_path: Path) -> None:
    """Let a held mail rest for good, with the reason. Its bytes are kept."""
    with acting(config_path) as desk:
        act.drop(desk, mail_id, " ".join(because), by)
    click.echo(f"Mail {mail_id} is dropped.")


@held.command()
@click.argument("mail_id", type=int)
@config_option_below
@in_sentences
def retry(mail_id: int, config_path: Path) -> None:
    """Let a held mail be decided on once more, as if it had just come."""
    with acting(config_path) as desk:
        act.retry(desk, mail_id)
    click.echo(f"Mail {mail_id} is waiting to be processed again.")
