"""What nobody may decide by accident or by guile: who was not asked, what is over, what was never said."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Role
from mailtick.rounds.act import act
from mailtick.rounds.escalate import escalate
from mailtick.store.approvals import all_approvals
from mailtick.store.database import Database
from mailtick.store.people import add_person
from mailtick.store.tables import OutgoingRow, PersonRow
from tests.rounds.commanding import KEMP, SCHOOL, SHAH, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof

WHITFIELD = f"Mr Tom Whitfield <tom.whitfield@{SCHOOL}>"
OAKES = f"Mrs Ann Oakes <ann.oakes@{SCHOOL}>"
BOARD = "£285.00 + VAT new power board"


@pytest.fixture
def desk(school: Database) -> Desk:
    made = make_desk(school)
    run(made, letter())
    act(made, "1041", "start", "")
    return made


@pytest.fixture
def asked(desk: Desk) -> Desk:
    act(desk, "1041", "ask-approval", BOARD)
    return desk


def our_mail(desk: Desk, template: str, nth: int = -1) -> EmailMessage:
    with desk.database.reading() as session:
        query = select(OutgoingRow.raw).where(OutgoingRow.template == template).order_by(OutgoingRow.id)
        mail = email.message_from_bytes(session.scalars(query).all()[nth], policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def answer(desk: Desk, text: str, by: str = WHITFIELD, **headers: str) -> None:
    mail = our_mail(desk, "approval")
    given = {"In-Reply-To": str(mail["Message-ID"]), **proof(by), **headers}
    run(desk, letter(by, f"RE: {mail['Subject']}", text, to=str(mail["Reply-To"]), headers=given))


def states(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return [each.state for each in all_approvals(session, open_alone=False)]


def test_who_may_decide_so_much_but_was_sent_a_copy_by_somebody_decides_nothing(asked: Desk) -> None:
    """Their mail also answers a mail of ours that they did get; the question itself was somebody else's."""
    with asked.database.writing() as session:
        add_person(session, "Mrs Ann Oakes", f"ann.oakes@{SCHOOL}", (Role.OWNER,))
    run(asked, letter(OAKES, "lamp", "The lamp is dead", headers=proof(OAKES)))
    theirs = our_mail(asked, "acknowledgement")
    both = f"{our_mail(asked, 'approval')['Message-ID']} {theirs['Message-ID']}"
    answer(asked, "yes", OAKES, References=both)
    assert states(asked) == ["asked"]
    assert "both are needed" in written(asked, "transcript")[-1][2]


def test_who_may_not_decide_does_not_even_ask_back(asked: Desk) -> None:
    answer(asked, "ask Is there a cheaper one?", SHAH)
    with asked.database.reading() as session:
        [approval] = all_approvals(session, open_alone=True)
    assert approval.said == ""
    assert "Mr Tom Whitfield was asked, and Mr Amir Shah may not decide it" in written(asked, "transcript")[-1][2]


def test_a_machine_s_yes_is_none(asked: Desk) -> None:
    answer(asked, "Yes, I am away until Monday", **{"Auto-Submitted": "auto-replied"})
    answer(asked, "Yes. I am out of the office.", **{"X-Autoreply": "yes"})
    assert states(asked) == ["asked"]


def test_the_yes_of_somebody_else_that_is_quoted_is_none(asked: Desk) -> None:
    answer(asked, "> yes\n\nWhat Janet says above.")
    answer(asked, "On Mon, 16 Nov 2026, Janet Pryor wrote:\n> yes\n")
    answer(asked, "-----Original Message-----\nFrom: Janet Pryor\nSent: Monday\nSubject: board\n\nyes")
    assert states(asked) == ["asked"]


def test_a_yes_in_html_above_a_long_quote_counts(asked: Desk) -> None:
    mail = our_mail(asked, "approval")
    raw = letter(WHITFIELD, f"RE: {mail['Subject']}", "x", to=str(mail["Reply-To"]), headers=proof(WHITFIELD))
    made = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    quote = "".join(f"<p>no, line {number}</p>" for number in range(300))
    made.set_content(f"<div>Yes please</div><br><blockquote type='cite'>{quote}</blockquote>", subtype="html")
    made["In-Reply-To"] = str(mail["Message-ID"])
    run(asked, made.as_bytes())
    assert states(asked) == ["yes"]


def test_a_yes_at_another_amount_is_none(asked: Desk) -> None:
    answer(asked, "Yes, £200 is fine")
    assert states(asked) == ["asked"]
    assert "it names £200, and £342.00 was asked" in written(asked, "transcript")[-1][2]


