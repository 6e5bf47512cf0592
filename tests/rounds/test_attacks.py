"""Forged mails on a real desk: held, or a comment, and the log and the answer say why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds.act import act, release
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, LogEntryRow, MailRow, MailState, OutgoingRow
from tests.support.desks import letter, make_desk, put_in

KEMP = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
SERVER = "mx.saltmarshprimary.example"


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school)
    arrive(desk, letter())
    return desk


def arrive(desk: Desk, raw: bytes) -> MailRow:
    put_in(desk, raw)
    while process(desk):
        pass
    with desk.database.reading() as session:
        return session.scalars(select(MailRow).order_by(MailRow.id.desc()).limit(1)).one()


def state(desk: Desk) -> State:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow.state).where(IncidentRow.number == 1041)).one()


def log(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(LogEntryRow.because).order_by(LogEntryRow.id)))


def sent_ids(desk: Desk, recipient: str) -> list[str]:
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id))
        return [f"<{row.message_id}>" for row in rows if row.recipient.startswith(recipient)]


def test_a_spoofed_coordinator_moves_nothing_and_hears_of_it(desk: Desk) -> None:
    act(desk, "ICT-1041", "resolve", "New cable")
    arrive(desk, letter(KEMP, "[ICT-1041] board", "#close"))
    assert state(desk) is State.RESOLVED
    assert log(desk)[-2].endswith("sender verified: no, only the From address is known")
    with desk.database.reading() as session:
        last = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id.desc()).limit(1)).one()
        assert (last.template, last.recipient) == ("transcript", "sandra.kemp@saltmarshprimary.example")
        assert b"NOT DONE" in last.raw


def test_a_mail_that_failed_dmarc_is_held_and_can_be_released(desk: Desk) -> None:
    failed = {"Authentication-Results": f"{SERVER}; dmarc=fail header.from=saltmarshprimary.example"}
    mail = arrive(desk, letter(KEMP, "wifi", "no wifi", headers=failed))
    assert (mail.state, "may be forged" in mail.held_reason) == (MailState.HELD, True)
    released = release(desk, mail.id)
    assert released.incident_id is not None
    assert released.noted == ""


def test_the_copy_of_somebody_else_gives_no_words(desk: Desk) -> None:
    theirs = sent_ids(desk, "claire.brown")[-1]
    arrive(desk, letter(KEMP, "Re: board", "#cancel it was nothing", headers={"In-Reply-To": theirs}))
    assert state(desk) is State.NEW
    own = arrive(desk, letter(KEMP, "[ICT-1041]", "#note look at it", headers={"In-Reply-To": theirs}))
    answer = sent_ids(desk, "sandra.kemp")[-1]
    assert own.state is MailState.PROCESSED
    arrive(desk, letter(KEMP, "Re: board", "#cancel it was nothing", headers={"In-Reply-To": answer}))
    assert state(desk) is State.CANCELLED
    assert any("said so; sender verified: yes, answers a mail that only they received" in each for each in log(desk))


def test_whose_address_is_noted_by_a_release_is_believed_and_commands_nothing(desk: Desk) -> None:
    sandra = "Sandra <s.kemp@personalmail.example>"
    mail = arrive(desk, letter(sandra, "phone", "from my telephone: no wifi"))
    assert mail.state is MailState.HELD
    assert release(desk, mail.id, reporter="sandra.kemp").noted == "s.kemp@personalmail.example"
    assert "s.kemp@personalmail.example is noted as an address of" in log(desk)[-1]
    again = arrive(desk, letter(sandra, "[ICT-1041] board", "#cancel it was nothing"))
    assert (again.state, state(desk)) == (MailState.PROCESSED, State.NEW)
    opened = arrive(desk, letter(sandra, "the copier is jammed", "in the hall"))
    assert (opened.state, opened.incident_id is not None) == (MailState.PROCESSED, True)
