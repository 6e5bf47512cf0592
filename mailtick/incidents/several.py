"""A mail that tells of several matters: which they are, and what each of them is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailtick.incidents.category import Category
from mailtick.incidents.incident import TITLE_CHARACTERS, Grade, Incident, IncidentType
from mailtick.incidents.kept import Equipment
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.recognition.found import is_of_one_person
from mailtick.incidents.recognition.premises import Resident
from mailtick.incidents.recognition.recognise import recognise
from mailtick.incidents.recognition.tone import can_wait, something_new
from mailtick.incidents.recognition.topic import suggest_category
from mailtick.incidents.related import Part

MOST_MATTERS = 10
_SEARCHED_CHARACTERS = 4000
# "1) …", "2. …", "(3) …", each number once and in its order; on a line of its own or within one.
_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)](?=\s*[^\W\d])")
_ENDS = re.compile(r"\s*(?:\n\s*\n|\b(?:thanks|thank you|many thanks|kind regards|regards|cheers)\b).*", re.I | re.S)
_OPENING = re.compile(
    r"^(?:and|also|then|finally|lastly|please|could (?:we|you)(?: please)?|can (?:we|you))\b[\s,:]*", re.I
)
_WORD = re.compile(r"[^\W_]{3,}")
_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class ProposeSplit:
    """A mail tells of several matters; whether each becomes an incident of its own, a person says."""

    incident: IncidentId
    matters: tuple[str, ...]
    because: str

    @property
    def words(self) -> str:
        numbered = "; ".join(f"{at}) {each}" for at, each in enumerate(self.matters, 1))
        return f"It seems to hold {len(self.matters)} matters: {numbered}. #split alone makes an incident of each."


def matters_in(text: str) -> tuple[str, ...]:
    """Return the matters that a text numbers through, each in its own words; none where it does not."""
    text = text[:_SEARCHED_CHARACTERS]
    starts: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text):
        if int(found[1]) == len(starts) + 1:
            starts.append(found)
    if len(starts) < 2:
        return ()
    ends = [each.start() for each in starts[1:]] + [len(text)]
    pieces = [text[each.end() : end].strip(" \t\n,;") for each, end in zip(starts, ends, strict=True)]
    pieces = [_ENDS.sub("", piece).strip() for piece in pieces]
    return tuple(pieces) if len(pieces) <= MOST_MATTERS and all(pieces) else ()


def titles_of(matters: Sequence[str]) -> tuple[str, ...]:
    """Return a title for each matter: its words, without what only asks for it."""
    return tuple(_title(each) for each in matters)


def _title(matter: str) -> str:
    words = " ".join(_OPENING.sub("", matter).split()).rstrip(".,;!? ")
    if len(words) > TITLE_CHARACTERS:
        words = f"{words[: TITLE_CHARACTERS - 1].rpartition(' ')[0]}…"
    return words[:1].upper() + words[1:]


def matter_of(title: str, matters: Sequence[str]) -> str:
    """Return the matter that a title is of, by the words that both have; empty where none or several fit."""
    said = _beginnings(title)
    shared = [len(said & _beginnings(each)) for each in matters]
    most = max(shared, default=0)
    return matters[shared.index(most)] if most and shared.count(most) == 1 else ""


def _beginnings(words: str) -> frozenset[str]:
    return frozenset(each.lower()[:_BEGINNING] for each in _WORD.findall(words))


def part_of(incident: Incident, title: str, lookup: Lookup) -> Part:
    """Return what becomes of one matter of an incident: its category, how urgent it is, and its equipment."""
    matter = matter_of(title, matters_in(incident.first_text))
    reporter = incident.reporter
    text = f"{title}\n{matter}"
    found = recognise(
        "", matter or title, lookup.premises(), Resident(reporter.address, reporter.name, reporter.usual_place)
    )
    pieces = tuple(each.equipment for each in found.equipment)
    categories = lookup.categories()
    suggesting = [each for each in categories if each.is_suggested_by(text)]
    category, _ = suggest_category(suggesting, categories, pieces)
    is_request = bool(something_new((matter,)))
    low = is_request or is_of_one_person(found.equipment)
    return Part(
        title,
        category.name if category else "",
        Grade.LOW if low else _grade(category, "impact"),
        Grade.LOW if is_request or can_wait((matter,)) else _grade(category, "urgency"),
        (category is not None and category.is_restricted) or incident.is_restricted,
        IncidentType.REQUEST if is_request else IncidentType.INCIDENT if matter else incident.type,
        pieces,
    )


def _grade(category: Category | None, name: str) -> Grade:
    proposed: Grade | None = getattr(category, name) if category else None
    return proposed or Grade.MEDIUM


def of_others(incident: Incident, first: Part, others: Sequence[Part]) -> tuple[Equipment, ...]:
    """Return the equipment of an incident that goes with its other matters."""
    kept = {each.tag for each in first.equipment}
    gone = {each.tag for part in others for each in part.equipment} - kept
    return tuple(each for each in incident.equipment if each.tag in gone)
