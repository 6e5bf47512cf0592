from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents import conditions as c
from mailtick.incidents.people import Place

MATTER = c.Matter(
    sender="claire.brown@saltmarshprimary.example",
    recipients=("ict@saltmarshprimary.example",),
    subject="Board",
    text="Board in my room won’t turn on again. C",
    attachments=("IMG_4471.HEIC",),
    at=datetime(2026, 11, 9, 8, 12, tzinfo=ZoneInfo("Europe/London")),
    category="Display and AV",
    place=Place("Y3", "Mrs Brown's class"),
)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("printer", "The PRINTER is jammed", True),
        ("printer", "printers are jammed", False),
        ("printer", "(printer)", True),
        ("printer", "printer", True),
        ("wi-fi", "no Wi-Fi in Rowan", True),
        ("no internet", "there is no\n internet at all", True),
        ("no internet", "no\u00a0internet", True),
        ("won't turn on", "it won’t turn on", True),
        ("won’t turn on", "it won't turn on", True),
        ("drucker", "der Drucker druckt nicht", True),
        ("größe", "GRÖSSE und GRÖßE", True),
        ("größe", "Vergrößern", False),
        ("café", "im Cafe\u0301 ist kein WLAN", True),
        ("cafe", "im Cafe\u0301", False),
        ("принтер", "ПРИНТЕР не работает", True),
        ("принтер", "принтеры", False),
        ("εκτυπωτής", "ο ΕΚΤΥΠΩΤΉΣ χάλασε", True),
        ("प्रिंट", "प्रिंटर", False),
        ("打印机", "打印机 坏了", True),
        ("c++", "c++ compiler", True),
        ("a.b", "axb", False),
        ("/wi-?fi|wlan/", "das WLAN geht nicht", True),
        ("/^urgent/", "URGENT: board", True),
        ("/^urgent/", "not urgent", False),
    ],
)
def test_words_are_found_without_regard_to_case_in_every_script(words: str, text: str, found: bool) -> None:
    assert c.Pattern((words,)).found_in(text) is found


def test_several_words_mean_any_of_them() -> None:
    pattern = c.Pattern(("scanner", "/cop(y|ier)/", "no sound"))
    assert [pattern.found_in(text) for text in ("the copier", "no sound here", "a scan")] == [True, True, False]


@pytest.mark.parametrize("expression", ["/(a+)+$/", "/(a|aa)+$/", "/(.*a){25}$/", "/^(([a-z])+.)+[A-Z]([a-z])+$/"])
def test_no_expression_hangs(expression: str) -> None:
    """The classic traps: a backtracking engine would need longer than the world has existed."""
    assert c.Pattern((expression,)).found_in("a" * 50_000 + "!") in (True, False)


@pytest.mark.parametrize("expression", ["/(?=a)b/", r"/(a)\1/", "/(/", "/a{1001}{1001}/", "/[z-a]/", "/(?<!x)y/"])
def test_an_expression_that_cannot_be_used_is_a_sentence(expression: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be used .* are not possible"):
        c.Pattern((expression,))


def test_only_the_beginning_of_a_giant_text_is_searched() -> None:
    pattern = c.Pattern(("needle",))
    hay = "x " * (c.SEARCHED_CHARACTERS // 2)
    assert not pattern.found_in(hay + "needle")
    assert pattern.found_in("needle " + hay)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (c.Sender(("claire.brown@saltmarshprimary.example",)), True),
        (c.Sender(("@saltmarshprimary.example",)), True),
        (c.Sender(("@primary.example",)), False),
        (c.Sender(("brown@saltmarshprimary.example",)), False),
        (c.Recipient(("@saltmarshprimary.example",)), True),
        (c.Recipient(("help@saltmarshprimary.example",)), False),
        (c.Subject(c.Pattern(("board",))), True),
        (c.Subject(c.Pattern(("room",))), False),
        (c.Text(c.Pattern(("room",))), True),
        (c.Text(c.Pattern(("board",))), True),
        (c.Category(("display and av",)), True),
        (c.Category(("Security", "Phones")), False),
        (c.AtPlace(("y3",)), True),
        (c.AtPlace(("Mrs Brown's class",)), True),
        (c.AtPlace(("Y5",)), False),
        (c.HasAttachment(True), True),
        (c.HasAttachment(False), False),
        (c.AttachmentName((".heic",)), True),
        (c.AttachmentName((".pdf", ".docx")), False),
        (c.Weekday(frozenset({0})), True),
        (c.Weekday(frozenset({5, 6})), False),
        (c.AllOf(()), True),
        (c.AnyOf(()), False),
        (c.AllOf((c.HasAttachment(True), c.Weekday(frozenset({1})))), False),
        (c.AnyOf((c.HasAttachment(False), c.Weekday(frozenset({0})))), True),
        (c.Not(c.HasAttachment(True)), False),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, bool) else str(value),
)
def test_each_condition_answers_for_a_matter(condition: c.Condition, holds: bool) -> None:
    assert condition.holds(MATTER) is holds


def test_a_matter_whose_place_is_not_known_is_at_no_place() -> None:
    assert not c.AtPlace(("Y3",)).holds(replace(MATTER, place=None))


@pytest.mark.parametrize(
    ("span", "at", "holds"),
    [
        ("08:00-16:30", "08:00", True),
        ("08:00-16:30", "16:29", True),
        ("08:00-16:30", "16:30", False),
        ("08:00-16:30", "07:59", False),
        ("22:00-06:00", "23:15", True),
        ("22:00-06:00", "05:59", True),
        ("22:00-06:00", "06:00", False),
        ("22:00-06:00", "12:00", False),
    ],
)
def test_hours_are_half_open_and_may_run_over_midnight(span: str, at: str, holds: bool) -> None:
    start, end = (datetime.strptime(part, "%H:%M").time() for part in span.split("-"))  # noqa: DTZ007  a time of day
    hour, minute = (int(part) for part in at.split(":"))
    moment = MATTER.at.replace(hour=hour, minute=minute)
    assert c.Hours(((start, end),)).holds(replace(MATTER, at=moment)) is holds
