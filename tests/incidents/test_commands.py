from __future__ import annotations

from dataclasses import replace

import pytest

from mailtick.incidents.actions import (
    Action,
    AddEntry,
    AddParticipants,
    Assign,
    ChangeReporter,
    ChangeState,
    HandOver,
    NoticeKind,
    Notify,
    SetField,
)
from mailtick.incidents.approvals import Approval, Price
from mailtick.incidents.commands import COMMANDS, Call, run_command
from mailtick.incidents.commands.words import Word, obey
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import OPEN, Participant, Priority, State
from mailtick.incidents.kept import Article, OpenEntry
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import RecordedNews
from mailtick.incidents.people import Person, Role
from mailtick.incidents.samples import AMIR_SHAH, BRIGHTBOARD, CLAIRE_BROWN, PANEL, SANDRA_KEMP, TOM_WHITFIELD
from mailtick.incidents.service_level import Job
from mailtick.incidents.visibility import ProviderMail
from tests.support.lookup import GARETH_LLOYD, LEAH_DUNN, MONDAY, ZOE_MARSH, School, make_policy

BY_WORD = {command.word: command for command in COMMANDS}

# A word, what may follow it, and the states in which it is possible.
_UNENDED = OPEN
_RUNNING = {State.NEW, State.ASSIGNED, State.IN_PROGRESS}
POSSIBLE: dict[str, tuple[str, set[State] | frozenset[State]]] = {
    "start": ("", OPEN - {State.IN_PROGRESS}),
    "resolve": ("New cable fitted", OPEN),
    "wait": ("Which room is it in?", _RUNNING),
    "second": ("FEN needs parts", OPEN),
    "chase": ("BBA", frozenset(State)),
    "withdraw": ("BBA", frozenset(State)),
    "ask-approval": ("£285.00 + VAT new power board", OPEN),
    "approve": ("", OPEN),
    "refuse": ("too dear", OPEN),
    "ask": ("Is there a cheaper one?", OPEN),
    "order": ("FEN PO-26-0311", OPEN),
    "assign": ("leah.dunn", OPEN),
    "tell": ("The engineer comes on Tuesday", frozenset(State)),
    "temp": ("Loan projector until 24 Nov", OPEN),
    "visit": (
        "24 Nov 09:00",
        {State.ASSIGNED, State.IN_PROGRESS, State.WAITING_PROVIDER, State.SCHEDULED},
    ),
    "done": ("The engineer was here", frozenset(State)),
    "reply": ("claire.brown: The big one.", frozenset(State)),
    "heard": ("BBA: Job 7741, engineer on Tuesday", frozenset(State)),
    "take-back": ("", frozenset(State)),
    "job": ("BBA Job 7742", frozenset(State)),
    "answer": ("wifi-reset", frozenset(State)),
    "time": ("20", frozenset(State)),
    "watch": ("", frozenset(State)),
    "unwatch": ("", frozenset(State)),
    "also": ("priya.nair", frozenset(State)),
    "without": ("gareth.lloyd", frozenset(State)),
    "note": ("Rang BrightBoard", frozenset(State)),
    "for": ("priya.nair", frozenset(State)),
    "title": ("Panel stays dark", frozenset(State)),
    "place": ("Y3", frozenset(State)),
    "asset": ("SP-0037", frozenset(State)),
    "category": ("printing and copying", frozenset(State)),
    "priority": ("2 because the exam is tomorrow", frozenset(State)),
    "needed": ("24 Nov 2199 15:00", frozenset(State)),
    "restrict": ("yes", frozenset(State)),
    "release": ("", frozenset(State)),
    "merge": ("1045", OPEN),
    "unmerge": ("1046", frozenset(State)),
    "separate": ("zoe.marsh", frozenset(State)),
    "split": ("board dark; laptop battery", OPEN),
    "link": ("1045", frozenset(State)),
    "parent": ("1045", frozenset(State) - {State.CANCELLED}),
    "resolve-parts": ("New switch fitted", frozenset(State)),
    "reopen": ("", {State.RESOLVED, State.CLOSED, State.CANCELLED}),
    "close": ("", {State.RESOLVED}),
    "cancel": ("reported by mistake", OPEN),
}
_FIRST_LEVEL_WORDS = {"start", "resolve", "wait", "second", "tell", "note", "place", "category", "release", "asset"} | {
    "title",
    "needed",
    "temp",
    "visit",
    "done",
    "also",
    "without",
    "link",
    "answer",
    "time",
    "ask-approval",
    "chase",
    "withdraw",
}
_WATCHING = {"watch", "unwatch"}
_DECIDING = {"approve", "refuse", "ask"}
MAY: dict[str, set[str]] = {
    "coordinator": set(POSSIBLE) - _DECIDING,
    "deputy": set(POSSIBLE) - _DECIDING,
    "first level, theirs": _FIRST_LEVEL_WORDS | _WATCHING,
    "first level, of somebody else": _WATCHING,
    "owner": {"note"} | _WATCHING | _DECIDING,
    "requester": set(),
}
WHO = {
    "coordinator": SANDRA_KEMP,
    "deputy": LEAH_DUNN,
    "first level, theirs": AMIR_SHAH,
    "first level, of somebody else": AMIR_SHAH,
    "owner": TOM_WHITFIELD,
    "requester": CLAIRE_BROWN,
}


