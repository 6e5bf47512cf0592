"""The reference that another ticket system gives."""

from __future__ import annotations

import pytest

from mailtick.mail.job_reference import find_job_reference
from mailtick.mail.parse import parse_mail

FORMS = {
    "RT-Ticket: example.com #123": "example.com #123",
    "X-OTRS-TicketNumber: 2026111610000012": "2026111610000012",
    "X-Freshdesk-Ticket-Id: 512": "512",
    "X-Redmine-Issue-Id: 88": "88",
    "X-GitLab-Issue-IID: 9": "9",
    "Subject: Re: [example.com #123] Printer": "example.com #123",
    "Subject: [Ticket#2026111610000012] Printer": "Ticket 2026111610000012",
    "Subject: [#1234] Printer": "#1234",
    "Subject: Case 00123456: Printer": "Case 00123456",
    "Subject: Printer [ ref:00D20abc.50020xyz:ref ]": "ref:00D20abc.50020xyz:ref",
    "Subject: INC0012345 opened": "INC0012345",
    "Subject: RITM0012345 opened": "RITM0012345",
    "Subject: [ABC-123] Printer": "ABC-123",
    "Subject: [Jira] (ABC-123) Printer": "ABC-123",
    "Subject: Printer {ID-1}": "ID-1",
    "Subject: Printer ##RE-1234##": "RE-1234",
    "Subject: Printer ##1234##": "1234",
    "Subject: SR123456": "SR123456",
    "Subject: [Request ID: 12345] Printer": "Request 12345",
    "Subject: Ticket ID: 1234": "Ticket 1234",
    "Subject: (Ticket: 1234) Printer": "Ticket 1234",
    "Subject: Case #1234": "Case 1234",
    "Subject: Ihre Anfrage 1234": "Anfrage 1234",
    "Subject: Vorgang 1234": "Vorgang 1234",
    "Subject: Dossier n\u00b0 1234": "Dossier 1234",
    "Subject: Caso 1234": "Caso 1234",
    "Subject: Printer on 2026-11-16": "",
    "Subject: call 01632960171": "",
    "Subject: Room 1204": "",
    "Subject: #1 priority": "",
    "Subject: [ISO-9001] audit": "",
    "Subject: order 2026 books": "",
}


@pytest.mark.parametrize(("field", "expected"), FORMS.items(), ids=FORMS.keys())
def test_the_reference_of_another_system_is_found(field: str, expected: str) -> None:
    assert find_job_reference(parse_mail(f"{field}\n\ntext".encode())) == expected
