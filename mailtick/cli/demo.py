"""`mailtick demo`: a school, its post office and its desk on this machine, and a fortnight of its mails."""

from __future__ import annotations

import logging
import os
import signal
import sys
import textwrap
import time
import webbrowser
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mailtick.cli.incidents import incident_json
from mailtick.cli.logs import log_to_stderr
from mailtick.cli.shown import in_sentences, print_json, print_table
from mailtick.demo.letter import ZONE
from mailtick.demo.play import NoRest, Stage
from mailtick.demo.scenes import MailOut, Scene
from mailtick.demo.story import STORY, Cue, NothingToAnswer
from mailtick.demo.telling import Line, Tone, tell_arrival, tell_outcome
from mailtick.incidents.lifecycle import NotAllowed

_WIDTH = 100
_MARGIN = 18
_TITLE = 50
_PAUSE_S = 1.5
_PAUSE_A_LINE_S = 0.6
_LOOK_AGAIN_S = 0.3

_COORDINATOR = "sandra.kemp"
# Whose desk one may look at, and who they are.
_PEOPLE = {
    _COORDINATOR: "Mrs Kemp, the coordinator",
    "tom.whitfield": "Mr Whitfield, who decides on money",
    "claire.brown": "Mrs Brown, a teacher",
}

_LABELS = {
    Tone.IN: "mail in",
    Tone.STEP: "person",
    Tone.DONE: "desk",
    Tone.HELD: "desk",
    Tone.OUT: "mail out",
    Tone.CLOCK: "clock",
}
_STYLES = {
    Tone.IN: "bold",
    Tone.STEP: "bold",
    Tone.QUOTE: "italic",
    Tone.WHY: "dim",
    Tone.HELD: "yellow",
    Tone.OUT: "cyan",
}


@click.command(short_help="Try it: watch the desk of an invented school at work.")
@click.option(
    "--speed",
    type=click.FloatRange(min=0, min_open=True),
    default=1.0,
    show_default=True,
    help="How fast the story goes; 2 is twice as fast.",
)
@click.option("--once", is_flag=True, help="Play to the end without waiting, list the incidents, and leave.")
@click.option("--json", "as_json", is_flag=True, help="With --once: print JSON, for programs.")
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the desk's files and all mails in this new folder.",
)
@click.option(
    "--stay/--leave",
    default=None,
    help="Keep the desk running after the story, until Ctrl-C.  [default: stay in a terminal]",
)
@click.option(
    "--browser/--no-browser",
    default=None,
    help="Open the web desk in a browser.  [default: open it where there is a screen]",
)
@in_sentences
def demo(speed: float, once: bool, as_json: bool, keep: Path | None, stay: bool | None, browser: bool | None) -> None:
    """Try it: a school's mails come in, and you watch what the desk does. Nothing leaves this machine."""
    if as_json and not once:
        raise click.UsageError("--json tells the whole story at its end; it needs --once")
    # Both end it as Ctrl-C does: the servers stop and the files go. A shell that starts it in the background has
    # SIGINT ignored, and then Python leaves it so.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    log_to_stderr(level=logging.ERROR)
    try:
        with Stage(_new_folder(keep), has_pages=not once) as stage:
            if as_json:
                print_json(story_as_json(stage, STORY))
            else:
                if stage.url and (_has_screen() if browser is None else browser):
                    webbrowser.open(stage.link_for(_COORDINATOR))
                _Teller(stage, 0 if once else 1 / speed).tell(stay=not once and _stays(stay))
    except (NoRest, NothingToAnswer) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        click.echo("\nThe demo has ended.")


