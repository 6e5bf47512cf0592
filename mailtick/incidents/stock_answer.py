"""The answer to a stock check by mail: `all here`, `37 missing`, `extra 41`, a line for each. Numbers end a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.checklist_acts import AnswerStockCheck, StockLine, StockWord
from mailtick.incidents.commands.words import unproven
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.grammar import plain_line, word_at
from mailtick.incidents.notices import TranscriptLine

_SUBJECT = re.compile(r"\[stock (T[0-9]{1,9})\]", re.IGNORECASE)
_TAGS = r"(?P<tags>(?:[a-z]{1,8}-?)?[0-9]{1,8}(?:(?:\s*,\s*|\s*&\s*|\s+and\s+|\s+)(?:[a-z]{1,8}-)?[0-9]{1,8})*)"
_BE = r"(?:\s+(?:is|are|was|were))?\s+"
_ALL = re.compile(
    r"(?:yes\W+)?(?:it'?s\s+)?(?:all|everything|rest|the rest)(?:\s+(?:is|are))?"
    rf"(?:\s+(?:here|there|present|ok|fine|correct))?(?:\W+(?:except|but|apart from)(?:\s+for)?\s+{_TAGS})?",
    re.IGNORECASE,
)
SPELLINGS = {
    "missing": StockWord.MISSING,
    "gone": StockWord.MISSING,
    "lost": StockWord.MISSING,
    "not here": StockWord.MISSING,
    "not there": StockWord.MISSING,
    "extra": StockWord.EXTRA,
    "here too": StockWord.EXTRA,
    "here as well": StockWord.EXTRA,
    "also here": StockWord.EXTRA,
    "also": StockWord.EXTRA,
    "here": StockWord.HERE,
    "there": StockWord.HERE,
    "found": StockWord.HERE,
    "present": StockWord.HERE,
    "ok": StockWord.HERE,
}
_TAGS_FIRST = re.compile(rf"{_TAGS}{_BE}(?P<rest>.+)", re.IGNORECASE)
_TAGS_LAST = re.compile(rf"\s*:?\s*{_TAGS}", re.IGNORECASE)
_SAYS_SOMETHING = re.compile(r"[0-9]|\b(?:all|here|missing|extra|gone|lost|broken|moved|not)\b", re.IGNORECASE)
_ONE_TAG = re.compile(r"(?:[a-z]{1,8}-?)?[0-9]{1,8}", re.IGNORECASE)
_MOST_LINES = 60


def answer_stock_check(case: Case) -> tuple[Action, ...]:
    """Return what an answer to a stock check does; nothing where the mail is none."""
    person = case.sender.person
    found = _SUBJECT.search(case.mail.subject[:300])
    if found is None or person is None or case.is_before_the_desk:
        return ()
    if not may(case.sender, Deed.STOCK_CHECK):
        line = TranscriptLine("your answer", False, f"not done: {unproven(case.sender)}")
        return case.answer(NoticeKind.TRANSCRIPT, person, "they answered a stock check", transcript=(line,))
    lines = tuple(read_lines(case.own_text))
    return (AnswerStockCheck(found[1].upper(), lines, person, case.because),)


def read_lines(text: str) -> Iterator[StockLine]:
    """Yield what each line says; greetings and names say nothing, what cannot be read comes without a word."""
    for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        said = plain_line(line).rstrip(".! ")
        if not _SAYS_SOMETHING.search(said):
            continue
        if found := _ALL.fullmatch(said):
            yield StockLine(said, StockWord.ALL)
            if found["tags"]:
                yield StockLine(said, StockWord.MISSING, _tags(found["tags"]))
            continue
        yield _read_line(said)


def _read_line(said: str) -> StockLine:
    """The word behind the tags, or before them; nothing else may stand there."""
    if first := _TAGS_FIRST.fullmatch(said):
        found = word_at(first["rest"], SPELLINGS)
        if found and found.end == len(first["rest"]):
            return StockLine(said, StockWord(found.word), _tags(first["tags"]))
    found = word_at(said, SPELLINGS)
    if found and found.word != StockWord.HERE and (last := _TAGS_LAST.fullmatch(said, found.end)):
        return StockLine(said, StockWord(found.word), _tags(last["tags"]))
    return StockLine(said, None)


def _tags(words: str) -> tuple[str, ...]:
    return tuple(_ONE_TAG.findall(words))
