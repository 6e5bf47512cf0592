"""The language of a mail, or nothing where it cannot be told."""

from __future__ import annotations

import pytest

from mailtick.mail.language import detect_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The board in Y3 is dead and there is no light at all.", "en"),
        ("Der Drucker im Büro ist kaputt, bitte helfen Sie uns.", "de"),
        ("Bonjour, le projecteur de la salle ne marche pas, merci.", "fr"),
        ("La impresora no funciona y el papel se atasca, gracias.", "es"),
        ("Принтер не работает.", "ru"),
        ("ok", ""),
        ("", ""),
        ("1234 5678", ""),
    ],
    ids=["English", "German", "French", "Spanish", "Russian", "too short", "empty", "numbers"],
)
def test_the_language_is_told_or_left_open(text: str, code: str) -> None:
    assert detect_language(text) == code
