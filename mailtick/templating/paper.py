"""The printed papers: HTML for A4, out of templates/print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from mailtick.templating.sandbox import ENDING, environment
from mailtick.templating.templates import built_in_folder

# What would end a word between quotes in a style sheet, or begin another line of it.
_ENDS_A_WORD = str.maketrans(dict.fromkeys('"\\\n\r\x0c<>', " "))


def print_paper(name: str, context: Mapping[str, object], zone: tzinfo) -> str:
    """Return the paper of a template, ready for the printer; moments are shown in `zone`."""
    made = environment([built_in_folder("print")], zone, escape=True)
    made.filters["css"] = _in_quotes
    return made.get_template(name + ENDING).render(context).strip() + "\n"


def _in_quotes(words: str) -> str:
    """Words as they may stand between quotes in a style sheet."""
    return words.translate(_ENDS_A_WORD)
