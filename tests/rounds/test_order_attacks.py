"""What must not be ordered, from whom it was not approved, or what nobody was asked about; and orders that are lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, OutgoingRow
from tests.rounds.commanding import run, standing, written
from tests.support.desks import MONDAY, letter, make_desk
from tests.support.reports import bounce

BOARD = "£285.00 + VAT new power board"


@pytest.fixture
def desk(school: Database) -> Desk:
    made = make_desk(school)
    run(made, letter())
    act(made, "1041", "start", "")
    return made


def quoted(desk: Desk, net: int = 28500, vat: int = 5700) -> None:
    """BrightBoard has the job, and wants so much for it."""
    if not written(desk, "handover"):
        act(desk, "1041", "second", "BBA the board is dead")
    with desk.database.writing() as session:
        job = session.scalars(select(HandoverRow)).one()
        job.job_reference, job.handed_at, job.state = "Job 7741", MONDAY, "accepted"
        job.quote_number, job.quoted_net_pence, job.quoted_vat_pence = "Q-3318", net, vat


def test_what_one_firm_quoted_is_not_ordered_from_another(desk: Desk) -> None:
    quoted(desk)
    act(desk, "1041", "ask-approval", "supply and fit a power board")
    act(desk, "1041", "approve", "", "tom.whitfield")
    with pytest.raises(NotAllowed, match="said yes to what BrightBoard AV quoted; another firm needs another answer"):
        act(desk, "1041", "order", "FEN PO-26-0311")
    assert not written(desk, "order")
    act(desk, "1041", "order", "BBA PO-26-0311")
    assert [to for to, _, _ in written(desk, "order")] == ["jobs@brightboard.example"]


def test_what_was_approved_without_an_amount_is_not_ordered_at_a_price(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "a new power board")
    act(desk, "1041", "approve", "", "tom.whitfield")
    quoted(desk)
    with pytest.raises(NotAllowed, match=r"BrightBoard AV wants £342\.00, and no amount was approved"):
        act(desk, "1041", "order", "BBA PO-26-0311")


def test_vat_that_came_on_top_needs_another_answer(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "£285.00 no VAT a new power board")
    act(desk, "1041", "approve", "", "tom.whitfield")
    quoted(desk)
    with pytest.raises(NotAllowed, match=r"wants £342\.00 with VAT now, and £285\.00 was approved"):
        act(desk, "1041", "order", "BBA PO-26-0311")


@pytest.mark.parametrize("number", ["ICT-1042", "ict-7", "[ICT-1041]"])
def test_the_number_of_an_incident_is_no_order_number(desk: Desk, number: str) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    act(desk, "1041", "approve", "", "tom.whitfield")
    with pytest.raises(NotAllowed, match="no order number"):
        act(desk, "1041", "order", f"BBA {number}")


def test_an_order_without_a_price_does_not_speak_of_one(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", "a login for a student teacher")
    act(desk, "1041", "approve", "", "tom.whitfield")
    act(desk, "1041", "order", "FEN PO-26-0311")
    [(_, _, text)] = written(desk, "order")
    assert "at this price" not in text
    assert "If it costs anything, please ask us first." in text
    assert standing(desk).state is State.WAITING_PROVIDER


def comes_back(desk: Desk, template: str, nth: int = -1) -> None:
    """The firm's server refuses it after ours took it."""
    with desk.database.reading() as session:
        query = select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id)
        row = session.scalars(query).all()[nth]
        report = bounce(row.message_id, row.envelope_from, row.recipient, "5.1.1", "user unknown", f"Lost {row.id}")
    run(desk, report)


def job_states(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return list(session.scalars(select(HandoverRow.state).order_by(HandoverRow.id)))


def test_an_order_that_came_back_is_none_and_can_be_sent_again(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    act(desk, "1041", "approve", "", "tom.whitfield")
    act(desk, "1041", "order", "BBA PO-26-0311")
    comes_back(desk, "order")
    assert job_states(desk) == ["bounced"]
    assert standing(desk).state is State.IN_PROGRESS
    [(_, _, told)] = written(desk, "undelivered")
    assert "#order BBA ORDER-NUMBER" in told
    act(desk, "1041", "order", "BBA PO-26-0311")
    assert len(written(desk, "order")) == 2
    with pytest.raises(NotAllowed, match="it was ordered already"):
        act(desk, "1041", "order", "BBA PO-26-0311")


def test_an_order_that_came_back_leaves_the_firm_the_job_that_it_has(desk: Desk) -> None:
    quoted(desk)
    act(desk, "1041", "ask-approval", "supply and fit a power board")
    act(desk, "1041", "approve", "", "tom.whitfield")
    act(desk, "1041", "order", "PO-26-0311")
    comes_back(desk, "order")
    assert job_states(desk) == ["accepted"]
    assert standing(desk).state is State.IN_PROGRESS
    act(desk, "1041", "order", "PO-26-0311")


def test_a_chase_that_came_back_takes_no_job_from_a_firm_that_has_it(desk: Desk) -> None:
    quoted(desk)
    act(desk, "1041", "chase", "BBA")
    comes_back(desk, "chase")
    assert job_states(desk) == ["accepted"]
    assert standing(desk).state is State.WAITING_PROVIDER
    assert "#chase BBA" in written(desk, "undelivered")[0][2]


@pytest.mark.parametrize(
    "why", ["; Fenland wanted 300.00", " because the old one was dropped", ", so that Mrs Brown stops asking"]
)
def test_why_it_is_wanted_is_for_who_decides_and_not_for_the_firm(desk: Desk, why: str) -> None:
    act(desk, "1041", "ask-approval", f"{BOARD}{why}")
    assert why.strip(" ,;") in written(desk, "approval")[0][2]
    act(desk, "1041", "approve", "", "tom.whitfield")
    act(desk, "1041", "order", "BBA PO-26-0311")
    [(_, _, text)] = written(desk, "order")
    assert "What new power board Price" in text


def test_nothing_is_approved_by_hand_either_of_what_is_over(desk: Desk) -> None:
    act(desk, "1041", "ask-approval", BOARD)
    act(desk, "1041", "cancel", "not needed")
    with pytest.raises(NotAllowed, match="ICT-1041 is cancelled meanwhile"):
        act(desk, "1041", "approve", "", "tom.whitfield")
