"""What is new, put in order by reply: a numbered list with what is proposed, and lines such as "1 y"."""

from __future__ import annotations

import email
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.registers.changing import Author, NotKept, change
from mailtick.registers.people import PEOPLE
from mailtick.rounds.act import act
from mailtick.rounds.list_triage import list_triage
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, LogEntryRow, OutgoingRow
from mailtick.store.triage import last_look
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

SCHOOL = "saltmarshprimary.example"
KEMP = f"Sandra Kemp <sandra.kemp@{SCHOOL}>"
OFFICE = Author("Mrs Sandra Kemp", "by hand", MONDAY)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock)


def wants(desk: Desk, at: str, who: str = f"sandra.kemp@{SCHOOL}") -> None:
    with desk.database.writing() as session:
        change(session, PEOPLE, who, {"triage_at": at}, OFFICE)


def report(desk: Desk, *subjects: str) -> None:
    for subject in subjects:
        put_in(desk, letter(f"Claire Brown <claire.brown@{SCHOOL}>", subject, f"I write about this: {subject}."))
    while process(desk):
        pass


def mails_to(desk: Desk, template: str, local: str = "sandra.kemp") -> list[EmailMessage]:
    with desk.database.reading() as session:
        query = select(OutgoingRow).where(OutgoingRow.template == template, OutgoingRow.recipient.startswith(local))
        rows = session.scalars(query.order_by(OutgoingRow.id)).all()
        return [email.message_from_bytes(row.raw, policy=default) for row in rows]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def list_of(desk: Desk) -> EmailMessage:
    wants(desk, "at once")
    list_triage(desk)
    return mails_to(desk, "triage_list")[-1]


def reply(desk: Desk, to: EmailMessage, text: str, sender: str = KEMP) -> str:
    headers = {"In-Reply-To": str(to["Message-ID"]), **proof(sender)}
    put_in(desk, letter(sender, f"Re: {to['Subject']}", text, headers=headers))
    while process(desk):
        pass
    return text_of(mails_to(desk, "transcript", sender.partition("<")[2].partition("@")[0])[-1])


def incident(desk: Desk, number: int) -> IncidentRow:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow).where(IncidentRow.number == number)).one()


def test_the_list_says_of_each_what_is_proposed_and_why(desk: Desk) -> None:
    report(desk, "The tablet is stuck")
    said = text_of(list_of(desk))
    assert "No. 1: ICT-1041 The tablet is stuck" in said
    assert "From Mrs Claire Brown, Mon 16 Nov" in said
    assert "| I write about this: The tablet is stuck." in said
    assert "Proposed Mr Amir Shah (first level)" in said


def test_the_lines_are_the_words_on_incidents_and_come_back_in_one_mail(desk: Desk) -> None:
    report(desk, "The tablet is stuck", "The hoover is loud", "The tablets are stuck")
    said = reply(
        desk,
        list_of(desk),
        "1 place Y1\n1 priority 2 because exams\n1 y\n2 not ict please ask Mr Webb\n3. Ask: Which room is it?",
    )
    assert "done 1 y ICT-1041: given to Mr Amir Shah" in said
    first = incident(desk, 1041)
    assert (first.place, first.priority.value, first.state) == ("Miss Nair's class", "P2", State.ASSIGNED)
    assert incident(desk, 1042).state is State.CANCELLED
    assert incident(desk, 1043).state is State.WAITING_REQUESTER
    assert "Please ask Mr Webb" in text_of(mails_to(desk, "update", "claire.brown")[-1]).replace("please", "Please")
    assert "Which room is it?" in text_of(mails_to(desk, "question", "claire.brown")[-1])
    assert len(mails_to(desk, "transcript")) == 1


def test_a_wrong_line_does_nothing_and_says_why(desk: Desk) -> None:
    report(desk, "The tablet is stuck")
    told = list_of(desk)
    said = reply(desk, told, "1 place Nowhere\n1 priority 2\n1 merge 9999\n1 assign nobody\n1 y?\n1 banana\n4 y")
    assert "done, with" not in said
    for why in ("is no place of the list", "say why as well", "there is no incident 9999", "is nobody of the team"):
        assert why in said
    assert all(why in said for why in ("may take it back", "not understood", "there is no 4 in that list"))
    assert incident(desk, 1041).state is State.NEW


