"""Thirty colleagues answer all to a mail that had the desk in Cc."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mailtick.desk import Desk
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, LogEntryRow, OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

FIRST = "<lunch-rota@mail.saltmarshprimary.example>"
LLOYD = "gareth.lloyd@saltmarshprimary.example"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def written(desk: Desk) -> Counter[tuple[str, str]]:
    with desk.database.reading() as session:
        rows = session.execute(select(OutgoingRow.template, OutgoingRow.recipient))
        return Counter((template, recipient.partition("@")[0]) for template, recipient in rows)


def test_a_reply_all_storm_is_one_incident_four_mails_and_an_hour_of_quiet(desk: Desk, clock: SetClock) -> None:
    put_in(desk, letter(f"Gareth Lloyd <{LLOYD}>", "Projectors", "Whose projector is broken too?", message_id=FIRST))
    process(desk)
    for number in range(30):
        clock.move(timedelta(seconds=40))
        sender = f"Colleague {number} <colleague{number}@saltmarshprimary.example>"
        thread = {"In-Reply-To": FIRST, "References": FIRST, "Cc": LLOYD}
        put_in(
            desk,
            letter(
                sender, "Re: Projectors", f"Mine shows nothing but blue, and that is number {number}.", headers=thread
            ),
        )
    while process(desk):
        pass
    assert written(desk) == {
        ("acknowledgement", "gareth.lloyd"): 1,
        ("team_news", "sandra.kemp"): 3,
        ("more_news", "sandra.kemp"): 1,
    }
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(IncidentRow)) == 1
        texts = session.scalars(select(LogEntryRow.text).where(LogEntryRow.event == "mail")).all()
    assert texts == [f"Mine shows nothing but blue, and that is number {number}." for number in range(30)]
    clock.move(timedelta(minutes=61))
    put_in(
        desk,
        letter(
            "zoe.marsh@saltmarshprimary.example",
            "Re: Projectors",
            "Mine flickers as well since Monday.",
            headers=thread,
        ),
    )
    process(desk)
    assert written(desk)["team_news", "sandra.kemp"] == 4
