"""Who takes part beside those it is for: whoever stands in To and Cc, but for addresses that never may."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import (
    AddEntry,
    AddParticipants,
    Decision,
    Hold,
    Notify,
    OpenIncident,
    RemoveParticipant,
)
from mailtick.incidents.commands import COMMANDS, Call, run_command
from mailtick.incidents.incident import Incident, Participant
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.lookup import Stop
from mailtick.incidents.people import Person
from mailtick.incidents.samples import AMIR_SHAH, CLAIRE_BROWN, SANDRA_KEMP
from tests.incidents.deciding import KEMP, KEV, LLOYD, MARSH, decided, each, only
from tests.support.desks import letter
from tests.support.lookup import (
    DESK_ADDRESS,
    DOMAIN,
    GARETH_LLOYD,
    MONDAY,
    PRIYA_NAIR,
    School,
    make_policy,
    our_id,
    proof,
)

BY_WORD = {command.word: command for command in COMMANDS}
BROWNS = f"claire.brown@{DOMAIN}"


def beside(decision: Decision) -> list[tuple[str, str]]:
    """Who takes part from now on, by the part before the @, and where they stood."""
    return [
        (one.address.partition("@")[0], one.field) for added in each(decision, AddParticipants) for one in added.people
    ]


def with_cc(cc: str, to: str = DESK_ADDRESS, **headers: str) -> bytes:
    return letter(to=to, headers={"Cc": cc, **headers})


def test_whoever_stands_in_to_and_cc_takes_part_with_their_place() -> None:
    raw = with_cc("Gareth Lloyd <gareth.lloyd@saltmarshprimary.example>", f"{DESK_ADDRESS}, Zoe <zoe.marsh@{DOMAIN}>")
    added = only(decided(raw), AddParticipants)
    assert added.people == (
        Participant(f"zoe.marsh@{DOMAIN}", "Ms Zoe Marsh", "to"),
        Participant(f"gareth.lloyd@{DOMAIN}", "Mr Gareth Lloyd", "cc"),
    )
    assert added.because.startswith("a mail of Mrs Claire Brown went to them as well")


def test_the_acknowledgement_goes_to_the_reporter_alone() -> None:
    decision = decided(with_cc(f"gareth.lloyd@{DOMAIN}"))
    assert [(one.to, one.cc) for one in each(decision, Notify)] == [((CLAIRE_BROWN,), ())]


def test_somebody_from_outside_is_kept_as_written() -> None:
    assert only(decided(with_cc("Mum <mum@home.example>")), AddParticipants).people == (
        Participant("mum@home.example", "Mum", "cc"),
    )


NEVER = {
    "the desk itself": DESK_ADDRESS,
    "the desk with a tag": f"ict+1041.k7f3@{DOMAIN}",
    "the desk in capitals": f"ICT@{DOMAIN.upper()}",
    "another address of the desk": f"it@{DOMAIN}",
    "a list of the settings": f"year6@{DOMAIN}",
    "a list's owner address with a tag": f"year6+owner@{DOMAIN}",
    "a list of a domain of the settings": "anything@lists.example",
    "a list that wrote before": "heads@county.example",
    "everybody": f"all-staff@{DOMAIN}",
    "nobody": "no-reply@shop.example",
    "a server": f"postmaster@{DOMAIN}",
    "a firm": "jobs@brightboard.example",
    "a firm's engineer": "kev@brightboard.example",
    "an address that bounced": f"old.teacher@{DOMAIN}",
    "the writer": BROWNS,
    "the writer in capitals": BROWNS.upper(),
    "no address": "Undisclosed recipients:;",
}


@pytest.mark.parametrize("address", NEVER.values(), ids=NEVER)
def test_some_never_take_part(address: str) -> None:
    school = School(lists={"heads@county.example"})
    bounced = f"old.teacher@{DOMAIN}"
    school.stops[bounced] = Stop(bounced, "it came back", MONDAY)
    policy = make_policy(
        own_addresses=frozenset({DESK_ADDRESS, f"it@{DOMAIN}"}),
        lists=frozenset({f"year6@{DOMAIN}", "@lists.example"}),
    )
    assert beside(decided(with_cc(address), school, policy)) == []
    assert beside(decided(with_cc(f"{address}, gareth.lloyd@{DOMAIN}"), school, policy)) == [("gareth.lloyd", "cc")]


def test_a_list_through_which_the_mail_came_takes_no_part() -> None:
    school = School()
    incident = school.add_incident()
    ours = our_id(school.add_sent(incident, CLAIRE_BROWN))
    listed = {"List-Post": f"<mailto:maths@{DOMAIN}>", "List-Id": f"<maths.{DOMAIN}>", "In-Reply-To": f"<{ours}>"}
    decision = decided(with_cc(f"maths@{DOMAIN}", **listed), school)
    assert beside(decision) == []


def test_somebody_on_the_list_of_people_takes_part_whatever_they_are_called() -> None:
    school = School()
    school.people.append(Person(50, "Mrs Al All", f"all@{DOMAIN}", CLAIRE_BROWN.roles))
    assert beside(decided(with_cc(f"all@{DOMAIN}"), school)) == [("all", "cc")]


def test_whoever_stands_in_to_and_in_cc_takes_part_once() -> None:
    assert beside(decided(with_cc(f"GARETH.LLOYD@{DOMAIN}", f"{DESK_ADDRESS}, gareth.lloyd@{DOMAIN}"))) == [
        ("gareth.lloyd", "to")
    ]


def test_the_members_of_a_group_take_part() -> None:
    decision = decided(with_cc(f"Year 3: gareth.lloyd@{DOMAIN}, Zoe <zoe.marsh@{DOMAIN}>;, priya.nair@{DOMAIN}"))
    assert beside(decision) == [("gareth.lloyd", "cc"), ("zoe.marsh", "cc"), ("priya.nair", "cc")]


def test_an_address_that_is_only_a_name_is_nobody() -> None:
    assert beside(decided(with_cc("gareth.lloyd"))) == []


def test_a_circular_makes_no_more_than_fifty_take_part() -> None:
    everybody = ", ".join(f"teacher{number}@{DOMAIN}" for number in range(400))
    assert len(beside(decided(with_cc(everybody)))) == 50


@pytest.fixture
def school() -> School:
    """1041 is Mrs Brown's, with Mr Shah; Mr Lloyd takes part in it, Miss Nair was taken off."""
    school = School()
    lloyd = Participant(GARETH_LLOYD.address, GARETH_LLOYD.name, "cc")
    school.add_incident(participants=(lloyd,), without=(PRIYA_NAIR.address,))
    return school


