"""Who is away and who stands in: out-of-office answers, the cover rota, days on which nobody is there."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.registers import REGISTERS
from mailtick.registers.changing import Author, add
from mailtick.registers.records import list_records
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.cover_gap import tell_cover_gaps
from mailtick.rounds.process import process
from mailtick.rounds.tell_held import tell_held
from mailtick.store.database import Database
from mailtick.store.incidents import log_of
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

BY_NAME = {register.name: register for register in REGISTERS}
DOMAIN = "saltmarshprimary.example"
AUTHENTICATED = {"Authentication-Results": f"mx.{DOMAIN}; dmarc=pass header.from={DOMAIN}"}
COURSE = (
    "I am on a course until Tuesday 17th November and back on Wednesday 18th November."
    " For anything urgent please see Sandra."
)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    put_in(made, letter())
    work(made)
    act(made, "1041", "assign", "amir.shah")
    return made


def work(desk: Desk) -> None:
    while process(desk):
        pass


def out_of_office(
    name: str = "amir.shah", text: str = COURSE, answers: str = "", headers: dict[str, str] = AUTHENTICATED
) -> bytes:
    subject = f"Automatic reply: {answers or 'hello'}"
    return letter(f"{name}@{DOMAIN}", subject, text, headers={"Auto-Submitted": "auto-replied", **headers})


def away(desk: Desk, who: str, first: str, last: str) -> None:
    with desk.database.writing() as session:
        by = Author("Mrs Sandra Kemp", "command line", desk.clock())
        add(session, BY_NAME["absences"], {"person": f"{who}@{DOMAIN}", "from": first, "to": last}, by)


def on_the_rota(desk: Desk, who: str, role: str, first: str, last: str) -> None:
    with desk.database.writing() as session:
        by = Author("Mrs Sandra Kemp", "command line", desk.clock())
        add(session, BY_NAME["cover"], {"person": f"{who}@{DOMAIN}", "role": role, "from": first, "to": last}, by)


def alerts(desk: Desk, template: str = "alert") -> list[tuple[str, str, str]]:
    """To whom, subject and text, in the order in which they were written."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        mails = [(row.recipient, email.message_from_bytes(row.raw, policy=email.policy.default)) for row in rows]
    found = []
    for recipient, mail in mails:
        body = mail.get_body(("plain",))
        assert body is not None
        found.append((recipient.partition("@")[0], str(mail["Subject"]), " ".join(body.get_content().split())))
    return found


def absences(desk: Desk) -> list[dict[str, str]]:
    with desk.database.reading() as session:
        return [dict(each.cells) for each in list_records(session, BY_NAME["absences"])]


def test_an_out_of_office_answer_of_the_team_is_an_absence_to_the_stated_day(desk: Desk) -> None:
    put_in(desk, out_of_office(answers="[ICT-1041] For you: board"))
    work(desk)
    (one,) = absences(desk)
    assert (one["person"], one["from_on"], one["to_on"]) == (f"amir.shah@{DOMAIN}", "2026-11-16", "2026-11-17")
    assert (one["source"], bool(one["mail"])) == ("out_of_office", True)
    with desk.database.reading() as session:
        row = session.scalars(select(IncidentRow)).one()
        assert (row.state, row.responded_at) == (State.ASSIGNED, None)
        assert [entry.event for entry in log_of(session, row.id)][-3:] == ["automatic", "sent", "sent"]
        assert not session.scalars(
            select(OutgoingRow).where(OutgoingRow.recipient.startswith("amir"), OutgoingRow.template != "assignment")
        ).all()


def test_what_they_have_not_started_is_offered_with_the_word_that_takes_it(desk: Desk) -> None:
    put_in(desk, out_of_office())
    work(desk)
    assert [(who, subject) for who, subject, _ in alerts(desk)] == [
        ("sandra.kemp", "[ICT-1041] Mr Amir Shah is away: Board in my room won't turn on again"),
        ("leah.dunn", "[ICT-1041] Mr Amir Shah is away: Board in my room won't turn on again"),
    ]
    text = alerts(desk)[1][2]
    assert "Mr Amir Shah is away until Tuesday 17 November and has not started it." in text
    assert "Ms Leah Dunn can take it: answer this mail with #assign leah.dunn at the very top." in text


def test_what_they_have_begun_stays_theirs(desk: Desk) -> None:
    act(desk, "1041", "start", "", by="amir.shah")
    put_in(desk, out_of_office())
    work(desk)
    assert len(absences(desk)) == 1
    assert alerts(desk) == []


def test_an_answer_of_the_same_absence_says_nothing_new_and_a_longer_one_does(desk: Desk) -> None:
    put_in(desk, out_of_office(), out_of_office())
    work(desk)
    assert len(alerts(desk)) == 2
    put_in(desk, out_of_office(text="I am out of the office until 20 November 2026."))
    work(desk)
    assert [each["to_on"] for each in absences(desk)] == ["2026-11-20"]
    assert len(alerts(desk)) == 4