KEV_WROTE = ProviderMail(
    7, "BrightBoard AV", "Kev Marsh", "Job 7741: I come on Tuesday.", frozenset({"brightboard.example"}), False
)


def _asked(incident: int, state: str) -> Approval:
    return Approval(
        1, incident, "new power board", Price(28500, 5700), "", "", None, TOM_WHITFIELD, "Mrs Kemp", MONDAY, state
    )


def say(
    word: str,
    argument: str = "",
    by: Person = SANDRA_KEMP,
    state: State = State.ASSIGNED,
    assignee: Person | None = AMIR_SHAH,
    school: School | None = None,
) -> tuple[Action, ...]:
    school = school or School()
    lloyd = Participant(GARETH_LLOYD.address, GARETH_LLOYD.name, "cc")
    affected = (CLAIRE_BROWN, ZOE_MARSH)
    watching = (Participant(by.address, by.name, "watch"),) if word == "unwatch" else ()
    incident = school.add_incident(state=state, assignee=assignee, affected=affected, participants=(lloyd, *watching))
    school.add_incident(1045, reporter=GARETH_LLOYD)
    school.add_incident(1046, state=State.CANCELLED, merged_into=incident.id)
    school.add_incident(1047, state=State.CLOSED)
    school.add_incident(1048, is_restricted=True)
    school.add_incident(1049, parent="ICT-1041" if word == "resolve-parts" else "ICT-1045")
    school.mails_of_providers.append(KEV_WROTE)
    school.recorded.append(RecordedNews(3, "BrightBoard AV on ICT-1041: visit on Tuesday"))
    if word in ("heard", "job", "withdraw"):
        school.add_handover(incident, BRIGHTBOARD)
    entries = (("ICT-1041", OpenEntry("D07", "Engineer comes")),)
    reset = Article("K1", "Wifi reset", "Dear {{ name }}, turn it off in {place} and on again. {{ 7 * 7 }}")
    further = Article("K2", "Wifi, slow", "Sit nearer.")
    school.kept = replace(
        school.kept,
        all_equipment=(PANEL, *school.kept.all_equipment),
        all_articles=(reset, further),
        all_entries=entries,
    )
    school.jobs_of_firms[incident.id] = (FirmJob(1, BRIGHTBOARD, "Job 7741", Job(MONDAY, Priority.P3), "", "", ""),)
    school.asked = [_asked(incident.id, "yes" if word == "order" else "asked")]
    return run_command(BY_WORD[word], Call(incident, by, argument, school, make_policy(), MONDAY))


def test_the_tables_of_this_test_know_every_word() -> None:
    assert set(POSSIBLE) == set(BY_WORD)


@pytest.mark.parametrize("word", POSSIBLE)
@pytest.mark.parametrize("who", MAY)
def test_each_word_is_for_the_roles_that_have_it(word: str, who: str) -> None:
    argument, states = POSSIBLE[word]
    state = State.ASSIGNED if State.ASSIGNED in states else State.RESOLVED
    assignee = LEAH_DUNN if who == "first level, of somebody else" else AMIR_SHAH
    if word in MAY[who]:
        assert say(word, argument, WHO[who], state, assignee)
        return
    with pytest.raises(NotAllowed, match=r"is for|is not assigned to you"):
        say(word, argument, WHO[who], state, assignee)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("word", POSSIBLE)
