"""Monday 16 November in a real browser: fourteen mails come in, and Mrs Kemp deals with them by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from mailtick.demo.letter import Letter
from mailtick.demo.play import Stage
from mailtick.demo.story import STORY
from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, State
from mailtick.rounds.act import act, find_incident
from mailtick.rounds.lookup import StoreLookup
from tests.rounds.commanding import BROWN, LLOYD, run
from tests.support.desks import letter
from tests.web.browsing import PHONE, at_the_desk

MOST_STROKES = 80
FINCH = "angela.finch@saltmarshprimary.example"
SPLIT = ["Visualiser picture flickers", "Teacher laptop battery lasts 20 minutes", "15 pairs of headphones"]


@dataclass(slots=True)
class Hands:
    """Mrs Kemp at the keyboard: a key, or a click, is a stroke; what she types is none."""

    page: Page
    strokes: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def open(self, path: str) -> None:
        """Go to a page as by the menu, or by a line of the first page: one stroke."""
        self.page.goto(path)
        self.strokes += 1

    def go(self, key: str) -> None:
        """Press a key that sends a form or follows a link, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.press(key)

    def choose(self, key: str, beginning: str) -> None:
        """Go to a drop-down by its key and type how the choice begins; back to the row."""
        self.press(key)
        self.page.keyboard.type(beginning)
        self.press("Escape")


@pytest.fixture
def stage() -> Iterator[Stage]:
    """The school on Monday before school, with all that was done the week before."""
    with Stage() as stage:
        for cue in STORY:
            if cue.at.date().isoformat() < "2026-11-16":
                stage.play(cue)
        yield stage


def test_the_fourteen_mails_of_monday_are_dealt_with_in_eighty_strokes(stage: Stage, chromium_path: str) -> None:
    with at_the_desk(stage.desk, chromium_path, wake=stage._daemon.wake) as page:
        hands = Hands(page)
        come(stage, "E06", "E07", "E08", "E09")
        the_internet_is_down(hands)
        come(stage, "E10", "E11", "E12")
        one_mail_with_three_matters(hands)
        the_head_is_answered(hands)
        come(stage, "E13")
        it_is_back(hands)
        come(stage, "E14", "E15")
        somebody_gave_a_password_away(hands)
        come(stage, "E16")
        the_board_is_still_dead(hands)
        come(stage, "E17", "E18")
        the_copier(hands)
        come(stage, "E19")
    assert hands.strokes <= MOST_STROKES
    down = standing(stage.desk, "1045")
    assert (down.title, down.place, down.state, len(down.affected)) == (
        "No internet, whole school",
        "",
        State.CLOSED,
        4,
    )
    assert [standing(stage.desk, str(each)).title for each in (1046, 1047, 1048)] == SPLIT
    phishing = standing(stage.desk, "1049")
    assert (phishing.title, phishing.provider) == ("Phishing link clicked", "Fenland ICT Support")
    assert standing(stage.desk, "1041").responded_at is not None
    copier = standing(stage.desk, "1050")
    assert (copier.title, copier.assignee.name if copier.assignee else "") == ("Office copier jams", "Mr Amir Shah")


def come(stage: Stage, *names: str) -> None:
    # What was written in the browser goes out before the next mail comes.
    stage._come_to_rest()
    for name in names:
        stage.play(next(cue for cue in STORY if isinstance(cue, Letter) and cue.name == name))


def the_internet_is_down(hands: Hands) -> None:
    """08:05: a title, the whole school, County Broadband has it, and the four are told."""
    hands.open("/triage")
    hands.press("c", "Control+A")
    hands.type("No internet, whole school")
    hands.press("Tab", "Tab")
    hands.page.keyboard.type("The whole")
    hands.press("Escape")
    hands.choose("g", "County")
    hands.press("w")
    hands.type("no internet in the whole school since before 07:48")
    hands.press("Escape", "t")
    hands.type("The whole school is off. County Broadband has it. Paper registers please.")
    hands.go("Enter")
    expect(hands.page.get_by_text("Nothing new waits for anybody.")).to_be_visible()


def one_mail_with_three_matters(hands: Hands) -> None:
    """09:50: split in three, each with its title; 10:20: each is answered and has somebody."""
    hands.open("/triage")
    hands.press("s", "Control+A")
    hands.type("\n".join(SPLIT))
    hands.go("Control+Enter")
    for words in ("I have made three of it.", "The battery is under warranty.", "I am asking Mr Whitfield."):
        hands.press("t")
        hands.type(words)
        hands.go("Enter")
    expect(hands.page.get_by_text("Nothing new waits for anybody.")).to_be_visible()


