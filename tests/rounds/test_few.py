"""Whatever happens on a desk, what is for few reaches nobody else. Source: TRAPS.md 4.1 (3), RULINGS 13, 15."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import LogEntryRow, OutgoingRow
from mailtick.templating import Templates
from tests.rounds.few import OF_FIRMS, RULES, Life, opened
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.examples import examples

pytestmark = pytest.mark.both_databases

_copies = itertools.count(1)


def begin(school_file: Path, seed: int) -> Iterator[Life]:
    path = school_file.with_name(f"copy{next(_copies)}.db")
    shutil.copy(school_file, path)
    database = Database(f"sqlite:///{path}")
    clock = SetClock()
    yield Life(make_desk(database, clock=clock, rules=RULES), clock, seed)
    database.close()
    path.unlink()


def live(school_file: Path, seed: int, steps: int, templates: Path | None = None) -> list[str]:
    """What leaks in one random life."""
    for life in begin(school_file, seed):
        if templates:
            life.desk.templates = Templates(templates)
        life.live(steps)
        return life.leaks
    return []


@settings(max_examples=examples(8), deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_whatever_happens_what_is_for_few_reaches_nobody_else(school_file: Path, seed: int) -> None:
    leaks = live(school_file, seed, steps=25)
    assert not leaks, f"seed {seed}: " + "; ".join(leaks[:5])


def test_the_check_sees_a_template_that_leaks(school_file: Path, tmp_path: Path) -> None:
    body = "{% block text %}x{% endblock %}"
    (tmp_path / "acknowledgement.jinja").write_text(
        "{% block subject %}[{{ incident.reference }}] {{ incident.title }}{% endblock %}" + body
    )
    (tmp_path / "update.jinja").write_text(
        "{% block subject %}x{% endblock %}{% block text %}{{ text }} ring 01632 960199{% endblock %}"
    )
    leaks = [leak for seed in range(5) for leak in live(school_file, seed, 25, tmp_path)]
    assert any("in the subject" in leak for leak in leaks)
    assert any("of a firm: 01632 960199" in leak for leak in leaks)


def written(desk: Desk) -> dict[str, tuple[str, str, str]]:
    """Of each recipient's last mail the template, the subject and the text, by the part before the @."""
    with desk.database.reading() as session:
        query = select(OutgoingRow, OutgoingRow.raw).order_by(OutgoingRow.id)
        rows = [(row.recipient.partition("@")[0], row.template, *opened(raw)) for row, raw in session.execute(query)]
    return {whom: (template, subject, text) for whom, template, subject, text in rows}


def test_a_restricted_p1_is_told_to_few_and_to_others_as_that(school: Database) -> None:
    desk = make_desk(school, rules=RULES)
    put_in(desk, letter("Katie Byrne <katie.byrne@saltmarshprimary.example>", "phish", "I gave it my password"))
    process(desk)
    told = written(desk)
    assert {whom: mail[0] for whom, mail in told.items()} == {
        "katie.byrne": "acknowledgement",
        "sandra.kemp": "team_news",
        "tom.whitfield": "team_news",
        "janet.pryor": "team_news",
        "helen.okafor": "restricted",
        "amir.shah": "restricted",
        "zoe.marsh": "restricted",
    }
    assert "my password" in told["janet.pryor"][2]
    for whom in ("helen.okafor", "amir.shah", "zoe.marsh"):
        _, subject, text = told[whom]
        assert subject == "[ICT-1041] A restricted P1"
        assert not [each for each in ("password", "phish", "Security", "Byrne", "Nair", "kemp") if each in text]


def test_a_firm_s_mail_is_for_the_team_until_it_is_released(school: Database) -> None:
    desk = make_desk(school, rules=RULES)
    put_in(desk, letter("Zoe Marsh <zoe.marsh@saltmarshprimary.example>", "copier", "It jams"))
    process(desk)
    said = "Quillon here: 01632 960199, quillon@angliaprint.example. We come on Tuesday.\n\nRegards,\nPetra Quillon"
    put_in(desk, letter("Petra Quillon <service@angliaprint.example>", "Re: [ICT-1041] copier", said))
    process(desk)
    assert written(desk)["zoe.marsh"][0] == "acknowledgement"
    act(desk, "ICT-1041", "release", "")
    template, _, text = written(desk)["zoe.marsh"]
    assert (template, "We come on Tuesday." in text) == ("update", True)
    assert not [each for each in OF_FIRMS if each in text]
    with desk.database.reading() as session:
        entry = session.scalars(select(LogEntryRow).where(LogEntryRow.event == "released")).one()
        assert (entry.who, entry.is_internal) == ("Mrs Sandra Kemp", False)
        assert "Mrs Sandra Kemp said so: a mail of Anglia Print Solutions is shown" in entry.because
