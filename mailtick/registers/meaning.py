"""Which record is meant by what somebody wrote into a spreadsheet: "Y3/Room 5", "Mrs Brown", "Brown, Claire"."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from mailtick.registers.references import PERSON, PLACE, Known, known
from mailtick.registers.register import Reference
from mailtick.store.registers import names_of

_BETWEEN_PLACES = re.compile(r"\s*[/,;()\[\]\n|]+\s*|\s+[-–—]\s+")
_SHORT_FOR = (
    (re.compile(r"\b(?:rm|r)\.? ?(?=\d)", re.IGNORECASE), "room "),
    (re.compile(r"\b(?:yr|y)\.? ?(?=\d)", re.IGNORECASE), "year "),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Meaning:
    """Finds records by what people write; what was found once is not looked for again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Reference, Known] = {}
        self._found: dict[tuple[Reference, str], str | ValueError] = {}
        self._people: list[tuple[str, frozenset[str]]] = []

    def key_of(self, reference: Reference, text: str) -> str:
        """Return the key of the record that is meant. Raises ValueError with the nearest names."""
        if (reference, text) not in self._found:
            try:
                self._found[reference, text] = self._look(reference, text)
            except ValueError as error:
                self._found[reference, text] = error
        found = self._found[reference, text]
        if isinstance(found, ValueError):
            raise found
        return found

    def is_one(self, reference: Reference, text: str) -> bool:
        """Whether somebody would know at once which record is meant."""
        try:
            return bool(self.key_of(reference, text))
        except ValueError:
            return False

    def _look(self, reference: Reference, text: str) -> str:
        match reference.what:
            case PLACE.what:
                return self._place(text)
            case PERSON.what:
                return self._person(text)
            case _:
                return self._exactly(reference, text)

    def _exactly(self, reference: Reference, text: str) -> str:
        if reference not in self._known:
            self._known[reference] = known(self._session, reference)
        return self._known[reference].key_of(text)

    def _place(self, text: str) -> str:
        try:
            return self._place_called(text)
        except ValueError as error:
            parts = [part for part in _BETWEEN_PLACES.split(text) if part]
            if len(parts) < 2:
                raise _unknown(text, error) from None
            return self._place_in_parts(text, parts, error)

    def _place_in_parts(self, text: str, parts: list[str], error: ValueError) -> str:
        """One place that is called by several of its names. Parts that mean different places, or nothing, are none."""
        meant, strange = set(), []
        for part in parts:
            try:
                meant.add(self._place_called(part))
            except ValueError:
                strange.append(part)
        if len(meant) == 1 and not strange:
            return meant.pop()
        if len(meant) == 1:
            [place] = meant
            raise ValueError(
                f'"{text}" begins like {place}, but "{strange[0]}" is no name of that place; '
                f"add it to the aliases of {place}, or write {place} alone"
            )
        if meant:
            raise ValueError(f'"{text}" may be {" or ".join(sorted(meant))}; write which one')
        raise _unknown(text, error)

    def _place_called(self, text: str) -> str:
        try:
            return self._exactly(PLACE, text)
        except ValueError:
            for pattern, whole in _SHORT_FOR:
                if pattern.search(text):
                    return self._exactly(PLACE, pattern.sub(whole, text))
            raise

    def _person(self, text: str) -> str:
        try:
            return self._exactly(PERSON, text)
        except ValueError:
            words = _words(text)
            if "@" in text or not words:
                raise
            found = [address for address, name in self._everybody() if all(_is_in(word, name) for word in words)]
            if len(found) == 1:
                return found[0]
            if found:
                raise ValueError(f'"{text}" may be {" or ".join(sorted(found))}; write which one') from None
            raise

    def _everybody(self) -> list[tuple[str, frozenset[str]]]:
        if not self._people:
            named = names_of(self._session, PERSON.row, PERSON.key, PERSON.names)
            self._people = [(each.key, _words(" ".join(each.names))) for each in named if each.is_offered]
        return self._people


def _unknown(text: str, error: ValueError) -> ValueError:
    """What to do about a place that is on no list."""
    if "there is no" not in str(error):
        return error
    name = text.replace('"', "'")
    return ValueError(f'{error}; a new place is added with: mailtick register add locations code=CODE name="{name}"')


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(name))


def _is_in(word: str, name: frozenset[str]) -> bool:
    """Whether a name has a word, or one that begins with the initial."""
    return word in name or (len(word) == 1 and any(each.startswith(word) for each in name))
