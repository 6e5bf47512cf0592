"""The diary as iCalendar (RFC 5545), for the calendar programs of people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from mailtick.mail.money import pounds
from mailtick.registers.agenda import Entry


def as_icalendar(entries: Iterable[Entry], name: str, now: datetime) -> bytes:
    """Return the entries as a calendar of whole days. An entry keeps its UID as long as its date does not move."""
    calendar = Calendar.new(prodid="-//mailtick//diary//EN", name=name)
    for entry in entries:
        calendar.add_component(
            Event.new(
                uid=f"{entry.register}-{entry.key}-{entry.kind}-{entry.on:%Y%m%d}@mailtick",
                summary=f"{entry.what} ({entry.key})",
                description="\n".join(_lines(entry)),
                categories=[entry.kind.replace("_", " ")],
                start=entry.on,
                end=entry.on + timedelta(days=1),
                stamp=now,
            )
        )
    return bytes(calendar.to_ical())


def _lines(entry: Entry) -> Iterable[str]:
    if entry.act_by and entry.act_by != entry.on:
        yield f"Act by {entry.act_by:%A} {entry.act_by.day} {entry.act_by:%B %Y}, the last day the office is open."
    if entry.net_pence is not None:
        yield pounds(entry.net_pence + (entry.vat_pence or 0))
    if entry.about and entry.about != entry.key:
        yield f"About {entry.about}"
    if entry.done_on:
        yield f"Done on {entry.done_on:%A} {entry.done_on.day} {entry.done_on:%B %Y}"
