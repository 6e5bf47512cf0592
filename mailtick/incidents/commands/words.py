"""Read the words of a mail: the first lines that begin with "#". Source: DOMAIN.md 5.6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from mailtick.incidents.actions import Action
from mailtick.incidents.commands.command import Call, Command, after, regrouped, run_command, why_not
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
# What anybody may ask, in a mail of nothing else.
ALONE = STATUS, HELP, EXPLAIN = "status", "help", "explain"
# Mail programs leave marks of no width where a paragraph begins.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
# A list or a bold word leaves its marks in the text: "* #start", "1. #start", "*#resolve* New cable".
_WORD = re.compile(r"(?:(?:[-*•·]|\d{1,3}[.)])\s+)?[*_]{0,2}#\s*([A-Za-z-]+)[*_]{0,2}\s*:?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as somebody wrote it, without "#"."""

    word: str
    argument: str

    @property
    def shown(self) -> str:
        return f"#{self.word} {self.argument}".rstrip()


def read_words(text: str) -> tuple[tuple[Word, ...], str]:
    """Return the words of the first lines, and the text below them. Blank lines and "#" alone are passed over."""
    lines = _without_marks(text).strip().split("\n")
    words: list[Word] = []
    read = 0
    for line in map(str.strip, lines[:MOST_LINES]):
        if match := _WORD.fullmatch(line):
            words.append(Word(match[1].lower(), match[2].strip()))
        elif line not in ("", "#"):
            break
        read += 1
    return tuple(words), "\n".join(lines[read:]).strip()


def with_lines(words: tuple[Word, ...], below: str, commands: Iterable[Command]) -> tuple[tuple[Word, ...], str]:
    """The words with what stands below the last of them, where that belongs to it, and what stands below them all.

    Who parts by semicolons in the line of the word has said all of it there.
    """
    last = words[-1]
    takes_lines = any(each.word == last.word and each.takes_lines for each in commands)
    if not below or not takes_lines or ";" in last.argument:
        return words, below
    lines, _, rest = below.partition("\n\n")
    return (*words[:-1], Word(last.word, f"{last.argument}\n{lines}".strip())), rest.strip()


def words_below(text: str) -> tuple[Word, ...]:
    """Return the lines that look like words though they do not stand at the top."""
    lines = map(str.strip, _without_marks(text).split("\n")[:MOST_LINES])
    return tuple(Word(match[1].lower(), match[2].strip()) for line in lines if (match := _WORD.fullmatch(line)))


def _without_marks(text: str) -> str:
    return _INVISIBLE.sub("", text).replace("\u00a0", " ")


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
        command = known.get(word.word)
        if command is None:
            theirs = [each.word for each in known.values() if not why_not(each, by, incident)]
            lines.append(unknown(word, theirs))
            continue
        if command.is_answer and verified:
            lines.append(TranscriptLine(word.shown, False, "answer the mail that asks you to decide; only that counts"))
            continue
        about = merged if merged is not None and not command.follows else incident
        call = Call(about, by, word.argument, lookup, policy, now, verified, actions)
        try:
            done = run_command(command, call)
        except (NotAllowed, ValueError) as refusal:
            # Whatever is wrong with one word, the others are done.
            lines.append(TranscriptLine(word.shown, False, str(refusal)))
            continue
        incident = regrouped(after(incident, done), done, lookup)
        actions += done
        lines.append(TranscriptLine(word.shown, True, in_words(call, done)))
    if merged is not None:
        lines.append(TranscriptLine(merged.reference, True, f"goes on as {merged.goes_on_as}"))
    return actions, tuple(lines)


def refused(words: Iterable[Word], why: str) -> tuple[TranscriptLine, ...]:
    """What becomes of words of which none may be obeyed."""
    return tuple(TranscriptLine(f"#{each.word}", False, f"not done: {why}") for each in words)


def unknown(word: Word, words: Sequence[str]) -> TranscriptLine:
    """What becomes of a word that there is not: nothing; with the nearest of the `words` that somebody may use."""
    if word.word in ALONE:
        return TranscriptLine(word.shown, False, f"#{word.word} stands alone: write a mail of nothing else")
    nearest = get_close_matches(word.word, words, 1)
    meant = f"; did you mean #{nearest[0]}?" if nearest else ""
    return TranscriptLine(word.shown, False, f"there is no such word{meant}", is_unknown=True)


def unproven(sender: Sender) -> str:
    """Why nothing is obeyed that a mail says which does not prove who wrote it, and what does (RULINGS 11)."""
    return (
        f"{sender.words}. To prove it, answer a mail that the desk sent to you, or use `mailtick` on the desk's machine"
    )
