"""What an organisation calls its places and its equipment, laid out so that a text is read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mailtick.incidents.kept import Equipment
from mailtick.incidents.people import Place
from mailtick.incidents.recognition.nouns import COMMON_ROOMS, EVERYWHERE, KINDS, OWN, PARTS, TITLES
from mailtick.incidents.recognition.text import Slips, phrase, singular

Phrase = tuple[str, ...]
Tiers = tuple[tuple[Equipment, ...], ...]

# Last words of a type that are something else by themselves.
_NO_HEADS = frozenset(("switch", "system", "point", "desk", "set", "unit", "box", "display", "camera", "kiosk"))
# Last words of a type that say nothing more: "laptop computer".
_PLAIN_HEADS = frozenset(("computer", "unit", "device", "machine", "system", "screen", "display", "set", "pc"))
# Words of a maker's name that are ordinary ones.
_NO_MAKERS = frozenset(("smart", "visitor", "firewall", "router", "generic", "various", "other", "school", "provider"))
_CAMEL = re.compile(r"[A-Za-z]*[a-z][A-Z][a-z]{2,}|[A-Z]{3,}[a-z]{3,}")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_MARK_CHARACTERS = 5
_LETTERS_FIRST = re.compile(r"[A-Z]+")
_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with the place where they usually are, by its code or one of its names; empty for none."""

    address: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class Known:
    """A word in all forms that it may stand for, and whether a mention of something may begin with it."""

    forms: tuple[str, ...]
    begins: bool


