"""What a text mentions, one after the other: things, places, owners, all of the organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from mailtick.incidents.kept import Equipment
from mailtick.incidents.people import Place
from mailtick.incidents.recognition import nouns
from mailtick.incidents.recognition.premises import Phrase, Premises, Resident, mark
from mailtick.incidents.recognition.text import Word


class Is(Enum):
    """What a mention is of."""

    THING = auto()
    MARK = auto()
    PLACE = auto()
    # A place that the list does not know.
    ELSEWHERE = auto()
    OWNER = auto()
    OWN = auto()
    EVERYWHERE = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """The words from `start` to before `end`, and what they are; `name` is as the lists have it."""

    of: Is
    start: int
    end: int
    name: Phrase
    places: tuple[Place, ...] = ()
    pieces: tuple[Equipment, ...] = ()
    owner: Resident | None = None
    numbers: tuple[int, ...] = ()
    is_plural: bool = False


_NUMBER = re.compile(r"\d{1,3}")
# What is counted is no number of a thing: "the laptop 3 times".
_UNITS = frozenset(
    ("times", "minutes", "mins", "hours", "days", "weeks", "years", "am", "pm", "o'clock", "of", "percent")
)
_NUMBER_WORDS = frozenset(("number", "no", "nr", "numbers", "nos"))


def find_mentions(words: Sequence[Word], premises: Premises) -> tuple[Mention, ...]:
    """Everything that is mentioned; the longest name wins, and none overlaps another."""
    known = [premises.known(word.text) for word in words]
    forms = [each.forms for each in known]
    found: list[Mention] = []
    at = 0
    while at < len(words):
        mention = _at(at, words, forms, premises) if known[at].begins else None
        found += (mention,) if mention else ()
        at = mention.end if mention else at + 1
    return tuple(found)


def _at(at: int, words: Sequence[Word], forms: Sequence[tuple[str, ...]], premises: Premises) -> Mention | None:
    text = words[at].text
    if marked := _marked(at, words, premises):
        return marked
    name = _longest(at, forms, premises)
    if owner := _owner(at, words, forms, premises, len(name)):
        return owner
    if name in nouns.EVERYWHERE:
        return Mention(Is.EVERYWHERE, at, at + len(name), name)
    if text in nouns.OWN and at + 1 < len(words) and set(forms[at + 1]) & nouns.ROOMS:
        return Mention(Is.OWN, at, at + 2, (text, words[at + 1].text))
    if name in premises.place_names and not (name in premises.thing_names and not _is_located(at, words)):
        return _place(at, at + len(name), name, premises.place_names[name], words)
    if name in premises.thing_names and not _is_other_thing(at, name, words):
        end, numbers = _numbers(at + len(name), words)
        is_plural = words[at + len(name) - 1].text not in name
        return Mention(Is.THING, at, end, name, numbers=numbers, is_plural=is_plural)
    if (places := premises.last_words.get(text)) and (_is_located(at, words) or words[at].is_first):
        return _place(at, at + 1, (text,), places, words)
    return None


def _marked(at: int, words: Sequence[Word], premises: Premises) -> Mention | None:
    """A tag or serial number, also where a blank stands in it: "sp 0029"."""
    text = words[at].text
    after = words[at + 1].text if at + 1 < len(words) and not words[at + 1].is_first else ""
    if after.isdecimal() and (pieces := premises.marks.get(mark(text + after))):
        return Mention(Is.MARK, at, at + 2, (f"{text} {after}",), pieces=pieces)
    if any(sign.isdecimal() for sign in text) and (pieces := premises.marks.get(mark(text))):
        return Mention(Is.MARK, at, at + 1, (text,), pieces=pieces)
    return None


def _longest(at: int, forms: Sequence[tuple[str, ...]], premises: Premises) -> Phrase:
    candidates = (name for form in forms[at] for name in premises.names.get(form, ()))
    fitting = [
        name
        for name in candidates
        if at + len(name) <= len(forms) and all(word in forms[at + by] for by, word in enumerate(name))
    ]
    return max(fitting, key=len, default=())


def _owner(
    at: int, words: Sequence[Word], forms: Sequence[tuple[str, ...]], premises: Premises, longer_than: int
) -> Mention | None:
    """ "Mrs Finch's", "Angela's": whose place, where a word for a room follows, or whose thing."""
    for length in (3, 2, 1):
        end = at + length
        if length <= longer_than or end > len(words) or not words[end - 1].owner:
            continue
        name = (*(word.text for word in words[at : end - 1]), words[end - 1].owner)
        found = premises.owners.get(name, ())
        if len(found) == 1:
            theirs = premises.place(found[0].place)
            if theirs and end < len(words) and set(forms[end]) & nouns.ROOMS:
                return Mention(Is.PLACE, at, end + 1, (*name, words[end].text), places=(theirs,))
            return Mention(Is.OWNER, at, end, name, owner=found[0])
    return None


def _place(at: int, end: int, name: Phrase, places: tuple[Place, ...], words: Sequence[Word]) -> Mention | None:
    before = words[at - 1].text if at else ""
    after = words[end].text if end < len(words) else ""
    if before in nouns.TITLES or before in nouns.NO_PLACE_AFTER or after in nouns.NO_PLACE_BEFORE:
        return None
    if after in nouns.OTHER_PLACE or (len(name) == 1 and before.endswith(("'s", "s'"))):
        return Mention(Is.ELSEWHERE, at, end, name) if _is_located(at, words) or after in nouns.OTHER_PLACE else None
    return Mention(Is.PLACE, at, end, name, places=places)


def _is_located(at: int, words: Sequence[Word]) -> bool:
    """Whether "in the", "at" or the like stands before."""
    for by in (1, 2, 3):
        if at - by < 0:
            return False
        word = words[at - by].text
        if word in nouns.LOCATIVE:
            return True
        if word not in nouns.BETWEEN and not word.endswith("'s"):
            return False
    return False


def is_located(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether a mention says where something is, by the words before it."""
    return _is_located(mention.start, words)