def test_many_are_offered_in_one_mail(desk: Desk) -> None:
    for number in range(4):
        put_in(desk, letter(subject=f"printer {number}", text=f"Printer number {number} prints nothing at all."))
    work(desk)
    for number in range(1042, 1046):
        act(desk, str(number), "assign", "amir.shah")
    put_in(desk, out_of_office())
    work(desk)
    (_, subject, text), _ = alerts(desk)
    assert subject == "ICT desk: Mr Amir Shah is away"
    assert "ICT-1041 Board in my room" in text
    assert "ICT-1045 printer 3" in text
    assert "mailtick assign ICT-1041 leah.dunn" in text


@pytest.mark.parametrize(
    "raw",
    [
        out_of_office("claire.brown"),
        out_of_office(headers={}),
        out_of_office(text="I am away at the moment."),
        out_of_office(text="I was out of the office until 1 November 2026."),
    ],
    ids=["a requester's", "nothing proves who wrote it", "no day", "a day that is past"],
)
def test_no_absence_comes_of(desk: Desk, raw: bytes) -> None:
    put_in(desk, raw)
    work(desk)
    assert absences(desk) == []
    assert alerts(desk) == []


def test_giving_it_to_somebody_who_is_away_says_so(desk: Desk) -> None:
    away(desk, "leah.dunn", "2026-11-16", "2026-11-18")
    outcome = carry_out(desk, "1041", "assign", "leah.dunn").outcome
    assert "given to Ms Leah Dunn, who is away until Wednesday 18 November" in outcome


def test_a_rule_gives_it_to_who_is_there_and_asks_where_nobody_is(school: Database) -> None:
    rules: list[dict[str, object]] = [
        {"name": "boards", "when": {"subject": "board"}, "then": {"assign": "first_level"}}
    ]
    desk = make_desk(school, rules=rules)
    away(desk, "amir.shah", "2026-11-16", "2026-11-17")
    put_in(desk, letter())
    work(desk)
    ((_, _, text),) = alerts(desk, "team_news")
    assert 'rule "boards" gives it to Mr Amir Shah, who is away until Tuesday 17 November' in text
    on_the_rota(desk, "leah.dunn", "first_level", "2026-11-16", "2026-11-17")
    put_in(desk, letter(subject="board again", text="The board in the hall is dark, and it hums."))
    work(desk)
    with desk.database.reading() as session:
        assert [str(row.recipient) for row in session.scalars(select(OutgoingRow)) if row.template == "assignment"] == [
            f"amir.shah@{DOMAIN}",
            f"leah.dunn@{DOMAIN}",
        ]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ((), "sandra.kemp"),
        (("sandra.kemp",), "leah.dunn"),
        (("sandra.kemp", "leah.dunn"), "tom.whitfield"),
        (("sandra.kemp", "leah.dunn", "tom.whitfield"), "sandra.kemp"),
    ],
    ids=["the coordinator is there", "the deputy stands in", "the owner where nobody does", "never nobody"],
)
def test_alerts_go_to_who_is_there(desk: Desk, gone: tuple[str, ...], told: str) -> None:
    for who in gone:
        away(desk, who, "2026-11-16", "2026-11-16")
    put_in(desk, letter("stranger@elsewhere.example"))
    work(desk)
    tell_held(desk)
    # Whoever may decide on it is asked to; an owner who may not hears that nobody does.
    assert [who for who, _, _ in alerts(desk, "held_list") or alerts(desk)] == [told]


def test_the_rota_says_who_is_there(desk: Desk) -> None:
    on_the_rota(desk, "janet.pryor", "coordinator", "2026-11-16", "2026-11-20")
    put_in(desk, letter("stranger@elsewhere.example"))
    work(desk)
    tell_held(desk)
    assert [who for who, _, _ in alerts(desk, "held_list") or alerts(desk)] == ["janet.pryor"]


def test_days_on_which_nobody_is_there_are_told_in_advance_and_once(desk: Desk, clock: SetClock) -> None:
    away(desk, "sandra.kemp", "2026-11-18", "2026-11-24")
    assert tell_cover_gaps(desk) == 0
    away(desk, "leah.dunn", "2026-11-20", "2026-11-23")
    for _ in range(3):
        tell_cover_gaps(desk)
        clock.move(timedelta(days=2))
    assert [(who, subject) for who, subject, _ in alerts(desk)] == [
        ("sandra.kemp", "ICT desk: Nobody looks after the desk from Friday 20 November to Monday 23 November"),
        ("tom.whitfield", "ICT desk: Nobody looks after the desk from Friday 20 November to Monday 23 November"),
    ]
    assert "cover person=ADDRESS role=coordinator from=2026-11-20 to=2026-11-23" in alerts(desk)[0][2]


def test_nobody_has_to_be_there_when_the_school_is_shut(desk: Desk) -> None:
    away(desk, "sandra.kemp", "2026-11-21", "2026-11-22")
    away(desk, "leah.dunn", "2026-11-21", "2026-11-22")
    assert tell_cover_gaps(desk) == 0


def test_who_stands_in_closes_the_gap(desk: Desk) -> None:
    for who in ("sandra.kemp", "leah.dunn"):
        away(desk, who, "2026-11-20", "2026-11-20")
    on_the_rota(desk, "janet.pryor", "deputy", "2026-11-20", "2026-11-20")
    assert tell_cover_gaps(desk) == 0
