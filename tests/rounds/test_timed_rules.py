"""Rules that the clock asks: each fires once for as long as an incident stays in its state, and says so in the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Priority, State
from mailtick.incidents.rule_matter import Matter
from mailtick.incidents.rules import read_rules
from mailtick.rounds.act import act
from mailtick.rounds.escalate import escalate
from mailtick.store.database import Database
from mailtick.store.rule_hits import tallies, untouched
from mailtick.store.tables import DiaryRow, HandoverRow, OutgoingRow, WaitRow
from tests.incidents.test_rules_document import BLOCKS
from tests.rounds.commanding import BROWN, SCHOOL, log, run, standing, written
from tests.support.desks import SetClock, letter, make_desk

pytestmark = pytest.mark.both_databases

LONDON = ZoneInfo("Europe/London")
CHASES: dict[str, object] = {
    "name": "Chase a firm after three days",
    "when": {"state": "waiting_provider", "age": "3 days"},
    "then": {"chase": True, "notify": "coordinator"},
}


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{words}").replace(tzinfo=LONDON).astimezone(UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(at("16 10:00"))


def desk_with(school: Database, clock: SetClock, *rules: dict[str, object]) -> Desk:
    """ICT-1041 of Mrs Brown's, opened on Monday 16 November at 10:00."""
    made = make_desk(school, clock=clock, rules=list(rules))
    run(made, letter(BROWN, "the board in my room", "It is dark.", sent_at=clock.now))
    return made


def hand_over(desk: Desk, code: str, when: datetime) -> None:
    """As if the mail had been sent then."""
    act(desk, "1041", "second", f"{code} please look")
    with desk.database.writing() as session:
        job = session.scalars(select(HandoverRow).where(HandoverRow.handed_at.is_(None))).one()
        job.handed_at, job.state = when, "sent"
        session.add(
            WaitRow(incident_id=1, waiting_on="provider", why="handed over", from_at=when, follow_up_at=at("30 08:00"))
        )


def run_until(desk: Desk, clock: SetClock, end: str) -> None:
    while clock.now < at(end):
        clock.now = min(at(end), clock.now + timedelta(minutes=30))
        escalate(desk)


def fired(desk: Desk) -> list[str]:
    """What the log says of rules that fired."""
    return [text for _, _, text in log(desk) if text.startswith('rule "')]


def test_a_firm_that_is_waited_for_is_chased_once_on_the_third_open_day(school: Database, clock: SetClock) -> None:
    desk = desk_with(school, clock, CHASES)
    hand_over(desk, "BBA", clock.now)
    run_until(desk, clock, "19 07:30")
    assert written(desk, "chase") == []
    run_until(desk, clock, "19 08:30")
    [(to, subject, text)] = written(desk, "chase")
    assert subject.startswith("[ICT-1041] Where is it?")
    assert "@" in to
    assert "Please tell us when you come" in text
    said = 'rule "Chase a firm after three days": it is with an outside firm since Mon 16 Nov 10:00'
    assert fired(desk) == [said]
    alerts = [(who, text) for who, subject, text in written(desk, "alert") if "Chase a firm" in subject]
    assert [who for who, _ in alerts] == [f"sandra.kemp@{SCHOOL}"]
    assert "it is with an outside firm since Mon 16 Nov 10:00. It is with BrightBoard AV." in alerts[0][1]
    run_until(desk, clock, "26 12:00")
    assert len(written(desk, "chase")) == 1


def test_it_fires_again_when_the_state_is_entered_anew(school: Database, clock: SetClock) -> None:
    rule: dict[str, object] = {
        "name": "Left",
        "when": {"state": "in_progress", "age": "1 day"},
        "then": {"note": "Why?"},
    }
    desk = desk_with(school, clock, rule)
    act(desk, "1041", "start", "")
    run_until(desk, clock, "18 12:00")
    assert len(fired(desk)) == 1
    act(desk, "1041", "wait", "Which one?")
    act(desk, "1041", "start", "")
    run_until(desk, clock, "20 12:00")
    assert len(fired(desk)) == 2


def test_days_are_open_days_and_nobody_is_disturbed_at_night(school: Database, clock: SetClock) -> None:
    clock.now = at("20 15:30")
    rule: dict[str, object] = {
        "name": "Nobody took it",
        "when": {"state": "new", "age": "2 hours"},
        "then": {"assign": "amir.shah", "priority": "P2", "reason": "it lies there"},
    }
    desk = desk_with(school, clock, rule)
    run_until(desk, clock, "22 23:00")
    assert standing(desk).assignee is None
    run_until(desk, clock, "23 10:00")
    incident = standing(desk)
    assert (incident.state, incident.priority) == (State.ASSIGNED, Priority.P2)
    assert incident.assignee is not None
    assert incident.assignee.name == "Mr Amir Shah"
    assert [to for to, _, _ in written(desk, "assignment")] == [f"amir.shah@{SCHOOL}"]


def test_a_rule_looks_at_the_incident_as_it_stands(school: Database, clock: SetClock) -> None:
    when: dict[str, object] = {"age": "1 day", "priority": "P1", "text": "board"}
    desk = desk_with(school, clock, {"name": "Urgent", "when": when, "then": {"follow_up": "2 days"}})
    run_until(desk, clock, "17 12:00")
    assert fired(desk) == []
    act(desk, "1041", "priority", "1 because a governor comes")
    escalate(desk)
    assert len(fired(desk)) == 1
    with desk.database.reading() as session:
        [row] = session.scalars(select(DiaryRow).where(DiaryRow.about == "ICT-1041"))
        assert (row.on.isoformat(), row.what.partition(":")[0]) == ("2026-11-19", "Look again")


