"""An event of a calendar is said in one sentence, whatever program wrote it."""

from __future__ import annotations

import pytest

from mailtick.mail.ics import read_event
from mailtick.mail.invitation import say_event

ORGANIZER = "ORGANIZER;CN=Anna Head:mailto:a@b.example"
EVENTS = {
    "an invitation": (
        "METHOD:REQUEST",
        "SUMMARY:Visit\nDTSTART:20261124T100000Z\nDURATION:PT1H30M\n" + ORGANIZER,
        "Invitation: Visit, Tue 24 November 2026 10:00 to 11:30 (UTC), from Anna Head <a@b.example>",
    ),
    "a change": (
        "METHOD:REQUEST",
        "SEQUENCE:2\nSUMMARY:Visit\nDTSTART;TZID=Europe/London:20261124T100000",
        "Changed invitation: Visit, Tue 24 November 2026 10:00 (Europe/London)",
    ),
    "a cancellation": (
        "METHOD:CANCEL",
        "SUMMARY:Visit\nDTSTART:20261124T100000",
        "Cancelled: Visit, Tue 24 November 2026 10:00",
    ),
    "a cancellation by its status": ("", "STATUS:CANCELLED\nSUMMARY:Visit", "Cancelled: Visit"),
    "an answer": (
        "METHOD:REPLY",
        'ATTENDEE;PARTSTAT=DECLINED;CN="Reed, Tom":mailto:tom.reed@saltmarshprimary.example\nSUMMARY:Visit',
        "Declined by Reed, Tom <tom.reed@saltmarshprimary.example>: Visit",
    ),
    "one whole day": (
        "METHOD:PUBLISH",
        "SUMMARY:INSET day\nDTSTART;VALUE=DATE:20261127\nDTEND;VALUE=DATE:20261128",
        "Calendar entry: INSET day, Fri 27 November 2026",
    ),
    "several days": (
        "",
        "SUMMARY:Holidays\nDTSTART;VALUE=DATE:20261221\nDTEND;VALUE=DATE:20270102",
        "Calendar entry: Holidays, Mon 21 December 2026 to Fri 1 January 2027",
    ),
    "over midnight": (
        "",
        "SUMMARY:Update of the server\nDTSTART:20261124T220000Z\nDTEND:20261125T020000Z",
        "Calendar entry: Update of the server, Tue 24 November 2026 22:00 to Wed 25 November 2026 02:00 (UTC)",
    ),
    "every second week": (
        "METHOD:REQUEST",
        "SUMMARY:Visit\nDTSTART:20261124T100000\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "Invitation: Visit, Tue 24 November 2026 10:00, every 2 weeks",
    ),
    "a day that does not exist": ("METHOD:REQUEST", "SUMMARY:Visit\nDTSTART:20260231T100000", "Invitation: Visit"),
    "the very last day": (
        "",
        "SUMMARY:x\nDTSTART:99991231T100000\nDURATION:P9999W",
        "Calendar entry: x, Fri 31 December 9999 10:00",
    ),
}


@pytest.mark.parametrize(("method", "event", "sentence"), EVENTS.values(), ids=EVENTS.keys())
def test_an_event_is_said_in_a_sentence(method: str, event: str, sentence: str) -> None:
    found = read_event(f"BEGIN:VCALENDAR\n{method}\nBEGIN:VEVENT\n{event}\nEND:VEVENT\nEND:VCALENDAR\n")
    assert found
    assert say_event(found) == sentence


def test_what_holds_no_event_says_nothing() -> None:
    assert read_event("BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n") is None
