"""One gate for every automatic mail: there is no way into the outbox beside it. Source: DESIGN.md section 5."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mailtick.incidents.actions import NoticeKind
from tests.house.source import Module, dotted, modules

_TEXT_OF_PEOPLE = {f"NoticeKind.{kind.name}" for kind in NoticeKind if kind.is_text_of_people}
# Who says that the gate was asked already, and where it was.
_CLEARED = {
    "mailtick/rounds/apply.py": "the decision asked: gate.notify made the action",
    "mailtick/rounds/leaving.py": "readers_of_alerts asked",
    "mailtick/rounds/remind.py": "readers_of_alerts asked",
    "mailtick/rounds/signing_in.py": "asked for by a person, at most three in a quarter of an hour",
    "mailtick/rounds/stock.py": "readers_of_alerts asked",
    "mailtick/rounds/tell.py": "readers_of_alerts asked",
    "mailtick/rounds/tell_held.py": "readers_of_alerts asked",
    "mailtick/rounds/tell_rules.py": "readers_of_alerts asked",
    "mailtick/rounds/tell_unreadable.py": "readers_of_alerts asked",
    "mailtick/rounds/write.py": "readers_of_alerts asked",
}


def _calls(module: Module, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == name:
            yield node


def test_only_one_place_writes_into_the_outbox() -> None:
    found = {module.path for module in modules() for _ in _calls(module, "add_outgoing")}
    assert found == {"mailtick/rounds/write.py"}
    rows = {module.path for module in modules() for _ in _calls(module, "OutgoingRow")}
    assert rows == set()


def test_whoever_says_that_the_gate_was_asked_has_asked_it() -> None:
    found = {
        module.path
        for module in modules()
        for call in _calls(module, "write_mail")
        if any(word.arg == "is_cleared" for word in call.keywords)
    }
    assert found == set(_CLEARED)
    by_readers = {path for path, where in _CLEARED.items() if where.startswith("readers_of_alerts")}
    assert {module.path for module in modules() for _ in _calls(module, "readers_of_alerts")} == by_readers


def test_an_action_that_writes_an_automatic_mail_is_made_by_the_gate() -> None:
    found = [
        f"{module.at(call.lineno)}: makes a Notify that passed no gate"
        for module in modules()
        for call in _calls(module, "Notify")
        if module.path != "mailtick/incidents/gate.py" and not (call.args and dotted(call.args[0]) in _TEXT_OF_PEOPLE)
    ]
    assert not found, "\n".join(found)
