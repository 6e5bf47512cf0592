"""Sign people in to the web desk by a mailed link.

Promise: a link works once, for a quarter of an hour, in the browser that asked; whoever asks learns nothing about who
is on the list. A session holds until it rests for too long, is ended, or its person leaves.
Failures: a link that does not hold any more raises NotAllowed, a sentence.

The times are those of the real clock, also where a desk plays a story: they protect people, and tell no story.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk, wall_clock
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person
from mailtick.incidents.signing_in import sign_in
from mailtick.mail.header_lines import can_be_mailed
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import people, web
from mailtick.store.tables import SignInRow, WebSessionRow

log = structlog.get_logger()

LINK_HOLDS = timedelta(minutes=15)
# So many links at most are mailed to one person while one of them may hold.
_MOST_LINKS = 3
# The last use of a session is noted so often, and not with every page.
_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, and in which session."""

    person: Person
    session_id: int


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def ask_for_link(desk: Desk, address: str, browser: str, url: str) -> None:
    """Mail a link to whoever has this address, if somebody of the list has it; else do nothing, and say nothing."""
    now, token = wall_clock(), new_secret()
    with desk.database.writing() as session:
        person = people.person_by_address(session, address.strip())
        if person is None or not people.is_here(session, person.id) or not can_be_mailed(person.address):
            return
        if web.links_since(session, person.id, now - LINK_HOLDS) >= _MOST_LINKS:
            log.warning("sign-in not mailed", person=person.id, because="too many links asked for")
            return
        session.add(_link(person, token, browser, now, LINK_HOLDS))
        session.flush()
        notice = sign_in(person, f"{url}/sign-in/{token}", int(LINK_HOLDS.total_seconds()) // 60)
        write_mail(session, desk, notice, Cause(f"sign_in:{_hash(token)[:16]}"), is_cleared=True)


def link_for_anybody(desk: Desk, person: Person, url: str, holds: timedelta = LINK_HOLDS) -> str:
    """Return a link that signs somebody in once, in any browser: for whoever sits at the machine itself."""
    token = new_secret()
    with desk.database.writing() as session:
        session.add(_link(person, token, "", wall_clock(), holds))
    return f"{url}/sign-in/{token}"


def use_link(desk: Desk, token: str, browser: str, browser_words: str, session_days: int) -> str:
    """Sign in with a link, and return the secret of the new session. Raises NotAllowed."""
    now, secret = wall_clock(), new_secret()
    with desk.database.writing() as session:
        link = web.link_by_hash(session, _hash(token))
        if link is None or link.used_at is not None or link.ends_at <= now:
            raise NotAllowed("this link does not hold any more; ask for a new one")
        if link.browser_hash and not hmac.compare_digest(link.browser_hash, _hash(browser)):
            raise NotAllowed("this link works only in the browser where you asked for it; ask for one in this browser")
        if not people.is_here(session, link.person_id) or not web.use_link(session, link.id, now):
            raise NotAllowed("this link does not hold any more; ask for a new one")
        session.add(
            WebSessionRow(
                person_id=link.person_id,
                token_hash=_hash(secret),
                browser=browser_words,
                began_at=now,
                used_at=now,
                ends_at=now + timedelta(days=session_days),
            )
        )
    log.info("signed in", person=link.person_id)
    return secret


def who_is(desk: Desk, secret: str, session_days: int, *, is_use: bool = True) -> SignedIn | None:
    """Return who is signed in with this secret; now and then its use, if it is one, is noted, so that it goes on."""
    if not secret:
        return None
    now = wall_clock()
    with desk.database.reading() as session:
        row = web.session_by_hash(session, _hash(secret), now)
        if row is None:
            return None
        found = SignedIn(people.person_by_id(session, row.person_id), row.id)
        is_due = is_use and now - row.used_at > _NOTED_EVERY
    if is_due:
        with desk.database.writing() as session:
            _note_use(session, row.id, now, session_days)
    return found


def end_session(desk: Desk, person: Person, session_id: int) -> None:
    """End a session of somebody. Raises NotAllowed where they have no such session."""
    with desk.database.writing() as session:
        if not web.end_session(session, person.id, session_id, wall_clock()):
            raise NotAllowed("this session has ended already")


def _note_use(session: Session, session_id: int, now: datetime, session_days: int) -> None:
    row = session.get(WebSessionRow, session_id)
    if row is not None and row.ended_at is None:
        row.used_at, row.ends_at = now, now + timedelta(days=session_days)


def _link(person: Person, token: str, browser: str, now: datetime, holds: timedelta) -> SignInRow:
    browser_hash = _hash(browser) if browser else ""
    return SignInRow(
        person_id=person.id, token_hash=_hash(token), browser_hash=browser_hash, asked_at=now, ends_at=now + holds
    )


def _hash(secret: str) -> str:
    """Secrets are long and random, so that a plain hash keeps them."""
    return hashlib.sha256(secret.encode()).hexdigest()
