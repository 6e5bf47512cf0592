"""What says that it is a machine's is never answered, and the same vendors' mail of people is. Source: TRAPS.md A8, 38.

Each row is tried twice: as a new mail, and as an answer on an incident that is resolved.
"""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import ChangeState, Hold, NoticeKind, Notify, OpenIncident
from mailtick.incidents.incident import State
from mailtick.incidents.samples import CLAIRE_BROWN
from tests.incidents.deciding import decided, each, told
from tests.support.lookup import DESK_ADDRESS, School, our_id

ACKNOWLEDGED = (NoticeKind.ACKNOWLEDGEMENT, "claire.brown")
TEXT = "The board in my room still does not turn on, could somebody look at it please?"

MACHINES = {
    "RFC 3834, replied": "Auto-Submitted: auto-replied",
    "RFC 3834, generated": "Auto-Submitted: auto-generated",
    "RFC 3834, notified": "Auto-Submitted: auto-notified; owner-email=x@y.example",
    "RFC 3834 with a comment": "Auto-Submitted: (vacation) auto-replied (no, really)",
    "any case and blanks": "AUTO-SUBMITTED:    Auto-Replied   ",
    "two Precedence fields, the second tells": "Precedence: first-class\nPrecedence: bulk",
    "two Precedence fields, the first tells": "Precedence: auto_reply\nPrecedence: first-class",
    "Precedence: junk": "Precedence: junk",
    "Precedence: list": "Precedence: list",
    "X-Precedence": "X-Precedence: bulk",
    "Exchange, absence": "X-Auto-Response-Suppress: All\nAuto-Submitted: auto-generated\nSubject: Automatic reply: b",
    "Exchange, absence, old": "X-Auto-Response-Suppress: DR, OOF, AutoReply",
    "Exchange, all": "X-Auto-Response-Suppress: All",
    "Exchange, in small letters": "x-auto-response-suppress: all",
    "Exchange, no absences": "X-Auto-Response-Suppress: OOF",
    "Zimbra, absence": "Auto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk",
    "Gmail, absence": "Precedence: bulk\nX-Autoreply: yes",
    "Office 365, absence": "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent\nSubject: Automatic reply: b",
    "osTicket": "X-Autoreply: yes\nAuto-Submitted: auto-replied\nX-Mailer: osTicket Mailer",
    "RT": "Precedence: bulk\nAuto-Submitted: auto-replied\nX-RT-Loop-Prevention: tracker.example",
    "Znuny": "X-Loop: yes\nPrecedence: bulk\nAuto-Submitted: auto-generated",
    "Zammad": "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\nPrecedence: bulk",
    "null return path": "Return-Path: <>",
    "null return path with a blank": "Return-Path: < >",
    "List-Id": "List-Id: <staff.saltmarshprimary.example>",
    "List-Unsubscribe": "List-Unsubscribe: <https://news.example/out>",
    "List-Post": "List-Post: <mailto:staff@saltmarshprimary.example>",
    "another desk's mark": "X-Mailtick-Desk: help@otherschool.example",
    "our own mark": f"X-Mailtick-Desk: {DESK_ADDRESS}",
    "X-Loop": "X-Loop: somebody@elsewhere.example",
}

