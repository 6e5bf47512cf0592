"""`mailtick move` and `swap`: what is in a place goes to another, all of it at once."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting
from mailtick.cli.register_files import by_option
from mailtick.cli.shown import config_option, in_sentences, plain, print_table
from mailtick.registers.moving import Moved, move_all, swap
from mailtick.rounds.keeping import author


@click.command("move", short_help="Move all that is in a place to another place.")
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--only", default="", metavar="TYPE", help='Only equipment of this type, such as "laptop".')
@by_option
@config_option
@in_sentences
def move_command(origin: str, target: str, only: str, by: str, config_path: Path) -> None:
    """Move all equipment and spares that are in the place FROM to the place TO; each move is logged."""
    with acting(config_path) as desk, desk.database.writing() as session:
        moved = move_all(session, origin, target, author(session, desk, by, f"move from {origin} to {target}"), only)
    _show(moved)


@click.command("swap", short_help="Let two rooms change places: people and what is theirs.")
@click.argument("one", metavar="ROOM")
@click.argument("other", metavar="ROOM")
@click.option("--all", "everything", is_flag=True, help="Also what is fixed: panels, projectors, access points.")
@click.option("--names", is_flag=True, help="The names of the rooms change places too.")
@by_option
@config_option
@in_sentences
def swap_command(one: str, other: str, everything: bool, names: bool, by: str, config_path: Path) -> None:
    """Let two rooms change places, as in September: the people, what is theirs, and who answers for the room.

    What is fixed to a room stays unless --all is given.
    """
    with acting(config_path) as desk, desk.database.writing() as session:
        who = author(session, desk, by, f"swap of {one} and {other}")
        moved = swap(session, one, other, who, everything=everything, names=names)
    _show(moved)


def _show(moved: list[Moved]) -> None:
    print_table(("Who or what", "", "From", "To"), [(each.key, each.what, each.origin, each.target) for each in moved])
    click.echo(plain(f"{len(moved)} moved."))
