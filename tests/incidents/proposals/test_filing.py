"""Which mails bring a paper for a record, and which are a matter as ever."""

from __future__ import annotations

from dataclasses import replace
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from mailtick.incidents.actions import Decision, NoticeKind, OpenIncident
from mailtick.incidents.proposals.acts import FilePaper
from tests.incidents.deciding import KEMP, decided, each, told
from tests.incidents.proposals.kept import REGISTERS, school
from tests.support.lookup import MONDAY, proof

RECORDS = (("contracts", "C2"), ("licences", "LIC-05"), ("assets", "SP-0037"), ("locations", "Y2"))


def sent(subject: str, text: str = "For the file. Sandra", name: str = "paper.pdf", sender: str = KEMP) -> Decision:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "ict@saltmarshprimary.example", subject
    mail["Date"], mail["Message-ID"] = format_datetime(MONDAY), "<paper@saltmarshprimary.example>"
    for header, value in proof(sender).items():
        mail[header] = value
    mail.set_content(text)
    kind = "image/jpeg" if name.endswith(".jpg") else "application/pdf"
    if name:
        mail.add_attachment(b"%PDF-1.4 paper", *kind.split("/"), filename=name)
    return decided(mail.as_bytes(), school(replace(REGISTERS, records=RECORDS)))


@pytest.mark.parametrize(
    ("subject", "register", "key"),
    [
        ("C2", "contracts", "C2"),
        ("Signed contract c2", "contracts", "C2"),
        ("LIC-05 certificate", "licences", "LIC-05"),
        ("Warranty for SP-0037", "assets", "SP-0037"),
    ],
)
def test_a_paper_is_filed_on_the_record_of_the_subject_and_said_back(subject: str, register: str, key: str) -> None:
    decision = sent(subject)
    (filed,) = each(decision, FilePaper)
    assert (filed.register, filed.key, filed.names) == (register, key, ("paper.pdf",))
    assert told(decision) == [(NoticeKind.TRANSCRIPT, "sandra.kemp")]
    assert not each(decision, OpenIncident)


@pytest.mark.parametrize(
    ("subject", "text", "name"),
    [
        ("SP-0037 broken", "see attached", "paper.pdf"),
        ("SP-0037", "It won't turn on", "paper.pdf"),
        ("SP-0037", "This is what it looks like", "photo.jpg"),
        ("C2", "For the file", ""),
        ("C2 and LIC-05", "For the file", "paper.pdf"),
        ("C2", "Can you cancel this?", "paper.pdf"),
        ("Y2", "For the file", "paper.pdf"),
        ("C22", "For the file", "paper.pdf"),
        ("contract", "For C2", "paper.pdf"),
    ],
)
def test_a_fault_a_question_or_no_plain_record_is_a_matter_as_ever(subject: str, text: str, name: str) -> None:
    decision = sent(subject, text, name)
    assert not each(decision, FilePaper)
    assert each(decision, OpenIncident)


def test_a_stranger_files_nothing() -> None:
    assert not each(sent("C2", sender="Mo <mo.rahman77@personalmail.example>"), FilePaper)
