"""May a machine write to this address? Each refusal is a sentence. Source: RFC 3834 section 2, TRAPS.md 2.4."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailtick.incidents.actions import (
    AddEntry,
    ChangeState,
    HandOver,
    NoticeKind,
    OpenIncident,
    Withhold,
)
from mailtick.incidents.gate import alerted, refusal
from mailtick.incidents.people import Person, Role
from mailtick.incidents.rules import read_rules
from mailtick.incidents.samples import AMIR_SHAH, BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP, TOM_WHITFIELD
from tests.incidents.deciding import BROWN, KEMP, SHAH, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import LEAH_DUNN, MONDAY, School, make_policy, proof


def refused(address: str, school: School | None = None, *roles: Role) -> str:
    person = Person(9, "Somebody", address, frozenset(roles or {Role.REQUESTER}))
    return refusal(person, school or School(), make_policy(), MONDAY)


@pytest.mark.parametrize(
    "address",
    ["ict@saltmarshprimary.example", "ICT@SaltmarshPrimary.example", "ict+1041.k7f3@saltmarshprimary.example"],
)
def test_the_desk_never_writes_to_itself(address: str) -> None:
    assert refused(address) == f"{address} is the desk's own address"


@pytest.mark.parametrize(
    "local",
    ["noreply", "no-reply+7", "do_not_reply", "noreply-scans", "MAILER-DAEMON", "postmaster", "bounces+9", "bounce"],
)
def test_an_address_that_nobody_reads_gets_no_automatic_mail(local: str) -> None:
    address = f"{local}@saltmarshprimary.example"
    assert refused(address) == f"nobody reads {address}"
    assert told(decided(letter(f"Copier <{address}>", "board"))) == []


@pytest.mark.parametrize("local", ["norah.reply", "post.master.jones", "daemon.hill", "reply"])
def test_people_whose_names_only_look_like_it_are_answered(local: str) -> None:
    assert refused(f"{local}@saltmarshprimary.example") == ""


def test_an_address_whose_mail_came_back_gets_no_automatic_mail() -> None:
    school = School()
    school.stop(CLAIRE_BROWN.address)
    decision = decided(letter(), school)
    assert told(decision) == []
    assert "is stopped: mail to claire.brown@saltmarshprimary.example came back" in only(decision, Withhold).because
    assert only(decision, OpenIncident)


@pytest.mark.parametrize(
    ("until", "lifted", "is_stopped"),
    [(1, None, True), (-1, None, False), (None, -1, False), (1, -1, False)],
    ids=["still runs", "has run out", "lifted", "lifted before its end"],
)
def test_a_stop_ends_by_itself_or_by_a_person(until: int | None, lifted: int | None, is_stopped: bool) -> None:
    school = School()
    hours = [MONDAY + timedelta(hours=each) if each is not None else None for each in (until, lifted)]
    school.stop(CLAIRE_BROWN.address, *hours)
    assert (refused(CLAIRE_BROWN.address, school) != "") is is_stopped


# Ticket systems.


@pytest.fixture
def machine_school() -> School:
    """At BrightBoard a ticket system answers."""
    school = School()
    school.providers[0] = replace(BRIGHTBOARD, is_ticket_system=True)
    return school


def test_no_machine_of_ours_writes_to_a_provider_s_ticket_system(machine_school: School) -> None:
    reason = "a ticket system of BrightBoard AV answers at jobs@brightboard.example; only what people write goes there"
    assert refused("jobs@brightboard.example", machine_school) == reason
    assert refused("anybody@brightboard.example", machine_school) != ""
    assert refused("jobs@brightboard.example", School()) == ""
    # Their technician may well be our first level.
    assert refused("kev@brightboard.example", machine_school, Role.FIRST_LEVEL) == ""
    assert refused("jobs@brightboard.example", machine_school, Role.FIRST_LEVEL) == reason


def test_what_a_person_reported_is_handed_over_to_a_ticket_system_all_the_same(machine_school: School) -> None:
    rules, _ = read_rules([{"name": "r", "when": {"text": "board"}, "then": {"hand_over": "BBA", "sure": True}}])
    decision = decided(letter(), machine_school, make_policy(rules=rules))
    assert only(decision, HandOver).provider.code == "BBA"
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]


def test_a_requester_behind_a_ticket_system_is_filed_and_not_answered(machine_school: School) -> None:
    machine_school.people.append(Person(50, "Kev", "kev@brightboard.example", frozenset({Role.REQUESTER})))
    decision = decided(letter("Kev <kev@brightboard.example>", "your order"), machine_school)
    assert only(decision, OpenIncident)
    assert "ticket system" in only(decision, Withhold).because


# How many.


def test_an_address_gets_so_many_within_the_hour_and_no_more() -> None:
    school = School()
    school.wrote(CLAIRE_BROWN.address, 20)
    assert "20 automatic mails within the hour" in only(decided(letter(), school), Withhold).because
    school.automatic[CLAIRE_BROWN.address].pop()
    assert told(decided(letter(), school)) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]
    school.wrote(CLAIRE_BROWN.address, 5, ago=70)
    assert told(decided(letter(), school)) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]


@pytest.mark.parametrize(("sent", "is_told"), [(20, True), (199, True), (200, False)])
def test_the_team_hears_more_within_an_hour_but_not_without_end(sent: int, is_told: bool) -> None:
    school = School()
    school.add_incident()
    school.wrote(AMIR_SHAH.address, sent)
    note = decided(letter(SHAH, "Re: [ICT-1041] board", "I am on a course until Thursday"), school)
    assert ((NoticeKind.TRANSCRIPT, "amir.shah") in told(note)) is is_told


@pytest.mark.parametrize(("role", "most"), [(Role.REQUESTER, 6), (Role.FIRST_LEVEL, 60)])
def test_an_address_gets_so_many_about_one_incident_within_a_day(role: Role, most: int) -> None:
    school, person = School(), Person(9, "Somebody", "some.body@saltmarshprimary.example", frozenset({role}))
    incident, other = school.add_incident(1041), school.add_incident(1045)
    school.wrote(person.address, most - 1, about=incident, ago=300)
    assert refusal(person, school, make_policy(), MONDAY, incident.id) == ""
    school.wrote(person.address, 1, about=incident, ago=300)
    reason = f"{person.address} has had {most} automatic mails about this incident within a day"
    assert refusal(person, school, make_policy(), MONDAY, incident.id) == reason
    assert refusal(person, school, make_policy(), MONDAY, other.id) == ""
    assert refusal(person, school, make_policy(), MONDAY + timedelta(days=1), incident.id) == ""


# Older than the desk.

OLD = make_policy(live_since=MONDAY + timedelta(days=2))


def test_a_mail_older_than_the_desk_is_filed_and_not_answered() -> None:
    decision = decided(letter(), policy=OLD)
    assert only(decision, OpenIncident)
    assert "older than the desk" in only(decision, Withhold).because


def test_a_mail_older_than_the_desk_reaches_neither_the_team_nor_a_firm() -> None:
    rules, _ = read_rules(
        [
            {"name": "boards", "when": {"text": "board"}, "then": {"assign": "amir.shah", "notify": ["owner"]}},
            {"name": "firm", "when": {"text": "board"}, "then": {"hand_over": "BBA", "sure": True}},
        ]
    )
    new = decided(letter(), policy=make_policy(rules=rules))
    assert only(new, HandOver)
    assert {to for _, to in told(new)} == {"amir.shah", "claire.brown", "tom.whitfield"}
    old = decided(letter(), policy=replace(OLD, rules=rules))
    assert each(old, HandOver) == []
    assert told(old) == []
    assert all("older than the desk" in withheld.because for withheld in each(old, Withhold))


def test_words_in_a_mail_older_than_the_desk_are_kept_and_not_obeyed() -> None:
    school = School()
    school.add_incident()
    word = letter(KEMP, "Re: [ICT-1041] board", "#resolve New board fitted", headers=proof(SANDRA_KEMP.address))
    assert (NoticeKind.RESOLVED, "claire.brown") in told(decided(word, school))
    old = decided(word, school, OLD)
    assert each(old, ChangeState) == []
    assert told(old) == []
    assert "#resolve New board fitted" in only(old, AddEntry).text


# Who hears of what needs somebody.


def test_where_the_coordinator_cannot_be_reached_a_deputy_is_told_and_then_the_owner() -> None:
    school = School()
    assert alerted(school, make_policy(), MONDAY) == (SANDRA_KEMP,)
    assert alerted(school, make_policy(), MONDAY, but=SANDRA_KEMP.address) == (LEAH_DUNN,)
    school.stop(SANDRA_KEMP.address)
    assert alerted(school, make_policy(), MONDAY) == (LEAH_DUNN,)
    school.stop(LEAH_DUNN.address)
    assert alerted(school, make_policy(), MONDAY) == (TOM_WHITFIELD,)
    school.stop(TOM_WHITFIELD.address)
    assert alerted(school, make_policy(), MONDAY) == ()


def test_where_no_mail_reaches_whoever_has_it_the_coordinator_hears_instead() -> None:
    school = School()
    school.add_incident()
    news = letter(BROWN, "Re: [ICT-1041] board", "It is the same with the one in room 6.")
    assert told(decided(news, school)) == [(NoticeKind.TEAM_NEWS, "amir.shah")]
    school.stop(AMIR_SHAH.address)
    assert told(decided(news, school)) == [(NoticeKind.TEAM_NEWS, "sandra.kemp")]
    school.stop(SANDRA_KEMP.address)
    assert told(decided(news, school)) == [(NoticeKind.TEAM_NEWS, "leah.dunn")]


def test_a_rule_that_gives_it_to_somebody_whom_no_mail_reaches_is_told_to_the_coordinator() -> None:
    rules, _ = read_rules([{"name": "boards", "when": {"text": "board"}, "then": {"assign": "amir.shah"}}])
    school = School()
    school.stop(AMIR_SHAH.address)
    decision = decided(letter(), school, make_policy(rules=rules))
    assert (NoticeKind.TEAM_NEWS, "sandra.kemp") in told(decision)
    assert "gives it to Mr Amir Shah, who cannot be told" in only(decision, AddEntry).text
    assert only(decision, Withhold).to == AMIR_SHAH


def test_a_word_passes_the_gate_too() -> None:
    school = School()
    school.add_incident(assignee=None)
    school.stop(AMIR_SHAH.address)
    word = letter(KEMP, "Re: [ICT-1041] board", "#assign amir.shah", headers=proof(SANDRA_KEMP.address))
    decision = decided(word, school)
    assert told(decision) == [(NoticeKind.TRANSCRIPT, "sandra.kemp")]
    assert only(decision, Withhold).to == AMIR_SHAH


def test_a_colleague_s_mail_is_answered_as_ever() -> None:
    assert told(decided(letter(BROWN))) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]
