"""Somebody comes, somebody leaves, a school year begins: what is done by when, and how it is taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.registers import REGISTERS
from mailtick.registers.agenda import agenda
from mailtick.registers.changing import Author, NotKept, add, change, find, retire
from mailtick.registers.checklists import Checklist
from mailtick.registers.page import Around
from mailtick.registers.pages.person import person_page
from mailtick.registers.records import list_records
from mailtick.registers.staffing import Begun
from mailtick.registers.theirs import all_theirs
from mailtick.rounds.act import act, person_at_the_keyboard
from mailtick.rounds.leaving import let_leavers_go
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.ordering import run_checklist
from mailtick.rounds.process import process
from mailtick.rounds.stock import begin_stock_check
from mailtick.store.database import Database
from mailtick.store.incidents import incident_by_id
from mailtick.store.tables import IncidentRow, LogEntryRow, OutgoingRow
from tests.support.desks import MONDAY, SetClock, letter, make_desk, put_in
from tests.support.lookup import proof

BY_NAME = {register.name: register for register in REGISTERS}
KEMP = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"
SHAH = "amir.shah@saltmarshprimary.example"
HARGREAVES = "ben.hargreaves@saltmarshprimary.example"
DUNN = "leah.dunn@saltmarshprimary.example"
WHITFIELD = "tom.whitfield@saltmarshprimary.example"
VISIT = {"ref": "D90", "kind": "visit", "date": "2027-01-11", "what": "Panels are cleaned"}
OFFICE = Author("Mrs Sandra Kemp", "by hand", datetime(2026, 11, 16, 9, 0, tzinfo=UTC))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """A desk whose registers hold the whole school; Ben Hargreaves has a seat, a loan and a contract."""
    made = make_desk(school, clock=clock)
    with school.writing() as session:
        add(session, BY_NAME["seats"], {"licence": "LIC-01", "holder": HARGREAVES, "from": "2026-09-01"}, OFFICE)
        loan = {"ref": "LN1", "asset": "SP-0012", "borrower": HARGREAVES, "from": "2026-10-01", "due": "2027-03-01"}
        add(session, BY_NAME["loans"], loan, OFFICE)
        change(session, BY_NAME["contracts"], "C4", {"responsible": HARGREAVES}, OFFICE)
    return made


def run(desk: Desk, kind: Checklist, argument: str, by: str = "") -> Begun:
    with desk.database.writing() as session:
        person = person_at_the_keyboard(session, StoreLookup(session, "ICT"), by)
        return run_checklist(session, desk, kind, argument, person)


def cell(desk: Desk, register: str, key: str, column: str) -> object:
    with desk.database.reading() as session:
        return find(session, BY_NAME[register], key)[1][column]


def tasks(desk: Desk, about: str) -> dict[str, object]:
    with desk.database.reading() as session:
        found = list_records(session, BY_NAME["tasks"])
    return {str(each.values["what"]): each.values["due_on"] for each in found if each.values["about"] == about}


def by_mail(desk: Desk, text: str, *, is_proven: bool = True, sender: str = KEMP) -> str:
    """What the desk writes back to a mail that is about no incident."""
    put_in(desk, letter(sender, "staff", text, headers=proof(sender) if is_proven else {}))
    process(desk)
    with desk.database.reading() as session:
        query = select(OutgoingRow).where(OutgoingRow.recipient == sender.partition("<")[2].strip(">"))
        return " ".join(session.scalars(query.order_by(OutgoingRow.id)).all()[-1].raw.decode().split())


def test_a_leaver_gets_tasks_with_open_days_and_what_is_theirs_is_collected(desk: Desk) -> None:
    begun = run(desk, Checklist.LEAVER, "ben.hargreaves 2026-12-20")
    assert begun.outcome.startswith("Mr Ben Hargreaves leaves on Sun 20 December 2026: 11 tasks (T1 to T11), the first")
    assert "1 seat free from then (LIC-01)" in begun.outcome
    todo = tasks(desk, HARGREAVES)
    friday = date(2026, 12, 18)
    assert todo["Collect SP-0047: Laptop Lenovo ThinkPad L14 Gen 3, Mr Hargreaves's class"] == friday
    assert todo["Take back SP-0012: lent from 2026-10-01 until 2027-03-01"] == friday
    assert any(what.startswith("Name who answers for C4 now") for what in todo)
    assert todo["Close accounts: mail, network, admin system, online services"] == friday
    assert todo["Change passwords and door codes that they shared"] == date(2027, 1, 4)
    with desk.database.reading() as session:
        in_diary = {each.what for each in agenda(session, friday, friday, MONDAY.date())}
    assert "Take back keys, fob and sign-in card" in in_diary


def test_a_leaver_s_last_day_stands_on_the_list_and_the_seat_ends_that_day(desk: Desk) -> None:
    run(desk, Checklist.LEAVER, f"{HARGREAVES} 18/12/2026")
    assert cell(desk, "people", HARGREAVES, "active_to_on") == date(2026, 12, 18)
    assert cell(desk, "seats", f"LIC-01 {HARGREAVES} 2026-09-01", "to_on") == date(2026, 12, 18)


def test_what_a_leaver_checklist_made_is_taken_back_as_a_whole(desk: Desk) -> None:
    run(desk, Checklist.LEAVER, f"{HARGREAVES} 2026-12-18")
    assert run(desk, Checklist.LEAVER, f"{HARGREAVES} undo").outcome.startswith("taken back: 11 tasks")
    assert cell(desk, "people", HARGREAVES, "active_to_on") is None
    assert cell(desk, "seats", f"LIC-01 {HARGREAVES} 2026-09-01", "to_on") is None
    assert tasks(desk, HARGREAVES) == {}
    with pytest.raises(NotKept, match="there is nothing of leaver"):
        run(desk, Checklist.LEAVER, f"{HARGREAVES} undo")
    run(desk, Checklist.LEAVER, f"{HARGREAVES} 2027-07-21")
    run(desk, Checklist.LEAVER, f"{HARGREAVES} undo")
    assert tasks(desk, HARGREAVES) == {}


def test_nothing_is_taken_back_once_something_of_it_was_done(desk: Desk) -> None:
    begun = run(desk, Checklist.LEAVER, f"{HARGREAVES} 2026-12-18")
    with desk.database.writing() as session:
        change(session, BY_NAME["tasks"], begun.tasks[0][0], {"done": "2026-11-17"}, OFFICE)
    with pytest.raises(NotKept, match=rf"it is not taken back, since {begun.tasks[0][0]} is done"):
        run(desk, Checklist.LEAVER, f"{HARGREAVES} undo")
    assert cell(desk, "people", HARGREAVES, "active_to_on") == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("kind", "argument", "said"),
    [
        pytest.param(Checklist.LEAVER, f"{HARGREAVES} soon", "write who and on which day", id="no day"),
        pytest.param(Checklist.LEAVER, "nobody 2026-12-18", 'there is no person "nobody"; the nearest are', id="who"),
        pytest.param(Checklist.JOINER, "jo@saltmarshprimary.example 2027-01-04", "write the name behind", id="no name"),
        pytest.param(Checklist.JOINER, "jo 2027-01-04 Jo", "write the whole address", id="no address"),
        pytest.param(Checklist.SEPTEMBER, "soon", '"soon" is no year', id="no year"),
        pytest.param(Checklist.SEPTEMBER, "9999", '"9999" is no year that begins soon', id="the end of all years"),
        pytest.param(
            Checklist.JOINER,
            "accounts@fenlandict.example 2027-01-04 Kev",
            "is an address of Fenland ICT Support",
            id="a firm",
        ),
        pytest.param(
            Checklist.JOINER, "ict@saltmarshprimary.example 2027-01-04 Desk", "the desk's own address", id="the desk"
        ),
    ],
)
def test_what_is_not_clear_is_refused_and_changes_nothing(
    desk: Desk, kind: Checklist, argument: str, said: str
) -> None:
    with pytest.raises(NotKept, match=said):
        run(desk, kind, argument)
    assert cell(desk, "people", HARGREAVES, "active_to_on") is None


def test_checklists_are_for_coordinator_and_deputy(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="is for coordinator and deputy"):
        run(desk, Checklist.LEAVER, f"{HARGREAVES} 2026-12-18", by="amir.shah")


def test_what_somebody_has_open_stays_until_the_last_day_and_goes_to_the_coordinator_then(
    desk: Desk, clock: SetClock
) -> None:
    put_in(desk, letter())
    process(desk)
    act(desk, "1041", "assign", "amir.shah")
    act(desk, "1041", "start", "", by="amir.shah")
    run(desk, Checklist.LEAVER, f"{SHAH} 2026-11-17")
    clock.move(timedelta(days=1))
    assert let_leavers_go(desk) == 0
    clock.move(timedelta(days=1))
    assert let_leavers_go(desk) == 1
    assert let_leavers_go(desk) == 0
    with desk.database.reading() as session:
        incident = incident_by_id(session, 1, "ICT")
        last = session.scalars(select(LogEntryRow).order_by(LogEntryRow.id)).all()[-1]
        alert = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "alert")).all()[-1]
        told = alert.raw.decode()
    assert incident is not None
    assert incident.assignee is not None
    assert incident.assignee.name == "Mrs Sandra Kemp"
    assert incident.state == "assigned"
    assert (last.field, last.old, last.new) == ("assignee", "Mr Amir Shah", "Mrs Sandra Kemp")
    assert last.because == "Mr Amir Shah has left"
    assert (alert.recipient, "ICT-1041" in told) == ("sandra.kemp@saltmarshprimary.example", True)
    assert cell(desk, "people", SHAH, "roles") == ("requester",)


def test_who_is_taken_off_the_list_of_people_has_no_say_any_more(desk: Desk) -> None:
    with desk.database.writing() as session:
        change(session, BY_NAME["people"], SHAH, {"roles": "requester;deputy"}, OFFICE)
        retire(session, BY_NAME["people"], SHAH, OFFICE, MONDAY.date())
    assert let_leavers_go(desk) == 1
    with pytest.raises(NotAllowed, match="is neither"):
        run(desk, Checklist.SEPTEMBER, "2027", SHAH)


def test_a_coordinator_who_leaves_hands_over_to_the_deputy_and_comes_back_by_undo(desk: Desk, clock: SetClock) -> None:
    put_in(desk, letter())
    process(desk)
    act(desk, "1041", "assign", "sandra.kemp")
    run(desk, Checklist.LEAVER, "sandra.kemp 2026-11-16", by="leah.dunn")
    clock.move(timedelta(days=1))
    let_leavers_go(desk)
    with desk.database.reading() as session:
        incident = incident_by_id(session, 1, "ICT")
    assert incident is not None
    assert incident.assignee is not None
    assert incident.assignee.name == "Ms Leah Dunn"
    run(desk, Checklist.LEAVER, "sandra.kemp undo", by="leah.dunn")
    assert cell(desk, "people", "sandra.kemp@saltmarshprimary.example", "roles") == ("coordinator",)


def take_roles(desk: Desk, *addresses: str) -> None:
    with desk.database.writing() as session:
        for address in addresses:
            change(session, BY_NAME["people"], address, {"roles": "requester"}, OFFICE)


def test_the_only_one_who_can_look_after_the_helpdesk_is_not_let_go_before_somebody_is_named(desk: Desk) -> None:
    take_roles(desk, DUNN, WHITFIELD)
    with pytest.raises(NotKept, match="Kemp is the only one who can look after the helpdesk: after Fri 18 Dec") as said:
        run(desk, Checklist.LEAVER, "sandra.kemp 2026-12-18")
    assert "`mailtick register set people ADDRESS roles=coordinator`" in str(said.value)
    assert "Name somebody first" in by_mail(desk, "#leaver sandra.kemp 18/12/2026")
    assert cell(desk, "people", "sandra.kemp@saltmarshprimary.example", "active_to_on") is None
    with desk.database.writing() as session:
        change(session, BY_NAME["people"], DUNN, {"roles": "coordinator"}, OFFICE)
    assert "leaves on Fri 18 December" in by_mail(desk, "#leaver sandra.kemp 18/12/2026")


def test_a_deputy_who_leaves_as_well_takes_nothing_over(desk: Desk) -> None:
    take_roles(desk, WHITFIELD)
    run(desk, Checklist.LEAVER, "leah.dunn 2026-12-11")
    with pytest.raises(NotKept, match="nobody would be coordinator, deputy or owner"):
        run(desk, Checklist.LEAVER, "sandra.kemp 2026-12-18")


def test_the_tasks_of_a_coordinator_who_lets_themself_go_are_the_deputy_s(desk: Desk) -> None:
    begun = run(desk, Checklist.LEAVER, "sandra.kemp 2026-12-18")
    assert cell(desk, "tasks", begun.tasks[0][0], "person") == DUNN
    assert begun.outcome.endswith("; nobody else is coordinator")


def test_where_the_list_lets_the_only_coordinator_go_a_mail_says_once_that_nobody_follows(
    desk: Desk, clock: SetClock
) -> None:
    take_roles(desk, DUNN, WHITFIELD)
    with desk.database.writing() as session:
        change(session, BY_NAME["people"], "Mrs Sandra Kemp", {"active_to_on": "2026-11-16"}, OFFICE)
    for _ in range(3):
        clock.move(timedelta(days=1))
        let_leavers_go(desk)
    with desk.database.reading() as session:
        [alert] = session.scalars(select(OutgoingRow).where(OutgoingRow.template == "alert")).all()
        told = " ".join(alert.raw.decode().split())
    assert alert.subject.endswith("Mrs Sandra Kemp has left, and nobody takes over")
    assert "mailtick register set people ADDRESS" in told
    assert cell(desk, "people", "sandra.kemp@saltmarshprimary.example", "roles") == ("coordinator",)


def test_all_that_somebody_answers_for_is_named_when_they_leave_and_nobody_has_it_afterwards(desk: Desk) -> None:
    with desk.database.writing() as session:
        change(session, BY_NAME["locations"], "HALL", {"responsible": HARGREAVES}, OFFICE)
        change(session, BY_NAME["implementations"], "N2", {"owner": HARGREAVES}, OFFICE)
        add(session, BY_NAME["problems"], {"ref": "PB1", "title": "Panels freeze", "owner": HARGREAVES}, OFFICE)
        add(session, BY_NAME["diary"], {**VISIT, "person": HARGREAVES}, OFFICE)
        add(session, BY_NAME["diary"], {**VISIT, "ref": "D91", "person": HARGREAVES, "done_on": "2026-11-02"}, OFFICE)
        add(session, BY_NAME["tasks"], {"ref": "T90", "what": "Count the cables", "person": HARGREAVES}, OFFICE)
    begun = run(desk, Checklist.LEAVER, f"{HARGREAVES} 2026-12-18")
    assert "; nobody answers then for HALL, C4, N2, PB1, D90, T90" in begun.outcome
    todo = {what for _, _, what in begun.tasks}
    assert {"Name who answers for HALL now: Hall", "Name who answers for D90 now: Panels are cleaned"} <= todo
    assert "Name who does T90 now: Count the cables" in todo
    with desk.database.reading() as session:
        around = Around(session, "ICT", MONDAY.date(), desk.policy.zone)
        warnings = person_page(around, find(session, BY_NAME["people"], HARGREAVES)[1]).warnings
    set_it = "`mailtick register set locations HALL responsible=ADDRESS` names somebody"
    assert f"nobody answers for HALL (Hall) after 18 December 2026: {set_it}" in warnings
    assert len(warnings) == 6


def test_the_list_of_a_room_goes_to_nobody_who_has_left(desk: Desk) -> None:
    with desk.database.writing() as session:
        change(session, BY_NAME["locations"], "Y3", {"responsible": HARGREAVES}, OFFICE)
        change(session, BY_NAME["people"], HARGREAVES, {"active_to_on": "2026-11-13"}, OFFICE)
        [asked] = begin_stock_check(session, desk, ["Y3"], OFFICE)
    assert asked.person == "claire.brown@saltmarshprimary.example"


def test_somebody_new_is_put_on_the_list_from_their_first_day_and_taken_off_again(desk: Desk) -> None:
    begun = run(desk, Checklist.JOINER, "jo.patel@saltmarshprimary.example 4 January 2027 Miss Jo Patel")
    assert begun.outcome.startswith("Miss Jo Patel begins on Mon 4 January 2027: 8 tasks")
    assert cell(desk, "people", "Miss Jo Patel", "active_from_on") == date(2027, 1, 4)
    todo = tasks(desk, "jo.patel@saltmarshprimary.example")
    assert todo["Find or order equipment"] == date(2026, 12, 18)
    run(desk, Checklist.JOINER, "jo.patel@saltmarshprimary.example undo")
    with desk.database.reading() as session:
        assert list_records(session, BY_NAME["people"], "Patel") == []


def test_a_joiner_has_the_checklist_once_until_it_is_taken_back(desk: Desk) -> None:
    who = "jo.patel@saltmarshprimary.example"
    first = run(desk, Checklist.JOINER, f"{who} 4 January 2027 Miss Jo Patel")
    with pytest.raises(NotKept, match=f"begun already \\({first.tasks[0][0]} to {first.tasks[-1][0]}\\)"):
        run(desk, Checklist.JOINER, f"{who} 2027-01-05")
    assert cell(desk, "people", who, "active_from_on") == date(2027, 1, 4)
    run(desk, Checklist.JOINER, f"{who} undo")
    assert len(run(desk, Checklist.JOINER, f"{who} 2027-01-05").tasks) == 8


@pytest.mark.parametrize("name", ["Mr Hargreaves", "Ben Hargreaves", "ben.hargreaves"])
def test_who_leaves_is_called_by_any_of_their_names(desk: Desk, name: str) -> None:
    begun = run(desk, Checklist.LEAVER, f"{name} 18 Dec 2026")
    assert begun.outcome.startswith("Mr Ben Hargreaves leaves on Fri 18 December 2026")
    with pytest.raises(NotKept, match="leaves on Fri 18 December 2026 already; undo that first"):
        run(desk, Checklist.LEAVER, f"{name} 19/12/2026")


def test_a_new_school_year_has_its_checklist_once(desk: Desk) -> None:
    begun = run(desk, Checklist.SEPTEMBER, "")
    assert begun.outcome.startswith("September 2027: 11 tasks")
    assert all(due.weekday() < 5 for _, due, _ in begun.tasks)
    with pytest.raises(NotKept, match="begun already"):
        run(desk, Checklist.SEPTEMBER, "2027")
    run(desk, Checklist.SEPTEMBER, "undo")
    run(desk, Checklist.SEPTEMBER, "2027")


def test_by_mail_the_coordinator_says_who_comes_and_who_leaves_and_reads_what_was_done(desk: Desk) -> None:
    answered = by_mail(
        desk,
        f"#leaver {HARGREAVES} 18/12/2026\n#joiner jo.patel@saltmarshprimary.example 4/1/2027 Miss Jo Patel\n"
        "#leaver nobody 1/1/2027\n\nSandra",
    )
    assert "Mr Ben Hargreaves leaves on Fri 18 December 2026" in answered
    assert "Miss Jo Patel begins on Mon 4 January 2027" in answered
    assert 'there is no person "nobody"' in " ".join(answered.split())
    assert "taken back: 11 tasks" in by_mail(desk, f"#leaver {HARGREAVES} undo")
    with desk.database.reading() as session:
        assert session.scalars(select(IncidentRow)).all() == []


def test_a_mail_that_does_not_prove_who_wrote_it_begins_nothing(desk: Desk) -> None:
    assert "NOT DONE" in by_mail(desk, f"#leaver {HARGREAVES} 2026-12-18", is_proven=False)
    assert cell(desk, "people", HARGREAVES, "active_to_on") is None


def test_words_about_an_incident_are_refused_beside_a_checklist(desk: Desk) -> None:
    assert "it is about an incident, and this mail names none" in by_mail(desk, "#september 2027\n#priority P1")


def test_one_list_shows_all_that_hangs_on_a_person(desk: Desk) -> None:
    put_in(
        desk, letter("Ben Hargreaves <ben.hargreaves@saltmarshprimary.example>", text="The sound in beech crackles.")
    )
    process(desk)
    run(desk, Checklist.LEAVER, f"{HARGREAVES} 2026-12-18")
    assert listed(desk, HARGREAVES) >= {
        ("Equipment", "SP-0047"),
        ("Loans", "SP-0012"),
        ("Seats", "LIC-01"),
        ("Answers for", "C4"),
        ("Incidents", "ICT-1041"),
        ("Tasks", "T1"),
    }
    assert ("Approvals", "may approve") in listed(desk, "janet.pryor@saltmarshprimary.example")
    assert ("Cover", "coordinator") in listed(desk, "sandra.kemp@saltmarshprimary.example")


def listed(desk: Desk, address: str) -> set[tuple[str, str]]:
    with desk.database.reading() as session:
        _, person = find(session, BY_NAME["people"], address)
        return {(each.group, each.key) for each in all_theirs(session, person, MONDAY.date(), "ICT")}