def answer(school: School, sender: str, cc: str, **headers: str) -> Decision:
    ours = our_id(school.add_sent(school.incidents[41], CLAIRE_BROWN))
    raw = letter(
        sender, "Re: [ICT-1041] board", "It is dark again.", headers={"Cc": cc, "In-Reply-To": f"<{ours}>"} | headers
    )
    return decided(raw, school)


def test_an_answer_brings_in_only_who_is_new(school: School) -> None:
    cc = f"gareth.lloyd@{DOMAIN}, priya.nair@{DOMAIN}, zoe.marsh@{DOMAIN}, {BROWNS}"
    assert beside(answer(school, BROWNS, cc)) == [("zoe.marsh", "cc")]
    assert beside(answer(school, LLOYD, f"gareth.lloyd@{DOMAIN}, {BROWNS}")) == []


def test_a_firm_s_mail_and_a_note_of_the_team_bring_in_nobody(school: School) -> None:
    assert beside(answer(school, KEV, "boss@brightboard.example, zoe.marsh@" + DOMAIN)) == []
    assert beside(answer(school, KEMP, f"zoe.marsh@{DOMAIN}", **proof(KEMP))) == []


def test_a_participant_s_answer_is_a_comment_and_moves_nothing(school: School) -> None:
    raw = letter(LLOYD, "Re: [ICT-1041] board", "Mine flickers as well, since Friday.")
    decision = decided(raw, school)
    assert only(decision, AddEntry).incident == 41
    assert not each(decision, OpenIncident)
    assert not each(decision, Hold)
    assert [person for one in each(decision, Notify) for person in one.to] == [AMIR_SHAH]


def test_a_stranger_who_names_the_number_is_held_all_the_same(school: School) -> None:
    assert each(decided(letter("x@elsewhere.example", "[ICT-1041]", "Tell me more"), school), Hold)


