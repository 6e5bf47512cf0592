"""Find what is wrong with templates before a mail needs them."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import meta, nodes

from mailtick.templating.fault import FAILURES, fault_of
from mailtick.templating.sandbox import ENDING, Sandbox


def strangers(folder: Path, names: Sequence[str], what: str = "mail") -> list[str]:
    """Return a sentence for each file of a desk's own folder that is called like no mail, or no paper.

    "_…" files are the desk's to use.
    """
    if not folder.is_dir():
        return [f"{folder}: there is no such folder for the desk's own templates"]
    known = [name + ENDING for name in names]
    files = sorted(file.name for file in folder.iterdir() if file.is_file() and file.name[0] not in "_.")
    return [sentence for file in files if file not in known and (sentence := _stranger(folder / file, known, what))]


def _stranger(file: Path, known: Sequence[str], what: str) -> str:
    near = difflib.get_close_matches(file.name, known, 1)
    if near:
        return f"{file}: no {what} has this name; did you mean {near[0]}?"
    # A README beside the templates is nobody's mistake.
    return f"{file}: no {what} has this name; there are {', '.join(known)}" if file.suffix == ENDING else ""


def faults_of_folder(folder: Path, made: Sandbox, samples: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return a sentence for each template of a folder that cannot be parsed, and for each name no context gives it.

    Names are looked for in every branch, also those that the sample does not take.
    """
    faults: list[str] = []
    for file in sorted(folder.glob(f"*{ENDING}")):
        try:
            tree = made.parse(file.read_text(encoding="utf-8"), filename=str(file))
        except FAILURES as error:
            faults.append(str(fault_of(error, str(file), made)))
            continue
        if file.stem in samples:
            faults += _unknown_names(file, tree, samples[file.stem].keys())
    return faults


def _unknown_names(file: Path, tree: nodes.Template, given: Collection[str]) -> Iterator[str]:
    # What a file sets itself, or may get from the one that it extends, is known only when it is rendered.
    if tree.find(nodes.Extends) is not None:
        return
    unknown = meta.find_undeclared_variables(tree) - set(given) - _made_in(tree)
    for name in sorted(unknown):
        lines = [use.lineno for use in tree.find_all(nodes.Name) if use.name == name]
        yield f"{file}, line {lines[0]}: {name!r} is undefined{_did_you_mean(name, given)}"


def _made_in(tree: nodes.Template) -> set[str]:
    made = {use.name for use in tree.find_all(nodes.Name) if use.ctx != "load"}
    made |= {one.target for one in tree.find_all(nodes.Import)}
    made |= {one.name for one in tree.find_all(nodes.Macro)}
    for one in tree.find_all(nodes.FromImport):
        made |= {name if isinstance(name, str) else name[1] for name in one.names}
    return made


def _did_you_mean(name: str, given: Collection[str]) -> str:
    near = difflib.get_close_matches(name, given, 1)
    return f"; did you mean {near[0]!r}?" if near else ""
