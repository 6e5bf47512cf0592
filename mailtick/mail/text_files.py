"""Cut out the files that old programs write into the text itself: uuencode (POSIX, both its forms) and yEnc 1.3."""

from __future__ import annotations

import re

from mailtick.mail.opened import File
from mailtick.mail.transfer import decode_base64, decode_uu_line

MAX_FILES = 100

_BEGIN = re.compile(
    rb"^(?:begin(?P<base64>-base64)? (?:0|100)?[0-7]{3}[ \t]{1,5}(?P<uu_name>[^\r\n]{0,250})"
    rb"|=ybegin [^\r\n]{0,200}?name=(?P<y_name>[^\r\n]{1,250}))\r?\n",
    re.MULTILINE,
)
_UU_LINE = re.compile(rb"[ -`]{1,90}\r?\n")
_UU_LAST = re.compile(rb"(?:[` ]?[ \t]{0,4}\r?\n)?end[ \t]{0,4}(?:\r?\n|\Z)")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]{1,200}={0,2}[ \t]{0,4}\r?\n")
_BASE64_LAST = re.compile(rb"====[ \t]{0,4}(?:\r?\n|\Z)")
_Y_PART = re.compile(rb"=ypart [^\r\n]{0,200}\r?\n")
_Y_END = re.compile(rb"=yend size=([0-9]{1,12})[^\r\n]{0,200}(?:\r?\n|\Z)")
_Y_SHIFT = bytes((each - 42) % 256 for each in range(256))
_Y_ESCAPE = re.compile(rb"=(.)", re.DOTALL)


def may_hold_files(content: bytes) -> bool:
    return b"begin " in content or b"begin-base64 " in content


def cut_files(content: bytes) -> tuple[bytes, list[File]]:
    """The text without its files, and the files. Only what is whole from its first to its last line is one.

    Each line is looked at by one file at most, for no line of a file can begin another.
    """
    files: list[File] = []
    kept: list[bytes] = []
    at = 0
    while len(files) < MAX_FILES and (begin := _BEGIN.search(content, at)):
        found = _read_file(content, begin)
        if found is None:
            kept.append(content[at : begin.end()])
            at = begin.end()
        else:
            kept.append(content[at : begin.start()])
            files.append(File(_name(begin), found[0]))
            at = found[1]
    return b"".join([*kept, content[at:]]), files


def _read_file(content: bytes, begin: re.Match[bytes]) -> tuple[bytes, int] | None:
    if begin["y_name"]:
        return _read_yenc(content, begin.end())
    if begin["base64"]:
        found = _read_lines(content, begin.end(), _BASE64_LINE, _BASE64_LAST)
        return (decode_base64(b"".join(found[0])), found[1]) if found else None
    found = _read_lines(content, begin.end(), _UU_LINE, _UU_LAST)
    if not found or not _has_uu_lengths(found[0]):
        return None
    return b"".join(decode_uu_line(each) for each in found[0]), found[1]


def _has_uu_lengths(lines: list[bytes]) -> bool:
    """All lines but the last are equally long by their first letter; the first is as long as it says.

    Blanks at the end of later lines may have been cut off on the way.
    """
    lengths = [(line[0] - 32) & 63 for line in lines]
    needed = (lengths[0] + 2) // 3 * 4
    return len(set(lengths[:-1])) <= 1 and 0 < lengths[-1] <= lengths[0] and 0 <= len(lines[0]) - 1 - needed <= 2


def _read_lines(
    content: bytes, at: int, line: re.Pattern[bytes], last: re.Pattern[bytes]
) -> tuple[list[bytes], int] | None:
    """The lines of a file, and where the text goes on after its last one. A file without a line is none."""
    lines: list[bytes] = []
    while True:
        if lines and (end := last.match(content, at)):
            return lines, end.end()
        found = line.match(content, at)
        if not found:
            return None
        lines.append(found[0].rstrip(b"\r\n"))
        at = found.end()


def _read_yenc(content: bytes, at: int) -> tuple[bytes, int] | None:
    part = _Y_PART.match(content, at)
    at = part.end() if part else at
    end = _Y_END.match(content, content.find(b"\n=y", max(0, at - 1)) + 1)
    if not end:
        return None
    letters = content[at : end.start()].replace(b"\r", b"").replace(b"\n", b"")
    escaped = _Y_ESCAPE.sub(lambda found: bytes([(found[1][0] - 64) % 256]), letters)
    decoded = escaped.translate(_Y_SHIFT)
    return (decoded, end.end()) if len(decoded) == int(end[1]) else None


def _name(begin: re.Match[bytes]) -> str:
    name = begin["y_name"] or begin["uu_name"]
    try:
        return name.decode("utf-8").strip().strip('"')
    except UnicodeDecodeError:
        return name.decode("cp1252", "replace").strip().strip('"')
