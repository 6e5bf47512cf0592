"""Read the words of a mail: the first lines that begin with "#". Source: DOMAIN.md 5.6."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import Call, Command, after, regrouped, run_command
from mailtick.incidents.commands.outcome import in_words
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.trust import Sender

# Nobody writes more words than this; a mail of a hundred thousand lines shall not cost an answer as long.
MOST_LINES = 100
# Mail programs leave marks of no width where a paragraph begins.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(r"#\s*([A-Za-z-]+)\s*:?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as somebody wrote it, without "#"."""

    word: str
    argument: str


def read_words(text: str) -> tuple[tuple[Word, ...], str]:
    """Return the words of the first lines, and the text below them. Blank lines and "#" alone are passed over."""
    lines = _INVISIBLE.sub("", text).replace("\u00a0", " ").strip().split("\n")
    words: list[Word] = []
    read = 0
    for line in map(str.strip, lines[:MOST_LINES]):
        if match := _WORD.fullmatch(line):
            words.append(Word(match[1].lower(), match[2].strip()))
        elif line not in ("", "#"):
            break
        read += 1
    return tuple(words), "\n".join(lines[read:]).strip()


def obey(
    words: Iterable[Word],
    incident: Incident,
    by: Person,
    commands: Iterable[Command],
    lookup: Lookup,
    policy: Policy,
    now: datetime,
    verified: str = "",
    merged: Incident | None = None,
) -> tuple[tuple[Action, ...], tuple[TranscriptLine, ...]]:
    """Return the actions of the words, one after the other, and what became of each.

    `verified` says how the sender of the mail was verified; it stands in the log of all that is done. `merged` is the
    incident that the mail names, where that goes on as `incident`; some words mean it alone.
    """
    known = {command.word: command for command in commands}
    actions: tuple[Action, ...] = ()
    lines: list[TranscriptLine] = []
    for word in words:
        shown = f"#{word.word} {word.argument}".rstrip()
        command = known.get(word.word)
        about = merged if merged is not None and command is not None and not command.follows else incident
        call = Call(about, by, word.argument, lookup, policy, now, verified, actions)
        try:
            done = _obey_one(word, known, call)
        except (NotAllowed, ValueError) as refusal:
            # Whatever is wrong with one word, the others are done.
            lines.append(TranscriptLine(shown, False, str(refusal)))
            continue
        incident = regrouped(after(incident, done), done, lookup)
        actions += done
        lines.append(TranscriptLine(shown, True, in_words(call, done)))
    if merged is not None:
        lines.append(TranscriptLine(merged.reference, True, f"goes on as {merged.goes_on_as}"))
    return actions, tuple(lines)


def refused(words: Iterable[Word], why: str) -> tuple[TranscriptLine, ...]:
    """What becomes of words of which none may be obeyed."""
    return tuple(TranscriptLine(f"#{each.word}", False, f"not done: {why}") for each in words)


def unproven(sender: Sender) -> str:
    """Why nothing is obeyed that a mail says which does not prove who wrote it, and what does (RULINGS 11)."""
    return (
        f"{sender.words}. To prove it, answer a mail that the desk sent to you, or use `mailtick` on the desk's machine"
    )


def _obey_one(word: Word, known: dict[str, Command], call: Call) -> tuple[Action, ...]:
    command = known.get(word.word)
    if command is None:
        possible = ", ".join(f"#{each}" for each in known)
        raise NotAllowed(f"#{word.word} is no word that I know; there are: {possible}")
    return run_command(command, call)
