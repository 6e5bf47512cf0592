"""Every golden letter is read as the file beside it says. A new case is two new files in tests/letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mailtick.mail.classify import classify
from mailtick.mail.clues import find_clues
from mailtick.mail.facts import mail_facts
from mailtick.mail.parse import parse_mail

LETTERS = sorted((Path(__file__).parents[1] / "letters").glob("*.eml"))
PATTERNS = ("FIS-#####", "APS/#####", "INC#######", "Job ####", "HZN-####")


@pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.stem)
def test_a_letter_is_read_as_expected(letter: Path) -> None:
    expected = json.loads(letter.with_suffix(".json").read_text(encoding="utf-8"))
    assert {key: value for key, value in read(letter).items() if key in expected} == expected


def test_every_letter_has_its_expectation_and_none_is_left_over() -> None:
    expectations = sorted(LETTERS[0].parent.glob("*.json"))
    assert [each.stem for each in expectations] == [each.stem for each in LETTERS]


def read(letter: Path) -> dict[str, object]:
    """The facts, and beside them what is not published with them: clues, names alone, the id of our mail."""
    mail = parse_mail(letter.read_bytes())
    facts = mail_facts(mail)
    clues = find_clues(mail, str(facts["reply_text"]), "ICT", PATTERNS)
    return facts | {
        "clues": [[each.kind.value, each.value] for each in clues],
        "names": [each.name for each in mail.attachments],
        "original_message_id": classify(mail).original_message_id,
    }