def test_each_word_is_possible_in_its_states_only(word: str, state: State) -> None:
    argument, states = POSSIBLE[word]
    by = TOM_WHITFIELD if word in _DECIDING else SANDRA_KEMP
    if state in states:
        assert say(word, argument, by, state=state)
        return
    with pytest.raises(NotAllowed, match=r"^ICT-1041 is "):
        say(word, argument, by, state=state)


@pytest.mark.parametrize(
    "word",
    sorted(
        set(POSSIBLE)
        - {
            "chase",
            "withdraw",
            "take-back",
            "approve",
            "refuse",
            "start",
            "done",
            "watch",
            "unwatch",
            "reopen",
            "close",
            "release",
        }
    ),
)
def test_a_word_without_what_it_needs_says_what_is_missing(word: str) -> None:
    with pytest.raises(NotAllowed, match=r"^say "):
        say(word, by=TOM_WHITFIELD if word in _DECIDING else SANDRA_KEMP)


@pytest.mark.parametrize(
    ("word", "argument", "said"),
    [
        ("assign", "claire.brown", '"claire.brown" is nobody of the team'),
        ("assign", "somebody", '"somebody" is nobody of the team'),
        ("second", "Nobody needs parts", 'no provider is called "Nobody"'),
        ("place", "the moon", '"the moon" is no place of the list'),
        ("category", "Gardening", '"Gardening" is no category; there are: Network and internet, '),
        ("priority", "9 because it is", '"9" is no priority; write 1 to 5'),
        ("priority", "2", "say why as well: #priority 2 because …"),
        ("priority", "2 Because", "say why as well"),
        ("restrict", "perhaps", '"perhaps" is neither yes nor no'),
        ("time", "soon", '"soon" is no time; say how many minutes it took'),
        ("time", "0", "0 minutes are none or more than a day"),
        ("time", "25 h", "1500 minutes are none or more than a day"),
        ("time", "-20", "you have 0 minutes on ICT-1041, and cannot take back 20"),
        ("answer", "wifi-rset", 'no article with first checks is called "wifi-rset"; did you mean wifi-reset'),
        ("answer", "board", "there are: wifi-reset, wifi-slow"),
        ("split", "laptop battery", "that is one matter; say the matters"),
        ("split", "a;b;c;d;e;f;g;h;i;j;k", "those are 11 matters; 10 at most can be split at once"),
        ("split", f"{'very ' * 20}long; short", "is too long for a title"),
        ("link", "1041", "ICT-1041 is that incident itself"),
        ("link", "-1045", "ICT-1041 and ICT-1045 are not linked"),
        ("parent", "1041", "ICT-1041 cannot be part of itself"),
        ("parent", "1099", "there is no incident 1099"),
        ("parent", "none", "ICT-1041 is part of no other incident"),
        ("parent", "1048", "one of ICT-1041 and ICT-1048 is restricted"),
        ("parent", "1049", "ICT-1049 is itself part of ICT-1045; write #parent ICT-1045"),
        ("merge", "1099", "there is no incident 1099"),
        ("merge", "1041", "ICT-1041 cannot be merged into itself"),
        ("merge", "ICT-1047", "ICT-1047 is closed; #reopen it first"),
        ("merge", "1048", "one of ICT-1041 and ICT-1048 is restricted"),
        ("unmerge", "1045", "ICT-1045 was not merged into ICT-1041"),
        ("separate", "gareth.lloyd", '"gareth.lloyd" is none of those ICT-1041 is for: claire.brown@'),
        ("separate", "claire.brown", "Mrs Claire Brown reported ICT-1041 first; it stays theirs"),
        ("also", "somebody", 'nobody on the list of people is called "somebody"; write their address'),
        ("also", "aunt@home.example", '"aunt@home.example" is nobody whom the school knows'),
        ("also", "zoe.marsh", "Ms Zoe Marsh is among those ICT-1041 is for, and is told anyway"),
        ("for", "somebody", 'nobody on the list of people is called "somebody"; write their address'),
        ("for", "jobs@brightboard.example", "jobs@brightboard.example is an outside firm's"),
        ("for", "ict@saltmarshprimary.example", "is the desk's own address"),
        ("for", "Mrs Brown", "ICT-1041 is Mrs Claire Brown's already"),
        ("without", "priya.nair", '"priya.nair" takes no part in ICT-1041; there is: gareth.lloyd@'),
        ("priority", "high because", '"high" is no priority'),
    ],
)
def test_what_nobody_can_be_meant_by_is_refused_in_a_sentence(word: str, argument: str, said: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        say(word, argument)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "argument",
    [
        "2 because the exam is tomorrow",
        "P2, because the exam is tomorrow",
        "p2 the exam is tomorrow",
        "2: Because the exam is tomorrow",
    ],
)
def test_a_priority_is_set_with_its_reason(argument: str) -> None:
    assert say("priority", argument) == (
        SetField(41, "priority", "P2", "Mrs Sandra Kemp said so: the exam is tomorrow"),
    )


