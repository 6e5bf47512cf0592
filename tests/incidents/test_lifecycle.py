from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mailtick.incidents.floors import FLOORS
from mailtick.incidents.incident import STATE_WORDS, Grade, Priority, State, priority_of
from mailtick.incidents.lifecycle import TABLE as TRANSITIONS
from mailtick.incidents.lifecycle import NotAllowed, check_move
from mailtick.incidents.samples import INCIDENT

DOCUMENT = (Path(__file__).parents[2] / "docs" / "lifecycle.md").read_text("utf-8")
# Rows: from; columns: to, in the order of State. Source: DOMAIN.md 5.2 with RULINGS 17;
# whoever decides on what is fixed for now is asked beside it.
TABLE = """
                   new asg prg req prv app sch tmp res clo can
new                 -   x   x   x   x   x   -   x   x   -   x
assigned            -   x   x   x   x   x   x   x   x   -   x
in_progress         -   x   -   x   x   x   x   x   x   -   x
waiting_requester   x   x   x   -   x   x   -   x   x   -   x
waiting_provider    -   -   x   -   x   x   x   x   x   -   x
waiting_approval    -   -   x   -   x   x   -   x   x   -   x
scheduled           -   -   x   -   x   x   x   x   x   -   x
temporary_fix       -   -   x   -   x   -   -   x   x   -   x
resolved            -   -   x   -   -   -   -   -   -   x   -
closed              -   -   x   -   -   -   -   -   -   -   -
cancelled           -   -   -   -   -   -   -   -   -   -   -
"""


def _moves() -> list[tuple[State, State, bool]]:
    rows = [line.split() for line in TABLE.strip().split("\n")[1:]]
    return [(State(name), to, mark == "x") for name, *marks in rows for to, mark in zip(State, marks, strict=True)]


@pytest.mark.parametrize(("start", "to", "allowed"), _moves(), ids=lambda value: getattr(value, "value", ""))
def test_every_state_goes_where_the_table_says_and_nowhere_else(start: State, to: State, allowed: bool) -> None:
    incident = replace(INCIDENT, state=start)
    if allowed:
        check_move(incident, to)
        return
    with pytest.raises(NotAllowed, match=r"^ICT-1041 is ") as refused:
        check_move(incident, to)
    assert "#reopen" in str(refused.value) or "possible now: " in str(refused.value)


def test_a_refusal_says_what_is_possible() -> None:
    with pytest.raises(NotAllowed) as refused:
        check_move(replace(INCIDENT, state=State.SCHEDULED), State.CLOSED)
    assert str(refused.value) == (
        "ICT-1041 is waiting for the agreed visit and cannot become closed; possible now: being worked on, "
        "with an outside firm, waiting for a decision, waiting for the agreed visit, fixed for now, resolved, cancelled"
    )


@pytest.mark.parametrize(
    ("impact", "urgency", "priority"),
    [
        ("H", "H", "P1"),
        ("H", "M", "P2"),
        ("H", "L", "P3"),
        ("M", "H", "P2"),
        ("M", "M", "P3"),
        ("M", "L", "P4"),
        ("L", "H", "P3"),
        ("L", "M", "P4"),
        ("L", "L", "P5"),
    ],
)
def test_priority_is_impact_times_urgency(impact: str, urgency: str, priority: str) -> None:
    assert priority_of(Grade(impact), Grade(urgency)) is Priority(priority)


def test_the_document_prints_what_raises_a_matter_by_itself() -> None:
    table = DOCUMENT.partition("| what the mail says |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (.*) \| (.*) \|$", table, re.MULTILINE)
    assert rows[1:] == [(each.when, each.then.value) for each in FLOORS]


def test_the_document_prints_the_table() -> None:
    rows = re.findall(r"^\| (.*) \| (.*) \| (.*) \| (.*) \| (.*) \|$", DOCUMENT, re.MULTILINE)[2:]
    table = [(each.start_words, STATE_WORDS[each.to], "; ".join(each.by), each.how, each.also) for each in TRANSITIONS]
    assert [tuple(cell.strip() for cell in row) for row in rows] == table
