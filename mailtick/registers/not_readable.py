"""The one exception of files that cannot be read."""

from __future__ import annotations


class NotReadable(Exception):
    """A file that is no spreadsheet, or not the one that is meant; a sentence. `line` is 0 where it is about all."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(message)
