"""What rules do with a mail beside sorting it: hold, drop, link, watch, note, put into the diary; and if one fails."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.conditions import Condition
from mailtick.incidents.decide import Release
from mailtick.incidents.incident import Priority
from mailtick.incidents.rule_matter import Matter
from mailtick.rounds.held import bring_back, take_up
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.tell_held import tell_held
from mailtick.store.database import Database
from mailtick.store.tables import DiaryRow, IncidentRow, LogEntryRow, MailRow, MailState, OutgoingRow, RuleHitRow
from mailtick.templating import Templates
from tests.rounds.commanding import BROWN, SCHOOL, log, run, standing, written
from tests.support.desks import letter, make_desk

pytestmark = pytest.mark.both_databases

DROPS: dict[str, object] = {"name": "Newsletters", "when": {"subject": "newsletter"}, "then": {"drop": "advertising"}}
NEWS = "Sales <news@shop.example>"


def desk_with(school: Database, *rules: dict[str, object]) -> Desk:
    return make_desk(school, rules=list(rules))


def mails(desk: Desk) -> list[tuple[MailState, str]]:
    with desk.database.reading() as session:
        return [(row.state, row.held_reason) for row in session.scalars(select(MailRow).order_by(MailRow.id))]


def opened(desk: Desk) -> int:
    with desk.database.reading() as session:
        return len(session.scalars(select(IncidentRow)).all())


def sent(desk: Desk) -> int:
    with desk.database.reading() as session:
        return len(session.scalars(select(OutgoingRow)).all())


def test_a_rule_drops_a_stranger_s_newsletter_and_it_is_kept_with_the_reason(school: Database) -> None:
    desk = desk_with(school, DROPS)
    run(desk, letter(NEWS, "Our newsletter", "Buy now."))
    assert mails(desk) == [(MailState.DROPPED, 'advertising (rule "Newsletters"); dropped by rule "Newsletters"')]
    assert (opened(desk), sent(desk)) == (0, 0)
    with desk.database.reading() as session:
        assert [hit.rule for hit in session.scalars(select(RuleHitRow))] == ["Newsletters"]


def test_what_a_rule_dropped_is_brought_back_by_a_word_and_then_taken_up(school: Database) -> None:
    desk = desk_with(school, DROPS)
    run(desk, letter(BROWN, "The newsletter will not print", "Page 2 is empty."))
    with desk.database.writing() as session:
        kemp = StoreLookup(session, "ICT").person(f"sandra.kemp@{SCHOOL}")
        assert kemp is not None
        assert bring_back(session, desk, 1, kemp) == "it is held again"
        take_up(session, desk, 1, Release(kemp))
    assert standing(desk).title == "The newsletter will not print"


def test_a_mail_that_tells_of_a_p1_is_held_where_a_rule_would_drop_it(school: Database) -> None:
    desk = desk_with(school, DROPS)
    run(desk, letter(BROWN, "newsletter", "My school laptop was stolen from the car last night."))
    [(state, why)] = mails(desk)
    assert state is MailState.HELD
    assert "it tells of a P1, so a person has to look" in why


def test_a_rule_holds_a_mail_with_its_reason(school: Database) -> None:
    why = "the office buys these"
    desk = desk_with(school, {"name": "Quotes", "when": {"subject": "quote"}, "then": {"hold": why}})
    run(desk, letter(BROWN, "A quote for chairs", "Ten chairs please."))
    assert mails(desk) == [(MailState.HELD, 'the office buys these (rule "Quotes")')]
    assert opened(desk) == 0


def test_what_a_machine_sends_becomes_a_matter_only_where_a_rule_asks_for_machines(school: Database) -> None:
    backup: dict[str, object] = {"subject": "backup failed"}
    robot = letter(BROWN, "Backup failed", "Job 4 failed.", headers={"Auto-Submitted": "auto-generated"})
    quiet = desk_with(school, {"name": "Backups", "when": backup, "then": {"priority": "P2"}})
    run(quiet, robot)
    assert opened(quiet) == 0
    heard = desk_with(school, {"name": "Backups", "when": {**backup, "kind": "auto"}, "then": {"priority": "P2"}})
    run(heard, letter(BROWN, "Backup failed", "Job 5.", headers={"Auto-Submitted": "auto-generated"}))
    assert standing(heard).priority is Priority.P2
    assert written(heard, "acknowledgement") == []


def test_a_rule_links_lets_watch_and_notes(school: Database) -> None:
    then = {"asset": "sp-0037", "watch": ["owner", "leah.dunn"], "note": "{name} has the spare remote in {place}."}
    desk = desk_with(school, {"name": "Board", "when": {"text": "board"}, "then": then})
    run(desk, letter(BROWN, "The board", "It is dark."))
    incident = standing(desk)
    assert [each.tag for each in incident.equipment] == ["SP-0037"]
    watching = {each.name for each in incident.participants if each.field == "watch"}
    assert watching == {"Mr Tom Whitfield", "Ms Leah Dunn"}
    assert any("Mrs Claire Brown has the spare remote in" in text for _, _, text in log(desk))


def test_who_is_not_of_the_team_is_let_watch_by_no_rule(school: Database) -> None:
    desk = desk_with(school, {"name": "Board", "when": {"text": "board"}, "then": {"watch": "gareth.lloyd"}})
    run(desk, letter(BROWN, "The board", "It is dark."))
    assert standing(desk).participants == ()
    [(to, _, text)] = written(desk, "team_news")
    assert to == f"sandra.kemp@{SCHOOL}"
    assert 'lets "gareth.lloyd" watch it, and nobody of the team is meant' in text


def test_a_rule_puts_a_day_to_look_again_and_another_thing_into_the_diary(school: Database) -> None:
    then = {"follow_up": "2 days", "diary": {"what": "Order a lamp for {place}", "in": "5 days"}}
    desk = desk_with(school, {"name": "Board", "when": {"text": "board"}, "then": then})
    run(desk, letter(BROWN, "The board", "It is dark."))
    with desk.database.reading() as session:
        rows = session.scalars(select(DiaryRow).where(DiaryRow.about == "ICT-1041").order_by(DiaryRow.on)).all()
        assert [(row.on, row.what) for row in rows] == [
            (date(2026, 11, 18), "Look again: ICT-1041 The board"),
            (date(2026, 11, 23), "Order a lamp for Mrs Brown's class: ICT-1041 The board"),
        ]
    assert any("the diary has it for Wednesday 18 November 2026" in text for _, _, text in log(desk))


def test_the_diary_says_nothing_of_a_restricted_matter(school: Database) -> None:
    then = {"restricted": True, "category": "Security", "diary": {"what": "Ask about {subject}", "in": "5 days"}}
    desk = desk_with(school, {"name": "Board", "when": {"text": "ehcp"}, "then": then})
    run(desk, letter(BROWN, "EHCP of a child", "Please help."))
    with desk.database.reading() as session:
        [row] = session.scalars(select(DiaryRow).where(DiaryRow.about == "ICT-1041"))
        assert row.what == "Something is due: ICT-1041 Security"


def test_the_reason_of_a_priority_stands_in_the_log(school: Database) -> None:
    then = {"priority": "P2", "reason": "exams are on"}
    desk = desk_with(school, {"name": "Exams", "when": {"text": "board"}, "then": then})
    run(desk, letter(BROWN, "The board", "It is dark."))
    with desk.database.reading() as session:
        because = session.scalars(select(LogEntryRow.because).where(LogEntryRow.event == "opened")).one()
    assert 'exams are on (rule "Exams")' in because


@dataclass(frozen=True)
class _Breaks:
    def holds(self, matter: Matter) -> bool:
        raise ValueError("it cannot be answered")


def test_a_rule_that_fails_is_skipped_the_next_ones_apply_and_the_coordinator_hears_of_it(school: Database) -> None:
    desk = desk_with(
        school,
        {"name": "Broken", "when": {"text": "board"}, "then": {"priority": "P5"}},
        {"name": "Boards", "when": {"text": "board"}, "then": {"priority": "P2"}},
    )
    broken: Condition = _Breaks()
    first, *others = desk.policy.rules
    desk.policy = replace(desk.policy, rules=(replace(first, when=broken), *others))
    run(desk, letter(BROWN, "The board", "It is dark."))
    assert standing(desk).priority is Priority.P2
    said = 'rule "Broken" failed and was skipped: ValueError, it cannot be answered'
    assert any(said in text for _, _, text in log(desk))
    [(to, _, text)] = written(desk, "team_news")
    assert to == f"sandra.kemp@{SCHOOL}"
    assert said in text


OWN = """{% block subject %}[{{ incident.reference }}] The copier{% endblock %}
{% block text %}{{ to.name }}, press the green button. BODY{% endblock %}
"""
COPIER: dict[str, object] = {"name": "Copier", "when": {"text": "copier"}, "then": {"template": "copier"}}


def desk_with_template(school: Database, folder: Path, body: str) -> Desk:
    (folder / "rules").mkdir()
    (folder / "rules" / "copier.jinja").write_text(OWN.replace("BODY", body), "utf-8")
    desk = desk_with(school, COPIER)
    desk.templates = Templates(folder)
    return desk


def test_a_rule_chooses_the_template_of_the_acknowledgement(school: Database, tmp_path: Path) -> None:
    desk = desk_with_template(school, tmp_path, "It helps.")
    run(desk, letter(BROWN, "The copier", "It says call service."), letter(BROWN, "My board", "It is dark."))
    first, second = written(desk, "acknowledgement")
    assert first[1:] == ("[ICT-1041] The copier", "Mrs Claire Brown, press the green button. It helps.")
    assert "We have it" in second[1]


@pytest.mark.parametrize(
    "body", ["{{ ''.__class__.__mro__ }}", "{{ 'x' * 9999 }}", "{{ incident.nothing }}", "{% include '/etc/passwd' %}"]
)
def test_a_template_of_a_rule_is_sandboxed_and_the_usual_one_steps_in(
    school: Database, tmp_path: Path, body: str
) -> None:
    desk = desk_with_template(school, tmp_path, body)
    run(desk, letter(BROWN, "The copier", "It says call service."))
    [(_, subject, text)] = written(desk, "acknowledgement")
    assert "We have it" in subject
    assert "root:" not in text
    [(to, _, said)] = written(desk, "alert")
    assert to == f"sandra.kemp@{SCHOOL}"
    assert "The usual template was used instead" in said


def test_a_pupil_whom_the_subject_names_stands_in_no_note_and_in_no_diary(school: Database) -> None:
    then = {"note": "About {subject}", "diary": {"what": "Ask about {subject}", "in": "5 days"}}
    desk = desk_with(school, {"name": "Laptops", "when": {"text": "laptop"}, "then": then})
    run(desk, letter(BROWN, "Laptop of pupil Jayden Okoro is broken", "Please help."))
    with desk.database.reading() as session:
        [row] = session.scalars(select(DiaryRow).where(DiaryRow.about == "ICT-1041"))
        assert "Jayden" not in row.what
    noted = [text for _, _, text in log(desk) if text.startswith("About ")]
    assert len(noted) == 1
    assert "Jayden" not in noted[0]


def test_the_list_of_held_mails_says_how_many_rules_have_dropped(school: Database) -> None:
    desk = desk_with(school, DROPS)
    run(desk, letter(NEWS, "Our newsletter", "Buy now."), letter("Mo <mo@personalmail.example>", "hello", "its Mo"))
    tell_held(desk)
    [(to, _, text)] = written(desk, "held_list")
    assert to == f"sandra.kemp@{SCHOOL}"
    assert 'Your rules have dropped 1 mail within a week; on the desk\'s machine "mailtick held dropped" shows' in text