def test_resolve_keeps_what_was_done_and_tells_all_whom_it_is_for() -> None:
    done, kind, state, told, _ = say("resolve", "New cable fitted", AMIR_SHAH)
    assert done == SetField(41, "resolution", "New cable fitted", "Mr Amir Shah said so")
    assert kind == SetField(41, "fix_kind", "permanent", "Mr Amir Shah said so")
    assert isinstance(state, ChangeState)
    assert state.to is State.RESOLVED
    assert isinstance(told, Notify)
    assert (told.notice, told.to) == (NoticeKind.RESOLVED, (CLAIRE_BROWN, ZOE_MARSH))


def test_second_to_an_address_writes_there_for_this_hand_over_alone() -> None:
    for words in (
        "FEN to help@fen.example: no light",
        "FEN to <help@fen.example>, no light",
        "FEN to help@fen.example",
    ):
        _, handover = say("second", words, AMIR_SHAH)
        assert isinstance(handover, HandOver)
        assert (handover.provider.code, handover.provider.address) == ("FEN", "help@fen.example")
        assert handover.why in ("no light", "")
    _, plain = say("second", "FEN to be repaired, write to office@school.example", AMIR_SHAH)
    assert isinstance(plain, HandOver)
    assert plain.provider.address != "office@school.example"


def test_second_hands_over_by_code_or_by_the_beginning_of_a_name() -> None:
    for named in ("BBA", "bba:", "BrightBoard,"):
        state, handover = say("second", f"{named} no power light", AMIR_SHAH)
        assert isinstance(state, ChangeState)
        assert handover == HandOver(41, BRIGHTBOARD, "no power light", "Mr Amir Shah said so")


def test_what_a_provider_has_already_is_not_handed_over_again() -> None:
    school = School()
    school.add_handover(school.add_incident(), BRIGHTBOARD)
    with pytest.raises(NotAllowed, match="BrightBoard AV has ICT-1041 already"):
        say("second", "BBA once more", school=school)


def test_whoever_waits_stays_waiting_when_somebody_else_gets_it() -> None:
    actions = say("assign", "leah.dunn", state=State.WAITING_REQUESTER)
    assert not [each for each in actions if isinstance(each, ChangeState)]
    assert [each.to for each in actions if isinstance(each, Assign)] == [LEAH_DUNN]


def test_a_note_is_for_the_team_and_news_are_for_those_it_is_for() -> None:
    (note,) = say("note", "Rang BrightBoard")
    news, told, _ = say("tell", "The engineer comes on Tuesday")
    assert isinstance(note, AddEntry)
    assert isinstance(news, AddEntry)
    assert (note.is_internal, news.is_internal) == (True, False)
    assert isinstance(told, Notify)
    assert (told.to, told.text, told.by) == (
        (CLAIRE_BROWN, ZOE_MARSH),
        "The engineer comes on Tuesday",
        "Mrs Sandra Kemp",
    )


def obeyed(
    *words: tuple[str, str], state: State = State.ASSIGNED, by: Person = SANDRA_KEMP
) -> tuple[tuple[Action, ...], list[bool]]:
    school = School()
    incident = school.add_incident(state=state)
    said = [Word(*each) for each in words]
    actions, lines = obey(said, incident, by, COMMANDS, school, make_policy(), MONDAY)
    return actions, [line.is_done for line in lines]


