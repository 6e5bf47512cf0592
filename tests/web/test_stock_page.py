"""The stock check and the labels on the web desk."""

from __future__ import annotations

from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.store.tables import OutgoingRow
from tests.web.conftest import Browser


def test_a_room_is_asked_what_is_there(desk: Desk, kemp: Browser) -> None:
    kemp.open("/stock-check")
    assert "The yearly check is not met yet" in kemp.text
    kemp.send("/stock-check", place="Y3")
    assert "Asked: Mrs Brown" in kemp.text
    with desk.database.reading() as session:
        told = list(session.scalars(select(OutgoingRow.recipient)))
    assert "claire.brown@saltmarshprimary.example" in told


def test_labels_of_a_room_are_a_file_to_print(kemp: Browser) -> None:
    answer = kemp.open("/labels?place=HALL")
    assert "attachment" in answer.headers["content-disposition"]
    assert "SP-0026" in answer.text
    assert "SP-0037" not in answer.text
