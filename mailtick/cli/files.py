"""`mailtick files`: what came attached to the mails of an incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from mailtick.cli.opened import looking
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json, print_table
from mailtick.incidents.case import size_words
from mailtick.mail.message import Attachment
from mailtick.mail.parse import parse_mail
from mailtick.rounds.act import find_incident
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import mails
from mailtick.store.tables import MailRow

Found = tuple[MailRow, Attachment]


@click.command()
@click.argument("reference")
@click.option("--save", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write them into this folder.")
@json_option
@config_option
@in_sentences
def files(reference: str, folder: Path | None, as_json: bool, config_path: Path) -> None:
    """List or save the files that came with an incident's mails."""
    with looking(config_path) as look:
        incident = find_incident(StoreLookup(look.session, look.prefix), reference)
        found = list(_found(mails.mails_of_incident(look.session, incident.id)))
    if folder is not None:
        _save(found, folder)
    if as_json:
        print_json(
            [
                {
                    "mail": row.id,
                    "from": row.from_address,
                    "name": each.name,
                    "type": each.type,
                    "bytes": each.size_bytes,
                }
                for row, each in found
            ]
        )
        return
    rows = [(str(row.id), row.from_address, plain(each.name), size_words(each.size_bytes)) for row, each in found]
    print_table(("Mail", "From", "File", "Size"), rows, f"No files came with the mails of {incident.reference}.")


def _found(rows: Iterable[MailRow]) -> Iterator[Found]:
    for row in rows:
        for attachment in parse_mail(mails.raw_of(row)).attachments:
            yield row, attachment


def _save(found: Iterable[Found], folder: Path) -> None:
    """Write each under its own name; a second file of a name gets the mail's number before it."""
    folder.mkdir(parents=True, exist_ok=True)
    for row, each in found:
        path = folder / each.name
        while path.exists():
            path = path.with_name(f"{row.id}-{path.name}")
        path.write_bytes(each.content)
        # Nobody starts it by mistake.
        path.chmod(0o640)
