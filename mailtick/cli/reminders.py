"""`mailtick done`, `paid`, `passed-on`, `disputed`, `renew`, `cancel-sent` …: what a reminder is answered with."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting
from mailtick.cli.shown import config_option, in_sentences, plain
from mailtick.rounds.deciding import answer_reminder

# The command, the word that a mail says, what follows it, and what it does.
_WORDS = (
    ("paid", "paid", "[AMOUNT] [INVOICE]", "Note that a payment is paid."),
    ("passed-on", "passed on", "[INVOICE]", "Note that a payment was passed to finance."),
    ("disputed", "disputed", "because WHY…", "Note that a payment is disputed, and not overdue."),
    ("settled", "settled", "", "Note that a payment is disputed no more."),
    ("cancelled", "cancelled", "because WHY…", "Note that a payment is not to be paid."),
    ("snooze", "snooze", "SPAN", "Be reminded of a record later, such as 1w."),
    ("signed", "signed", "", "Note that the draft of a contract is signed."),
    ("renew", "renew", "SPAN", "Renew a contract or a licence, such as by 1y."),
    ("cancel-sent", "cancel", "", "Note that notice is given on a contract."),
    ("undo", "undo", "", "Take back what was said of a record last."),
    ("ask-owner", "ask owner", "[QUESTION…]", "Ask the owner to decide on a record."),
)


def _command(name: str, word: str, takes: str, does: str) -> click.Command:
    @click.command(name, help=f"{does} REFERENCE is the record, such as D01 or C2.", short_help=does)
    @click.argument("reference")
    @click.argument("words", metavar=takes or ("[sent]" if word == "cancel" else ""), nargs=-1)
    @click.option("--as", "by", default="", help="Who does it. Default: the coordinator.")
    @config_option
    @in_sentences
    def run(reference: str, words: tuple[str, ...], by: str, config_path: Path) -> None:
        with acting(config_path) as desk:
            done = answer_reminder(desk, reference, word, " ".join(words), by)
        click.echo(plain(f"{done}."))

    return run


# Of a record; of an incident it is a word (`mailtick/cli/done.py`).
DONE = _command("done", "done", "[HOW…]", "Tick off an entry of the diary, a task or a loan.")
ANSWERS: tuple[click.Command, ...] = tuple(_command(*each) for each in _WORDS)
