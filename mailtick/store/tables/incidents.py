"""Incidents with their log, waits and hand-overs."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mailtick.incidents.incident import Grade, IncidentType, Priority, State
from mailtick.store.tables.base import Base


class IncidentRow(Base):
    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_category_received_at", "category", "received_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    type: Mapped[IncidentType]
    title: Mapped[str]
    state: Mapped[State] = mapped_column(index=True)
    channel: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="", index=True)
    impact: Mapped[Grade]
    urgency: Mapped[Grade]
    priority: Mapped[Priority]
    level: Mapped[int] = mapped_column(default=0)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    received_at: Mapped[datetime] = mapped_column(index=True)
    created_at: Mapped[datetime]
    # When those it is for could work again: by a temporary fix, or since it is resolved.
    restored_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    # "permanent", "temporary", "no_fault", "cannot", "not_ict" or "withdrawn".
    fix_kind: Mapped[str] = mapped_column(default="")
    # "confirmed", "automatic" or "coordinator".
    how_closed: Mapped[str] = mapped_column(default="")
    # What was done for now, and when the rest is due.
    temporary_fix: Mapped[str] = mapped_column(default="")
    rest_due_on: Mapped[date | None]
    # When the clock is to look at it next; None: not before something happens to it.
    next_look_at: Mapped[datetime | None] = mapped_column(index=True)
    # When a person of ours first answered; machines do not count.
    responded_at: Mapped[datetime | None]
    # It was written after that one was closed, or is a new symptom of it.
    related_to_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    # A merged incident passes what comes to it on to this one.
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    # The bigger matter that it is part of.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), index=True)
    # Seen by coordinator, deputy, owner, assignee and reporter alone (RULINGS 15).
    is_restricted: Mapped[bool] = mapped_column(default=False)
    first_text: Mapped[str]
    # What stood above a mail that was passed on, and whose words those are; the files that came with it.
    comment: Mapped[str] = mapped_column(default="")
    passed_on_by: Mapped[str] = mapped_column(default="")
    files: Mapped[tuple[str, ...]] = mapped_column(default=())
    resolution: Mapped[str] = mapped_column(default="")
    # How often those it is for have asked how it goes.
    chasers: Mapped[int] = mapped_column(default=0)
    # By when somebody needs it, a day or a moment of the desk's own time; empty for unknown.
    needed_by: Mapped[str] = mapped_column(default="")
    # The reference of the article whose first checks they were sent.
    article: Mapped[str] = mapped_column(default="")


class AffectedRow(Base):
    """Somebody the incident is for, and where it hits them, as a place's name; empty where unknown."""

    __tablename__ = "affected"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")


class ParticipantRow(Base):
    """Somebody to whom a mail of the incident went beside the desk. `field` is "to" or "cc", as the writer chose."""

    __tablename__ = "participants"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    field: Mapped[str]
    joined_at: Mapped[datetime]


class SatisfactionRow(Base):
    """Who was asked how content they are with what was done; `grade` is 1 (poor) to 3 (good), once they say."""

    __tablename__ = "satisfaction"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    asked_at: Mapped[datetime]
    grade: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]


class RelatedRow(Base):
    """Two incidents that have to do with each other, the one that was there first named first."""

    __tablename__ = "related"

    first_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True, index=True)


class IncidentAssetRow(Base):
    """A piece of equipment that an incident is about."""

    __tablename__ = "incident_assets"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id"), primary_key=True, index=True)


class LogEntryRow(Base):
    """One line of an incident's log. Written once; never edited, never deleted but by the retention round."""

    __tablename__ = "log_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]
    event: Mapped[str]
    field: Mapped[str] = mapped_column(default="")
    old: Mapped[str] = mapped_column(default="")
    new: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    is_internal: Mapped[bool] = mapped_column(default=True)
    because: Mapped[str] = mapped_column(default="")
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mails.id"))
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing.id"))


class AlarmRow(Base):
    """A step that the clock has taken, so that none is taken twice; `about` names the due date that it belongs to."""

    __tablename__ = "alarms"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    rung: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    said_at: Mapped[datetime]


class WaitRow(Base):
    """Why an incident rests, on whom, and when somebody looks again."""

    __tablename__ = "waits"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    waiting_on: Mapped[str]
    why: Mapped[str]
    # Of a visit: the agreed moment.
    follow_up_at: Mapped[datetime]
    from_at: Mapped[datetime]
    to_at: Mapped[datetime | None]
    # The answers that our question offered, as JSON; empty for none.
    choices: Mapped[str] = mapped_column(default="")


class HandoverRow(Base):
    """An incident given to a provider. `handed_at` is the moment of the successful send; None before it."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("providers.id"), index=True)
    # "drafted", "sent", "acknowledged" (by a machine), "accepted" (a person answered), "scheduled", "on_site", "done";
    # "bounced", "returned", "withdrawn".
    state: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    handed_at: Mapped[datetime | None]
    job_reference: Mapped[str] = mapped_column(default="", index=True)
    first_automatic_reply_at: Mapped[datetime | None]
    first_human_reply_at: Mapped[datetime | None]
    # The visit that they promised: from when to when.
    promised_at: Mapped[datetime | None]
    promised_until: Mapped[datetime | None]
    # By when they expect it to be done.
    eta_at: Mapped[datetime | None]
    on_site_at: Mapped[datetime | None]
    quote_number: Mapped[str] = mapped_column(default="")
    quoted_net_pence: Mapped[int | None]
    quoted_vat_pence: Mapped[int | None]
    quote_valid_until: Mapped[date | None]
    # When they said that it was done, and when the coordinator took their word for it.
    done_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    # "fixed", "not_covered", "returned" or "withdrawn"; empty as long as it is with them.
    outcome: Mapped[str] = mapped_column(default="")


class ChaseRow(Base):
    """A firm was asked how a job stands."""

    __tablename__ = "chases"

    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id"), index=True)
    sent_at: Mapped[datetime]
