"""The papers that were filed on a record by mail, as downloads."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from mailtick.mail.parse import parse_mail
from mailtick.store import mails
from mailtick.store.kept import paper_numbered
from mailtick.web.pages.registers import register_of
from mailtick.web.visit import NotThere, Visit

# Whatever a browser would show or run in our name comes as plain bytes.
_AS_IT_IS = frozenset(("application/pdf", "image/png", "image/jpeg", "image/gif", "text/plain", "text/csv"))


def show(visit: Visit) -> Response:
    register, number = register_of(visit), visit.path("number")
    with visit.reading() as session:
        found = paper_numbered(session, int(number)) if number.isdecimal() and len(number) < 10 else None
        if found is None or found[0].register != register.name:
            raise NotThere("There is no such paper.")
        paper, row = found
        raw = mails.raw_of(row)
    if not paper.name:
        return _download(raw, "message/rfc822", f"mail-{row.id}.eml")
    attachment = next((each for each in parse_mail(raw).attachments if each.name == paper.name), None)
    if attachment is None:
        raise NotThere("The mail is there, but this file is not in it any more.")
    return _download(attachment.content, attachment.type, paper.name)


def _download(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, media_type=kind if kind in _AS_IT_IS else "application/octet-stream", headers=headers)
