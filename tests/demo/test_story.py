"""The story's mails look like those of real mail programs, and answer what the desk has really sent."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from mailtick.demo.attachments import draw_page
from mailtick.demo.letter import Letter, Paper, Program, november, with_days
from mailtick.demo.letters import LETTERS
from mailtick.demo.steps import Step
from mailtick.demo.story import STORY, Hour, NothingToAnswer, find_answered
from mailtick.demo.writing import write_letter
from mailtick.mail.classify import classify
from mailtick.mail.message import Address, InboundMail, Kind
from mailtick.mail.parse import parse_mail
from mailtick.mail.reply import own_lines, read_reply

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


def _letter(name: str) -> Letter:
    return next(letter for letter in LETTERS if letter.name == name)


def _answer(program: Program) -> InboundMail:
    letter = Letter("E14", november(16, 10, 55), _LLOYD, "yep working now thx", answers="Resolved", program=program)
    return parse_mail(write_letter(letter, _DESK, find_answered(letter, [_RESOLVED.encode()])))


def test_the_story_runs_forward_and_every_letter_has_a_name_of_its_own() -> None:
    assert [step.at for step in STORY] == sorted(step.at for step in STORY)
    assert len({letter.name for letter in LETTERS}) == len(LETTERS)


def test_in_one_minute_the_mails_come_before_what_people_do() -> None:
    at_ten_past_nine = [cue for cue in STORY if cue.at == november(17, 9, 10)]
    assert [type(cue) for cue in at_ten_past_nine] == [Letter, Step]


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


@pytest.mark.parametrize("program", [Program.OFFICE, Program.TELEPHONE, Program.MACHINE], ids=str)
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


def test_a_forward_has_the_old_thread_on_top_and_the_new_words_below() -> None:
    letter = replace(_letter("E34"), at=november(19, 8, 10))
    mail = parse_mail(write_letter(letter, _DESK, find_answered(letter, [_RESOLVED.encode()])))
    assert mail.subject == "Fwd: Re: Resolved"
    assert mail.to == (_DESK,)
    assert mail.body_text.index("> ICT-1045 is resolved.") < mail.body_text.index("re the wifi thing")
    assert own_lines(read_reply(mail)).strip().startswith("re the wifi thing on monday")


def test_a_report_is_a_bounce_that_cites_the_mail_which_was_really_sent() -> None:
    sent = b"Return-Path: <ict+b.9q2m@saltmarshprimary.example>\r\n" + _RESOLVED.replace("Resolved", "New job").encode()
    report = parse_mail(write_letter(_letter("E35"), _DESK, find_answered(_letter("E35"), [sent])))
    classification = classify(report)
    assert [address.addr for address in report.to] == ["ict+b.9q2m@saltmarshprimary.example"]
    assert classification.kind is Kind.BOUNCE
    assert classification.original_message_id == "ict-1045.k7f3@saltmarshprimary.example"
    assert [(each.recipient, each.status, each.permanent) for each in classification.bounces] == [
        ("suport@fenlandict.example", "5.1.1", True)
    ]


@pytest.mark.parametrize("name", ["E27", "E39"])
def test_an_invoice_has_its_paper_whose_lines_can_be_read(name: str) -> None:
    (paper,) = parse_mail(write_letter(_letter(name), _DESK)).attachments
    (drawn,) = [each for each in _letter(name).attached if isinstance(each, Paper)]
    assert (paper.name, paper.type) == (drawn.name, "application/pdf")
    shown = re.findall(rb"\(([^)]*)\) Tj", paper.content)
    assert [line.decode("cp1252") for line in shown] == [with_days(line, _letter(name).days) for line in drawn.lines]


def test_every_object_of_a_page_is_where_its_table_says() -> None:
    page = draw_page([r"a (bracket) and a \ sign"])
    table = page.index(b"xref\n")
    assert page.rstrip().endswith(b"startxref\n%d\n%%%%EOF" % table)
    offsets = [int(line[:10]) for line in page[table:].splitlines() if line.endswith(b" n ")]
    assert [page[offset:].split(b"\n")[0] for offset in offsets] == [b"%d 0 obj" % n for n in range(1, 6)]


def test_a_photo_comes_without_a_word() -> None:
    mail = parse_mail(write_letter(_letter("E25"), _DESK))
    assert (mail.subject, mail.body_text.strip()) == ("", "")
    assert [each.name for each in mail.attachments] == ["IMG_4471.HEIC"]


def test_a_letter_speaks_of_its_days() -> None:
    assert "Engineer booked Tues 17th, first call" in _letter("E04").words
    assert "Due 16/12/2026." in _letter("E27").words
    later = replace(_letter("E04"), days=(date(2027, 11, 2),))
    assert "Engineer booked Tues 2nd, first call" in later.words


def test_the_newest_of_several_mails_is_answered() -> None:
    newer = _RESOLVED.replace("No internet", "No internet, whole school").encode()
    letter = _letter("E14")
    answered = find_answered(letter, [_RESOLVED.encode(), newer, b"Subject: Lunch\r\n\r\nAt one?\r\n"])
    assert answered is not None
    assert answered.subject == "[ICT-1045] Resolved: No internet, whole school"


def test_an_answer_to_a_mail_that_never_came_is_a_sentence() -> None:
    letter = _letter("E14")
    with pytest.raises(NothingToAnswer, match="Gareth Lloyd got none"):
        find_answered(letter, [])
