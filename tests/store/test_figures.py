"""What the weekly summary asks of the store, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.incident import Grade, IncidentType, Priority, State
from mailtick.store import figures
from mailtick.store.database import Database
from mailtick.store.tables import (
    AffectedRow,
    ContractRow,
    DeliveryRow,
    DeliveryState,
    DiaryRow,
    HandoverRow,
    IncidentRow,
    LogEntryRow,
    MailRow,
    MailState,
    OutgoingRow,
    PersonRow,
    ProviderRow,
)

pytestmark = pytest.mark.both_databases

START = datetime(2026, 11, 16, tzinfo=UTC)
END = START + timedelta(days=7)
HOUR = timedelta(hours=1)


def person_id(session: Session, name: str) -> int:
    return session.scalars(select(PersonRow.id).where(PersonRow.name.contains(name))).one()


def add_incident(session: Session, number: int, created_at: datetime, *changes: tuple[datetime, State]) -> IncidentRow:
    """An incident of Mrs Brown, with the log of its changes."""
    row = IncidentRow(
        number=number,
        type=IncidentType.INCIDENT,
        title=f"Matter {number}",
        state=changes[-1][1] if changes else State.NEW,
        channel="mail",
        impact=Grade.MEDIUM,
        urgency=Grade.MEDIUM,
        priority=Priority.P3,
        reporter_id=person_id(session, "Brown"),
        received_at=created_at,
        created_at=created_at,
        first_text="It does not work.",
    )
    session.add(row)
    session.flush()
    log(session, row, created_at, "opened")
    states = [State.NEW, *(state for _, state in changes)]
    for old, (at, new) in zip(states, changes, strict=False):
        log(session, row, at, "state", field="state", old=old.value, new=new.value)
    return row


def log(session: Session, row: IncidentRow, at: datetime, event: str, **more: object) -> None:
    session.add(LogEntryRow(incident_id=row.id, at=at, who="Mrs Sandra Kemp", event=event, **more))
    session.flush()


def add_mail(session: Session, received_at: datetime, incident: IncidentRow | None = None) -> MailRow:
    row = MailRow(
        identity=f"{received_at} {incident and incident.number}",
        sha256="",
        size_bytes=0,
        raw=b"",
        received_at=received_at,
        stored_at=received_at,
        mailbox="ict",
        state=MailState.PROCESSED,
        kind="new",
        decision="{}",
        incident_id=incident.id if incident else None,
    )
    session.add(row)
    session.flush()
    return row


def add_outgoing(
    session: Session,
    incident: IncidentRow | None,
    state: DeliveryState,
    created_at: datetime,
    recipient: str = "a@b.example",
) -> OutgoingRow:
    name = f"{incident and incident.number} {created_at} {recipient}"
    row = OutgoingRow(
        once=name,
        message_id=name,
        token=name,
        template="handover",
        recipient=recipient,
        envelope_from="",
        subject="",
        raw=b"",
        is_automatic=False,
        created_at=created_at,
        incident_id=incident.id if incident else None,
    )
    session.add(row)
    session.flush()
    session.add(DeliveryRow(outgoing_id=row.id, state=state, next_try_at=created_at))
    session.flush()
    return row


def test_only_incidents_that_touch_the_week_are_read(school: Database) -> None:
    before, inside, after = START - HOUR, START + HOUR, END + HOUR
    with school.writing() as session:
        add_incident(session, 1, before)
        add_incident(session, 2, before - HOUR, (before, State.RESOLVED))
        add_incident(session, 3, before, (inside, State.RESOLVED))
        add_incident(session, 4, inside, (after, State.CLOSED))
        add_incident(session, 5, before - HOUR, (before, State.RESOLVED), (inside, State.IN_PROGRESS))
        add_incident(session, 6, END)
    with school.reading() as session:
        rows = figures.incidents_of_week(session, START, END)
    assert [row.number for row in rows] == [1, 3, 4, 5]


def test_the_changes_of_state_come_oldest_first(school: Database) -> None:
    with school.writing() as session:
        row = add_incident(session, 1, START, (START + HOUR, State.ASSIGNED), (START + HOUR, State.RESOLVED))
        log(session, row, START, "field", field="category", old="", new="Security")
    with school.reading() as session:
        found = figures.state_changes(session, START, END)
    assert found == {
        row.id: [
            (START + HOUR, State.NEW, State.ASSIGNED),
            (START + HOUR, State.ASSIGNED, State.RESOLVED),
        ]
    }


def test_the_last_entry_is_that_before_the_end_of_the_week(school: Database) -> None:
    with school.writing() as session:
        row = add_incident(session, 1, START)
        log(session, row, START + HOUR, "note")
        log(session, row, END, "note")
    with school.reading() as session:
        assert figures.last_entries(session, START, END) == {row.id: START + HOUR}


def test_the_first_reporter_has_not_joined(school: Database) -> None:
    with school.writing() as session:
        row = add_incident(session, 1, START)
        for name, at in (("Brown", START), ("Finch", START + HOUR), ("Nair", END)):
            session.add(AffectedRow(incident_id=row.id, person_id=person_id(session, name), joined_at=at))
    with school.reading() as session:
        assert figures.joined_in(session, START, END) == {row.id: [START + HOUR]}


def test_only_hand_overs_that_were_sent_are_read(school: Database) -> None:
    with school.writing() as session:
        row = add_incident(session, 1, START)
        provider = session.scalars(select(ProviderRow).where(ProviderRow.code == "FEN")).one()
        for state, handed_at in (("sent", START + HOUR), ("drafted", None), ("bounced", None)):
            handover = HandoverRow(incident_id=row.id, provider_id=provider.id, state=state, handed_at=handed_at)
            session.add(handover)
    with school.reading() as session:
        [line] = figures.handovers_in(session, START, END)[row.id]
    assert (line.code, line.provider, line.handed_at) == ("FEN", "Fenland ICT Support", START + HOUR)


def test_a_mail_is_known_by_what_it_did(school: Database) -> None:
    with school.writing() as session:
        incident = add_incident(session, 1, START)
        first, second = add_mail(session, START, incident), add_mail(session, END - HOUR)
        add_mail(session, END, incident)
        for event in ("opened", "sent", "sent"):
            log(session, incident, START, event, mail_id=first.id)
        log(session, incident, START, "note")
    with school.reading() as session:
        assert [mail.id for mail in figures.mails_of_week(session, START, END)] == [first.id, second.id]
        assert figures.events_of_mails(session, START, END) == {first.id: {"opened", "sent"}}


def test_held_mail_is_told_with_its_arrival_whenever_it_came(school: Database) -> None:
    with school.writing() as session:
        for at in (END, START - HOUR):
            add_mail(session, at).state = MailState.HELD
        add_mail(session, START)
    with school.reading() as session:
        assert figures.held_since(session) == [START - HOUR, END]


@pytest.mark.parametrize("event", ["not_sent", "bounced"])
def test_a_mail_that_failed_in_the_week_is_told(school: Database, event: str) -> None:
    with school.writing() as session:
        incident = add_incident(session, 1056, START - HOUR)
        mail = add_outgoing(session, incident, DeliveryState.BOUNCED, START - HOUR, "suport@fenlandict.example")
        log(session, incident, START, event, outgoing_id=mail.id)
    with school.reading() as session:
        failed = figures.failed_mails(session, START, END)
        assert [(each.recipient, each.number) for each in failed] == [("suport@fenlandict.example", 1056)]
        assert figures.failed_mails(session, START - 7 * 24 * HOUR, START) == []


def test_a_mail_that_was_sent_again_is_not_told(school: Database) -> None:
    with school.writing() as session:
        incident = add_incident(session, 1056, START)
        failed = add_outgoing(session, incident, DeliveryState.REFUSED, START)
        log(session, incident, START, "not_sent", outgoing_id=failed.id)
        add_outgoing(session, incident, DeliveryState.SENT, START + HOUR)
    with school.reading() as session:
        assert figures.failed_mails(session, START, END) == []


def test_a_failed_mail_without_an_incident_is_told_in_the_week_it_was_written(school: Database) -> None:
    with school.writing() as session:
        add_outgoing(session, None, DeliveryState.GIVEN_UP, START, "gone@saltmarshprimary.example")
        add_outgoing(session, None, DeliveryState.GIVEN_UP, END, "late@saltmarshprimary.example")
    with school.reading() as session:
        assert [each.recipient for each in figures.failed_mails(session, START, END)] == [
            "gone@saltmarshprimary.example"
        ]


def test_what_is_coming_stands_in_the_registers(school: Database) -> None:
    first, last = date(2026, 11, 23), date(2026, 12, 6)
    with school.writing() as session:
        session.scalars(select(DiaryRow).where(DiaryRow.ref == "D04")).one().done_on = first
        session.scalars(select(ContractRow).where(ContractRow.ref == "C5")).one().end_on = last
    with school.reading() as session:
        assert figures.diary_between(session, first, last) == [
            (date(2026, 11, 24), "Fenland fortnightly visit 09:00-12:00"),
            (date(2026, 12, 4), "PAT testing: hall and classrooms"),
        ]
        assert [(on, ref, name) for on, ref, name, _ in figures.contracts_ending(session, first, last)] == [
            (date(2026, 11, 30), "C4", "BrightBoard AV"),
            (last, "C5", "Horizon MIS Support"),
        ]
        assert figures.licences_ending(session, date(2026, 12, 31), date(2026, 12, 31)) == [
            (date(2026, 12, 31), "LIC-05", "Times Tables Rock Stars")
        ]
