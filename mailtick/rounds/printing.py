"""Gather what stands on the papers about incidents."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy.orm import Session

from mailtick.incidents.incident import Incident
from mailtick.reports import printed
from mailtick.reports.printed import CallLog, IncidentSheet
from mailtick.store.belonging import received_between
from mailtick.store.equipment import incidents_about
from mailtick.store.incidents import as_incident, log_of


def call_log(session: Session, prefix: str, zone: tzinfo, first: date, last: date) -> CallLog:
    """What was reported from the first to the last day, both included, the oldest first."""
    start, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last + timedelta(days=1)))
    calls = [as_incident(session, row, prefix) for row in received_between(session, start, end)]
    return printed.call_log(calls, first, last)


def incident_sheet(session: Session, incident: Incident) -> IncidentSheet:
    """An incident with what was done so far."""
    return printed.incident_sheet(incident, log_of(session, incident.id))


def diagnosis_sheet(session: Session, incident: Incident, prefix: str) -> IncidentSheet:
    """An incident with what the same equipment had before, but for what is restricted."""
    rows = {
        row.id: row
        for each in incident.equipment
        for row in incidents_about(session, each.tag)
        if row.id != incident.id and not row.is_restricted
    }
    return printed.diagnosis_sheet(incident, [as_incident(session, row, prefix) for row in rows.values()])
