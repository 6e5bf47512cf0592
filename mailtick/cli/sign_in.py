"""`mailtick sign-in-link`: a way into the web desk for whoever sits at the machine itself, while mail is away."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting
from mailtick.cli.shown import config_option, in_sentences, settings_of
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.signing_in import LINK_HOLDS, link_for_anybody


@click.command("sign-in-link", short_help="Print a link that signs somebody in to the web desk.")
@click.argument("who", default="")
@config_option
@in_sentences
def sign_in_link(who: str, config_path: Path) -> None:
    """Print a link that signs WHO in to the web desk, once: an address or the part before its @; the coordinator."""
    url = settings_of(config_path).web.address
    if not url:
        raise click.ClickException('this desk has no pages; write listen = "127.0.0.1:8025" under [web] in config.toml')
    with acting(config_path) as desk:
        with desk.database.reading() as session:
            person = person_at_the_keyboard(session, StoreLookup(session, desk.policy.facts.prefix), who)
        click.echo(link_for_anybody(desk, person, url))
    click.echo(f"It signs {person.name} in, once, within {LINK_HOLDS.seconds // 60} minutes.")
