"""`mailtick held`: the mails that wait for a person's decision."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import click

from mailtick.cli.held_words import say_in_list, say_whole, whole_json
from mailtick.cli.opened import acting, looking
from mailtick.cli.shown import (
    config_option,
    config_option_below,
    in_sentences,
    json_option,
    plain,
    print_json,
)
from mailtick.desk import Desk, wall_clock
from mailtick.rounds import act
from mailtick.rounds.held_mail import HeldMail, held_mail
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import mails
from mailtick.store.held import blocked_addresses, dropped_since

_mail_argument = click.argument("mail_id", metavar="MAIL", type=click.IntRange(1, 2**31 - 1))
_by_option = click.option("--as", "by", default="", help="Who decides. Default: the coordinator.")


@click.group(
    invoke_without_command=True,
    short_help="List, show, release, drop or block the mails that wait for a person.",
)
@click.option(
    "--most", type=click.IntRange(min=1), default=100, show_default=True, help="At most so many, the oldest first."
)
@json_option
@config_option
@click.pass_context
@in_sentences
def held(context: click.Context, most: int, as_json: bool, config_path: Path) -> None:
    """List the held mails; show one, release it, drop it, or let it be tried again."""
    context.obj = config_path
    if context.invoked_subcommand:
        return
    with looking(config_path) as look:
        rows = mails.held_mails(look.session)
        found = [held_mail(look.session, row, look.prefix) for row in rows[:most]]
    if as_json:
        print_json([_listed_json(each) for each in found])
        return
    for each in found:
        click.echo("\n".join(plain(line) for line in say_in_list(each, look.moments)) + "\n")
    if len(rows) > most:
        click.echo(f"{len(rows) - most} more are held; --most shows them.")
    click.echo(_WAYS if found else "No mail is held.")


_WAYS = """\
mailtick held show MAIL         shows it whole, and all that can be done
mailtick held release MAIL      it becomes an incident; --to INCIDENT adds it to that one
mailtick held drop MAIL REASON  it is set aside for good"""


def _listed_json(each: HeldMail) -> dict[str, object]:
    return {
        "id": each.id,
        "from": each.from_address,
        "subject": each.listed_subject,
        "text": each.first_words,
        "received_at": each.received_at.isoformat(),
        "because": each.because,
    }


@held.command()
@_mail_argument
@click.option("--as", "by", default="", help="Who looks. Default: the coordinator.")
@json_option
@config_option_below
@in_sentences
def show(mail_id: int, by: str, as_json: bool, config_path: Path) -> None:
    """Show a held mail whole, and what can be done."""
    with looking(config_path) as look:
        row = act.look_at(look.session, look.prefix, mail_id, by)
        shown = held_mail(look.session, row, look.prefix)
    if as_json:
        print_json(whole_json(shown))
        return
    click.echo("\n".join(plain(line) for line in say_whole(shown, look.moments)))


@held.command()
@_mail_argument
@click.option("--to", default="", help="The incident that it belongs to. Default: it becomes a new one.")
@click.option("--related", default="", help="The incident that the new one follows.")
@click.option("--for", "reporter", default="", help="Whose matter it is, if that is not the sender.")
@click.option("--guest-of", default="", help="Whose guest the sender is; they get copies.")
@_by_option
@json_option
@config_option_below
@in_sentences
def release(
    mail_id: int, to: str, related: str, reporter: str, guest_of: str, by: str, as_json: bool, config_path: Path
) -> None:
    """Take a held mail up: as a new incident, or onto one."""
    if to and related:
        raise click.UsageError("--to files it on an incident, --related opens a new one; write one of them")
    with acting(config_path) as desk:
        released = act.release(desk, mail_id, to, reporter, by, related, guest_of)
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
@_mail_argument
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
@_mail_argument
@click.argument("because", nargs=-1)
@_by_option
@config_option_below
@in_sentences
def block(mail_id: int, because: tuple[str, ...], by: str, config_path: Path) -> None:
    """Drop a held mail, and see no more of its sender."""
    with acting(config_path) as desk:
        address, others = act.block(desk, mail_id, " ".join(because), by)
    beside = f", with {others} more of theirs" if others else ""
    click.echo(f"Mail {mail_id} is dropped{beside}. Nobody is shown what {plain(address)} writes any more.")


@held.command()
@_mail_argument
@_by_option
@config_option_below
@in_sentences
def undo(mail_id: int, by: str, config_path: Path) -> None:
    """Take back that a mail was dropped, or its sender blocked."""
    with acting(config_path) as desk:
        done = act.bring_back(desk, mail_id, by)
    click.echo(f"Mail {mail_id}: {plain(done)}.")


@held.command()
@click.option("--days", type=click.IntRange(min=1), default=30, show_default=True, help="Of the last so many days.")
@json_option
@config_option_below
@in_sentences
def dropped(days: int, as_json: bool, config_path: Path) -> None:
    """List the mails that people or rules have dropped."""
    with looking(config_path) as look:
        rows = dropped_since(look.session, wall_clock() - timedelta(days=days))
        found = [(row.id, row.from_address, row.subject, row.held_reason, row.processed_at) for row in rows]
    if as_json:
        shown = [(*each[:4], each[4].isoformat() if each[4] else None) for each in found]
        print_json([dict(zip(("id", "from", "subject", "because", "at"), each, strict=True)) for each in shown])
        return
    for number, address, subject, because, at in found:
        when = look.moments.at(at) if at else ""
        click.echo(f"{number}  {when}  {plain(address)}  {plain(subject)}\n    {plain(because)}")
    click.echo("mailtick held undo MAIL  holds it again" if found else f"No mail was dropped in {days} days.")


@held.command()
@json_option
@config_option_below
@in_sentences
def blocked(as_json: bool, config_path: Path) -> None:
    """List the addresses whose mails nobody is shown any more."""
    with looking(config_path) as look:
        found = blocked_addresses(look.session)
    if as_json:
        shown = [(each.address, each.blocked_by, each.blocked_at.isoformat()) for each in found]
        print_json([dict(zip(("address", "by", "at"), each, strict=True)) for each in shown])
        return
    for each in found:
        click.echo(f"{plain(each.address)}  since {look.moments.at(each.blocked_at)}, {plain(each.blocked_by)} said so")
    if not found:
        click.echo("No address is blocked.")


@held.command()
@click.argument("address")
@config_option_below
@in_sentences
def unblock(address: str, config_path: Path) -> None:
    """Let the mails of an address be seen again."""
    with acting(config_path) as desk:
        act.unblock(desk, address)
    click.echo(f"What {plain(address)} writes is shown again.")


@held.command()
@_mail_argument
@config_option_below
@in_sentences
def retry(mail_id: int, config_path: Path) -> None:
    """Let a held mail be decided on once more, as if it had just come."""
    with acting(config_path) as desk:
        act.retry(desk, mail_id)
    click.echo(f"Mail {mail_id} is waiting to be processed again.")
