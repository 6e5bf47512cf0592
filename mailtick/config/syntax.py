"""Read the text of a TOML file; a mistake in its form becomes a sentence with its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from mailtick.config.faults import ConfigFaults, Fault

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)")

_STATEMENT = "a line must be a comment (#), a table ([name]) or key = value"
_BACKSLASH = "a backslash in \"…\" must be doubled; or write the text in 'single quotes'"
_OPEN_TEXT = "a text is begun, here or above, and never ended; look for a missing quote"

# What tomllib says, and what an office can do about it. The first that fits is taken.
_ADVICE = (
    ("Cannot overwrite a value", "this key stands twice in its table; keep one of the two"),
    ("Cannot declare", "this table was begun before; put its keys together, or write [[…]] where several are allowed"),
    ("Cannot mutate immutable", "this table was begun before; put its keys together"),
    ("Cannot redefine", "this table was begun before; put its keys together"),
    ("Duplicate inline table key", "this key stands twice in its table; keep one of the two"),
    ("Expected '=' after a key", _STATEMENT),
    ("Invalid statement", _STATEMENT),
    ("Invalid initial character for a key", _STATEMENT),
    ("Expected ']", "the name of a table must end with ] or ]]"),
    ("Unclosed array", "a list must end with ], and its items need commas between them"),
    ("Unclosed inline table", "a table in braces must end with }, and stand on one line"),
    ("Unescaped '\\", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character", _BACKSLASH),
    ("Unterminated string", _OPEN_TEXT),
    ("Expected \"'", _OPEN_TEXT),
    ("Illegal character '\\n'", "a text must end with the quote that it began with, on the same line"),
    ("Illegal character", "it has a character that cannot be seen; type the line anew"),
    ("Found invalid character", "it has a character that cannot be seen; type the line anew"),
    ("Invalid date or datetime", "there is no such date or time; a text stands in quotes"),
    ("Expected newline or end of document", "something is left over; one key = value to a line, texts in quotes"),
    ("Invalid value", 'after = there must be a text in "quotes", a number, true, false or a list in [ ]'),
)


def read_text(path: Path) -> str:
    """Return the text of the file. Raises ConfigFaults, with what to do, where there is none to read."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise _unreadable(
            path, "is not there; copy mailtick's example config.toml to this place and fill it in"
        ) from None
    except IsADirectoryError:
        raise _unreadable(path, "is a folder; name the config.toml in it") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, "has characters that are not UTF-8; save the file as UTF-8", line) from None
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {error.strerror}") from None


def parse_text(path: Path, text: str) -> dict[str, object]:
    """Return the document. Raises ConfigFaults with the line where it is not TOML; only the first can be told."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
        raise _unreadable(path, _advice(_PLACE.sub("", str(error))), line) from None
    except RecursionError:
        raise _unreadable(path, "has too many brackets inside each other") from None


def _advice(said: str) -> str:
    for beginning, advice in _ADVICE:
        if said.startswith(beginning):
            return f"this line cannot be read: {advice}"
    return f"this line cannot be read ({said})"


def _unreadable(path: Path, message: str, line: int | None = None) -> ConfigFaults:
    return ConfigFaults([Fault(path, line, "", message)])
