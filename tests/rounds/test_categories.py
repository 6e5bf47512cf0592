"""The categories of the register decide what a mail is about, where it goes, and what its writer can try."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.registers.categories import CATEGORIES
from mailtick.registers.changing import Author, NotKept, add, change, retire
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, OutgoingRow
from tests.support.desks import MONDAY, letter, make_desk, put_in

KEMP = Author("Mrs Sandra Kemp", "by hand", MONDAY)
PRINTER = "The printer by the hall does nothing at all"


@pytest.fixture
def desk(school: Database) -> Desk:
    return make_desk(school)


def keep(desk: Desk, category: str, **cells: str) -> None:
    with desk.database.writing() as session:
        change(session, CATEGORIES, category, cells, KEMP)


def report(desk: Desk, text: str, sender: str = "Claire Brown <claire.brown@saltmarshprimary.example>") -> IncidentRow:
    """The incident that a mail becomes."""
    put_in(desk, letter(sender, text.partition(".")[0][:40], text))
    while process(desk):
        pass
    with desk.database.reading() as session:
        row = session.scalars(select(IncidentRow).order_by(IncidentRow.id.desc())).first()
        assert row is not None
        session.expunge_all()
        return row


def mails_to(desk: Desk, address: str) -> list[str]:
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id))
        return [row.raw.decode().replace("=\n", "") for row in rows if row.recipient.startswith(address)]


def test_words_that_were_changed_count_from_the_next_mail_on(desk: Desk) -> None:
    assert report(desk, "The kiln is cold").category == ""
    with desk.database.writing() as session:
        add(session, CATEGORIES, {"code": "ART", "name": "Art room", "words": "kiln;potter's wheel"}, KEMP)
    assert report(desk, "The kiln is still cold").category == "Art room"
    keep(desk, "art room", words="potter's wheel")
    assert report(desk, "The kiln is cold again").category == ""


def test_a_hidden_category_is_suggested_no_more(desk: Desk) -> None:
    keep(desk, "PRINT", hidden="yes")
    assert report(desk, PRINTER).category == ""


def test_impact_and_urgency_are_those_of_the_category_where_no_rule_sets_them(school: Database) -> None:
    rule: dict[str, object] = {"name": "Quiet", "when": {"text": "quiet"}, "then": {"impact": "L"}}
    desk = make_desk(school, rules=[rule])
    keep(desk, "PRINT", impact="H", urgency="l")
    first = report(desk, PRINTER)
    assert (first.impact, first.urgency, first.priority) == ("H", "L", "P3")
    second = report(desk, f"{PRINTER}, and it is quiet")
    assert (second.impact, second.urgency, second.priority) == ("L", "L", "P5")


def test_it_goes_to_first_level_where_the_category_says_so_and_no_rule_sends_it_elsewhere(school: Database) -> None:
    rule: dict[str, object] = {"name": "To the deputy", "when": {"text": "urgently"}, "then": {"assign": "leah.dunn"}}
    desk = make_desk(school, rules=[rule])
    keep(desk, "PRINT", route="first level")
    report(desk, PRINTER)
    assert len(mails_to(desk, "amir.shah")) == 1
    report(desk, f"{PRINTER}, and we need it urgently")
    assert (len(mails_to(desk, "amir.shah")), len(mails_to(desk, "leah.dunn"))) == (1, 1)


def test_a_category_s_provider_is_proposed_to_the_coordinator_and_not_written_to(desk: Desk) -> None:
    keep(desk, "PRINT", route="provider", provider="APS")
    report(desk, PRINTER)
    assert "#second APS" in mails_to(desk, "sandra.kemp")[-1]
    assert mails_to(desk, "service@") == []


def test_a_provider_is_named_where_it_goes_to_one_and_only_there(desk: Desk) -> None:
    with pytest.raises(NotKept, match="say to which provider it goes: provider=CODE"):
        keep(desk, "PRINT", route="provider")
    with pytest.raises(NotKept, match="APS is named, so write route=provider"):
        keep(desk, "PRINT", provider="APS")


def test_an_expression_that_cannot_be_searched_for_is_refused(desk: Desk) -> None:
    with pytest.raises(NotKept, match="cannot be used"):
        keep(desk, "PRINT", words="printer;/(unclosed/")
    assert report(desk, PRINTER).category == "Printing and copying"


def test_who_reports_a_fault_reads_what_to_try_and_who_asks_for_something_does_not(school: Database) -> None:
    rule: dict[str, object] = {"name": "New ones", "when": {"text": "a new"}, "then": {"type": "request"}}
    desk = make_desk(school, rules=[rule])
    keep(desk, "PRINT", first_checks="Look for paper;Turn it off and on")
    report(desk, PRINTER)
    report(desk, "Can we have a new printer")
    fault, request = mails_to(desk, "claire.brown")
    assert "What you can do meanwhile:" in fault
    assert "- Look for paper" in fault
    assert "- Turn it off and on" in fault
    assert "What you can do" not in request


def test_renamed_it_is_found_in_old_incidents_and_they_keep_what_they_said(desk: Desk) -> None:
    number = report(desk, PRINTER).number
    keep(desk, "PRINT", name="Paper things")
    assert report(desk, "A copier is broken. Help").category == "Paper things"
    with desk.database.writing() as session:
        assert session.scalar(select(IncidentRow.category).where(IncidentRow.number == number)) == (
            "Printing and copying"
        )
        with pytest.raises(NotKept, match=f"incident {number}, {number + 1} is open in it; put each into another"):
            retire(session, CATEGORIES, "Paper things", KEMP, MONDAY.date())


def test_what_nothing_open_is_about_can_be_retired(desk: Desk) -> None:
    number = report(desk, PRINTER).number
    act(desk, f"ICT-{number}", "category", "telephones")
    with desk.database.writing() as session:
        retire(session, CATEGORIES, "PRINT", KEMP, MONDAY.date())
    assert report(desk, PRINTER).category == ""


def test_a_second_report_joins_the_first_though_the_service_was_renamed_meanwhile(desk: Desk) -> None:
    first = report(desk, "No internet anywhere")
    keep(desk, "NET", name="Connections")
    again = report(desk, "the internet is gone", "Zoe Marsh <zoe.marsh@saltmarshprimary.example>")
    assert again.number == first.number


@pytest.mark.parametrize("change_to", [{"name": "Safety"}, {"hidden": "yes"}], ids=["renamed", "hidden"])
def test_what_a_rule_sends_into_a_restricted_category_stays_for_few(
    school: Database, change_to: dict[str, str]
) -> None:
    rule: dict[str, object] = {"name": "Clicked", "when": {"text": "clicked"}, "then": {"category": "Security"}}
    desk = make_desk(school, rules=[rule])
    keep(desk, "SEC", **change_to)
    assert report(desk, "I clicked on it").is_restricted


def test_a_part_of_a_category_means_it(desk: Desk) -> None:
    number = report(desk, "It does nothing. Help").number
    act(desk, f"ICT-{number}", "category", "visualiser")
    assert report(desk, "Something else entirely. X").number == number + 1
    with desk.database.reading() as session:
        assert session.scalar(select(IncidentRow.category).where(IncidentRow.number == number)) == "Display and AV"
