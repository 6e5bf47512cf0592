"""Somebody tells that equipment was moved: propose its new place. Source: DOMAIN.md SEED-5."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailtick.incidents.case import Case
from mailtick.incidents.kept import Equipment, Registers
from mailtick.incidents.people import Place
from mailtick.incidents.proposals.phrases import FAULT, MAY_BE_MOVED, MOVED, NO_NOTICE, PLACE_ENDS, PLACE_WORDS
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.incidents.proposals.things import Meant, find_things

_SEARCHED_CHARACTERS = 5000
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_THE = re.compile(r"^(?:the|our|my|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence that tells of a move, in its own words."""

    things: str
    source: str
    place: str


def propose_move(case: Case) -> Proposal | None:
    """Return the moves that a mail tells of; None where it tells of none, or asks for one."""
    if FAULT.search(case.own_text[:_SEARCHED_CHARACTERS]):
        return None
    registers = case.lookup.registers
    for told in _told(f"{case.own_text[:_SEARCHED_CHARACTERS]}\n{case.mail.subject}"):
        source = registers.places_called(told.source) if told.source else ()
        code, name = (source[0].code, source[0].name) if len(source) == 1 else ("", told.source)
        meant = find_things(told.things, registers.equipment(), code, name)
        if meant.is_any:
            return _proposal(told, meant, registers)
    return None


def _told(text: str) -> Iterator[_Told]:
    for sentence in filter(MAY_BE_MOVED.search, _SENTENCE.split(text)):
        for pattern in MOVED:
            found = pattern.search(sentence)
            if found is None:
                continue
            place = _place_words(found["place"])
            ends_at = found.start("place") + len(PLACE_ENDS.split(found["place"], maxsplit=1)[0])
            # What follows the place gives reasons; a question mark makes a question of all of it.
            if place and not NO_NOTICE.search(sentence[:ends_at]) and "?" not in sentence:
                source = found.groupdict().get("source") or ""
                yield _Told(found["things"], _place_words(source), place)
                break


def _place_words(words: str) -> str:
    return _THE.sub("", PLACE_ENDS.split(words, maxsplit=1)[0].strip())


def _proposal(told: _Told, meant: Meant, registers: Registers) -> Proposal:
    places = registers.places_called(told.place)
    place = places[0] if len(places) == 1 else None
    like = () if places else _like(told.place, registers)
    unsure = list(meant.unsure)
    new: tuple[Write, ...] = ()
    if place is None and (places or like):
        named = " or ".join(f"{each.name} ({each.code})" for each in places or like)
        unsure.insert(0, f'"{told.place}" may be {named}; say which with location=CODE')
    elif place is None:
        name = told.place[:1].upper() + told.place[1:]
        cells = (("code", _code(name)), ("name", name), ("origin", "own"))
        new = (Write("place", "locations", cells),)
        place = Place("{place}", name)
    moves = tuple(_move(each, place) for each in meant.found)
    where = place.name if place else told.place
    names = {each.code: each.name for each, _ in registers.places()}
    read = [
        (each.tag, f"{each.words}: {names.get(each.place, each.place) or 'no place'} → {where}") for each in meant.found
    ]
    if new:
        read.append(("New place", f"{where}, which is not on the list yet ({new[0].cells[0][1]})"))
    count = len(meant.found)
    what = f"{count} pieces of equipment" if count > 1 else meant.found[0].words if count else "equipment"
    return Proposal(
        ProposalKind.MOVE, f"Move {what} to {where}", tuple(read), (*new, *moves) if moves else (), tuple(unsure)
    )


def _move(piece: Equipment, place: Place | None) -> Write:
    cells = (("location", place.code if place else ""),)
    return Write(piece.tag, "assets", cells, piece.tag, () if place else ("location",))


def _like(words: str, registers: Registers) -> tuple[Place, ...]:
    """The places whose own words are these, but for those that many places have ("Mrs Brown's room")."""
    wanted = _own_words(words)
    if not wanted:
        return ()
    return tuple(
        place
        for place, aliases in registers.places()
        if any(wanted == _own_words(each) for each in (place.name, *aliases))
    )


def _own_words(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", words.lower().replace("'", " ").replace("’", " "))) - PLACE_WORDS


def _code(name: str) -> str:
    """A code for a new place, of the words of its name: HALL-STORE."""
    return "-".join(re.findall(r"[A-Z0-9]+", name.upper().replace("'", "").replace("’", "")))[:24] or "PLACE"
