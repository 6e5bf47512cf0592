"""Process what was taken in: one mail after the other, each one unit.

Promise: each mail is decided on once; all of its decision happens, or nothing does. Mails share a
commit, each in a savepoint of its own. The decision is stored with the mail.
Failures: a mail that raises is held with the reason and the next goes on; a mail that kills the process
is held after its third try; the database away raises, and costs no mail a try.
"""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.decide import Release
from mailtick.rounds.answer_list import answer_lists
from mailtick.rounds.filing import file_mail, hold
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import mails, people
from mailtick.store.database import DatabaseAway, comes_from_away
from mailtick.store.tables import MailRow

log = structlog.get_logger()


def process(desk: Desk) -> int:
    """Process one batch of waiting mails. Returns how many were looked at; 0 when nothing waits."""
    ids = _claim(desk)
    if not ids:
        return 0
    try:
        with desk.database.writing() as session:
            _process_batch(session, desk, ids)
    except DatabaseAway:
        desk.unfinished.update(ids)
        raise
    desk.unfinished.difference_update(ids)
    return len(ids)


def give_back(desk: Desk) -> None:
    """When we stop: mails that the database would not let us finish have not used up a try."""
    if desk.unfinished:
        with desk.database.writing() as session:
            mails.uncount(session, desk.unfinished)
        desk.unfinished.clear()


def _claim(desk: Desk) -> list[int]:
    """Count the attempt in a commit of its own, so that a mail which kills us is known by its count."""
    limits = desk.limits
    with desk.database.reading() as session:
        if not mails.has_waiting(session):
            return []
    with desk.database.writing() as session:
        for row in mails.struck_mails(session, limits.strikes, desk.unfinished, desk.clock()):
            hold(row, f"mailtick stopped {row.attempts} times while it was processing this mail", desk)
        return mails.claim_waiting(session, limits.batch, limits.strikes, desk.unfinished, desk.clock(), limits.lease)


def _process_batch(session: Session, desk: Desk, ids: Iterable[int]) -> None:
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    for row in mails.claimed_mails(session, ids):
        mail_id = row.id
        # The mail before may have changed them.
        lookup.forget_incidents()
        try:
            with session.begin_nested():
                decision = file_mail(session, desk, row, lookup, _said_to_be_new(session, row))
                answer_lists(session, desk, decision, row.id)
        except Exception as error:  # whatever one mail does, the next one goes on
            if comes_from_away(error):
                raise DatabaseAway(f"the database cannot be used: {_first_line(error)}") from error
            log.exception("mail held", mail=mail_id)
            hold(row, f"it could not be processed: {type(error).__name__}: {_first_line(error)}", desk)


def _said_to_be_new(session: Session, row: MailRow) -> Release | None:
    """The word of whoever took the mail off the incident that it had joined."""
    if row.as_new_by_id is None:
        return None
    return Release(people.person_by_id(session, row.as_new_by_id), taken_off=row.taken_off_id)


def _first_line(error: Exception) -> str:
    """What a person can read of an error, and every database can hold."""
    return "".join(sign for sign in str(error).partition("\n")[0][:300] if sign.isprintable())