def the_head_is_answered(hands: Hands) -> None:
    """09:18: Mrs Okafor asked whether filtering is on."""
    hands.open("/incidents/1045")
    hands.press("r")
    hands.type("Filtering stays on for the iPads.")
    hands.go("Control+Enter")


def it_is_back(hands: Hands) -> None:
    """10:45: what County says is confirmed, and the four are told."""
    hands.open("/")
    hands.go("y")
    hands.open("/incidents/1045")
    hands.page.get_by_role("radio", name="Resolved").check()
    hands.strokes += 1
    hands.press("r")
    hands.type("Carrier fault, mended by County Broadband. Checked in three rooms.")
    hands.go("Control+Enter")


def somebody_gave_a_password_away(hands: Hands) -> None:
    """11:22: a title, Fenland at once, and what to do now."""
    hands.open("/triage")
    hands.press("c", "Control+A")
    hands.type("Phishing link clicked")
    hands.press("Escape")
    hands.choose("g", "Fenland")
    hands.press("w")
    hands.type("password given to a false sign-in page")
    hands.press("Escape", "t")
    hands.type("It is not real. Change your password now from another computer; I am coming to you.")
    hands.go("Enter")


def the_board_is_still_dead(hands: Hands) -> None:
    """12:50: Mrs Brown is answered, from the first page."""
    hands.open("/")
    row = hands.page.get_by_role("listitem").filter(has_text="THIRD time")
    expect(row).to_be_visible()
    while "THIRD time" not in hands.page.evaluate("document.activeElement.textContent"):
        hands.press("j")
    hands.go("o")
    hands.press("r")
    hands.type("The engineer comes tomorrow, first call. You will have a loan projector before Thursday.")
    hands.go("Control+Enter")


def the_copier(hands: Hands) -> None:
    """13:29: what the answer says stands there already; Mr Shah has it."""
    hands.open("/triage")
    hands.press("c", "Control+A")
    hands.type("Office copier jams")
    hands.go("Enter")
    expect(hands.page.get_by_text("Nothing new waits for anybody.")).to_be_visible()


def test_mail_that_comes_in_moves_no_row_and_loses_nothing_typed(desk: Desk, chromium_path: str) -> None:
    run(desk, letter(BROWN, "board", "Board will not turn on."), letter(LLOYD, "printer", "No toner in the printer."))
    with at_the_desk(desk, chromium_path) as page:
        page.goto("/triage")
        page.keyboard.press("j")
        row = page.locator("#row-1042")
        expect(row).to_be_focused()
        page.keyboard.press("c")
        page.keyboard.press("Control+A")
        page.keyboard.insert_text("Printer in Rowan has no toner")
        before = row.bounding_box()
        run(
            desk, letter("angela.finch@saltmarshprimary.example", "urgent", "No internet anywhere, we cannot register!")
        )
        expect(page.locator("#row-1043")).to_be_visible()
        assert row.bounding_box() == before
        assert row.get_by_label("Title").input_value() == "Printer in Rowan has no toner"
        expect(row.get_by_label("Title")).to_be_focused()
        # Somebody else deals with the row meanwhile: it stays, says so, and what was typed is not lost.
        act(desk, "1042", "assign", "amir.shah", "leah.dunn")
        expect(row.get_by_text("Somebody else has dealt with this by now.")).to_be_visible()
        assert row.get_by_label("Title").input_value() == "Printer in Rowan has no toner"
        page.keyboard.press("Enter")
        expect(page.get_by_text("Somebody was quicker.")).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("Printer in Rowan has no toner")
        # `?` shows the keys.
        page.goto("/triage")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_contain_text("the next row")
        expect(page.get_by_role("dialog")).to_contain_text("split into several")


def test_the_triage_works_on_a_phone_without_script(desk: Desk, chromium_path: str) -> None:
    run(desk, letter(BROWN, "board", "Board will not turn on."))
    with at_the_desk(desk, chromium_path, size=PHONE, has_script=False) as page:
        page.goto("/triage")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        page.get_by_text("Change", exact=True).click()
        page.get_by_label("Title").fill("Panel dead")
        page.get_by_role("button", name="Confirm").click()
        expect(page.get_by_text("Nothing new waits for anybody.")).to_be_visible()
        for path in ("/", "/approvals", "/progress"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], path
    assert standing(desk, "1041").title == "Panel dead"


def standing(desk: Desk, reference: str) -> Incident:
    with desk.database.reading() as session:
        return find_incident(StoreLookup(session, desk.policy.facts.prefix), reference)
