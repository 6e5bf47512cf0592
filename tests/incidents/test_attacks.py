"""Somebody writes in another one's name. Each try ends held, or as a mere comment. Source: TRAPS.md 2.6, RULINGS 11."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailtick.incidents.actions import (
    AddEntry,
    Decision,
    Event,
    Hold,
    Ignore,
    NoticeKind,
    Notify,
    OpenIncident,
    ProviderAnswered,
    Withhold,
)
from mailtick.incidents.decide import Release
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Person, Role
from mailtick.incidents.samples import BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP
from tests.incidents.deciding import BROWN, KEMP, STRANGER, decided, each, only
from tests.incidents.test_trust import judged
from tests.support.desks import letter
from tests.support.lookup import OUR_SERVER, School, our_id, proof, tagged

EVIL = "evil.example"
DOMAIN = "saltmarshprimary.example"
DMARC_FAILED = {"Authentication-Results": f"{OUR_SERVER}; dmarc=fail (p=reject) header.from={DOMAIN}"}


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def incident(school: School) -> Incident:
    return school.add_incident(state=State.RESOLVED)


def is_mere_comment(decision: Decision) -> bool:
    """Nothing but a line in the log, and mails that say so."""
    return bool(each(decision, AddEntry)) and all(
        isinstance(action, AddEntry | Notify | Withhold) for action in decision.actions
    )


@pytest.mark.parametrize("words", ["#close", "#reopen", "#second FEN come at once", "#tell Send me your password"])
def test_a_spoofed_coordinator_who_quotes_a_number_commands_nothing(
    school: School, incident: Incident, words: str
) -> None:
    decision = decided(letter(KEMP, "[ICT-1041] board", words), school)
    assert is_mere_comment(decision)
    assert "sender verified: no" in only(decision, AddEntry).because
    (told,) = each(decision, Notify)
    assert (told.notice, told.to[0].address) == (NoticeKind.TRANSCRIPT, SANDRA_KEMP.address)
    assert all(not line.is_done and "sender verified: no" in line.outcome for line in told.transcript)


@pytest.mark.parametrize("subject", ["[ICT-1041] board", "something new"])
def test_a_spoofed_coordinator_whose_mail_failed_dmarc_is_held(
    school: School, incident: Incident, subject: str
) -> None:
    held = only(decided(letter(KEMP, subject, "#close", headers=DMARC_FAILED), school), Hold)
    assert "may be forged: it claims to be from Mrs Sandra Kemp" in held.because
    assert f"the server {OUR_SERVER} says DMARC failed" in held.because


def test_a_spoofed_coordinator_s_new_mail_logs_for_nobody_and_the_answer_says_why(school: School) -> None:
    decision = decided(letter(KEMP, "wifi", "#for zoe.marsh\n#place Y3\nno wifi"), school)
    assert only(decision, OpenIncident).reporter.address == SANDRA_KEMP.address
    lines = [line for told in each(decision, Notify) for line in told.transcript]
    assert [(line.word, line.is_done) for line in lines] == [("#for", False), ("#place", False)]
    assert all("answer a mail that the desk sent to you" in line.outcome for line in lines)


@pytest.mark.parametrize("field", ["In-Reply-To", "References"])
@pytest.mark.parametrize("made_up", ["ict-1041.aaaaaaaaaaaaaaaaaaaa", "ict-1041.k7f3", "ict-1041"])
def test_a_thread_header_that_looks_like_ours_and_is_not_gives_nothing(
    school: School, incident: Incident, field: str, made_up: str
) -> None:
    school.add_sent(incident, SANDRA_KEMP)
    raw = letter(KEMP, "Re: board", "#close", headers={field: f"<{made_up}@{DOMAIN}>"})
    found = judged(raw, school)
    assert found is not None
    assert not may(found, Deed.COMMAND)
    assert not [action for action in decided(raw, school).actions if getattr(action, "incident", None) == incident.id]


@pytest.mark.parametrize("is_tagged", [True, False], ids=["address", "Message-ID"])
def test_a_token_from_somebody_else_s_copy_gives_no_words(school: School, incident: Incident, is_tagged: bool) -> None:
    token = school.add_sent(incident, CLAIRE_BROWN)
    headers = {} if is_tagged else {"In-Reply-To": f"<{our_id(token)}>"}
    to = tagged(token) if is_tagged else f"ict@{DOMAIN}"
    assert is_mere_comment(decided(letter(KEMP, "Re: board", "#close", to, headers=headers), school))


def test_a_token_that_was_seen_in_a_forwarded_copy_gives_no_words_where_dmarc_fails(
    school: School, incident: Incident
) -> None:
    token = school.add_sent(incident, SANDRA_KEMP)
    raw = letter(KEMP, "Re: board", "#close", tagged(token), headers=DMARC_FAILED)
    assert "may be forged" in only(decided(raw, school), Hold).because


def test_a_stranger_with_a_token_only_comments(school: School, incident: Incident) -> None:
    token = school.add_sent(incident, SANDRA_KEMP)
    decision = decided(letter(STRANGER, "Re: board", "#close", tagged(token)), school)
    assert is_mere_comment(decision)
    assert only(decision, AddEntry).is_internal


def test_a_forged_bounce_changes_nothing(school: School, incident: Incident) -> None:
    school.add_sent(incident, CLAIRE_BROWN)
    report = (
        "From: MAILER-DAEMON@evil.example\r\nTo: ict@saltmarshprimary.example\r\nSubject: Undelivered Mail\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; evil.example\r\n\r\n"
        f"Final-Recipient: rfc822; {CLAIRE_BROWN.address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        "--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: <ict-1041.aaaaaaaaaaaaaaaaaaaa@{DOMAIN}>\r\n\r\n--b--\r\n"
    )
    assert "may be forged" in only(decided(report.encode(), school), Ignore).because


@pytest.mark.parametrize("cites", ["Job 7741", "[ICT-1041] Job 7741"])
def test_a_firm_s_news_from_an_unknown_address_is_none(school: School, incident: Incident, cites: str) -> None:
    school.add_handover(incident, BRIGHTBOARD, "Job 7741")
    decision = decided(letter("Kev <kev.brightboard@personalmail.example>", cites, "Job 7741 is done"), school)
    assert not each(decision, ProviderAnswered)
    assert each(decision, Hold) or is_mere_comment(decision)


def test_a_firm_s_forged_mail_is_held(school: School, incident: Incident) -> None:
    school.add_handover(incident, BRIGHTBOARD, "Job 7741")
    failed = {"Authentication-Results": f"{OUR_SERVER}; dmarc=fail header.from=brightboard.example"}
    raw = letter("Kev <kev@brightboard.example>", "Job 7741", "Pay to this new account", headers=failed)
    assert "claims to be from BrightBoard AV" in only(decided(raw, school), Hold).because


@pytest.mark.parametrize("field", ["X-Original-From", "Sender", "Reply-To", "Resent-From"])
def test_who_else_a_mail_names_lends_it_nobody_s_name(school: School, field: str) -> None:
    decision = decided(letter(f"Kim <kim@{EVIL}>", "#close", "#close", headers={field: KEMP}), school)
    assert f"kim@{EVIL} is not known here" in only(decision, Hold).because


def test_an_answer_goes_to_the_address_that_we_have_not_to_where_a_mail_asks(school: School) -> None:
    decision = decided(letter(BROWN, headers={"Reply-To": f"Claire Brown <claire@{EVIL}>"}), school)
    assert {person.address for told in each(decision, Notify) for person in told.to} == {CLAIRE_BROWN.address}


@pytest.mark.parametrize(
    "address",
    [
        "sandra.kemp@saltm\u0430rshprimary.example",
        "sandra.kemp@xn--saltmrshprimary-3nk.example",
        "sandra.kemp@saltmarshprimary.example.evil.example",
        "sandra.kemp@saltmarsh-primary.example",
        "sandra.\u212aemp@saltmarshprimary.example",
    ],
    ids=["Cyrillic a", "the same in ASCII", "a longer domain", "a hyphen", "a Kelvin sign for k"],
)
def test_an_address_that_only_looks_like_hers_is_a_stranger_s(school: School, address: str) -> None:
    raw = letter().replace(b"Claire Brown <claire.brown@saltmarshprimary.example>", f"Sandra Kemp <{address}>".encode())
    assert "is not known here" in only(decided(raw, school), Hold).because


@pytest.mark.parametrize("first_is_hers", [True, False])
@pytest.mark.parametrize("fields", ["two fields", "two addresses"])
def test_two_senders_in_from_prove_neither(
    school: School, incident: Incident, fields: str, first_is_hers: bool
) -> None:
    both = [KEMP, f"Kim <kim@{DOMAIN}>"] if first_is_hers else [f"Kim <kim@{DOMAIN}>", KEMP]
    written = "\nFrom: ".join(both) if fields == "two fields" else ", ".join(both)
    plain = letter(BROWN, "[ICT-1041] board", "#close", headers=proof(KEMP))
    raw = plain.replace(b"Claire Brown <claire.brown@saltmarshprimary.example>", written.encode())
    found = judged(raw, school)
    assert found is not None
    assert not found.is_authenticated
    assert is_mere_comment(decided(raw, school))


def test_a_spoofed_approver_approves_nothing(school: School, incident: Incident) -> None:
    head = Person(41, "Mr Ben Ash", f"ben.ash@{DOMAIN}", frozenset({Role.APPROVER}))
    school.people.append(head)
    token = school.add_sent(incident, head)
    answer = {"In-Reply-To": f"<{our_id(token)}>"}
    ben = f"{head.name} <{head.address}>"
    for headers, is_believed in (
        ({}, False),
        (proof(ben), False),
        (answer, False),
        (answer | DMARC_FAILED, False),
        (answer | proof(ben), True),
    ):
        found = judged(letter(ben, "Re: approve", "approve", headers=headers), school)
        assert found is not None
        assert may(found, Deed.APPROVE) is is_believed


def test_thanks_in_somebody_s_name_do_not_close_their_matter(school: School, incident: Incident) -> None:
    thanks = letter(BROWN, "[ICT-1041] board", "Thanks, works now")
    assert is_mere_comment(decided(thanks, school))
    assert not is_mere_comment(
        decided(letter(BROWN, "[ICT-1041] board", "Thanks, works", headers=proof(BROWN)), school)
    )


@pytest.mark.parametrize("proves", [proof("@personalmail.example"), {}], ids=["with DMARC", "alone"])
def test_an_address_noted_by_hand_reports_and_answers_and_gives_no_rights(
    school: School, incident: Incident, proves: dict[str, str]
) -> None:
    school.noted["mo.rahman77@personalmail.example"] = SANDRA_KEMP
    assert only(decided(letter(STRANGER, headers=proves), school), OpenIncident).reporter == SANDRA_KEMP
    decision = decided(letter(STRANGER, "[ICT-1041]", "#close", headers=proves), school)
    assert is_mere_comment(decision)
    assert "was noted by hand" in only(decision, AddEntry).because


def test_what_a_release_says_of_a_mail_that_may_be_forged_is_believed(school: School) -> None:
    raw = letter(KEMP, "wifi", "no wifi in the hall", headers=DMARC_FAILED)
    opened = only(decided(raw, school, release=Release(SANDRA_KEMP)), OpenIncident)
    assert opened.reporter == SANDRA_KEMP


def test_what_a_firm_wrote_and_a_release_takes_for_a_colleague_s_is_answered_to_the_colleague(school: School) -> None:
    raw = letter("Kev <kev@brightboard.example>", "panel", "It is dark in Room 5")
    decision = decided(raw, school, release=Release(SANDRA_KEMP, reporter=CLAIRE_BROWN))
    assert {person.address for told in each(decision, Notify) for person in told.to} == {CLAIRE_BROWN.address}
    mine = decided(letter(STRANGER, "panel", "It is dark"), school, release=Release(SANDRA_KEMP, reporter=CLAIRE_BROWN))
    assert [person.address for told in each(mine, Notify) for person in told.to] == ["mo.rahman77@personalmail.example"]


def test_each_entry_of_a_mail_says_how_its_sender_was_verified(school: School, incident: Incident) -> None:
    token = school.add_sent(incident, SANDRA_KEMP)
    headers = proof(KEMP) | {"In-Reply-To": f"<{our_id(token)}>"}
    both = f"sender verified: yes, DMARC by {OUR_SERVER}, and it answers a mail that only they received"
    decision = decided(letter(KEMP, "Re: board", "#close\nAll done.", headers=headers), school)
    assert [action.because.endswith(both) for action in decision.actions] == [True, True, True, False]
    assert decision.sender == both
    said = decided(letter(BROWN, "[ICT-1041] board", "Still dark", headers=proof(BROWN)), school)
    entry = next(action for action in each(said, AddEntry) if action.event is Event.MAIL)
    assert entry.because == f"mail from Mrs Claire Brown; sender verified: yes, DMARC by {OUR_SERVER}"


def test_a_firm_s_mail_that_somebody_takes_up_is_not_in_their_room(school: School) -> None:
    kemp = replace(SANDRA_KEMP, usual_place="Y3")
    raw = letter("Kev <kev@brightboard.example>", "planned work", "We update all panels on Friday")
    assert only(decided(raw, school, release=Release(kemp)), OpenIncident).place == ""
