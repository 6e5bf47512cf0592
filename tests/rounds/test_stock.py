"""The stock check by mail: each room's person gets its list, answers in a line, and what they say is written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.registers import REGISTERS
from mailtick.registers.changing import find
from mailtick.registers.records import list_records
from mailtick.registers.stock import Asked
from mailtick.registers.stock_report import StockReport, stock_report
from mailtick.rounds.keeping import author
from mailtick.rounds.process import process
from mailtick.rounds.stock import begin_stock_check, chase_stock_checks
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

BY_NAME = {register.name: register for register in REGISTERS}
BROWN = "Claire Brown <claire.brown@saltmarshprimary.example>"
TODAY = MONDAY.date()
KEMP = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def start(desk: Desk, *places: str) -> list[Asked]:
    with desk.database.writing() as session:
        return begin_stock_check(session, desk, places, author(session, desk))


def mails_to(desk: Desk, sender: str, template: str = "") -> list[tuple[str, str]]:
    """Subject and text of the mails to somebody, the oldest first."""
    with desk.database.reading() as session:
        query = select(OutgoingRow).where(OutgoingRow.recipient == sender.partition("<")[2].strip(">"))
        rows = session.scalars(query.order_by(OutgoingRow.id)).all()
        return [
            (row.subject, " ".join(row.raw.decode().split()))
            for row in rows
            if not template or row.template == template
        ]


def answer(desk: Desk, text: str, sender: str = BROWN, *, is_proven: bool = True) -> str:
    """Answer the list of Mrs Brown's class, and return what the desk writes back."""
    subject = mails_to(desk, BROWN, "stock_list")[-1][0]
    put_in(desk, letter(sender, f"Re: {subject}", text, headers=proof(sender) if is_proven else {}))
    process(desk)
    return mails_to(desk, sender, "transcript")[-1][1]


def results(desk: Desk) -> dict[str, str]:
    with desk.database.reading() as session:
        return {
            str(each.values["asset"]): str(each.values["result"])
            for each in list_records(session, BY_NAME["stock_checks"])
        }


def cell(desk: Desk, register: str, key: str, column: str) -> object:
    with desk.database.reading() as session:
        return find(session, BY_NAME[register], key)[1][column]


def report(desk: Desk, on: date = TODAY) -> StockReport:
    with desk.database.reading() as session:
        return stock_report(session, on)


def test_each_room_s_person_gets_its_list_once(desk: Desk) -> None:
    asked = {str(each.place["code"]): each for each in start(desk)}
    assert asked["Y3"].person == "claire.brown@saltmarshprimary.example"
    assert asked["OFF"].person == "helen.okafor@saltmarshprimary.example"
    assert "nobody answers for it; `mailtick register set locations SUITE" in asked["SUITE"].why_not
    [(subject, text)] = mails_to(desk, BROWN)
    assert "Is everything there? Mrs Brown's class" in subject
    assert all(words in text for words in ("SP-0037", "SP-0044", "SP-0051", "all here"))
    assert [each.why_not for each in start(desk, "Y3")] == [f"asked already, {asked['Y3'].task}"]


def test_all_here_notes_everything_as_found_and_asks_no_more(desk: Desk) -> None:
    start(desk, "Y3")
    assert "noted: 3 found" in answer(desk, "All here!\n\nClaire")
    assert results(desk) == dict.fromkeys(("SP-0037", "SP-0044", "SP-0051"), "found")
    assert cell(desk, "assets", "SP-0037", "checked_on") == MONDAY.date()
    assert cell(desk, "stock_checks", "SP-0037 2026-11-16", "by") == "claire.brown@saltmarshprimary.example"
    assert [each.asked for each in report(desk).rooms if each.place == "Mrs Brown's class"] == [""]
    with desk.database.reading() as session:
        assert session.scalars(select(IncidentRow)).all() == []


def test_what_is_missing_and_what_is_extra_is_noted_and_the_keeper_hears_of_it(desk: Desk) -> None:
    start(desk, "Y3")
    answered = answer(desk, "44 missing\nextra 53 and 999\nThanks, Claire")
    assert "noted: 2 found, 1 missing, 1 elsewhere" in answered
    assert results(desk) == {"SP-0037": "found", "SP-0051": "found", "SP-0044": "missing", "SP-0053": "elsewhere"}
    assert cell(desk, "assets", "SP-0044", "checked_on") is None
    assert cell(desk, "assets", "SP-0053", "location") == "Y5"
    [(_, told)] = mails_to(desk, KEMP)
    assert "SP-0044 Laptop is missing in Mrs Brown's class" in told
    assert "SP-0053 Visualiser is in Mrs Brown's class, and the list has it in Y5" in told
    assert "999 is in Mrs Brown's class, and no tag ends so on the list" in told
    assert report(desk).lost == ("SP-0044",)


