"""A job for which a charge is likely: a rule does not send it, and of first level's the coordinator hears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.registers.changing import add
from mailtick.registers.contracts import CONTRACTS
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, IncidentRow, OutgoingRow
from tests.rounds.test_equipment import DECEMBER, OFFICE, SCHOOL, arrive, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof

NOVEMBER = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
SHAH = f"Amir Shah <amir.shah@{SCHOOL}>"
KEMP = f"Sandra Kemp <sandra.kemp@{SCHOOL}>"
BOARDS: list[dict[str, object]] = [
    {"name": "boards", "when": {"subject": "board"}, "then": {"hand_over": "BBA", "sure": True}}
]


def reported(school: Database, now: datetime, subject: str) -> Desk:
    """A desk whose rule hands boards over, and to which Mrs Brown has written."""
    desk = make_desk(school, clock=SetClock(now), rules=BOARDS)
    arrive(desk, letter(subject=subject))
    return desk


def second_contract(school: Database) -> None:
    """The firm has a contract that runs, for other things."""
    with school.writing() as session:
        cells = {"ref": "C7", "provider": "BBA", "description": "Hall sound", "start": "2026-09-01"}
        add(session, CONTRACTS, {**cells, "end": "2027-08-31"}, OFFICE)


def test_within_the_contract_the_rule_hands_over(school: Database) -> None:
    desk = reported(school, NOVEMBER, "[SP-0037] board")
    assert len(written(desk, "handover")) == 1


@pytest.mark.parametrize("subject", ["[SP-0037] board", "board"], ids=["equipment", "place"])
def test_without_cover_the_rule_only_proposes_and_the_coordinator_reads_of_the_charge(
    school: Database, subject: str
) -> None:
    second_contract(school)
    desk = reported(school, DECEMBER, subject)
    assert written(desk, "handover") == []
    [news] = written(desk, "team_news")
    assert "no cover: a charge is likely, for contract C4 ended on 30 November 2026" in news
    assert "#second BBA <why> hands it over" in news
    with school.reading() as session:
        assert session.scalars(select(HandoverRow)).all() == []
        assert session.scalars(select(IncidentRow.state)).one() == "new"


def test_where_nothing_of_the_firm_s_stands_its_other_contract_covers(school: Database) -> None:
    second_contract(school)
    desk = make_desk(school, clock=SetClock(DECEMBER), rules=BOARDS)
    arrive(desk, letter(f"Sandra Kemp <sandra.kemp@{SCHOOL}>", "board", "The board by the door flickers."))
    assert len(written(desk, "handover")) == 1


@pytest.mark.parametrize(
    ("sender", "alerted"), [(SHAH, ["sandra.kemp"]), (KEMP, [])], ids=["by first level", "by the coordinator"]
)
def test_the_coordinator_hears_of_a_job_that_first_level_hands_over_without_cover(
    school: Database, sender: str, alerted: list[str]
) -> None:
    desk = make_desk(school, clock=SetClock(DECEMBER))
    arrive(desk, letter())
    act(desk, "1041", "assign", "amir.shah")
    arrive(desk, letter(sender, "Re: [ICT-1041] board", "#asset SP-0037\n#second BBA dead", headers=proof(sender)))
    assert len(written(desk, "handover")) == 1
    with school.reading() as session:
        told = session.scalars(select(OutgoingRow.recipient).where(OutgoingRow.template == "alert")).all()
    assert [each.partition("@")[0] for each in told] == alerted
    for text in written(desk, "alert"):
        assert "Mr Amir Shah handed it over to BrightBoard AV without cover" in text
        assert "No cover: a charge is likely, for contract C4 ended on 30 November 2026" in text
