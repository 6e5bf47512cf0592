"""Incidents, hand-overs, payments and days as lines of a page. Of a restricted matter none tells what it is about."""

from __future__ import annotations

from collections.abc import Iterable

from mailtick.incidents.incident import OPEN, STATE_WORDS
from mailtick.incidents.kept import equipment_words
from mailtick.incidents.words import HANDOVER_WORDS
from mailtick.mail.money import pounds
from mailtick.registers.page import Around, Section, counted, day_words, listed, weekday_words
from mailtick.registers.payment_states import payment_words
from mailtick.registers.values import plain_row
from mailtick.store.handovers import ENDED_HANDOVERS
from mailtick.store.records import records_where
from mailtick.store.tables import AssetRow, DiaryRow, HandoverRow, IncidentRow, PaymentRow

# Equipment that is there no more; it needs no cover and stands in no place.
GONE = frozenset({"disposed", "stolen"})


def asset_words(row: AssetRow) -> str:
    """A piece of equipment with its tag."""
    return f"{row.tag}  {equipment_words(row.type, row.make_model)}"


def incident_line(around: Around, row: IncidentRow) -> str:
    """An incident with its day, how it stands and what was done."""
    reference = f"{around.prefix}-{row.number}"
    if row.is_restricted:
        return f"{reference}  a restricted {row.priority}"
    done = f": {row.resolution}" if row.resolution else ""
    return f"{reference}  {around.moment(row.received_at)}  {row.title} ({STATE_WORDS[row.state]}){done}"


def incidents_section(around: Around, rows: Iterable[IncidentRow]) -> Section:
    """Incidents, with how many of them are open."""
    rows = list(rows)
    still = sum(row.state in OPEN for row in rows)
    title = f"Incidents ({still} open)" if still else "Incidents"
    return Section(title, tuple(incident_line(around, row) for row in rows))


def is_with_them(handover: HandoverRow, incident: IncidentRow) -> bool:
    """Whether a firm still has the job."""
    return handover.state not in ENDED_HANDOVERS and incident.state in OPEN


def handover_line(around: Around, handover: HandoverRow, incident: IncidentRow) -> str:
    reference = f"{around.prefix}-{incident.number}"
    if incident.is_restricted:
        return f"{reference}  a restricted {incident.priority}"
    since = f"handed over {around.moment(handover.handed_at)}" if handover.handed_at else ""
    is_theirs = handover.state in ENDED_HANDOVERS or is_with_them(handover, incident)
    stands = HANDOVER_WORDS[handover.state] if is_theirs else STATE_WORDS[incident.state]
    words = listed(handover.job_reference or "no job number yet", since, stands)
    return f"{reference}  {incident.title} ({words})"


def handover_sections(around: Around, pairs: Iterable[tuple[HandoverRow, IncidentRow]]) -> tuple[Section, ...]:
    """The jobs that a firm has, and those that are done."""
    pairs = list(pairs)
    still = tuple(handover_line(around, *pair) for pair in pairs if is_with_them(*pair))
    done = tuple(handover_line(around, *pair) for pair in pairs if not is_with_them(*pair))
    return (Section("Open jobs", still), Section("Earlier jobs", done))


def payment_line(around: Around, row: PaymentRow) -> str:
    gross = pounds(row.net_pence + row.vat_pence)
    stands = payment_words(plain_row(row), around.today)
    invoice = f"invoice {row.invoice}" if row.invoice else ""
    due = f"due {day_words(row.due_on)}"
    return f"{row.ref}  {row.what}: {listed(f'{gross} with VAT', invoice, due, stands)}"


def payments_section(around: Around, rows: Iterable[PaymentRow]) -> Section:
    ordered = sorted(rows, key=lambda row: row.due_on)
    return Section("Payments", tuple(payment_line(around, row) for row in ordered))


def diary_section(around: Around, key: str) -> Section:
    """What stands in the diary about a record."""
    rows = sorted(records_where(around.session, DiaryRow, "about", key), key=lambda row: row.on)
    return Section(
        "Diary",
        tuple(f"{row.ref}  {weekday_words(row.on)}: {row.what}{' (done)' if row.done_on else ''}" for row in rows),
    )


def equipment_count(tags: int) -> str:
    return counted(tags, "piece of equipment", "pieces of equipment")
