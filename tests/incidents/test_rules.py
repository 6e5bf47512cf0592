from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailtick.incidents.conditions import AllOf
from mailtick.incidents.incident import Priority
from mailtick.incidents.routing import Routing, Rule, Then, route
from mailtick.incidents.rule_matter import Matter
from mailtick.incidents.rules import RuleFault, read_rules

MATTER = Matter(
    sender="ruth.ellison@saltmarshprimary.example",
    recipients=("ict@saltmarshprimary.example",),
    subject="printer",
    text="The printer in Reception is jammed and it says call service. Ruth",
    attachments=(),
    at=datetime(2026, 11, 16, 13, 10, tzinfo=ZoneInfo("Europe/London")),
)


def routed(*blocks: dict[str, object]) -> Routing:
    rules, faults = read_rules(blocks)
    assert faults == ()
    return route(MATTER, rules)


def block(name: str, when: dict[str, object], then: dict[str, object], **more: object) -> dict[str, object]:
    return {"name": name, "when": when, "then": then, **more}


ANY: dict[str, object] = {"sender": "@saltmarshprimary.example"}


def test_all_matching_rules_apply_in_order() -> None:
    routing = routed(
        block("a", {"text": "printer"}, {"category": "Printing and copying"}),
        block("b", {"text": "wifi"}, {"priority": "P1"}),
        block("c", ANY, {"priority": "P4"}),
    )
    assert routing.fired == ("a", "c")
    assert (routing.then.category, routing.then.priority) == ("Printing and copying", Priority.P4)


def test_a_later_rule_never_changes_what_an_earlier_one_set() -> None:
    routing = routed(
        block("first", ANY, {"priority": "P2", "assign": "amir.shah"}),
        block("second", ANY, {"priority": "P5", "assign": "sandra.kemp", "place": "Y3"}),
    )
    assert (routing.then.priority, routing.then.assign, routing.then.place) == (Priority.P2, "amir.shah", "Y3")
    assert (routing.reason("priority"), routing.reason("place")) == ('rule "first"', 'rule "second"')
    assert routing.reason("hand_over") == ""


def test_nothing_is_asked_after_a_rule_that_says_stop() -> None:
    routing = routed(
        block("stops", ANY, {"priority": "P2"}, stop=True),
        block("late", ANY, {"category": "Printing and copying"}),
    )
    assert (routing.fired, routing.then.category) == (("stops",), "")


def test_a_rule_that_does_not_match_does_not_stop() -> None:
    routing = routed(
        block("other", {"text": "wifi"}, {"priority": "P1"}, stop=True),
        block("this", ANY, {"priority": "P3"}),
    )
    assert routing.fired == ("this",)


def test_the_next_rule_sees_the_category_and_the_place_that_were_set() -> None:
    routing = routed(
        block("what", {"text": "printer"}, {"category": "Printing and copying", "place": "Y3"}),
        block("where to", {"category": "Printing and copying", "place": "Y3"}, {"hand_over": "APS", "sure": True}),
    )
    assert (routing.then.hand_over, routing.then.is_sure) == ("APS", True)


def test_sure_belongs_to_the_rule_that_named_the_provider() -> None:
    routing = routed(
        block("proposes", ANY, {"hand_over": "APS"}),
        block("is sure of another", ANY, {"hand_over": "FEN", "sure": True}),
    )
    assert (routing.then.hand_over, routing.then.is_sure) == ("APS", False)


def test_everybody_whom_a_rule_names_is_told_once() -> None:
    routing = routed(
        block("a", ANY, {"notify": ["owner", "leah.dunn"]}),
        block("b", ANY, {"notify": ["leah.dunn", "informed"]}),
    )
    assert routing.then.notify == ("owner", "leah.dunn", "informed")


_thens = st.builds(
    Then,
    category=st.sampled_from(["", "A", "B"]),
    place=st.sampled_from(["", "Y3", "Y5"]),
    priority=st.sampled_from([None, Priority.P1, Priority.P4]),
    assign=st.sampled_from(["", "amir.shah", "leah.dunn"]),
    hand_over=st.sampled_from(["", "FEN", "BBA"]),
    is_sure=st.booleans(),
)


