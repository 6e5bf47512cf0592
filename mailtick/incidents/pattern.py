"""Words and regular expressions, looked for in texts: linear in their length, and each text made ready once.

Regular expressions are RE2's, so that no mail can make one slow. Many patterns are looked for together: one pass over
a text says which of them can be in it at all, and only those are looked for one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import re2

# A pattern looks at this much of a text and no further, so that the work a mail can cause is bounded.
SEARCHED_CHARACTERS = 100_000
_REGEX_MEMORY_BYTES = 8 << 20
_PLAIN = re.compile(r"[a-z0-9]+")


class Searched:
    """A text as patterns look at it: as much as they look at, in one spelling; made when it is first asked for."""

    __slots__ = ("_hits", "_text", "_typed", "_words")

    def __init__(self, text: str) -> None:
        self._text = text
        self._typed: str | None = None
        self._words: frozenset[str] | None = None
        self._hits: dict[Group, frozenset[int]] = {}

    @property
    def typed(self) -> str:
        if self._typed is None:
            # What no server writes, and RE2 cannot read: half a surrogate pair.
            text = self._text[:SEARCHED_CHARACTERS].encode("utf-8", "replace").decode()
            self._typed = _as_typed(text)
        return self._typed

    @property
    def words(self) -> frozenset[str]:
        """Its runs of plain letters and digits, in small letters."""
        if self._words is None:
            self._words = frozenset(_PLAIN.findall(self.typed.casefold()))
        return self._words

    def may_hold(self, group: Group, number: int) -> bool:
        """Whether a pattern of a group can be in it at all."""
        hits = self._hits.get(group)
        if hits is None:
            hits = self._hits[group] = group.hits(self.typed)
        return number in hits


class Pattern:
    """Words or a /regular expression/, without regard to case; several mean any of them.

    Plain words match as whole words, whichever apostrophe is typed and however an accent is coded.
    Raises ValueError, a sentence, for an expression that RE2 cannot do.
    """

    __slots__ = ("_group", "_needs", "_number", "_regex", "source")

    def __init__(self, texts: Sequence[str]) -> None:
        self.source = tuple(texts)
        self._regex = _compile("|".join(_expression(text) for text in texts))
        self._group: Group | None = None
        self._number = 0
        # For each of the texts the words that have to be there; None where one of them is no plain words.
        self._needs = _needs(self.source)

    def __repr__(self) -> str:
        return f"Pattern({self.source!r})"

    def found_in(self, text: str | Searched) -> bool:
        searched = Searched(text) if isinstance(text, str) else text
        if self._group is not None:
            if not searched.may_hold(self._group, self._number):
                return False
        elif self._needs is not None and not any(each <= searched.words for each in self._needs):
            return False
        return self._regex.search(searched.typed) is not None

    def join(self, group: Group, number: int) -> None:
        """Be looked for together with others."""
        self._group, self._number = group, number


class Group:
    """Patterns that are looked for together: of each only its telling words, which have to be there for it."""

    __slots__ = ("_all", "_set")

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._set = re2.Set.SearchSet(_options())
        for pattern in patterns:
            self._set.Add("|".join(_telling(text) for text in pattern.source))
        # This one is in every text: where it is not found, the search ran out of memory.
        self._set.Add("")
        self._set.Compile()
        self._all = frozenset(range(len(patterns)))

    def hits(self, typed: str) -> frozenset[int]:
        """The patterns that can be in a text; all of them, where that cannot be told."""
        return frozenset(self._set.Match(typed) or self._all)


def look_together(patterns: Iterable[Pattern]) -> None:
    """Let patterns be looked for together from now on; where that takes too much memory, in parts."""
    together = tuple(patterns)
    try:
        group = Group(together)
    except re2.error:
        half = len(together) // 2
        if half:
            look_together(together[:half])
            look_together(together[half:])
        return
    for number, pattern in enumerate(together):
        pattern.join(group, number)


def _needs(texts: Sequence[str]) -> tuple[frozenset[str], ...] | None:
    """The words of each text, where all of them are plain: what has not all of them in it has not the text."""
    if any(_is_expression(each) or not each.isascii() for each in texts):
        return None
    return tuple(frozenset(_PLAIN.findall(each.casefold())) for each in texts)


def _as_typed(text: str) -> str:
    """One spelling: telephones write ’ for ', and some systems an accent as a character of its own."""
    return unicodedata.normalize("NFC", text).replace("’", "'")


def _is_expression(text: str) -> bool:
    return len(text) > 2 and text.startswith("/") and text.endswith("/")


def _expression(text: str) -> str:
    text = _as_typed(text)
    if _is_expression(text):
        expression = text[1:-1]
        _compile(expression)
        return f"(?:{expression})"
    words = r"[\s\pZ]+".join(re2.escape(word) for word in text.split())
    # RE2's \s and \b know ASCII only; these gaps and edges hold in every script.
    return rf"(?:^|[^\pL\pM\pN]){words}(?:$|[^\pL\pM\pN])"


def _telling(text: str) -> str:
    """The longest word of plain words: small enough for hundreds to be looked for at once."""
    text = _as_typed(text)
    return f"(?:{text[1:-1]})" if _is_expression(text) else re2.escape(max(text.split(), key=len))


def _compile(expression: str) -> re2._Regexp:
    try:
        return re2.compile(expression, _options())
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ValueError(
            f"the regular expression {expression!r} cannot be used ({reason}); "
            "look-ahead, look-behind and back-references are not possible"
        ) from error


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _REGEX_MEMORY_BYTES
    return options
