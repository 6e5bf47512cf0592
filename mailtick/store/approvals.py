"""What was asked of whoever decides, and what firms want for their jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mailtick.incidents.approvals import Answer, AnswerApproval, Approval, AskApproval, JobQuote, Price
from mailtick.store.incidents import with_merged
from mailtick.store.people import person_by_id
from mailtick.store.tables import ApprovalRow, HandoverRow, ProviderRow

ASKED, REPLACED, WITHDRAWN = "asked", "replaced", "withdrawn"


def approvals_of(session: Session, incident_id: int) -> tuple[Approval, ...]:
    """Return the questions about an incident, and about what was merged into it, the oldest first."""
    about = ApprovalRow.incident_id.in_(with_merged(session, incident_id))
    rows = session.scalars(select(ApprovalRow).where(about).order_by(ApprovalRow.id))
    return tuple(as_approval(session, row) for row in rows)


def all_approvals(session: Session, *, open_alone: bool) -> list[Approval]:
    """Return the questions of the desk, the oldest first; with `open_alone` those that wait for their answer."""
    query = select(ApprovalRow).order_by(ApprovalRow.id)
    rows = session.scalars(query.where(ApprovalRow.state == ASKED) if open_alone else query)
    return [as_approval(session, row) for row in rows]


def decided_lately(session: Session, most: int) -> list[Approval]:
    """Return the questions that wait for no answer any more, the newest first."""
    query = select(ApprovalRow).where(ApprovalRow.state != ASKED).order_by(ApprovalRow.id.desc()).limit(most)
    return [as_approval(session, row) for row in session.scalars(query)]


def approval_by_id(session: Session, approval_id: int) -> Approval | None:
    row = session.get(ApprovalRow, approval_id)
    return as_approval(session, row) if row else None


def kept_approval(session: Session, approval_id: int) -> Approval:
    """Return a question that is known to exist."""
    return as_approval(session, session.get_one(ApprovalRow, approval_id))


def quotes_of(session: Session, incident_id: int) -> tuple[JobQuote, ...]:
    """Return what firms want for the jobs of an incident that they have, the oldest job first."""
    query = select(HandoverRow, ProviderRow.code).join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
    of_it = HandoverRow.incident_id.in_(with_merged(session, incident_id))
    rows: Sequence[tuple[HandoverRow, str]] = [
        (row, code) for row, code in session.execute(query.where(of_it).order_by(HandoverRow.id))
    ]
    return tuple(
        JobQuote(code, row.quote_number, Price(row.quoted_net_pence, row.quoted_vat_pence or 0), row.quote_valid_until)
        for row, code in rows
        if row.quoted_net_pence is not None
    )


def ask(session: Session, action: AskApproval, of_id: int, now: datetime) -> int:
    """Keep a question, and return its number; an older one about the incident that is open is replaced."""
    about = ApprovalRow.incident_id.in_(with_merged(session, action.incident))
    session.execute(update(ApprovalRow).where(about, ApprovalRow.state == ASKED).values(state=REPLACED))
    price = action.price
    row = ApprovalRow(
        incident_id=action.incident,
        what=action.what,
        net_pence=price.net_pence if price else None,
        vat_pence=price.vat_pence if price else None,
        provider=action.provider,
        quote_number=action.quote_number,
        valid_until=action.valid_until,
        asked_of_id=of_id,
        asked_by=action.by,
        asked_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def answer(session: Session, action: AnswerApproval, now: datetime) -> bool:
    """Keep an answer; a question that was answered before stays as it is. Return whether it was kept."""
    query = update(ApprovalRow).where(ApprovalRow.id == action.approval, ApprovalRow.state == ASKED)
    if action.answer is Answer.ASK:
        return session.scalar(query.values(said=action.text).returning(ApprovalRow.id)) is not None
    values = {
        "state": action.answer.value,
        "said": action.text,
        "answered_at": now,
        "answered_by_id": action.by.id,
    }
    return session.scalar(query.values(**values).returning(ApprovalRow.id)) is not None


def withdraw(session: Session, incident_id: int, provider: str, net_pence: int) -> bool:
    """Take back what is asked about a firm's quote of this amount. Return whether anything was."""
    asked = update(ApprovalRow).where(
        ApprovalRow.incident_id.in_(with_merged(session, incident_id)),
        ApprovalRow.state == ASKED,
        ApprovalRow.provider == provider,
        ApprovalRow.net_pence == net_pence,
    )
    return session.scalar(asked.values(state=WITHDRAWN).returning(ApprovalRow.id)) is not None


def note_order(session: Session, approval_id: int, order_number: str, now: datetime) -> None:
    row = session.get_one(ApprovalRow, approval_id)
    row.ordered_at, row.order_number = now, order_number


def note_lost_order(session: Session, approval_id: int) -> str:
    """Note that an order did not arrive, so that it may be ordered again. Return its number."""
    row = session.get_one(ApprovalRow, approval_id)
    number, row.ordered_at, row.order_number = row.order_number, None, ""
    return number


def as_approval(session: Session, row: ApprovalRow) -> Approval:
    return Approval(
        id=row.id,
        incident=row.incident_id,
        what=row.what,
        price=Price(row.net_pence, row.vat_pence or 0) if row.net_pence is not None else None,
        provider=row.provider,
        quote_number=row.quote_number,
        valid_until=row.valid_until,
        asked_of=person_by_id(session, row.asked_of_id),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=row.state,
        said=row.said,
        answered_at=row.answered_at,
        order_number=row.order_number,
    )
