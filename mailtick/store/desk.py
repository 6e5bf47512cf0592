"""Queries about what the desk remembers of itself."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from mailtick.store.lock import wait_for_turn
from mailtick.store.tables import Counter, Period, Setting

_START_KEY = 7_112_002
_SIGNING_KEY = "signing_key"
_INCIDENT_NUMBER = "incident_number"
_LIVE_SINCE = "live_since"


_NEXT_NUMBER = (
    update(Counter)
    .where(Counter.name == _INCIDENT_NUMBER)
    .values(value=Counter.value + 1)
    .returning(Counter.value)
    .execution_options(synchronize_session=False)
)

_NEW_COUNTER = {
    dialect: insert_into(Counter).on_conflict_do_nothing()
    for dialect, insert_into in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}

_REMEMBER = {
    dialect: new.on_conflict_do_update(index_elements=[Setting.key], set_={"value": new.excluded.value})
    for dialect, insert_into in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
    for new in (insert_into(Setting),)
}


def start_alone(session: Session) -> None:
    """Let daemons that start together make the desk's settings and lists one after the other."""
    wait_for_turn(session.connection(), _START_KEY)


def signing_key(session: Session) -> bytes:
    """Return the key that signs this desk's tokens and Message-IDs; it is made once."""
    row = session.get(Setting, _SIGNING_KEY)
    if row is None:
        row = Setting(key=_SIGNING_KEY, value=secrets.token_hex(32))
        session.add(row)
        session.flush()
    return bytes.fromhex(row.value)


def known_signing_key(session: Session) -> bytes:
    """The key where it is made already; a desk that never ran has none."""
    row = session.get(Setting, _SIGNING_KEY)
    return bytes.fromhex(row.value) if row else b""


def setting(session: Session, key: str) -> str:
    """Return what the desk remembers under a name, or the empty string."""
    return session.scalar(select(Setting.value).where(Setting.key == key)) or ""


def put_setting(session: Session, key: str, value: str) -> None:
    """Remember something under a name; of two daemons that do so at once the later one counts."""
    session.execute(_REMEMBER[session.get_bind().dialect.name], {"key": key, "value": value})


def take_number(session: Session, first: int) -> int:
    """Return the next incident number. It is dense: a transaction that rolls back gives it back."""
    taken = session.scalar(_NEXT_NUMBER)
    if taken is None:
        # Of two that come here together, the second one waits for the first and counts on.
        session.execute(_NEW_COUNTER[session.get_bind().dialect.name], {"name": _INCIDENT_NUMBER, "value": first - 1})
        taken = session.scalar(_NEXT_NUMBER)
    return taken if taken is not None else first


def is_done(session: Session, key: str) -> bool:
    """Whether a period's work has been done."""
    return session.get(Period, key) is not None


def mark_done(session: Session, key: str, now: datetime, content: str = "") -> None:
    """Note that a period's work is done; a second daemon that tries the same fails on the key and rolls back."""
    session.add(Period(key=key, done_at=now, content=content))
    session.flush()


def has_begun(session: Session) -> bool:
    """Whether this desk was started before."""
    return session.get(Setting, _LIVE_SINCE) is not None


def live_since(session: Session, now: datetime) -> datetime:
    """Return when this desk began its work; the first time, that is now."""
    row = session.get(Setting, _LIVE_SINCE)
    if row is None:
        row = Setting(key=_LIVE_SINCE, value=now.isoformat())
        session.add(row)
        session.flush()
    return datetime.fromisoformat(row.value)