def test_a_word_builds_on_the_one_before() -> None:
    actions, done = obeyed(
        ("reopen", "still dark"), ("assign", "leah.dunn"), ("wait", "Which room?"), state=State.CLOSED
    )
    assert done == [True, True, True]
    assert [each.to for each in actions if isinstance(each, ChangeState)] == [
        State.IN_PROGRESS,
        State.ASSIGNED,
        State.WAITING_REQUESTER,
    ]


def test_a_word_that_fails_leaves_the_others_standing() -> None:
    actions, done = obeyed(("priorty", "2 because"), ("close", ""), ("note", "kept"))
    assert done == [False, False, True]
    assert [type(each) for each in actions] == [AddEntry]


def test_an_unknown_word_is_answered_with_the_nearest_that_somebody_may_use() -> None:
    school = School()
    incident = school.add_incident(assignee=AMIR_SHAH)
    said = [Word("merg", "1045"), Word("frobnicate", ""), Word("rezolve", "")]
    for by, nearest in ((SANDRA_KEMP, ["#merge", "", "#resolve"]), (AMIR_SHAH, ["", "", "#resolve"])):
        _, lines = obey(said, incident, by, COMMANDS, school, make_policy(), MONDAY)
        meant = [
            f"there is no such word; did you mean {each}?" if each else "there is no such word" for each in nearest
        ]
        assert [line.outcome for line in lines] == meant


@pytest.mark.parametrize("word", ["tell", "wait", "resolve"])
def test_a_word_that_writes_to_the_requester_is_the_first_answer(word: str) -> None:
    actions = say(word, "The engineer comes on Tuesday")
    assert [each.value for each in actions if isinstance(each, SetField) and each.field == "responded_at"] == [
        MONDAY.isoformat()
    ]


@pytest.mark.parametrize("word", ["start", "assign", "note", "second", "place", "priority"])
def test_a_word_that_writes_to_no_requester_is_no_answer(word: str) -> None:
    actions = say(word, POSSIBLE[word][0])
    assert not [each for each in actions if isinstance(each, SetField) and each.field == "responded_at"]


def test_the_second_of_two_answers_in_one_mail_changes_nothing() -> None:
    school = School()
    incident = school.add_incident(assignee=AMIR_SHAH)
    words = (Word("tell", "It comes on Tuesday"), Word("resolve", "New cable"))
    actions, _ = obey(words, incident, SANDRA_KEMP, COMMANDS, school, make_policy(), MONDAY)
    assert len([each for each in actions if isinstance(each, SetField) and each.field == "responded_at"]) == 1


def test_whoever_tells_only_themselves_has_answered_nobody() -> None:
    school = School()
    incident = school.add_incident(reporter=SANDRA_KEMP)
    actions = run_command(BY_WORD["tell"], Call(incident, SANDRA_KEMP, "Remember", school, make_policy(), MONDAY))
    assert not [each for each in actions if isinstance(each, SetField)]


def told_by(*words: tuple[str, str], by: Person = SANDRA_KEMP, **changes: object) -> list[str]:
    """What whoever wrote the words is told of each."""
    school = School()
    given: dict[str, object] = {"affected": (CLAIRE_BROWN, ZOE_MARSH), "assignee": AMIR_SHAH, **changes}
    incident = school.add_incident(**given)  # type: ignore[arg-type]  # the names are Incident's own
    school.add_incident(1045, reporter=GARETH_LLOYD)
    said = [Word(*each) for each in words]
    _, lines = obey(said, incident, by, COMMANDS, school, make_policy(), MONDAY)
    return [line.outcome for line in lines]


