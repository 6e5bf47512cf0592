"""Whom the school knows: those on its list of people, and whoever has an address of its domains."""

from __future__ import annotations

from mailtick.incidents.lookup import Lookup
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.trust import newcomer
from mailtick.mail.message import Address


def known_person(address: Address, lookup: Lookup, policy: Policy) -> Person | None:
    """Whoever is on the list, or belongs to the school by their address."""
    is_staff = address.domain in policy.staff_domains and not policy.is_own(address.addr)
    return lookup.person(address.key) or (newcomer(address) if is_staff else None)
