"""The grammar of IMAP as the embedded server needs it (RFC 3501 section 9): commands, sets, searches."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mailtick.demo.imap_store import StoredMail

Token = bytes | list["Token"]
Ranges = list[tuple[int, int]]
# A sequence number with its mail.
Numbered = tuple[int, StoredMail]

_TOKEN = re.compile(
    rb'\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<open>\()|(?P<close>\))|(?P<atom>(?:[^\s()"\[]|\[[^\]]*\])+))'
)
_FLAG_KEYS = {
    b"SEEN": b"\\Seen",
    b"DELETED": b"\\Deleted",
    b"FLAGGED": b"\\Flagged",
    b"ANSWERED": b"\\Answered",
    b"DRAFT": b"\\Draft",
}
_HEADER_KEYS = {b"SUBJECT", b"FROM", b"TO", b"CC"}
_DATE_KEYS = {b"SINCE", b"BEFORE", b"ON"}


class Bad(Exception):
    """The client's command cannot be understood: answer BAD."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` in capitals and without UID, which is `is_uid`."""

    tag: bytes
    name: str
    is_uid: bool
    arguments: list[Token]


def parse_command(pieces: list[bytes]) -> Command:
    """Read a command line. `pieces` are by turns text and literal, beginning with text."""
    tokens = _tokens(pieces)
    if len(tokens) < 2 or not isinstance(tokens[0], bytes) or not isinstance(tokens[1], bytes):
        raise Bad("a command is a tag and a word")
    tag, name, arguments = tokens[0], tokens[1].upper(), tokens[2:]
    is_uid = name == b"UID"
    if is_uid:
        name = text_of(arguments, 0).upper()
        arguments = arguments[1:]
    return Command(tag, name.decode("ascii", "replace"), is_uid, arguments)


def text_of(arguments: list[Token], index: int) -> bytes:
    """The argument at `index`, which must be there and be no list."""
    if index >= len(arguments):
        raise Bad("an argument is missing")
    argument = arguments[index]
    if isinstance(argument, list):
        raise Bad("a list where a word belongs")
    return argument


def words_of(argument: Token) -> list[bytes]:
    """The words of a list, or the one word that stands there without brackets."""
    words = argument if isinstance(argument, list) else [argument]
    return [word for word in words if isinstance(word, bytes)]


def parse_set(text: bytes, last: int) -> Ranges:
    """The ranges of a sequence set such as `1:4,9,12:*`, where `*` is `last`."""
    try:
        return [_range(part, last) for part in text.split(b",")]
    except ValueError as error:
        raise Bad(f"no sequence set: {text.decode('ascii', 'replace')}") from error


def pick(uids: list[int], ranges: Ranges, *, is_uid: bool) -> list[tuple[int, int]]:
    """The (sequence number, UID) pairs of the ascending `uids` that the ranges name, without doubles."""
    picked: dict[int, int] = {}
    for low, high in ranges:
        start = bisect.bisect_left(uids, low) if is_uid else max(low - 1, 0)
        end = bisect.bisect_right(uids, high) if is_uid else min(high, len(uids))
        for index in range(start, end):
            picked[index + 1] = uids[index]
    return sorted(picked.items())


def quote(text: bytes) -> bytes:
    """A string for an answer: quoted, or a literal where quoting cannot hold it."""
    if text.isascii() and not re.search(rb"[\r\n\0]", text):
        return b'"' + re.sub(rb'(["\\])', rb"\\\1", text) + b'"'
    return b"{%d}\r\n%s" % (len(text), text)


def search(keys: list[Token], uids: list[int], mails: dict[int, StoredMail], uid_last: int) -> list[Numbered]:
    """The mails of a view that match all keys (RFC 3501 section 6.4.4)."""
    keys = keys[2:] if keys and keys[0] == b"CHARSET" else keys
    found = list(enumerate(uids, 1))
    # A set at the front, which is how a client asks for what is new, is cut out without looking at each mail.
    while len(keys) >= 2 and isinstance(keys[0], bytes) and keys[0].upper() == b"UID":
        wanted = set(pick(uids, parse_set(text_of(keys, 1), uid_last), is_uid=True))
        found = sorted(wanted) if len(found) == len(uids) else [pair for pair in found if pair in wanted]
        keys = keys[2:]
    tests = list(_Keys(keys, len(uids), uid_last).tests())
    numbered = [(number, mails[uid]) for number, uid in found if uid in mails]
    return [each for each in numbered if all(test(each) for test in tests)]


