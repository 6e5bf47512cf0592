"""Tell the coordinators of held mails: what shows only when somebody looks must reach a person by itself.

Promise: each held mail is named in a list within the hour; mails held in one hour come in one list. A list shows so
many that it can be read at once, and says how many more there are; those come when some of it is decided.
Failures: the mail that tells and the mark that it was told are one commit; what raises is tried at the next turn.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents.list_mails import held_list
from mailtick.incidents.told_mails import HeldLine
from mailtick.incidents.words import sureness
from mailtick.rounds.held_mail import held_mail
from mailtick.rounds.write import Cause, readers_of_alerts, write_mail
from mailtick.store import mails
from mailtick.store.tables import MailRow

# So many fit on two screens.
_MOST_LINES = 8


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
        # Where there are too many, what is new comes first.
        shown = sorted((new + [row for row in held if row.told_at])[:_MOST_LINES], key=lambda row: row.id)
        lines = [_line(session, desk, row) for row in shown]
        cause = Cause(f"held:{new[-1].id}:{now.isoformat()}")
        readers = readers_of_alerts(session, desk)
        if not readers:
            return 0
        for person in readers:
            write_mail(session, desk, held_list(person, lines, len(held) - len(lines)), cause, is_cleared=True)
        for row in new:
            row.told_at = now
        return len(new)


def _line(session: Session, desk: Desk, row: MailRow) -> HeldLine:
    shown = held_mail(session, row, desk.policy.facts.prefix)
    belongs = tuple(f"{each.incident} ({sureness(each.score)})" for each in shown.candidates[:2])
    subject = shown.listed_subject if shown.few else row.subject
    return HeldLine(row.id, row.from_address, subject, row.received_at, row.held_reason, shown.begins, belongs)