_LLOYDS_NOW = "it is Mr Gareth Lloyd's matter now"
OUTCOMES: dict[str, tuple[str, str]] = {
    "start": ("", "being worked on"),
    "resolve": ("New cable", "resolved; Mrs Claire Brown and Ms Zoe Marsh are told"),
    "wait": ("Which room?", "waiting for Mrs Claire Brown until Wed 18 Nov; Mrs Claire Brown is asked"),
    "second": ("BBA dead", "waiting for BrightBoard AV, who get the job by mail to jobs@brightboard.example"),
    "assign": ("leah.dunn", "given to Ms Leah Dunn; they are told"),
    "tell": ("zoe.marsh: It comes", "Ms Zoe Marsh is told"),
    "time": ("1 h 30 min new cable", "90 minutes more, 90 of yours in all"),
    "note": ("Rang them", "kept as a note for the team"),
    "for": ("gareth.lloyd", f"{_LLOYDS_NOW}; they are told; Mrs Claire Brown is told that it is not theirs any more"),
    "place": ("Y1", "the place is Miss Nair's class"),
    "priority": ("2 because it is", "the priority is P2"),
    "restrict": ("yes", "only few may see it now"),
    "also": ("gareth.lloyd", "Mr Gareth Lloyd gets copies from now on"),
    "merge": ("1045", "it goes on as ICT-1045; Mrs Claire Brown and Ms Zoe Marsh are told"),
    "separate": ("zoe.marsh", "Ms Zoe Marsh's report is a matter of its own now"),
    "cancel": ("a mistake", "cancelled; kept as a note for the team"),
}


@pytest.mark.parametrize("word", OUTCOMES)
def test_whoever_says_a_word_is_told_what_it_did_and_who_hears_of_it(word: str) -> None:
    argument, words = OUTCOMES[word]
    assert told_by((word, argument)) == [words]


def test_whoever_is_not_told_is_named_with_the_reason() -> None:
    school = School()
    school.stop(LEAH_DUNN.address)
    _, (line,) = obey(
        [Word("assign", "leah.dunn")], school.add_incident(), SANDRA_KEMP, COMMANDS, school, make_policy(), MONDAY
    )
    assert line.outcome.startswith("given to Ms Leah Dunn; Ms Leah Dunn is not told: automatic mail to leah.dunn@")


TELLS: dict[str, tuple[str, tuple[Person, ...], str]] = {
    "all": ("all: It comes", (CLAIRE_BROWN, ZOE_MARSH), "It comes"),
    "a part of the text": ("Sorry: it comes", (CLAIRE_BROWN, ZOE_MARSH), "Sorry: it comes"),
    "a time": ("10.30: it comes", (CLAIRE_BROWN, ZOE_MARSH), "10.30: it comes"),
    "one of them": ("zoe.marsh: It comes", (ZOE_MARSH,), "It comes"),
    "their address": (f"{ZOE_MARSH.address}: It comes", (ZOE_MARSH,), "It comes"),
    "who takes part": ("gareth.lloyd: It comes", (GARETH_LLOYD,), "It comes"),
    "a surname": ("Ms Marsh: It comes", (ZOE_MARSH,), "It comes"),
    "a whole name": ("Mr Gareth Lloyd: It comes", (GARETH_LLOYD,), "It comes"),
}


@pytest.mark.parametrize("words", TELLS.values(), ids=TELLS)
def test_a_first_word_of_a_message_says_to_whom_alone_it_goes(words: tuple[str, tuple[Person, ...], str]) -> None:
    argument, people, text = words
    entry, told, *_ = say("tell", argument)
    assert isinstance(entry, AddEntry)
    assert isinstance(told, Notify)
    assert (told.to, told.text, entry.text) == (people, text, text)
    # The others do not read it in the log either, and get no copy.
    is_for_all = len(people) > 1
    assert (entry.is_internal, bool(told.cc)) == (not is_for_all, is_for_all)


@pytest.mark.parametrize("name", ["priya.nair", "Miss Nair", "no.body", "aunt@home.example"])
def test_a_message_to_somebody_it_is_not_for_is_sent_to_nobody(name: str) -> None:
    with pytest.raises(NotAllowed, match=r"is none of those ICT-1041 is for; nothing was sent"):
        say("tell", f"{name}: It comes")


