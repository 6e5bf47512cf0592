"""What a mail leads to, by who writes, what kind of mail it is and what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from mailtick.incidents.actions import (
    AddEntry,
    Assign,
    ChangeState,
    Event,
    HandOver,
    Hold,
    Ignore,
    JoinIncident,
    NoticeKind,
    Notify,
    OpenIncident,
    ProviderAnswered,
    SetField,
    StartWait,
)
from mailtick.incidents.decide import Release
from mailtick.incidents.incident import Grade, Priority, State
from mailtick.incidents.notices import DeskFacts
from mailtick.incidents.people import Role
from mailtick.incidents.rules import read_rules
from mailtick.incidents.samples import BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP, TOM_WHITFIELD
from tests.incidents.deciding import BROWN, KEMP, KEV, LLOYD, MARSH, SHAH, STRANGER, decided, each, only, told
from tests.support.desks import letter
from tests.support.lookup import (
    DESK_ADDRESS,
    GARETH_LLOYD,
    MONDAY,
    PEOPLE,
    PRIYA_NAIR,
    School,
    make_policy,
    our_id,
    proof,
)


@pytest.fixture
def school() -> School:
    """1041 is Mrs Brown's, with Mr Shah."""
    school = School()
    school.add_incident()
    return school


def reply_to(
    school: School, text: str, sender: str = BROWN, state: State = State.ASSIGNED, headers: dict[str, str] | None = None
) -> bytes:
    """An answer to the mail that the desk sent to Mrs Brown about 1041, which now stands at `state`."""
    incident = school.add_incident(state=state)
    ours = our_id(school.add_sent(incident, CLAIRE_BROWN))
    return letter(sender, "Re: [ICT-1041] board", text, headers={"In-Reply-To": f"<{ours}>", **(headers or {})})


def states(raw: bytes, school: School) -> list[State]:
    return [action.to for action in each(decided(raw, school), ChangeState)]


# Who writes a new mail.


def test_a_new_mail_is_a_new_matter_and_acknowledged() -> None:
    decision = decided(letter())
    opened = only(decision, OpenIncident)
    assert (opened.reporter, opened.priority, opened.channel) == (CLAIRE_BROWN, Priority.P3, "mail")
    assert opened.text == "Board in my room won't turn on again. C"
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "claire.brown")]


def test_what_a_new_mail_quotes_of_an_old_thread_is_no_part_of_the_matter() -> None:
    quoting = letter(BROWN, "wifi", "> From: ICT desk <ict@elsewhere.example>\n> paper registers\n\nDrops at two")
    opened = only(decided(quoting), OpenIncident)
    assert opened.text == "Drops at two"
    assert opened.title == "Drops at two"


def test_an_unknown_sender_is_held_and_not_answered() -> None:
    decision = decided(letter(STRANGER, "its Mo"))
    assert "is not known here" in only(decision, Hold).because
    assert len(decision.actions) == 1


def test_somebody_new_of_the_school_s_domain_is_taken_in() -> None:
    decision = decided(letter("New Teacher <New.Teacher@SaltmarshPrimary.example>"))
    reporter = only(decision, OpenIncident).reporter
    assert (reporter.id, reporter.name, reporter.address) == (0, "New Teacher", "new.teacher@saltmarshprimary.example")
    assert reporter.roles == {Role.REQUESTER}


def test_a_mail_without_a_from_is_held() -> None:
    raw = letter().replace(b"From: Claire Brown <claire.brown@saltmarshprimary.example>\n", b"")
    assert "From line is missing" in only(decided(raw), Hold).because


def test_a_mail_from_the_desk_s_own_address_opens_nothing() -> None:
    assert "own address" in only(decided(letter(f"ICT <{DESK_ADDRESS}>")), Hold).because


def test_an_answer_written_from_the_desk_s_own_address_is_filed_and_sends_nothing(school: School) -> None:
    decision = decided(reply_to(school, "We rang her", f"ICT <{DESK_ADDRESS}>"), school)
    assert only(decision, AddEntry).because.startswith("written from the desk's own address")
    assert len(decision.actions) == 1


