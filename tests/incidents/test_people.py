"""By which names somebody goes: two words of theirs at least, a title counting where there is no first name."""

from __future__ import annotations

import pytest

from mailtick.incidents.samples import CLAIRE_BROWN


@pytest.mark.parametrize(
    ("words", "is_theirs"),
    [
        ("Mrs Claire Brown", True),
        ("Claire Brown", True),
        ("BROWN, Claire", True),
        ("Mrs Brown", True),
        ("Ms Claire Brown", True),
        ("Claire", False),
        ("Brown", False),
        ("Mrs", False),
        ("Mr Brown", False),
        ("Claire Browne", False),
        ("Claire Anne Brown", False),
        ("", False),
        ("Claire Brown (IT Support)", False),
    ],
)
def test_a_name_is_theirs_or_not(words: str, is_theirs: bool) -> None:
    assert CLAIRE_BROWN.is_called(words) is is_theirs
