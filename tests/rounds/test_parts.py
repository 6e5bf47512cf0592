"""Incidents that are part of a bigger one: said by mail and on the command line, their people hear its news."""

from __future__ import annotations

import pytest

from mailtick.desk import Desk
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act, carry_out
from mailtick.store.database import Database
from tests.rounds.commanding import BROWN, KEMP, LLOYD, SHAH, log, run, say, standing, written
from tests.support.desks import SetClock, letter, make_desk

MARSH = "Ms Zoe Marsh <zoe.marsh@saltmarshprimary.example>"


@pytest.fixture
def desk(school: Database) -> Desk:
    """The network is down (1041, Mr Lloyd's); Mrs Brown's printer (1042) and Ms Marsh's board (1043) suffer of it."""
    desk = make_desk(school, clock=SetClock())
    run(desk, letter(LLOYD, "office", "The switch in the office hums and is hot."))
    run(desk, letter(BROWN, "printer", "The printer says it is offline."))
    run(desk, letter(MARSH, "board", "My board shows no pictures."))
    return desk


def told(desk: Desk, template: str) -> list[tuple[str, str]]:
    """Who was written to, and about which incident."""
    return [(to.partition("@")[0], subject[1:9]) for to, subject, _ in written(desk, template)]


def test_both_say_so_and_it_can_be_taken_off(desk: Desk) -> None:
    say(desk, "#parent 1041", subject="Re: [ICT-1042] printer")
    assert standing(desk, "1042").parent == "ICT-1041"
    assert log(desk, "1042")[-2][1] == "parent ICT-1041"
    assert ("field", "part ICT-1042", "") in log(desk, "1041")
    assert "it is part of ICT-1041" in written(desk, "transcript")[0][2]
    acted = carry_out(desk, "1042", "parent", "none")
    assert (acted.incident.parent, acted.outcome) == ("", "it is no more part of ICT-1041")


