from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents import conditions as c
from mailtick.incidents.incident import Priority
from mailtick.incidents.kept import Equipment
from mailtick.incidents.pattern import SEARCHED_CHARACTERS, Pattern
from mailtick.incidents.people import Place, Role
from mailtick.incidents.rule_matter import MailKind, Matter, NothingFurther, Shut
from mailtick.incidents.rules import read_rules

MATTER = Matter(
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
    assert Pattern((words,)).found_in(text) is found


def test_several_words_mean_any_of_them() -> None:
    pattern = Pattern(("scanner", "/cop(y|ier)/", "no sound"))
    assert [pattern.found_in(text) for text in ("the copier", "no sound here", "a scan")] == [True, True, False]


@pytest.mark.parametrize("expression", ["/(a+)+$/", "/(a|aa)+$/", "/(.*a){25}$/", "/^(([a-z])+.)+[A-Z]([a-z])+$/"])
def test_no_expression_hangs(expression: str) -> None:
    """The classic traps: a backtracking engine would need longer than the world has existed."""
    assert Pattern((expression,)).found_in("a" * 50_000 + "!") in (True, False)


@pytest.mark.parametrize("expression", ["/(?=a)b/", r"/(a)\1/", "/(/", "/a{1001}{1001}/", "/[z-a]/", "/(?<!x)y/"])
def test_an_expression_that_cannot_be_used_is_a_sentence(expression: str) -> None:
    with pytest.raises(ValueError, match=r"cannot be used .* are not possible"):
        Pattern((expression,))


def test_only_the_beginning_of_a_giant_text_is_searched() -> None:
    pattern = Pattern(("needle",))
    hay = "x " * (SEARCHED_CHARACTERS // 2)
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
        (c.Subject(Pattern(("board",))), True),
        (c.Subject(Pattern(("room",))), False),
        (c.Text(Pattern(("room",))), True),
        (c.Text(Pattern(("board",))), True),
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


class _Known(NothingFurther):
    """What is asked of a mail beside its fields."""

    def language(self) -> str:
        return "de"

    def shut(self) -> frozenset[Shut]:
        return frozenset({Shut.CLOSED, Shut.HOLIDAY})

    def header(self, name: str) -> str:
        return {"x-priority": "1 (Highest)"}.get(name, "")

    def rooms(self, category: str, within: timedelta) -> int:
        return 3 if (category, within) == ("Display and AV", timedelta(minutes=30)) else 0


TOLD = replace(
    MATTER,
    roles=frozenset({Role.REQUESTER}),
    usual_room=Place("Y5", "Mr Lloyd's class"),
    mailbox="desk",
    suggested=frozenset({"display and av", "printing and copying"}),
    equipment=(
        Equipment("SP-0037", "Interactive panel", "Promethean ActivPanel 9", provider="BBA", contract="C5"),
        Equipment("SP-0040", "Laptop", "HP EliteBook", provider="FEN"),
    ),
    priority=lambda: Priority.P2,
    references=("FIS-10221",),
    kinds=frozenset({MailKind.FORWARD}),
    further=_Known(),
)


@pytest.mark.parametrize(
    ("when", "fits"),
    [
        ({"role": ["coordinator", "requester"]}, True),
        ({"role": "owner"}, False),
        ({"domain": "saltmarshprimary.example"}, True),
        ({"domain": "@example"}, None),
        ({"domain": "primary.example"}, False),
        ({"mailbox": "Desk"}, True),
        ({"mailbox": "phones"}, False),
        ({"words_of": "Printing and copying"}, True),
        ({"words_of": "Security"}, False),
        ({"language": ["de", "pl"]}, True),
        ({"language": "en"}, False),
        ({"usual_room": "mr lloyd's class"}, True),
        ({"usual_room": "Y3"}, False),
        ({"type": "incident"}, True),
        ({"type": "request"}, False),
        ({"priority": ["P1", "P2"]}, True),
        ({"priority": "P3"}, False),
        ({"asset": True}, True),
        ({"asset": False}, False),
        ({"asset": "sp-0037"}, True),
        ({"asset": {"provider": "BBA", "contract": "C5"}}, True),
        ({"asset": {"provider": "FEN", "contract": "C5"}}, False),
        ({"asset": {"words": ["panel", "projector"], "tag": "SP-0037"}}, True),
        ({"asset": {"words": "projector"}}, False),
        ({"hours": "closed"}, True),
        ({"hours": ["open", "08:00-09:00"]}, True),
        ({"hours": "open"}, False),
        ({"hours": "holiday"}, True),
        ({"rooms": {"at_least": 3, "within": "30 minutes"}}, True),
        ({"rooms": {"at_least": 4, "within": "30 minutes"}}, False),
        ({"rooms": {"at_least": 3, "within": "1 hour"}}, False),
        ({"reference": True}, True),
        ({"reference": "fis-"}, True),
        ({"reference": "INC"}, False),
        ({"kind": "forward"}, True),
        ({"kind": ["list", "auto"]}, False),
        ({"header": "X-Priority"}, True),
        ({"header": {"X-Priority": "/^1/"}}, True),
        ({"header": {"X-Priority": "/^5/"}}, False),
        ({"header": "X-Nothing"}, False),
    ],
    ids=str,
)
def test_what_a_rule_may_ask_of_a_matter(when: dict[str, object], fits: bool | None) -> None:
    [rule], faults = read_rules([{"name": "x", "when": when, "then": {"priority": "P2"}}])
    if fits is None:
        assert faults
        return
    assert not faults
    assert rule.when.holds(TOLD) is fits


def test_a_hundred_rules_look_for_their_words_together_and_find_the_same() -> None:
    words = [f"{one} {two}" for one in ("no", "the", "my", "our") for two in "abcdefghijklmnopqrstuvwxy"]
    rules, _ = read_rules([{"name": each, "when": {"text": each}, "then": {"priority": "P2"}} for each in words])
    matter = replace(MATTER, subject="no a", text="It is THE B, not\nour\u00a0y", searched_text=None)
    assert [rule.name for rule in rules if rule.when.holds(matter)] == ["no a", "the b", "our y"]


def test_a_text_that_no_server_writes_is_searched_all_the_same() -> None:
    assert Pattern(("printer",)).found_in("the printer \ud800 is dead")


def test_two_thousand_rules_find_their_words_too() -> None:
    blocks = [{"name": str(n), "when": {"text": f"thing{n}"}, "then": {"priority": "P2"}} for n in range(2000)]
    rules, faults = read_rules(blocks)
    assert not faults
    matter = replace(MATTER, text="thing17 and thing1999", searched_text=None)
    assert [rule.name for rule in rules if rule.when.holds(matter)] == ["17", "1999"]
