"""Incidents given to outside firms: which are with them, and what they have answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import OPEN
from mailtick.incidents.lookup import OpenHandover
from mailtick.store.incidents import open_wait, wait_cut_off, with_merged
from mailtick.store.tables import DiaryRow, HandoverRow, IncidentRow, ProviderRow

# A hand-over in one of these states is off the provider's desk.
ENDED_HANDOVERS = ("done", "bounced", "withdrawn", "returned")
_HANDOVERS = (
    select(HandoverRow, IncidentRow, ProviderRow.code)
    .join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
    .join(IncidentRow, IncidentRow.id == HandoverRow.incident_id)
)


def handovers_of(session: Session, incident_id: int) -> list[tuple[HandoverRow, ProviderRow]]:
    """Return the hand-overs of an incident with their providers, oldest first."""
    query = select(HandoverRow, ProviderRow).join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
    rows = session.execute(query.where(HandoverRow.incident_id == incident_id).order_by(HandoverRow.id))
    return [(handover, provider) for handover, provider in rows]


def provider_of_handover(session: Session, handover_id: int) -> int | None:
    """Return the id of the provider that has a hand-over."""
    return session.scalar(select(HandoverRow.provider_id).where(HandoverRow.id == handover_id))


def open_handovers(session: Session, code: str, prefix: str) -> list[OpenHandover]:
    """Return what a provider has and is not done, the oldest first. A resolved incident is not theirs any more."""
    query = _HANDOVERS.where(
        ProviderRow.code == code,
        HandoverRow.state.not_in(ENDED_HANDOVERS),
        or_(IncidentRow.state.in_(sorted(OPEN)), IncidentRow.merged_into_id.is_not(None)),
    )
    rows = session.execute(query.order_by(HandoverRow.id))
    return [_as_open(handover, incident, code, prefix) for handover, incident, _ in rows]


def handovers_with_reference(session: Session, references: Sequence[str], prefix: str) -> list[OpenHandover]:
    """Return the hand-overs, open or done, to which a provider gave one of these job numbers; the newest first."""
    query = _HANDOVERS.where(HandoverRow.job_reference.in_(references))
    rows = session.execute(query.order_by(HandoverRow.id.desc()).limit(20))
    return [_as_open(handover, incident, code, prefix) for handover, incident, code in rows]


def all_handovers_of(session: Session, incident_id: int, prefix: str) -> list[OpenHandover]:
    """Return the jobs of an incident, and of what was merged into it, open or over, the oldest first."""
    query = _HANDOVERS.where(HandoverRow.incident_id.in_(with_merged(session, incident_id)))
    rows = session.execute(query.order_by(HandoverRow.id))
    return [_as_open(handover, incident, code, prefix) for handover, incident, code in rows]


def provider_of(session: Session, handover_id: int) -> str:
    """Return the code of the provider that a hand-over went to."""
    query = select(ProviderRow.code).join(HandoverRow, HandoverRow.provider_id == ProviderRow.id)
    return session.scalars(query.where(HandoverRow.id == handover_id)).one()


def note_answer(session: Session, handover_id: int, at: datetime, reference: str, *, is_human: bool) -> tuple[int, str]:
    """Note that a provider answered, and its job number if one is given. Return the incident and the number before."""
    row = session.get_one(HandoverRow, handover_id)
    if is_human:
        row.first_human_reply_at = row.first_human_reply_at or at
    else:
        row.first_automatic_reply_at = row.first_automatic_reply_at or at
    if row.state in (("drafted", "sent", "acknowledged") if is_human else ("drafted", "sent")):
        row.state = "accepted" if is_human else "acknowledged"
    before = row.job_reference
    row.job_reference = reference or before
    return row.incident_id, before


def is_answered(session: Session, handover_id: int) -> bool:
    """Whether a firm has answered, so that it has the job for sure."""
    row = session.get_one(HandoverRow, handover_id)
    has_said = row.first_human_reply_at is not None or bool(row.job_reference)
    # What was taken back says nothing of what the firm had said before.
    return has_said or row.state not in ("drafted", "sent", "withdrawn")


def note_bounce(session: Session, handover_id: int) -> int:
    """Note that a hand-over came back: its wait counts no time. Return the incident."""
    row = session.get_one(HandoverRow, handover_id)
    row.state, row.handed_at = "bounced", None
    wait = open_wait(session, row.incident_id) or wait_cut_off(session, row.incident_id)
    if wait is not None and wait.waiting_on == "provider":
        wait.to_at = wait.from_at
    return row.incident_id


def _as_open(handover: HandoverRow, incident: IncidentRow, code: str, prefix: str) -> OpenHandover:
    return OpenHandover(
        handover.id,
        incident.id,
        f"{prefix}-{incident.number}",
        code,
        handover.job_reference,
        handover.promised_at,
        handover.promised_until,
        handover.eta_at,
        handover.on_site_at,
        handover.quote_number,
        handover.quoted_net_pence,
        handover.state in ENDED_HANDOVERS,
    )


def entries_to_come(session: Session, reference: str, provider: str, kind: str) -> list[DiaryRow]:
    """Return the visits, or deliveries, of a provider for an incident in the diary that are not done, by their day."""
    query = select(DiaryRow).where(
        DiaryRow.about == reference,
        DiaryRow.kind == kind,
        DiaryRow.provider == provider,
        DiaryRow.done_on.is_(None),
        DiaryRow.retired_on.is_(None),
    )
    return list(session.scalars(query.order_by(DiaryRow.on, DiaryRow.id)))
