"""Papers: what stands on them, and what does not."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.cli.saying import done, refused, say

_FROM = ("--from", "2026-11-01", "--to", "2026-11-30")


def words(page: str) -> str:
    """What a reader sees of a paper, without its style sheet."""
    body = page.partition("</style>")[2]
    seen = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(seen.split())


def test_the_call_log_tells_who_reported_what_and_how_it_stands(folder: Path) -> None:
    done("asset", "1041", "SP-0037")
    done("resolve", "1041", "New power board fitted.")
    page = words(done("print", "call-log", *_FROM))
    for each in ("ICT-1041", "Mon 16 Nov 09:00", "Mrs Claire Brown", "SP-0037", "New power board fitted."):
        assert each in page
    assert page.endswith("1 reported, 0 of them open.")


def test_the_call_log_tells_of_a_restricted_matter_its_priority_alone(folder: Path) -> None:
    done("restrict", "1041", "yes")
    page = words(done("print", "call-log", *_FROM))
    assert "ICT-1041 Mon 16 Nov 09:00 a restricted P" in page
    assert "Brown" not in page
    assert "Board" not in page


@pytest.mark.parametrize("paper", ["incident", "diagnosis"])
def test_the_sheet_of_a_restricted_matter_is_for_those_who_may_see_it(folder: Path, paper: str) -> None:
    done("restrict", "1041", "yes")
    assert "Restricted: for the coordinator" in words(done("print", paper, "ICT-1041"))
    said = refused("print", paper, "ICT-1041", "--as", "zoe.marsh")
    assert "is a restricted P" in said
    assert "board" not in said.lower()


def test_the_incident_sheet_has_the_questions_and_room_to_write(folder: Path) -> None:
    done("note", "1041", "The cable looked worn.")
    page = words(done("print", "incident", "ICT-1041"))
    assert "Board in my room won't turn on again. C" in page
    assert "note: The cable looked worn." in page
    assert "What did you expect to happen?" in page


def test_the_diagnosis_sheet_tells_what_the_same_equipment_had_before(folder: Path) -> None:
    done("held", "release", "2")
    for number in ("1041", "1042"):
        done("asset", number, "SP-0037")
    done("resolve", "1041", "New power board fitted.")
    page = words(done("print", "diagnosis", "1042"))
    assert "ICT-1041 Board in my room won't turn on again: New power board fitted." in page
    assert "serial AP9-2111-0213" in page


@pytest.mark.parametrize("paper", ["incident", "diagnosis"])
def test_a_sheet_without_a_number_is_an_empty_form(folder: Path, paper: str) -> None:
    assert "Reported by" in words(done("print", paper))


@pytest.mark.parametrize(
    ("paper", "seen"),
    [
        ("assets", "SP-0037 Interactive panel Promethean ActivPanel 9 75in AP9-2111-0213 1 Mrs Brown's class"),
        ("licences", "LIC-11 ActivInspire Professional Promethean perpetual, device 8 9 0 22 Nov 2021 no end"),
        (
            "contracts",
            "C2 Copier lease and service, 1 x MFD, click charge 0.39p/3.9p Anglia Print Solutions 1 Apr 2022",
        ),
        ("contracts", "30 Oct 2026 – direct award Mr Tom Whitfield"),
        (
            "contracts",
            "Budget: Other hardware · Not recorded: value in all, buying begins, lead-in, early termination,",
        ),
    ],
)
def test_the_lists_hold_what_the_registers_do(folder: Path, paper: str, seen: str) -> None:
    assert seen in words(done("print", paper))


def test_a_paper_is_for_a4_and_repeats_its_headings_on_every_page(folder: Path) -> None:
    assert done("print", "assets", "-o", "assets.html") == (
        "assets.html is written; open it in a browser and print it.\n"
    )
    page = Path("assets.html").read_text("utf-8")
    assert "size: A4 landscape" in page
    assert "thead { display: table-header-group; }" in page
    assert "<script" not in page


def test_what_people_wrote_is_words_on_paper_and_no_markup(folder: Path) -> None:
    done("register", "set", "assets", "SP-0037", "make_model=<b>big</b> panel")
    page = done("print", "assets")
    assert "<b>big</b>" not in page
    assert "<b>big</b> panel" in words(page)


def with_own(folder: Path, name: str, source: str) -> None:
    """Give the desk a template of its own for a paper."""
    config = folder / "config.toml"
    config.write_text(f'{config.read_text()}\n[templates]\nfolder = "own"\n')
    (folder / "own" / "print").mkdir(parents=True)
    (folder / "own" / "print" / name).write_text(source)


def test_a_desk_s_own_paper_is_printed_instead_of_ours(folder: Path) -> None:
    with_own(
        folder, "list.jinja", '<p>{{ school }} has {{ sheet.rows | length }} & more</p>{% include "_more.jinja" %}'
    )
    (folder / "own" / "print" / "_more.jinja").write_text("<p>Keep for six years.</p>")
    assert "<p>Keep for six years.</p>" in done("print", "assets")
    assert "<h1" in done("print", "diagnosis")


def test_a_broken_paper_of_the_desk_is_said_and_ours_is_printed(folder: Path) -> None:
    with_own(folder, "list.jinja", "<p>{{ shet.rows }}</p>")
    result = say("print", "assets")
    assert result.exit_code == 0
    assert "Asset list" in result.stdout
    assert "'shet' is undefined. The built-in template was used instead." in result.stderr


def test_check_names_a_paper_that_is_broken_or_called_like_none(folder: Path) -> None:
    with_own(folder, "lists.jinja", "{% if %}")
    told = say("check").output
    assert "lists.jinja: no paper has this name; did you mean list.jinja?" in " ".join(told.split())
    assert "lists.jinja, line 1: " in told
