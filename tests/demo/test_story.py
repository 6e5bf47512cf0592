"""The story's mails look like those of real mail programs, and answer what the desk has really sent."""

from __future__ import annotations

import pytest

from mailtick.demo.letters import LETTERS, Letter, Program, november
from mailtick.demo.story import STORY, Hour, NothingToAnswer, find_answered, write_letter
from mailtick.mail.classify import classify
from mailtick.mail.message import Address, InboundMail, Kind
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import read_reply

_DESK = Address("ict@saltmarshprimary.example", "ICT desk, Saltmarsh Primary School")
_LLOYD = Address("gareth.lloyd@saltmarshprimary.example", "Gareth Lloyd")
_RESOLVED = """\
Date: Mon, 16 Nov 2026 10:45:00 +0000
From: "ICT desk, Saltmarsh Primary School" <ict@saltmarshprimary.example>
To: Mr Gareth Lloyd <gareth.lloyd@saltmarshprimary.example>
Reply-To: <ict+1045.k7f3@saltmarshprimary.example>
Subject: [ICT-1045] Resolved: No internet
Message-ID: <ict-1045.k7f3@saltmarshprimary.example>
References: <ict-1045.root@saltmarshprimary.example>

Dear Mr Lloyd,

ICT-1045 is resolved.
"""


def _answer(program: Program) -> InboundMail:
    letter = Letter("E14", november(16, 10, 55), _LLOYD, "yep working now thx", answers="Resolved", program=program)
    return parse_mail(write_letter(letter, _DESK, find_answered(letter, [_RESOLVED.encode()])))


def test_the_story_runs_forward_and_every_letter_has_a_name_of_its_own() -> None:
    assert [step.at for step in STORY] == sorted(step.at for step in STORY)
    assert len({letter.name for letter in LETTERS}) == len(LETTERS)


def test_the_summary_of_the_first_week_comes_before_the_mails_of_the_second() -> None:
    monday = next(index for index, step in enumerate(STORY) if isinstance(step, Hour))
    assert [step.name for step in STORY[:monday] if isinstance(step, Letter)] == ["E01", "E02", "E03", "E04", "E05"]


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)
def test_every_letter_is_a_mail_without_a_fault(letter: Letter) -> None:
    mail = parse_mail(write_letter(letter, _DESK))
    assert mail.from_ == letter.sender
    assert mail.date == letter.at
    assert mail.to == (_DESK,)
    assert not mail.defects


def test_a_letter_has_the_same_message_id_in_every_run_and_no_other_has_it() -> None:
    ids = [parse_mail(write_letter(letter, _DESK)).message_id for letter in LETTERS]
    assert len(set(ids)) == len(LETTERS)
    assert ids == [parse_mail(write_letter(letter, _DESK)).message_id for letter in LETTERS]


@pytest.mark.parametrize("program", list(Program), ids=str)
def test_an_answer_cites_the_mail_and_goes_to_the_address_that_the_desk_gave(program: Program) -> None:
    mail = _answer(program)
    assert [address.addr for address in mail.to] == ["ict+1045.k7f3@saltmarshprimary.example"]
    assert mail.in_reply_to == "ict-1045.k7f3@saltmarshprimary.example"
    assert mail.references == ("ict-1045.root@saltmarshprimary.example", "ict-1045.k7f3@saltmarshprimary.example")


@pytest.mark.parametrize(
    ("program", "subject", "quoted"),
    [
        (Program.OFFICE, "RE: [ICT-1045] Resolved: No internet", "From: ICT desk, Saltmarsh Primary School <ict@"),
        (Program.TELEPHONE, "Re: [ICT-1045] Resolved: No internet", "> ICT-1045 is resolved."),
    ],
    ids=["an office program copies under a heading", "a telephone quotes with >"],
)
def test_each_mail_program_quotes_in_its_own_way(program: Program, subject: str, quoted: str) -> None:
    mail = _answer(program)
    assert mail.subject == subject
    assert quoted in mail.body_text
    assert read_reply(mail) == "yep working now thx"


def test_a_machine_quotes_nothing_and_says_that_it_is_one() -> None:
    mail = _answer(Program.MACHINE)
    assert mail.subject == "Automatic reply: [ICT-1045] Resolved: No internet"
    assert "is resolved" not in mail.body_text
    assert classify(mail).kind is Kind.AUTO_REPLY


def test_the_newest_of_several_mails_is_answered() -> None:
    newer = _RESOLVED.replace("No internet", "No internet, whole school").encode()
    letter = next(letter for letter in LETTERS if letter.name == "E14")
    answered = find_answered(letter, [_RESOLVED.encode(), newer, b"Subject: Lunch\r\n\r\nAt one?\r\n"])
    assert answered is not None
    assert answered.subject == "[ICT-1045] Resolved: No internet, whole school"


def test_an_answer_to_a_mail_that_never_came_is_a_sentence() -> None:
    letter = next(letter for letter in LETTERS if letter.name == "E14")
    with pytest.raises(NothingToAnswer, match="Gareth Lloyd got none"):
        find_answered(letter, [])
