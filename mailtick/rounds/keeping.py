"""Say who changes a register from outside a mail."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.registers.changing import Author
from mailtick.rounds.act import person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup


def author(session: Session, desk: Desk, by: str = "", because: str = "by hand") -> Author:
    """Return who changes something: an address or its first part, or the first coordinator. Raises NotAllowed."""
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    return Author(person_at_the_keyboard(session, lookup, by).name, because, desk.clock())