# Machines.

MACHINES = {
    "out of office": {"Auto-Submitted": "auto-replied"},
    "generated": {"Auto-Submitted": "auto-generated"},
    "list": {"List-Id": "<staff.saltmarshprimary.example>"},
    "newsletter": {"List-Unsubscribe": "<mailto:off@classroomdeals.example>"},
    "bulk": {"Precedence": "bulk"},
    "empty return path": {"Return-Path": "<>"},
}


@pytest.mark.parametrize("headers", MACHINES.values(), ids=MACHINES)
@pytest.mark.parametrize("sender", [BROWN, STRANGER, SHAH], ids=["requester", "stranger", "team"])
def test_a_machine_opens_nothing_and_gets_no_answer(headers: dict[str, str], sender: str) -> None:
    decision = decided(letter(sender, "Automatic reply", headers=headers))
    # What a person of ours wrote to a list may still be for the desk: somebody looks.
    came_by_list = sender is not STRANGER and any(name.startswith("List-") for name in headers)
    assert [type(action) for action in decision.actions] == [Hold if came_by_list else Ignore]


@pytest.mark.parametrize("headers", MACHINES.values(), ids=MACHINES)
@pytest.mark.parametrize("state", State)
def test_a_machine_s_answer_is_filed_and_changes_no_state(
    school: School, headers: dict[str, str], state: State
) -> None:
    decision = decided(reply_to(school, "thanks, it works", state=state, headers=headers), school)
    # Groups and gateways mark as bulk what people write, too: somebody is to see it.
    came_in_bulk = any(name.startswith("List-") for name in headers) or "Precedence" in headers
    assert [type(action) for action in decision.actions] == ([AddEntry, Notify] if came_in_bulk else [AddEntry])
    assert (NoticeKind.ACKNOWLEDGEMENT, "claire.brown") not in told(decision)
    assert only(decision, AddEntry).event is Event.AUTOMATIC


def test_words_in_an_absence_note_are_not_obeyed(school: School) -> None:
    raw = reply_to(school, "#resolve I am away", KEMP, headers={"Auto-Submitted": "auto-replied", **proof(KEMP)})
    assert [type(action) for action in decided(raw, school).actions] == [AddEntry]


def test_a_mail_with_our_own_mark_ends_here(school: School) -> None:
    decision = decided(reply_to(school, "hello", headers={"X-Mailtick-Desk": DESK_ADDRESS}), school)
    assert [type(action) for action in decision.actions] == [Ignore]


# Answers of those whose matter it is.


@pytest.mark.parametrize(
    ("state", "text", "to"),
    [
        (State.RESOLVED, "yep working now thx", [State.CLOSED]),
        (State.TEMPORARY_FIX, "Thank you Amir, loan projector is great for now!", []),
        (State.ASSIGNED, "Thanks!", []),
        (State.CLOSED, "Thanks!", []),
        (State.RESOLVED, "works but not really", [State.IN_PROGRESS]),
        (State.RESOLVED, "thanks, still broken", [State.IN_PROGRESS]),
        (State.CLOSED, "It is dark again", [State.IN_PROGRESS]),
        (State.WAITING_REQUESTER, "the big copier by the front door, sorry!", [State.IN_PROGRESS]),
        (State.WAITING_REQUESTER, "yes", [State.IN_PROGRESS]),
        (State.WAITING_PROVIDER, "Any news?", []),
        (State.CANCELLED, "It is still dark", []),
    ],
)
def test_what_an_answer_does_to_the_state(school: School, state: State, text: str, to: list[State]) -> None:
    assert states(reply_to(school, text, state=state), school) == to


def test_thanks_are_not_answered_and_nobody_is_told(school: School) -> None:
    assert told(decided(reply_to(school, "Thanks!", state=State.RESOLVED), school)) == []


def test_content_goes_to_whoever_has_it(school: School) -> None:
    assert told(decided(reply_to(school, "Any news?"), school)) == [(NoticeKind.TEAM_NEWS, "amir.shah")]


