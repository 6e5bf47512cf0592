"""The files that somebody sent along with a form."""

from __future__ import annotations

from mailtick.rounds.written_here import GivenFile
from mailtick.web.visit import Visit


def given_files(visit: Visit) -> tuple[GivenFile, ...]:
    """Return the files of a form with their names; an empty field is none."""
    found = ((each.filename or "file", each.content_type or "", each.file.read()) for each in visit.files.values())
    return tuple(
        GivenFile(name, kind or "application/octet-stream", content) for name, kind, content in found if content
    )
