"""Join the lines of format=flowed text (RFC 3676)."""

from __future__ import annotations

_SIGNATURE = "-- "
_MAX_PARAGRAPH_CHARS = 20_000


def join_flowed_lines(text: str, *, deletes_blank: bool = False) -> str:
    """Return the text with each paragraph on one line, quoted ones behind their marks.

    A line that ends in a blank goes on in the next one of the same quote depth; with `deletes_blank` (DelSp=yes)
    that blank is not part of the text. Blanks that only protect a line's beginning are removed. The signature's
    delimiter "-- " is kept.
    """
    joined: list[str] = []
    paragraph, depth = "", -1
    for line in text.split("\n"):
        marks, line = _split_marks(line)
        is_delimiter = line == _SIGNATURE
        if depth >= 0 and (marks != depth or is_delimiter or len(paragraph) > _MAX_PARAGRAPH_CHARS):
            joined.append(_with_marks(depth, paragraph.rstrip(" ")))
            paragraph, depth = "", -1
        if line.endswith(" ") and not is_delimiter:
            paragraph += line[:-1] if deletes_blank else line
            depth = marks
        else:
            joined.append(_with_marks(marks, paragraph + line))
            paragraph, depth = "", -1
    if depth >= 0:
        joined.append(_with_marks(depth, paragraph.rstrip(" ")))
    return "\n".join(joined)


def _split_marks(line: str) -> tuple[int, str]:
    text = line.lstrip(">")
    return len(line) - len(text), text.removeprefix(" ")


def _with_marks(depth: int, text: str) -> str:
    return f"{'>' * depth} {text}".rstrip(" ") if depth and text != _SIGNATURE else ">" * depth + text
