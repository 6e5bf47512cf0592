"""A desk with Mrs Brown's board on it, and mails of the team as mail programs write them."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident
from mailtick.rounds.act import find_incident
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.store.incidents import log_of
from mailtick.store.tables import OutgoingRow
from tests.support.desks import letter, put_in
from tests.support.lookup import proof

SCHOOL = "saltmarshprimary.example"
KEMP, SHAH = f"Mrs Sandra Kemp <sandra.kemp@{SCHOOL}>", f"Mr Amir Shah <amir.shah@{SCHOOL}>"
BROWN, LLOYD = f"Mrs Claire Brown <claire.brown@{SCHOOL}>", f"Mr Gareth Lloyd <gareth.lloyd@{SCHOOL}>"


def run(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def command(text: str, by: str = KEMP, subject: str = "Re: [ICT-1041] board", html: str = "") -> bytes:
    """A mail of somebody's that proves who wrote it; with `html` as its second shape."""
    raw = letter(by, subject, text, headers=proof(by))
    if not html:
        return raw
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    mail.add_alternative(html, subtype="html")
    return mail.as_bytes()


def say(desk: Desk, text: str, by: str = KEMP, subject: str = "Re: [ICT-1041] board", html: str = "") -> None:
    run(desk, command(text, by, subject, html))


def written(desk: Desk, template: str) -> list[tuple[str, str, str]]:
    """(recipient, subject, text in one line) of the mails that were written from a template."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        return [(row.recipient, row.subject, " ".join(_text(row.raw).split())) for row in rows]


def _text(raw: bytes) -> str:
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()) if body else ""


def standing(desk: Desk, reference: str = "1041") -> Incident:
    with desk.database.reading() as session:
        return find_incident(StoreLookup(session, "ICT"), reference)


def log(desk: Desk, reference: str = "1041") -> list[tuple[str, str, str]]:
    """(event, what changed to what, text) of the log of an incident."""
    incident = standing(desk, reference)
    with desk.database.reading() as session:
        return [(each.event, f"{each.field} {each.new}".strip(), each.text) for each in log_of(session, incident.id)]
