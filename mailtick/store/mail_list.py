"""The ledger as people read it: which mails came in, where each was seen, what went out because of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailtick.store.tables import DeliveryRow, DeliveryState, LedgerRow, MailRow, MailState, OutgoingRow


def page_of_mails(session: Session, state: MailState | None, words: str, most: int, skip: int = 0) -> Sequence[MailRow]:
    """Return received mails, the newest first: all or those in one state, with these words in address or subject."""
    query = select(MailRow).where(MailRow.is_received)
    if state is not None:
        query = query.where(MailRow.state == state)
    if words:
        columns = (MailRow.subject, MailRow.from_address)
        query = query.where(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    return session.scalars(query.order_by(MailRow.id.desc()).limit(most).offset(skip)).all()


def seen_on(session: Session, mail_id: int) -> Sequence[LedgerRow]:
    """Where a mail was seen on the mail server."""
    return session.scalars(select(LedgerRow).where(LedgerRow.mail_id == mail_id)).all()


def written_because_of(session: Session, mail_id: int) -> Sequence[tuple[OutgoingRow, DeliveryState]]:
    """The mails of ours that a received mail caused, each with how far it has come."""
    query = select(OutgoingRow, DeliveryRow.state).join(DeliveryRow, DeliveryRow.outgoing_id == OutgoingRow.id)
    rows = session.execute(query.where(OutgoingRow.mail_id == mail_id).order_by(OutgoingRow.id))
    return [(outgoing, state) for outgoing, state in rows]
