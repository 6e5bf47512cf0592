"""`mailtick outbox`: what waits to be sent, what was refused, what went out, and where no automatic mail goes."""

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
from mailtick.desk import wall_clock
from mailtick.rounds import act
from mailtick.rounds.outbox_words import DELIVERY_WORDS
from mailtick.store.outbox import list_outbox, stops_that_hold
from mailtick.store.tables import DeliveryRow, DeliveryState, OutgoingRow


@click.group(invoke_without_command=True, short_help="List the mails that wait, or could not be sent.")
@click.option("--all", "everything", is_flag=True, help="Sent mails too.")
@click.option(
    "--most", type=click.IntRange(min=1), default=100, show_default=True, help="At most so many, the newest first."
)
@json_option
@config_option
@click.pass_context
@in_sentences
def outbox(context: click.Context, everything: bool, most: int, as_json: bool, config_path: Path) -> None:
    """List the mails that wait, or could not be sent; say where no automatic mail goes, and let it go there again."""
    context.obj = config_path
    if context.invoked_subcommand:
        return
    states = [state for state in DeliveryState if everything or state is not DeliveryState.SENT]
    with looking(config_path) as look:
        found = list_outbox(look.session, states, most)
        stopped = stops_that_hold(look.session, wall_clock())
    if as_json:
        print_json([_as_json(delivery, mail) for delivery, mail in found])
        return
    print_table(
        ("State", "To", "Subject", "Tried", "Answer"),
        [
            (DELIVERY_WORDS[row.state], mail.recipient, mail.subject, str(row.attempts), row.answer)
            for row, mail in found
        ],
        "Nothing waits, and nothing failed.",
    )
    if stopped:
        are = "address gets" if len(stopped) == 1 else "addresses get"
        click.echo(f"{len(stopped)} {are} no automatic mail; `mailtick outbox stopped` says why.")


def _as_json(delivery: DeliveryRow, mail: OutgoingRow) -> dict[str, object]:
    return {
        "id": delivery.id,
        "state": delivery.state,
        "to": mail.recipient,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "attempts": delivery.attempts,
        "next_try_at": delivery.next_try_at.isoformat(),
        "answer": delivery.answer,
    }


@outbox.command()
@json_option
@config_option_below
@in_sentences
def stopped(as_json: bool, config_path: Path) -> None:
    """List the addresses that get no automatic mail, until when, and why."""
    with looking(config_path) as look:
        found, moments = stops_that_hold(look.session, wall_clock()), look.moments
    if as_json:
        print_json(
            [
                {
                    "address": stop.address,
                    "since_at": stop.since_at.isoformat(),
                    "until_at": stop.until_at.isoformat() if stop.until_at else None,
                    "because": stop.because,
                }
                for stop in found
            ]
        )
        return
    print_table(
        ("Address", "Until", "Because"),
        [
            (
                stop.address,
                moments.at(stop.until_at) if stop.until_at else "somebody allows it",
                stop.because,
            )
            for stop in found
        ],
        "Automatic mail goes to every address.",
    )


@outbox.command(short_help="Let automatic mail go to an address again.")
@click.argument("address")
@config_option_below
@in_sentences
def allow(address: str, config_path: Path) -> None:
    """Let automatic mail go to an address again: it was corrected, or a person writes there after all."""
    with acting(config_path) as desk:
        stop = act.allow(desk, address)
    click.echo(f"Automatic mail goes to {stop.address} again. It was stopped: {stop.because}")
