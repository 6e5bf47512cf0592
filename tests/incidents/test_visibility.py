"""Who may see a restricted matter, and what of a firm's mail others get to read. Source: RULINGS 13, 15."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailtick.incidents.actions import (
    AddEntry,
    Assign,
    ChangeState,
    HandOver,
    NoticeKind,
    Notify,
    OpenIncident,
    ReleaseMail,
)
from mailtick.incidents.commands import COMMANDS, Call, run_command
from mailtick.incidents.commands.words import Word, obey
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person, Role
from mailtick.incidents.rules import read_rules
from mailtick.incidents.samples import AMIR_SHAH, CLAIRE_BROWN, INCIDENT, SANDRA_KEMP, TOM_WHITFIELD
from mailtick.incidents.visibility import ProviderMail, as_released, may_see
from tests.incidents.deciding import BROWN, LLOYD, MARSH, SHAH, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import GARETH_LLOYD, LEAH_DUNN, MONDAY, ZOE_MARSH, School, make_policy, proof

RESTRICTED = replace(INCIDENT, is_restricted=True, assignee=None)
LEAD = Person(30, "Mrs Eve Pryor", "eve.pryor@saltmarshprimary.example", frozenset({Role.DATA_PROTECTION}))
INFORMED = Person(31, "Mrs Ola Okafor", "ola.okafor@saltmarshprimary.example", frozenset({Role.INFORMED}))


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        (SANDRA_KEMP, True),
        (LEAH_DUNN, True),
        (TOM_WHITFIELD, True),
        (CLAIRE_BROWN, True),
        (AMIR_SHAH, False),
        (LEAD, False),
        (INFORMED, False),
        (ZOE_MARSH, False),
    ],
    ids=lambda value: value.name if isinstance(value, Person) else "",
)
def test_few_see_a_restricted_matter_and_all_see_another(person: Person, sees: bool) -> None:
    joined = replace(RESTRICTED, affected=(CLAIRE_BROWN, ZOE_MARSH))
    assert may_see(person, joined) is sees
    assert may_see(person, replace(joined, is_restricted=False))


def test_the_assignee_sees_it() -> None:
    assert may_see(AMIR_SHAH, replace(RESTRICTED, assignee=AMIR_SHAH))


def test_its_reporter_sees_it_at_a_further_address_of_theirs_and_a_stranger_does_not() -> None:
    at_home = "claire77@personalmail.example"
    assert may_see(replace(CLAIRE_BROWN, address=at_home), RESTRICTED)
    newcomer = replace(RESTRICTED, reporter=replace(CLAIRE_BROWN, id=0))
    assert not may_see(replace(CLAIRE_BROWN, id=0, address=at_home), newcomer)


def test_a_rule_sends_it_to_a_lead_as_such_and_to_others_without_content() -> None:
    school = School()
    school.people += [LEAD, replace(INFORMED, roles=frozenset({Role.INFORMED, Role.SAFEGUARDING_LEAD}))]
    then = {"restricted": True, "notify": ["data_protection", "informed", "coordinator"]}
    rules, faults = read_rules([{"name": "phishing", "when": {"subject": "phish"}, "then": then}])
    assert not faults
    decision = decided(letter(BROWN, "phish", "I clicked it"), school, make_policy(rules=rules))
    news = [action for action in each(decision, Notify) if action.notice is NoticeKind.TEAM_NEWS]
    assert {person.address: action.as_leads for action in news for person in action.to} == {
        LEAD.address: True,
        INFORMED.address: False,
        SANDRA_KEMP.address: False,
    }


def test_lists_name_neither_title_nor_place_nor_whom_it_waits_for() -> None:
    assert (RESTRICTED.shown_title, RESTRICTED.shown_place, RESTRICTED.shown_with_whom) == (
        "Display and AV",
        "",
        "the desk",
    )


KEV = ProviderMail(
    entry=7,
    provider="BrightBoard AV",
    contact="Kev Marsh",
    text=(
        "Hi, Job 7741 (serial AP9-2111-0213) is booked for 24/11/2026 at 09:30, call-out £1250.00.\n"
        "Kev comes himself; ring 01632 960171, +44 (0)1632 960172 or (01632) 960 173,\n"
        "or write to kev@brightboard.example or jobs.brightboard.example. Plans: https://portal.elsewhere.example/job/7741\n\n"
        "Kind regards,\nKev Marsh\nService desk, extension 214"
    ),
    domains=frozenset({"brightboard.example"}),
    is_released=False,
)


def test_a_released_mail_keeps_the_facts_and_loses_addresses_numbers_and_names() -> None:
    shown = as_released(KEV)
    for fact in ("Job 7741", "AP9-2111-0213", "24/11/2026 at 09:30", "£1250.00"):
        assert fact in shown
    for leak in ("Kev", "Marsh", "96017", "960 173", "brightboard.example", "elsewhere.example", "214", "regards"):
        assert leak not in shown
    assert "somebody there comes himself" in shown


def test_a_name_is_also_known_from_the_signature_that_the_log_leaves_out() -> None:
    whole = "Kev here, we come on Tuesday.\n\nMany thanks\n\nKev Marsh\nBrightBoard AV"
    mail = replace(KEV, contact="jobs@brightboard.example", text="Kev here, we come on Tuesday.", whole=whole)
    assert as_released(mail) == "somebody there here, we come on Tuesday."


def test_the_firm_s_own_name_is_no_contact_s() -> None:
    mail = replace(KEV, contact="BrightBoard AV Jobs", text="BrightBoard AV will come.")
    assert as_released(mail) == "BrightBoard AV will come."


def release(school: School, argument: str = "", by: Person = SANDRA_KEMP) -> tuple[ReleaseMail, Notify]:
    incident = school.add_incident(affected=(CLAIRE_BROWN, ZOE_MARSH))
    command = next(each for each in COMMANDS if each.word == "release")
    actions = run_command(command, Call(incident, by, argument, school, make_policy(), MONDAY))
    (shown,) = [action for action in actions if isinstance(action, ReleaseMail)]
    (sent,) = [action for action in actions if isinstance(action, Notify)]
    return shown, sent


def test_release_shows_the_newest_mail_that_nobody_has_released() -> None:
    school = School(mails_of_providers=[replace(KEV, entry=5), KEV, replace(KEV, entry=9, is_released=True)])
    shown, sent = release(school)
    assert (shown.entry, "Mrs Sandra Kemp said so" in shown.because) == (7, True)
    assert (sent.notice, sent.to) == (NoticeKind.UPDATE, (CLAIRE_BROWN, ZOE_MARSH))
    assert sent.text.startswith("BrightBoard AV writes:\n\nHi, Job 7741")


@pytest.mark.parametrize(
    ("argument", "entry", "text"),
    [
        ("1", 5, as_released(KEV)),
        ("2 Tuesday, 09:30", 7, "Tuesday, 09:30"),
        ("They come on Tuesday", 7, "They come on Tuesday"),
    ],
)
def test_release_takes_a_number_and_a_text_of_one_s_own(argument: str, entry: int, text: str) -> None:
    shown, _ = release(School(mails_of_providers=[replace(KEV, entry=5), KEV]), argument)
    assert (shown.entry, shown.text) == (entry, text)


@pytest.mark.parametrize(
    ("mails", "argument", "said"),
    [
        ([], "", "no outside firm has written"),
        ([replace(KEV, is_released=True)], "", "all 1 mails"),
        ([replace(KEV, is_released=True)], "1", "was released before"),
        ([KEV], "2", "there are 1 mails"),
        ([replace(KEV, text="Regards, Kev")], "", ""),
    ],
)
def test_what_cannot_be_released_is_refused(mails: list[ProviderMail], argument: str, said: str) -> None:
    if said:
        with pytest.raises(NotAllowed, match=said):
            release(School(mails_of_providers=mails), argument)


def test_first_level_who_has_it_not_adds_to_it_and_sees_nothing() -> None:
    school = School()
    incident = school.add_incident(1041, is_restricted=True, assignee=None)
    headers = proof(SHAH)
    asked = decided(letter(SHAH, "[ICT-1041]", "What is it about?", headers=headers), school)
    assert only(asked, AddEntry).incident == incident.id
    assert told(asked) == [(NoticeKind.TEAM_NEWS, "sandra.kemp")]
    worded = decided(letter(SHAH, "[ICT-1041]", "#tell I am on it", headers=headers), school)
    (transcript,) = [action for action in each(worded, Notify) if action.notice is NoticeKind.TRANSCRIPT]
    assert transcript.to == (AMIR_SHAH,)
    assert [line.outcome for line in transcript.transcript] == ["not done: ICT-1041 is for few to see"]
    assert CLAIRE_BROWN.name not in str(transcript)


def test_whoever_joined_it_before_moves_nothing_and_is_told_nothing() -> None:
    school = School()
    school.add_incident(1041, is_restricted=True, assignee=None, affected=(CLAIRE_BROWN, ZOE_MARSH))
    decision = decided(letter(MARSH, "[ICT-1041]", "Thanks, works now", headers=proof(MARSH)), school)
    assert not each(decision, ChangeState)
    assert told(decision) == [(NoticeKind.TEAM_NEWS, "sandra.kemp")]


def test_a_restricted_matter_is_never_a_known_fault() -> None:
    school = School()
    school.add_incident(1041, is_restricted=True, category="Network and internet", received_at=MONDAY)
    assert only(decided(letter(LLOYD, "wifi", "no wifi here"), school), OpenIncident).reporter == GARETH_LLOYD


def test_a_rule_hands_no_restricted_matter_to_a_firm() -> None:
    then = {"restricted": True, "hand_over": "FEN", "sure": True, "assign": "amir.shah"}
    rules, faults = read_rules([{"name": "phishing", "when": {"subject": "phish"}, "then": then}])
    assert not faults
    decision = decided(letter(BROWN, "phish", "I clicked it"), policy=make_policy(rules=rules))
    assert only(decision, OpenIncident).is_restricted
    assert not each(decision, HandOver)
    assert only(decision, Assign).to == AMIR_SHAH
    assert "#second FEN <why> hands it over" in " ".join(action.text for action in each(decision, AddEntry))


def test_a_firm_gets_of_a_restricted_matter_what_a_person_writes() -> None:
    school = School()
    incident = school.add_incident(1041, is_restricted=True)
    command = next(each for each in COMMANDS if each.word == "second")
    with pytest.raises(NotAllowed, match="ICT-1041 is restricted; write what Fenland ICT Support may know of it"):
        run_command(command, Call(incident, SANDRA_KEMP, "FEN", school, make_policy(), MONDAY))
    assert run_command(command, Call(incident, SANDRA_KEMP, "FEN block a sender", school, make_policy(), MONDAY))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Call 1234 567890 to book.", "Call (left out) to book."),
        ("It is 01234/567890.", "It is (left out)."),
        ("Ring 01632 960 171 ext 4 or extn. 12.", "Ring (left out) or (left out)."),
        ("Tel: 960171", "Tel (left out)"),
        ("Reach us at 1632 960171, ext. 22", "Reach us at (left out), (left out)"),
    ],
)
def test_a_released_mail_shows_no_telephone_number_however_it_is_written(text: str, shown: str) -> None:
    assert as_released(replace(KEV, text=text)) == shown


@pytest.mark.parametrize(
    "text",
    ["We call on 24/11/2026.", "Job 7741 has order 4500012345.", "Call-out is £1250.00.", "I ring at 09:30, 2 visits."],
)
def test_what_is_no_telephone_number_is_shown(text: str) -> None:
    assert as_released(replace(KEV, text=text)) == text


def test_two_releases_in_one_mail_send_no_text_twice() -> None:
    school = School(mails_of_providers=[replace(KEV, entry=5, text="We come on Monday."), KEV])
    words = [Word("release", ""), Word("release", ""), Word("release", "")]
    incident = school.add_incident()
    actions, lines = obey(words, incident, SANDRA_KEMP, COMMANDS, school, make_policy(), MONDAY)
    assert [action.entry for action in actions if isinstance(action, ReleaseMail)] == [7, 5]
    assert [line.is_done for line in lines] == [True, True, False]
    assert "all 2 mails of outside firms on ICT-1041 were released before" in lines[2].outcome
