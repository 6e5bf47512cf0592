"""Who may open which page. This table and `Visit.may_see` are the only places that decide it. Source: DESIGN.md 7."""

from __future__ import annotations

from enum import Enum

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
    # Whoever keeps an eye on how the desk is doing.
    PROGRESS = _DESK | {Role.OWNER, Role.INFORMED}
    # Whoever decides what is spent.
    DECIDE = _DESK | {Role.OWNER, Role.APPROVER}
    # Whoever pays.
    MONEY = _DESK | {Role.OWNER, Role.FINANCE}


def may_open(access: Access, person: Person | None) -> bool:
    """Whether a page opens to somebody; None is a visitor who is not signed in."""
    if access is Access.ANYBODY:
        return True
    if person is None:
        return False
    return access.value is None or person.has(*access.value)
