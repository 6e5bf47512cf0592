"""Whoever has the money is asked, answers by mail, and nothing is ordered before; nor at another price."""

from __future__ import annotations

import email
import email.policy
from datetime import date, datetime

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act, carry_out
from mailtick.store.clock import waits_of
from mailtick.store.database import Database
from mailtick.store.tables import DeliveryRow, DiaryRow, HandoverRow, OutgoingRow
from tests.rounds.commanding import KEMP, SCHOOL, log, run, say, standing, written
from tests.support.desks import MONDAY, SetClock, letter, make_desk
from tests.support.lookup import proof

WHITFIELD = f"Mr Tom Whitfield <tom.whitfield@{SCHOOL}>"
PRYOR = f"Mrs Janet Pryor <janet.pryor@{SCHOOL}>"
BOARD = "£285.00 + VAT new power board"

pytestmark = pytest.mark.both_databases


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    run(made, letter())
    act(made, "1041", "start", "")
    return made


def asks(desk: Desk, template: str = "approval") -> list[OutgoingRow]:
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        return list(rows)


def answer(desk: Desk, text: str, by: str = WHITFIELD, *, is_proven: bool = True, nth: int = -1) -> None:
    """Answer the mail that asks, as a mail program does."""
    asked = asks(desk)[nth]
    with desk.database.reading() as session:
        raw = session.scalars(select(OutgoingRow.raw).where(OutgoingRow.id == asked.id)).one()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    headers = {"In-Reply-To": str(mail["Message-ID"]), **(proof(by) if is_proven else {})}
    run(desk, letter(by, f"RE: {mail['Subject']}", text, to=str(mail["Reply-To"]), headers=headers))


def notes(desk: Desk) -> str:
    return "\n".join(text for _, _, text in log(desk))


def test_the_owner_is_asked_with_all_that_a_decision_needs(desk: Desk) -> None:
    outcome = carry_out(desk, "1041", "ask-approval", BOARD).outcome
    assert "Mr Tom Whitfield is asked to decide: £285.00 + £57.00 VAT = £342.00" in outcome
    [(to, subject, text)] = written(desk, "approval")
    assert to == f"tom.whitfield@{SCHOOL}"
    assert subject == "[ICT-1041] Please decide: £342.00 for new power board"
    for part in (
        "new power board",
        "£285.00 + £57.00 VAT = £342.00",
        "ICT-1041",
        "Mrs Sandra Kemp",
        "yes",
        "no",
        "ask",
    ):
        assert part in text
    assert standing(desk).state is State.WAITING_APPROVAL
    with desk.database.reading() as session:
        [wait] = waits_of(session, 1)
    assert wait.waiting_on == "approval"
    assert wait.follow_up_at == datetime.fromisoformat("2026-11-18T08:00+00:00")


def test_who_may_approve_so_much_is_asked_before_the_owner(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "£40.00 a cable")
    assert [to for to, _, _ in written(desk, "approval")] == [f"janet.pryor@{SCHOOL}"]


def test_without_a_price_it_is_the_owner_s(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "a login for a student teacher")
    assert [to for to, _, _ in written(desk, "approval")] == [f"tom.whitfield@{SCHOOL}"]


