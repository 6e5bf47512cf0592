"""`mailtick labels`: a sheet of labels to print."""

from __future__ import annotations

from pathlib import Path

import click

from mailtick.cli.opened import acting
from mailtick.cli.shown import config_option, in_sentences
from mailtick.registers.label_sheet import label_sheet
from mailtick.registers.labelling import labels


@click.command("labels", short_help="Make a sheet of labels to print, for equipment and rooms.")
@click.option("--place", "places", multiple=True, help="A room, with what is in it. May be given several times.")
@click.option("--assets", default="", metavar="TAGS", help="Some equipment: tags, with commas between them.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    required=True,
    help="The file to write, such as labels.html.",
)
@config_option
@in_sentences
def labels_command(places: tuple[str, ...], assets: str, output: Path, config_path: Path) -> None:
    """Make a sheet of labels: one for each room and each piece of equipment; all, where none is named.

    Open it in a browser and print it on A4 without margins, at 100 %: it fits sheets of 24 stickers. Scanning a label
    with a telephone opens a mail to the desk with its tag in the subject.
    """
    tags = [each.strip() for each in assets.split(",") if each.strip()]
    with acting(config_path) as desk, desk.database.reading() as session:
        found = labels(session, places, tags)
        facts = desk.policy.facts
    output.write_text(label_sheet(found, facts.address, f"Labels, {facts.sender_name}"), encoding="utf-8")
    click.echo(f"{output}: {len(found)} {'label' if len(found) == 1 else 'labels'}.")
