"""A mail is decided on once, as one unit; a bad one is held and the next goes on."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.rounds import filing
from mailtick.rounds.act import act, release
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.mails import claim_waiting
from mailtick.store.tables import HandoverRow, IncidentRow, LogEntryRow, MailRow, MailState, OutgoingRow
from tests.support.bad_mail import LARGE, SAMPLES
from tests.support.desks import SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

COPIER_RULE: dict[str, object] = {
    "name": "Copier to Anglia",
    "when": {"category": "Printing and copying"},
    "then": {"priority": "P3", "hand_over": "APS", "sure": True},
}


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    return make_desk(school, clock=clock, rules=[COPIER_RULE])


def run(desk: Desk) -> None:
    while process(desk):
        pass


def outgoing(desk: Desk) -> list[tuple[str, str]]:
    """(template, recipient) of everything in the outbox, in order."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id))
        return [(row.template, row.recipient.partition("@")[0]) for row in rows]


def mail_rows(desk: Desk) -> list[MailRow]:
    with desk.database.reading() as session:
        return list(session.scalars(select(MailRow).order_by(MailRow.id)))


def incident_rows(desk: Desk) -> list[IncidentRow]:
    with desk.database.reading() as session:
        return list(session.scalars(select(IncidentRow).order_by(IncidentRow.id)))


def message_id_to(desk: Desk, template: str) -> str:
    with desk.database.reading() as session:
        found = session.scalars(select(OutgoingRow.message_id).where(OutgoingRow.template == template))
        return f"<{list(found)[-1]}>"


def test_a_mail_becomes_an_incident_and_its_sender_gets_the_number(desk: Desk) -> None:
    put_in(desk, letter())
    run(desk)
    (incident,) = incident_rows(desk)
    assert (incident.number, incident.title, incident.place) == (
        1041,
        "Board in my room won't turn on again",
        "Mrs Brown's class",
    )
    assert incident.first_text == "Board in my room won't turn on again. C"
    assert outgoing(desk) == [("acknowledgement", "claire.brown")]
    with desk.database.reading() as session:
        assert "[ICT-1041]" in session.scalars(select(OutgoingRow.subject)).one()


def test_the_stored_decision_says_why(desk: Desk) -> None:
    put_in(desk, letter(text="The copier is jammed", subject="copier"))
    run(desk)
    decision = json.loads(mail_rows(desk)[0].decision)
    reasons = " ".join(action["because"] for action in decision["actions"])
    assert 'rule "Copier to Anglia"' in reasons
    assert decision["sender"] == "sender verified: no, only the From address is known"


def test_a_sure_rule_hands_over_and_the_reply_with_their_number_lands_on_it(desk: Desk, clock: SetClock) -> None:
    put_in(desk, letter(text="The copier is jammed", subject="copier"))
    run(desk)
    assert outgoing(desk) == [("handover", "service"), ("acknowledgement", "claire.brown")]
    reply = letter(
        "Anglia Print <service@angliaprint.example>",
        "APS/45512",
        "Thanks for your call. Engineer Wed 18 Nov between 0900 and 1200.",
        headers={"In-Reply-To": message_id_to(desk, "handover")},
    )
    put_in(desk, reply)
    run(desk)
    (incident,) = incident_rows(desk)
    assert incident.state is State.WAITING_PROVIDER
    with desk.database.reading() as session:
        handover = session.scalars(select(HandoverRow)).one()
    assert handover.job_reference == "APS/45512"
    assert handover.first_human_reply_at == clock.now
    # A later mail that has lost all our marks is filed by their number alone.
    put_in(desk, letter("somebody@angliaprint.example", "Complete: APS/45512", "All done, meter 118,402."))
    run(desk)
    assert [row.incident_id for row in mail_rows(desk)] == [incident.id] * 3


def test_the_providers_mail_is_for_the_team_only(desk: Desk) -> None:
    put_in(desk, letter(text="The copier is jammed", subject="copier"))
    run(desk)
    in_reply = {"In-Reply-To": message_id_to(desk, "handover")}
    put_in(desk, letter("service@angliaprint.example", "Re: job", "We think it is the user's fault", headers=in_reply))
    run(desk)
    to_requester = [each for each in outgoing(desk) if each[1] == "claire.brown"]
    assert to_requester == [("acknowledgement", "claire.brown")]


def test_a_reply_is_filed_on_its_incident(desk: Desk) -> None:
    put_in(desk, letter())
    run(desk)
    in_reply = {"In-Reply-To": message_id_to(desk, "acknowledgement")}
    put_in(desk, letter(subject="RE: board", text="It is on fire now.", headers=in_reply))
    run(desk)
    assert len(incident_rows(desk)) == 1
    with desk.database.reading() as session:
        texts = session.scalars(select(LogEntryRow.text).where(LogEntryRow.event == "mail")).all()
    assert texts == ["It is on fire now."]


def test_resolve_by_mail_resolves_it_and_tells_the_requester(desk: Desk, clock: SetClock) -> None:
    put_in(desk, letter())
    run(desk)
    proof = {"Authentication-Results": "mx.saltmarshprimary.example; dmarc=pass header.from=saltmarshprimary.example"}
    kemp = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
    clock.move(timedelta(hours=1))
    put_in(desk, letter(kemp, "Re: [ICT-1041] board", "#resolve New power board fitted.", headers=proof))
    run(desk)
    (incident,) = incident_rows(desk)
    assert (incident.state, incident.resolution) == (State.RESOLVED, "New power board fitted.")
    assert incident.resolved_at == clock.now
    assert outgoing(desk)[1:] == [("resolved", "claire.brown"), ("transcript", "sandra.kemp")]


