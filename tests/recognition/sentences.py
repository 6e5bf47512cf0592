"""The sentences of this folder, the two schools they are about, and how well they are understood."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from mailtick.demo.school import DOMAIN, school_csv
from mailtick.incidents.category import Category
from mailtick.incidents.floors import grade, told_in
from mailtick.incidents.incident import Grade
from mailtick.incidents.kept import Equipment, KnownRegisters, LicenceName
from mailtick.incidents.people import Place
from mailtick.incidents.products import product_named
from mailtick.incidents.prose import sentences as sentences_of
from mailtick.incidents.recognition.found import Recognised
from mailtick.incidents.recognition.premises import Premises, Resident
from mailtick.incidents.recognition.recognise import recognise
from mailtick.incidents.recognition.tone import can_wait, something_new
from mailtick.incidents.recognition.topic import suggest_category
from mailtick.incidents.routing import Routing, Then
from mailtick.incidents.school_days import SchoolDays
from mailtick.registers.preset_categories import PRESET_CATEGORIES

# A Monday morning.
_AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
FOLDER = Path(__file__).parent
OPEN = "?"
FIELDS = ("place", "equipment", "category", "urgency")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a table: `school` is the name of the file, `wanted` what has to be understood, by field."""

    school: str
    half: str
    sender: str
    subject: str
    text: str
    wanted: Mapping[str, str]


@dataclass(slots=True)
class Score:
    """Fields that were understood, left open or asked where something is meant, and said wrongly."""

    right: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.right + self.missed + len(self.wrong)


def sentences(half: str = "") -> Iterator[Sentence]:
    """All sentences, or those of a half."""
    for school in ("saltmarsh", "harbour"):
        with (FOLDER / f"{school}.csv").open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                if half in ("", line["half"]):
                    wanted = {name: line[name] for name in FIELDS}
                    yield Sentence(school, line["half"], line["sender"], line["subject"], line["text"], wanted)


def _lines(school: str, table: str) -> list[dict[str, str]]:
    text = school_csv(table) if school == "saltmarsh" else (FOLDER / f"harbour_{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def premises(school: str) -> Premises:
    """What a school has, and who is where in it."""
    where = "locations" if school == "saltmarsh" else "places"
    places = [
        (Place(line["code"], line["name"]), tuple(each for each in line["aliases"].split(";") if each))
        for line in _lines(school, where)
    ]
    equipment = [
        Equipment(
            tag=line["tag"],
            type=line["type"],
            make_model=line["make_model"],
            serial=line["serial"],
            place=line["location"],
            quantity=int(line["qty"]),
            assigned_to=line["assigned_to"] and f"{line['assigned_to']}@{DOMAIN}",
        )
        for line in _lines(school, "assets")
    ]
    return Premises(places, equipment, [resident(school, line) for line in _lines(school, "people")])


def resident(school: str, line: Mapping[str, str]) -> Resident:
    """Somebody of a table of people."""
    address, place = ("address_local_part", "default_location") if school == "saltmarsh" else ("address", "place")
    return Resident(f"{line[address]}@{DOMAIN}", line["name"], line[place])


@cache
def categories() -> tuple[Category, ...]:
    """The categories that are shipped."""
    return tuple(
        Category(str(each["name"]), str(each["code"]), tuple(each["words"]))  # type: ignore[arg-type]  # words are a list of texts
        for each in PRESET_CATEGORIES
    )


def understood(sentence: Sentence) -> dict[str, str]:
    """What is understood of a sentence, as the tables write it."""
    known = premises(sentence.school)
    sender = known.residents[f"{sentence.sender}@{DOMAIN}"]
    found = recognise(sentence.subject, sentence.text, known, sender)
    whole = f"{sentence.subject}\n{sentence.text}"
    product = product_named(whole, [LicenceName(line["ref"], line["product"]) for line in _licences(sentence.school)])
    suggesting = [each for each in categories() if each.is_suggested_by(whole)]
    category, _ = suggest_category(suggesting, categories(), [each.equipment for each in found.equipment], product)
    said = sentences_of(sentence.text)
    told = told_in(sentence.subject, sentence.text, _AT, SchoolDays(), (), KnownRegisters())
    start = Grade.HIGH if found.is_everywhere else Grade.LOW if can_wait(said) or something_new(said) else Grade.MEDIUM
    graded = grade(told, Routing(Then(urgency=start)), is_request=False)
    raised = grade(told, Routing(), is_request=False).urgency
    return {
        "place": found.place.place.code if found.place else OPEN if found.open_place else "",
        "equipment": " ".join(sorted(_tags(found))) or (OPEN if found.open_equipment else ""),
        "category": category.name if category else "",
        "urgency": Grade.HIGH if raised is Grade.HIGH else graded.urgency,
    }


@cache
def _licences(school: str) -> list[dict[str, str]]:
    return _lines(school, "licences") if school == "saltmarsh" else []


def _tags(found: Recognised) -> Iterator[str]:
    for each in found.equipment:
        yield from (
            (f"{each.equipment.tag}/{member}" for member in each.members) if each.members else (each.equipment.tag,)
        )


def score(half: str) -> dict[str, Score]:
    """How well each field of a half is understood."""
    scores = {name: Score() for name in FIELDS}
    for sentence in sentences(half):
        got = understood(sentence)
        for name in FIELDS:
            _count(scores[name], sentence, name, sentence.wanted[name], got[name])
    return scores


def _count(one: Score, sentence: Sentence, name: str, wanted: str, got: str) -> None:
    if not wanted and name in ("category", "urgency"):
        return
    same = sorted(wanted.split()) == sorted(got.split()) if name == "equipment" else wanted == got
    said = f"{name} {got or 'nothing'} for {wanted or 'nothing'}"
    line = f"{sentence.school}: {sentence.text!r} by {sentence.sender}: {said}"
    if same or (wanted in ("", OPEN) and got in ("", OPEN)):
        one.right += 1
    elif got in ("", OPEN):
        one.missed += 1
        one.misses.append(line)
    else:
        one.wrong.append(line)
