"""Whose is a mail that the team passes on? Its writer's, where that is plain; else whoever passed it on is asked.

A requester's forward is their own: who forwards a forged mail is not the forger. Source: TRAPS.md 2.6 (49, 50).
"""

from __future__ import annotations

from dataclasses import dataclass

from mailtick.incidents.case import Case
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.known_person import known_person
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.people import Person, Provider
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.attached import attached_authors
from mailtick.mail.clues import find_clues
from mailtick.mail.forward import read_forward
from mailtick.mail.message import Address, ClueKind, Forwarded

# How the log says that a firm's mail came by somebody of the team.
PASSED_ON_BY = "passed on by"
_WHAT = "the mail that you passed on"


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose a passed-on mail is, and because of what. Without a `person` it has to be asked: `line` does."""

    person: Person | None
    line: TranscriptLine
    because: str


def passed_on(case: Case) -> Forwarded | None:
    """The mail that somebody of the team passes on inside this one."""
    person = case.sender.person
    return read_forward(case.mail) if person is not None and person.is_team else None


def text_of(forwarded: Forwarded, comment: str) -> str:
    """What was written above a passed-on mail, and its own words."""
    return hide_accounts("\n\n".join(part for part in (comment.strip(), forwarded.text) if part))


def credit(case: Case, forwarded: Forwarded, writer: Person) -> Credit | None:
    """Return whose the passed-on mail is; None where it is the writer's own after all."""
    authors = attached_authors(case.mail)
    address = Address(forwarded.from_addr, forwarded.from_name)
    if len({each.key for each in authors}) > 1:
        names = ", ".join(each.name or each.addr for each in authors)
        return _asked(case, f"it holds mails of several people: {names}")
    if "@" not in address.addr:
        return _by_name(case, address.name, writer)
    person = known_person(address, case.lookup, case.policy)
    is_their_own = person is not None and person.address == writer.address
    if is_their_own or case.policy.is_own(address.addr) or firm_of(case, forwarded):
        return None
    if person is None:
        called = case.lookup.people_called(address.name)
        perhaps = f"; perhaps it is {called[0].name}'s" if len(called) == 1 else ""
        return _asked(case, f"{address.addr} is not known here{perhaps}")
    return _credited(case, person, f"the passed-on mail is from {address.addr}")


def _by_name(case: Case, name: str, writer: Person) -> Credit | None:
    """A name alone is enough where it means one person."""
    if not name:
        return _asked(case, "nothing in it says who wrote it")
    called = case.lookup.people_called(name)
    if len(called) != 1:
        who = f"several people are called {name}" if called else f"nobody here is called {name}"
        return _asked(case, f"it shows no address, and {who}")
    if called[0].address == writer.address:
        return None
    return _credited(case, called[0], f"it shows the name {name} alone, and no address")


def _credited(case: Case, person: Person, because: str) -> Credit:
    if not may(case.sender, Deed.CREDIT_FORWARD):
        return _asked(case, f"it seems to be {person.name}'s, and {unproven(case.sender)}")
    said = f"logged for {person.name}: {because}. If it is somebody else's, {_how_to_say(case)}"
    return Credit(person, TranscriptLine(_WHAT, True, said), because)


def _asked(case: Case, because: str) -> Credit:
    said = f"logged as yours: {because}. Whose is it? {_how_to_say(case).capitalize()}"
    return Credit(None, TranscriptLine(_WHAT, True, said, is_question=True), because)


def _how_to_say(case: Case) -> str:
    if case.sender.person is not None and case.sender.person.is_coordination:
        return "answer with #for and their name or address, such as #for priya.nair"
    return "ask the coordinator to answer with #for and their name or address"


def firm_of(case: Case, forwarded: Forwarded) -> Provider | None:
    """The outside firm that wrote the passed-on mail; who is on the list of people writes for themselves."""
    key = forwarded.from_addr.lower()
    return None if "@" not in key or case.lookup.person(key) else case.lookup.provider(key)


def references_of(case: Case, forwarded: Forwarded) -> tuple[str, ...]:
    """The job numbers that a passed-on mail names, in its subject or its text."""
    return _named(case, forwarded, ClueKind.PROVIDER_REFERENCE)


def job_of(case: Case, forwarded: Forwarded, firm: Provider) -> OpenHandover | None:
    """The job that a firm's passed-on mail is about: by its number, or by ours if the firm has that one."""
    found = case.lookup.handovers_with_reference(references_of(case, forwarded))
    jobs = [each for each in found if each.provider == firm.code]
    if not jobs:
        numbers = _named(case, forwarded, ClueKind.BODY_NUMBER)
        jobs = [each for each in case.lookup.open_handovers(firm) if each.incident_reference in numbers]
    return jobs[0] if len({each.incident for each in jobs}) == 1 else None


def _named(case: Case, forwarded: Forwarded, kind: ClueKind) -> tuple[str, ...]:
    text = f"{forwarded.subject}\n{forwarded.text}"
    patterns = case.lookup.reference_patterns()
    clues = (*find_clues(case.mail, text, case.policy.facts.prefix, patterns), *case.clues)
    return tuple(dict.fromkeys(clue.value for clue in clues if clue.kind is kind))
