"""What gateways and ticket systems write around a text is left out; what people write is kept."""

from __future__ import annotations

import pytest

from mailtick.mail.reply import new_text

LINES = [
    "##- Please type your reply above this line -##",
    "Reply above this line to answer",
    "--- Bitte antworten Sie oberhalb dieser Zeile ---",
    "##- Veuillez répondre au-dessus de cette ligne -##",
    "=-=-= Escriba su respuesta por encima de esta línea =-=-=",
]
BANNERS = [
    "CAUTION: This email originated from outside of the organization. Do not click links.",
    "[EXTERNAL EMAIL] Be careful.",
    "You don't often get email from kim@office.example. Learn why this is important",
    "ACHTUNG: Diese E-Mail stammt von außerhalb der Schule.",
    "ATTENTION : ce message provient de l'extérieur.",
]
PEOPLE = [
    "External screen in room 12 is dark.\n\nIt was fine on Friday.",
    "Caution, the cable is loose.\n\nSomebody fell over it.",
    "Draw it above this line.\n\nThe chart is wrong.",
    "CAUTION: This email originated from outside of the organization.",
]


@pytest.mark.parametrize("line", LINES)
def test_what_stands_below_a_line_to_answer_above_is_old(line: str) -> None:
    assert new_text(f"It still jams.\n\n{line}\n\nYour request was updated.") == "It still jams."


@pytest.mark.parametrize("banner", BANNERS)
def test_a_warning_of_a_gateway_is_left_out(banner: str) -> None:
    assert new_text(f"{banner}\n\nIt still jams.") == "It still jams."


@pytest.mark.parametrize("text", PEOPLE)
def test_a_persons_text_is_kept(text: str) -> None:
    assert new_text(text) == text