def test_content_goes_to_the_coordinator_where_nobody_has_it(school: School) -> None:
    raw = reply_to(school, "Any news?")
    school.add_incident(assignee=None)
    assert told(decided(raw, school)) == [(NoticeKind.TEAM_NEWS, "sandra.kemp")]


def test_thanks_with_a_photo_are_content(school: School) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = BROWN, DESK_ADDRESS
    mail["In-Reply-To"] = f"<{our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))}>"
    mail.set_content("Thanks")
    mail.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="IMG_1.jpg")
    school.add_incident(state=State.RESOLVED)
    assert states(mail.as_bytes(), school) == [State.IN_PROGRESS]


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED, State.WAITING_REQUESTER])
@pytest.mark.parametrize("text", ["Thanks, works", "Still dark in Elder"])
def test_a_colleague_comments_and_moves_nothing_of_another_s(school: School, state: State, text: str) -> None:
    assert states(reply_to(school, text, MARSH, state), school) == []


NOTHING_NEW = [
    "",
    "On 16 Nov 2026, at 10:46, ICT desk wrote:\n\n> thanks, it is fixed\n",
    "> still broken\n> and dark\n\n-- \nClaire Brown\nYear 3 teacher\n",
]


@pytest.mark.parametrize("text", NOTHING_NEW)
@pytest.mark.parametrize("state", State)
def test_an_answer_of_quotes_and_a_signature_does_nothing(school: School, text: str, state: State) -> None:
    decision = decided(reply_to(school, text, state=state), school)
    assert [type(action) for action in decision.actions] == [AddEntry]


def closed_days_ago(school: School, days: float) -> None:
    at = MONDAY - timedelta(days=days)
    school.add_incident(state=State.CLOSED, resolved_at=at, closed_at=at, title="No internet, whole school")


def answer_after(school: School, days: float, text: str, subject: str = "Re: [ICT-1041] Resolved") -> bytes:
    """What Mrs Brown writes on a mail of the desk's, so many days after the matter was closed."""
    ours = our_id(school.add_sent(school.add_incident(), CLAIRE_BROWN))
    closed_days_ago(school, days)
    return letter(BROWN, subject, text, headers={"In-Reply-To": f"<{ours}>"})


OTHER_MATTERS = [
    ("Re: [ICT-1041] Resolved", "This is a different problem: the projector hums since Thursday."),
    ("Fwd: Re: Resolved", "its dropping out again every afternoon about 2 in Rowan. internet itself seems fine"),
    ("Projector hums", "It hums whenever I show a film, and gets louder."),
    ("Re: [ICT-1041] Resolved", "That works now but the printer prints everything twice."),
]
THE_SAME = [
    ("Re: [ICT-1041] Resolved", "It is down again"),
    ("Re: [ICT-1041] Resolved", "No, still not working in Oak"),
    ("Re: [ICT-1041] Resolved", "The internet went away when I came in and the children cannot log on to anything."),
    ("Internet again", "still the same problem"),
]


@pytest.mark.parametrize(("subject", "text"), OTHER_MATTERS)
def test_an_answer_that_looks_like_a_new_matter_is_proposed_as_one(school: School, subject: str, text: str) -> None:
    decision = decided(answer_after(school, 3, text, subject), school)
    held = only(decision, Hold)
    assert held.related == "ICT-1041"
    assert "it answers a mail about ICT-1041, and may be a new matter" in held.because
    assert told(decision) == [(NoticeKind.RECEIVED, "claire.brown")]
    assert each(decision, ChangeState) == []


@pytest.mark.parametrize(("subject", "text"), THE_SAME)
def test_an_answer_that_may_be_the_old_matter_reopens_it(school: School, subject: str, text: str) -> None:
    assert states(answer_after(school, 3, text, subject), school) == [State.IN_PROGRESS]


@pytest.mark.parametrize(("subject", "text"), OTHER_MATTERS)
def test_whoever_answers_at_once_means_the_matter_just_closed(school: School, subject: str, text: str) -> None:
    assert states(answer_after(school, 0.1, text, subject), school) == [State.IN_PROGRESS]


