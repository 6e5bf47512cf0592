"""Tell the coordinators of held mails: what shows only when somebody looks must reach a person by itself.

Promise: each held mail is named in a list within the hour; mails held in one hour come in one list.
Failures: the mail that tells and the mark that it was told are one commit; what raises is tried at the next turn.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.told_mails import HeldLine
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail
from mailtick.store import mails
from mailtick.store.tables import MailRow


def tell_held(desk: Desk) -> int:
    """Write one list of all held mails if one of them has not been told of. Returns how many were new in it."""
    now = desk.clock()
    with desk.database.reading() as session:
        if not any(row.told_at is None for row in mails.held_mails(session)):
            return 0
    with desk.database.writing() as session:
        # Locked: of two daemons that come here together, the second one waits and then sees that it was told.
        held = mails.held_mails(session, lock=True)
        new = [row for row in held if row.told_at is None]
        last_told_at = max((row.told_at for row in held if row.told_at), default=None)
        if not new or (last_told_at is not None and now - last_told_at < desk.limits.held_digest):
            return 0
        lines = [_line(session, desk, row) for row in held]
        cause = Cause(f"held:{new[-1].id}:{now.isoformat()}")
        readers = readers_of_alerts(session, desk)
        if not readers:
            return 0
        for person in readers:
            write_mail(session, desk, notices.held_list(person, lines), cause, is_cleared=True)
        for row in new:
            row.told_at = now
        return len(new)


def _line(session: Session, desk: Desk, row: MailRow) -> HeldLine:
    subject = mails.shown_subject(session, row, desk.policy.facts.prefix)
    return HeldLine(row.id, row.from_address, subject, row.received_at, row.held_reason)