_Test = Callable[[Numbered], bool]


class _Keys:
    """Search keys, read from left to right."""

    def __init__(self, keys: list[Token], last: int, uid_last: int) -> None:
        self._keys = list(reversed(keys))
        self._last = last
        self._uid_last = uid_last

    def tests(self) -> Iterator[_Test]:
        while self._keys:
            yield self._test()

    def _test(self) -> _Test:
        token = self._keys.pop() if self._keys else b""
        if isinstance(token, list):
            tests = list(_Keys(token, self._last, self._uid_last).tests())
            return lambda each: all(test(each) for test in tests)
        key = token.upper()
        match key:
            case b"ALL":
                return lambda each: True
            case b"NOT":
                inner = self._test()
                return lambda each: not inner(each)
            case b"OR":
                first, second = self._test(), self._test()
                return lambda each: first(each) or second(each)
            case b"KEYWORD" | b"UNKEYWORD":
                return _has_flag(self._word(), wanted=key == b"KEYWORD")
            case b"UID":
                ranges = parse_set(self._word(), self._uid_last)
                return lambda each: _is_in(each[1].uid, ranges)
            case b"HEADER":
                return _has_header(self._word(), self._word())
            case b"TEXT":
                wanted = self._word().lower()
                return lambda each: wanted in each[1].raw.lower()
        return self._other_test(key)

    def _other_test(self, key: bytes) -> _Test:
        if key in _FLAG_KEYS:
            return _has_flag(_FLAG_KEYS[key], wanted=True)
        if key.removeprefix(b"UN") in _FLAG_KEYS:
            return _has_flag(_FLAG_KEYS[key.removeprefix(b"UN")], wanted=False)
        if key in _HEADER_KEYS:
            return _has_header(key, self._word())
        if key in _DATE_KEYS:
            return _is_dated(key, self._word())
        if re.fullmatch(rb"[\d:,*]+", key):
            ranges = parse_set(key, self._last)
            return lambda each: _is_in(each[0], ranges)
        raise Bad(f"unknown search key {key.decode('ascii', 'replace')}")

    def _word(self) -> bytes:
        return text_of([self._keys.pop()] if self._keys else [], 0)


def _tokens(pieces: list[bytes]) -> list[Token]:
    stack: list[list[Token]] = [[]]
    for index, piece in enumerate(pieces):
        if index % 2:
            stack[-1].append(piece)
        else:
            _read_text(piece, stack)
    if len(stack) != 1:
        raise Bad("a bracket is not closed")
    return stack[0]


def _read_text(text: bytes, stack: list[list[Token]]) -> None:
    position = 0
    while (found := _TOKEN.match(text, position)) is not None:
        position = found.end()
        if found["quoted"] is not None:
            stack[-1].append(re.sub(rb"\\(.)", rb"\1", found["quoted"]))
        elif found["open"]:
            inner: list[Token] = []
            stack[-1].append(inner)
            stack.append(inner)
        elif not found["close"]:
            stack[-1].append(found["atom"])
        elif len(stack) > 1:
            stack.pop()
        else:
            raise Bad("a bracket is not opened")
    if text[position:].strip():
        raise Bad("the line cannot be read")


def _range(part: bytes, last: int) -> tuple[int, int]:
    first, colon, second = part.partition(b":")
    low = last if first == b"*" else int(first)
    high = low if not colon else last if second == b"*" else int(second)
    return min(low, high), max(low, high)


def _is_in(number: int, ranges: Ranges) -> bool:
    return any(low <= number <= high for low, high in ranges)


def _has_flag(flag: bytes, *, wanted: bool) -> _Test:
    return lambda each: (flag in each[1].flags) is wanted


def _has_header(name: bytes, wanted: bytes) -> _Test:
    pattern = re.compile(rb"(?im)^" + re.escape(name) + rb":[^\r\n]*(?:\r\n[ \t][^\r\n]*)*")
    lower = wanted.lower()
    return lambda each: any(lower in line.lower() for line in pattern.findall(each[1].raw.partition(b"\r\n\r\n")[0]))


def _is_dated(key: bytes, text: bytes) -> _Test:
    try:
        day = datetime.strptime(text.decode("ascii", "replace"), "%d-%b-%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError as error:
        raise Bad("no date") from error
    if key == b"SINCE":
        return lambda each: each[1].received_at.date() >= day
    if key == b"BEFORE":
        return lambda each: each[1].received_at.date() < day
    return lambda each: each[1].received_at.date() == day
