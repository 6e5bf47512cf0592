"""Before a visit a firm gets one sheet, by place; afterwards one mail of theirs is put where each line belongs."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.registers.changing import Author, add
from mailtick.registers.diary import DIARY
from mailtick.rounds.act import act, person_at_the_keyboard
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.proposals import decide
from mailtick.rounds.visit_sheets import send_visit_sheets
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, OutgoingRow, ProposalRow
from tests.rounds.commanding import log, run, standing, written
from tests.support.desks import MONDAY, SetClock, letter, make_desk
from tests.support.lookup import proof

FENLAND = "Dave Fen <support@fenlandict.example>"
OFFICE = Author("Mrs Sandra Kemp", "by hand", MONDAY)
TITLES = ("laptop battery flat", "screen of laptop 14 broken", "wifi drops", "printer jams", "phishing mail")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 23, 13, 59, tzinfo=UTC))


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """Fenland has 1041 to 1043 and comes on Tuesday 24th; 1044 is Anglia's kind of work, 1045 is restricted."""
    made = make_desk(school, clock=clock)
    for title in TITLES:
        run(made, letter(subject=title, text=f"{title}, please help.", sent_at=clock.now))
    for number in ("1041", "1042", "1043"):
        act(made, number, "second", "FEN please")
    act(made, "1044", "category", "printing and copying")
    act(made, "1045", "restrict", "yes")
    with school.writing() as session:
        for row in session.scalars(select(HandoverRow)):
            row.handed_at, row.state = clock.now, "sent"
        cells = {"ref": "D90", "kind": "visit", "on": "2026-11-24", "what": "Fenland 09:00-12:00", "provider": "FEN"}
        add(session, DIARY, cells, OFFICE)
    return made


def report(desk: Desk, text: str, *, is_proven: bool = True) -> None:
    """The firm answers the sheet."""
    with desk.database.reading() as session:
        raw = session.scalars(select(OutgoingRow.raw).where(OutgoingRow.template == "visit_sheet")).one()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    to, headers = "ict@saltmarshprimary.example", proof(FENLAND) if is_proven else {}
    if is_proven:
        to, headers = str(mail["Reply-To"]), {**headers, "In-Reply-To": str(mail["Message-ID"])}
    run(desk, letter(FENLAND, f"Re: {mail['Subject']}", text, to=to, headers=headers))


def confirm_all(desk: Desk) -> None:
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), "")
        for number in session.scalars(select(ProposalRow.id).where(ProposalRow.state == "open")).all():
            decide(session, desk, number, ProposalWord.CONFIRM, (), person)


def test_at_two_on_the_open_day_before_the_firm_gets_its_jobs_by_place_once(desk: Desk, clock: SetClock) -> None:
    assert send_visit_sheets(desk) == 0
    clock.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    assert send_visit_sheets(desk) == 1
    assert send_visit_sheets(desk) == 0
    [(to, subject, text)] = written(desk, "visit_sheet")
    assert to == "support@fenlandict.example"
    assert subject.startswith("Your visit on Tuesday 24 November: 3 jobs")
    assert all(f"ICT-{number}" in text for number in (1041, 1042, 1043))
    assert "ICT-1044" not in text
    assert "ICT-1045" not in text


def test_what_the_firm_covers_and_nobody_has_in_hand_stands_there_as_new_to_them(desk: Desk, clock: SetClock) -> None:
    run(desk, letter(subject="no network in the suite", text="The network is gone here.", sent_at=clock.now))
    act(desk, "1046", "category", "network and internet")
    clock.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    send_visit_sheets(desk)
    [(_, _, text)] = written(desk, "visit_sheet")
    assert "ICT-1046" in text
    assert "not with you yet" in text


def test_a_daemon_that_was_away_sends_it_on_the_morning_and_not_after(desk: Desk, clock: SetClock) -> None:
    clock.now = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert send_visit_sheets(desk) == 0
    clock.now = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert send_visit_sheets(desk) == 1


def test_one_mail_is_put_where_each_of_its_lines_belongs(desk: Desk, clock: SetClock) -> None:
    clock.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    send_visit_sheets(desk)
    clock.now = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)
    report(desk, "1041 fixed, new battery fitted\n1042 part ordered, 2 weeks\n1043 temp fix, moved the access point\n")
    for number, said in (("1041", "new battery fitted"), ("1042", "part ordered"), ("1043", "moved the access point")):
        assert [text for event, _, text in log(desk, number) if event == "mail" and said in text]
    assert standing(desk, "1041").state is State.WAITING_PROVIDER
    confirm_all(desk)
    assert standing(desk, "1041").state is State.IN_PROGRESS
    with desk.database.reading() as session:
        [done] = session.scalars(select(HandoverRow).where(HandoverRow.state == "done"))
        assert done.done_at == clock.now
    [how] = [
        text for _, _, text in written(desk, "team_news") + written(desk, "provider_news") if "works for now" in text
    ]
    assert "#temp" in how
    assert not written(desk, "transcript")


def test_lines_that_belong_nowhere_come_back_and_the_others_are_done(desk: Desk, clock: SetClock) -> None:
    clock.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    send_visit_sheets(desk)
    report(desk, "1041 fixed\n9999 fixed\n1045 fixed\n1042\n")
    [(to, _, text)] = written(desk, "transcript")
    assert to == "support@fenlandict.example"
    assert text.count("there is no such job") == 2
    assert "say what you did" in text
    confirm_all(desk)
    assert standing(desk, "1041").state is State.IN_PROGRESS


def test_not_fixed_is_not_done(desk: Desk, clock: SetClock) -> None:
    clock.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    send_visit_sheets(desk)
    report(desk, "1041 not fixed, no access to the room\n1042 still not working\n")
    with desk.database.reading() as session:
        assert not session.scalars(select(ProposalRow)).all()
    assert standing(desk, "1041").state is State.WAITING_PROVIDER
