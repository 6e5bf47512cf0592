"""Write what was learned into the desk's own file of rules, and take it out again.

Promise: comments and order of the file stay; whoever writes holds a lock, reads the file anew, checks the new one whole
and puts it in the place of the old in one step, so that nobody ever reads half of it.
Failures: what cannot be done raises NotAllowed, a sentence, and the file is as it was.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from mailtick.config.faults import ConfigFaults
from mailtick.config.lines import index_lines
from mailtick.config.syntax import parse_text, read_text
from mailtick.incidents.learning import LearnedRule
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.rule_text import MARK, block_of
from mailtick.incidents.rules import read_rules

_HEAD = "# Rules of this desk. mailtick adds here what it learns from corrections; edit it as you like.\n\n"


class RuleFile:
    """The file into which rules are learned; it need not be there yet."""

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()

    def add(self, rule: LearnedRule, note: str) -> str:
        """Add a block where it has effect; return the name of the file. Added twice, it stands there once."""
        with self._changing() as text:
            blocks = _blocks(self._path, text)
            if any(block.get("name") == rule.name for block in blocks):
                return self._path.name
            index = next((n for n, block in enumerate(blocks) if block.get("name") in rule.before), len(blocks))
            lines = text.splitlines(keepends=True)
            at = _first_line(text, lines, index) if index < len(blocks) else len(lines)
            before, after = "".join(lines[:at]) or ("" if lines else _HEAD), "".join(lines[at:])
            ended = before if not before or before.endswith("\n") else f"{before}\n"
            gap = "" if not ended or ended.endswith("\n\n") else "\n"
            new = f"{ended}{gap}{block_of(rule, note)}" + (f"\n{after}" if after else "")
            self._put(new, [*blocks[:index], *_blocks(self._path, block_of(rule, note)), *blocks[index:]])
        return self._path.name

    def remove(self, name: str) -> str:
        """Take a learned block out; return the name of the file."""
        with self._changing() as text:
            blocks = _blocks(self._path, text)
            index = next((n for n, block in enumerate(blocks) if block.get("name") == name), None)
            if index is None:
                raise NotAllowed(f'no rule in {self._path.name} is called "{name}"; `mailtick rules list` names them')
            lines = text.splitlines(keepends=True)
            header = index_lines(text)["rule", index] - 1
            begin = next((n for n in range(_first_line(text, lines, index), header) if lines[n].startswith(MARK)), None)
            if begin is None:
                where = f"{self._path.name}, line {header + 1}"
                raise NotAllowed(f'"{name}" was written by a person and not learned; take it out of {where} by hand')
            end = next((n for n in range(header, len(lines)) if not lines[n].strip()), len(lines))
            while end < len(lines) and not lines[end].strip():
                end += 1
            while end == len(lines) and begin and not lines[begin - 1].strip():
                # What was added last had an empty line before it.
                begin -= 1
            self._put("".join((*lines[:begin], *lines[end:])), [*blocks[:index], *blocks[index + 1 :]])
        return self._path.name

    @contextmanager
    def _changing(self) -> Iterator[str]:
        """The text of the file, for one who changes it at a time."""
        lock = self._path.with_name(f".{self._path.name}.lock")
        try:
            with lock.open("w") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                yield read_text(self._path) if self._path.exists() else ""
        except ConfigFaults as refusal:
            raise NotAllowed(f"{refusal.faults[0]}; nothing was changed") from None
        except OSError as error:
            raise NotAllowed(f"{self._path} cannot be written: {error.strerror}; nothing was changed") from None

    def _put(self, text: str, wanted: Sequence[Mapping[str, object]]) -> None:
        """Write the new text, if it says just what it should and nothing in it is wrong."""
        unsafe = f"{self._path.name} is written so that it cannot be changed safely"
        try:
            blocks = _blocks(self._path, text)
        except ConfigFaults:
            raise NotAllowed(f"{unsafe}; write its rules as blocks that begin with [[rule]]") from None
        _, faults = read_rules(blocks)
        if list(blocks) != list(wanted) or faults:
            raise NotAllowed(f"{unsafe}: {faults[0].message if faults else 'change it by hand'}")
        self._write(text)

    def _write(self, text: str) -> None:
        """Put a new file in the place of the old one, with its rights and its kind of line ends."""
        is_there = self._path.exists()
        if is_there and b"\r\n" in self._path.read_bytes():
            text = text.replace("\n", "\r\n")
        folder, prefix = self._path.parent, f".{self._path.name}."
        with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=prefix, delete=False) as new:
            new.write(text.encode())
            new.flush()
            os.fsync(new.fileno())
        if is_there:
            shutil.copymode(self._path, new.name)
        else:
            Path(new.name).chmod(0o644)
        Path(new.name).replace(self._path)


def _blocks(path: Path, text: str) -> list[Mapping[str, object]]:
    found = parse_text(path, text).get("rule", [])
    return found if isinstance(found, list) else []


def _first_line(text: str, lines: Sequence[str], index: int) -> int:
    """Where a block begins: with the comment that stands right above it."""
    at = index_lines(text)["rule", index] - 1
    while at and lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at
