"""What tells where a mail belongs, and what only looks like it."""

from __future__ import annotations

import pytest

from mailtick.mail.clues import BODY_LINES, find_clues
from mailtick.mail.message import ClueKind
from mailtick.mail.parse import parse_mail

REFERENCES = {
    "Job": ("It is Job 7741 now.", ["Job 7741"]),
    "Job no.": ("Job no. 7741", ["Job 7741"]),
    "Case": ("Your Case 12345 is open", ["Case 12345"]),
    "Ticket#": ("[Ticket#2026112410000017] board", ["Ticket 2026112410000017"]),
    "ServiceNow": ("INC0098213 received", ["INC0098213"]),
    "prefix and dash": ("HZN-2291", ["HZN-2291"]),
    "prefix and slash": ("APS/45512", ["APS/45512"]),
    "at the end of a sentence": ("It is Job 7741.", ["Job 7741"]),
    "our own": ("ICT-1041 and ict-1042", []),
    "a date": ("24/11/2026, 2026-11-24, NOV-2026, request 2026-11-09", []),
    "a year": ("in any case 2026 will be better", []),
    "money": ("£1200.00, EUR-1200, order 1200 pounds, job 1200€", []),
    "a telephone number": ("call 01632 960171 or call 07700900123, TEL-960171", []),
    "a standard": ("ISO-27001, RFC-5322, USB-300", []),
    "a file or an address": ("https://a.example/FOO-1234 and x@INC0098213.example", []),
}


def clues_of(text: str, headers: str = "Subject: x", patterns: tuple[str, ...] = ()) -> list[tuple[ClueKind, str]]:
    mail = parse_mail(f"From: a@b.example\n{headers}\n\n{text}".encode())
    return [(each.kind, each.value) for each in find_clues(mail, text, "ICT", patterns)]


def references_in(text: str, *patterns: str) -> list[str]:
    return [value for kind, value in clues_of(text, patterns=patterns) if kind is ClueKind.PROVIDER_REFERENCE]


@pytest.mark.parametrize(("text", "expected"), REFERENCES.values(), ids=REFERENCES.keys())
def test_others_references_are_found(text: str, expected: list[str]) -> None:
    assert references_in(text) == expected


def test_a_provider_s_own_pattern_finds_what_the_general_forms_do_not() -> None:
    assert references_in("your q-4471, QX-44715", "Q-####") == ["Q-4471", "QX-44715"]
    assert references_in("JOB  7741", "Job ####") == ["Job 7741"]
    assert references_in("FIS-551201", "FIS-#####") == ["FIS-551201"]


def test_our_number_counts_apart_in_the_subject_and_in_the_text() -> None:
    found = clues_of("see also ict-1042", "Subject: Re: [ICT-1041] board")
    assert found == [(ClueKind.NUMBER, "ICT-1041"), (ClueKind.BODY_NUMBER, "ICT-1042")]


def test_ids_come_newest_first() -> None:
    found = clues_of("x", "In-Reply-To: <c@x>\nReferences: <a@x> <b@x> <c@x>")
    assert found == [(ClueKind.MESSAGE_ID, each) for each in ("c@x", "b@x", "a@x")]


def test_tags_are_taken_from_every_address_it_was_sent_to() -> None:
    headers = "To: ICT <ict+one@s.example>, other@s.example\nCc: ict+two@s.example\nDelivered-To: ict+three@s.example"
    assert clues_of("x", headers) == [(ClueKind.ADDRESS_TAG, each) for each in ("one", "two", "three")]


def test_only_the_first_lines_are_read() -> None:
    assert clues_of("x\n" * BODY_LINES + "Job 7741") == []
    assert clues_of("x\n" * (BODY_LINES - 1) + "Job 7741") == [(ClueKind.PROVIDER_REFERENCE, "Job 7741")]
