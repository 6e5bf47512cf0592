"""`mailtick import-mail`: history from an archive of old mails; nothing is sent."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from mailtick.cli.opened import acting
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, settings_of
from mailtick.config import Settings
from mailtick.daemon.build import imap_account
from mailtick.desk import wall_clock
from mailtick.rounds.import_mail import Imported, arrival, import_mail
from mailtick.transport.archive import NoArchive, OldMail, open_archive, open_folder
from mailtick.transport.imap import Lost, SignInRefused

_FOLDER = "imap:"


@click.command("import-mail", short_help="Build history from old mails; nothing is sent.")
@click.argument("archive")
@click.option("--mailbox", "name", default="", help="Whose folder imap:FOLDER is. Default: the only mailbox.")
@click.option(
    "--open-since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Leave open what was written on at this day or later. Default: all of it is closed.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and change nothing.")
@json_option
@config_option
@in_sentences
def import_mail_command(
    archive: str, name: str, open_since: datetime | None, dry_run: bool, as_json: bool, config_path: Path
) -> None:
    """Read ARCHIVE (an mbox file, a Maildir, or imap:FOLDER of a mailbox) and file its mails with their own dates.

    Nothing is sent, whatever the mails say. What is known already is left alone: run it again as often as you like.
    """
    since = open_since.date() if open_since else None
    try:
        with (
            opened_archive(archive, name, settings_of(config_path)) as (count, mails),
            acting(config_path) as desk,
            _progress(mails, count) as shown,
        ):
            done = import_mail(desk, shown, since, dry_run=dry_run)
    except (NoArchive, Lost, SignInRefused) as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        print_json(done.as_json())
        return
    click.echo(_in_words(done) + (" Nothing was changed." if dry_run else " Nothing was sent."))


@contextlib.contextmanager
def opened_archive(archive: str, name: str, settings: Settings) -> Iterator[tuple[int, Iterator[OldMail]]]:
    if not archive.startswith(_FOLDER):
        now = wall_clock()
        with open_archive(Path(archive), lambda head: arrival(head, now)) as opened:
            yield opened
        return
    found = [each for each in settings.mailboxes if name in ("", each.name)]
    if len(found) != 1:
        names = ", ".join(each.name for each in settings.mailboxes)
        raise click.UsageError(f"say whose folder it is with --mailbox; there are: {names}")
    with open_folder(imap_account(found[0]), archive.removeprefix(_FOLDER)) as opened:
        yield opened


@contextlib.contextmanager
def _progress(mails: Iterator[OldMail], count: int) -> Iterator[Iterator[OldMail]]:
    """A bar on long work, on standard error, only where a person watches."""
    if count < 200 or not sys.stderr.isatty():
        yield mails
        return
    with click.progressbar(mails, length=count, label="Importing", file=sys.stderr) as bar:
        yield bar


def _in_words(done: Imported) -> str:
    mails, opened = ("mail" if done.mails == 1 else "mails"), ("incident" if done.incidents == 1 else "incidents")
    return (
        f"{done.mails:,} {mails} read: {done.incidents:,} {opened}, {done.filed:,} filed with them, "
        f"{done.known:,} known already, {done.kept:,} kept without an incident."
    )
