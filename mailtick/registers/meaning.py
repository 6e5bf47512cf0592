"""Which record is meant by what somebody wrote into a spreadsheet: "Y3/Room 5", "Mrs Brown", "Brown, Claire"."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from mailtick.registers.references import PERSON, PLACE, PROVIDER, Known, known
from mailtick.registers.register import Reference
from mailtick.store.registers import names_of

_BETWEEN_PLACES = re.compile(r"\s*[/,;()\[\]\n|]+\s*|\s+[-–—]\s+")
_SHORT_FOR = (
    (re.compile(r"\b(?:rm|r)\.? ?(?=\d)", re.IGNORECASE), "room "),
    (re.compile(r"\b(?:yr|y)\.? ?(?=\d)", re.IGNORECASE), "year "),
)
# How a record is added, up to its name.
_ADDED = {
    PLACE.what: "locations code=CODE name",
    PERSON.what: "people address=ADDRESS name",
    PROVIDER.what: "providers code=CODE service_mail=ADDRESS name",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Meaning:
    """Finds records by what people write; what was found once is not looked for again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Reference, Known] = {}
        self._found: dict[tuple[Reference, str], str | ValueError] = {}
        self._words: dict[Reference, list[tuple[str, frozenset[str]]]] = {}

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
            case PERSON.what | PROVIDER.what:
                return self._in_words(reference, text)
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
                raise _unknown(PLACE, text, error) from None
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
        raise _unknown(PLACE, text, error)

    def _place_called(self, text: str) -> str:
        try:
            return self._exactly(PLACE, text)
        except ValueError:
            for pattern, whole in _SHORT_FOR:
                if pattern.search(text):
                    return self._exactly(PLACE, pattern.sub(whole, text))
            raise

    def _in_words(self, reference: Reference, text: str) -> str:
        """A person or a firm by some of the words of its name: Mrs Brown, Brown Claire, C Brown."""
        try:
            return self._exactly(reference, text)
        except ValueError as error:
            words = _words(text)
            if "@" in text or not words:
                raise _unknown(reference, text, error) from None
            found = [key for key, name in self._named(reference) if all(_is_in(word, name) for word in words)]
            if len(found) == 1:
                return found[0]
            if found:
                raise ValueError(f'"{text}" may be {" or ".join(sorted(found))}; write which one') from None
            raise _unknown(reference, text, error) from None

    def _named(self, reference: Reference) -> list[tuple[str, frozenset[str]]]:
        """The records that are offered, with the words of their names."""
        if reference not in self._words:
            named = names_of(self._session, reference.row, reference.key, reference.names)
            self._words[reference] = [(each.key, _words(" ".join(each.names))) for each in named if each.is_offered]
        return self._words[reference]


def _unknown(reference: Reference, text: str, error: ValueError) -> ValueError:
    """What to do about something that is on no list."""
    if "there is no" not in str(error):
        return error
    name = text.replace('"', "'")
    return ValueError(f'{error}; a new one is added with: mailtick register add {_ADDED[reference.what]}="{name}"')


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(name))


def _is_in(word: str, name: frozenset[str]) -> bool:
    """Whether a name has a word, or one that begins with the initial."""
    return word in name or (len(word) == 1 and any(each.startswith(word) for each in name))
