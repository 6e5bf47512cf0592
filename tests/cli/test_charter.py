"""The desk's charter: who, when, by when, and what to do when the desk is shut."""

from __future__ import annotations

from pathlib import Path

from tests.cli.saying import done
from tests.cli.test_printing import words


def test_it_says_whom_to_reach_when_and_by_when_somebody_answers(folder: Path) -> None:
    done("register", "add", "calendar", "kind=term", "from=2199-01-05", "to=2199-04-01", "name=Spring")
    done("register", "add", "calendar", "kind=term", "from=2001-01-05", "to=2001-04-01", "name=Long past")
    said = " ".join(done("charter").split())
    for each in (
        "Write to: ict@saltmarshprimary.example",
        "Puts things in order: Mrs Sandra Kemp",
        "Hours: Monday to Friday 08:00-16:30",
        "Spring, 5 January 2199 to 1 April 2199",
        "P1: critical: the whole school or somebody's safety.",
        "A person answers within 30 minutes, it is done within 4 hours.",
        "A person answers by the end of the 1st day after, it is done by the end of the 5th day after",
        "Printing and copying: Print at another printer.",
        "If a child is in danger now, ring 999.",
        "Resolved: It is done. If it is not, just reply.",
    ):
        assert each in said
    assert "Long past" not in said


def test_a_category_that_is_hidden_or_changed_shows_at_once(folder: Path) -> None:
    done("register", "set", "categories", "PRINT", "emergency_text=Use the copier in the office.")
    done("register", "set", "categories", "AV", "hidden=yes")
    said = done("charter")
    assert "Printing and copying: Use the copier in the office." in said
    assert "Display and AV" not in said


def test_the_page_says_the_same_in_a_browser(folder: Path) -> None:
    done("register", "set", "categories", "PRINT", "emergency_text=Ring <b>Mr Shah</b> & wait.")
    assert "charter.html is written" in done("charter", "--html", "charter.html")
    page = (folder / "charter.html").read_text("utf-8")
    assert "<b>Mr Shah" not in page
    seen = words(page)
    for line in done("charter").splitlines()[3:]:
        for word in line.replace(": ", " ").split():
            assert word.rstrip(":") in seen
