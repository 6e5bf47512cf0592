"""`mailtick outbox`: what waits to be sent, what was refused, what went out."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, print_table
from mailtick.store.outbox import list_outbox
from mailtick.store.tables import DeliveryState


@click.command()
@click.option("--all", "everything", is_flag=True, help="Sent mails too.")
@click.option(
    "--most", type=click.IntRange(min=1), default=100, show_default=True, help="At most so many, the newest first."
)
@json_option
@config_option
@in_sentences
def outbox(everything: bool, most: int, as_json: bool, config_path: Path) -> None:
    """List the mails that wait, or could not be sent."""
    states = [state for state in DeliveryState if everything or state is not DeliveryState.SENT]
    with looking(config_path) as look:
        found = list_outbox(look.session, states, most)
    if as_json:
        print_json(
            [
                {
                    "id": delivery.id,
                    "state": delivery.state,
                    "to": mail.recipient,
                    "subject": mail.subject,
                    "message_id": mail.message_id,
                    "attempts": delivery.attempts,
                    "next_try_at": delivery.next_try_at.isoformat(),
                    "answer": delivery.answer,
                }
                for delivery, mail in found
            ]
        )
        return
    print_table(
        ("State", "To", "Subject", "Tried", "Answer"),
        [(row.state, mail.recipient, mail.subject, str(row.attempts), row.answer) for row, mail in found],
        "Nothing waits, and nothing failed.",
    )