def test_after_the_window_an_answer_is_a_new_incident_that_follows_the_old_one(school: School) -> None:
    opened = only(decided(answer_after(school, 8, "It is down again"), school), OpenIncident)
    assert opened.related_to == 41


@pytest.mark.parametrize("text", ["Please ignore my last mail, it was the switch.", "No longer needed, thanks"])
def test_a_withdrawal_is_proposed_and_not_acted_on(school: School, text: str) -> None:
    decision = decided(reply_to(school, text), school)
    assert each(decision, ChangeState) == []
    assert "call it off" in only(decision, Notify).lines[0]


def test_what_a_requester_writes_is_never_for_the_team_only(school: School) -> None:
    assert not only(decided(reply_to(school, "Any news?"), school), AddEntry).is_internal


# Words.


@pytest.mark.parametrize(
    "text", ["#resolve New cable fitted", "#Resolve: New cable fitted", "#\n#resolve\u00a0New cable fitted"]
)
def test_a_proven_word_is_obeyed_and_answered(school: School, text: str) -> None:
    decision = decided(reply_to(school, text, KEMP, headers=proof(KEMP)), school)
    assert [action.to for action in each(decision, ChangeState)] == [State.RESOLVED]
    assert told(decision) == [(NoticeKind.RESOLVED, "claire.brown"), (NoticeKind.TRANSCRIPT, "sandra.kemp")]


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        (KEMP, {}),
        (KEMP, {"Authentication-Results": "mx.evil.example; dmarc=pass header.from=saltmarshprimary.example"}),
        (KEMP, proof(KEMP, "spf=pass")),
    ],
    ids=["nothing", "another server", "SPF alone"],
)
def test_an_unproven_word_is_kept_and_not_obeyed(school: School, sender: str, headers: dict[str, str]) -> None:
    decision = decided(reply_to(school, "#resolve Done", sender, headers=headers), school)
    assert each(decision, ChangeState) == []
    assert only(decision, AddEntry).text == "#resolve Done"
    assert told(decision) == [(NoticeKind.TRANSCRIPT, "sandra.kemp")]


def test_the_words_of_a_requester_are_content(school: School) -> None:
    decision = decided(reply_to(school, "#resolve Done", headers=proof(BROWN)), school)
    assert (each(decision, ChangeState), only(decision, AddEntry).text) == ([], "#resolve Done")


def test_quoted_words_are_not_obeyed(school: School) -> None:
    text = "Agreed\n\nOn 16 Nov 2026, at 10:46, Sandra Kemp wrote:\n\n> #resolve Done\n"
    assert states(reply_to(school, text, KEMP, headers=proof(KEMP)), school) == []


def test_first_level_has_no_word_on_what_somebody_else_has(school: School) -> None:
    raw = reply_to(school, "#resolve Done", SHAH, headers=proof(SHAH))
    school.add_incident(assignee=SANDRA_KEMP)
    assert states(raw, school) == []


def test_a_team_member_without_a_word_writes_a_note_and_is_told_so(school: School) -> None:
    decision = decided(reply_to(school, "It is the cable", SHAH), school)
    assert only(decision, AddEntry).is_internal
    assert told(decision) == [(NoticeKind.TRANSCRIPT, "amir.shah")]


def test_a_question_waits_for_the_reporter(school: School) -> None:
    decision = decided(reply_to(school, "#wait Which room?", SHAH, headers=proof(SHAH)), school)
    assert only(decision, StartWait).waiting_on == "requester"
    assert (NoticeKind.QUESTION, "claire.brown") in told(decision)


# On behalf.


def test_the_coordinator_logs_for_somebody_and_learns_the_number() -> None:
    text = "#for priya.nair\n#place Y1\nPriya rang at 1pm: iPad trolley only charging 6 of the 15."
    decision = decided(letter(KEMP, "phone", text, headers=proof(KEMP)))
    opened = only(decision, OpenIncident)
    assert (opened.reporter, opened.on_behalf_by, opened.channel) == (PRIYA_NAIR, SANDRA_KEMP, "on_behalf")
    assert (opened.place, opened.text) == (
        "Miss Nair's class",
        "Priya rang at 1pm: iPad trolley only charging 6 of the 15.",
    )
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "priya.nair"), (NoticeKind.TRANSCRIPT, "sandra.kemp")]


