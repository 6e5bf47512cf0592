"""A pupil's name in a report is noticed, and no firm reads it."""

from __future__ import annotations

import pytest

from mailtick.incidents.pupils import HIDDEN, find_pupils, without_pupils

STAFF = {"claire", "brown", "amir", "shah", "ben", "hargreaves", "horizon", "fenland", "elder", "rowan"}


def is_known(word: str) -> bool:
    return word.casefold() in STAFF


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Laptop 14 has a smashed screen, Jaydon K dropped it at the end of maths.", ("Jaydon K",)),
        ("Jaydon K. dropped it", ("Jaydon K",)),
        ("A boy called Jaydon knocked it over", ("Jaydon",)),
        ("The pupil Jaydon Kerr cannot sign in", ("Jaydon Kerr",)),
        ("Aisha-Mae T and Oscar P both cannot print", ("Aisha-Mae T", "Oscar P")),
        ("O'Neill is a pupil", ("O'Neill",)),
        ("Niamh O, one of my pupils, is locked out", ("Niamh O",)),
    ],
)
def test_names_of_pupils_are_found(text: str, names: tuple[str, ...]) -> None:
    assert find_pupils(text, is_known) == names


@pytest.mark.parametrize(
    "text",
    [
        "Claire B rang about the board",
        "Amir S has it",
        "Room A has no light, and Plan B is to use the hall",
        "Drive D is full. Key Stage A?",
        "The A socket is dead",
        "Board in my room won't turn on again. C",
        "Year 4 cannot sign in",
        "Windows S mode on all of them",
        "Mr K was here",
        "Fenland in Year 4 fitted it",
        "Reception in Class 2 has no sound",
        "Can I have Excel A please",
        "I was in Year 6 and the printer jammed",
        "Speakers in Class 2 do nothing",
        "Trolley B and Server A are off",
        "Vitamin C poster will not print",
        "It is in Elder, my class is waiting",
    ],
)
def test_what_is_no_pupil_is_left_alone(text: str) -> None:
    assert find_pupils(text, is_known) == ()


def test_the_name_is_hidden_wherever_it_stands() -> None:
    text = "Jaydon K dropped it. Jaydon's mum knows. Ask Jaydon."
    hidden = without_pupils(text, ("Jaydon K",))
    assert hidden == f"{HIDDEN} dropped it. {HIDDEN}'s mum knows. Ask {HIDDEN}."


@pytest.mark.parametrize("text", ["Jaydon " * 5000, "A" * 20000, "Jaydon K" * 3000, "a boy called " * 3000])
def test_long_texts_are_quick(text: str) -> None:
    find_pupils(text, is_known)