def test_what_can_be_read_is_noted_and_the_other_lines_come_back_with_what_would_be_accepted(desk: Desk) -> None:
    start(desk, "Y3")
    answered = answer(desk, "37 missing\nthe one from 2019 was moved by Col\n51 and 50 missing")
    assert "missing: SP-0037 Interactive panel" in answered
    assert "it could not be read; write `all here`, `37 missing`, `37 here` or `extra 41`" in answered
    assert "missing: SP-0051 Visualiser; 50: no tag ends so on the list of this room" in answered
    assert "write one of SP-0037, SP-0044, SP-0051" in answered
    assert results(desk) == {"SP-0037": "missing", "SP-0051": "missing"}
    assert [each.asked for each in report(desk).rooms if each.place == "Mrs Brown's class"] != [""]


def test_a_reply_with_the_lines_put_right_completes_the_room_and_keeps_what_was_noted(desk: Desk) -> None:
    start(desk, "Y3")
    answer(desk, "37 missing\nthe one from 2019 was moved by Col")
    subject = mails_to(desk, BROWN, "transcript")[-1][0]
    assert subject == "[stock T1] Your mail: done, with 1 not done"
    put_in(desk, letter(BROWN, f"Re: {subject}", "44 missing", headers=proof(BROWN)))
    process(desk)
    told = mails_to(desk, BROWN, "transcript")[-1]
    assert told[0] == "[stock T1] Your mail: done"
    assert "noted: 1 found, 2 missing" in told[1]
    assert "missing: SP-0037; write `SP-0037 here` if it is there after all" in told[1]
    assert results(desk) == {"SP-0037": "missing", "SP-0044": "missing", "SP-0051": "found"}
    assert [each.asked for each in report(desk).rooms if each.place == "Mrs Brown's class"] == [""]


def test_what_was_missing_is_there_after_all_once_it_is_said(desk: Desk) -> None:
    start(desk, "Y3")
    answer(desk, "37 missing")
    assert "noted: 3 found" in answer(desk, "SP-0037 here")
    assert results(desk)["SP-0037"] == "found"


@pytest.mark.parametrize(
    ("sender", "is_proven", "said"),
    [
        pytest.param(BROWN, False, "not done", id="a From alone"),
        pytest.param("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", True, "was asked about this room", id="another"),
    ],
)
def test_who_was_not_asked_or_proves_nothing_changes_nothing(
    desk: Desk, sender: str, is_proven: bool, said: str
) -> None:
    start(desk, "Y3")
    assert said in answer(desk, "all here", sender, is_proven=is_proven)
    assert results(desk) == {}


def test_silence_is_chased_after_a_week_and_once_a_week(desk: Desk, clock: SetClock) -> None:
    start(desk, "Y3")
    clock.move(timedelta(days=7))
    assert chase_stock_checks(desk) == 0
    clock.move(timedelta(days=1))
    assert chase_stock_checks(desk) == 1
    assert chase_stock_checks(desk) == 0
    clock.move(timedelta(days=7))
    assert chase_stock_checks(desk) == 1
    assert mails_to(desk, BROWN)[-1][0].startswith("Once more: [stock T1]")
    answer(desk, "all here")
    clock.move(timedelta(days=7))
    assert chase_stock_checks(desk) == 0


def test_the_yearly_check_is_met_by_somebody_other_than_the_keeper_alone(desk: Desk) -> None:
    start(desk, "Y3")
    answer(desk, "all here", KEMP)
    assert report(desk).seen == 0
    start(desk, "Y4")
    before = report(desk)
    assert (before.listed, before.is_met) == (60, False)


def test_the_check_is_met_once_everything_was_seen_or_is_known_to_be_missing(desk: Desk) -> None:
    with desk.database.writing() as session:
        for asset in list_records(session, BY_NAME["assets"]):
            if asset.values["location"] != "Y3":
                asset_row, _ = find(session, BY_NAME["assets"], asset.key)
                asset_row.retired_on = MONDAY.date()  # type: ignore[attr-defined]  # a record of a register is Kept
    start(desk, "Y3")
    answer(desk, "44 missing")
    assert report(desk).is_met
    assert not report(desk, MONDAY.date() + timedelta(days=366)).is_met
