"""Lists, groups that forward to the desk, and other desks' machines."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import Hold, Ignore, NoticeKind, OpenIncident
from mailtick.incidents.rules import read_rules
from tests.incidents.deciding import BROWN, KEV, STRANGER, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import make_policy

OWN_GROUP = {"List-Id": "<ict.saltmarshprimary.example>", "List-Post": "<mailto:ict@saltmarshprimary.example>"}
STAFF_LIST = {"List-Id": "<staff.saltmarshprimary.example>", "Precedence": "list"}
NEWSLETTER = {"List-Unsubscribe": "<https://classroomdeals.example/out>", "List-Id": "<deals.classroomdeals.example>"}


def test_a_mail_through_the_desks_own_group_is_answered_like_any_other() -> None:
    decision = decided(letter(BROWN, headers=OWN_GROUP))
    assert each(decision, OpenIncident)
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]


def test_a_colleagues_mail_to_a_staff_list_waits_for_a_person_and_gets_no_answer() -> None:
    decision = decided(letter(BROWN, headers=STAFF_LIST))
    assert "wrote it to a list" in only(decision, Hold).because
    assert told(decision) == []


def test_a_newsletter_of_a_stranger_is_kept_and_ignored() -> None:
    decision = decided(letter(STRANGER, headers=NEWSLETTER))
    assert only(decision, Ignore)


def test_our_own_mark_ends_a_loop() -> None:
    decision = decided(letter(BROWN, headers={"X-Mailtick-Desk": "ict@saltmarshprimary.example"}))
    assert "never end" in only(decision, Ignore).because


def test_another_desks_machine_is_never_answered() -> None:
    marked = {"X-Mailtick-Desk": "help@otherschool.example", "Auto-Submitted": "auto-replied"}
    decision = decided(letter("Other desk <help@otherschool.example>", headers=marked))
    assert told(decision) == []
    assert only(decision, Ignore)


def test_a_notice_that_a_providers_machine_sends_about_no_incident_waits_for_a_person() -> None:
    notice = letter(KEV, "CHG0031120 Planned maintenance", headers={"Auto-Submitted": "auto-generated"})
    assert "BrightBoard AV" in only(decided(notice), Hold).because


def test_whoever_forbids_an_answer_is_not_even_told_by_a_rule() -> None:
    rules, _ = read_rules([{"name": "r", "when": {"subject": "printer"}, "then": {"notify": ["owner"]}}])
    owner = "Mr Tom Whitfield <tom.whitfield@saltmarshprimary.example>"
    policy = make_policy(rules=rules)
    assert (NoticeKind.TEAM_NEWS, "tom.whitfield") in told(decided(letter(BROWN, "The printer"), policy=policy))
    silent = letter(owner, "The printer", headers={"X-Auto-Response-Suppress": "All"})
    assert told(decided(silent, policy=policy)) == []


@pytest.mark.parametrize(
    "headers", [{"X-Auto-Response-Suppress": "All"}, {"X-Spam-Flag": "YES"}], ids=["wants no answer", "spam"]
)
def test_a_stranger_who_may_be_a_person_is_held_and_not_ignored(headers: dict[str, str]) -> None:
    decision = decided(letter(STRANGER, "its Mo", headers=headers))
    assert "is not known here" in only(decision, Hold).because
    assert told(decision) == []


def test_a_list_of_strangers_names_nobody_of_ours() -> None:
    headers = {
        "List-Post": "<mailto:l@evil.example>, <mailto:ict@saltmarshprimary.example>",
        "X-Original-From": "Claire Brown <claire.brown@saltmarshprimary.example>",
    }
    decision = decided(letter("Claire Brown via X <l@evil.example>", "board", headers=headers))
    assert each(decision, OpenIncident) == []
    assert told(decision) == []


def test_an_address_that_only_contains_ours_is_no_list_of_ours() -> None:
    headers = {"List-Id": "<ict@saltmarshprimary.example.evil.example>"}
    assert each(decided(letter(STRANGER, headers=headers)), OpenIncident) == []


@pytest.mark.parametrize(
    "mark", [{"Auto-Submitted": "auto-generated"}, {"Precedence": "bulk"}], ids=["machine", "bulk"]
)
def test_what_a_firm_s_machine_writes_about_no_incident_waits_for_a_person(mark: dict[str, str]) -> None:
    assert only(decided(letter(KEV, "Planned work", headers=mark)), Hold)