@pytest.mark.parametrize(("sender", "headers"), [(SHAH, proof(SHAH)), (KEMP, {}), (BROWN, proof(BROWN))])
def test_only_coordinator_and_deputy_log_for_somebody_and_prove_it(sender: str, headers: dict[str, str]) -> None:
    decision = decided(letter(sender, "phone", "#for priya.nair\nHer iPad", headers=headers))
    assert only(decision, OpenIncident).reporter.address in sender


def test_a_mail_that_anybody_else_forwards_is_theirs() -> None:
    text = (
        "Is this real?\n\n---------- Forwarded message ---------\n"
        "From: Gareth Lloyd <gareth.lloyd@saltmarshprimary.example>\nDate: Mon, 16 Nov 2026 at 07:48\n"
        "Subject: Your password\nTo: Claire Brown <claire.brown@saltmarshprimary.example>\n\nKeep my password"
    )
    assert only(decided(letter(BROWN, "Fwd: Your password", text)), OpenIncident).reporter == CLAIRE_BROWN


# Known faults.


def outage(school: School, minutes_ago: int = 7, category: str = "Network and internet", **more: object) -> None:
    school.add_incident(
        1045,
        reporter=GARETH_LLOYD,
        category=category,
        received_at=MONDAY - timedelta(minutes=minutes_ago),
        **more,
    )


def test_a_second_report_of_a_shared_fault_joins_the_first() -> None:
    school = School()
    outage(school)
    decision = decided(letter(MARSH, "wifi", "Same in Elder, no wifi since I got in"), school)
    joined = only(decision, JoinIncident)
    assert (joined.incident, joined.person.address) == (45, "zoe.marsh@saltmarshprimary.example")
    assert "ICT-1045 was reported 7 minutes before" in joined.because
    assert each(decision, OpenIncident) == []
    assert told(decision) == [(NoticeKind.KNOWN_FAULT, "zoe.marsh")]


def test_the_third_place_raises_the_impact_and_tells_who_decides() -> None:
    school = School()
    outage(school, impact=Grade.MEDIUM, urgency=Grade.HIGH, priority=Priority.P2, places=("Y5", "Y4"))
    decision = decided(letter(BROWN, "wifi", "No wifi here, everything down"), school)
    changed = {action.field: action.value for action in each(decision, SetField)}
    assert changed == {"impact": Grade.HIGH, "priority": Priority.P1}
    assert [to for notice, to in told(decision) if notice is NoticeKind.ALERT] == [
        "sandra.kemp",
        "leah.dunn",
        "tom.whitfield",
    ]
    assert "reported from 3 places: Y5, Y4, Mrs Brown's class" in each(decision, SetField)[0].because


def test_what_the_third_report_asks_stands_in_the_alert_and_in_no_second_mail() -> None:
    school = School()
    outage(school, impact=Grade.MEDIUM, urgency=Grade.HIGH, priority=Priority.P2, places=("Y5", "Y4"))
    decision = decided(letter(BROWN, "wifi", "No wifi in Y3. Is it down everywhere??"), school)
    (alert,) = [action for action in each(decision, Notify) if action.notice is NoticeKind.ALERT]
    assert (alert.because, alert.by) == ("P1 now, reported from 3 places", "Mrs Claire Brown")
    assert "Is it down everywhere??" in alert.text
    assert "Mrs Claire Brown asks something that the answer to a known fault leaves open." in alert.lines
    assert [notice for notice, _ in told(decision) if notice is NoticeKind.TEAM_NEWS] == []
    school.incidents[45] = replace(school.incidents[45], impact=Grade.HIGH, priority=Priority.P1)
    later = decided(letter(MARSH, "wifi", "No wifi. Is filtering still on?"), school)
    assert (NoticeKind.TEAM_NEWS, "sandra.kemp") in told(later)