def test_of_a_restricted_matter_no_firm_is_chased_and_the_coordinator_hears_how(
    school: Database, clock: SetClock
) -> None:
    desk = desk_with(school, clock, CHASES)
    hand_over(desk, "BBA", clock.now)
    act(desk, "1041", "restrict", "yes")
    run_until(desk, clock, "19 09:00")
    assert written(desk, "chase") == []
    assert any("that is for a person: #chase BBA <text> does it" in text for _, _, text in log(desk))


def test_a_new_rule_is_asked_of_what_is_open_already(school: Database, clock: SetClock) -> None:
    desk = desk_with(school, clock)
    escalate(desk)
    rules, _ = read_rules([{"name": "Late rule", "when": {"age": "1 hour"}, "then": {"watch": "owner"}}])
    desk.policy = replace(desk.policy, rules=rules)
    clock.now = at("16 15:00")
    escalate(desk)
    assert len(fired(desk)) == 1
    assert [each.name for each in standing(desk).participants] == ["Mr Tom Whitfield"]


@dataclass(frozen=True)
class _Breaks:
    def holds(self, matter: Matter) -> bool:
        raise ValueError("it cannot be answered")


def test_a_timed_rule_that_fails_is_skipped_with_a_line_and_a_word_to_the_coordinator(
    school: Database, clock: SetClock
) -> None:
    desk = desk_with(school, clock, {"name": "Broken", "when": {"age": "1 hour"}, "then": {"note": "x"}})
    [rule] = desk.policy.rules
    desk.policy = replace(desk.policy, rules=(replace(rule, when=_Breaks()),))
    run_until(desk, clock, "16 15:00")
    assert [text for _, _, text in log(desk) if "Broken" in text][:1] == [
        'The rule "Broken" failed and was skipped: ValueError, it cannot be answered'
    ]
    assert [to for to, subject, _ in written(desk, "alert") if "Broken" in subject] == [f"sandra.kemp@{SCHOOL}"]


@pytest.mark.parametrize(
    ("when", "then", "said"),
    [
        ({"state": "resolved"}, {"note": "x"}, "resolved is no state of an open incident; possible: new, assigned"),
        ({"state": "stuck"}, {"note": "x"}, '"stuck" is not possible here; possible: new'),
        ({"age": "soon"}, {"note": "x"}, 'this must be a time such as "3 days" or "4 hours"'),
        ({"age": "1 day", "attachment": True}, {"note": "x"}, "attachment is known of a new mail only"),
        ({"age": "1 day", "not": {"kind": "list"}}, {"note": "x"}, "kind is known of a new mail only"),
        ({"any": [{"state": "new"}, {"text": "a"}]}, {"note": "x"}, "state stands in when itself, not inside any"),
        (
            {"age": "1 day"},
            {"hold": "x"},
            "hold is nothing that a rule with state or age does; possible: assign",
        ),
        ({"age": "1 day"}, {"note": "x", "stop": True}, "stop is nothing that a rule with state or age does"),
        ({"text": "a"}, {"chase": True}, "chase is for rules that the clock asks, such as when"),
        ({"age": "1 day"}, {"chase": "yes"}, "write chase = true, or leave it away"),
    ],
)
def test_what_does_not_go_together_is_told(when: dict[str, object], then: dict[str, object], said: str) -> None:
    _, faults = read_rules([{"name": "x", "when": when, "then": then}])
    assert [said in fault.message for fault in faults] == [True]


def test_no_mail_of_a_rule_goes_out_twice(school: Database, clock: SetClock) -> None:
    desk = desk_with(school, clock, {"name": "Tell", "when": {"age": "1 hour"}, "then": {"notify": "owner"}})
    run_until(desk, clock, "17 16:00")
    with desk.database.reading() as session:
        subjects = session.scalars(select(OutgoingRow.subject).where(OutgoingRow.template == "alert")).all()
    assert len([subject for subject in subjects if "Tell" in subject]) == 1


def test_a_firing_is_counted_for_the_list_of_rules(school: Database, clock: SetClock) -> None:
    desk = desk_with(school, clock, {"name": "Tell", "when": {"age": "1 hour"}, "then": {"notify": "owner"}})
    run_until(desk, clock, "17 16:00")
    with desk.database.reading() as session:
        assert tallies(session, ["Tell"], at("01 08:00"))["Tell"].hits == 1
        assert [each.number for each in untouched(session, at("01 08:00"))] == [1041]


def test_the_examples_of_the_document_do_what_it_says(school: Database, clock: SetClock) -> None:
    examples = [block for block in BLOCKS if {"state", "age"} & set(str(block["when"]).replace("'", " ").split())]
    assert [block["name"] for block in examples] == ["Three days with a firm", "Nobody has taken it"]
    desk = desk_with(school, clock, *examples)
    run_until(desk, clock, "16 15:00")
    assert standing(desk).assignee is not None
    hand_over(desk, "BBA", clock.now)
    run_until(desk, clock, "19 09:00")
    assert [text.partition(":")[0] for text in fired(desk)] == [
        'rule "Nobody has taken it"',
        'rule "Three days with a firm"',
    ]
    assert len(written(desk, "chase")) == 1
