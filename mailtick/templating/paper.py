"""The printed papers: HTML for A4, out of the desk's own folder or ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from mailtick.templating.fault import FAILURES, TemplateFault, fault_of
from mailtick.templating.proof import faults_of_folder, strangers
from mailtick.templating.sandbox import ENDING, Sandbox, environment
from mailtick.templating.templates import built_in_folder, names_in

# Where the papers lie inside the desk's own folder, beside the mails.
_PART = "print"
# What would end a word between quotes in a style sheet, or begin another line of it.
_ENDS_A_WORD = str.maketrans(dict.fromkeys('"\\\n\r\x0c<>', " "))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for the printer. `fault` is a sentence where the desk's own template failed and ours was used."""

    html: str
    fault: str = ""


def print_paper(name: str, context: Mapping[str, object], zone: tzinfo, own_folder: Path | None = None) -> Paper:
    """Return the paper of a template; moments are shown in `zone`. Raises TemplateFault where our own fails."""
    built_in = built_in_folder(_PART)
    own = own_folder / _PART if own_folder is not None else None
    if own is None or not any(own.glob(f"*{ENDING}")):
        return Paper(_rendered([built_in], name, context, zone))
    try:
        return Paper(_rendered([own, built_in], name, context, zone))
    except TemplateFault as fault:
        sentence = f"{fault}. The built-in template was used instead."
        return Paper(_rendered([built_in], name, context, zone), sentence)


def check_papers(own_folder: Path | None, zone: tzinfo) -> list[str]:
    """Return a sentence for each of the desk's own papers that cannot be parsed, or that no paper is called like."""
    own = own_folder / _PART if own_folder is not None else None
    if own is None or not own.is_dir():
        return []
    built_in = built_in_folder(_PART)
    return strangers(own, names_in(built_in), "paper") + faults_of_folder(own, _made([own, built_in], zone), {})


def _rendered(folders: Sequence[Path], name: str, context: Mapping[str, object], zone: tzinfo) -> str:
    made = _made(folders, zone)
    try:
        return made.get_template(name + ENDING).render(context).strip() + "\n"
    except FAILURES as error:
        raise fault_of(error, name + ENDING, made) from error


def _made(folders: Sequence[Path], zone: tzinfo) -> Sandbox:
    made = environment(folders, zone, escape=True)
    made.filters["css"] = _in_quotes
    return made


def _in_quotes(words: str) -> str:
    """Words as they may stand between quotes in a style sheet."""
    return words.translate(_ENDS_A_WORD)
