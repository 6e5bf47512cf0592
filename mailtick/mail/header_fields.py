"""The header fields of a mail by their names, each decoded when it is first asked for: most never are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar, overload

from mailtick.mail.charsets import clean_text
from mailtick.mail.encoded_words import decode_header

# A server writes here what a stranger said to it (HELO, MAIL FROM). RFC 8601 has no encoded words, and whoever decoded
# one would let that stranger write results of his own.
_NEVER_ENCODED = frozenset({"authentication-results", "arc-authentication-results", "received-spf"})

_Default = TypeVar("_Default")


class HeaderFields(Mapping[str, tuple[str, ...]]):
    """Lower-case names to decoded values, from top to bottom. `charset` is what the mail declares elsewhere."""

    __slots__ = ("_charset", "_decoded", "_names", "_raw")

    def __init__(self, headers: tuple[tuple[str, bytes], ...], charset: str = "") -> None:
        self._raw: dict[str, list[bytes]] = {}
        for name, value in headers:
            self._raw.setdefault(name, []).append(value)
        self._names = [name for name, _ in headers]
        self._charset = charset
        self._decoded: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, name: str) -> tuple[str, ...]:
        values = self._decoded.get(name)
        if values is None:
            decode = _as_it_stands if name in _NEVER_ENCODED else self._decode
            values = self._decoded[name] = tuple(map(decode, self._raw[name]))
        return values

    @overload
    def get(self, name: str, /) -> tuple[str, ...] | None: ...

    @overload
    def get(self, name: str, /, default: tuple[str, ...] | _Default) -> tuple[str, ...] | _Default: ...

    def get(self, name: str, /, default: object = None) -> object:
        # Asked for dozens of fields that are not there; the inherited one raises and catches for each.
        return self[name] if name in self._raw else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def __repr__(self) -> str:
        return repr(dict(self))

    def raw(self, name: str) -> Sequence[bytes]:
        """The values as they stand on the wire, unfolded."""
        return self._raw.get(name, ())

    def above(self, name: str, other: str) -> tuple[str, ...]:
        """The values that stand above the first `other`; none where there is no `other`."""
        if name not in self._raw or other not in self._raw:
            return ()
        return self[name][: self._names[: self._names.index(other)].count(name)]

    def first(self, name: str) -> str:
        """The first value that is not empty, or the empty string."""
        return next((value for value in self[name] if value), "") if name in self._raw else ""

    def _decode(self, value: bytes) -> str:
        return decode_header(value, self._charset)


def _as_it_stands(value: bytes) -> str:
    return " ".join(clean_text(value.decode("utf-8", "replace")).split())