@pytest.mark.parametrize("places", [("Y5",), ("Y5", "Mrs Brown's class")], ids=["two", "the same place again"])
def test_two_places_raise_nothing(places: tuple[str, ...]) -> None:
    school = School()
    outage(school, impact=Grade.MEDIUM, places=places)
    assert each(decided(letter(BROWN, "wifi", "No wifi here"), school), SetField) == []


def test_a_restricted_matter_is_never_joined() -> None:
    school = School()
    outage(school, is_restricted=True)
    assert only(decided(letter(MARSH, "wifi", "no wifi in Elder"), school), OpenIncident)


ALIKE = "The projector in my room hums loudly and the picture is green"


@pytest.mark.parametrize(
    ("sender", "minutes_ago", "words", "place"),
    [
        (LLOYD, 4, "the same person reported 4 minutes before", ""),
        (MARSH, 40, "somebody else reported 40 minutes before", "Mrs Brown's class"),
    ],
)
def test_a_report_in_much_the_same_words_is_proposed_for_merging(
    sender: str, minutes_ago: int, words: str, place: str
) -> None:
    school = School(people=[replace(each, usual_place=place) for each in PEOPLE])
    outage(school, minutes_ago, "Display and AV", title="projector", first_text=ALIKE, place=place)
    decision = decided(letter(sender, "projector", "The projector hums and its picture is all green"), school)
    note = next(action for action in each(decision, AddEntry) if action.event is Event.NOTE)
    assert only(decision, OpenIncident)
    assert words in note.text
    assert note.text.endswith("#merge 1045 puts it there.")
    assert (NoticeKind.TEAM_NEWS, "sandra.kemp") in told(decision)


@pytest.mark.parametrize(
    ("sender", "text", "changes"),
    [
        (LLOYD, "My laptop has no sound any more", {}),
        (LLOYD, "The projector 14 in my room hums loudly and the picture is green", {"title": "projector 7"}),
        (LLOYD, ALIKE, {"minutes_ago": 45}),
        (LLOYD, ALIKE, {"state": State.RESOLVED}),
        (LLOYD, ALIKE, {"is_restricted": True}),
        (MARSH, ALIKE, {}),
    ],
    ids=["another matter", "another number", "too long ago", "done", "restricted", "another place"],
)
def test_other_reports_are_not_proposed_for_merging(sender: str, text: str, changes: dict[str, object]) -> None:
    school = School()
    given: dict[str, object] = {"minutes_ago": 4, "category": "", "title": "board", "first_text": ALIKE, **changes}
    outage(school, **given)  # type: ignore[arg-type]  # the names are those of `outage`
    assert [action.event for action in each(decided(letter(sender, "help", text), school), AddEntry)] == []


@pytest.mark.parametrize(
    ("sender", "text", "changes"),
    [
        (MARSH, "no wifi in Elder", {"minutes_ago": 61}),
        (MARSH, "no wifi in Elder", {"state": State.RESOLVED}),
        (LLOYD, "wifi is gone in the hall too", {}),
        (MARSH, "the printer is jammed", {"category": "Printing and copying"}),
        (MARSH, "wifi and printer", {}),
    ],
    ids=["too long ago", "done", "the same person", "not shared", "two categories"],
)
def test_other_reports_are_matters_of_their_own(sender: str, text: str, changes: dict[str, object]) -> None:
    school = School()
    outage(school, **changes)  # type: ignore[arg-type]  # the names are those of `outage`
    assert only(decided(letter(sender, "help", text), school), OpenIncident)


# Rules.


def ruled(then: dict[str, object], raw: bytes, school: School | None = None) -> list[object]:
    rules, faults = read_rules([{"name": "boards", "when": {"text": "board"}, "then": then}])
    assert faults == ()
    return list(decided(raw, school, make_policy(rules=rules)).actions)


def test_a_rule_assigns_and_its_name_stands_beside() -> None:
    actions = ruled({"assign": "amir.shah", "priority": "P2"}, letter())
    assert [type(action) for action in actions][:3] == [OpenIncident, ChangeState, Assign]
    assert {action.because for action in actions if isinstance(action, ChangeState | Assign)} == {'rule "boards"'}
    assert 'rule "boards"' in next(action.because for action in actions if isinstance(action, OpenIncident))


