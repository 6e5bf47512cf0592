"""What the fields of an incident's buttons offer: pairs of what is sent and what is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from mailtick.incidents.incident import PRIORITY_WORDS, Incident
from mailtick.incidents.people import Role
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.incidents import merged_into
from mailtick.store.people import all_providers, residents

Choices = Sequence[tuple[str, str]]
_AT_WORK = (Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL, Role.OWNER)
_MOST_PIECES = 300
_MOST_WORDS = 70


def choices_of(session: Session, lookup: StoreLookup, incident: Incident) -> Mapping[str, Choices]:
    """Return the choices of each field that has any."""
    for_ = [(each.address, f"{each.name} <{each.address}>") for each in incident.affected]
    jobs = dict.fromkeys(each.provider for each in lookup.handovers_of(incident.id) if not each.is_over)
    firms = {each.code: each.name for each in all_providers(session).values()}
    mails = [
        (number, each) for number, each in enumerate(lookup.provider_mails(incident.id), 1) if not each.is_released
    ]
    return {
        "whom": [("all", "everybody it is for"), *for_] if len(for_) > 1 else [("all", for_[0][1])],
        "affected": for_,
        "joined": for_[1:],
        "team": _team(lookup),
        "firm": _firms(session),
        "job": [(code, firms.get(code, code)) for code in jobs],
        "place": places(lookup),
        "category": [(each.name, each.name) for each in lookup.categories() if each.is_offered],
        "priority": priorities(),
        "article": [(each.short_name, each.title) for each in lookup.registers.articles() if each.first_checks.strip()],
        "entry": [
            (each.ref, f"{each.ref}: {each.what}") for each in lookup.registers.entries_about(incident.reference)
        ],
        "mail": [(str(number), f"{each.provider}: {_short(each.text)}") for number, each in reversed(mails)],
        "participant": [(each.address, each.name or each.address) for each in incident.participants],
        "merged": [(str(row.number), f"{row.number}: {row.title}") for row in merged_into(session, incident.id)],
        "asset": list(pieces(lookup, incident.place)),
        "person": people_here(session),
    }


def people_here(session: Session) -> list[tuple[str, str]]:
    """Everybody on the list of people, by address."""
    return sorted(((each.address, each.name) for each in residents(session)), key=lambda each: each[1])


def places(lookup: StoreLookup) -> list[tuple[str, str]]:
    """All places by their codes, in the order of their names."""
    return sorted(
        ((place.code, place.name) for place, _ in lookup.registers.places()), key=lambda each: each[1].lower()
    )


def _team(lookup: StoreLookup) -> list[tuple[str, str]]:
    found = {each.address: each.name for role in _AT_WORK for each in lookup.team(role)}
    return list(found.items())


def _firms(session: Session) -> list[tuple[str, str]]:
    known = [each for each in all_providers(session).values() if not each.is_retired]
    return [(each.code, f"{each.name} <{each.address}>") for each in known]


def priorities() -> list[tuple[str, str]]:
    return [(each[1:], f"{each}, {words}") for each, words in PRIORITY_WORDS.items()]


def pieces(lookup: StoreLookup, place: str) -> Iterator[tuple[str, str]]:
    """The equipment, what stands in the place first; of very much not all is offered, but any tag can be typed."""
    here = lookup.place(place) if place else None
    code = here.code if here else ""
    ordered = sorted(lookup.registers.equipment(), key=lambda each: (each.place != code, each.tag))
    for each in ordered[:_MOST_PIECES]:
        yield each.tag, f"{each.words}{f', {each.place}' if each.place else ''}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"