# Who gets copies of what is written.


def say(school: School, word: str, argument: str, by: Person = SANDRA_KEMP, **changes: object) -> tuple[object, ...]:
    changes.setdefault("participants", school.incidents[41].participants)
    incident: Incident = school.add_incident(1041, **changes)
    return run_command(BY_WORD[word], Call(incident, by, argument, school, make_policy(), MONDAY))


@pytest.mark.parametrize("word", ["tell", "resolve"])
def test_known_participants_get_a_copy_of_what_is_told(school: School, word: str) -> None:
    (told,) = [one for one in say(school, word, "New cable") if isinstance(one, Notify)]
    assert (told.to, told.cc) == ((CLAIRE_BROWN,), (GARETH_LLOYD,))


def test_a_question_goes_to_the_reporter_alone(school: School) -> None:
    (told,) = [one for one in say(school, "wait", "Which room?") if isinstance(one, Notify)]
    assert told.cc == ()


def test_a_new_colleague_gets_copies_and_a_stranger_none(school: School) -> None:
    people = (
        Participant("mum@home.example", "Mum", "cc"),
        Participant(f"new.teacher@{DOMAIN}", "New Teacher", "cc"),
        Participant(SANDRA_KEMP.address, SANDRA_KEMP.name, "cc"),
        Participant(AMIR_SHAH.address, AMIR_SHAH.name, "to"),
        Participant(CLAIRE_BROWN.address, CLAIRE_BROWN.name, "cc"),
    )
    (told,) = [one for one in say(school, "tell", "Tuesday", participants=people) if isinstance(one, Notify)]
    assert [person.name for person in told.cc] == ["New Teacher", AMIR_SHAH.name]


def test_nobody_gets_copies_of_a_restricted_matter(school: School) -> None:
    (told,) = [one for one in say(school, "tell", "Tuesday", is_restricted=True) if isinstance(one, Notify)]
    assert told.cc == ()
    with pytest.raises(NotAllowed, match="ICT-1041 is restricted: nobody gets copies"):
        say(school, "also", "zoe.marsh", is_restricted=True)


def test_a_copy_does_not_go_where_mail_came_back(school: School) -> None:
    school.stops[GARETH_LLOYD.address] = Stop(GARETH_LLOYD.address, "it came back", MONDAY)
    (told,) = [one for one in say(school, "tell", "Tuesday") if isinstance(one, Notify)]
    assert told.cc == ()


def test_somebody_is_brought_in_and_taken_off_by_a_word(school: School) -> None:
    (added,) = say(school, "also", f"priya.nair, zoe.marsh@{DOMAIN}")
    assert isinstance(added, AddParticipants)
    assert [(one.address.partition("@")[0], one.field) for one in added.people] == [
        ("priya.nair", "also"),
        ("zoe.marsh", "also"),
    ]
    assert say(school, "without", "gareth.lloyd") == (
        RemoveParticipant(41, GARETH_LLOYD.address, "Mrs Sandra Kemp said so"),
    )


@pytest.mark.parametrize("name", ["also", "without"])
def test_words_in_one_mail_build_on_each_other(school: School, name: str) -> None:
    who = "zoe.marsh" if name == "also" else "gareth.lloyd"
    token = our_id(school.add_sent(school.incidents[41], SANDRA_KEMP))
    text = f"#{name} {who}\n#tell The engineer comes on Tuesday."
    decision = decided(letter(KEMP, "Re: [ICT-1041]", text, headers={"In-Reply-To": f"<{token}>"}), school)
    told = next(one for one in each(decision, Notify) if one.cc or one.to == (CLAIRE_BROWN,))
    assert [person.address.partition("@")[0] for person in told.cc] == (
        ["gareth.lloyd", "zoe.marsh"] if name == "also" else []
    )


def test_of_a_known_fault_whoever_reports_it_brings_their_people() -> None:
    school = School()
    school.add_incident(category="Network and internet", received_at=MONDAY, reporter=GARETH_LLOYD)
    decision = decided(letter(MARSH, "wifi", "No wifi here", headers={"Cc": f"priya.nair@{DOMAIN}"}), school)
    assert beside(decision) == [("priya.nair", "cc")]
