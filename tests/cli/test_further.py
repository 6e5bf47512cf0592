"""What `mailtick show` prints of parts and ratings, and `mailtick done` of a record and of an incident."""

from __future__ import annotations

import json
from pathlib import Path

from mailtick.store.database import Database
from mailtick.store.satisfaction import note_answer, note_asked
from tests.cli.saying import done, refused, say
from tests.support.desks import MONDAY

_VISIT = ("kind=visit", "date=2199-11-24", "about=ICT-1041")


def test_show_names_the_bigger_matter_and_its_parts(folder: Path) -> None:
    done("held", "release", "2")
    assert done("parent", "1042", "1041") == "ICT-1042: it is part of ICT-1041.\n"
    assert "Part of:     ICT-1041" in done("show", "1042")
    assert "Its parts:   ICT-1042 (new)" in done("show", "1041")
    assert json.loads(done("show", "1041", "--json"))["parts"] == ["ICT-1042"]
    answer = done("resolve", "1041", "New switch")
    assert "ICT-1042 is part of it and open still: `mailtick resolve-parts` ends it as well" in answer
    done("resolve-parts", "1041")
    assert json.loads(done("show", "1042", "--json"))["resolution"] == "New switch"


def test_show_prints_how_content_people_are(folder: Path) -> None:
    database = Database(f"sqlite:///{folder / 'desk.db'}")
    with database.writing() as session:
        note_asked(session, 1, 1, MONDAY)
        session.flush()
        note_answer(session, 1, 1, 2, "It took\na week.", MONDAY)
    database.close()
    assert "Rated:       so-so (" in done("show", "1041")
    assert "): It took a week." in done("show", "1041")
    (said,) = json.loads(done("show", "1041", "--json"))["satisfaction"]
    assert (said["grade"], said["comment"], said["at"]) == (2, "It took\na week.", MONDAY.isoformat())


def test_done_is_said_of_a_record_or_of_an_incident(folder: Path) -> None:
    for ref in ("D90", "D91"):
        done("register", "add", "diary", f"ref={ref}", f"what=Visit {ref}", *_VISIT)
    assert done("done", "D90") == "D90: done (Visit D90).\n"
    assert done("done", "ICT-1041", "fitted", "--preview") == "No mail will go to anybody.\n"
    assert done("done", "1041", "fitted") == "ICT-1041: D91 is done (Visit D91).\n"
    assert "`mailtick resolve` <what was done>" in refused("done", "1041")
    assert "--preview and --json are for incidents" in say("done", "D90", "--json").stderr