def _has_screen() -> bool:
    """Whether a person sits before a screen on which a browser can open."""
    has_windows = sys.platform in ("darwin", "win32") or bool(os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY"})
    return has_windows and sys.stdin.isatty()


def _stays(wish: bool | None) -> bool:
    """Without a terminal nobody is there to write to the desk, or to press Ctrl-C."""
    return sys.stdin.isatty() if wish is None else wish


def _new_folder(folder: Path | None) -> Path | None:
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; name a new folder for --keep")
    return folder


class _Teller:
    """Prints the story while it is played; `unhurried` is how long to wait, in times of the usual pauses."""

    def __init__(self, stage: Stage, unhurried: float) -> None:
        self._stage = stage
        self._unhurried = unhurried
        self._console = Console(highlight=False, width=_WIDTH if not Console().is_terminal else None)
        self._day = ""
        self._scenes: list[Scene] = []

    def tell(self, *, stay: bool) -> None:
        self._print_opening()
        for cue in STORY:
            for scene in self._played(cue):
                self._print_scene(scene)
        self._print_end()
        if stay:
            self._stay()

    def _played(self, cue: Cue) -> list[Scene]:
        """What became of a moment of the story; whoever works on the pages may have been there first."""
        try:
            return self._stage.play(cue)
        except (NotAllowed, NothingToAnswer) as error:
            if not self._stage.url:
                raise
            self._print(Text(f"\nLeft out of the story: {error}.", style="dim"))
            return []

    def _stay(self) -> None:
        """Keep the servers running, and tell what comes in, until somebody ends it."""
        self._print_invitation()
        self._stage.clock.run_on()
        while True:
            for scene in self._stage.narrator.news():
                self._print_scene(scene)
            # The desk tells nobody what it did; whoever watches looks again.
            time.sleep(_LOOK_AGAIN_S)

    def _print_scene(self, scene: Scene) -> None:
        self._scenes.append(scene)
        local = scene.at.astimezone(ZONE)
        if (day := f"{local:%A} {local.day} {local:%B %Y}") != self._day:
            self._day = day
            self._print(Text(f"\n{day}", style="bold underline"))
        arrival, outcome = list(tell_arrival(scene)), list(tell_outcome(scene, self._stage.narrator.name_of))
        self._print()
        self._print_lines(arrival, f"{local:%H:%M}")
        self._pause(_PAUSE_S if arrival else 0)
        self._print_lines(outcome, "" if arrival else f"{local:%H:%M}")
        self._pause(_PAUSE_S + _PAUSE_A_LINE_S * len(outcome))

    def _print_lines(self, lines: Iterable[Line], moment: str) -> None:
        """A label stands beside the first line of its kind; the moment beside the first of all."""
        for label, group in groupby(_labelled(lines), key=lambda each: each[0]):
            margin = f"{moment:<7}{label:<11}"
            for _, line in group:
                for text in textwrap.wrap(line.text, self._width - _MARGIN, break_on_hyphens=False) or [""]:
                    self._print(Text.assemble((margin, "dim"), (text, _STYLES.get(line.tone, ""))))
                    margin, moment = " " * _MARGIN, ""

    @property
    def _width(self) -> int:
        return min(self._console.width, _WIDTH)

    def _print_opening(self) -> None:
        self._print(Text("Saltmarsh Primary, an invented school, and two weeks of its helpdesk mailbox.", style="bold"))
        self._print(
            f"A post office on this machine carries the mail (IMAP port {self._stage.office.imap_port}, "
            f"SMTP port {self._stage.office.smtp_port}); nothing leaves it."
        )
        if self._stage.url:
            self._print(Text("\nThe web desk, while the story goes on; each link signs in once:\n", style="bold"))
            for local_part, who in _PEOPLE.items():
                self._print(f"  {who:<37}{self._stage.link_for(local_part)}")

    def _print_end(self) -> None:
        found = self._stage.narrator.all_incidents()
        self._print(Text("\nWhere the incidents stand\n", style="bold"))
        rows = [
            (
                one.reference,
                one.priority,
                one.state_words,
                one.shown_place,
                textwrap.shorten(one.shown_title, _TITLE, placeholder=" …"),
                one.shown_with_whom if one.is_open else "",
            )
            for one in found
        ]
        print_table(("Incident", "Prio", "State", "Where", "What", "With"), rows)
        counts = _counts(self._scenes)
        self._print(
            f"\n{counts['mails_in']} mails in, {len(found)} incidents, {counts['mails_out']} mails out, "
            f"{counts['held']} of them held until a person said what to do."
        )

    def _print_invitation(self) -> None:
        office = self._stage.office
        self._print(Text("\nThe desk keeps running: write to it yourself, with any mail program.\n", style="bold"))
        for line in (
            f"Incoming   IMAP, 127.0.0.1, port {office.imap_port}, no encryption",
            f"Outgoing   SMTP, 127.0.0.1, port {office.smtp_port}, no encryption",
            "User       an address of the school, such as claire.brown@saltmarshprimary.example; any password",
            f"Write to   {self._stage.address}",
            "",
            "Ctrl-C ends the demo.",
        ):
            self._print(f"  {line}".rstrip())

    def _pause(self, seconds: float) -> None:
        # For the reader's eyes alone; the desk waits for nothing.
        if self._unhurried:
            time.sleep(seconds * self._unhurried)

    def _print(self, text: Text | str = "") -> None:
        self._console.print(text, soft_wrap=True)


def _labelled(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Each line with the label of its kind; a line that explains another one stands under that one's label."""
    label = ""
    for line in lines:
        label = _LABELS.get(line.tone, label)
        yield label, line


def story_as_json(stage: Stage, story: Iterable[Cue]) -> dict[str, object]:
    """Play a story and return it for programs: what became of each mail, each step and each turn of the clock."""
    scenes = [scene for cue in story for scene in stage.play(cue)]
    return {
        "scenes": [scene.as_json() for scene in scenes],
        "incidents": [incident_json(each) for each in stage.narrator.all_incidents()],
        "counts": _counts(scenes),
    }


def _counts(scenes: Iterable[Scene]) -> dict[str, int]:
    scenes = list(scenes)
    out: list[MailOut] = [mail for scene in scenes for mail in scene.mails_out]
    return {
        "mails_in": sum(scene.mail is not None for scene in scenes),
        "mails_out": sum(mail.state == "sent" for mail in out),
        "held": sum(bool(scene.held_because) for scene in scenes),
    }
