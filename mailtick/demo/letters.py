"""The mails of the demo: what the people of Saltmarsh Primary and their providers write to the desk."""

from __future__ import annotations

from mailtick.demo.letter import Letter
from mailtick.demo.letters_from_tuesday import LETTERS_FROM_TUESDAY
from mailtick.demo.letters_to_monday import LETTERS_TO_MONDAY

LETTERS: tuple[Letter, ...] = (*LETTERS_TO_MONDAY, *LETTERS_FROM_TUESDAY)
