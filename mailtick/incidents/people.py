"""Who writes and whom we tell: people with roles, providers, places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the desk. Rights come from the role alone (RULINGS 12)."""

    REQUESTER = "requester"
    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    FIRST_LEVEL = "first_level"
    OWNER = "owner"
    FINANCE = "finance"
    APPROVER = "approver"
    INFORMED = "informed"
    DATA_PROTECTION = "data_protection"
    SAFEGUARDING_LEAD = "safeguarding_lead"


TEAM = frozenset({Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL, Role.OWNER})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with addresses and roles. `address` is where mail to them goes."""

    id: int
    name: str
    address: str
    roles: frozenset[Role]
    usual_place: str = ""
    # At which time of day one mail lists what they have; "": each is a mail of its own. This urgent comes at once.
    work_list_at: str = ""
    at_once: str = "P2"
    # Up to how much they may approve, VAT included; None: the owner without limit, others nothing.
    approve_limit_pence: int | None = None

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def is_team(self) -> bool:
        return not self.roles.isdisjoint(TEAM)

    @property
    def is_coordination(self) -> bool:
        return self.has(Role.COORDINATOR, Role.DEPUTY)

    @property
    def short_name(self) -> str:
        """The name as people say it: "Miss Nair"; whole where it has no title."""
        first, *others = self.name.split() or [""]
        return f"{first} {others[-1]}" if others and first.lower().rstrip(".") in _TITLES else self.name

    def is_called(self, words: str) -> bool:
        """Whether they go by this name: two words of it at least, a title counting where there is no first name."""
        given, have = _name_words(words), _name_words(self.name)
        names = given - _TITLES
        if not names or not names <= have:
            return False
        return len(names) > 1 or bool(given & _TITLES & have)

    def has_surname(self, words: str) -> bool:
        """Whether their name ends with these words, and has more than them."""
        wanted, have = words.lower().split(), self.name.lower().split()
        return 0 < len(wanted) < len(have) and have[-len(wanted) :] == wanted


_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "prof", "professor", "rev", "revd"))


def _name_words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(name))


@dataclass(frozen=True, slots=True)
class Provider:
    """A second-level firm. `domains` are those it writes from; `reference_pattern` is as "FIS-#####", # a digit.

    Where `is_ticket_system`, a machine answers there: none of ours ever writes to it.
    """

    code: str
    name: str
    address: str
    domains: frozenset[str]
    reference_pattern: str = ""
    billing_address: str = ""
    is_ticket_system: bool = False
    # It is asked for advice: no names, no clock, no charge.
    is_advice: bool = False
    # Out of use: it is given nothing any more.
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A location of the school's list, by its code."""

    code: str
    name: str
