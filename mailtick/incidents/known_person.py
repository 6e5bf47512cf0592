"""Whom the school knows: those on its list of people, and whoever has an address of its domains."""

from __future__ import annotations

from mailtick.incidents.gate import nobody_reads
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.trust import newcomer
from mailtick.mail.fields import parse_addresses
from mailtick.mail.message import Address


def known_person(address: Address, lookup: Lookup, policy: Policy) -> Person | None:
    """Whoever is on the list, or belongs to the school by their address."""
    is_staff = address.domain in policy.staff_domains and not policy.is_own(address.addr)
    return lookup.person(address.key) or (newcomer(address) if is_staff else None)


def person_meant(words: str, lookup: Lookup, policy: Policy) -> Person | None:
    """Whoever is meant by an address, the part before its @, or a name that only one has.

    A whole address that nobody has yet means somebody new; the desk, firms and lists are nobody.
    """
    words = words.strip()
    if person := lookup.person_named(words):
        return person
    if "@" not in words:
        called = lookup.people_called(words)
        return called[0] if len(called) == 1 else None
    found = parse_addresses(words)
    if len(found) != 1 or "." not in found[0].domain:
        return None
    address = found[0]
    is_nobody = policy.is_own(address.addr) or policy.is_list(address.addr) or nobody_reads(address.addr)
    if is_nobody or lookup.provider(address.key) or lookup.is_list(address.addr):
        return lookup.person(address.key)
    return known_person(address, lookup, policy) or newcomer(address)
