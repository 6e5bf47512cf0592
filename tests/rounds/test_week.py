"""A week of mails, as the rounds file them, becomes the facts of its summary."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailtick.desk import Desk
from mailtick.reports.facts import WeekFacts
from mailtick.reports.mail_balance import balance
from mailtick.reports.week import Week
from mailtick.reports.weekly import WeeklySummary, summarise_week
from mailtick.rounds.act import act, drop
from mailtick.rounds.process import process
from mailtick.rounds.week import gather_week
from mailtick.store.database import Database
from tests.support.desks import SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

WEEK = Week(date(2026, 11, 16), ZoneInfo("Europe/London"))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 16, 9, 0, tzinfo=UTC))


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def take_in(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def facts_of(desk: Desk) -> WeekFacts:
    with desk.database.reading() as session:
        return gather_week(session, WEEK, "ICT")


def parts_of(desk: Desk) -> dict[str, int]:
    return {part.value: count for part, count in balance(facts_of(desk).mails).items() if count}


def summary_of(desk: Desk) -> WeeklySummary:
    return summarise_week(facts_of(desk))


def test_a_week_of_mails_balances(desk: Desk) -> None:
    take_in(
        desk,
        letter(subject="board", text="My board is black", message_id="<board@x.example>"),
        letter("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "Internet", "The internet is down everywhere"),
    )
    take_in(
        desk,
        letter(subject="Re: [ICT-1041] board", text="It is on again, thank you, but it flickers"),
        letter("Ben Hargreaves <ben.hargreaves@saltmarshprimary.example>", "internet", "No internet here either"),
        letter("Amir Shah <amir.shah@saltmarshprimary.example>", "Re: [ICT-1041] board", "#start"),
        letter(subject="Automatic reply: x", text="I am away", headers={"Auto-Submitted": "auto-replied"}),
        letter(
            "Deals <offers@deals.example>", "50% off", "Buy!", headers={"List-Unsubscribe": "<https://deals.example>"}
        ),
        letter("Kayleigh <kayleigh.morris@uni.example>", "login", "Hi, I need a login"),
    )
    put_in(desk, letter(subject="not processed yet"))
    assert parts_of(desk) == {
        "incidents": 2,
        "added": 1,
        "joined": 1,
        "commands": 1,
        "automatic": 1,
        "spam": 1,
        "held": 1,
        "waiting": 1,
    }


def test_a_held_mail_that_is_dropped_is_no_longer_held(desk: Desk) -> None:
    take_in(desk, letter("Kayleigh <kayleigh.morris@uni.example>", "login", "Hi, I need a login"))
    held = summary_of(desk)
    assert held.sections[0].lines[0].startswith("1 mail is held, the oldest since Monday 16 November. Mrs Sandra Kemp:")
    drop(desk, 1, "not one of ours")
    assert parts_of(desk) == {"spam": 1}
    assert summary_of(desk).sections[0].lines == ("Nothing needs anybody.",)


def test_what_is_resolved_after_the_week_was_open_at_its_end(desk: Desk, clock: SetClock) -> None:
    take_in(
        desk, letter(subject="board"), letter("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "printer", "Jammed")
    )
    act(desk, "ICT-1041", "resolve", "A new cable")
    clock.move(timedelta(days=7))
    act(desk, "ICT-1042", "resolve", "Paper taken out")
    summary = summary_of(desk)
    assert summary.figures["A2"]["incidents"] == [1041, 1042]
    assert summary.figures["A5"]["incidents"] == [1041]
    assert summary.figures["A8"]["incidents"] == [1042]
    assert [each.state_words for each in summary.open_incidents] == ["new"]


def test_the_next_week_begins_with_what_was_open(desk: Desk, clock: SetClock) -> None:
    take_in(desk, letter(subject="board"))
    clock.move(timedelta(days=7))
    take_in(desk, letter("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "printer", "Jammed"))
    with desk.database.reading() as session:
        summary = summarise_week(gather_week(session, Week.of(clock(), WEEK.zone), "ICT"))
    assert (summary.figures["A1"]["incidents"], summary.figures["A2"]["incidents"]) == ([1041], [1042])


def test_a_security_matter_is_counted_and_not_named(desk: Desk) -> None:
    take_in(desk, letter(subject="I clicked on a phishing link"))
    act(desk, "ICT-1041", "category", "Security")
    summary = summary_of(desk)
    assert summary.open_incidents[0].title == "Security"
    assert "phishing" not in repr(summary)


def test_the_registers_say_what_is_coming(desk: Desk) -> None:
    assert [(each.on.day, each.what) for each in facts_of(desk).coming] == [
        (24, "Fenland fortnightly visit 09:00-12:00"),
        (25, "Termly test restore from backup NAS"),
        (30, "contract C4 with BrightBoard AV ends (Panel warranty cover, 8 panels and hall projector)"),
        (4, "PAT testing: hall and classrooms"),
    ]