def test_the_same_line_twice_asks_nobody_twice(desk: Desk) -> None:
    report(desk, "The tablet is stuck")
    told = list_of(desk)
    reply(desk, told, "1 tell We look at it today.")
    assert "nothing is done twice" in reply(desk, told, "1 tell we look at it  today")
    assert len(mails_to(desk, "update", "claire.brown")) == 1


def test_yes_means_whoever_the_mail_names_though_somebody_else_has_less_by_now(desk: Desk) -> None:
    with desk.database.writing() as session:
        change(session, PEOPLE, f"gareth.lloyd@{SCHOOL}", {"roles": "requester;first_level"}, OFFICE)
    report(desk, "The tablet is stuck", "The hoover is loud")
    told = list_of(desk)
    named = [f"ICT-{number}: given to {who}" for number, who in ((1041, "Mr Amir Shah"), (1042, "Mr Amir Shah"))]
    assert text_of(told).count("Proposed Mr Amir Shah (first level, with 0 open)") == 2
    said = reply(desk, told, "1 and 2 y")
    assert all(words in said for words in named)


def test_what_somebody_else_confirmed_says_who(desk: Desk) -> None:
    report(desk, "The tablet is stuck")
    told = list_of(desk)
    act(desk, "1041", "assign", "amir.shah", by="leah.dunn")
    said = reply(desk, told, "1 y")
    assert "decided already: ICT-1041 is given to Mr Amir Shah; Ms Leah Dunn said so" in said


def test_an_answer_is_a_look_and_the_log_names_the_mail(desk: Desk, clock: SetClock) -> None:
    report(desk, "The tablet is stuck")
    told = list_of(desk)
    clock.move(timedelta(minutes=30))
    reply(desk, told, "1 y")
    with desk.database.reading() as session:
        assert last_look(session, set(), MONDAY) == clock()
        entry = session.scalars(select(LogEntryRow).where(LogEntryRow.event == "state")).one()
    assert entry.who == "Mrs Sandra Kemp"
    assert entry.mail_id is not None


def test_at_once_is_one_list_for_each_new_incident(desk: Desk) -> None:
    wants(desk, "At once")
    assert list_triage(desk) == 0
    report(desk, "The tablet is stuck")
    assert [list_triage(desk), list_triage(desk)] == [1, 0]
    report(desk, "The kettle is cold")
    assert [list_triage(desk), list_triage(desk)] == [1, 0]
    assert "No. 2: ICT-1042" in text_of(mails_to(desk, "triage_list")[-1])


def test_times_of_day_are_kept_on_open_days_and_nothing_is_sent_where_nothing_is_new(
    desk: Desk, clock: SetClock
) -> None:
    wants(desk, "13:00, 8:00")
    assert list_triage(desk) == 0
    report(desk, "The tablet is stuck")
    clock.now = MONDAY.replace(hour=12, minute=59)
    before = list_triage(desk)
    clock.now = MONDAY.replace(hour=13)
    assert [before, list_triage(desk), list_triage(desk)] == [1, 1, 0]
    clock.now = MONDAY + timedelta(days=5)
    assert list_triage(desk) == 0


def test_only_coordinator_and_deputy_get_it(desk: Desk) -> None:
    wants(desk, "at once", f"amir.shah@{SCHOOL}")
    report(desk, "The tablet is stuck")
    assert list_triage(desk) == 0


def test_what_is_no_time_is_refused(desk: Desk) -> None:
    with pytest.raises(NotKept, match="is no time of day"):
        wants(desk, "early")


def test_of_a_restricted_one_neither_text_nor_reporter_stands_in_the_list(desk: Desk) -> None:
    report(desk, "The tablet is stuck")
    act(desk, "1041", "restrict", "yes")
    said = text_of(list_of(desk))
    assert "ICT-1041" in said
    assert not any(words in said for words in ("is stuck", "Claire", "| I write"))


def test_at_once_waits_while_the_desk_is_shut_but_for_a_p1(desk: Desk, clock: SetClock) -> None:
    wants(desk, "at once")
    clock.now = MONDAY.replace(hour=20)
    report(desk, "The tablet is stuck")
    assert list_triage(desk) == 0
    act(desk, "1041", "priority", "1 because nobody can work")
    assert list_triage(desk) == 1
    report(desk, "The hoover is loud")
    assert list_triage(desk) == 0
    clock.now = MONDAY.replace(hour=9) + timedelta(days=1)
    assert list_triage(desk) == 1
    assert "The hoover is loud" in text_of(mails_to(desk, "triage_list")[-1])
