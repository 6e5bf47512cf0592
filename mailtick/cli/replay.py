"""`mailtick replay`: which incidents would be different with other rules; nothing is touched."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import click

from mailtick.cli.import_mail import opened_archive
from mailtick.cli.opened import Look, looking
from mailtick.cli.shown import config_option, in_sentences, json_option, plain, print_json, print_table, settings_of
from mailtick.cli.trial import load_trial
from mailtick.incidents.routing import Rule
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.replay import Difference, Replayed, from_archive, replay, stored
from mailtick.rounds.replay_lookup import AS_OF_NOW
from mailtick.store.replayed import KeptMail, count_mails_since
from mailtick.transport.archive import NoArchive
from mailtick.transport.imap import Lost, SignInRefused

_SPAN = re.compile(r"([0-9]{1,4})d")


@click.command("replay", short_help="Say which incidents other rules would make different.")
@click.argument("archive", required=False, default="")
@click.option(
    "--since", default="90d", show_default=True, metavar="DAYS", help="Replay the desk's own mails so far back."
)
@click.option(
    "--rules", "path", required=True, metavar="NEW.toml", type=click.Path(path_type=Path), help="The rules to try."
)
@click.option("--mailbox", "name", default="", help="Whose folder imap:FOLDER is. Default: the only mailbox.")
@click.option("--diff", "is_whole", is_flag=True, help="Show each difference, with the rules behind it.")
@json_option
@config_option
@in_sentences
def replay_command(
    archive: str, since: str, path: Path, name: str, is_whole: bool, as_json: bool, config_path: Path
) -> None:
    """Decide on old mails with the desk's rules and with those of NEW.toml, and compare what comes of it.

    The mails are those that the desk has kept, or those of ARCHIVE (an mbox file, a Maildir, or imap:FOLDER of a
    mailbox). Nothing is written and nothing is sent.
    """
    settings = settings_of(config_path)
    days = _days(since)
    try:
        with looking(config_path) as look:
            new = load_trial(path, StoreLookup(look.session, look.prefix))
            if archive:
                with opened_archive(archive, name, settings) as (count, old):
                    done = _replayed(look, settings.rules, new, from_archive(old), count)
            else:
                begin = look.moments.now - timedelta(days=days)
                count = count_mails_since(look.session, begin)
                done = _replayed(look, settings.rules, new, stored(look.session, begin), count)
            _show(look, done, is_whole=is_whole, as_json=as_json)
    except (NoArchive, Lost, SignInRefused) as error:
        raise click.ClickException(str(error)) from None


def _days(since: str) -> int:
    found = _SPAN.fullmatch(since.strip())
    if found is None or not int(found[1]):
        raise click.BadParameter(f'"{since}" is no span; write it in days, such as 90d', param_hint="--since")
    return int(found[1])


def _replayed(
    look: Look, old: tuple[Rule, ...], new: tuple[Rule, ...], mails: Iterator[KeptMail], count: int
) -> Replayed:
    with _progress(mails, count) as shown:
        return replay(look.session, look.policy, old, new, shown)


@contextlib.contextmanager
def _progress(mails: Iterator[KeptMail], count: int) -> Iterator[Iterator[KeptMail]]:
    """A bar on long work, on standard error, only where a person watches."""
    if count < 200 or not sys.stderr.isatty():
        yield mails
        return
    with click.progressbar(mails, length=count, label="Replaying", file=sys.stderr) as bar:
        yield bar


def _show(look: Look, done: Replayed, *, is_whole: bool, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(look, done))
        return
    if is_whole:
        rows = [
            (
                *(_about(look, each) if not index else ("", "", "")),
                change.field,
                change.old or "-",
                change.new or "-",
                why,
            )
            for each in done.differences
            for index, change in enumerate(each.changes)
            for why in [change.new_because or (f"not {change.old_because}" if change.old_because else "")]
        ]
        print_table(
            ("When", "Incident", "Mail", "What", "Now", "With the new rules", "Because"), rows, "No difference."
        )
    mails = "mail" if done.mails == 1 else "mails"
    click.echo(f"{done.mails:,} {mails} replayed: {done.same:,} come to the same, {len(done.differences):,} differ.")
    for name, count in done.by_field().items():
        click.echo(f"  {name}: {count:,}")
    if done.unreadable:
        click.echo(f"{done.unreadable:,} could not be decided on; the log on standard error says why.")
    click.echo("Looked up as of then, but for this: " + "; ".join(AS_OF_NOW) + ".")


def _about(look: Look, each: Difference) -> tuple[str, str, str]:
    subject = "a restricted matter" if each.is_restricted else f"{each.from_address}: {each.subject}"
    shown = subject if len(subject) <= 60 else f"{subject[:59]}…"
    return look.moments.at(each.received_at), look.policy.reference(each.number) if each.number else "", plain(shown)


def _as_json(look: Look, done: Replayed) -> dict[str, object]:
    return {
        "mails": done.mails,
        "same": done.same,
        "different": len(done.differences),
        "unreadable": done.unreadable,
        "by_field": done.by_field(),
        "as_of_now": list(AS_OF_NOW),
        "differences": [
            {
                "incident": look.policy.reference(each.number) if each.number else None,
                "received_at": each.received_at,
                "from": "" if each.is_restricted else each.from_address,
                "subject": "a restricted matter" if each.is_restricted else each.subject,
                "changes": [
                    {
                        "field": change.field,
                        "old": change.old,
                        "new": change.new,
                        "old_because": change.old_because,
                        "new_because": change.new_because,
                    }
                    for change in each.changes
                ],
            }
            for each in done.differences
        ],
    }
