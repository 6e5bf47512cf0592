"""Read the structured header fields: addresses, message ids, dates, media types with their parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote_to_bytes

from mailtick.mail.charsets import decode_text
from mailtick.mail.encoded_words import decode_header
from mailtick.mail.message import Address

MAX_ADDRESSES = 2000
MAX_IDS = 500
_MOST_CACHED_CHARS = 200

# Encoded words are whole tokens, for some writers leave commas and brackets inside them; nothing here backtracks.
_ADDRESS_TOKEN = re.compile(
    r'=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=|\\.|"(?:[^"\\]|\\.)*(?:"|\Z)|<[^<>]*>|[,;:()]|[^",;:()<>=\\]+|.', re.DOTALL
)
_AROUND_DOTS = re.compile(r"[ \t]{0,20}([.@])[ \t]{0,20}")
_BRACKETED = re.compile(r"<([^<>\s]{1,320}@[^<>\s]{1,320})>")
# What stands around a whole address by mistake: "[anna@school.example]", and quotes inside angle brackets.
_AROUND_WHOLE = frozenset({("[", "]"), ('"', '"')})
_QUOTED_PAIR = re.compile(r"\\(.)")
_MESSAGE_ID = re.compile(r"<([^<>]{1,998})>")
_BARE_ID = re.compile(r"[^\s<>,;()\"]{1,500}@[^\s<>,;()\"]{1,400}")
_COMMENT = re.compile(r"\([^()]*\)")
_SPACES = re.compile(r"\s+")
# A value without quotes ends at a ";", or where the next parameter begins and its ";" was forgotten.
_PARAMETER = re.compile(
    r"""[;\s]([^\s=:;"]+)\s{0,20}[=:]\s{0,20}("(?:[^"\\]|\\.)*(?:"|\Z)|[^;]*?(?=\s[\w-]{2,20}\*?=|;|\Z))""", re.DOTALL
)
# The value before the first ";": a media type or a disposition; what follows it without a ";" is a parameter, too.
_HEAD = re.compile(r"[\s\"]*([^\s;,()=\"]*)[\s,\"]*")
# A comment (RFC 822 section 3.1.4) behind a value without quotes; "Report (1)" has none.
_NOTE_AFTER_NAME = re.compile(r"(?<=\.[A-Za-z0-9]{3}) \([^()]{0,200}\)\Z")
_CONTINUED = re.compile(r"([^*]+)\*(\d{1,3})(\*?)\Z")
_NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


def parse_addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of an address field (RFC 5322 section 3.4), groups opened, nonsense left out.

    Addresses are found before encoded words are decoded, so that no name can turn into an address.
    """
    if value.count('"') % 2:
        value = value.replace('"', " ")
    found: list[Address] = []
    reader = _Mailbox()
    for token in _ADDRESS_TOKEN.findall(value):
        if token in (",", ";") and not reader.depth:
            reader.finish(found)
            if len(found) >= MAX_ADDRESSES:
                return tuple(found)
        else:
            reader.take(token)
    reader.finish(found)
    return tuple(found)


class _Mailbox:
    """What has been read of one mailbox so far."""

    __slots__ = ("angle", "comment", "depth", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self.comment: list[str] = []
        self.angle: str | None = None
        self.depth = 0

    def take(self, piece: str) -> None:
        if piece == "(":
            self.depth += 1
        elif piece == ")":
            self.depth = max(0, self.depth - 1)
        elif self.depth:
            self.comment.append(piece)
        elif piece == ":" and self.angle is None:
            # A group's name (RFC 5322 section 3.4) or an old route; what came before is no address.
            self.words.clear()
        elif piece[0] == "<" and len(piece) > 1:
            self.angle = piece[1:-1].strip() if self.angle in (None, "") else self.angle
        else:
            self.words.append(piece)

    def finish(self, found: list[Address]) -> None:
        words = "".join(self.words).strip()
        comment = "".join(self.comment)
        angle = self.angle
        self.words, self.comment, self.angle, self.depth = [], [], None, 0
        if angle is None:
            name, addr = _split_bare(words)
            name = _plain_name(name) or _plain_name(comment)
        else:
            addr, name = angle.rpartition(":")[2], _plain_name(words) or _plain_name(comment)
            if found and name and _is_surname(found[-1]):
                # "Doe, Anna <anna@school.example>", written without the quotes that the comma asks for.
                name = f"{found.pop().addr}, {name}"
        addr = _clean_address(addr)
        if addr:
            found.append(Address(addr, name))


def _is_surname(address: Address) -> bool:
    return "@" not in address.addr and not address.name and address.addr[:1].isupper() and not address.addr.isupper()


def _split_bare(words: str) -> tuple[str, str]:
    """The name and the address of a mailbox without angle brackets."""
    if "=?" in words and (whole := _BRACKETED.search(decoded := decode_header(words))):
        # Some programs encode the whole field, the address with it.
        return decoded[: whole.start()].rpartition(">")[2], whole[1]
    words = _AROUND_DOTS.sub(r"\1", words)
    name, _, last = words.rpartition(" ")
    if '"' in last or " " not in words:
        return "", words
    if "@" in last:
        return name, last
    candidates = [word for word in words.split() if "@" in word]
    return "", candidates[-1] if candidates else words


def _clean_address(addr: str) -> str:
    """An address without comments and blanks (RFC 5322 section 4.4); a quoted local part keeps its own."""
    addr = decode_header(_COMMENT.sub("", addr)).strip().strip("'").lstrip("<")
    if (addr[:1], addr[-1:]) in _AROUND_WHOLE:
        addr = addr[1:-1]
    return (addr if '"' in addr else _SPACES.sub("", addr))[:320]


def _plain_name(text: str) -> str:
    """A display name without its quotes; encoded words are decoded even inside quotes, where many put them."""
    if not text:
        return ""
    text = text.strip()
    if '"' in text:
        text = _QUOTED_PAIR.sub(r"\1", text.replace('\\"', "\0").replace('"', "")).replace("\0", '"')
    return _SPACES.sub(" ", decode_header(text)).strip(" '")[:300]


def parse_ids(value: str) -> tuple[str, ...]:
    """Message ids in their order, without brackets (RFC 5322 section 3.6.4); where no brackets are, words with "@".

    Of very many the last MAX_IDS are kept, for the newest stand last.
    """
    found = [_SPACES.sub("", each) for each in _MESSAGE_ID.findall(value)] or _BARE_ID.findall(value)
    return tuple(dict.fromkeys(each for each in found if each))[-MAX_IDS:]


def parse_date(value: str) -> datetime | None:
    """The moment of a Date field as aware UTC-comparable time; None where it cannot be read."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            moment = datetime.fromisoformat(value[:40].strip())
        except ValueError:
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """Split "type; key=value" into its lower-case head and its parameters (RFC 2045, RFC 2231), both decoded."""
    return _parse_short(value) if len(value) <= _MOST_CACHED_CHARS else _parse_parameters(value)


# Most mails have the same few media types; the answer is only read.
@lru_cache(maxsize=512)
def _parse_short(value: str) -> tuple[str, Mapping[str, str]]:
    return _parse_parameters(value)


def _parse_parameters(value: str) -> tuple[str, Mapping[str, str]]:
    found = _HEAD.match(value)
    head, rest = (found[1], value[found.end() :]) if found else ("", value)
    if rest.startswith("="):
        # The word before the parameters was forgotten.
        head, rest = "", value
    head = decode_header(head).lower()
    if "=" not in rest and ":" not in rest:
        return head, _NO_PARAMETERS
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, text in _PARAMETER.findall(f";{rest}"):
        name = name.lower()
        text = _unquote(text)
        if continued := _CONTINUED.match(name):
            pieces.setdefault(continued[1], {}).setdefault(int(continued[2]), (text, bool(continued[3])))
        elif name.endswith("*"):
            plain[name[:-1]] = _join_pieces({0: (text, True)}) or plain.get(name[:-1], "")
        else:
            plain[name] = plain.get(name) or (text if name == "boundary" else decode_header(text))
    for name, each in pieces.items():
        plain[name] = _join_pieces(each)
    return head, MappingProxyType(plain)


def _unquote(text: str) -> str:
    text = text.strip()
    if text.startswith('"'):
        return _QUOTED_PAIR.sub(_keep_path, text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:])
    text = text[1:-1] if len(text) > 1 and text[0] == text[-1] == "'" else text
    return _NOTE_AFTER_NAME.sub("", text) if text.endswith(")") else text


def _keep_path(pair: re.Match[str]) -> str:
    # Windows programs write paths without doubling the backslash; only quotes and backslashes are escaped in earnest.
    return pair[1] if pair[1] in '"\\' else pair[0]


def _join_pieces(pieces: Mapping[int, tuple[str, bool]]) -> str:
    """Put an RFC 2231 value together. The first piece may carry charset'language'; percent signs count where marked."""
    charset = ""
    out = bytearray()
    for number in sorted(pieces):
        text, is_encoded = pieces[number]
        if is_encoded and number == min(pieces) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = text.encode("utf-8", "surrogateescape")
        out += unquote_to_bytes(raw) if is_encoded else raw
    text = decode_text(bytes(out), charset)
    return decode_header(text)