def test_a_sure_rule_hands_over_and_any_other_proposes_it() -> None:
    sure = ruled({"hand_over": "BBA", "sure": True}, letter())
    assert [action.provider for action in sure if isinstance(action, HandOver)] == [BRIGHTBOARD]
    proposed = ruled({"hand_over": "BBA"}, letter())
    assert not [action for action in proposed if isinstance(action, HandOver | ChangeState)]
    assert [action.text for action in proposed if isinstance(action, AddEntry)] == [
        "BrightBoard AV could take it: #second BBA <why> hands it over."
    ]


@pytest.mark.parametrize("then", [{"assign": "a.leaver"}, {"hand_over": "Nobody", "sure": True}])
def test_a_rule_that_names_nobody_is_told_to_the_coordinator(then: dict[str, object]) -> None:
    rules, _ = read_rules([{"name": "boards", "when": {"text": "board"}, "then": then}])
    decision = decided(letter(), policy=make_policy(rules=rules))
    assert 'rule "boards"' in only(decision, AddEntry).text
    assert (NoticeKind.TEAM_NEWS, "sandra.kemp") in told(decision)


# Providers.


def test_a_provider_s_mail_is_for_the_team_only(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    decision = decided(letter(KEV, "Your call", "We've raised Job 7741, engineer on Tuesday"), school)
    assert only(decision, AddEntry).is_internal
    assert only(decision, ProviderAnswered).is_human
    assert told(decision) == [(NoticeKind.PROVIDER_NEWS, "amir.shah")]
    assert each(decision, ChangeState) == []


def test_a_provider_s_receipt_brings_the_number_and_is_no_human_answer(school: School) -> None:
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    raw = letter(KEV, "Job 7741 received", headers={"Auto-Submitted": "auto-replied"})
    answered = only(decided(raw, school), ProviderAnswered)
    assert (answered.is_human, answered.reference) == (False, "Job 7741")
    assert told(decided(raw, school)) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"X-Auto-Response-Suppress": "All"},
        {"X-Loop": "a"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_news_from_a_provider_s_system_reach_somebody(school: School, headers: dict[str, str]) -> None:
    """Many such systems mark what their people write as automatic."""
    school.add_handover(school.incidents[41], BRIGHTBOARD)
    decision = decided(letter(KEV, "Job 7741 - Resolved", "Power board fitted", headers=headers), school)
    assert told(decision) == [(NoticeKind.PROVIDER_NEWS, "amir.shah")]


def test_whoever_may_not_write_to_the_reporter_is_not_told_to(school: School) -> None:
    """The owner has notes, and no #tell (RULINGS 12)."""
    for who, ending in ((SANDRA_KEMP, "; answer with #tell and your text to send it"), (TOM_WHITFIELD, "")):
        sender = f"{who.name} <{who.address}>"
        decision = decided(reply_to(school, "Approved", sender, headers=proof(sender)), school)
        (answer,) = [action for action in each(decision, Notify) if action.notice is NoticeKind.TRANSCRIPT]
        assert answer.transcript[0].outcome == f"kept as a note, not sent to Mrs Claire Brown{ending}"


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (datetime(2026, 11, 13, 16, 30, tzinfo=UTC), "3 days before"),
        (datetime(2026, 11, 15, 20, 30, tzinfo=UTC), "1 day before"),
    ],
    ids=["after the weekend", "the evening before"],
)
def test_days_since_closing_are_those_of_the_calendar(school: School, closed: datetime, words: str) -> None:
    incident = school.add_incident(state=State.CLOSED, closed_at=closed)
    ours = our_id(school.add_sent(incident, CLAIRE_BROWN))
    headers = {"In-Reply-To": f"<{ours}>"}
    raw = letter(BROWN, "new laptop", "By the way, a different question: my laptop is slow.", headers=headers)
    assert f"ICT-1041 was closed {words}" in only(decided(raw, school), Hold).because


