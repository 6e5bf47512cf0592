"""Where mails end up in a real desk: threads that began elsewhere, and a firm with two jobs."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.mail.parse import parse_mail
from mailtick.rounds.act import act, release
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, IncidentRow, MailRow, OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in

BROWN = "Claire Brown <claire.brown@saltmarshprimary.example>"
MARSH = "Zoe Marsh <zoe.marsh@saltmarshprimary.example>"
KEV = "Kev <kev@brightboard.example>"


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school)


def filed(desk: Desk, *raws: bytes) -> list[int | None]:
    """The numbers of the incidents on which mails end up, one after the other; None: on none."""
    put_in(desk, *raws)
    while process(desk):
        pass
    with desk.database.reading() as session:
        rows = list(session.scalars(select(MailRow).order_by(MailRow.id)))[-len(raws) :]
        numbers = {row.id: row.number for row in session.scalars(select(IncidentRow))}
        return [numbers[row.incident_id] if row.incident_id else None for row in rows]


def test_answers_to_a_mail_that_never_came_to_the_desk_are_filed_together(desk: Desk) -> None:
    staff_mail = {"In-Reply-To": "<assembly@mail.saltmarshprimary.example>"}
    first = letter(BROWN, "Re: assembly", "No sound in the hall, ICT can you help?", headers=staff_mail)
    second = letter(MARSH, "Re: assembly", "The speakers crackle as well", headers=staff_mail)
    assert filed(desk, first, second) == [1041, 1041]


def test_an_answer_to_the_requester_s_own_mail_is_filed_with_it(desk: Desk) -> None:
    first = letter(BROWN, message_id="<first@mail.saltmarshprimary.example>")
    answer = letter(MARSH, "Re: board", "Mine too", headers={"References": "<first@mail.saltmarshprimary.example>"})
    assert filed(desk, first, answer) == [1041, 1041]


def test_a_firm_with_two_jobs_names_the_serial_number_of_one(desk: Desk) -> None:
    filed(desk, letter(BROWN), letter(MARSH, "projector", "The projector in my room hums"))
    for number in ("1041", "1042"):
        act(desk, number, "second", "BBA please look")
    text = "We've raised Job 7741 for serial AP9-2111-0213."
    assert filed(desk, letter(KEV, "Your call", "We've raised a job."), letter(KEV, "Your call", text)) == [None, 1041]
    with desk.database.reading() as session:
        references = session.scalars(select(HandoverRow.job_reference).order_by(HandoverRow.id))
        assert list(references) == ["Job 7741", ""]


def test_the_decision_keeps_what_was_not_believed(desk: Desk) -> None:
    filed(desk, letter(BROWN))
    filed(desk, letter("Mo <mo@personalmail.example>", "[ICT-1041] board"))
    with desk.database.reading() as session:
        decision = session.scalars(select(MailRow.decision).order_by(MailRow.id.desc())).first()
        assert json.loads(decision or "")["doubts"] == [
            "it names ICT-1041, but mo@personalmail.example takes no part in it"
        ]


def test_what_may_be_a_new_matter_waits_and_becomes_one_that_names_both_numbers(desk: Desk) -> None:
    filed(desk, letter(BROWN))
    act(desk, "1041", "resolve", "New cable")
    act(desk, "1041", "close", "")
    clock(desk).move(timedelta(days=3))
    answer = letter(BROWN, "Projector hums", "It hums whenever I show a film.", headers=cites(desk, "resolved"))
    assert filed(desk, answer) == [None]
    assert outbox(desk)[-1] == ("received", "We have your mail")
    with desk.database.reading() as session:
        mail_id = session.scalars(select(MailRow.id).order_by(MailRow.id.desc())).first()
    release(desk, mail_id or 0, related="ICT-1041")
    with desk.database.reading() as session:
        new = session.scalars(select(IncidentRow).where(IncidentRow.number == 1042)).one()
        raw = session.scalars(select(OutgoingRow.raw).order_by(OutgoingRow.id.desc())).first()
    assert new.related_to_id == 1
    assert "Its number is ICT-1042. It follows ICT-1041, which was closed." in " ".join(
        parse_mail(raw or b"").body_text.split()
    )


def affected(desk: Desk, number: int) -> set[str]:
    with desk.database.reading() as session:
        incident = StoreLookup(session, "ICT").incident_numbered(number)
        return {person.address.partition("@")[0] for person in incident.affected} if incident else set()


def test_what_is_merged_goes_on_there_and_can_be_taken_apart_again(desk: Desk) -> None:
    filed(desk, letter(BROWN), letter(MARSH, "projector", "The projector in my room hums"))
    act(desk, "1042", "start", "")
    act(desk, "1042", "merge", "1041")
    assert affected(desk, 1041) == {"claire.brown", "zoe.marsh"}
    assert outbox(desk)[-1] == ("known_fault", "[ICT-1041] We know about it: Board in my room won't turn on again")
    answer = letter(MARSH, "Re: [ICT-1042] projector", "It still hums")
    assert filed(desk, answer) == [1041]
    unmerged = act(desk, "1041", "unmerge", "1042")
    assert affected(desk, 1041) == {"claire.brown"}
    assert unmerged.state is State.NEW
    with desk.database.reading() as session:
        source = StoreLookup(session, "ICT").incident_numbered(1042)
    assert source
    assert source.state is State.IN_PROGRESS
    assert filed(desk, letter(MARSH, "Re: [ICT-1042] projector", "And it hums on")) == [1042]


def test_the_earlier_moment_counts_for_what_is_merged(desk: Desk) -> None:
    filed(desk, letter(BROWN))
    clock(desk).move(timedelta(hours=2))
    filed(desk, letter(MARSH, "projector", "The projector in my room hums"))
    merged = act(desk, "1041", "merge", "1042")
    with desk.database.reading() as session:
        target = StoreLookup(session, "ICT").incident_numbered(1042)
    assert target
    assert target.received_at == merged.received_at
    after = act(desk, "1042", "unmerge", "1041")
    assert after.received_at == merged.received_at + timedelta(hours=2)


def test_a_report_that_joined_by_mistake_becomes_a_matter_of_its_own(desk: Desk) -> None:
    wifi = letter(MARSH, "wifi", "no wifi in Elder, but only on my old machine")
    assert filed(desk, letter(BROWN, "wifi", "wifi down again"), wifi) == [1041, 1041]
    act(desk, "1041", "separate", "zoe.marsh")
    assert affected(desk, 1041) == {"claire.brown"}
    while process(desk):
        pass
    assert affected(desk, 1042) == {"zoe.marsh"}
    assert outbox(desk)[-1][0] == "acknowledgement"


def test_whoever_came_by_a_merge_is_taken_out_with_what_they_came_with(desk: Desk) -> None:
    filed(desk, letter(BROWN), letter(MARSH, "projector", "The projector in my room hums"))
    act(desk, "1042", "merge", "1041")
    with pytest.raises(NotAllowed) as refusal:
        act(desk, "1041", "separate", "zoe.marsh")
    assert str(refusal.value) == (
        "Ms Zoe Marsh came with ICT-1042, which was merged into ICT-1041; #unmerge ICT-1042 takes that out again"
    )
    act(desk, "1041", "unmerge", "ICT-1042")
    assert affected(desk, 1041) == {"claire.brown"}


def clock(desk: Desk) -> SetClock:
    assert isinstance(desk.clock, SetClock)
    return desk.clock


def outbox(desk: Desk) -> list[tuple[str, str]]:
    """(template, subject) of all mails written, in their order."""
    with desk.database.reading() as session:
        rows = session.execute(select(OutgoingRow.template, OutgoingRow.subject).order_by(OutgoingRow.id))
        return [(row.template, row.subject) for row in rows]


def cites(desk: Desk, template: str) -> dict[str, str]:
    """In-Reply-To for the newest mail of a template."""
    with desk.database.reading() as session:
        query = select(OutgoingRow.message_id).where(OutgoingRow.template == template)
        return {"In-Reply-To": f"<{list(session.scalars(query))[-1]}>"}
