"""A mail that came back: its delivery and address are marked, the coordinator is told, and nothing loops."""

from __future__ import annotations

import email

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.rounds.tell_held import tell_held
from mailtick.store.database import Database
from mailtick.store.outbox import stops_that_hold
from mailtick.store.tables import DeliveryRow, DeliveryState, MailRow, MailState, OutgoingRow
from tests.support.desks import DESK_ADDRESS, SetClock, letter, make_desk, put_in
from tests.support.reports import bounce

pytestmark = pytest.mark.both_databases

DOMAIN = "saltmarshprimary.example"


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school, clock=SetClock())


def written(desk: Desk) -> list[OutgoingRow]:
    with desk.database.reading() as session:
        rows = list(session.scalars(select(OutgoingRow).order_by(OutgoingRow.id)))
        assert all(row.raw for row in rows)
        return rows


def stopped(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [stop.address.partition("@")[0] for stop in stops_that_hold(session, desk.clock())]


def comes_back(desk: Desk, row: OutgoingRow, status: str = "5.1.1", words: str = "user unknown") -> None:
    """The mail is refused by its recipient's server after ours took it; the report goes to the envelope's sender."""
    put_in(
        desk, bounce(row.message_id, row.envelope_from, row.recipient, status, words, f"Returned {len(written(desk))}")
    )
    process(desk)


def test_the_coordinator_is_told_which_mail_to_whom_why_and_what_to_do(desk: Desk) -> None:
    put_in(desk, letter())
    process(desk)
    (acknowledgement,) = written(desk)
    comes_back(desk, acknowledgement)
    assert stopped(desk) == ["claire.brown"]
    with desk.database.reading() as session:
        assert session.scalars(select(DeliveryRow.state)).first() is DeliveryState.BOUNCED
    told = written(desk)[1:]
    assert [row.recipient for row in told] == [f"sandra.kemp@{DOMAIN}"]
    text = email.message_from_bytes(told[0].raw).as_string()
    for words in (
        "did not arrive",
        f"claire.brown@{DOMAIN}",
        "[ICT-1041] We have it",
        "Correct the address and send",
    ):
        assert words in text.replace("\n", " ")
    # Saying it twice tells nobody twice.
    comes_back(desk, acknowledgement)
    assert len(written(desk)) == 2
    # Her next mail is filed and not answered.
    put_in(desk, letter(subject="printer", text="The toner is out"))
    process(desk)
    assert len(written(desk)) == 2


def test_the_answer_to_a_lost_job_sends_it_again_to_the_right_address(desk: Desk) -> None:
    put_in(desk, letter())
    process(desk)
    act(desk, "1041", "second", "BBA to job@brightboard.example: panel is dead")
    comes_back(desk, written(desk)[-1])
    told = written(desk)[-1]
    assert told.subject == "[ICT-1041] A mail to job@brightboard.example did not arrive"
    assert "#second BBA to RIGHT-ADDRESS:" in email.message_from_bytes(told.raw).as_string()
    words = "#second BBA to jobs@brightboard.example: panel is dead"
    put_in(desk, letter(told.recipient, f"Re: {told.subject}", words, headers={"In-Reply-To": f"<{told.message_id}>"}))
    process(desk)
    assert [row.recipient for row in written(desk)[-2:]] == ["jobs@brightboard.example", told.recipient]


def test_where_the_coordinator_s_own_mails_come_back_others_hear_of_it_and_it_ends(desk: Desk) -> None:
    put_in(desk, letter("its Mo <mo.rahman77@personalmail.example>", "its Mo", "Hall speakers no sound at all"))
    process(desk)
    tell_held(desk)
    seen = 0
    while len(rows := written(desk)) > seen:
        row, seen = rows[seen], seen + 1
        comes_back(desk, row)
    assert [(row.template, row.recipient.partition("@")[0]) for row in rows] == [
        ("held_list", "sandra.kemp"),
        ("undelivered", "leah.dunn"),
    ]
    assert sorted(stopped(desk)) == ["leah.dunn", "sandra.kemp"]


def test_full_mailboxes_of_the_whole_team_do_not_loop(desk: Desk) -> None:
    """A full mailbox silences nobody, so that each report could bring the next."""
    put_in(desk, letter("its Mo <mo.rahman77@personalmail.example>", "its Mo", "Hall speakers no sound at all"))
    process(desk)
    tell_held(desk)
    seen = 0
    while len(rows := written(desk)) > seen:
        row, seen = rows[seen], seen + 1
        comes_back(desk, row, "5.2.2", "mailbox full")
        assert seen < 10
    assert len(rows) == 2
    assert stopped(desk) == []


def test_a_forged_bounce_silences_nobody_and_reaches_a_person(desk: Desk) -> None:
    put_in(desk, letter(), letter(f"zoe.marsh@{DOMAIN}", "sound", "No sound in the hall."))
    process(desk)
    hers, zoes = written(desk)
    put_in(desk, bounce(zoes.message_id, DESK_ADDRESS, hers.recipient))
    process(desk)
    assert stopped(desk) == []
    with desk.database.reading() as session:
        assert set(session.scalars(select(DeliveryRow.state))) == {DeliveryState.WAITING}
        assert session.scalars(select(MailRow.state).order_by(MailRow.id.desc())).first() is MailState.HELD
    assert tell_held(desk) == 1


def test_our_automatic_mails_say_what_they_are_and_come_back_to_us(desk: Desk) -> None:
    """RFC 3834 sections 3 and 5."""
    put_in(desk, letter(message_id="<first@mail.saltmarshprimary.example>"))
    process(desk)
    (row,) = written(desk)
    mail = email.message_from_bytes(row.raw)
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["In-Reply-To"] == "<first@mail.saltmarshprimary.example>"
    assert "<first@mail.saltmarshprimary.example>" in mail["References"]
    assert mail["Precedence"] is None
    assert row.envelope_from == f"ict+1041.{row.token}@{DOMAIN}"