class Premises:
    """The names of places, things and people, each by its first word."""

    def __init__(
        self,
        places: Sequence[tuple[Place, tuple[str, ...]]],
        equipment: Sequence[Equipment],
        residents: Sequence[Resident],
    ) -> None:
        self.places = {place.code: place for place, _ in places}
        self.equipment = tuple(equipment)
        self.residents = {each.address.lower(): each for each in residents}
        self.place_names = _place_names(places)
        self.last_words = _last_words(self.place_names)
        self.thing_names = _thing_names(self.equipment)
        self.marks = _marks(self.equipment)
        self.owners = _owners(residents)
        self.names = _by_first_word((*self.place_names, *self.thing_names, *EVERYWHERE))
        self._slips = Slips(word for name in (*self.place_names, *self.thing_names) for word in name)
        beginnings = (_LETTERS_FIRST.match(each) for each in self.marks)
        self._mark_words = frozenset(each[0].lower() for each in beginnings if each)
        self._owner_words = frozenset(name[0] for name in self.owners)
        self._known: dict[str, Known] = {}

    def known(self, word: str) -> Known:
        """A word as the names may have it; most words of a mail were in the last one, too."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._know(word)
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
        return found

    def _know(self, word: str) -> Known:
        meant = self._slips.meant(word) if word.isalpha() else word
        one = singular(word)
        slipped = self._slips.meant(one) if one.isalpha() else one
        forms = tuple(dict.fromkeys((word, one, meant, slipped, singular(meant))))
        is_owner = not self._owner_words.isdisjoint((word, word.removesuffix("'s"), word.removesuffix("'")))
        begins = is_owner or word in OWN or word in self.last_words or any(each in self.names for each in forms)
        return Known(forms, begins or word in self._mark_words or any(sign.isdecimal() for sign in word))

    def place(self, words: str) -> Place | None:
        """The place of this code or name; None for none, or for several."""
        found = (self.places[words],) if words in self.places else self.place_names.get(phrase(words), ())
        return found[0] if len(found) == 1 else None

    def tiers(self, name: Phrase) -> Tiers:
        """The equipment that a name may mean: what fits best stands first."""
        return self.thing_names.get(name, ())


@lru_cache(maxsize=8)
def premises_of(
    places: tuple[tuple[Place, tuple[str, ...]], ...], equipment: tuple[Equipment, ...], residents: tuple[Resident, ...]
) -> Premises:
    """The same, made once for as long as the registers stay as they are."""
    return Premises(places, equipment, residents)


def _by_first_word(names: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, set[Phrase]] = {}
    for name in names:
        found.setdefault(name[0], set()).add(name)
    return {first: tuple(sorted(some, key=lambda each: (-len(each), each))) for first, some in found.items()}


def _place_names(places: Sequence[tuple[Place, tuple[str, ...]]]) -> Mapping[Phrase, tuple[Place, ...]]:
    found: dict[Phrase, tuple[Place, ...]] = {}
    for place, aliases in places:
        for name in dict.fromkeys(phrase(each) for each in (place.code, place.name, *aliases)):
            if name and len("".join(name)) > 1:
                found[name] = (*found.get(name, ()), place)
    return found


def _last_words(names: Mapping[Phrase, tuple[Place, ...]]) -> Mapping[str, tuple[Place, ...]]:
    """The places that the last word of a longer name may mean: "the lab" of "Science lab 1" and of "Science lab 2"."""
    found: dict[str, dict[Place, None]] = {}
    for name, places in names.items():
        words = [word for word in name if not word.isdecimal()]
        if len(name) > 1 and words and words[-1] not in COMMON_ROOMS and words[-1].isalpha():
            found.setdefault(words[-1], {}).update(dict.fromkeys(places))
    return {word: tuple(places) for word, places in found.items() if (word,) not in names}


def _thing_names(equipment: Sequence[Equipment]) -> Mapping[Phrase, Tiers]:
    by_type: dict[Phrase, list[Equipment]] = {}
    by_alias: dict[Phrase, list[Equipment]] = {}
    by_maker: dict[Phrase, list[Equipment]] = {}
    for each in equipment:
        words = _words_of_type(each.type)
        by_type.setdefault(words, []).append(each)
        for alias in each.aliases:
            by_alias.setdefault(phrase(alias), []).append(each)
        for maker in _makers(each):
            if maker not in words:
                by_maker.setdefault((maker,), []).append(each)
    heads = (words[-1:] for words in by_type if words and words[-1] not in _NO_HEADS)
    names = dict.fromkeys((*map(phrase, (*KINDS, *PARTS)), *by_type, *by_alias, *heads))
    found = {name: _tiers_of(name, by_type, by_alias) for name in names if name}
    return found | {maker: (tuple(some),) for maker, some in by_maker.items() if maker not in found}


def _tiers_of(
    name: Phrase, by_type: Mapping[Phrase, Sequence[Equipment]], by_alias: Mapping[Phrase, Sequence[Equipment]]
) -> Tiers:
    word = " ".join(name)
    exact = (*by_type.get(name, ()), *by_alias.get(name, ()))
    wider = (
        tuple(each for words, some in by_type.items() if _is_of_kind(words, phrase(kind)) for each in some)
        for kind in KINDS.get(word) or PARTS.get(word) or (word,)
    )
    trolleys = (each for some in by_type.values() for each in some if "trolley" in each.make_model.lower())
    in_model = tuple(trolleys) if word == "trolley" else ()
    return tuple(tier for tier in (exact, *wider, in_model) if tier)


def _is_of_kind(words: Phrase, kind: Phrase) -> bool:
    """Whether a type is of a kind: an iPad charging trolley is no iPad."""
    return bool(words) and set(kind) <= set(words) and (words[-1] == kind[-1] or words[-1] in _PLAIN_HEADS)


@lru_cache(maxsize=1024)
def _words_of_type(kind: str) -> Phrase:
    words = tuple(singular(word) for word in phrase(_IN_BRACKETS.sub("", kind).replace("-Fi", "-fi")))
    return words[:-1] if len(words) > 1 and words[-1] == "set" else words


def _makers(equipment: Equipment) -> tuple[str, ...]:
    """The words of a make and model that name nothing else: "ricoh", "thinkcentre"."""
    words = _IN_BRACKETS.sub("", equipment.make_model).split()
    found = [word for at, word in enumerate(words) if word.isalpha() and (at == 0 or _CAMEL.fullmatch(word))]
    return tuple(each for word in found if (each := word.lower()) not in _NO_MAKERS and len(each) > 3)


def mark(written: str) -> str:
    """A tag or serial number without its signs, in capitals: "sp 0037" and "SP-0037" are one."""
    return re.sub(r"[^A-Za-z0-9]", "", written).upper()


def _marks(equipment: Sequence[Equipment]) -> Mapping[str, tuple[Equipment, ...]]:
    found: dict[str, tuple[Equipment, ...]] = {}
    for each in equipment:
        for written in {mark(each.tag), mark(each.serial)}:
            is_mark = len(written) >= _MARK_CHARACTERS and any(sign.isdecimal() for sign in written)
            if (is_mark and " " not in each.serial.strip()) or written == mark(each.tag):
                found[written] = (*found.get(written, ()), each)
    return found


def _owners(residents: Sequence[Resident]) -> Mapping[Phrase, tuple[Resident, ...]]:
    """People by what stands before "'s": "mrs finch", "angela finch", "angela"; a surname alone names nobody."""
    found: dict[Phrase, tuple[Resident, ...]] = {}
    for each in residents:
        words = phrase(each.name)
        title, names = (words[:1], words[1:]) if words and words[0] in TITLES else ((), words)
        for name in {(*title, *names[-1:]) if title else (), names[:1], names, words} - {()}:
            found[name] = (*found.get(name, ()), each)
    return found


def described(equipment: Equipment) -> frozenset[str]:
    """The words of a piece's type and model, and "trolley a" of "trolley A"."""
    return _words_and_pairs(f"{equipment.type} {equipment.make_model}")


@lru_cache(maxsize=4096)
def _words_and_pairs(text: str) -> frozenset[str]:
    words = phrase(text)
    return frozenset((*words, *(f"{one} {two}" for one, two in pairwise(words) if len(two) == 1)))
