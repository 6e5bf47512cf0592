"""Equipment on an incident: linked by a word, shown where somebody needs it, and whether a contract covers it."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers.assets import ASSETS
from mailtick.registers.changing import Author, add, change
from mailtick.registers.contracts import CONTRACTS
from mailtick.registers.locations import LOCATIONS
from mailtick.registers.page import Around
from mailtick.registers.register import Register
from mailtick.registers.showing import page_of
from mailtick.registers.suspected import suspected_problems
from mailtick.rounds.act import act, carry_out
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.equipment import equipment_of
from mailtick.store.incidents import log_of
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in

SCHOOL = "saltmarshprimary.example"
KEMP = f"Sandra Kemp <sandra.kemp@{SCHOOL}>"
DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
OFFICE = Author("Mrs Sandra Kemp", "by hand", MONDAY)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    made = make_desk(school, clock=clock)
    # Nothing in it names a thing or a place.
    arrive(made, letter(subject="help", text="It won't turn on again. C"))
    return made


def arrive(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def written(desk: Desk, template: str) -> list[str]:
    """The texts of what was written from a template."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        mails = [email.message_from_bytes(row.raw, policy=email.policy.default) for row in rows]
        bodies = [mail.get_body(("plain",)) for mail in mails]
        return [" ".join(body.get_content().split()) for body in bodies if body]


def lines(desk: Desk, register: Register, key: str, title: str) -> tuple[str, ...]:
    with desk.database.reading() as session:
        page = page_of(Around(session, "ICT", date(2026, 11, 23), ZoneInfo("Europe/London")), register, key)
    return next((each.lines for each in page.sections if each.title.startswith(title)), ())


def test_the_page_of_equipment_lists_its_incidents_the_newest_first_with_what_was_done(
    desk: Desk, clock: SetClock
) -> None:
    clock.move(timedelta(days=1))
    arrive(desk, letter(subject="dark again", text="It is dark again."))
    for number in ("1041", "1042"):
        act(desk, number, "asset", "sp-0037")
    act(desk, "1041", "resolve", "New power board fitted.")
    assert lines(desk, ASSETS, "SP-0037", "Incidents") == (
        "ICT-1042  17 November 2026  dark again (new)",
        "ICT-1041  16 November 2026  It won't turn on again (resolved): New power board fitted.",
    )


def test_a_restricted_matter_tells_nothing_on_the_page(desk: Desk) -> None:
    act(desk, "1041", "asset", "SP-0037")
    act(desk, "1041", "restrict", "yes")
    [line] = lines(desk, ASSETS, "SP-0037", "Incidents")
    assert line.startswith("ICT-1041  a restricted P")
    assert "Board" not in line


def test_what_is_linked_is_logged_and_can_be_taken_off(desk: Desk) -> None:
    assert carry_out(desk, "1041", "asset", "SP-0037 SP-0044").outcome == (
        "it is about SP-0037, Interactive panel Promethean ActivPanel 9 75in; "
        "it is about SP-0044, Laptop Lenovo ThinkPad L14 Gen 3"
    )
    assert [each.tag for each in act(desk, "1041", "asset", "-SP-0037").equipment] == ["SP-0044"]
    with desk.database.reading() as session:
        changed = [(each.old[:7], each.new[:7]) for each in log_of(session, 1) if each.field == "equipment"]
    assert changed == [("", "SP-0037"), ("", "SP-0044"), ("SP-0037", "")]


def test_equipment_is_found_by_its_serial_number_too(desk: Desk) -> None:
    assert [each.tag for each in act(desk, "1041", "asset", "AP9-2111-0213").equipment] == ["SP-0037"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("SP-9999", 'no equipment is called "SP-9999"'),
        ("-SP-0037", '"SP-0037" is not what ICT-1041 is about; that is SP-0044'),
    ],
)
def test_what_cannot_be_linked_is_refused_in_a_sentence(desk: Desk, words: str, sentence: str) -> None:
    act(desk, "1041", "asset", "SP-0044")
    with pytest.raises(NotAllowed) as refusal:
        act(desk, "1041", "asset", words)
    assert sentence in str(refusal.value)


def test_first_level_and_the_firm_read_make_model_serial_number_warranty_and_contract(desk: Desk) -> None:
    act(desk, "1041", "asset", "SP-0037")
    act(desk, "1041", "assign", "amir.shah")
    act(desk, "1041", "second", "BBA no power light")
    told = (
        "SP-0037, Interactive panel Promethean ActivPanel 9 75in, serial AP9-2111-0213, "
        "warranty until 30 November 2026, contract C4"
    )
    assert [told in text for text in written(desk, "assignment")] == [True]
    assert [told in text for text in written(desk, "handover")] == [True]


def test_of_a_restricted_matter_the_firm_reads_no_equipment(desk: Desk) -> None:
    act(desk, "1041", "asset", "SP-0037")
    act(desk, "1041", "restrict", "yes")
    act(desk, "1041", "second", "BBA please come")
    assert ["SP-0037" in text for text in written(desk, "handover")] == [False]


def test_a_hand_over_within_its_contract_warns_of_nothing(desk: Desk) -> None:
    act(desk, "1041", "asset", "SP-0037")
    assert "no cover" not in carry_out(desk, "1041", "second", "BBA dead").outcome


@pytest.mark.parametrize("linked", [True, False], ids=["of the equipment", "of the firm"])
def test_a_hand_over_says_that_the_contract_has_ended(desk: Desk, clock: SetClock, linked: bool) -> None:
    if linked:
        act(desk, "1041", "asset", "SP-0037")
    clock.now = DECEMBER
    outcome = carry_out(desk, "1041", "second", "BBA dead").outcome
    assert outcome.endswith("no cover: a charge is likely, for contract C4 ended on 30 November 2026")
    assert "no cover" not in written(desk, "handover")[0]
    with desk.database.reading() as session:
        assert "dead\nno cover: a charge is likely" in "\n".join(each.text for each in log_of(session, 1))


