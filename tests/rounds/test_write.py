"""What is written into the outbox: once, with marks and tokens, whatever the desk's own templates do."""

from __future__ import annotations

import email
from dataclasses import replace
from email.utils import getaddresses
from pathlib import Path

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import NoticeKind, Notify
from mailtick.incidents.lookup import Stop
from mailtick.incidents.notices import Notice
from mailtick.incidents.people import Role
from mailtick.incidents.samples import AMIR_SHAH, INCIDENT
from mailtick.rounds.process import process
from mailtick.rounds.tell import notice_of
from mailtick.rounds.tell_held import tell_held
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import outbox, people
from mailtick.store.database import Database
from mailtick.store.tables import OutgoingRow
from mailtick.templating import Templates
from tests.support.desks import DESK_ADDRESS, SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school, clock=SetClock())


def written(desk: Desk) -> list[OutgoingRow]:
    with desk.database.reading() as session:
        rows = list(session.scalars(select(OutgoingRow).order_by(OutgoingRow.id)))
        for row in rows:
            assert row.raw
        return rows


def test_a_broken_template_of_the_desk_is_replaced_and_the_coordinator_told_once(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "acknowledgement.jinja").write_text("{% block subject %}{{ incident.nonsense }}{% endblock %}")
    desk.templates = Templates(tmp_path)
    put_in(desk, letter(), letter("zoe.marsh@saltmarshprimary.example", "sound", "No sound in the hall."))
    process(desk)
    assert [row.template for row in written(desk)].count("acknowledgement") == 2
    (alert,) = [row for row in written(desk) if row.template == "alert"]
    assert alert.recipient == "sandra.kemp@saltmarshprimary.example"
    assert "acknowledgement.jinja" in email.message_from_bytes(alert.raw).as_string()


def test_one_cause_writes_a_mail_once(desk: Desk) -> None:
    def write() -> int | None:
        with desk.database.writing() as session:
            (kemp,) = people.people_with_role(session, Role.COORDINATOR)
            return write_mail(session, desk, notices.alert(kemp, "Something", ("needs you",)), Cause("test:1"))

    assert write() is not None
    assert write() is None
    assert len(written(desk)) == 1


def test_everybody_has_a_copy_of_their_own_and_sees_the_others(desk: Desk) -> None:
    with desk.database.writing() as session:
        kemp = people.people_named(session, "sandra.kemp")[0]
        dunn = people.people_named(session, "leah.dunn")[0]
        for person in (kemp, dunn):
            write_mail(session, desk, notices.alert(person, "Something", ()), Cause("test:1"), together=(kemp, dunn))
    mails = [email.message_from_bytes(row.raw) for row in written(desk)]
    both = [person.address for person in (kemp, dunn)]
    assert [[addr for _, addr in getaddresses([str(mail["To"])])] for mail in mails] == [both, both]
    assert len({mail["Message-ID"] for mail in mails}) == 2
    # Nobody's token stands in somebody else's copy.
    for row, other in zip(written(desk), reversed(written(desk)), strict=True):
        assert row.token in row.raw.decode()
        assert other.token not in row.raw.decode()


def test_without_plus_addressing_answers_come_to_the_desks_own_address(school: Database) -> None:
    desk = make_desk(school, clock=SetClock(), plus_addressing=False)
    put_in(desk, letter())
    process(desk)
    (row,) = written(desk)
    assert row.envelope_from == "ict@saltmarshprimary.example"
    assert email.message_from_bytes(row.raw)["Reply-To"] is None


def test_no_automatic_mail_is_written_to_an_address_that_the_gate_refuses(desk: Desk) -> None:
    def write(notice: Notice, cause: str) -> int | None:
        with desk.database.writing() as session:
            return write_mail(session, desk, notice, Cause(cause))

    with desk.database.writing() as session:
        (kemp,) = people.people_with_role(session, Role.COORDINATOR)
        outbox.put_stop(session, Stop(kemp.address, "it came back", desk.clock()))
    assert write(notices.alert(kemp, "Something", ()), "test:1") is None
    assert write(notices.alert(replace(kemp, address=DESK_ADDRESS), "Something", ()), "test:2") is None
    # What a person wrote is theirs to send.
    by_hand = notices.update(INCIDENT, kemp, "It is done.", "Mr Amir Shah")
    assert write(replace(by_hand, incident_id=None), "test:3") is not None
    with desk.database.writing() as session:
        assert outbox.lift_stop(session, kemp.address, desk.clock()) is not None
    assert write(notices.alert(kemp, "Something", ()), "test:1") is not None


def test_what_needs_somebody_reaches_a_deputy_where_the_coordinator_cannot_be_reached(desk: Desk) -> None:
    with desk.database.writing() as session:
        outbox.put_stop(session, Stop("sandra.kemp@saltmarshprimary.example", "it came back", desk.clock()))
    put_in(desk, letter("its Mo <mo.rahman77@personalmail.example>", "its Mo", "Hall speakers no sound at all"))
    process(desk)
    assert tell_held(desk) == 1
    assert [(row.template, row.recipient) for row in written(desk)] == [
        ("held_list", "leah.dunn@saltmarshprimary.example")
    ]


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind is not NoticeKind.RECEIVED])
def test_a_mail_counts_as_automatic_unless_a_person_wrote_its_text(kind: NoticeKind) -> None:
    action = Notify(kind, (AMIR_SHAH,), "because", by="Mrs Sandra Kemp", lines=("Friday",))
    notice = notice_of(action, AMIR_SHAH, INCIDENT)
    assert notice.is_automatic is not kind.is_text_of_people
