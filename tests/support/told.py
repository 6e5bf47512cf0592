"""The mails that a desk has written, as their readers see them."""

from __future__ import annotations

import email
import email.policy

from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.store.tables import OutgoingRow


def told(desk: Desk) -> list[tuple[str, str]]:
    """Return whom each mail goes to and its plain text, in the order in which they were written."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).order_by(OutgoingRow.id)).all()
        mails = [(row.recipient, email.message_from_bytes(row.raw, policy=email.policy.default)) for row in rows]
    return [(to, body.get_content()) for to, mail in mails if (body := mail.get_body(("plain",)))]