@pytest.mark.parametrize(
    ("argument", "why"),
    [
        ("amir.shah: £40.00 a cable", "Mr Amir Shah is neither owner nor approver"),
        ("janet.pryor: £285.00 new board", "£342.00 is more than Mrs Janet Pryor may approve, which is £250.00"),
        ("janet.pryor: a login", "without an amount it is for the owner, not for Mrs Janet Pryor"),
        ("", "say what is to be decided"),
        ("£285.00", "say what is to be decided"),
    ],
)
def test_who_may_not_decide_is_not_asked(desk: Desk, argument: str, why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        act(desk, "1041", "ask-approval", argument)
    assert not asks(desk)


def test_yes_by_mail_lets_work_go_on_and_who_waits_for_it_hears(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "Approved - ICT repairs please. T")
    assert standing(desk).state is State.IN_PROGRESS
    assert 'approved by Mr Tom Whitfield: new power board, £285.00 + £57.00 VAT = £342.00: "ICT repairs please. T"' in (
        notes(desk)
    )
    [(to, subject, text)] = written(desk, "alert")
    assert to == f"sandra.kemp@{SCHOOL}"
    assert "Mr Tom Whitfield says yes" in subject
    assert '"ICT repairs please. T"' in text
    assert not written(desk, "transcript")


def test_no_by_mail_is_kept_and_nothing_can_be_ordered(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "No - too dear")
    assert standing(desk).state is State.IN_PROGRESS
    with pytest.raises(NotAllowed, match="Mr Tom Whitfield said no to it"):
        act(desk, "1041", "order", "BBA PO-26-0311")


def test_a_question_before_deciding_goes_to_who_asked_and_it_still_waits(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "ask Is there a cheaper one?")
    assert standing(desk).state is State.WAITING_APPROVAL
    assert "Is there a cheaper one?" in written(desk, "alert")[0][2]
    answer(desk, "yes")
    assert standing(desk).state is State.IN_PROGRESS


@pytest.mark.parametrize(
    ("text", "is_proven", "why"),
    [
        ("yes", False, "both are needed"),
        ("Yes, but only if it is under £300", True, "it is not clear"),
        ("Let me look at it on Monday", True, "it is not clear"),
    ],
    ids=["not proven", "a condition", "no answer"],
)
def test_an_answer_that_does_not_count_is_said_to_be_none(desk: Desk, text: str, is_proven: bool, why: str) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, text, is_proven=is_proven)
    assert standing(desk).state is State.WAITING_APPROVAL
    [(to, _, told)] = written(desk, "transcript")
    assert to == f"tom.whitfield@{SCHOOL}"
    assert why in told
    assert "it does not count yet" in written(desk, "alert")[0][1]


def test_somebody_else_who_got_hold_of_the_mail_decides_nothing(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "yes", by=f"Mr Amir Shah <amir.shah@{SCHOOL}>")
    answer(desk, "yes", by=PRYOR)
    answer(desk, "yes", by="Tom Whitfield <tom.whitfield@elsewhere.example>")
    assert standing(desk).state is State.WAITING_APPROVAL


