"""What somebody said on the telephone or at the door counts as their answer by mail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.incidents import log_of
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import letter, make_desk, put_in


@pytest.fixture
def desk(school: Database) -> Desk:
    made = make_desk(school)
    put_in(made, letter())
    while process(made):
        pass
    return made


def row(desk: Desk) -> IncidentRow:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow)).one()


@pytest.mark.parametrize(
    ("words", "said", "then"),
    [
        (("start", "wait Which board is it?"), "The big one.", State.IN_PROGRESS),
        (("resolve New board.",), "Works now, thanks", State.CLOSED),
        (("resolve New board.",), "It is dark again.", State.IN_PROGRESS),
        (("temp Loan projector until 24 Nov",), "The projector is broken as well.", State.IN_PROGRESS),
        (("temp Loan projector until 24 Nov",), "Thanks, that is great for now!", State.TEMPORARY_FIX),
        (("start",), "I need it on Thursday.", State.IN_PROGRESS),
    ],
)
def test_it_moves_the_incident_as_their_mail_would(desk: Desk, words: tuple[str, ...], said: str, then: State) -> None:
    for each in words:
        act(desk, "1041", *(each.split(" ", 1) if " " in each else (each, "")))
    act(desk, "1041", "reply", f"claire.brown: {said}")
    assert row(desk).state is then


def test_the_log_says_who_said_it_to_whom_and_they_may_read_it(desk: Desk) -> None:
    act(desk, "1041", "reply", "I need it on Thursday.")
    with desk.database.reading() as session:
        last = log_of(session, 1)[-1]
    assert (last.text, last.because, last.is_internal) == (
        "I need it on Thursday.",
        "Mrs Claire Brown said so to Mrs Sandra Kemp",
        False,
    )


def test_who_has_it_hears_of_it(desk: Desk) -> None:
    act(desk, "1041", "assign", "amir.shah")
    act(desk, "1041", "reply", "I need it on Thursday.")
    with desk.database.reading() as session:
        mails = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "team_news")).all()
    assert [mail.recipient.partition("@")[0] for mail in mails] == ["amir.shah"]


def test_of_several_it_is_said_who(desk: Desk) -> None:
    put_in(desk, letter(sender="Zoe Marsh <zoe.marsh@saltmarshprimary.example>", subject="board", text="Mine too."))
    while process(desk):
        pass
    act(desk, "1042", "merge", "1041")
    with pytest.raises(NotAllowed, match="say who said it: #reply NAME"):
        act(desk, "1041", "reply", "It works now, thanks")