@settings(deadline=None)
@given(st.lists(st.tuples(_thens, st.booleans()), max_size=6))
def test_for_any_rules_each_field_is_the_first_that_was_set(drawn: list[tuple[Then, bool]]) -> None:
    rules = [Rule(str(number), AllOf(()), then, stop) for number, (then, stop) in enumerate(drawn)]
    routing = route(MATTER, rules)
    asked = drawn[: next((number for number, (_, stop) in enumerate(drawn) if stop), len(drawn)) + 1]
    for name in ("category", "place", "priority", "assign", "hand_over"):
        said = [getattr(then, name) for then, _ in asked if getattr(then, name)]
        assert (getattr(routing.then, name) or None) == (said[0] if said else None)


@pytest.mark.parametrize(
    ("given_", "path", "said"),
    [
        ({"when": ANY, "then": {"priority": "P1"}}, ("name",), "a rule needs a name"),
        ({"name": "  ", "when": ANY, "then": {"priority": "P1"}}, ("name",), "a rule needs a name"),
        ({"name": "x", "then": {"priority": "P1"}}, ("when",), "when must be a table that says when the rule applies"),
        ({"name": "x", "when": ANY}, ("then",), "then must be a table that says what the rule does"),
        ({"name": "x", "when": ANY, "then": {}}, ("then",), "this rule does nothing"),
        ({"name": "x", "when": ANY, "than": {}, "then": {"place": "Y3"}}, ("than",), "did you mean then?"),
        (
            {"name": "x", "when": {"subjekt": "a"}, "then": {"place": "Y3"}},
            ("when", "subjekt"),
            "did you mean subject?",
        ),
        ({"name": "x", "when": {"zzz": "a"}, "then": {"place": "Y3"}}, ("when", "zzz"), "possible here: sender"),
        ({"name": "x", "when": ANY, "then": {"prio": "P1"}}, ("then", "prio"), "did you mean priority?"),
        (
            {"name": "x", "when": ANY, "then": {"priority": "high"}},
            ("then", "priority"),
            "possible: P1, P2, P3, P4, P5",
        ),
        ({"name": "x", "when": ANY, "then": {"type": "fault"}}, ("then", "type"), "possible: incident, request"),
        ({"name": "x", "when": ANY, "then": {"impact": "huge"}}, ("then", "impact"), "possible: H, M, L"),
        ({"name": "x", "when": ANY, "then": {"assign": ""}}, ("then", "assign"), "this must be a text"),
        ({"name": "x", "when": ANY, "then": {"notify": [1]}}, ("then", "notify"), "a text or a list of texts"),
        (
            {"name": "x", "when": ANY, "then": {"place": "Y3", "sure": True}},
            ("then", "sure"),
            "sure belongs to hand_over",
        ),
        ({"name": "x", "when": ANY, "then": {"hand_over": "FEN", "sure": "yes"}}, ("then", "sure"), "true or false"),
        ({"name": "x", "when": ANY, "then": {"place": "Y3"}, "stop": 1}, ("stop",), "stop must be true or false"),
        ({"name": "x", "when": {"sender": "Mo"}, "then": {"place": "Y3"}}, ("when", "sender"), '"mo" is no address'),
        ({"name": "x", "when": {"text": "/(/"}, "then": {"place": "Y3"}}, ("when", "text"), "cannot be used"),
        ({"name": "x", "when": {"text": []}, "then": {"place": "Y3"}}, ("when", "text"), "a text or a list of texts"),
        ({"name": "x", "when": {"text": ""}, "then": {"place": "Y3"}}, ("when", "text"), "a text or a list of texts"),
        ({"name": "x", "when": {"hours": "8 to 4"}, "then": {"place": "Y3"}}, ("when", "hours"), '"08:00-16:30"'),
        (
            {"name": "x", "when": {"hours": "08:00+01:00-16:30"}, "then": {"place": "Y3"}},
            ("when", "hours"),
            "is no span of time",
        ),
        ({"name": "x", "when": {"weekday": "monday"}, "then": {"place": "Y3"}}, ("when", "weekday"), "possible: mon"),
        ({"name": "x", "when": {"any": {}}, "then": {"place": "Y3"}}, ("when", "any"), "a list of conditions"),
        (
            {"name": "x", "when": {"any": [{"text": "a"}, {"txt": "b"}]}, "then": {"place": "Y3"}},
            ("when", "any", 1, "txt"),
            "did you mean text?",
        ),
        ({"name": "x", "when": {"not": "text"}, "then": {"place": "Y3"}}, ("when", "not"), "must not hold"),
        ({"name": "x", "when": {"role": "boss"}, "then": {"place": "Y3"}}, ("when", "role"), "possible: requester"),
        ({"name": "x", "when": {"domain": "a@b"}, "then": {"place": "Y3"}}, ("when", "domain"), "is no domain"),
        ({"name": "x", "when": {"language": "xx"}, "then": {"place": "Y3"}}, ("when", "language"), "possible: ar"),
        (
            {"name": "x", "when": {"asset": {"room": "a"}}, "then": {"place": "Y3"}},
            ("when", "asset"),
            "possible in the",
        ),
        ({"name": "x", "when": {"rooms": 3}, "then": {"place": "Y3"}}, ("when", "rooms"), "write rooms = { at_least"),
        (
            {"name": "x", "when": {"rooms": {"at_least": 1, "within": "1 hour"}}, "then": {"place": "Y3"}},
            ("when", "rooms"),
            "from 2 to 50",
        ),
        (
            {"name": "x", "when": {"rooms": {"at_least": 3, "within": "3 days"}}, "then": {"place": "Y3"}},
            ("when", "rooms"),
            "minutes or hours, at most a day",
        ),
        ({"name": "x", "when": {"kind": "junk"}, "then": {"place": "Y3"}}, ("when", "kind"), "possible: list, auto"),
        ({"name": "x", "when": {"header": 1}, "then": {"place": "Y3"}}, ("when", "header"), "write header ="),
        ({"name": "x", "when": {"priority": "1"}, "then": {"place": "Y3"}}, ("when", "priority"), "possible: P1"),
        (
            {"name": "x", "when": {"attachment": 3}, "then": {"place": "Y3"}},
            ("when", "attachment"),
            "a text or a list of texts",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_mistake_is_a_sentence_with_its_place(
    given_: dict[str, object], path: tuple[str | int, ...], said: str
) -> None:
    _, faults = read_rules([given_])
    assert [(fault.index, fault.path) for fault in faults] == [(0, path)]
    assert said in faults[0].message


def test_all_mistakes_of_all_rules_are_found_at_once() -> None:
    _, faults = read_rules(
        [
            {"name": "a", "when": {"text": "/(/"}, "then": {"priority": "P9", "prio": 1}},
            {"name": "b", "when": ANY, "then": {"place": "Y3"}},
            {"name": "b", "when": ANY, "then": {"place": "Y5"}, "stop": "no"},
        ]
    )
    assert [(fault.index, fault.path) for fault in faults] == [
        (0, ("when", "text")),
        (0, ("then", "prio")),
        (0, ("then", "priority")),
        (2, ("stop",)),
        (2, ("name",)),
    ]
    assert faults[-1] == RuleFault(2, ("name",), 'there is another rule called "b"; give each its own name')


def test_conditions_of_one_table_hold_together_and_may_be_nested() -> None:
    when: dict[str, object] = {
        "sender": "@saltmarshprimary.example",
        "any": [{"text": "wifi"}, {"not": {"attachment": True}}],
    }
    assert routed(block("nested", when, {"priority": "P2"})).fired == ("nested",)
    assert routed(block("nested", {**when, "subject": "board"}, {"priority": "P2"})).fired == ()