def test_a_forged_coordinator_resolves_nothing(desk: Desk) -> None:
    put_in(desk, letter())
    run(desk)
    put_in(desk, letter("sandra.kemp@saltmarshprimary.example", "Re: [ICT-1041]", "#resolve done"))
    run(desk)
    assert incident_rows(desk)[0].state is State.NEW
    assert ("resolved", "claire.brown") not in outgoing(desk)


def test_thanks_after_resolving_closes_it_and_is_not_answered(desk: Desk) -> None:
    put_in(desk, letter())
    run(desk)
    act(desk, "ICT-1041", "resolve", "New power board fitted.")
    in_reply = {"In-Reply-To": message_id_to(desk, "resolved")}
    before = outgoing(desk)
    put_in(
        desk,
        letter(subject="Re: [ICT-1041] Resolved", text="yep working now thx\n\nSent from my iPhone", headers=in_reply),
    )
    run(desk)
    assert incident_rows(desk)[0].state is State.CLOSED
    assert outgoing(desk) == before


def test_an_out_of_office_gets_no_answer_and_changes_nothing(desk: Desk) -> None:
    put_in(desk, letter())
    run(desk)
    before = [(row.state, row.priority, row.assignee_id) for row in incident_rows(desk)]
    automatic = {"In-Reply-To": message_id_to(desk, "acknowledgement"), "Auto-Submitted": "auto-replied"}
    put_in(desk, letter(subject="Automatic reply: board", text="I am away until Wednesday.", headers=automatic))
    run(desk)
    assert [(row.state, row.priority, row.assignee_id) for row in incident_rows(desk)] == before
    assert outgoing(desk) == [("acknowledgement", "claire.brown")]
    assert mail_rows(desk)[1].state is MailState.PROCESSED


def test_a_stranger_is_held_and_gets_no_answer_until_released(desk: Desk) -> None:
    put_in(desk, letter("its Mo <mo.rahman77@personalmail.example>", "its Mo", "Hall speakers no sound at all"))
    run(desk)
    assert mail_rows(desk)[0].state is MailState.HELD
    assert (incident_rows(desk), outgoing(desk)) == ([], [])
    release(desk, mail_rows(desk)[0].id)
    assert incident_rows(desk)[0].number == 1041
    assert outgoing(desk) == [("acknowledgement", "mo.rahman77")]


def test_a_second_report_of_a_shared_fault_joins_the_first(desk: Desk) -> None:
    put_in(desk, letter("gareth.lloyd@saltmarshprimary.example", "", "wifi down in rowan again"))
    put_in(desk, letter("zoe.marsh@saltmarshprimary.example", "wifi", "Same in Elder, no wifi since I got in"))
    run(desk)
    assert [row.number for row in incident_rows(desk)] == [1041]
    assert outgoing(desk) == [("acknowledgement", "gareth.lloyd"), ("known_fault", "zoe.marsh")]


def test_the_same_mail_twice_is_one_incident_and_one_answer(desk: Desk) -> None:
    raw = letter()
    put_in(desk, raw)
    run(desk)
    put_in(desk, b"Received: from elsewhere\r\n" + raw)
    run(desk)
    assert len(incident_rows(desk)) == 1
    assert len(outgoing(desk)) == 1


def test_a_mail_that_cannot_be_processed_is_held_and_the_next_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide = filing.decide  # type: ignore[attr-defined]  # the name as the round sees it

    def fail_on_one(mail, *rest, **more):  # type: ignore[no-untyped-def]  # the fault is injected, whatever the arguments
        if mail.subject == "killer":
            raise RuntimeError("a fault nobody thought of")
        return decide(mail, *rest, **more)

    monkeypatch.setattr(filing, "decide", fail_on_one)
    put_in(desk, letter(subject="one"), letter(subject="killer"), letter(subject="two"))
    run(desk)
    assert [row.state for row in mail_rows(desk)] == [MailState.PROCESSED, MailState.HELD, MailState.PROCESSED]
    assert "a fault nobody thought of" in mail_rows(desk)[1].held_reason
    assert [row.number for row in incident_rows(desk)] == [1041, 1042]


def test_a_mail_that_stops_the_process_three_times_is_held_and_its_neighbours_are_not(desk: Desk) -> None:
    put_in(desk, letter(subject="killer"), letter(subject="neighbour"))
    killer, neighbour = (row.id for row in mail_rows(desk))
    for _ in range(desk.limits.strikes):
        # What a process does that dies in the middle: it has claimed, and never comes back.
        with desk.database.writing() as session:
            claimed = claim_waiting(session, 50, desk.limits.strikes, (), desk.clock(), timedelta(0))
        assert killer in claimed
    run(desk)
    states = {row.id: row.state for row in mail_rows(desk)}
    assert states == {killer: MailState.HELD, neighbour: MailState.PROCESSED}


def test_a_decision_that_fails_in_the_middle_leaves_no_trace(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> str:
        raise ValueError("the template room is on fire")

    monkeypatch.setattr(type(desk.templates), "render", fail)
    put_in(desk, letter())
    run(desk)
    assert (incident_rows(desk), outgoing(desk)) == ([], [])
    with desk.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(LogEntryRow)) == 0
    monkeypatch.undo()
    put_in(desk, letter())
    run(desk)
    assert [row.number for row in incident_rows(desk)] == [1041]


def test_the_worst_of_mails_each_end_once_on_both_databases(desk: Desk) -> None:
    samples = [each for each in SAMPLES if each is not LARGE]
    put_in(desk, *(each.raw for each in samples))
    run(desk)
    found = {each.name: row.state for each, row in zip(samples, mail_rows(desk), strict=True)}
    assert found == {each.name: each.state for each in samples}
