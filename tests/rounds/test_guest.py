"""A stranger whom somebody vouches for as their guest."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import release
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, OutgoingRow, ParticipantRow, PersonRow
from tests.support.desks import letter, make_desk, put_in

KAYLEIGH = "Kayleigh Morris <kayleigh.morris@uni.example>"


def test_a_guest_is_answered_with_a_copy_to_whom_they_are_with(school: Database) -> None:
    desk = make_desk(school)
    put_in(desk, letter(KAYLEIGH, "login", "Hi im the student teacher in Elder, i need a login plz. Kayleigh"))
    process(desk)
    with pytest.raises(NotAllowed, match="a guest writes for themselves"):
        release(desk, 1, reporter="zoe.marsh", guest_of="zoe.marsh")
    release(desk, 1, guest_of="zoe.marsh")
    with school.reading() as session:
        sent = session.execute(select(OutgoingRow.recipient, OutgoingRow.template).order_by(OutgoingRow.id)).all()
        assert {tuple(each) for each in sent} == {
            ("kayleigh.morris@uni.example", "acknowledgement"),
            ("zoe.marsh@saltmarshprimary.example", "acknowledgement"),
        }
        assert session.scalars(select(IncidentRow.place)).all() == ["Ms Marsh's class"]
        guest = session.scalars(select(PersonRow).where(PersonRow.address == "kayleigh.morris@uni.example")).one()
        assert guest.sponsor == "zoe.marsh@saltmarshprimary.example"
        assert session.scalars(select(ParticipantRow.address)).all() == ["zoe.marsh@saltmarshprimary.example"]
