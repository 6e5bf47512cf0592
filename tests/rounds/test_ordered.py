"""What follows an order: the delivery in the diary, and the payment that the invoice is then held against."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.proposals.acts import ProposalWord
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.deliver import deliver
from mailtick.rounds.proposals import decide
from mailtick.store.database import Database
from mailtick.store.people import person_by_address
from mailtick.store.tables import DiaryRow, OutgoingRow, PaymentRow, ProposalRow
from tests.rounds.commanding import KEMP, log, run, say
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof
from tests.support.reports import bounce
from tests.support.smtp_sink import SmtpSink

KEV = "Kev <jobs@brightboard.example>"
BILL = (
    "Please find our invoice BB-5512 for the power board.\nOrder: {order}\n"
    "Net £{net}.00\nVAT £{vat}.00\nTotal £{total}.00\nDue 20 December 2026\n"
)


@pytest.fixture
def desk(school: Database, smtp_sink: SmtpSink) -> Iterator[Desk]:
    """Mr Whitfield has said yes to a power board for 285.00 on Monday 16 November."""
    desk = make_desk(school, smtp_sink.port, SetClock())
    run(desk, letter())
    act(desk, "1041", "ask-approval", "£285.00 + VAT new power board; the panel is dead")
    act(desk, "1041", "approve", "", "tom.whitfield")
    yield desk
    desk.sender.close()


def send(desk: Desk) -> None:
    while deliver(desk):
        pass


def deliveries(desk: Desk) -> list[tuple[date, str, bool]]:
    """When, what, and whether it has come."""
    with desk.database.reading() as session:
        query = select(DiaryRow).where(DiaryRow.kind == "delivery", DiaryRow.retired_on.is_(None))
        return [(row.on, row.what, row.done_on is not None) for row in session.scalars(query)]


def payments(desk: Desk) -> list[tuple[str, int, int, str, str, str]]:
    with desk.database.reading() as session:
        query = select(PaymentRow).where(PaymentRow.provider == "BBA", PaymentRow.retired_on.is_(None))
        return [
            (row.state, row.net_pence, row.vat_pence, row.order_number, row.invoice, row.about)
            for row in session.scalars(query.order_by(PaymentRow.ref))
        ]


def writes(desk: Desk, text: str, subject: str = "[ICT-1041]") -> None:
    run(desk, letter(KEV, subject, text, headers=proof(KEV)))


def confirm(desk: Desk, word: ProposalWord = ProposalWord.CONFIRM) -> str:
    """Finance answers the last proposal."""
    with desk.database.writing() as session:
        number = session.scalars(select(ProposalRow.id).order_by(ProposalRow.id.desc())).first()
        pryor = person_by_address(session, "janet.pryor@saltmarshprimary.example")
        assert number is not None
        assert pryor is not None
        return decide(session, desk, number, word, (), pryor)


def test_an_order_is_expected_in_the_diary_and_to_be_paid(desk: Desk) -> None:
    outcome = carry_out(desk, "1041", "order", "BBA PO-26-0311 please deliver by Friday 27th").outcome
    assert "it is expected on Fri 27 Nov" in outcome
    assert deliveries(desk) == [
        (date(2026, 11, 27), "BrightBoard AV: new power board, ordered with PO-26-0311", False),
    ]
    assert payments(desk) == [("expected", 28500, 5700, "PO-26-0311", "", "ICT-1041")]
    assert any("expected with it:" in text and "£342.00" in text for _, _, text in log(desk))


def test_where_no_day_is_named_somebody_looks_in_five_open_days(desk: Desk) -> None:
    assert "no day is named yet" in carry_out(desk, "1041", "order", "BBA PO-26-0311").outcome
    [(on, what, _)] = deliveries(desk)
    assert (on, what.endswith("(no day named yet)")) == (date(2026, 11, 23), True)


def test_what_the_firm_says_of_the_day_moves_it_and_done_ends_it(desk: Desk) -> None:
    act(desk, "1041", "order", "BBA PO-26-0311")
    send(desk)
    writes(desk, "Thanks. The part should be here Thursday 26th. Kev")
    assert deliveries(desk) == [
        (date(2026, 11, 26), "BrightBoard AV: new power board, ordered with PO-26-0311", False),
    ]
    act(desk, "1041", "heard", "BBA: All done, new power board fitted and tested.")
    assert [is_done for _, _, is_done in deliveries(desk)] == [True]


def test_a_visit_that_brings_it_takes_the_place_of_a_day_that_nobody_named(desk: Desk) -> None:
    act(desk, "1041", "order", "BBA PO-26-0311")
    send(desk)
    writes(desk, "Engineer booked Tues 24th, first call. Kev")
    assert deliveries(desk) == []
    with desk.database.reading() as session:
        number = session.scalars(select(ProposalRow.id)).one()
    with desk.database.writing() as session:
        kemp = person_by_address(session, "sandra.kemp@saltmarshprimary.example")
        assert kemp is not None
        decide(session, desk, number, ProposalWord.UNDO, (), kemp)
    assert len(deliveries(desk)) == 1


def test_the_invoice_of_the_order_is_matched_with_its_payment_and_adds_none(desk: Desk) -> None:
    act(desk, "1041", "order", "BBA PO-26-0311")
    send(desk)
    writes(desk, BILL.format(order="PO-26-0311", net=285, vat=57, total=342), "Invoice BB-5512")
    confirm(desk)
    assert payments(desk) == [("matched", 28500, 5700, "PO-26-0311", "BB-5512", "ICT-1041")]
    confirm(desk, ProposalWord.UNDO)
    assert payments(desk) == [("expected", 28500, 5700, "PO-26-0311", "", "ICT-1041")]


def test_an_invoice_of_another_amount_says_by_how_much_it_differs_from_the_order(desk: Desk) -> None:
    act(desk, "1041", "order", "BBA PO-26-0311")
    send(desk)
    writes(desk, BILL.format(order="PO-26-0311", net=300, vat=60, total=360), "Invoice BB-5512")
    confirm(desk)
    assert [(state, net) for state, net, *_ in payments(desk)] == [("differs", 30000)]
    with desk.database.reading() as session:
        said = session.scalars(select(PaymentRow.difference).where(PaymentRow.provider == "BBA")).one()
    assert said == "£15.00 more than the order PO-26-0311 on ICT-1041 (£285.00 before VAT)"


def test_an_order_that_came_back_is_neither_expected_nor_to_be_paid(desk: Desk) -> None:
    act(desk, "1041", "order", "BBA PO-26-0311")
    send(desk)
    with desk.database.reading() as session:
        row = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "order")).one()
        report = bounce(row.message_id, row.envelope_from, row.recipient)
    run(desk, report)
    assert (deliveries(desk), payments(desk)) == ([], [])


def test_what_staff_tell_of_the_same_order_is_not_paid_twice(desk: Desk) -> None:
    act(desk, "1041", "order", "BBA PO-26-0311")
    say(desk, "Order placed with BrightBoard AV for 2 x panels, PO-26-0311. Total £342 inc VAT.", KEMP, "panels")
    with desk.database.reading() as session:
        content = session.scalars(select(ProposalRow.content).where(ProposalRow.kind == "implementation")).one()
    assert '"register": "payments"' not in content
    assert len(payments(desk)) == 1


def test_nothing_of_a_restricted_matter_stands_in_the_diary(desk: Desk) -> None:
    act(desk, "1041", "restrict", "yes")
    act(desk, "1041", "order", "BBA PO-26-0311")
    assert "power board" not in deliveries(desk)[0][1]
