"""Parts that only point to what they stand for (RFC 2046 section 5.2), and old rich text (RFC 1896, RFC 1341)."""

from __future__ import annotations

import re

from mailtick.mail.charsets import clean_text, decode_text
from mailtick.mail.mime import Part
from mailtick.mail.opened import Opened

_PARAM = re.compile(r"<param>.{0,200}?</param>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<comment>.{0,200}?</comment>", re.IGNORECASE | re.DOTALL)
_COMMAND = re.compile(r"</?[A-Za-z0-9-]{1,60}>")
_BREAKS = re.compile(r"\n+")
_NEW_LINE = re.compile(r"<nl>|</?paragraph>", re.IGNORECASE)


def open_partial(part: Part) -> Opened:
    """A piece of a mail that was cut into several; nobody can read it without the others."""
    number, total = (part.parameters.get(each, "")[:9] for each in ("number", "total"))
    which = f"piece {number or '?'} of {total or 'several'}"
    return Opened(notes=[f"{which} of a mail that was sent in pieces; the others are not here"], is_kept=True)


def open_external(part: Part) -> Opened:
    """A file that the mail only names; where it lies is said."""
    values = (part.parameters.get(each, "") for each in ("url", "site", "directory", "name"))
    where = " ".join(" ".join(value.split()) for value in values if value)[:500]
    return Opened(notes=[f"a file is not in the mail but elsewhere: {where or 'it is not said where'}"])


def open_enriched(part: Part) -> Opened:
    """text/enriched: a single line break is a blank, two are one, "<<" is "<" (RFC 1896 section 4)."""
    text = _COMMENT.sub("", _PARAM.sub("", _text(part).replace("<<", "\0")))
    text = _BREAKS.sub(lambda found: "\n" * (len(found[0]) - 1) or " ", text)
    return Opened(texts=[(False, _COMMAND.sub("", text).replace("\0", "<").strip())])


def open_richtext(part: Part) -> Opened:
    """text/richtext, its forerunner: breaks of lines are commands, and "<lt>" is "<" (RFC 1341 section 7.1.3)."""
    text = _COMMENT.sub("", _text(part)).replace("<lt>", "\0")
    text = _NEW_LINE.sub("\r", text).replace("\n", " ").replace("\r", "\n")
    return Opened(texts=[(False, _COMMAND.sub("", text).replace("\0", "<").strip())])


def open_other_view(_: Part) -> Opened:
    """The same words once more, for a watch or for a mail program that runs AMP."""
    return Opened()


def _text(part: Part) -> str:
    return clean_text(decode_text(part.content()[:1_000_000], part.charset, part.lent_charset))
