"""Jobs that were taken back from firms when their incident ended, and what was taken out of the diary with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailtick.incidents.lookup import OpenHandover, RecordedNews
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.proposals.proposal import ProposalKind, from_text
from mailtick.store.handovers import all_handovers_of
from mailtick.store.incidents import with_merged
from mailtick.store.kept import open_proposals
from mailtick.store.registers import changes_of
from mailtick.store.tables import DiaryRow, HandoverRow, LogEntryRow, OutgoingRow, ProposalRow

# The field of the log's lines about it, and the state of such a job.
FIELD, WITHDRAWN = "withdrawn_job", "withdrawn"


def is_said_done(session: Session, handover_id: int) -> bool:
    """Whether a firm's word that a job is done waits for somebody to confirm it."""
    proposals = (from_text(row.content) for row in open_proposals(session, ProposalKind.NEWS))
    return any(
        each.job is not None
        and each.job.handover == handover_id
        and any(told.kind is NewsKind.DONE for told in each.told)
        for each in proposals
    )


def recorded_news(session: Session, incident_id: int, since: datetime) -> list[RecordedNews]:
    """Return what firms told of an incident that was recorded since then and stands, the oldest first."""
    query = select(ProposalRow).where(
        ProposalRow.kind == ProposalKind.NEWS.value, ProposalRow.state == "confirmed", ProposalRow.decided_at >= since
    )
    ids = set(with_merged(session, incident_id))
    read = ((row.id, from_text(row.content)) for row in session.scalars(query.order_by(ProposalRow.id)))
    return [RecordedNews(number, each.title) for number, each in read if each.job and each.job.incident in ids]


def times_said(session: Session, incident_id: int) -> int:
    """Return how often firms were told that a job of an incident is not needed, or is after all."""
    query = select(func.count()).where(LogEntryRow.incident_id == incident_id, LogEntryRow.field == FIELD)
    return session.scalar(query) or 0


def withdrawn_jobs(session: Session, incident_id: int, since: datetime, prefix: str) -> list[OpenHandover]:
    """Return the jobs that were taken back since then and are with nobody now, the oldest first."""
    query = (
        select(OutgoingRow.handover_id)
        .join(LogEntryRow, LogEntryRow.outgoing_id == OutgoingRow.id)
        .join(HandoverRow, HandoverRow.id == OutgoingRow.handover_id)
        .where(
            LogEntryRow.incident_id == incident_id,
            LogEntryRow.field == FIELD,
            LogEntryRow.new == WITHDRAWN,
            LogEntryRow.at >= since,
            HandoverRow.state == WITHDRAWN,
        )
    )
    taken_back = set(session.scalars(query))
    return [each for each in all_handovers_of(session, incident_id, prefix) if each.id in taken_back]


def state_before(row: HandoverRow) -> str:
    """Return how a job stood before it was taken back, by what has come of it."""
    if row.on_site_at:
        return "on_site"
    if row.promised_at:
        return "scheduled"
    if row.first_human_reply_at:
        return "accepted"
    if row.first_automatic_reply_at:
        return "acknowledged"
    return "sent" if row.handed_at else "drafted"


def taken_out(session: Session, reference: str, provider: str, because: str) -> list[str]:
    """Return what was taken out of the diary for this reason, and is out of it still."""
    query = select(DiaryRow.ref).where(
        DiaryRow.about == reference, DiaryRow.provider == provider, DiaryRow.retired_on.is_not(None)
    )
    return [ref for ref in session.scalars(query.order_by(DiaryRow.id)) if _last_reason(session, ref) == because]


def _last_reason(session: Session, ref: str) -> str:
    retired = [each.because for each in changes_of(session, "diary", ref) if each.column == "retired_on"]
    return retired[-1] if retired else ""
