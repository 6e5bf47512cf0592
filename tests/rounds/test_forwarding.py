"""A mail that the team passes on, through a desk: whose it is, what each is written, and how it is put right."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident
from mailtick.rounds.act import act, find_incident
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.incidents import log_of
from mailtick.store.tables import OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

SCHOOL = "saltmarshprimary.example"
KEMP = f"Sandra Kemp <sandra.kemp@{SCHOOL}>"


def forward(author: str) -> bytes:
    text = (
        f"For you\n\n---------- Forwarded message ---------\nFrom: {author}\nDate: Mon, 16 Nov 2026 at 07:48\n"
        f"Subject: projector\nTo: {KEMP}\n\nThe projector in Rowan hums."
    )
    return letter(KEMP, "Fwd: projector", text, headers=proof(KEMP))


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school, clock=SetClock())


def run(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def written(desk: Desk) -> list[tuple[str, str, EmailMessage]]:
    """(template, to whom, mail) of all that was written."""
    with desk.database.reading() as session:
        return [
            (
                row.template,
                row.recipient.partition("@")[0],
                email.message_from_bytes(row.raw, policy=email.policy.default),
            )
            for row in session.scalars(select(OutgoingRow).order_by(OutgoingRow.id))
        ]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def standing(desk: Desk) -> Incident:
    with desk.database.reading() as session:
        return find_incident(StoreLookup(session, "ICT"), "1041")


def test_the_writer_is_told_by_whom_it_was_logged_and_whoever_passed_it_on_gets_the_number(desk: Desk) -> None:
    run(desk, forward(f"Gareth Lloyd <gareth.lloyd@{SCHOOL}>"))
    assert standing(desk).reporter.address == f"gareth.lloyd@{SCHOOL}"
    (first, to, mail), (second, back, answer) = written(desk)
    assert (first, to, second, back) == ("acknowledgement", "gareth.lloyd", "transcript", "sandra.kemp")
    assert "Your report is with us, logged for you by Mrs Sandra Kemp. Its number is ICT-1041." in text_of(mail)
    assert "ICT-1041" in str(answer["Subject"])
    assert "logged for Mr Gareth Lloyd" in text_of(answer)


def test_a_question_is_answered_with_a_word_that_moves_the_matter_and_the_acknowledgement(desk: Desk) -> None:
    run(desk, forward("Joe <joe@elsewhere.example>"))
    assert standing(desk).reporter.address == f"sandra.kemp@{SCHOOL}"
    question = written(desk)[-1][2]
    assert str(question["Subject"]).startswith("[ICT-1041] Your mail: one question")
    assert "joe@elsewhere.example is not known here. Whose is it?" in text_of(question)
    headers = {"In-Reply-To": str(question["Message-ID"])}
    run(desk, letter(KEMP, "Re: one question", "#for Mr Lloyd", headers=headers))
    incident = standing(desk)
    assert [person.address for person in incident.affected] == [f"gareth.lloyd@{SCHOOL}"]
    template, to, mail = written(desk)[-2]
    assert (template, to) == ("acknowledgement", "gareth.lloyd")
    assert "logged for you by Mrs Sandra Kemp" in text_of(mail)
    with desk.database.reading() as session:
        (change,) = [entry for entry in log_of(session, incident.id) if entry.field == "reporter"]
        assert (change.old, change.new, change.who) == ("Mrs Sandra Kemp", "Mr Gareth Lloyd", "Sandra Kemp")


def test_whoever_took_part_and_gets_the_matter_is_no_participant_any_more(desk: Desk) -> None:
    run(desk, letter(headers={"Cc": f"gareth.lloyd@{SCHOOL}, zoe.marsh@{SCHOOL}"}))
    run(desk, letter(KEMP, "[ICT-1041]", "#for gareth.lloyd", headers=proof(KEMP)))
    incident = standing(desk)
    assert incident.reporter.address == f"gareth.lloyd@{SCHOOL}"
    assert [one.address for one in incident.participants] == [f"zoe.marsh@{SCHOOL}"]


def test_a_name_alone_is_found_in_the_list_of_people(desk: Desk) -> None:
    run(desk, forward("Lloyd, Gareth"))
    assert standing(desk).reporter.address == f"gareth.lloyd@{SCHOOL}"


def test_what_was_told_on_the_phone_says_by_whom_it_was_logged(desk: Desk) -> None:
    text = "#for priya.nair\n#place Y1\nPriya rang at 1pm: iPad trolley only charging 6 of the 15."
    run(desk, letter(KEMP, "phone", text, headers=proof(KEMP)))
    (template, to, mail), (_, back, _) = written(desk)
    assert (template, to, back) == ("acknowledgement", "priya.nair", "sandra.kemp")
    assert "logged for you by Mrs Sandra Kemp" in text_of(mail)


def test_the_bait_that_a_requester_forwards_is_theirs_and_the_forger_gets_nothing(desk: Desk) -> None:
    text = (
        "Is this real? I clicked it and put my password in :(\n\n---- Forwarded message ----\n"
        "From: IT Support <it-helpdesk@offlce365-login.example>\nSubject: URGENT Your password expires today\n"
        "Date: Mon, 16 Nov 2026 at 11:02\n\nKeep my password: http://offlce365-login.example/k?u=katie"
    )
    run(desk, letter(f"Katie Byrne <katie.byrne@{SCHOOL}>", "FW: URGENT Your Office 365 password expires today", text))
    assert standing(desk).reporter.address == f"katie.byrne@{SCHOOL}"
    assert [to for _, to, _ in written(desk)] == ["katie.byrne"]


def test_a_firm_s_mail_that_the_coordinator_passes_on_lands_on_its_job_and_stays_in_the_team(desk: Desk) -> None:
    run(desk, letter())
    act(desk, "1041", "second", "BBA panel is dead")
    run(desk, letter("jobs@brightboard.example", "Re: ICT-1041", "We have raised Job 7741 for ICT-1041."))
    text = (
        "---------- Forwarded message ---------\nFrom: Kev <kev@brightboard.example>\nDate: Mon, 16 Nov 2026 at 07:48\n"
        f"Subject: Job 7741\nTo: {KEMP}\n\nThe engineer comes on Tuesday. Call-out 90 pounds."
    )
    text = f"Please see below\n\n{text}"
    before = len(written(desk))
    run(desk, letter(KEMP, "Fwd: Job 7741", text, headers=proof(KEMP)))
    with desk.database.reading() as session:
        (entry,) = [each for each in log_of(session, standing(desk).id) if "passed on by" in each.because]
    assert entry.is_internal
    assert "The engineer comes on Tuesday." in entry.text
    assert [(template, to) for template, to, _ in written(desk)[before:]] == [("transcript", "sandra.kemp")]
    act(desk, "1041", "release", "")
    told = [mail for template, to, mail in written(desk) if (template, to) == ("update", "claire.brown")]
    assert "BrightBoard AV writes: The engineer comes on Tuesday. Call-out 90 pounds." in text_of(told[-1])
    assert "Please see below" not in text_of(told[-1])


def test_the_answer_of_a_firm_from_where_the_job_was_sent_this_once_can_be_released(desk: Desk) -> None:
    run(desk, letter())
    act(desk, "1041", "second", "BBA to kev@elsewhere.example: panel is dead")
    job = next(mail for template, _, mail in written(desk) if template == "handover")
    answer = {"In-Reply-To": str(job["Message-ID"])}
    run(desk, letter("Kev <kev@elsewhere.example>", "Re: job", "We come on Tuesday.", headers=answer))
    act(desk, "1041", "release", "")
    assert "BrightBoard AV writes: We come on Tuesday." in text_of(written(desk)[-1][2])