@pytest.mark.parametrize(
    ("word", "argument", "why"),
    [
        ("resolve", "mended", "ICT-1041 is resolved meanwhile"),
        ("cancel", "not needed", "ICT-1041 is cancelled meanwhile"),
    ],
)
def test_a_yes_to_what_is_over_is_said_to_be_none(asked: Desk, word: str, argument: str, why: str) -> None:
    run(asked, letter(SHAH, "lamp", "The lamp is dead", headers=proof(SHAH)))
    act(asked, "1041", word, argument)
    answer(asked, "yes")
    assert why in written(asked, "transcript")[-1][2]
    assert states(asked) == ["asked"]
    with pytest.raises(NotAllowed):
        act(asked, "1041", "order", "BBA PO-26-0311")
    assert not written(asked, "order")


def test_a_yes_counts_where_it_was_reopened_or_went_on_without(asked: Desk) -> None:
    act(asked, "1041", "resolve", "mended")
    act(asked, "1041", "reopen", "not so")
    answer(asked, "yes")
    assert states(asked) == ["yes"]
    assert standing(asked).state is State.IN_PROGRESS


def test_who_lost_the_limit_before_answering_decides_nothing(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "£40.00 a cable")
    with desk.database.writing() as session:
        row = session.scalars(select(PersonRow).where(PersonRow.address == f"janet.pryor@{SCHOOL}")).one()
        row.approve_limit_pence = 1000
    answer(desk, "yes", f"Mrs Janet Pryor <janet.pryor@{SCHOOL}>")
    assert states(desk) == ["asked"]
    assert "£48.00 is more than Mrs Janet Pryor may approve, which is £10.00" in written(desk, "transcript")[-1][2]


def test_an_approver_may_not_see_what_was_restricted_meanwhile(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "£40.00 a cable")
    act(desk, "1041", "restrict", "yes")
    answer(desk, "yes", f"Mrs Janet Pryor <janet.pryor@{SCHOOL}>")
    assert states(desk) == ["asked"]
    [(_, subject, text)] = [each for each in written(desk, "transcript") if "janet" in each[0]]
    assert "cable" not in text
    assert "board" not in f"{subject} {text}".lower()


def test_who_asks_does_not_decide_but_the_owner(desk: Desk) -> None:
    with desk.database.writing() as session:
        kemp = add_person(session, "Mrs Sandra Kemp", f"sandra.kemp@{SCHOOL}", (Role.APPROVER,))
        session.get_one(PersonRow, kemp.id).approve_limit_pence = 100000
        session.info.clear()
    with pytest.raises(NotAllowed, match="Mrs Sandra Kemp asks for it, and somebody else has to decide"):
        act(desk, "1041", "ask-approval", "sandra.kemp: £40.00 a cable", "sandra.kemp")
    act(desk, "1041", "ask-approval", "£285.00 a board", "sandra.kemp")
    assert [to for to, _, _ in written(desk, "approval")] == [f"tom.whitfield@{SCHOOL}"]
    with pytest.raises(NotAllowed, match="Mrs Sandra Kemp asked for it"):
        act(desk, "1041", "approve", "", "sandra.kemp")


def test_the_coordinator_in_cc_who_says_yes_to_all_decides_nothing(asked: Desk) -> None:
    answer(asked, "Yes from me too", KEMP, Cc="ict@saltmarshprimary.example")
    say(asked, "#approve", by=KEMP)
    assert states(asked) == ["asked"]


def test_a_question_that_is_open_while_work_goes_on_is_not_forgotten(school: Database) -> None:
    clock = SetClock()
    desk = make_desk(school, clock=clock)
    run(desk, letter())
    act(desk, "1041", "ask-approval", BOARD)
    act(desk, "1041", "start", "")
    escalate(desk)
    assert not [each for each in written(desk, "alert") if "has not answered" in each[1]]
    clock.now = datetime(2026, 11, 18, 8, 5, tzinfo=UTC)
    escalate(desk)
    escalate(desk)
    [(to, _, text)] = [each for each in written(desk, "alert") if "has not answered" in each[1]]
    assert to == f"sandra.kemp@{SCHOOL}"
    assert "They were asked on Mon 16 Nov 09:00: new power board" in text


def test_a_long_question_has_a_short_subject(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "£285.00 " + "a new power board " * 100)
    [(_, subject, text)] = written(desk, "approval")
    assert len(subject) < 150
    assert text.count("a new power board") >= 100
