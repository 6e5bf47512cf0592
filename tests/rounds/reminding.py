"""What the tests of reminders share: one morning's mails, and the answers to them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email import message_from_bytes, policy

from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.registers import REGISTERS
from mailtick.registers.changing import Author, find
from mailtick.rounds.process import process
from mailtick.rounds.remind import remind
from mailtick.store.tables import OutgoingRow
from tests.support.desks import SetClock, letter, put_in
from tests.support.lookup import proof

BY_NAME = {register.name: register for register in REGISTERS}
KEMP = "sandra.kemp@saltmarshprimary.example"
PRYOR = "janet.pryor@saltmarshprimary.example"
OWNER = "tom.whitfield@saltmarshprimary.example"
OFFICE = Author("Mrs Sandra Kemp", "by hand", datetime(2026, 11, 9, 9, tzinfo=UTC))


def morning(day: str, hour: int = 7, minute: int = 30) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=hour, minute=minute)


def mails(desk: Desk, to: str = "", template: str = "reminders") -> list[tuple[str, str]]:
    """Subject and text of the mails of a kind, the oldest first."""
    with desk.database.reading() as session:
        rows = session.scalars(select(OutgoingRow).where(OutgoingRow.template == template).order_by(OutgoingRow.id))
        return [(row.subject, text_of(row.raw)) for row in rows if not to or row.recipient == to]


def text_of(raw: bytes) -> str:
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def said_on(desk: Desk, clock: SetClock, day: str, to: str = "") -> list[tuple[str, str]]:
    """The reminders of one morning."""
    before = len(mails(desk, to))
    clock.now = morning(day)
    remind(desk)
    return mails(desk, to)[before:]


def answer(desk: Desk, text: str, sender: str, *, is_proven: bool = True) -> str:
    """Answer the newest reminder that somebody got, and return what the desk writes back."""
    with desk.database.reading() as session:
        query = select(OutgoingRow).where(OutgoingRow.template == "reminders", OutgoingRow.recipient == sender)
        sent = session.scalars(query.order_by(OutgoingRow.id)).all()[-1]
    headers = {"In-Reply-To": f"<{sent.message_id}>", **(proof(sender) if is_proven else {})}
    put_in(desk, letter(sender, f"Re: {sent.subject}", text, headers=headers))
    process(desk)
    return mails(desk, sender, "transcript")[-1][1]


def cell(desk: Desk, register: str, key: str, column: str) -> object:
    with desk.database.reading() as session:
        return find(session, BY_NAME[register], key)[1][column]
