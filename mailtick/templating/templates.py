"""The mails of a desk: the built-in templates, and before them the desk's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from functools import cache
from importlib import resources
from pathlib import Path

from mailtick.templating.fault import TemplateFault
from mailtick.templating.proof import faults_of_folder, strangers
from mailtick.templating.sandbox import ENDING, environment, render_blocks

_FROM_TEXT = "_from_text"
# The folder of acknowledgements that rules choose.
_CHOSEN = "rules"
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One mail in words. `fault` is a sentence where the desk's own template failed and the built-in one was used."""

    subject: str
    text: str
    html: str
    fault: str = ""


class Templates:
    """The mail templates of one desk, compiled at their first use and kept; a change shows after a restart.

    A file of `own_folder` stands for the built-in one of its name, `_layout.jinja` too; it may extend it as
    "builtin/NAME.jinja". Its folder "rules" holds acknowledgements that rules choose. Times are shown in `zone`.
    """

    def __init__(self, own_folder: Path | None = None, zone: tzinfo = UTC) -> None:
        built_in = built_in_folder("mail")
        self.names = names_in(built_in)
        self._built_in = _built_in_source(zone)
        self._own_folder = own_folder
        has_own = own_folder is not None and any(own_folder.glob(f"*{ENDING}"))
        self._own = _Source([own_folder, built_in], zone) if own_folder is not None and has_own else None
        chosen = own_folder / _CHOSEN if own_folder is not None else None
        self.chosen = names_in(chosen) if chosen is not None else ()
        self._chosen = _Source([chosen, built_in], zone) if chosen is not None and self.chosen else None

    def render(self, name: str, context: Mapping[str, object], chosen: str = "") -> Rendered:
        """Return the mail `name`; where the desk's own template fails, the built-in one, with the fault told.

        `chosen` is the template that a rule chose for it; where that cannot be used, the usual one, with the fault
        told. Raises TemplateFault where there is no such mail or the built-in template itself fails.
        """
        if chosen:
            return self._render_chosen(name, context, chosen)
        if self._own is None:
            return self._built_in.render(name, context)
        try:
            return self._own.render(name, context)
        except TemplateFault as fault:
            sentence = f"{fault}. The built-in template was used instead."
            return replace(self._built_in.render(name, context), fault=sentence)

    def _render_chosen(self, name: str, context: Mapping[str, object], chosen: str) -> Rendered:
        try:
            if self._chosen is None or chosen not in self.chosen:
                file = f"{_CHOSEN}/{chosen}{ENDING}"
                raise TemplateFault(f'a rule chooses the template "{chosen}", and there is no {file}')
            return self._chosen.render(chosen, context)
        except TemplateFault as fault:
            return replace(self.render(name, context), fault=f"{fault}. The usual template was used instead.")

    def check(self, samples: Mapping[str, Mapping[str, object]]) -> list[str]:
        """Return a sentence for each template that does not parse, uses a name that its mail has not, or fails.

        `samples` holds a context for each mail. A file in the desk's own folder that is no mail of ours is named too.
        """
        faults = self._built_in.check(self.names, samples)
        if self._own_folder is not None:
            faults += strangers(self._own_folder, self.names)
        if self._own is not None:
            faults += self._own.check(self.names, samples)
        if self._chosen is not None:
            faults += self._chosen.check(self.chosen, dict.fromkeys(self.chosen, samples["acknowledgement"]))
        return list(dict.fromkeys(faults))


class _Source:
    """Templates of some folders, compiled twice: as they are, and with everything escaped for HTML."""

    def __init__(self, folders: Sequence[Path], zone: tzinfo) -> None:
        self._folder = folders[0]
        self._plain = environment(folders, zone, escape=False)
        self._escaping = environment(folders, zone, escape=True)

    def render(self, name: str, context: Mapping[str, object]) -> Rendered:
        words = render_blocks(self._plain, name, context, ("subject", "text"))
        for part in ("subject", "text"):
            if part not in words:
                raise TemplateFault(f"{name}{ENDING}: it has no block {part!r}")
        text = words["text"].strip("\n") + "\n"
        html = render_blocks(self._escaping, name, context, ("html",)).get("html")
        if html is None:
            html = render_blocks(self._escaping, _FROM_TEXT, {**context, "text": text}, ("html",))["html"]
        return Rendered(_one_line(words["subject"]), text, html.strip("\n") + "\n")

    def check(self, names: Sequence[str], samples: Mapping[str, Mapping[str, object]]) -> list[str]:
        faults = faults_of_folder(self._folder, self._plain, samples)
        if not faults:
            faults = [fault for name in names if name in samples for fault in self._tried(name, samples[name])]
        return faults

    def _tried(self, name: str, context: Mapping[str, object]) -> list[str]:
        try:
            self.render(name, context)
        except TemplateFault as fault:
            return [str(fault)]
        return []


@cache
def _built_in_source(zone: tzinfo) -> _Source:
    """Our own mails, compiled once for all desks of a process: they are the same everywhere but for the zone."""
    return _Source([built_in_folder("mail")], zone)


def built_in_folder(part: str) -> Path:
    """Where our own templates of a part lie; an installed package carries them inside it, a checkout beside it."""
    inside = Path(str(resources.files("mailtick") / "_templates"))
    root = inside if inside.is_dir() else Path(__file__).resolve().parents[2] / "templates"
    return root / part


def names_in(folder: Path) -> tuple[str, ...]:
    """What a folder's templates are called, without those that only others use."""
    return tuple(sorted(file.stem for file in folder.glob(f"*{ENDING}") if not file.name.startswith("_")))


def _one_line(text: str) -> str:
    return " ".join(text.translate(_CONTROLS).split())