def test_another_parent_takes_the_place_of_the_first(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1042", "parent", "1043")
    assert standing(desk, "1042").parent == "ICT-1043"
    assert log(desk, "1041")[-1][:2] == ("field", "part")


def test_nothing_is_part_of_itself_of_a_part_or_of_what_is_gone(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    for reference, parent, refusal in (
        ("1041", "1042", "ICT-1042 is itself part of ICT-1041"),
        ("1041", "1043", "ICT-1042 is part of ICT-1041"),
        ("1043", "1042", "ICT-1042 is itself part of ICT-1041; write #parent ICT-1041"),
        ("1042", "1041", "ICT-1042 is part of ICT-1041 already"),
    ):
        with pytest.raises(NotAllowed, match=refusal):
            act(desk, reference, "parent", parent)
    act(desk, "1043", "cancel", "a mistake")
    with pytest.raises(NotAllowed, match="ICT-1043 is cancelled"):
        act(desk, "1042", "parent", "1043")


@pytest.mark.both_databases
def test_what_the_bigger_one_was_merged_into_has_its_parts(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1041", "merge", "1043")
    assert standing(desk, "1042").parent == "ICT-1043"
    act(desk, "1043", "tell", "We have ordered a switch.")
    assert ("claire.brown", "ICT-1042") in told(desk, "update")


def test_it_is_not_merged_into_a_part_of_its_own(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1041", "merge", "1043")
    with pytest.raises(NotAllowed, match="ICT-1042 is part of ICT-1043; merge it the other way round"):
        act(desk, "1043", "merge", "1042")
    act(desk, "1042", "merge", "1043")
    assert standing(desk, "1042").goes_on_as == "ICT-1043"


@pytest.mark.parametrize("by_mail", [True, False], ids=["by mail", "on the command line"])
def test_news_of_it_go_to_those_of_its_parts_with_the_number_of_theirs(desk: Desk, by_mail: bool) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1043", "parent", "1041")
    act(desk, "1043", "resolve", "Another cable.")
    if by_mail:
        say(desk, "#tell A new switch comes at two.", subject="Re: [ICT-1041] office")
    else:
        act(desk, "1041", "tell", "A new switch comes at two.")
    assert told(desk, "update") == [("gareth.lloyd", "ICT-1041"), ("claire.brown", "ICT-1042")]
    assert standing(desk, "1042").responded_at is not None
    assert ("note", "", "A new switch comes at two.") in log(desk, "1042")
    # What is answered to it stays with the part.
    run(desk, letter(BROWN, "Re: [ICT-1042] printer", "Good, thank you for telling me about it, I use Zoe's."))
    assert log(desk, "1042")[-1][0] in ("mail", "sent")


def test_a_word_to_one_of_them_is_for_that_one_alone(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1041", "tell", "gareth.lloyd: Please leave the door open.")
    assert told(desk, "update") == [("gareth.lloyd", "ICT-1041")]


def test_that_it_works_for_now_is_news_of_it_and_nobody_is_told_twice(desk: Desk) -> None:
    run(desk, letter(LLOYD, "laptop", "My own laptop is slow."))
    for part in ("1042", "1044"):
        act(desk, part, "parent", "1041")
    act(desk, "1041", "temp", "A spare switch is in until 24 Nov")
    assert told(desk, "temporary_fix") == [("gareth.lloyd", "ICT-1041")]
    ((to, _, text),) = written(desk, "update")
    assert to.startswith("claire.brown")
    assert "A spare switch is in The rest is to be done by Tuesday 24 November." in text
    assert standing(desk, "1042").state is State.NEW


def test_its_parts_are_resolved_only_when_somebody_says_so(desk: Desk) -> None:
    for part in ("1042", "1043"):
        act(desk, part, "parent", "1041")
    outcome = carry_out(desk, "1041", "resolve", "New switch fitted.").outcome
    assert "ICT-1042 and ICT-1043 are part of it and open still: #resolve-parts ends them as well" in outcome
    assert {standing(desk, each).state for each in ("1042", "1043")} == {State.NEW}
    say(desk, "#resolve-parts", KEMP, "Re: [ICT-1041] office")
    assert [standing(desk, each).state for each in ("1041", "1042", "1043")] == [State.RESOLVED] * 3
    assert standing(desk, "1042").resolution == "New switch fitted."
    assert ("claire.brown", "ICT-1042") in told(desk, "resolved")


def test_where_first_level_resolved_it_the_coordinator_is_asked(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1041", "assign", "amir.shah")
    say(desk, "#resolve New switch fitted.", SHAH, "Re: [ICT-1041] office")
    ((to, _, text),) = written(desk, "alert")
    assert to.startswith("sandra.kemp")
    assert "ICT-1042 is part of it and open still: #resolve-parts ends it as well." in text
    assert "ICT-1042 is part of it" in written(desk, "transcript")[0][2]


def test_a_word_that_follows_builds_on_the_bigger_one_not_on_its_parts(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    say(desk, "#resolve-parts New switch\n#start", subject="Re: [ICT-1041] office")
    assert (standing(desk, "1041").state, standing(desk, "1042").state) == (State.IN_PROGRESS, State.RESOLVED)


def test_many_parts_are_resolved_by_one_mail(desk: Desk) -> None:
    for number in range(7):
        run(desk, letter(MARSH, f"matter {number}", f"Thing number {number} is broken {'x' * number}."))
        act(desk, str(1044 + number), "parent", "1041")
    say(desk, "#resolve-parts New switch", subject="Re: [ICT-1041] office")
    assert {standing(desk, str(1044 + each)).state for each in range(7)} == {State.RESOLVED}


def test_of_what_is_restricted_since_nothing_passes(desk: Desk) -> None:
    act(desk, "1042", "parent", "1041")
    act(desk, "1041", "restrict", "yes")
    act(desk, "1041", "tell", "It is with the police.")
    assert told(desk, "update") == [("gareth.lloyd", "ICT-1041")]
