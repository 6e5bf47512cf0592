"""`mailtick proposals`, `confirm` and `decline`: what was read in mails and waits for a person's word."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting, looking
from mailtick.cli.registers import pairs
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json, print_table
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.incidents.proposals.proposal import Proposal, from_text
from mailtick.rounds.deciding import decide_proposal
from mailtick.store import kept
from mailtick.store.tables import ProposalRow

_by_option = click.option("--as", "by", default="", help="Who decides. Default: the coordinator.")
_number_argument = click.argument("number", metavar="ID", type=int)


@click.command(short_help="List what was read in mails and waits to be confirmed, or show one.")
@click.argument("number", metavar="[ID]", type=int, required=False)
@click.option("--all", "decided", is_flag=True, help="Those that are decided too.")
@json_option
@config_option
@in_sentences
def proposals(number: int | None, decided: bool, as_json: bool, config_path: Path) -> None:
    """List what was read in mails and waits to be confirmed; with an ID, show all that was read."""
    with looking(config_path) as look:
        rows = kept.all_proposals(look.session) if decided or number else kept.open_proposals(look.session)
        rows = [row for row in rows if number in (None, row.id)]
        if number is not None and not rows:
            raise click.ClickException(f"there is no proposal {number}; `mailtick proposals` lists them")
        if as_json:
            print_json([_as_json(row) for row in rows])
        elif number is not None:
            _show(rows[0])
        else:
            print_table(
                ("ID", "Mail", "Kind", "What", "State"),
                [
                    (str(row.id), str(row.mail_id or ""), row.kind, from_text(row.content).title, row.state)
                    for row in rows
                ],
                "Nothing waits to be confirmed.",
            )


def _cells(row: ProposalRow) -> tuple[str, ...]:
    return (str(row.id), str(row.mail_id or ""), row.kind, from_text(row.content).title, row.state)


def _mail(row: ProposalRow) -> str:
    return f"; mail {row.mail_id}" if row.mail_id else ""


def _as_json(row: ProposalRow) -> dict[str, object]:
    proposal = from_text(row.content)
    return {
        "id": row.id,
        "mail": row.mail_id,
        "kind": row.kind,
        "state": row.state,
        "title": proposal.title,
        "read": dict(proposal.read),
        "unsure": proposal.unsure,
        "warnings": proposal.warnings,
        "needed": proposal.needed,
        "records": [
            {"name": each.name, "register": each.register, "key": each.key, "cells": dict(each.cells)}
            for each in proposal.writes
        ],
        "decided_by": row.decided_by,
        "decided_at": row.decided_at,
    }


def _show(row: ProposalRow) -> None:
    proposal = from_text(row.content)
    click.echo(plain(f"{row.id}  {proposal.title} ({row.state}{_mail(row)})"))
    for line in _lines(proposal):
        click.echo(plain(f"  {line}"))


def _lines(proposal: Proposal) -> list[str]:
    records = (
        f"{each.name} ({each.register}): {', '.join(f'{name}={value}' for name, value in each.cells if value)}"
        for each in proposal.writes
    )
    return [
        *(f"WARNING: {each}" for each in proposal.warnings),
        *(f"{label + ':':<14} {value}" for label, value in proposal.read),
        *(f"Not sure:      {each}" for each in proposal.unsure),
        *(f"Writes:        {each}" for each in records),
    ]


@click.command(short_help="Confirm a proposal, with corrections; --undo takes it back.")
@_number_argument
@click.argument("cells", metavar="[COLUMN=VALUE…]", nargs=-1, callback=lambda _, __, each: pairs(each))
@click.option("--undo", is_flag=True, help="Take back what confirming it wrote, or that it was declined.")
@_by_option
@config_option
@in_sentences
def confirm(number: int, cells: dict[str, str], undo: bool, by: str, config_path: Path) -> None:
    """Write what the proposal ID proposes, with COLUMN=VALUE for what is to be otherwise.

    RECORD.COLUMN=VALUE names the record, where several have the column.
    """
    _decide(number, ProposalWord.UNDO if undo else ProposalWord.CONFIRM, cells, by, config_path)


@click.command(short_help="Decline a proposal: nothing is written.")
@_number_argument
@_by_option
@config_option
@in_sentences
def decline(number: int, by: str, config_path: Path) -> None:
    """Decline the proposal ID; `mailtick confirm --undo ID` opens it again."""
    _decide(number, ProposalWord.DECLINE, {}, by, config_path)


def _decide(number: int, word: ProposalWord, cells: dict[str, str], by: str, config_path: Path) -> None:
    with acting(config_path) as desk:
        done = decide_proposal(desk, number, word, cells, by)
    click.echo(plain(f"Proposal {number}: {done}."))
