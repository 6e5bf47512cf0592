"""One of each mail that holds a numbered list; see `samples.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mailtick.incidents.incident import Incident, State
from mailtick.incidents.list_mails import held_list, triage_list
from mailtick.incidents.notices import Notice
from mailtick.incidents.people import Person
from mailtick.incidents.told_mails import HeldLine, TriageLine


def numbered_lists(to: Person, incident: Incident, at: datetime) -> tuple[Notice, ...]:
    """The lists as `to` gets them."""
    held = HeldLine(
        7,
        "mo.rahman77@personalmail.example",
        "its Mo",
        at,
        "mo.rahman77@personalmail.example is not known here; nothing is answered until somebody says so",
        ("Hall speakers no sound at all, is there assembly tomorrow?",),
        ("ICT-1050 (possible)",),
    )
    new = replace(incident, state=State.NEW, assignee=None)
    words = ("The board in my room does not turn on.",)
    proposed = "Mr Amir Shah (first level)"
    return (
        held_list(to, (held,), 41, 2),
        triage_list(to, (TriageLine(new, words, 'rule "Boards, pictures and sound"', proposed, 3),), 3),
    )