def test_the_files_of_a_mail_are_named_to_whoever_gets_it(school: School) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = BROWN, DESK_ADDRESS, "photo"
    mail["Message-ID"] = "<photo@mail.example>"
    mail.set_content("Look at this")
    mail.add_attachment(b"x" * 4_200_000, "image", "heic", filename="IMG_4471.HEIC", disposition="inline")
    mail.add_attachment(b"x" * 900, "image", "png", filename="logo.png", disposition="inline", cid="<logo@x>")
    assert only(decided(mail.as_bytes()), OpenIncident).files == ("IMG_4471.HEIC (4.2 MB)",)
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    mail["In-Reply-To"] = f"<{ours}>"
    mail.replace_header("Subject", "Re: [ICT-1041] board")
    (news,) = [each for each in each(decided(mail.as_bytes(), school), Notify) if each.notice is NoticeKind.TEAM_NEWS]
    assert news.lines == ("With it came: IMG_4471.HEIC (4.2 MB). `mailtick files ICT-1041` shows and saves files.",)


# Released by a person.


def test_a_held_mail_is_released_as_somebody_s_matter() -> None:
    release = Release(SANDRA_KEMP, reporter=PRIYA_NAIR)
    opened = only(decided(letter(STRANGER, "its Mo"), release=release), OpenIncident)
    assert opened.reporter == PRIYA_NAIR


def test_a_stranger_who_is_let_in_is_answered_where_they_wrote_from() -> None:
    decision = decided(letter(STRANGER, "its Mo"), release=Release(SANDRA_KEMP))
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "mo.rahman77")]


def test_somebody_who_wrote_from_another_address_is_answered_there() -> None:
    decision = decided(letter(STRANGER, "its Mo"), release=Release(SANDRA_KEMP, reporter=PRIYA_NAIR))
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "mo.rahman77")]


def test_a_held_mail_is_released_onto_an_incident(school: School) -> None:
    decision = decided(letter(STRANGER, "its Mo"), school, release=Release(SANDRA_KEMP, incident=41))
    assert only(decision, AddEntry).incident == 41


def test_a_provider_s_notice_that_is_taken_up_is_no_matter_of_the_provider_s() -> None:
    """It would be put on the list of people, and all their later mails would be a requester's."""
    decision = decided(letter(KEV, "Planned maintenance"), release=Release(SANDRA_KEMP))
    assert only(decision, OpenIncident).reporter == SANDRA_KEMP
    assert told(decision) == [(NoticeKind.ACKNOWLEDGEMENT, "sandra.kemp")]


def test_a_decision_is_shown_with_its_reasons() -> None:
    policy = make_policy(facts=DeskFacts("ICT desk", DESK_ADDRESS, "ICT"))
    shown = decided(letter(), policy=policy).as_json()
    assert [line["action"] for line in shown] == ["open_incident", "notify"]
    assert all(line["because"] for line in shown)
    assert shown[1]["to"] == ["claire.brown@saltmarshprimary.example"]
    assert shown[1]["incident"] == "opened"


@pytest.mark.parametrize("sender", [BROWN, STRANGER], ids=["requester", "stranger"])
def test_a_mail_that_only_its_subject_calls_an_automatic_reply_is_looked_at_by_a_person(sender: str) -> None:
    raw = letter(sender, "Automatic reply: how do I set one up in Outlook", "Mine goes to nobody. Could you help?")
    assert "nothing but its subject says that a machine wrote it" in only(decided(raw), Hold).because
    question = letter(BROWN, "Automatic reply: how do I set one up?", "Mine goes to nobody.")
    assert only(decided(question), OpenIncident).title == "Automatic reply: how do I set one up?"


def test_what_a_machine_wrote_in_a_colleague_s_name_is_ignored_with_the_reason() -> None:
    ignored = only(decided(letter(BROWN, "Away", "I am away.", headers={"Auto-Submitted": "auto-replied"})), Ignore)
    assert ignored.because == ("a machine wrote it (Auto-Submitted says auto-replied), and it belongs to no incident")
