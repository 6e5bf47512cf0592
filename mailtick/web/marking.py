"""Show where words were found: marked in a title, and a piece of the text around the first of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markupsafe import Markup, escape

_AROUND = 70


def marked(text: str, words: Sequence[str]) -> Markup:
    """The text escaped, with the words of a search marked where a word begins so."""
    found = _pattern(words)
    if found is None:
        return escape(text)
    pieces: list[Markup] = []
    at = 0
    for hit in found.finditer(_folded(text)):
        pieces += [escape(text[at : hit.start()]), Markup("<mark>{}</mark>").format(text[hit.start() : hit.end()])]
        at = hit.end()
    return Markup().join([*pieces, escape(text[at:])])


def snippet(text: str, words: Sequence[str]) -> Markup:
    """A piece of a text around the first word found, marked; nothing where none is found."""
    found = _pattern(words)
    hit = found.search(_folded(text)) if found else None
    if hit is None:
        return Markup()
    start, end = max(0, hit.start() - _AROUND), min(len(text), hit.end() + _AROUND)
    piece = " ".join(text[start:end].split())
    return Markup("{}{}{}").format("… " if start else "", marked(piece, words), " …" if end < len(text) else "")


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    wanted = "|".join(re.escape(_folded(word)) for word in sorted(words, key=len, reverse=True) if word)
    return re.compile(rf"\b(?:{wanted})\w*") if wanted else None


def _folded(text: str) -> str:
    """Lower case without accents, each character still one, so that positions are those of the text."""
    return "".join(_plain(each) for each in text)


def _plain(character: str) -> str:
    if character.isascii():
        return character.lower()
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character
