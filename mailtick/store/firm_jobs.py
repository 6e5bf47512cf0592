"""The jobs that firms have of an incident, with what their contracts promise and when they were chased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.kept_promises import MeasuredJob
from mailtick.incidents.people import Person
from mailtick.incidents.school_days import Span
from mailtick.incidents.service_level import Job
from mailtick.store.equipment import equipment_of
from mailtick.store.people import all_providers
from mailtick.store.tables import CalendarRow, ChaseRow, ContactRow, ContractRow, HandoverRow, IncidentRow, ProviderRow

_OVER = ("done", "bounced", "withdrawn", "returned")


def firm_jobs(session: Session, incident_id: int, *, is_over_too: bool = False) -> tuple[FirmJob, ...]:
    """Return the jobs that firms have, the oldest first; with `is_over_too` those that are done or came back as well.

    What was not sent yet has no clock and is not among them.
    """
    query = (
        select(HandoverRow, ProviderRow)
        .join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
        .where(HandoverRow.incident_id == incident_id, HandoverRow.handed_at.is_not(None))
    )
    if not is_over_too:
        query = query.where(HandoverRow.state.not_in(_OVER))
    found = session.execute(query.order_by(HandoverRow.id)).all()
    if not found:
        return ()
    holidays = _bank_holidays(session)
    return tuple(_as_job(session, row, firm, holidays) for row, firm in found)


def jobs_of_firm(session: Session, code: str, since: datetime, prefix: str) -> tuple[list[MeasuredJob], list[str]]:
    """Return the jobs that a firm was given since then, the oldest first.

    Beside them the incidents whose job came back unread or was taken back: those measure nothing.
    """
    query = (
        select(HandoverRow, ProviderRow, IncidentRow.number, IncidentRow.priority)
        .join(ProviderRow, ProviderRow.id == HandoverRow.provider_id)
        .join(IncidentRow, IncidentRow.id == HandoverRow.incident_id)
        .where(ProviderRow.code == code, HandoverRow.handed_at >= since)
    )
    holidays = _bank_holidays(session)
    measured: list[MeasuredJob] = []
    taken_back: list[str] = []
    for row, firm, number, priority in session.execute(query.order_by(HandoverRow.id)):
        reference = f"{prefix}-{number}"
        if row.state in ("bounced", "withdrawn"):
            taken_back.append(reference)
        else:
            measured.append(MeasuredJob(reference, priority, _as_job(session, row, firm, holidays)))
    return measured, taken_back


def agreed_for(session: Session, incident_id: int, code: str, on: date) -> str:
    """Return the contract that a job would fall under with what it promises, as "C1: P1 1h reply/4h fix"; or ""."""
    contract = _contract(session, incident_id, code, on)
    return f"{contract.ref}: {contract.service_level}" if contract else ""


def note_chase(session: Session, handover_id: int, now: datetime) -> int:
    """Note that a firm is chased, and return which time it is for this job."""
    session.add(ChaseRow(handover_id=handover_id, sent_at=now))
    session.flush()
    return len(_chased_at(session, handover_id))


def _as_job(session: Session, row: HandoverRow, firm: ProviderRow, holidays: tuple[Span, ...]) -> FirmJob:
    incident = session.get_one(IncidentRow, row.incident_id)
    handed_at = row.handed_at or incident.received_at
    is_clocked = firm.level != "advice"
    contract = _contract(session, row.incident_id, firm.code, handed_at.date()) if is_clocked else None
    return FirmJob(
        handover=row.id,
        firm=all_providers(session)[firm.id],
        number=row.job_reference,
        job=Job(
            handed_at,
            incident.priority,
            row.first_human_reply_at,
            row.on_site_at,
            row.done_at,
            incident.resolved_at,
        ),
        contract=contract.ref if contract else "",
        promises=contract.service_level if contract else "",
        hours=(contract.support_hours if contract and contract.support_hours else firm.hours),
        bank_holidays=holidays,
        visit_at=row.promised_until or row.promised_at,
        chased_at=_chased_at(session, row.id),
        escalation=_escalation(session, firm.code),
    )


def _contract(session: Session, incident_id: int, code: str, on: date) -> ContractRow | None:
    """The contract that a job falls under: of its equipment with that firm, else the firm's that ran on the day."""
    theirs = session.scalars(
        select(ContractRow).where(
            ContractRow.provider == code,
            ContractRow.is_draft.is_(False),
            ContractRow.retired_on.is_(None),
            ContractRow.start_on <= on,
        )
    ).all()
    of_equipment = {each.contract for each in equipment_of(session, incident_id)}
    running = [each for each in theirs if each.end_on >= on or each.renewal.startswith("tacit")]
    named: Sequence[ContractRow] = [each for each in running if each.ref in of_equipment]
    return next((each for each in (*named, *running) if each.service_level), None)


def _bank_holidays(session: Session) -> tuple[Span, ...]:
    query = select(CalendarRow.from_on, CalendarRow.to_on).where(
        CalendarRow.kind == "bank_holiday", CalendarRow.retired_on.is_(None)
    )
    return tuple(Span(first, last) for first, last in session.execute(query.order_by(CalendarRow.from_on)))


def _chased_at(session: Session, handover_id: int) -> tuple[datetime, ...]:
    query = select(ChaseRow.sent_at).where(ChaseRow.handover_id == handover_id).order_by(ChaseRow.id)
    return tuple(session.scalars(query))


def _escalation(session: Session, code: str) -> Person | None:
    query = select(ContactRow).where(
        ContactRow.provider == code,
        ContactRow.role.icontains("escalat"),
        ContactRow.address != "",
        ContactRow.retired_on.is_(None),
    )
    row = session.scalars(query.order_by(ContactRow.id)).first()
    return Person(0, row.name, row.address, frozenset()) if row else None
