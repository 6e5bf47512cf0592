"""The original of a mail: its text and facts, its HTML made harmless in a frame of its own, its files as downloads.

Promise: nothing of a mail acts on the desk, loads from elsewhere, or is told to anybody who may not see it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import HTMLResponse, Response

from mailtick.incidents.case import size_words
from mailtick.incidents.incident import Incident
from mailtick.incidents.words import KIND_WORDS
from mailtick.mail.message import Attachment, InboundMail
from mailtick.mail.parse import parse_mail
from mailtick.store.mails import raw_of
from mailtick.store.tables import MailRow
from mailtick.store.talk import addresses_of, mail_about, sent_about
from mailtick.web.papers import style_hash
from mailtick.web.sanitise import harmless
from mailtick.web.visit import NotThere, Visit

# Nothing of a mail runs, loads or leads anywhere by itself; `sandbox` makes it a stranger to the desk.
_LOOK = "body{font:16px/1.5 system-ui,sans-serif;color:#1d2428;background:#fff;margin:12px;overflow-wrap:anywhere}"
_MAIL_POLICY = (
    f"default-src 'none'; style-src 'sha256-{style_hash(_LOOK)}'; frame-ancestors 'self'; form-action 'none'; sandbox"
)
_FILE_POLICY = "default-src 'none'; sandbox"
# A link may be followed: in a window of its own.
_LINKS_POLICY = f"{_MAIL_POLICY} allow-popups allow-popups-to-escape-sandbox"
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_VERIFIED = "sender verified: yes"


@dataclass(frozen=True, slots=True)
class Original:
    """A mail that somebody may look at. `is_trusted` says that one of the school's own demonstrably wrote it."""

    incident: Incident
    row: MailRow
    raw: bytes
    mail: InboundMail
    is_trusted: bool


def show(visit: Visit) -> Response:
    found = _opened(visit)
    mail = found.mail
    return visit.page(
        "incident_mail",
        mail.subject or "Mail without a subject",
        found=found,
        mail=mail,
        incident=found.incident,
        kind=KIND_WORDS.get(found.row.kind, ""),
        sender_words=_sender_words(found.row) if visit.person.is_team else "",
        files=[(number, each, size_words(each.size_bytes)) for number, each in enumerate(mail.attachments, 1)],
        has_html=bool(mail.body_html.strip()),
        moments=visit.moments,
    )


def show_html(visit: Visit) -> Response:
    """The HTML alone, for the frame: a document that may do nothing."""
    found = _opened(visit)
    body = harmless(found.mail.body_html, links_work=found.is_trusted)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title><base target="_blank">'
        f"<style>{_LOOK}</style></head><body>{body}</body></html>"
    )
    policy = _LINKS_POLICY if found.is_trusted else _MAIL_POLICY
    return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"})


def download(visit: Visit) -> Response:
    found = _opened(visit)
    return _as_file(found.raw, f"{found.incident.reference}-mail-{found.row.id}.eml", "message/rfc822")


def download_file(visit: Visit) -> Response:
    found = _opened(visit)
    number = visit.path("file")
    index = int(number) - 1 if number.isdecimal() and len(number) < 5 else -1
    if not 0 <= index < len(found.mail.attachments):
        raise NotThere("This mail has no such file.")
    file: Attachment = found.mail.attachments[index]
    return _as_file(file.content, file.name, file.type)


def show_sent(visit: Visit) -> Response:
    """A mail of ours as it was sent, for the team."""
    number = visit.path("sent")
    with visit.reading() as session:
        incident = visit.incident(session, visit.path("number"))
        found = sent_about(session, incident.id).get(int(number)) if number.isdecimal() and len(number) < 12 else None
    if found is None or not visit.person.is_team:
        raise NotThere("There is no such mail, or it is not yours to see.")
    text = parse_mail(found.raw).body_text
    return visit.page("sent", found.subject, sent=found, text=text, incident=incident, moments=visit.moments)


def _opened(visit: Visit) -> Original:
    """The mail that the address names. Raises NotThere where there is none, or it is not theirs to see."""
    number = visit.path("mail")
    nothing = NotThere("There is no such mail, or it is not yours to see.")
    if not (number.isdecimal() and len(number) < 12):
        raise nothing
    with visit.reading() as session:
        incident = visit.incident(session, visit.path("number"))
        row = mail_about(session, int(number), incident.id)
        if row is None:
            raise nothing
        is_theirs = row.from_address.lower() in addresses_of(session, visit.person.id)
        if not (visit.person.is_team or is_theirs):
            raise nothing
        raw = raw_of(row)
    mail = parse_mail(raw)
    return Original(incident, row, raw, mail, _is_trusted(visit, row))


def _sender_words(row: MailRow) -> str:
    decision = json.loads(row.decision) if row.decision else {}
    return str(decision.get("sender", "")) if isinstance(decision, dict) else ""


def _is_trusted(visit: Visit, row: MailRow) -> bool:
    domain = row.from_address.lower().rpartition("@")[2]
    return domain in visit.desk.policy.staff_domains and _sender_words(row).startswith(_VERIFIED)


def _as_file(content: bytes, name: str, kind: str) -> Response:
    """A download under a name without tricks; the browser is never asked to show it."""
    safe = "".join(sign if sign.isprintable() and sign not in '\\\\/:*?"<>|' else "_" for sign in name)[:150].strip(
        ". "
    )
    plain = safe.encode("ascii", "replace").decode().replace("?", "_") or "file"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe or 'file', safe='')}"
    media_type = kind if _TYPE.fullmatch(kind) else "application/octet-stream"
    headers = {"Content-Disposition": disposition, "Content-Security-Policy": _FILE_POLICY, "Content-Type": media_type}
    return Response(content, headers=headers)
