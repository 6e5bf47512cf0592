"""A request for more of a licence, from the mail to the log, the coordinator and the owner."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.registers.changing import add
from mailtick.registers.seats import SEATS
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, LogEntryRow, OutgoingRow
from tests.rounds.test_equipment import KEMP, OFFICE, arrive, written
from tests.support.desks import letter, make_desk
from tests.support.lookup import proof

COLE = "Denise Cole <denise.cole@saltmarshprimary.example>"
CLICKER = "Hi Sandra, please could Amir put Clicker on laptops 3, 7 and 11 in the trolley? Two new children need it."


def asked(database: Database) -> Desk:
    desk = make_desk(database)
    arrive(desk, letter(COLE, "Clicker please", CLICKER))
    return desk


def notes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(
            session.scalars(select(LogEntryRow.text).where(LogEntryRow.event == "note", LogEntryRow.is_internal))
        )


def test_the_log_and_the_coordinator_hear_what_is_free_and_the_reporter_does_not(school: Database) -> None:
    desk = asked(school)
    answer = "LIC-13 Clicker 8: 0 free, 3 wanted, 3 to buy"
    assert answer in notes(school)
    [news] = written(desk, "team_news")
    assert answer in news
    [acknowledged] = written(desk, "acknowledgement")
    assert "LIC-13" not in acknowledged
    with school.reading() as session:
        assert session.scalars(select(IncidentRow.type)).one() == "request"


def test_the_words_of_the_mail_reach_the_owner(school: Database) -> None:
    desk = asked(school)
    [news] = written(desk, "team_news")
    words = re.findall(r"- (#also \S+|#tell [^?]+\?)", news)
    arrive(desk, letter(KEMP, "Re: [ICT-1041] Clicker please", "\n".join(words), headers=proof(KEMP)))
    with school.reading() as session:
        told = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "update")).all()
    assert {each.recipient.partition("@")[0] for each in told} == {"denise.cole", "tom.whitfield"}
    assert all("may we buy 3 more of Clicker 8?" in text for text in written(desk, "update"))


def test_seats_that_are_written_down_count_before_the_typed_number(school: Database) -> None:
    with school.writing() as session:
        add(session, SEATS, {"licence": "LIC-13", "holder": "SP-0060", "from_on": date(2026, 9, 1).isoformat()}, OFFICE)
    asked(school)
    assert "LIC-13 Clicker 8: 4 free, 3 wanted, 0 to buy" in notes(school)
