"""Whom the school knows: those on its list of people, and whoever has an address of its domains."""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.trust import newcomer
from mailtick.incidents.typed_address import typed_address
from mailtick.mail.message import Address


def known_person(address: Address, lookup: Lookup, policy: Policy) -> Person | None:
    """Whoever is on the list, or belongs to the school by their address."""
    is_staff = address.domain in policy.staff_domains and not policy.is_own(address.addr)
    return lookup.person(address.key) or (newcomer(address) if is_staff else None)


def person_meant(words: str, lookup: Lookup, policy: Policy) -> Person:
    """Return whoever is meant by a name that only one has, the part before an @, or an address.

    An address that nobody has yet means somebody new, who has no id. Raises NotAllowed, a sentence.
    """
    if "@" not in words:
        return the_one(words, people_meant(words, lookup))
    address = typed_address(words, lookup, policy)
    person = lookup.person(address.key)
    if person is None and lookup.provider(address.key):
        raise NotAllowed(f"{address.addr} is an outside firm's")
    return person or newcomer(address)


def people_meant(words: str, lookup: Lookup) -> tuple[Person, ...]:
    """Return all on the list of people whom these words fit: an address, the part before its @, a name, a surname."""
    words = words.strip().rstrip(",;:.")
    known = lookup.person(words) if "@" in words else None
    if known is not None:
        return (known,)
    return lookup.people_named(words) or lookup.people_called(words) or lookup.people_surnamed(words)


def the_one(words: str, people: Sequence[Person]) -> Person:
    """Return the only one of those whom the words fit. Raises NotAllowed, which names them where they are more."""
    if not people:
        raise NotAllowed(f'nobody on the list of people is called "{words}"; write their address')
    if len(people) > 1:
        named = " or ".join(f"{each.name} <{each.address}>" for each in people[:5])
        raise NotAllowed(f'"{words}" may be {named}; write the address of the one you mean')
    return people[0]