def _is_other_thing(at: int, name: Phrase, words: Sequence[Word]) -> bool:
    """Whether the words beside it make something else of it: a board meeting, a notice board."""
    after = words[at + len(name)].text if at + len(name) < len(words) else ""
    before = words[at - 1].text if at else ""
    return after in nouns.NOT_THE_THING or (name == ("board",) and before in nouns.NOT_A_BOARD_OF)


def _numbers(at: int, words: Sequence[Word]) -> tuple[int, tuple[int, ...]]:
    """The numbers behind a thing: "laptops 3, 7 and 11"; and where they end."""
    numbers: list[int] = []
    end = at
    for place in range(at, len(words)):
        text = words[place].text
        if words[place].is_first and place > at:
            break
        if found := _NUMBER.fullmatch(text.removeprefix("no.").removeprefix("nr.")):
            numbers.append(int(found[0]))
            end = place + 1
        elif text not in _NUMBER_WORDS and not (text in ("and", "or") and numbers):
            break
    if end < len(words) and words[end].text in _UNITS:
        return at, ()
    return end, tuple(numbers)


def numbers_in_sentence(start: int, words: Sequence[Word]) -> tuple[int, ...]:
    """The numbers that are called so further on in a sentence: "… in the trolley, numbers 4 and 8"."""
    for at in range(start, len(words)):
        if words[at].is_first and at > start and words[at].text not in _NUMBER_WORDS:
            break
        if words[at].text in _NUMBER_WORDS and (numbers := _numbers(at + 1, words)[1]):
            return numbers
    return ()


def of(mentions: Sequence[Mention], *kinds: Is) -> Iterator[Mention]:
    """Those of these kinds."""
    return (each for each in mentions if each.of in kinds)
