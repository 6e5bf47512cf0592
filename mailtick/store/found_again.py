"""What becomes of a mail that is found in a second folder: the inbox and the folder of sent mails."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from mailtick.store.tables import MailRow, MailState


def note_where(session: Session, ids: Collection[int], *, in_sent: bool) -> None:
    """Note that mails we have lie there too. What turns out to be the office's, held or filed, is looked at again."""
    is_noted = MailRow.is_in_sent if in_sent else MailRow.is_received
    # What a person took off an incident was proven by them, and would open another.
    is_filed = and_(
        MailRow.state == MailState.PROCESSED,
        MailRow.incident_id.is_not(None),
        MailRow.message_id != "",
        MailRow.as_new_by_id.is_(None),
    )
    is_asked_again = or_(MailRow.state == MailState.HELD, is_filed)
    unnoted = select(MailRow.id, is_asked_again).where(MailRow.id.in_(ids), ~is_noted)
    # In the order in which they are processed: two who lock in different orders would wait for each other.
    rows = session.execute(unnoted.order_by(MailRow.id).with_for_update()).all()
    if in_sent:
        again = [mail_id for mail_id, is_asked in rows if is_asked]
        session.execute(update(MailRow).where(MailRow.id.in_(again)).values(state=MailState.RECEIVED))
    if rows:
        which = MailRow.id.in_([mail_id for mail_id, _ in rows])
        session.execute(update(MailRow).where(which).values({is_noted: True}))
