"""What was asked of whoever decides goes with a merged incident, and back with it."""

from __future__ import annotations

import email
import email.policy

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act, carry_out
from mailtick.store.approvals import all_approvals
from mailtick.store.database import Database
from mailtick.store.tables import HandoverRow, OutgoingRow
from tests.rounds.commanding import LLOYD, SCHOOL, run, standing, written
from tests.support.desks import MONDAY, letter, make_desk
from tests.support.lookup import proof

pytestmark = pytest.mark.both_databases

WHITFIELD = f"Mr Tom Whitfield <tom.whitfield@{SCHOOL}>"
BOARD = "£285.00 + VAT new power board"


@pytest.fixture
def desk(school: Database) -> Desk:
    """Mr Whitfield is asked about 1041; 1042 is the same matter."""
    desk = make_desk(school)
    run(desk, letter(), letter(LLOYD, "panel", "The panel in my room is dead."))
    act(desk, "1041", "ask-approval", BOARD)
    return desk


def answer(desk: Desk, text: str) -> None:
    with desk.database.reading() as session:
        raw = session.scalars(select(OutgoingRow.raw).where(OutgoingRow.template == "approval")).all()[-1]
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    headers = {"In-Reply-To": str(mail["Message-ID"]), **proof(WHITFIELD)}
    run(desk, letter(WHITFIELD, f"RE: {mail['Subject']}", text, to=str(mail["Reply-To"]), headers=headers))


def test_a_yes_goes_with_the_incident_and_is_ordered_where_it_goes_on(desk: Desk) -> None:
    act(desk, "1041", "approve", "", "tom.whitfield")
    outcome = carry_out(desk, "1041", "merge", "1042").outcome
    assert "the yes of Mr Tom Whitfield goes with it: new power board" in outcome
    act(desk, "1042", "order", "BBA PO-26-0311")
    assert written(desk, "order")[0][1].startswith("[ICT-1042] Order PO-26-0311")
    with pytest.raises(NotAllowed, match="it was ordered already"):
        act(desk, "1042", "order", "BBA PO-26-0312")


def test_an_answer_that_comes_after_the_merge_counts_where_it_goes_on(desk: Desk) -> None:
    act(desk, "1041", "merge", "1042")
    answer(desk, "yes")
    with desk.database.reading() as session:
        assert [each.state for each in all_approvals(session, open_alone=False)] == ["yes"]
    assert "ICT-1042" in written(desk, "alert")[-1][1]
    act(desk, "1042", "order", "BBA PO-26-0311")
    assert written(desk, "order")


def test_a_question_goes_back_with_its_incident_and_rests_only_as_long_as_it_is_open(desk: Desk) -> None:
    act(desk, "1041", "merge", "1042")
    act(desk, "1042", "unmerge", "1041")
    assert standing(desk).state is State.WAITING_APPROVAL
    with pytest.raises(NotAllowed, match="nobody was asked to approve anything of ICT-1042"):
        act(desk, "1042", "order", "BBA PO-26-0311")
    act(desk, "1041", "merge", "1042")
    answer(desk, "yes")
    act(desk, "1042", "unmerge", "1041")
    assert standing(desk).state is State.IN_PROGRESS
    act(desk, "1041", "order", "BBA PO-26-0311")
    assert written(desk, "order")


def test_what_is_asked_anew_takes_the_place_of_the_question_that_came_with_it(desk: Desk) -> None:
    act(desk, "1041", "merge", "1042")
    act(desk, "1042", "ask-approval", "£300.00 + VAT new panel board")
    with desk.database.reading() as session:
        assert [each.state for each in all_approvals(session, open_alone=False)] == ["replaced", "asked"]


def test_the_quote_of_a_job_that_came_with_it_binds_the_order(desk: Desk) -> None:
    act(desk, "1041", "approve", "", "tom.whitfield")
    act(desk, "1041", "second", "BBA the board is dead")
    with desk.database.writing() as session:
        job = session.scalars(select(HandoverRow)).one()
        job.handed_at, job.state, job.quoted_net_pence, job.quoted_vat_pence = MONDAY, "accepted", 30000, 6000
    act(desk, "1041", "merge", "1042")
    with pytest.raises(NotAllowed, match=r"wants £300\.00 before VAT now"):
        act(desk, "1042", "order", "BBA PO-26-0311")
    with pytest.raises(NotAllowed, match="BrightBoard AV has ICT-1042 already"):
        act(desk, "1042", "second", "BBA once more")
