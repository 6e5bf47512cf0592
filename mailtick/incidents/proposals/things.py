"""Which equipment do people's words mean? What is plain is resolved; all else is asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mailtick.incidents.kept import Equipment
from mailtick.incidents.proposals.phrases import EQUIPMENT_WORDS, NUMBER_WORDS, SMALL_WORDS, STATUS_WORDS

_AND = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bplus\b|\bas well as\b)\s*", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’/.-]*")
_MOST_PIECES = 20
_MOST_NAMED = 8


@dataclass(slots=True)
class Meant:
    """The pieces that are plain, and a sentence for each that is not; `is_any` says that equipment was meant at all."""

    found: list[Equipment] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    is_any: bool = False


def find_things(words: str, equipment: Sequence[Equipment], source: str, source_name: str) -> Meant:
    """Return which equipment `words` mean; `source` is the code of the place that it was in, where that is known."""
    meant = Meant()
    for piece in [each for each in _AND.split(words) if each.strip()][:_MOST_PIECES]:
        _find_piece(piece, equipment, source, source_name, meant)
    meant.found = list({each.tag: each for each in meant.found}.values())
    return meant


def _find_piece(piece: str, equipment: Sequence[Equipment], source: str, source_name: str, meant: Meant) -> None:
    written = {each.upper().rstrip(".") for each in _WORD.findall(piece)}
    if named := [each for each in equipment if written & {each.tag.upper(), each.serial.upper()} - {""}]:
        meant.is_any = True
        meant.found += named
        meant.unsure += [
            f"{each.tag} stands at {each.place or 'no place'} on the list, not in {source_name}"
            for each in named
            if source and each.place != source
        ]
        return
    count, words = _read(piece)
    everywhere = _matching(words, equipment)
    if not everywhere:
        if words:
            meant.unsure.append(f'no equipment on the list is called "{piece.strip()}"')
        return
    meant.is_any = True
    here = _matching(words, [each for each in equipment if each.place == source]) if source else everywhere
    if source and not here:
        meant.unsure.append(f'"{piece.strip()}": nothing of the kind is in {source_name}; there is {_tags(everywhere)}')
    elif len(here) == count:
        meant.found += here
    elif len(here) < count:
        meant.found += here
        meant.unsure.append(f'"{piece.strip()}": the list has only {_tags(here)}')
    else:
        meant.unsure.append(f'"{piece.strip()}" may be any of {_tags(here)}')


def _read(piece: str) -> tuple[int, list[str]]:
    """How many, and the words for what: the last one names it, those before say more. A plural without a number: 0."""
    count, is_plural = 0, False
    words: list[str] = []
    for written in _WORD.findall(piece):
        word = written.lower().replace("’", "'").strip("'.-")
        if word.isdecimal() and not count and not words:
            count = int(word[:4])
        elif word in NUMBER_WORDS and not words:
            count = NUMBER_WORDS[word]
        elif word not in SMALL_WORDS:
            words.append(_singular(word))
            is_plural = _singular(word) != word
    return count or (10_000 if is_plural else 1), words


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) and len(word) > 2 else word


def _matching(words: Sequence[str], equipment: Iterable[Equipment]) -> list[Equipment]:
    """Those whom the last word fits, fewer by each word before it that fits some."""
    if not words:
        return []
    found = [each for each in equipment if _fits(words[-1], each)]
    for word in reversed(words[:-1]):
        found = [each for each in found if _fits(word, each)] or found
    return found


def _fits(word: str, piece: Equipment) -> bool:
    if word in STATUS_WORDS:
        return piece.status == STATUS_WORDS[word]
    named = {_singular(each.lower()) for each in _WORD.findall(" ".join((piece.words, *piece.aliases)))}
    return not named.isdisjoint(EQUIPMENT_WORDS.get(word, ())) or word in named


def _tags(pieces: Sequence[Equipment]) -> str:
    shown = ", ".join(each.tag for each in pieces[:_MOST_NAMED])
    return f"{shown} …" if len(pieces) > _MOST_NAMED else shown