HERE = "saltmarshprimary.example"
# What nobody can be meant by, and what the refusal says of it.
WRONG_ADDRESSES = {
    "a slip in the name": (f"clare.browne@{HERE}", f"did you mean claire.brown@{HERE}?"),
    "a slip in the domain": ("claire.brown@saltmarshprimry.example", f"did you mean claire.brown@{HERE}?"),
    "nobody yet": (f"x.y@{HERE}", f"nobody on the list of people has the address x.y@{HERE}; put them there first"),
    "everybody": (f"all@{HERE}", "seems to be a list"),
    "everybody elsewhere": ("all-staff@elsewhere.example", "seems to be a list"),
    "a list of the settings": ("heads@county.example", "heads@county.example is a list"),
    "a list by what it wrote": ("news@council.example", "seems to be a list"),
    "ourselves": (f"ict+1041.k7f3@{HERE}", "is the desk's own address"),
    "nobody reads it": ("no-reply@elsewhere.example", "nobody reads no-reply@elsewhere.example"),
    "more words": ("claire jones@gmail.example please", "is no address that mail can be sent to"),
    "a bracket": ("a]@x.example", "is no address that mail can be sent to"),
    "an accent": ("\u00e9@x.example", "is no address that mail can be sent to"),
    "two at signs": ("x@y@z.example", "is no address that mail can be sent to"),
    "no domain": ("x@y", "is no address that mail can be sent to"),
}


def with_lists(word: str, argument: str) -> tuple[Action, ...]:
    school = School(lists={"news@council.example"})
    incident = school.add_incident(assignee=AMIR_SHAH)
    policy = make_policy(lists=frozenset({"heads@county.example"}))
    return run_command(BY_WORD[word], Call(incident, SANDRA_KEMP, argument, school, policy, MONDAY))


@pytest.mark.parametrize("word", ["for", "also", "second"])
@pytest.mark.parametrize("wrong", WRONG_ADDRESSES)
def test_an_address_that_nobody_can_be_meant_by_is_refused_by_every_word(word: str, wrong: str) -> None:
    address, said = WRONG_ADDRESSES[wrong]
    typed = f"FEN to {address}: no light" if word == "second" else address
    if (word, wrong) == ("second", "more words"):
        # "to claire jones@…" names no address; it is a reason.
        return
    with pytest.raises(NotAllowed) as refused:
        with_lists(word, typed)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"claire.brown@{HERE}", "is Mrs Claire Brown's and no address of Fenland ICT Support"),
        ("jobs@brightboard.example", "is an address of BrightBoard AV; #second BBA hands it over there"),
    ],
)
def test_nothing_is_handed_over_at_somebody_else_s_address(address: str, said: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        say("second", f"FEN to {address}: no light")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "typed", ["mum@home.example", "<mum@home.example>", "Mum <mum@home.example>", "mum@home.example."]
)
def test_an_address_from_outside_may_be_somebody_new(typed: str) -> None:
    assert [each.to.address for each in say("for", typed) if isinstance(each, ChangeReporter)] == ["mum@home.example"]


NAMES = ["gareth.lloyd", "Mr Gareth Lloyd", "Gareth Lloyd", "gareth lloyd", "Mr Lloyd", "Lloyd", f"gareth.lloyd@{HERE}"]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_understands_a_person_by_login_name_surname_and_address(name: str) -> None:
    lead = replace(GARETH_LLOYD, roles=frozenset({Role.FIRST_LEVEL}))
    school = School()
    school.people[school.people.index(GARETH_LLOYD)] = lead
    for word, kind in (("for", ChangeReporter), ("also", AddParticipants), ("assign", Assign), ("separate", None)):
        affected = (CLAIRE_BROWN, lead) if word == "separate" else (CLAIRE_BROWN,)
        incident = school.add_incident(assignee=AMIR_SHAH, affected=affected)
        actions = run_command(BY_WORD[word], Call(incident, SANDRA_KEMP, name, school, make_policy(), MONDAY))
        assert kind is None or any(isinstance(each, kind) for each in actions)
    assert say("without", name)


def test_of_two_who_fit_the_refusal_names_both() -> None:
    school = School()
    other = Person(31, "Mr Tom Brown", f"tom.brown@{HERE}", frozenset({Role.FIRST_LEVEL}))
    school.people.append(other)
    for word in ("for", "also"):
        with pytest.raises(NotAllowed) as refused:
            say(word, "Brown", school=school)
        assert f"Mrs Claire Brown <claire.brown@{HERE}> or Mr Tom Brown <tom.brown@{HERE}>" in str(refused.value)
    # Only one of them is of the team, and only one is affected.
    assert [each.to for each in say("assign", "Brown", school=school) if isinstance(each, Assign)] == [other]
    with pytest.raises(NotAllowed, match="reported ICT-1041 first"):
        say("separate", "Brown", school=school)