def test_a_contract_that_was_followed_by_another_covers(desk: Desk, clock: SetClock) -> None:
    act(desk, "1041", "asset", "SP-0037")
    with desk.database.writing() as session:
        new = {"ref": "C6", "provider": "BBA", "description": "Panel cover", "start": "2026-12-01"}
        add(session, CONTRACTS, {**new, "end": "2027-11-30"}, OFFICE)
        change(session, CONTRACTS, "C4", {"successor": "C6"}, OFFICE)
    clock.now = DECEMBER
    assert "no cover" not in carry_out(desk, "1041", "second", "BBA dead").outcome


def test_a_contract_that_renews_itself_covers(desk: Desk, clock: SetClock) -> None:
    clock.now = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
    assert "no cover" not in carry_out(desk, "1041", "second", "APS jams").outcome


def test_a_warranty_that_still_runs_is_told_beside_it(desk: Desk, clock: SetClock) -> None:
    with desk.database.writing() as session:
        change(session, ASSETS, "SP-0037", {"warranty_end": "2027-11-30"}, OFFICE)
    act(desk, "1041", "asset", "SP-0037")
    clock.now = DECEMBER
    outcome = carry_out(desk, "1041", "second", "BBA dead").outcome
    assert outcome.endswith("; the warranty of SP-0037 runs until 30 November 2027")


def test_by_mail_the_answer_with_the_warning_is_written_before_the_firm_gets_the_job(
    desk: Desk, clock: SetClock
) -> None:
    clock.now = DECEMBER
    proof = {"Authentication-Results": f"mx.{SCHOOL}; dmarc=pass header.from={SCHOOL}"}
    arrive(desk, letter(KEMP, "[ICT-1041] board", "#asset SP-0037\n#second BBA dead", headers=proof))
    [answer] = written(desk, "transcript")
    assert "no cover: a charge is likely, for contract C4 ended on 30 November 2026" in answer
    with desk.database.reading() as session:
        order = list(session.scalars(select(OutgoingRow.template).order_by(OutgoingRow.id)))
    assert order.index("transcript") < order.index("handover")


def test_a_job_for_equipment_under_another_contract_is_not_among_those_of_a_contract(desk: Desk) -> None:
    act(desk, "1041", "asset", "SP-0037")
    act(desk, "1041", "second", "FEN dead")
    assert lines(desk, CONTRACTS, "C1", "Open jobs") == ()


def test_equipment_follows_a_merge_and_goes_back_when_it_is_taken_apart(desk: Desk) -> None:
    arrive(desk, letter(subject="dark again", text="It is dark again."))
    act(desk, "1041", "asset", "SP-0044")
    act(desk, "1042", "asset", "SP-0037")
    assert [each.tag for each in act(desk, "1042", "merge", "1041").equipment] == ["SP-0037"]
    assert "SP-0037" in shown(desk, 1041)
    [line] = lines(desk, ASSETS, "SP-0037", "Incidents")
    assert line.startswith("ICT-1041")
    act(desk, "1041", "unmerge", "1042")
    assert "SP-0037" not in shown(desk, 1041)
    assert "SP-0037" in shown(desk, 1042)
    [line] = lines(desk, ASSETS, "SP-0037", "Incidents")
    assert line.startswith("ICT-1042")


def test_what_is_taken_off_after_a_merge_is_off_all_of_it(desk: Desk) -> None:
    arrive(desk, letter(subject="dark again", text="It is dark again."))
    act(desk, "1042", "asset", "SP-0037")
    act(desk, "1042", "merge", "1041")
    assert act(desk, "1041", "asset", "-SP-0037").equipment == ()
    act(desk, "1041", "unmerge", "1042")
    assert "SP-0037" not in shown(desk, 1042)
    with desk.database.reading() as session:
        assert [each.old[:7] for each in log_of(session, 2) if each.field == "equipment" and each.old] == ["SP-0037"]


def test_three_merged_reports_are_no_problem_but_three_matters_are(desk: Desk) -> None:
    for subject in ("two", "three", "four", "five"):
        arrive(desk, letter(subject=f"{subject} again", text=f"Thing {subject} again."))
    for number in ("1042", "1043", "1044"):
        act(desk, number, "asset", "SP-0037")
    act(desk, "1043", "merge", "1042")
    act(desk, "1044", "merge", "1042")
    assert suspected(desk) == []
    act(desk, "1042", "unmerge", "1044")
    act(desk, "1044", "merge", "1041")
    act(desk, "1045", "asset", "SP-0037")
    assert suspected(desk) == [("ICT-1041", "ICT-1042", "ICT-1045")]


def shown(desk: Desk, number: int) -> tuple[str, ...]:
    """The tags of what an incident is about."""
    with desk.database.reading() as session:
        row = session.scalars(select(IncidentRow).where(IncidentRow.number == number)).one()
        return tuple(each.tag for each in equipment_of(session, row.id))


def suspected(desk: Desk) -> list[tuple[str, ...]]:
    with desk.database.reading() as session:
        found = suspected_problems(session, "ICT", desk.clock())
    return [each.incidents for each in found if each.what.startswith("SP-0037")]


def test_a_place_of_their_own_can_be_said_of_an_incident_at_once(desk: Desk) -> None:
    with desk.database.writing() as session:
        add(session, LOCATIONS, {"code": "HUT", "name": "Music hut", "aliases": "the hut"}, OFFICE)
    assert act(desk, "1041", "place", "music hut").place == "Music hut"
