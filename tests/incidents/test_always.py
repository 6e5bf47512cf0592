"""What holds for every decision, whatever mail comes and however things stand. Source: DESIGN.md section 5."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailtick.incidents.actions import (
    AddParticipants,
    Assign,
    ChangeReporter,
    ChangeState,
    Decision,
    HandOver,
    Hold,
    Ignore,
    NoticeKind,
    Notify,
    SetField,
    StartWait,
)
from mailtick.incidents.gate import refusal
from mailtick.incidents.incident import Participant, State
from mailtick.incidents.people import Person, Provider
from mailtick.incidents.rules import read_rules
from mailtick.incidents.samples import AMIR_SHAH, BRIGHTBOARD, CLAIRE_BROWN, SANDRA_KEMP, TOM_WHITFIELD
from mailtick.incidents.watching import WATCH
from mailtick.mail.classify import classify
from mailtick.mail.message import Classification
from mailtick.mail.parse import parse_mail
from tests.incidents.deciding import decided, each
from tests.support.desks import letter
from tests.support.examples import examples
from tests.support.lookup import (
    DESK_ADDRESS,
    FENLAND,
    GARETH_LLOYD,
    LEAH_DUNN,
    MONDAY,
    ZOE_MARSH,
    School,
    make_policy,
    our_id,
    proof,
    tagged,
)

# A slow machine is no fault of the code.
many = settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])

_MARK = "Zq7 is what the writer said"
_SENDERS = [
    [each.address for each in (SANDRA_KEMP, LEAH_DUNN, AMIR_SHAH, TOM_WHITFIELD)],
    [each.address for each in (CLAIRE_BROWN, GARETH_LLOYD, ZOE_MARSH)],
    ["kev@brightboard.example", BRIGHTBOARD.address, "mailer-daemon@fenlandict.example"],
    [
        "new.teacher@saltmarshprimary.example",
        "noreply@saltmarshprimary.example",
        "mo.rahman77@personalmail.example",
        DESK_ADDRESS,
    ],
]
_EVERYBODY = [address for group in _SENDERS for address in group]
_SUBJECTS = [
    "board",
    "wifi",
    "Re: [ICT-1041] board",
    "[ICT-1045]",
    "Job 7741",
    "FIS-00123 and [ICT-1041]",
    "",
    "Fwd: board",
]
_WORDS = [
    f"#resolve {_MARK}",
    f"#assign leah.dunn\n#second FEN parts\n{_MARK}",
    f"#tell {_MARK}",
    f"#wait {_MARK}",
    f"#for priya.nair\n#place Y3\n{_MARK}",
    f"#priority 1 because {_MARK}",
    f"#also zoe.marsh\n#tell {_MARK}",
    f"#for gareth.lloyd\n#resolve {_MARK}",
]
_TEXTS = [
    _MARK,
    f"{_MARK}, no wifi in the hall",
    f"We've raised Job 7741. {_MARK}",
    "",
    "Thanks, works now",
    "yes",
    f"see below\n\n---------- Forwarded message ---------\nFrom: <{GARETH_LLOYD.address}>\nSubject: x\n\n{_MARK}",
    f"On 16 Nov 2026, at 10:46, ICT desk wrote:\n\n> #resolve {_MARK}\n",
]
_MACHINES: list[dict[str, str]] = [
    {"Auto-Submitted": "auto-replied"},
    {"Auto-Submitted": "auto-generated"},
    {"Precedence": "bulk"},
    {"List-Id": "<staff.saltmarshprimary.example>"},
    {"X-Auto-Response-Suppress": "All"},
    {"X-Loop": "elsewhere"},
    {"X-Mailtick-Desk": "ict@elsewhere.example"},
    {"Return-Path": "<>"},
]


@dataclass(frozen=True)
class Situation:
    """A mail, what kind it is, and what the desk decided about it."""

    sender: str
    is_proven: bool
    classification: Classification
    decision: Decision
    school: School

    def notified(self) -> list[tuple[Notify, Person]]:
        return [(action, person) for action in each(self.decision, Notify) for person in (*action.to, *action.cc)]


# What else rules do; they hear of machines and lists, too.
_FURTHER, _ = read_rules(
    [
        {
            "name": "further",
            "when": {"any": [{"text": "board"}, {"kind": ["auto", "list", "bounce", "forward"]}]},
            "then": {
                "ask": {"question": "Which one, {name}?", "choices": ["The left", "The right"]},
                "watch": ["owner", "deputy"],
                "note": "{subject}",
                "follow_up": "2 days",
                "hand_over": "FEN",
                "sure": True,
            },
        },
        {"name": "dropped", "when": {"text": "newsletter"}, "then": {"drop": "advertising"}},
    ]
)


@st.composite
def situations(draw: st.DrawFn, *, is_team_commanding: bool = False) -> Situation:
    school = School()
    first = school.add_incident(
        1041,
        state=draw(st.sampled_from(State)),
        assignee=draw(st.sampled_from([None, AMIR_SHAH])),
        is_restricted=draw(st.booleans()),
        participants=tuple(
            Participant(each, each, "cc") for each in sorted(draw(st.sets(st.sampled_from(_EVERYBODY))))
        ),
    )
    second = school.add_incident(1045, reporter=GARETH_LLOYD, category="Network and internet")
    providers: list[Provider] = [BRIGHTBOARD, FENLAND]
    for incident in draw(st.lists(st.sampled_from([first, second]), max_size=3)):
        school.add_handover(
            incident, draw(st.sampled_from(providers)), draw(st.sampled_from(["", "Job 7741", "FIS-00123"]))
        )
    for address in draw(st.lists(st.sampled_from(_EVERYBODY), max_size=2)):
        school.stop(address)
    for address in draw(st.lists(st.sampled_from(_EVERYBODY), max_size=3)):
        school.wrote(address, draw(st.sampled_from([2, 19, 20, 200])), about=first)
    if draw(st.booleans()):
        school.providers[0] = replace(BRIGHTBOARD, is_ticket_system=True)
    sender = draw(st.sampled_from(_SENDERS[0] if is_team_commanding else draw(st.sampled_from(_SENDERS))))
    headers = dict(draw(st.sampled_from(_MACHINES))) if not is_team_commanding and draw(st.booleans()) else {}
    to = DESK_ADDRESS
    is_proven = draw(st.booleans())
    if is_proven:
        headers |= proof(sender)
    recipients: list[Person | Provider] = [CLAIRE_BROWN, BRIGHTBOARD, SANDRA_KEMP]
    recipient = draw(st.sampled_from(recipients))
    token = school.add_sent(draw(st.sampled_from([first, second, None])), recipient)
    if beside := draw(st.lists(st.sampled_from(_EVERYBODY), max_size=5)):
        headers["Cc"] = ", ".join(beside)
    match draw(st.sampled_from(["nothing", "tag", "thread"])):
        case "tag":
            to, is_proven = tagged(token), is_proven or recipient.address == sender
        case "thread":
            headers["In-Reply-To"], is_proven = f"<{our_id(token)}>", is_proven or recipient.address == sender
    raw = letter(
        f"Somebody <{sender}>",
        draw(st.sampled_from(_SUBJECTS)),
        draw(st.sampled_from(_WORDS if is_team_commanding or draw(st.booleans()) else _TEXTS)),
        to,
        headers=headers,
    )
    rules, _ = read_rules(
        [{"name": "r", "when": {"text": "board"}, "then": {"hand_over": "FEN", "sure": True, "notify": ["owner"]}}]
    )
    policy = make_policy(rules=draw(st.sampled_from([(), rules, _FURTHER])))
    return Situation(sender, is_proven, classify(parse_mail(raw)), decided(raw, school, policy), school)


_ANSWERS = {NoticeKind.ACKNOWLEDGEMENT, NoticeKind.QUESTION, NoticeKind.KNOWN_FAULT, NoticeKind.TRANSCRIPT}


@many
@given(situations())
def test_a_mail_that_forbids_an_answer_gets_none(situation: Situation) -> None:
    """The team still hears of it; nobody is answered, and least of all whoever wrote.

    Whom a word makes it the matter of did not write, and is told.
    """
    if situation.classification.suppress_reply:
        theirs = {action.to for action in each(situation.decision, ChangeReporter)}
        told = [action for action, person in situation.notified() if person not in theirs]
        # What somebody of the team asks is no machine's.
        answered = [each.notice for each in told if not (each.notice is NoticeKind.QUESTION and each.by)]
        assert not _ANSWERS.intersection(answered)
        news = [person.address for action, person in situation.notified() if action.notice is NoticeKind.TEAM_NEWS]
        assert situation.sender not in news


@many
@given(situations())
def test_a_provider_gets_a_hand_over_and_nothing_else(situation: Situation) -> None:
    domains = BRIGHTBOARD.domains | FENLAND.domains
    assert not [person for _, person in situation.notified() if person.address.rpartition("@")[2] in domains]


@many
@given(situations())
def test_what_a_provider_or_the_team_writes_reaches_others_only_by_a_word(situation: Situation) -> None:
    inside = {each.address for each in (SANDRA_KEMP, LEAH_DUNN, AMIR_SHAH, TOM_WHITFIELD)}
    is_internal = situation.sender in inside or situation.sender.endswith(
        ("@brightboard.example", "@fenlandict.example")
    )
    if not is_internal:
        return
    leaked = [
        action.notice
        for action, person in situation.notified()
        if _MARK in action.text and person.address not in inside
    ]
    released = {NoticeKind.UPDATE, NoticeKind.QUESTION} if situation.is_proven else set()
    assert set(leaked) <= released


@many
@given(situations(is_team_commanding=True))
def test_nobody_is_believed_by_the_from_line_alone(situation: Situation) -> None:
    """Rules may route what anybody reports; words need a proof."""
    if situation.is_proven:
        return
    by_word = [
        action
        for action in situation.decision.actions
        if isinstance(action, SetField | Assign | StartWait | HandOver | ChangeState) and "rule " not in action.because
    ]
    moved = {action.to for action in by_word if isinstance(action, ChangeState)}
    assert all(isinstance(action, ChangeState) for action in by_word)
    assert moved <= {State.CLOSED, State.IN_PROGRESS}


@many
@given(situations())
def test_every_decision_does_something_and_says_why(situation: Situation) -> None:
    actions = situation.decision.actions
    assert actions
    assert all(action.because.strip() for action in actions)
    if any(isinstance(action, Hold | Ignore) for action in actions):
        assert len(actions) == 1


@many
@given(situations())
def test_no_automatic_mail_goes_where_the_gate_would_let_none_pass(situation: Situation) -> None:
    refused = [
        (action.notice, person.address)
        for action, person in situation.notified()
        if not action.notice.is_text_of_people and refusal(person, situation.school, make_policy(), MONDAY)
    ]
    assert refused == []


@many
@given(situations())
def test_nobody_is_told_the_same_twice(situation: Situation) -> None:
    notices = [(action.notice, person.address, action.text) for action, person in situation.notified()]
    assert len(notices) == len(set(notices))


@many
@given(situations())
def test_copies_go_to_people_of_the_school_once_and_of_nothing_restricted(situation: Situation) -> None:
    for action in each(situation.decision, Notify):
        addresses = [person.address for person in (*action.to, *action.cc)]
        assert len(addresses) == len(set(addresses))
        assert all(person.address.endswith("@saltmarshprimary.example") for person in action.cc)
        assert action.notice.is_text_of_people or not action.cc
        if action.incident == 41 and situation.school.incidents[41].is_restricted:
            assert action.cc == ()


@many
@given(situations())
def test_the_desk_firms_and_addresses_that_nobody_reads_never_take_part(situation: Situation) -> None:
    people = [one for action in each(situation.decision, AddParticipants) for one in action.people]
    added = {one.address for one in people}
    never = {DESK_ADDRESS, "noreply@saltmarshprimary.example", BRIGHTBOARD.address, "kev@brightboard.example"}
    stopped = {address for address, stop in situation.school.stops.items() if stop.holds(MONDAY)}
    # Who watches by a rule gets nothing as long as the stop holds, and then does.
    assert not stopped & {one.address for one in people if one.field != WATCH}
    assert not added & (never | {situation.sender, "mailer-daemon@fenlandict.example"})
