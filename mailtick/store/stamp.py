"""Whether anything was written since somebody looked: the greatest ids of what only ever grows."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailtick.store.tables import LogEntryRow, MailRow, MailState, OutgoingRow, ProposalRow, RecordChangeRow

_GROWING = (LogEntryRow, MailRow, OutgoingRow, ProposalRow, RecordChangeRow)


def stamp_of(session: Session) -> str:
    """Return words that differ once something was written, a mail was held, or one was let go."""
    greatest = [session.scalar(select(func.max(table.id))) or 0 for table in _GROWING]
    held = session.scalar(select(func.count()).where(MailRow.state == MailState.HELD)) or 0
    return ".".join(str(each) for each in (*greatest, held))
