"""Advice of a local authority: asked without names, with no clock and no charge, and waited for like any firm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.changing import Author, add
from mailtick.registers.providers import PROVIDERS
from mailtick.rounds.act import act
from mailtick.rounds.escalate import escalate
from mailtick.store.database import Database
from mailtick.store.firm_jobs import firm_jobs
from mailtick.store.tables import HandoverRow
from tests.rounds.commanding import run, standing, written
from tests.support.desks import MONDAY, SetClock, letter, make_desk

CELLS = {"code": "LA", "name": "County ICT advice", "level": "advice", "service_mail": "advice@county.example"}


def test_advice_is_asked_without_names_clock_or_charge(school: Database) -> None:
    clock = SetClock()
    desk = make_desk(school, clock=clock)
    with school.writing() as session:
        add(session, PROVIDERS, CELLS, Author("Mrs Sandra Kemp", "by hand", MONDAY))
    run(desk, letter(text="Claire Brown here: the board of Mrs Brown's class is dead."))
    with pytest.raises(NotAllowed, match="write what you want to know of County ICT advice, without names"):
        act(desk, "1041", "second", "LA")
    act(desk, "1041", "second", "LA Is a panel of six years worth a repair?")
    [(to, subject, text)] = written(desk, "advice")
    assert (to, subject) == ("advice@county.example", "[ICT-1041] We ask for your advice (Saltmarsh ICT desk)")
    assert "Is a panel of six years worth a repair?" in text
    assert "Brown" not in subject + text
    assert "charge" not in text
    assert standing(desk).state is State.WAITING_PROVIDER
    with school.writing() as session:
        row = session.scalars(select(HandoverRow)).one()
        row.handed_at, row.state = clock.now, "sent"
    with school.reading() as session:
        [job] = firm_jobs(session, 1)
    assert not job.promises
    clock.now = datetime(2026, 11, 18, 9, 0, tzinfo=UTC) + timedelta(days=1)
    escalate(desk)
    assert not [each for each in written(desk, "alert") if "County" in each[1]]
