"""Which licences a request wants for how many places or devices, and how many would have to be bought.

Source: DOMAIN.md SEED-7, "may I install this on three more?" is answered from the list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailtick.incidents.case import Case
from mailtick.incidents.kept import KnownLicence
from mailtick.incidents.people import Role
from mailtick.incidents.products import products_named
from mailtick.incidents.proposals.phrases import FAULT, NUMBER_WORDS

_SEARCHED_CHARACTERS = 5000
# Of a request that lists everything, the first of it.
_MOST = 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_ASKED = re.compile(
    r"\b(?:install\w*|put|add(?:ed)?|load(?:ed)?|set\s+up|get|have|needs?|wants?|like|buy|order|extend|more|extra"
    r"|another|additional|new)\b",
    re.IGNORECASE,
)
# What is done to software that is there already, and what becomes of it.
_OTHERWISE = re.compile(
    r"\b(?:updat\w*|upgrad\w*|un-?install\w*|re-?install\w*|remov\w*|delet\w*|take\s+\w+(?:\s+\w+)?\s+off|log\s?ins?"
    r"|sign\s?ins?|log(?:ged)?\s+in|sign(?:ed)?\s+in|passwords?|reset|used\s+to|already|expir\w*|renew\w*)\b",
    re.IGNORECASE,
)
_DEVICE = (
    r"(?:laptops?|tablets?|ipads?|pcs?|computers?|desktops?|devices?|machines?|chromebooks?|macbooks?|panels?|boards?"
    r"|whiteboards?|seats?|licen[cs]es?|cop(?:y|ies)|users?|places?|installs?|installations?)"
)
_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)}|another)"
# "three more of the new laptops", "3 licences", "another laptop".
_COUNTED = re.compile(
    rf"(?<![\w.,£-])(?P<count>{_NUMBER})\s+(?:(?:more|extra|additional|new|of|the|our|my|other|further|spare|pupil"
    rf"|teacher|staff|class|year\s+\d)\s+){{0,4}}{_DEVICE}\b",
    re.IGNORECASE,
)
# "laptops 3, 7 and 11", "iPads 4-9".
_LISTED = re.compile(
    rf"\b{_DEVICE}\s+(?:nos?\.?\s*|numbers?\s+)?(?P<numbers>\d{{1,3}}(?:\s*(?:,|&|\+|-|–|\band\b|\bto\b)\s*(?:and\s+)?"
    r"\d{1,3})*)(?![\w.:])",
    re.IGNORECASE,
)
# "three more please", where nothing says of what.
_MORE = re.compile(rf"(?<![\w.,£-])(?P<count>{_NUMBER})\s+(?:more|extra)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A licence that is wanted for so many more."""

    licence: KnownLicence
    count: int

    @property
    def to_buy(self) -> int:
        return self.licence.usage.to_buy(self.count)

    @property
    def words(self) -> str:
        """ "LIC-13 Clicker 8: 0 free, 3 wanted, 3 to buy"."""
        return f"{self.licence.ref} {self.licence.product}: {self.licence.usage.answer(self.count)}"


def wanted_licences(case: Case, text: str) -> tuple[Wanted, ...]:
    """Return what a request wants more of; nothing where it tells of a fault, or asks for something else."""
    subject, text = case.mail.subject[:_SEARCHED_CHARACTERS], text[:_SEARCHED_CHARACTERS]
    sentences = [piece for piece in _SENTENCE.split(text) if _ASKED.search(piece) and _count(piece)]
    if not sentences or FAULT.search(f"{subject}\n{text}"):
        return ()
    today = case.received_at.astimezone(case.policy.zone).date()
    found = []
    registers = case.lookup.registers
    for named, name in products_named(f"{subject}\n{text}", registers.licence_names()):
        # Without its name, of which the version is a number, too.
        about = name.sub(" ", next((piece for piece in sentences if name.search(piece)), sentences[0]))
        count = 0 if _OTHERWISE.search(about) else _count(about)
        if count and (licence := registers.licence(named.ref, today)):
            found.append(Wanted(licence, count))
    return tuple(found[:_MOST])


def how_to_buy(case: Case, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """What is lacking, and how whoever decides on buying is asked; nothing where enough are free."""
    lacking = [each for each in wanted if each.to_buy]
    owner = next(iter(case.lookup.team(Role.OWNER)), None)
    if not lacking or owner is None:
        return tuple(each.words for each in lacking)
    what = " and ".join(f"{each.to_buy} more of {each.licence.product}" for each in lacking)
    return (
        *(each.words for each in lacking),
        f"{owner.name} decides on buying; to ask, answer with:",
        f"#also {owner.address.partition('@')[0]}",
        f"#tell {owner.name}, may we buy {what}?",
    )


def _count(sentence: str) -> int:
    """How many places or devices a sentence names; 0 for none."""
    if found := _COUNTED.search(sentence):
        return _number(found["count"])
    if found := _LISTED.search(sentence):
        return _listed(found["numbers"])
    found = _MORE.search(sentence)
    return _number(found["count"]) if found else 0


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER_WORDS.get(word.lower(), 1)


def _listed(numbers: str) -> int:
    """How many "3, 7 and 11" or "4-9" are."""
    count = 0
    for part in re.split(r"\s*(?:,|&|\+|\band\b)\s*", numbers):
        ends = [int(each) for each in re.findall(r"\d+", part)]
        count += max(1, ends[-1] - ends[0] + 1) if ends else 0
    return count
