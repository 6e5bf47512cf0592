"""Which mails tell of a move, what was moved and where; what is not plain is asked, and a request is no notice."""

from __future__ import annotations

import pytest

from mailtick.incidents.actions import NoticeKind, OpenIncident
from mailtick.incidents.proposals.proposal import Proposal
from tests.incidents.deciding import each, told
from tests.incidents.proposals.kept import proposed, wrote

HALL_STORE = (
    "FYI moved the old laptop cabinet and the 2 spare PCs out the library into the hall store, need the space for the "
    "book fair. Col"
)


def moves(proposal: Proposal | None) -> dict[str, str]:
    """Tag and new place of all that is proposed to move."""
    assert proposal is not None
    return {each.key: dict(each.cells)["location"] for each in proposal.writes if each.register == "assets"}


def test_a_cabinet_and_two_pcs_go_to_a_place_that_is_not_on_the_list_yet() -> None:
    decision = wrote(HALL_STORE)
    proposal = proposed(decision)
    assert moves(proposal) == {"SP-0019": "{place}", "SP-0016": "{place}", "SP-0017": "{place}"}
    assert proposal is not None
    assert dict(proposal.writes[0].cells) == {"code": "HALL-STORE", "name": "Hall store", "origin": "own"}
    assert proposal.unsure == ()
    assert told(decision) == [(NoticeKind.NOTED, "claire.brown")]
    assert not each(decision, OpenIncident)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have moved SP-0037 to the hall.", {"SP-0037": "HALL"}),
        ("We've moved the visualiser from hazel into room 5", {"SP-0050": "Y3"}),
        ("The projector has been moved to the library.", {"SP-0026": "LIB"}),
        ("Just to say the barcode scanner is now in the office suite", {"SP-0018": ""}),
        ("Moved the scanner out of the library to the ICT suite today", {"SP-0018": "SUITE"}),
        ("fyi - the iPad trolley is now in Oak", {"SP-0058": "Y3"}),
        ("Both spare PCs have been relocated to the suite", {"SP-0016": "SUITE", "SP-0017": "SUITE"}),
        ("took the panel off Year 2 into the hall", {"SP-0036": "HALL"}),
        ("I've put the printer in the library", {"SP-0014": "LIB"}),
        ("Hi Sandra, moved the projector to oak for the play. Ta", {"SP-0026": "Y3"}),
        ("SP-0014 and SP-0018 were moved to the hall yesterday.", {"SP-0014": "HALL", "SP-0018": "HALL"}),
        ("The old cabinet now lives in the main hall", {"SP-0019": "HALL"}),
    ],
)
def test_what_was_moved_and_where_is_read(text: str, expected: dict[str, str]) -> None:
    assert moves(proposed(wrote(text))) == expected


@pytest.mark.parametrize(
    ("text", "asked", "moved"),
    [
        ("Moved the PC out of the suite into the hall", "may be any of SP-0010, SP-0011", {}),
        ("Moved 3 spare PCs from the library to the suite", "the list has only SP-0016, SP-0017", None),
        ("Moved the panel to the hall", "may be any of SP-0036, SP-0037", {}),
        ("Moved the projector and the piano to oak", 'no equipment on the list is called "the piano"', None),
        ("Moved the visualiser out of oak to the hall", "nothing of the kind is in Mrs Brown's class", {}),
        ("Moved the printer to reception", "may be School office (OFF) or Mrs Ellison's class (YR)", {"SP-0014": ""}),
        ("Moved the printer to Mrs Brown's room", "may be Mrs Brown's class (Y3)", {"SP-0014": ""}),
        ("Moved SP-0037 out of the hall to the library", "stands at Y3 on the list", None),
    ],
)
def test_what_is_not_plain_is_asked_and_never_guessed(text: str, asked: str, moved: dict[str, str] | None) -> None:
    proposal = proposed(wrote(text))
    assert proposal is not None
    assert asked in " ".join(proposal.unsure)
    if moved is not None:
        assert moves(proposal) == moved


@pytest.mark.parametrize(
    "text",
    [
        "Can you move the printer to the library?",
        "Could the projector be moved to the hall please",
        "Please move the visualiser into room 5",
        "We need the panel moved to the hall",
        "Someone has to move the cabinet out of the library",
        "The printer will be moved to the library next week",
        "Since we moved the printer to the library it jams",
        "The projector has been moved to the hall and won't turn on",
        "I moved the printer to the hall but it doesn't print",
        "Has the visualiser been moved to room 5?",
        "We have moved the meeting to the hall",
        "I have moved my files to the shared drive",
        "The PC has not been moved to the suite",
        "When the panel is moved to the hall we can start",
        "We're moving the cabinet to the store tomorrow",
        "The iPad trolley is missing",
        "Moved on to the next chapter in reading",
        "I was moved to tears in assembly",
        "I want the visualiser taken from hazel to oak",
        "the printer in the library is broken",
    ],
)
def test_what_asks_for_a_move_or_tells_of_a_fault_is_a_matter_as_ever(text: str) -> None:
    decision = wrote(text)
    assert proposed(decision) is None
    assert each(decision, OpenIncident)


def test_a_word_at_the_top_says_what_the_mail_is() -> None:
    assert proposed(wrote(f"#place LIB\n{HALL_STORE}")) is None


def test_the_subject_may_say_it_all() -> None:
    assert moves(proposed(wrote("", "moved the printer to the hall"))) == {"SP-0014": "HALL"}
