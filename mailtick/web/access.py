"""Who may open which page. This table and `Visit.may_see` are the only places that decide it. Source: DESIGN.md 7."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from mailtick.incidents.people import Person, Role

_DESK = frozenset({Role.COORDINATOR, Role.DEPUTY})


class Access(Enum):
    """To whom a page opens; the value are the roles, None: everybody who is signed in."""

    # Without signing in.
    ANYBODY = frozenset[Role]()
    # Everybody on the list of people. What of it they see hangs on whose it is.
    SIGNED_IN = None
    # Coordinator and deputy: everything on the desk.
    DESK = _DESK
    # First level as well, who work on incidents.
    WORK = _DESK | {Role.FIRST_LEVEL}
    # Everybody of the team; what is restricted stays so.
    TEAM = _DESK | {Role.FIRST_LEVEL, Role.OWNER}
    # Whoever keeps an eye on how the desk is doing.
    PROGRESS = _DESK | {Role.OWNER, Role.INFORMED}
    # Whoever decides what is spent.
    DECIDE = _DESK | {Role.OWNER, Role.APPROVER}
    # Whoever pays.
    MONEY = _DESK | {Role.OWNER, Role.FINANCE}
    # Whoever reads some of the registers: which ones, `may_read` says.
    REGISTERS = _DESK | {Role.FIRST_LEVEL, Role.OWNER, Role.FINANCE}


# Who reads which register; all others are for coordinator and deputy, who alone write.
_READERS: Mapping[str, Access] = MappingProxyType({
    **dict.fromkeys(("locations", "assets", "members", "loans", "spares", "stock_checks"), Access.WORK),
    **dict.fromkeys(("providers", "contacts", "categories", "problems", "articles"), Access.WORK),
    **dict.fromkeys(("contracts", "licences", "payments", "budgets"), Access.MONEY),
})  # fmt: skip


def may_open(access: Access, person: Person | None) -> bool:
    """Whether a page opens to somebody; None is a visitor who is not signed in."""
    if access is Access.ANYBODY:
        return True
    if person is None:
        return False
    return access.value is None or person.has(*access.value)


def may_read(register: str, person: Person | None) -> bool:
    """Whether a register opens to somebody."""
    return may_open(_READERS.get(register, Access.DESK), person)


def may_write(person: Person | None) -> bool:
    """Whether somebody may change the registers."""
    return may_open(Access.DESK, person)