def test_a_word_in_another_mail_decides_nothing(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    say(desk, "#approve", by=WHITFIELD)
    assert standing(desk).state is State.WAITING_APPROVAL
    assert "answer the mail that asks you to decide" in written(desk, "transcript")[0][2]


def test_a_second_answer_changes_nothing(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "yes")
    answer(desk, "no")
    assert "it was answered already" in written(desk, "transcript")[0][2]
    act(desk, "1041", "order", "BBA PO-26-0311")


def test_another_amount_needs_another_answer(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    act(desk, "1041", "ask-approval", "£300.00 + VAT new power board")
    answer(desk, "yes", nth=0)
    assert "a newer question has replaced this one" in written(desk, "transcript")[0][2]
    assert standing(desk).state is State.WAITING_APPROVAL
    answer(desk, "yes")
    assert standing(desk).state is State.IN_PROGRESS


def test_nothing_is_ordered_before_the_answer(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="nobody was asked to approve anything"):
        act(desk, "1041", "order", "BBA PO-26-0311")
    act(desk, "1041", "ask-approval", BOARD)
    with pytest.raises(NotAllowed, match="nothing is ordered before Mr Tom Whitfield has answered"):
        act(desk, "1041", "order", "BBA PO-26-0311")
    assert not asks(desk, "order")


def test_an_order_is_a_job_of_the_firm_with_price_and_number(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "yes")
    outcome = carry_out(desk, "1041", "order", "BBA PO-26-0311 Friday suits us.").outcome
    assert "BrightBoard AV get the order PO-26-0311 by mail to jobs@brightboard.example" in outcome
    [(to, subject, text)] = written(desk, "order")
    assert to == "jobs@brightboard.example"
    assert subject.startswith("[ICT-1041] Order PO-26-0311")
    assert "£285.00 + £57.00 VAT = £342.00" in text
    assert "Friday suits us." in text
    assert standing(desk).state is State.WAITING_PROVIDER
    with pytest.raises(NotAllowed, match="it was ordered already, with PO-26-0311"):
        act(desk, "1041", "order", "BBA PO-26-0312")


def test_on_a_job_that_the_firm_has_the_quoted_price_is_what_is_asked_and_ordered(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "second", "BBA the board is dead")
    with desk.database.writing() as session:
        [job] = session.scalars(select(HandoverRow))
        job.job_reference, job.handed_at, job.state = "Job 7741", MONDAY, "accepted"
        job.quote_number, job.quoted_net_pence, job.quoted_vat_pence = "Q-3318", 28500, 5700
    act(desk, "1041", "ask-approval", "supply and fit a power board")
    [(_, subject, text)] = written(desk, "approval")
    assert subject == "[ICT-1041] Please decide: £342.00 for supply and fit a power board"
    assert "Q-3318" in text
    assert "BrightBoard AV" in text
    assert "C4 (Panel warranty cover, 8 panels and hall projector) ends on 30 November 2026" in text
    answer(desk, "Approved")
    with desk.database.writing() as session:
        session.scalars(select(HandoverRow)).one().quoted_net_pence = 31000
    with pytest.raises(NotAllowed, match=r"BrightBoard AV wants £310\.00 before VAT now, and £285\.00 was approved"):
        act(desk, "1041", "order", "PO-26-0311")
    with desk.database.writing() as session:
        session.scalars(select(HandoverRow)).one().quoted_net_pence = 28500
    act(desk, "1041", "order", "PO-26-0311 Friday 20th suits us.")
    [(to, subject, text)] = written(desk, "order")
    assert (to, subject) == (
        "jobs@brightboard.example",
        "[ICT-1041] Order PO-26-0311 for quote Q-3318 (Saltmarsh ICT desk) Job 7741",
    )
    with desk.database.reading() as session:
        waits = waits_of(session, 1)
        assert len(session.scalars(select(HandoverRow)).all()) == 1
        [visit] = session.scalars(select(DiaryRow).where(DiaryRow.kind == "visit", DiaryRow.about == "ICT-1041"))
        assert visit.on == date(2026, 11, 20)
    assert [each.waiting_on for each in waits if each.end is None] == ["provider"]


def test_on_the_command_line_whoever_decides_says_so(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    with pytest.raises(NotAllowed, match="#approve is for approver and owner"):
        act(desk, "1041", "approve", "", "sandra.kemp")
    with pytest.raises(NotAllowed, match="more than Mrs Janet Pryor may approve"):
        act(desk, "1041", "approve", "", "janet.pryor")
    act(desk, "1041", "approve", "until the end of term", "tom.whitfield")
    assert standing(desk).state is State.IN_PROGRESS
    with pytest.raises(NotAllowed, match="was decided already: yes"):
        act(desk, "1041", "refuse", "", "tom.whitfield")


def test_of_a_restricted_matter_only_who_may_see_it_is_asked(desk: Desk) -> None:
    act(desk, "1041", "restrict", "yes")
    with pytest.raises(NotAllowed, match="restricted, and Mrs Janet Pryor may not see it"):
        act(desk, "1041", "ask-approval", "janet.pryor: £40.00 a cable")


def test_the_question_and_the_order_are_mails_of_people(desk: Desk) -> None:
    """RULINGS 6: they carry no Auto-Submitted, so that a firm's system takes them up."""
    act(desk, "1041", "ask-approval", BOARD)
    answer(desk, "yes")
    act(desk, "1041", "order", "BBA PO-26-0311")
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow.raw).where(OutgoingRow.template.in_(("approval", "order")))).all()
        assert session.scalars(select(DeliveryRow.state)).all()
    assert len(rows) == 2
    assert all(email.message_from_bytes(raw)["Auto-Submitted"] is None for raw in rows)


def test_the_coordinator_asks_by_mail_too(desk: Desk) -> None:
    say(desk, f"#ask-approval {BOARD}", by=KEMP)
    assert standing(desk).state is State.WAITING_APPROVAL
    assert "£342.00" in written(desk, "transcript")[0][2]