PEOPLE = {
    "no field at all": "",
    "Auto-Submitted says no": "Auto-Submitted: no",
    "Auto-Submitted says no with blanks": "Auto-Submitted:   No  ",
    "Auto-Submitted says no with a comment": "Auto-Submitted: no (a person wrote it)",
    "Auto-Submitted says no after a comment": "Auto-Submitted: (by hand) no",
    "two Precedence fields that say nothing": "Precedence: first-class\nPrecedence: special-delivery",
    "Exchange, receipts alone": "X-Auto-Response-Suppress: DR, RN, NRN",
    "Exchange, nothing suppressed": "X-Auto-Response-Suppress: None",
    "Exchange": "Thread-Topic: board\nX-MS-Has-Attach:\nX-MS-Exchange-Organization-SCL: -1",
    "Office 365": "X-MS-Exchange-MessageSentRepresentingType: 1\nX-MS-TNEF-Correlator:\nAccept-Language: en-GB",
    "Zimbra": "X-Mailer: Zimbra 8.8.15_GA_4545 (ZimbraWebClient - FF115)\nX-Originating-IP: [10.0.0.8]",
    "Gmail": "X-Gm-Message-State: AOJu0Yx\nX-Google-Smtp-Source: AGHT",
    "Outlook": "X-Mailer: Microsoft Outlook 16.0\nThread-Index: AdoW",
    "a return path of theirs": "Return-Path: <claire.brown@saltmarshprimary.example>",
    "X-Autoreply says no": "X-Autoreply: no",
    "a subject about an absence": "Subject: Who is out of office on Friday?",
}


def mail(fields: str, *, answers: str = "") -> bytes:
    """A mail of Mrs Brown's with these fields, perhaps as an answer to a mail of ours."""
    subject = "" if "Subject:" in fields else "Subject: board\n"
    thread = f"In-Reply-To: <{answers}>\n" if answers else ""
    extra = f"{fields}\n" if fields else ""
    return (
        f"{extra}From: Claire Brown <{CLAIRE_BROWN.address}>\nTo: {DESK_ADDRESS}\n{subject}{thread}"
        f"Date: Mon, 16 Nov 2026 09:00:00 +0000\nMessage-ID: <1@mail.example>\n\n{TEXT}\n"
    ).encode()


@pytest.fixture
def school() -> School:
    """ICT-1041 of Mrs Brown's is resolved."""
    school = School()
    school.add_incident(state=State.RESOLVED)
    return school


@pytest.mark.parametrize("fields", MACHINES.values(), ids=MACHINES.keys())
def test_a_machine_s_mail_is_not_answered(fields: str) -> None:
    assert "claire.brown" not in {to for _, to in told(decided(mail(fields)))}


@pytest.mark.parametrize("fields", PEOPLE.values(), ids=PEOPLE.keys())
def test_a_person_s_mail_from_the_same_programs_is_answered(fields: str) -> None:
    decision = decided(mail(fields))
    assert each(decision, OpenIncident)
    assert ACKNOWLEDGED in told(decision)


# What a person sent through a list, or with a field that only forbids an answer, is a person's all the same.
_STATE_OF_PEOPLE = ("Exchange, all", "Exchange, in small letters", "Exchange, no absences", "X-Loop")


@pytest.mark.parametrize(
    "fields",
    [fields for name, fields in MACHINES.items() if name not in _STATE_OF_PEOPLE and "old" not in name],
    ids=[name for name in MACHINES if name not in _STATE_OF_PEOPLE and "old" not in name],
)
def test_a_machine_s_answer_reopens_nothing_and_tells_nobody_who_wrote(school: School, fields: str) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    decision = decided(mail(fields, answers=ours), school)
    assert each(decision, ChangeState) == []
    assert "claire.brown" not in {to for _, to in told(decision)}


@pytest.mark.parametrize("fields", PEOPLE.values(), ids=PEOPLE.keys())
def test_a_person_s_answer_reopens_what_was_resolved(school: School, fields: str) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    decision = decided(mail(fields, answers=ours), school)
    assert [change.to for change in each(decision, ChangeState)] == [State.IN_PROGRESS]
    assert each(decision, Hold) == []


@pytest.mark.parametrize("fields", MACHINES.values(), ids=MACHINES.keys())
def test_whatever_machine_writes_nothing_automatic_goes_back_to_it(school: School, fields: str) -> None:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    for raw in (mail(fields), mail(fields, answers=ours)):
        back = [action for action in each(decided(raw, school), Notify) if CLAIRE_BROWN in action.to]
        assert back == []
