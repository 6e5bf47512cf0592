"""Places, equipment, categories and urgency in plain sentences: wrong without asking at most once in fifty."""

from __future__ import annotations

import pytest

from mailtick.demo.school import DOMAIN
from mailtick.incidents.recognition.recognise import recognise
from tests.recognition.sentences import Sentence, premises, score, sentences

# The aim is 2 %; docs/recognition.md says where it is missed.
MOST_WRONG = {"a": 0.02, "b": 0.02, "c": 0.035}
LEAST_RIGHT = {"a": 0.95, "b": 0.95, "c": 0.9}


@pytest.mark.parametrize("half", MOST_WRONG)
def test_hardly_anything_is_said_wrongly_and_most_is_understood(half: str) -> None:
    scores = score(half).values()
    fields, wrong = sum(one.all for one in scores), [each for one in scores for each in one.wrong]
    assert len(wrong) <= MOST_WRONG[half] * fields, wrong
    assert sum(one.right for one in scores) >= LEAST_RIGHT[half] * fields


def test_there_are_a_hundred_and_fifty_sentences_of_two_schools() -> None:
    assert len(list(sentences())) >= 150
    assert {each.school for each in sentences()} == {"saltmarsh", "harbour"}


@pytest.mark.parametrize("sentence", list(sentences("a")), ids=lambda each: each.text[:40])
def test_a_reason_stands_beside_all_that_is_understood(sentence: Sentence) -> None:
    known = premises(sentence.school)
    found = recognise(sentence.subject, sentence.text, known, known.residents[f"{sentence.sender}@{DOMAIN}"])
    assert all(each.because and "{}" not in each.because for each in found.equipment)
    assert found.place is None or found.place.because


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The projector in the hall is dim", "HALL"),
        ("The projector in the hall store is dim", ""),
        ("Office 365 is slow", "Y3"),
        ("It is slow in the office", "OFF"),
        ("It happens at this stage", "Y3"),
        ("Mrs Hall cannot log in", "Y3"),
        ("It is in Mr Lloyd's classroom", "Y5"),
        ("It is in the head's office", ""),
        ("It is in the libary", "LIB"),
        ("The police officer asked for the film", "Y3"),
    ],
)
def test_a_word_that_only_looks_like_a_place_is_none(text: str, place: str) -> None:
    known = premises("saltmarsh")
    found = recognise("", text, known, known.residents[f"claire.brown@{DOMAIN}"])
    assert (found.place.place.code if found.place else "") == place


def test_a_very_long_mail_is_read_in_no_time_and_to_its_first_page_only() -> None:
    known = premises("saltmarsh")
    found = recognise("", "board " * 200_000 + " in the hall", known, known.residents[f"claire.brown@{DOMAIN}"])
    assert [each.equipment.tag for each in found.equipment] == ["SP-0037"]
