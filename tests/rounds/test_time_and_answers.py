"""Minutes that people spend on an incident, and ready answers from the school's own articles."""

from __future__ import annotations

import pytest

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.tables import ArticleRow
from mailtick.store.time_spent import minutes_spent
from tests.rounds.commanding import BROWN, KEMP, SHAH, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school, clock=SetClock())
    run(desk, letter(BROWN, "wifi", "No wifi on my laptop."))
    act(desk, "1041", "assign", "amir.shah")
    with school.writing() as session:
        checks = "{name}, please turn the wifi off and on.\nThen {{ 7 * 7 }} seconds in {{ place }}."
        session.add(ArticleRow(ref="K1", title="Wifi reset", first_checks=checks))
        session.add(ArticleRow(ref="K2", title="Empty one"))
    return desk


def spent(desk: Desk) -> dict[str, int]:
    with desk.database.reading() as session:
        return minutes_spent(session, standing(desk).id)


def test_minutes_add_up_for_each_person_and_can_be_taken_back(desk: Desk) -> None:
    say(desk, "#time 20 new cable\n#time 1 h 30\n#time 0:15", SHAH)
    say(desk, "#time 5 min", KEMP)
    say(desk, "#time -20\n#time -600", SHAH)
    assert spent(desk) == {"Mr Amir Shah": 105, "Mrs Sandra Kemp": 5}
    first, _, last = (text for _, _, text in written(desk, "transcript"))
    assert "15 minutes more, 125 of yours in all" in first
    assert "you have 105 minutes on ICT-1041, and cannot take back 600" in last
    assert not written(desk, "update")


def test_a_ready_answer_is_sent_as_news_with_what_is_of_the_incident(desk: Desk) -> None:
    say(desk, "#answer Wifi-Reset", SHAH)
    ((to, _, text),) = written(desk, "update")
    assert to == "claire.brown@saltmarshprimary.example"
    assert "Mrs Claire Brown, please turn the wifi off and on." in text
    # Nothing in it is run.
    assert "Then {{ 7 * 7 }} seconds in Mrs Brown's class." in text
    assert standing(desk).responded_at is not None


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("wifi-rest", "did you mean wifi-reset?"),
        ("K2", 'no article with first checks is called "K2"; there are: wifi-reset'),
        ("projector", "there are: wifi-reset"),
        ("", "say which: #answer wifi-reset; there are: wifi-reset"),
    ],
)
def test_an_article_that_there_is_not_is_answered_with_the_nearest(desk: Desk, name: str, refusal: str) -> None:
    say(desk, f"#answer {name}", SHAH)
    assert not written(desk, "update")
    assert refusal in written(desk, "transcript")[0][2]
