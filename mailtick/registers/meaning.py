"""Which record is meant by what somebody wrote into a spreadsheet: "Y3/Room 5", "Mrs Brown", "Brown, Claire"."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from mailtick.registers.references import CATEGORY, LICENCE, PERSON, PLACE, PROVIDER, Known, known
from mailtick.registers.register import Reference
from mailtick.store.registers import names_of

_BETWEEN_PLACES = re.compile(r"\s*[/,;()\[\]\n|]+\s*|\s+[-–—]\s+")
_SHORT_FOR = (
    (re.compile(r"\b(?:rm|r)\.? ?(?=\d)", re.IGNORECASE), "room "),
    (re.compile(r"\b(?:yr|y)\.? ?(?=\d)", re.IGNORECASE), "year "),
)
# How a record is added, up to its name.
_ADDED = {
    PLACE.what: "locations name",
    PERSON.what: "people address=ADDRESS name",
    PROVIDER.what: "providers service_mail=ADDRESS name",
    CATEGORY.what: "categories name",
}
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Meaning:
    """Finds records by what people write; what was looked for once is not looked for again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Reference, Known] = {}
        self._found: dict[tuple[Reference, str], list[str]] = {}
        self._faults: dict[tuple[Reference, str], str] = {}
        self._words: dict[Reference, list[tuple[str, frozenset[str]]]] = {}

    def key_of(self, reference: Reference, text: str) -> str:
        """Return the key of the record that is meant. Raises ValueError with the nearest names."""
        found = self._find(reference, text)
        if len(found) == 1:
            return found[0]
        if (reference, text) not in self._faults:
            self._faults[reference, text] = self._fault(reference, text, found)
        raise ValueError(self._faults[reference, text])

    def offered(self, reference: Reference, text: str) -> str:
        """The same of a record that is still in use. Raises ValueError."""
        key = self.key_of(reference, text)
        if self._all(reference).is_retired(key):
            raise ValueError(f"{key} is retired; name another {reference.what}, or take it back into use first")
        return key

    def kept(self, reference: Reference, text: str) -> str:
        """The same, also of a record out of use where none in use is called so. Raises ValueError."""
        retired = self._all(reference).retired(text)
        if len(retired) == 1 and not self._find(reference, text):
            return retired[0]
        return self.key_of(reference, text)

    def is_one(self, reference: Reference, text: str) -> bool:
        """Whether somebody would know at once which record is meant."""
        return len(self._find(reference, text)) == 1

    def _find(self, reference: Reference, text: str) -> list[str]:
        """The keys of all records that may be meant."""
        if (reference, text) not in self._found:
            match reference.what:
                case PLACE.what:
                    found = self._place(text)
                case PERSON.what | PROVIDER.what | LICENCE.what:
                    found = self._called(reference, text) or self._in_words(reference, text)
                case _:
                    found = self._called(reference, text)
            self._found[reference, text] = found
        return self._found[reference, text]

    def _called(self, reference: Reference, text: str) -> list[str]:
        return self._all(reference).candidates(text)

    def _all(self, reference: Reference) -> Known:
        if reference not in self._known:
            self._known[reference] = known(self._session, reference)
        return self._known[reference]

    def _place(self, text: str) -> list[str]:
        """A place by one of its names, or one that is called by several of them; else all that parts of it may mean."""
        found = self._place_called(text)
        parts = _parts(text)
        if found or len(parts) < 2:
            return found
        each_means = [self._place_called(part) for part in parts]
        if all(len(means) == 1 for means in each_means):
            return sorted({key for means in each_means for key in means})
        return []

    def _place_called(self, text: str) -> list[str]:
        spelt = [text, *(pattern.sub(whole, text) for pattern, whole in _SHORT_FOR)]
        return next((found for each in spelt if (found := self._called(PLACE, each))), [])

    def _in_words(self, reference: Reference, text: str) -> list[str]:
        """People, firms or licences by some of the words of their names: Mrs Brown, Brown Claire, C Brown."""
        words = _words(text)
        if "@" in text or not words:
            return []
        return sorted(key for key, name in self._named(reference) if all(_is_in(word, name) for word in words))

    def _fault(self, reference: Reference, text: str, found: list[str]) -> str:
        """What to say where none or several are meant."""
        said = ""
        try:
            self._all(reference).key_of(text)
        except ValueError as error:
            said = str(error)
        if found and not self._called(reference, text):
            return f'"{text}" may be {" or ".join(found)}; write which one'
        if found:
            return said
        parts = _parts(text) if reference.what == PLACE.what else []
        meant = {key for part in parts for key in self._place_called(part)}
        strange = [part for part in parts if not self._place_called(part)]
        if len(meant) == 1 and strange:
            [place] = meant
            return (
                f'"{text}" begins like {place}, but "{strange[0]}" is no name of that place; '
                f"add it to the aliases of {place}, or write {place} alone"
            )
        return f"{said}{how_to_add(reference, text)}"

    def _named(self, reference: Reference) -> list[tuple[str, frozenset[str]]]:
        """The records that are offered, with the words of their names."""
        if reference not in self._words:
            named = names_of(self._session, reference.row, reference.key, reference.names)
            self._words[reference] = [(each.key, _words(" ".join(each.names))) for each in named if each.is_offered]
        return self._words[reference]


def how_to_add(reference: Reference, text: str) -> str:
    """Say how something that is on no list is added; empty where that takes more than a name."""
    if reference.what not in _ADDED:
        return ""
    name = text.replace('"', "'")
    return f'; a new one is added with: mailtick register add {_ADDED[reference.what]}="{name}"'


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN_PLACES.split(text) if part]


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(name))


def _is_in(word: str, name: frozenset[str]) -> bool:
    """Whether a name has a word, or one that begins with the initial."""
    return word in name or (len(word) == 1 and any(each.startswith(word) for each in name))
