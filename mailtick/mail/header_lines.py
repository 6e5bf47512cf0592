"""Write header lines: 7-bit, folded at white space, and never two headers out of one value."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import TypeVar

from mailtick.mail.message import Address

_Piece = TypeVar("_Piece", str, bytes)

LINE_LENGTH = 76
# RFC 5322 section 2.1.1 allows 998; a longer word than this cannot stand in one line beside a header's name.
_LONGEST_WORD = 900
# An encoded word of 64 fits into the first line of every header that may hold one ("Reply-To: " is the longest).
_Q_PAYLOAD = 64 - len("=?utf-8?q??=")
_B_PAYLOAD_BYTES = (64 - len("=?utf-8?b??=")) // 4 * 3
_REFERENCES_KEPT = 20
_LONGEST_ADDRESS = 320  # RFC 5321 section 4.5.3.1: 64 before the @, 255 after it

_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " ")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_NAME = re.compile(r"[!-9;-~]+")
_ID = re.compile(r"[ -;=?-~]{1,900}")
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+|\"(?:[ !#-\[\]-~]|\\[ -~])*\"")
_DOMAIN = re.compile(r"[A-Za-z0-9._-]+|\[[!-Z^-~]+\]")
# What RFC 2047 section 5 allows unencoded everywhere, also in the name before an address.
_Q_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_Q_CODES = ["_" if byte == 0x20 else chr(byte) if byte in _Q_PLAIN else f"={byte:02X}" for byte in range(256)]


def text_line(name: str, value: str) -> str:
    """Return a header of free text such as Subject, folded, without the last line end.

    Control characters and runs of white space become one space each. Raises ValueError for a name that is none.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be the name of a header")
    return _folded(name, _text_words(_one_line(value)))


def address_line(name: str, addresses: Sequence[Address]) -> str:
    """Return a header of addresses such as To; see `mailbox_words` for what it refuses."""
    words: list[str] = []
    for address in addresses:
        if words:
            words[-1] += ","
        words += mailbox_words(address)
    return _folded(name, words)


def id_line(name: str, ids: Iterable[str]) -> str:
    """Return a header of message ids, given without brackets; each stands whole and unencoded in one line.

    An id that 7-bit mail cannot hold is left out, and of many ids the first and the last 20 stay
    (RFC 5322 section 3.6.4: the first names the thread, the last ones the place in it).
    """
    kept = [f"<{one}>" for one in (raw.strip("<> ") for raw in ids) if _ID.fullmatch(one)]
    if len(kept) > _REFERENCES_KEPT + 1:
        kept = [kept[0], *kept[-_REFERENCES_KEPT:]]
    return _folded(name, kept) if kept else ""


def mailbox_words(address: Address) -> list[str]:
    """Return an address as the words of a header: its name, encoded or quoted where needed, and the address.

    The domain is written in IDNA. Raises ValueError, a sentence, for an address that cannot be mailed.
    """
    addr = written_address(address.addr)
    name = _one_line(address.name)
    if not name:
        return [addr]
    return [*_phrase_words(name), f"<{addr}>"]


def written_address(addr: str) -> str:
    """Return an address as it stands in headers and SMTP commands: ASCII, the domain in IDNA."""
    local, _, domain = addr.strip().rpartition("@")
    if not local.isascii():
        raise ValueError(f"{addr!r} cannot be mailed: the part before the @ may hold plain Latin letters only")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if len(addr) > _LONGEST_ADDRESS or not (_LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(domain)):
        raise ValueError(f"{addr!r} is no address that mail can be sent to")
    return f"{local}@{domain}"


def can_be_mailed(addr: str) -> bool:
    """Whether mail can be sent to an address at all."""
    try:
        written_address(addr)
    except ValueError:
        return False
    return True


def _one_line(value: str) -> str:
    return " ".join(value.translate(_CONTROLS).split())


def _text_words(value: str) -> list[str]:
    """The words of a line; all from the first to the last that needs it are encoded, the others stay readable."""
    words = value.split(" ")
    odd = [index for index, word in enumerate(words) if _must_be_encoded(word)]
    if not odd:
        return words
    first, end = odd[0], odd[-1] + 1
    return [*words[:first], *_encoded_words(" ".join(words[first:end])), *words[end:]]


def _phrase_words(name: str) -> list[str]:
    if any(_must_be_encoded(word) for word in name.split(" ")):
        return _encoded_words(name)
    if not _ATOMS.fullmatch(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return name.split(" ")


def _must_be_encoded(word: str) -> bool:
    return not word.isascii() or "=?" in word or len(word) > _LONGEST_WORD


def _encoded_words(text: str) -> list[str]:
    """RFC 2047: each word holds whole characters only, in whichever of the two codings is shorter."""
    characters = [character.encode("utf-8", "replace") for character in text]
    if sum(map(len, characters)) > 1.5 * len(characters):
        return [f"=?utf-8?b?{b64encode(b''.join(run)).decode()}?=" for run in _runs(characters, _B_PAYLOAD_BYTES)]
    coded = ["".join([_Q_CODES[byte] for byte in character]) for character in characters]
    return [f"=?utf-8?q?{''.join(run)}?=" for run in _runs(coded, _Q_PAYLOAD)]


def _runs(pieces: list[_Piece], longest: int) -> list[list[_Piece]]:
    runs: list[list[_Piece]] = [[]]
    length = 0
    for piece in pieces:
        if length + len(piece) > longest:
            runs.append([])
            length = 0
        runs[-1].append(piece)
        length += len(piece)
    return runs


def _folded(name: str, words: Sequence[str]) -> str:
    """The first word never leaves the header's own line: a line of white space alone confuses old relays."""
    lines: list[str] = []
    line = f"{name}:"
    for index, word in enumerate(words):
        if index and len(line) + 1 + len(word) > LINE_LENGTH:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join([*lines, line])
