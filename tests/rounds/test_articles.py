"""What the school knows to help stands in the acknowledgement, is counted, and may end the matter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, State
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.tables import ArticleRow, IncidentRow, MailRow
from tests.rounds.commanding import BROWN, KEMP, SHAH, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk
from tests.support.lookup import proof

# The store's two databases are tried where something is asked of them; here it is the path that is tried.
CHECKS = "Dear {name}, hold the button of {place} for ten seconds\nSay {number} when you ring"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    with school.writing() as session:
        session.add(ArticleRow(ref="K1", title="Panel dark", symptoms="board won't turn on", first_checks=CHECKS))
        session.add(ArticleRow(ref="K2", title="For first level", symptoms="board turn on", steps="Open it."))
    return make_desk(school, clock=clock)


def counted(desk: Desk) -> tuple[int, int]:
    """How often the article was used and how often it worked."""
    with desk.database.reading() as session:
        row = session.scalars(select(ArticleRow).where(ArticleRow.ref == "K1")).one()
        return row.used, row.worked


def report(desk: Desk, text: str = "Board in my room won't turn on again. C") -> Incident:
    run(desk, letter(BROWN, "board", text))
    return standing(desk)


def answers(desk: Desk, text: str, by: str = BROWN) -> None:
    run(desk, letter(by, "Re: [ICT-1041] board", text, headers=proof(by)))


def ending(desk: Desk) -> tuple[State, str, str]:
    with desk.database.reading() as session:
        row = session.scalars(select(IncidentRow).where(IncidentRow.number == 1041)).one()
        return row.state, row.how_closed, row.resolution


def test_its_checks_stand_in_the_acknowledgement_and_its_use_is_counted(desk: Desk) -> None:
    report(desk)
    ((_, _, text),) = written(desk, "acknowledgement")
    assert "- Dear Mrs Claire Brown, hold the button of Mrs Brown's class for ten seconds" in text
    assert "- Say ICT-1041 when you ring" in text
    assert "If it works again, just tell us so." in text
    assert counted(desk) == (1, 0)
    assert ("note", "", "sent: the first checks of K1 (Panel dark)") in log(desk)
    with desk.database.reading() as session:
        (decision,) = session.scalars(select(MailRow.decision))
    assert '"use_article"' in str(decision)
    assert "it fits: words of its symptoms occur: board, turn" in str(decision)


def test_they_stand_before_those_of_the_category_and_repeat_none(desk: Desk) -> None:
    with desk.database.writing() as session:
        row = session.scalars(select(ArticleRow).where(ArticleRow.ref == "K1")).one()
        row.symptoms, row.first_checks = "printer jams", "Switch it off, wait ten seconds, and switch it on"
    report(desk, "The printer jams.")
    ((_, _, text),) = written(desk, "acknowledgement")
    listed = text.partition("What you can do meanwhile:")[2].partition("If it works again")[0]
    assert listed.strip() == (
        "- Switch it off, wait ten seconds, and switch it on - Look at its display: paper, toner, an open lid"
    )


def test_a_restricted_matter_and_a_mail_that_is_not_answered_get_none(school: Database, desk: Desk) -> None:
    rule: dict[str, object] = {"name": "Few", "when": {"text": "stolen"}, "then": {"restricted": True}}
    desk = make_desk(school, clock=SetClock(), rules=[rule])
    report(desk, "The board won't turn on, I think the cable was stolen.")
    run(desk, letter(BROWN, "board", "Board won't turn on", headers={"X-Auto-Response-Suppress": "All"}))
    assert counted(desk) == (0, 0)
    assert "hold the button" not in str(written(desk, "acknowledgement"))


@pytest.mark.parametrize("said", ["That worked, thanks!", "It works now, thank you", "yep working now thx"])
def test_who_says_that_it_worked_before_anybody_began_has_closed_it(desk: Desk, said: str) -> None:
    report(desk)
    answers(desk, said)
    state, how, resolution = ending(desk)
    assert (state, how) == (State.CLOSED, "confirmed")
    assert resolution == "What our first answer said to try has helped (K1)."
    assert counted(desk) == (1, 1)
    assert ("note", "", "what K1 says to try has helped") in log(desk)
    # Nobody is written to because of it.
    assert not written(desk, "resolved")


@pytest.mark.both_databases
def test_whoever_was_given_it_hears_of_that(desk: Desk) -> None:
    report(desk)
    act(desk, "1041", "assign", "amir.shah")
    answers(desk, "That did the trick, thanks.")
    assert ending(desk)[0] is State.CLOSED
    assert [to.partition("@")[0] for to, _, _ in written(desk, "team_news")] == ["amir.shah"]


def test_said_on_the_telephone_it_counts_as_well(desk: Desk) -> None:
    report(desk)
    act(desk, "1041", "reply", "claire.brown: That worked, thanks")
    assert (ending(desk)[:2], counted(desk)) == ((State.CLOSED, "confirmed"), (1, 1))


@pytest.mark.parametrize(
    ("before", "said", "by"),
    [
        ((), "Thanks for working on it", BROWN),
        ((), "Thank you", BROWN),
        ((), "It worked at first", BROWN),
        ((), "That worked, thanks", SHAH),
        ((("start", ""),), "That worked, thanks", BROWN),
        ((("tell", "Push the cable in"),), "That worked, thanks", BROWN),
    ],
    ids=["thanks for working", "thanks", "worked at first", "somebody else", "begun", "answered by a person"],
)
def test_else_it_stays_open_and_counts_nothing(
    desk: Desk, clock: SetClock, before: tuple[tuple[str, str], ...], said: str, by: str
) -> None:
    report(desk)
    clock.move(timedelta(minutes=10))
    for word, argument in before:
        act(desk, "1041", word, argument)
    answers(desk, said, by)
    assert standing(desk).is_open
    assert counted(desk) == (1, 0)


def test_without_an_article_nothing_is_closed_by_it(desk: Desk) -> None:
    report(desk, "My laptop is slow.")
    answers(desk, "That worked, thanks")
    assert standing(desk).state is State.NEW


def test_sent_by_a_person_it_is_counted_as_used(desk: Desk) -> None:
    report(desk, "My laptop is slow.")
    say(desk, "#answer K1", KEMP)
    assert counted(desk) == (1, 0)
