"""The lines of an answer to a numbered list: "1 new", "2 -> 1045", "3 and 4 drop advert", one or more a line.

Fuzzy on spelling, strict on meaning: whatever asks, doubts or hangs on something does nothing and comes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mailtick.incidents.grammar import DOUBT, TAKES_BACK, plain_line, quiet_words, says_nothing, word_at

# Nobody decides on more at once; a mail of a hundred thousand lines shall not cost an answer as long.
_MOST_LINES = 60
_MOST_CHARACTERS = 500
# A whole list of up to so many may be meant by "all" alone.
ALL_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be said of the items of a list. `spellings` are how people write each word, in small letters.

    `first` are the words that may also stand before the numbers, and for "all". What stands behind those of `free` is
    for others to read, or says why: it is taken as it stands. `possible` says in half a sentence what can be written.
    """

    spellings: Mapping[str, str]
    first: frozenset[str]
    free: frozenset[str]
    possible: str


@dataclass(frozen=True, slots=True)
class Line:
    """One word about one or more items, with what stands behind it, and the line as it was written."""

    numbers: tuple[int, ...]
    word: str
    rest: str
    as_written: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that says nothing which may be done, and why not."""

    as_written: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    lines: tuple[Line, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.unread


_BULLET = re.compile(r"(?:[-*•·] )?[*_#]* ?")
# The blanks of a line are single ones by then; so no line can make these slow.
_ONE = r"(?:(?:no|nr|number|mail|item)s?\.? ?)?#?[1-9][0-9]{0,3}(?![0-9])"
_NUMBERS = rf"{_ONE}(?:(?: ?[,&+/] ?(?:and )?| and | ?[-–] ?(?=[0-9])| ){_ONE}){{0,30}}"
_NUMBERED = re.compile(rf"({_NUMBERS})(?:st|nd|rd|th)?(?: ?[:.)\]]| ?[-–—](?!>))* ?(.*)", re.IGNORECASE)
_ALL = re.compile(r"(?:all|everything)\b(?: of (?:them|these)| ([1-9][0-9]{0,3})\b)? ?:? ?", re.IGNORECASE)
_NUMBERS_FIRST = re.compile(rf"\W{{0,3}}({_NUMBERS})\W*(.*)", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]+)\s*[-–]\s*([0-9]+)")
_ARROW = re.compile(r"(?:[-=]+>|→|⇒)\s*")
_OR_ELSE = re.compile(r"\bor ([a-z]+)", re.IGNORECASE)


def read_lines(text: str, vocabulary: Vocabulary, count: int, name: str = "") -> Read:
    """Return what an answer says of the items 1 to `count`. `name` is whose answer it is: a name alone says nothing.

    Prose above the first line is passed over, and so is what stands below a blank line and is no line; prose straight
    below a line belongs to it.
    """
    reader = _Reader(vocabulary, count, quiet_words(name))
    for raw in text.split("\n")[:_MOST_LINES]:
        line = plain_line(raw)[:_MOST_CHARACTERS]
        if line in ("--", "—"):
            break
        reader.take(line)
    return reader.read()


class _Reader:
    """Takes line after line, and keeps the last one open for what goes on below it."""

    def __init__(self, vocabulary: Vocabulary, count: int, quiet: frozenset[str]) -> None:
        self._vocabulary, self._count, self._quiet = vocabulary, count, quiet
        self._lines: list[Line] = []
        self._unread: list[Unread] = []
        # How many of the last lines go on below: all that stood in one line.
        self._open = 0

    def take(self, line: str) -> None:
        if not line:
            self._open = 0
            return
        said = _BULLET.sub("", line, count=1)
        pieces = list(_pieces(said, self._vocabulary))
        found = [self._understand(piece, line if len(pieces) == 1 else piece) for piece in pieces]
        if any(found):
            self._open = 0
            for each in found:
                if isinstance(each, Line):
                    self._lines.append(each)
                    self._open = 1
                elif each is not None:
                    self._unread.append(each)
        elif self._open and not self._says_nothing(line):
            last = self._lines[-1]
            self._lines[-1] = replace(last, rest=f"{last.rest}\n{line}".strip())

    def read(self) -> Read:
        """All that was taken; what is in doubt is not done."""
        certain: list[Line] = []
        for line in self._lines:
            if line.word not in self._vocabulary.free and self._is_doubtful(line.rest):
                doubt = " ".join(line.rest.split())
                self._unread.append(Unread(line.as_written, f'nothing is done, since "{doubt}" may take it back'))
            else:
                rest = "" if self._says_nothing(line.rest) else line.rest.lstrip(" -–—:,;.")
                certain.append(replace(line, rest=rest))
        return Read(tuple(certain), tuple(self._unread))

    def _understand(self, said: str, as_written: str) -> Line | Unread | None:
        """What one piece says; None where it is prose."""
        if found := _ALL.match(said):
            return self._all(found, said[found.end() :], as_written)
        if found := _NUMBERED.fullmatch(said):
            return self._numbered(_numbers(found[1]), found[2], as_written)
        word, behind = self._word(said)
        if word not in self._vocabulary.first:
            return None
        if found := _ALL.match(behind):
            return self._of_all(word, found[1], behind[found.end() :], as_written)
        found = _NUMBERS_FIRST.fullmatch(behind)
        return self._checked(_numbers(found[1]), word, found[2], as_written) if found else None

    def _all(self, found: re.Match[str], behind: str, as_written: str) -> Line | Unread | None:
        word, rest = self._word(behind)
        return self._of_all(word, found[1], rest, as_written) if word else None

    def _of_all(self, word: str, number: str | None, rest: str, as_written: str) -> Line | Unread:
        if word not in self._vocabulary.first:
            return Unread(as_written, "not for all at once; write the numbers")
        if number is None and self._count > ALL_AT_ONCE:
            return Unread(as_written, f"these are {self._count}; to mean them all, write `{word} all {self._count}`")
        if number is not None and int(number) != self._count:
            return Unread(as_written, f"the list has {self._count}, not {number}")
        return Line(tuple(range(1, self._count + 1)), word, rest, as_written)

    def _numbered(self, numbers: tuple[int, ...], tail: str, as_written: str) -> Line | Unread | None:
        word, rest = self._word(tail)
        if word:
            return self._checked(numbers, word, rest, as_written)
        # "12 High Street" is no line, nor is a time of day or an amount.
        if min(numbers) > self._count or re.match(r"[\d:.%]", tail):
            return None
        return Unread(as_written, f"not understood; {self._vocabulary.possible}")

    def _checked(self, numbers: tuple[int, ...], word: str, rest: str, as_written: str) -> Line | Unread:
        if beyond := [each for each in numbers if each > self._count]:
            return Unread(as_written, f"there is no {beyond[0]} in that list; it has 1 to {self._count}")
        return Line(numbers, word, rest, as_written)

    def _word(self, tail: str) -> tuple[str, str]:
        """The word that a text begins with, and what stands behind it; two empty ones where it begins with none."""
        spellings = self._vocabulary.spellings
        if "->" in spellings and (arrow := _ARROW.match(tail)):
            return spellings["->"], tail[arrow.end() :].strip()
        found = word_at(tail, spellings)
        return (found.word, _behind(tail[found.end :])) if found else ("", "")

    def _is_doubtful(self, rest: str) -> bool:
        is_or = any(found[1].lower() in self._vocabulary.spellings for found in _OR_ELSE.finditer(rest))
        return is_or or DOUBT.search(rest) is not None or TAKES_BACK.match(rest) is not None

    def _says_nothing(self, line: str) -> bool:
        return says_nothing(line, self._quiet)


def _behind(text: str) -> str:
    return text.lstrip("*_`'\"").strip().rstrip(" .!;*_`")


def _numbers(words: str) -> tuple[int, ...]:
    """The numbers of "3, 4 and 6" or "3-5", each once."""
    spread = _RANGE.sub(lambda found: _spread(int(found[1]), int(found[2])), words)
    return tuple(dict.fromkeys(int(each) for each in re.findall(r"[0-9]+", spread)))


def _spread(first: int, last: int) -> str:
    whole = range(first, last + 1) if first < last <= first + _MOST_LINES else (first, last)
    return " ".join(map(str, whole))


def _pieces(said: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The parts of a line that holds several: "1 new, 2 drop". What is for others to read is never cut."""
    words = "|".join(sorted(map(re.escape, vocabulary.spellings), key=len, reverse=True))
    free = "|".join(re.escape(each) for each, word in vocabulary.spellings.items() if word in vocabulary.free)
    cut = re.compile(rf"[;,.]? (?:and |then )?(?={_NUMBERS}\W{{0,4}}(?:{words})(?!\w))", re.IGNORECASE)
    # What follows these is a number of something else: "2 to 1045 3 drop".
    bound = "|".join(re.escape(each) for each, word in vocabulary.spellings.items() if word not in vocabulary.first)
    has_word = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    never_cut = re.compile(rf"(?<!\w)(?:{free or '(?!)'})(?!\w)|(?:{bound or '(?!)'})\W*\Z", re.IGNORECASE)
    start = 0
    for found in cut.finditer(said):
        before = said[start : found.start()]
        if has_word.search(before) and not never_cut.search(before):
            yield before.strip()
            start = found.end()
    yield said[start:].strip()
