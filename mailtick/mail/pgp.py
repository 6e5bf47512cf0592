"""Say what is signed or encrypted with PGP, in MIME (RFC 3156) or in the text itself (RFC 9580 section 7)."""

from __future__ import annotations

import re

from mailtick.mail.mime import Part
from mailtick.mail.opened import Opened

SIGNED = "signed with PGP; signature not checked"
ENCRYPTED = "encrypted with PGP; cannot be read here"
KEY = "holds a PGP key"

# How GnuPG's frontends, Thunderbird and Apple's GPGMail name the signature of the mail itself; any other name is that
# of a file whose signature is attached.
_SIGNATURE_NAMES = frozenset({"", "signature.asc", "openpgp_digital_signature.asc", "pgp.sig", "signature.pgp"})
_ARMOUR = "-----BEGIN PGP "
_LINE = re.compile(r"^-----(BEGIN|END) PGP ([A-Z ]{3,40}?)(?:, PART [0-9/]{1,9})?-----[ \t]{0,9}$", re.MULTILINE)
_ARMOUR_HEADERS = re.compile(r"(?:\n[A-Za-z]{1,20}:[^\n]*){0,20}\n[ \t]*(?=\n)")
_DASHES = re.compile(r"^- (?=-)", re.MULTILINE)


def open_signature(part: Part) -> Opened:
    """A signature without a name is no file that anybody wants."""
    name = part.file_name.lower()
    return Opened(notes=[SIGNED] if name in _SIGNATURE_NAMES else [], is_kept=bool(name))


def open_encrypted(part: Part) -> Opened:
    """The part that only says which version of PGP it is; the encrypted one stands beside it, and is kept."""
    return Opened(notes=[ENCRYPTED], is_kept=bool(part.file_name))


def unwrap_armour(text: str) -> tuple[str, list[str]]:
    """The text without the armour of a clear signature, and what is to be said of it.

    Only armour that stands at the beginning of lines and is complete counts; what is quoted or told about stays.
    """
    if _ARMOUR not in text:
        return text, []
    notes: list[str] = []
    kept: list[str] = []
    at = 0
    marks = list(_LINE.finditer(text))
    for first, second, third in zip(marks, marks[1:], [*marks[2:], None], strict=False):
        if _says(first, "BEGIN MESSAGE") and _says(second, "END MESSAGE"):
            notes.append(ENCRYPTED)
        elif _says(first, "BEGIN PUBLIC KEY BLOCK") and _says(second, "END PUBLIC KEY BLOCK"):
            notes.append(KEY)
        elif third and _is_clear_signature(first, second, third):
            headers = _ARMOUR_HEADERS.match(text, first.end())
            signed = text[headers.end() if headers else first.end() : second.start()]
            kept += [text[at : first.start()], _DASHES.sub("", signed.strip("\n")), "\n"]
            at = third.end()
            notes.append(SIGNED)
    return "".join([*kept, text[at:].lstrip("\n") if kept else text]), list(dict.fromkeys(notes))


def _says(mark: re.Match[str], words: str) -> bool:
    return f"{mark[1]} {mark[2]}" == words


def _is_clear_signature(first: re.Match[str], second: re.Match[str], third: re.Match[str]) -> bool:
    return _says(first, "BEGIN SIGNED MESSAGE") and _says(second, "BEGIN SIGNATURE") and _says(third, "END SIGNATURE")
