"""One mail with several matters becomes several incidents, and two that have to do with each other are linked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.commands.split import read_matters
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act
from mailtick.store.database import Database
from mailtick.store.related import related_to
from mailtick.store.tables import MailRow
from tests.rounds.commanding import BROWN, LLOYD, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk

pytestmark = pytest.mark.both_databases


@pytest.fixture
def desk(school: Database) -> Desk:
    desk = make_desk(school, clock=SetClock())
    run(desk, letter(BROWN, "several", "Board flickers. My laptop battery is dead. I need headphones."))
    return desk


def related(desk: Desk, reference: str) -> list[int]:
    with desk.database.reading() as session:
        return [row.number for row in related_to(session, standing(desk, reference).id)]


@pytest.mark.parametrize(
    "words",
    [
        "#split 1 board flickers; 2 laptop battery; 3 printer toner\n\nThree in one again.",
        "#split\n1. board flickers\n2. laptop battery\n3. printer toner\n\nThree in one again.",
        "#note Three in one again.\n#split board flickers\n- laptop battery\n- printer toner",
    ],
    ids=["in one line", "a line each", "the first beside the word"],
)
def test_each_further_matter_is_an_incident_like_the_first(desk: Desk, words: str) -> None:
    before = standing(desk)
    say(desk, words)
    first, second, third = (standing(desk, number) for number in ("1041", "1042", "1043"))
    assert [each.title for each in (first, second, third)] == ["board flickers", "laptop battery", "printer toner"]
    for part in (second, third):
        assert (part.reporter, part.place, part.received_at) == (before.reporter, before.place, before.received_at)
        assert part.first_text == before.first_text
    assert third.category == "Printing and copying"
    assert (related(desk, "1041"), related(desk, "1042")) == ([1042, 1043], [1041])
    assert ("field", "related ICT-1042", "split off: laptop battery") in log(desk)
    assert ("field", "related ICT-1041", "") in log(desk, "1042")
    assert any("Three in one again." in text for _, _, text in log(desk))


def test_the_reporter_gets_one_mail_with_all_the_numbers_and_so_does_whoever_split_it(desk: Desk) -> None:
    say(desk, "#split board flickers; laptop battery; headphones")
    hers, kemps = written(desk, "split")
    assert [to.partition("@")[0] for to in (hers[0], kemps[0])] == ["claire.brown", "sandra.kemp"]
    assert hers[1] == "[ICT-1041] Your mail holds 3 matters"
    for line in ("ICT-1041: board flickers", "ICT-1042: laptop battery", "ICT-1043: headphones"):
        assert line in hers[2]
    # No further acknowledgement.
    assert len(written(desk, "acknowledgement")) == 1
    assert "laptop battery and headphones are incidents of their own now" in written(desk, "transcript")[0][2]


def test_the_mail_that_splits_lies_on_the_first_even_where_its_title_stays(desk: Desk) -> None:
    say(desk, f"#split {standing(desk).title}; laptop battery")
    with desk.database.reading() as session:
        filed = session.scalars(select(MailRow.incident_id).order_by(MailRow.id)).all()
    assert filed == [standing(desk).id] * 2


def test_a_reply_with_the_number_of_a_part_goes_there(desk: Desk) -> None:
    say(desk, "#split board flickers; laptop battery")
    run(desk, letter(BROWN, "[ICT-1042] battery", "It is the one with the red sticker."))
    assert log(desk, "1042")[-2][2] == "It is the one with the red sticker."


def test_a_part_of_a_restricted_matter_is_restricted(desk: Desk) -> None:
    act(desk, "1041", "restrict", "yes")
    act(desk, "1041", "split", "board flickers; laptop battery")
    assert standing(desk, "1042").is_restricted


def test_merge_puts_a_part_back(desk: Desk) -> None:
    act(desk, "1041", "split", "board flickers; laptop battery")
    act(desk, "1042", "merge", "1041")
    assert standing(desk, "1042").goes_on_as == "ICT-1041"


def test_what_is_done_is_not_split(desk: Desk) -> None:
    act(desk, "1041", "resolve", "All done")
    with pytest.raises(NotAllowed, match="ICT-1041 is resolved; write #reopen first"):
        act(desk, "1041", "split", "board flickers; laptop battery")


def test_two_are_linked_and_unlinked_on_both(desk: Desk) -> None:
    run(desk, letter(LLOYD, "board", "Mine flickers, too."))
    say(desk, "#link 1042")
    assert (related(desk, "1041"), related(desk, "1042")) == ([1042], [1041])
    assert log(desk, "1042")[-1][1] == "related ICT-1041"
    with pytest.raises(NotAllowed, match="ICT-1042 and ICT-1041 are linked already"):
        act(desk, "1042", "link", "1041")
    act(desk, "1042", "link", "-ICT-1041")
    assert related(desk, "1041") == []


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        (
            "1 visualiser flickers; 2 laptop battery; 3 headphones",
            ["visualiser flickers", "laptop battery", "headphones"],
        ),
        ("1) a b\n2) c d\n", ["a b", "c d"]),
        ("* a b\n* c d\n\nAmir", ["a b", "c d"]),
        ("3 laptops dead; 2 screens dark", ["3 laptops dead", "2 screens dark"]),
        ("a b; a b;; c d;", ["a b", "c d"]),
        ("one thing", ["one thing"]),
    ],
)
def test_matters_stand_in_a_line_or_a_line_each(text: str, matters: list[str]) -> None:
    assert read_matters(text) == tuple(matters)
