"""How a piece of equipment is called in mails, lists, labels and pages."""

from __future__ import annotations

import pytest

from mailtick.incidents.kept import equipment_words


@pytest.mark.parametrize(
    ("kind", "make_model", "words"),
    [
        ("Interactive panel", "Promethean ActivPanel 9", "Interactive panel Promethean ActivPanel 9"),
        ("iPad", "iPad 10th gen", "iPad 10th gen"),
        ("Firewall", "Firewall (provider owned)", "Firewall (provider owned)"),
        ("Laptop", "3 new laptops", "3 new laptops"),
        ("Pad", "iPad 10th gen", "Pad iPad 10th gen"),
        ("Laptop", "", "Laptop"),
    ],
)
def test_its_kind_is_said_once(kind: str, make_model: str, words: str) -> None:
    assert equipment_words(kind, make_model) == words
