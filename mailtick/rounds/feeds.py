"""The secret address at which a calendar program reads somebody's diary.

Promise: the address is bound to the person and to a number that is kept with them: a new number, and the old address
opens nothing. It opens nothing once they have left.
Failures: an address that holds no more is nobody's; whoever tries addresses learns nothing else.
"""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.people import Person
from mailtick.store import people
from mailtick.store.desk import put_setting, setting


def feed_path(desk: Desk, person: Person) -> str:
    """The address of somebody's feed, without the host."""
    with desk.database.reading() as session:
        number = _number(session, person.id)
    return f"/feed/{person.id}-{_seal(desk.key, person.id, number)}.ics"


def new_feed(desk: Desk, person: Person) -> None:
    """Let the address that somebody's feed has had open nothing any more."""
    with desk.database.writing() as session:
        put_setting(session, f"feed:{person.id}", str(_number(session, person.id) + 1))


def whose_feed(desk: Desk, token: str) -> Person | None:
    """Whose feed an address is; None where it holds no more, or never did."""
    written, _, seal = token.partition("-")
    person_id = int(written) if written.isdecimal() and len(written) < 10 else 0
    with desk.database.reading() as session:
        held = _seal(desk.key, person_id, _number(session, person_id))
        if not hmac.compare_digest(seal.encode(), held.encode()) or not people.is_here(session, person_id):
            return None
        return people.person_by_id(session, person_id)


def _number(session: Session, person_id: int) -> int:
    return int(setting(session, f"feed:{person_id}") or 0)


def _seal(key: bytes, person_id: int, number: int) -> str:
    return hmac.new(key, f"feed\0{person_id}\0{number}".encode(), hashlib.sha256).hexdigest()[:40]
