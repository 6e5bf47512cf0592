"""What a browser sends: the fields and files of a form, within bounds, as text that can be kept.

Promise: whoever sends without end is cut off, whatever the headers say, and strangers sooner than those signed in.
Failures: what is too much, or no form at all, raises HTTPException with a sentence.
"""

from __future__ import annotations

import re

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

# A spreadsheet to import, or a file for an incident.
_MOST_BYTES = 30 << 20
# What a stranger sends is an address; who is not signed in any more gets back what they typed.
_MOST_BYTES_OF_STRANGERS = 1 << 20
_MOST_FIELDS = 5000
_MOST_FILES = 20
# No database keeps the first, and no page can be sent with the others.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")

Form = dict[str, list[str]]
Files = dict[str, UploadFile]


def plain(text: str) -> str:
    """Text without signs that are none."""
    return _NO_TEXT.sub("", text)


def whole_number(text: str, default: int = 0) -> int:
    """The number that somebody sent; `default` where it is none, or larger than any of ours."""
    return int(text) if text.isdecimal() and len(text) < 10 else default


def bounded(request: Request, *, is_known: bool) -> Request:
    """Return a request that receives no more than this sender may send. Raises HTTPException where they say so."""
    most = _MOST_BYTES if is_known else _MOST_BYTES_OF_STRANGERS
    length = request.headers.get("content-length", "")
    if length.isdecimal() and (len(length) > 12 or int(length) > most):
        raise HTTPException(413, _too_much(most))
    return Request(request.scope, _Bounded(request, most))


async def read_form(request: Request) -> tuple[Form, Files]:
    """Return the fields and files of a form; whoever made the request closes it. Raises HTTPException."""
    try:
        sent = await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_MOST_BYTES)
    except UnicodeError:
        raise HTTPException(400, "The form cannot be read. Open the page again and send it once more.") from None
    form: Form = {}
    files: Files = {}
    for name, value in sent.multi_items():
        if not isinstance(value, UploadFile):
            form.setdefault(plain(name), []).append(plain(value))
        elif value.filename:
            value.filename = plain(value.filename)
            files[plain(name)] = value
    return form, files


class _Bounded:
    """Receives a request's body up to `most` bytes."""

    def __init__(self, request: Request, most: int) -> None:
        self._request, self._most, self._left = request, most, most

    async def __call__(self) -> Message:
        message = await self._request.receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            # Of this the parser lets go what it has kept so far.
            raise MultiPartException(_too_much(self._most))
        return message


def _too_much(most: int) -> str:
    return f"That is more than {most >> 20} MB; send it in parts."
