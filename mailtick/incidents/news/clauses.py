"""Cut what a firm wrote into sentences and clauses, so that a day belongs to the words that it stands with."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A line of a letter that goes on in the next one is about this long.
_FULL_LINE = 60
_MOST_CHARS = 20_000
_LABELLED = re.compile(r"[A-Z][\w /]{1,25}:\s{1,40}\S|[A-Z][a-z]+\s{2,}\S")
_GOES_ON = re.compile(r"\s*(?:time|slot|hours|between|arrival)\b", re.IGNORECASE)
# Points that end no sentence.
_NO_END = re.compile(
    r"\b(?:no|nos|approx|tel|ext|ref|mr|mrs|ms|dr|st|w\.c|e\.g|i\.e|inc|incl|exc|excl|ex|qty|betw"
    r"|mon|tues?|weds?|thur?s?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.\Z",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?]+(?=\s)")
_CLAUSE = re.compile(
    r"\s*;\s*|\s+[-–—]\s+(?=[A-Za-z])"
    r"|\s*,\s*(?=(?:it|we|i|he|she|they|the|our|should|will|due|expected|but|so|if|which|who|could|would|although)\b)"
    r"|\s*,?\s+and\s+(?=(?:we|i|it|our|should|will|expect|is\s+(?:due|expected))\b)|\s+but\s+",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a line of a form or a list is one by itself."""
    for line in _unwrapped(text[:_MOST_CHARS]):
        at = 0
        for end in _END.finditer(line):
            if not _NO_END.search(line, at, end.end()):
                yield line[at : end.end()].strip()
                at = end.end()
        if rest := line[at:].strip():
            yield rest


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence that say something of their own."""
    return [part.strip() for part in _CLAUSE.split(sentence) if part.strip()]


def _unwrapped(text: str) -> Iterator[str]:
    """The lines of a text, those joined again that a mail program broke; the hour below a day belongs to it."""
    lines: list[str] = []
    length = 0
    for line in text.split("\n"):
        goes_on = length >= _FULL_LINE and line.strip() and not _LABELLED.match(line)
        if lines and line.strip() and (goes_on or (_GOES_ON.match(line) and lines[-1])):
            lines[-1] = f"{lines[-1]} {line.strip()}"
        else:
            lines.append(line.strip())
        length = len(line)
    return (line for line in lines if line)
