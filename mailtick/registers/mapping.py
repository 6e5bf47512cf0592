"""Which column of somebody's spreadsheet is which of ours: proposed, corrected, remembered."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mailtick.registers.headers import (
    JOINED,
    SECOND_CHOICES,
    fold_header,
    other_words,
    own_words,
    secret_in,
    worked_out,
)
from mailtick.registers.not_readable import NotReadable
from mailtick.registers.register import Column, Register
from mailtick.registers.sheets import column_letters, text_of
from mailtick.registers.table import Table

# So alike, a header is taken for a misspelt one; so long it has to be.
_ALIKE, _LONG = 0.85, 5
# So many of a column's cells have to be places, people or tags.
_MOSTLY = 0.6
NOT_READ = "-"
_SAID, _KEPT, _UNKNOWN = "you said so", "as last time", "nothing of ours is called so"
_SALUTATION = "it holds Mrs and Mr"
_SALUTATIONS = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "rev", "sir"})
# "Aug 2021" is a day.
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[-/ .]*(?:19|20)?\d\d$", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{1,6}[-/ ]?\d{2,6}")

# What a cell may be by itself: the column that it then belongs to, empty for none.
Contents = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column of a file: what it becomes (the name of our column, empty for nothing), and because of what."""

    header: str
    index: int
    column: str
    because: str

    @property
    def is_by_contents(self) -> bool:
        return self.because.startswith("by what is in it")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """All columns of a file, in its order; `fixed` is what is said for all records instead."""

    columns: tuple[Mapped, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> list[Mapped]:
        """Those that could turn out otherwise next time: what people said, and what follows from the cells."""
        return [each for each in self.columns if each.because in (_SAID, _KEPT, _UNKNOWN) or each.is_by_contents]

    def sources(self, name: str) -> list[Mapped]:
        return [each for each in self.columns if each.column == name]

    @property
    def names(self) -> list[str]:
        """Our columns that the file gives, in the file's order."""
        return list(dict.fromkeys(each.column for each in self.columns if each.column))


def layout_of(table: Table) -> str:
    """What tells a layout from others: its headers, in whatever order."""
    headers = sorted(fold_header(header) for header in table.headers if header)
    return hashlib.sha256("\n".join(headers).encode()).hexdigest()


def is_known_header(register: Register, header: str) -> bool:
    """Whether a header is one of ours, or a word that we know for one."""
    return bool(_by_name(register, header)[0])


def says_all(register: Register, header: str) -> bool:
    """Whether a cell under a header is all that a record must have: the name of a place is a place."""
    needed = [each.name for each in register.in_csv if each.is_required and each.name not in register.key]
    return needed == [_by_name(register, header)[0]]


def propose(
    register: Register, table: Table, said: Mapping[str, str], kept: Mapping[str, str], contents: Contents
) -> ColumnMap:
    """Return what each column of a table becomes.

    What people `said` (header: our column, "-" for none; a letter means the column under it) holds above all, then
    what was `kept` for this layout (by folded header), then our own names, known words, near spellings, and what the
    cells look like. Raises NotReadable where something said means nothing.
    """
    spoken = _spoken(register, table, said)
    found: list[Mapped] = []
    for index, header in enumerate(table.headers):
        if not header:
            continue
        if index in spoken:
            found.append(Mapped(header, index, spoken[index], _SAID))
        elif (folded := fold_header(header)) in kept:
            found.append(Mapped(header, index, kept[folded], _KEPT))
        elif not any(table.cells(index)):
            found.append(Mapped(header, index, "", "it is empty"))
        elif secret := secret_in(header):
            found.append(Mapped(header, index, "", _instead(register, secret)))
        elif _says_who_has_it(table, index):
            found.append(Mapped(header, index, "", "it says what kind of holder a thing has"))
        elif register.name == "people" and _is_salutation(table, index):
            found.append(Mapped(header, index, "name", _SALUTATION))
        else:
            found.append(Mapped(header, index, *_by_name(register, header)))
    found = [_looked_at(each, table, found, contents) for each in found]
    return ColumnMap(tuple(_settled(register, found)))


def column_named(register: Register, word: str) -> str:
    """Return the name of our column that people mean. Raises NotReadable."""
    folded = fold_header(word.replace("_", " "))
    for column in register.in_csv:
        if folded in own_words(column):
            return column.name
    for name in worked_out(register):
        if folded == fold_header(name.strip("()")):
            return name
    headers = [column.header for column in register.in_csv]
    near = difflib.get_close_matches(word, headers, 1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(headers)}"
    raise NotReadable(f'{register.name} have no column "{word}"; {hint}')


def _spoken(register: Register, table: Table, said: Mapping[str, str]) -> dict[int, str]:
    """What people said, by the number of the column."""
    spoken = {}
    for word, target in said.items():
        folded = fold_header(word)
        at = [i for i, header in enumerate(table.headers) if header and fold_header(header) == folded]
        at = at or [i for i in range(len(table.headers)) if column_letters(i) == word.strip().upper()]
        if not at:
            headers = ", ".join(header for header in table.headers if header)
            raise NotReadable(f'the file has no column "{word}"; there are: {headers}')
        spoken[at[0]] = "" if target.strip() in (NOT_READ, "") else column_named(register, target)
        if spoken[at[0]] and (secret := secret_in(table.headers[at[0]])):
            raise NotReadable(f'"{table.headers[at[0]]}": {_instead(register, secret)}')
    return spoken


def _instead(register: Register, secret: str) -> str:
    """What to do about a secret."""
    where = [column.header for column in register.in_csv if column.name == "key_kept_at"]
    return f"{secret}: note where it is kept instead" + (f", in {where[0]}" if where else "")


def _says_who_has_it(table: Table, index: int) -> bool:
    """Whether a column is that of Snipe-IT which says whether a person, a place or a thing has a thing."""
    return all(text_of(cell).casefold() in ("user", "location", "asset") for cell in table.cells(index))


def _is_salutation(table: Table, index: int) -> bool:
    return all(text_of(cell).casefold().strip(".") in _SALUTATIONS for cell in table.cells(index))


def _by_name(register: Register, header: str) -> tuple[str, str]:
    """Our column of that name, and because of what; both empty where there is none."""
    folded = fold_header(header)
    for column in register.in_csv:
        if folded in own_words(column):
            return column.name, "it is called so"
    names = [*(column.name for column in register.in_csv), *worked_out(register)]
    # The surer a word is for a column, the earlier it stands among that column's words.
    words = {name: other_words(register, name) for name in names}
    ranked = [(each.index(folded), name) for name, each in words.items() if folded in each]
    if ranked:
        return min(ranked)[1], f'"{header}" means it'
    return _nearly(register, header, folded)


def _nearly(register: Register, header: str, folded: str) -> tuple[str, str]:
    words = {word: column.name for column in register.in_csv for word in _words_for(register, column)}
    near = difflib.get_close_matches(folded, words, 1, _ALIKE) if len(folded) >= _LONG else []
    return (words[near[0]], f'it is spelt almost like "{near[0]}"') if near else ("", "")


def _words_for(register: Register, column: Column) -> Iterator[str]:
    yield from own_words(column)
    yield from other_words(register, column.name)


def _looked_at(each: Mapped, table: Table, found: list[Mapped], contents: Contents) -> Mapped:
    """The same, or what its cells look like where its header says nothing."""
    if each.column or each.because:
        return each
    cells = [text_of(cell) for cell in table.cells(each.index)]
    looks = [contents(cell) for cell in cells]
    best = max(set(looks) - {""}, key=looks.count, default="")
    if best and looks.count(best) >= max(2, _MOSTLY * len(cells)) and all(other.column != best for other in found):
        return Mapped(each.header, each.index, best, f"by what is in it: {looks.count(best)} of {len(cells)} cells")
    return Mapped(each.header, each.index, "", _UNKNOWN)


def _settled(register: Register, found: list[Mapped]) -> Iterator[Mapped]:
    """Let one column of the file be each of ours: what people said, else the surest. Some may be several together."""
    for each in found:
        rivals = [other for other in found if other.column == each.column] if each.column else []
        best = min(rivals, key=lambda other: _rank(register, other), default=each)
        if best is each or (register.name, each.column) in JOINED or each.because in (_SAID, _KEPT):
            yield each
        elif fold_header(each.header) in SECOND_CHOICES.get((register.name, each.column), ()):
            yield Mapped(each.header, each.index, each.column, f'where "{best.header}" is empty')
        else:
            yield Mapped(each.header, each.index, "", f'"{best.header}" is read as that already')


def _rank(register: Register, each: Mapped) -> tuple[int, int, int]:
    reasons = (_SAID, _KEPT, "it is called so")
    sure = reasons.index(each.because) if each.because in reasons else len(reasons)
    words = other_words(register, each.column)
    folded = fold_header(each.header)
    return sure, words.index(folded) if folded in words else len(words), each.index


def rank_of_source(register: Register, each: Mapped) -> tuple[int, int]:
    """In which order several columns make one of ours."""
    words = other_words(register, each.column)
    folded = fold_header(each.header)
    if each.because == _SALUTATION:
        return -1, each.index
    return words.index(folded) if folded in words else len(words), each.index


def looks_like_a_tag(text: str) -> bool:
    return bool(_TAG.fullmatch(text)) and not _MONTH.match(text)
