"""Carry mails between real desks and machines until nobody has anything left to say."""

from __future__ import annotations

import email
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from email.message import Message
from email.utils import parseaddr

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds import act
from mailtick.rounds.deliver import deliver
from mailtick.rounds.process import process
from mailtick.rounds.tell_held import tell_held
from mailtick.store import mails
from tests.support.autoresponders import Autoresponder
from tests.support.desks import SetClock, put_in
from tests.support.smtp_sink import SmtpSink

_MOST_TURNS = 300


class Post:
    """Takes what desks really send and hands it on. `carried` counts by the addresses of sender and recipient."""

    def __init__(self, clock: SetClock, pace: timedelta = timedelta(seconds=30), *, keeps_marks: bool = True) -> None:
        self._clock, self._pace, self._keeps_marks = clock, pace, keeps_marks
        self._desks: dict[str, tuple[Desk, SmtpSink]] = {}
        self._machines: dict[str, Autoresponder] = {}
        self._taken: Counter[str] = Counter()
        self.carried: Counter[tuple[str, str]] = Counter()
        self.texts: list[tuple[str, str]] = []

    def add_desk(self, desk: Desk, sink: SmtpSink) -> None:
        self._desks[desk.policy.facts.address] = (desk, sink)

    def add_machine(self, machine: Autoresponder) -> None:
        self._machines[machine.address] = machine

    def carry(self, raw: bytes, to: str) -> None:
        """Bring a mail to whoever has the address: a desk, with or without a tag, a machine, or a person who reads."""
        mail = email.message_from_bytes(raw)
        sender, recipient = parseaddr(str(mail["From"]))[1].lower(), _without_tag(to)
        self.carried[sender, recipient] += 1
        self.texts.append((recipient, _text_of(mail)))
        if recipient in self._desks:
            put_in(self._desks[recipient][0], raw if self._keeps_marks else _unmarked(raw))
        elif recipient in self._machines:
            for answer in self._machines[recipient].receive(raw):
                self.carry(answer, parseaddr(str(email.message_from_bytes(answer)["To"]))[1])

    def run(self) -> None:
        """Let time pass and mails go to and fro until it is quiet. Raises AssertionError where it never is."""
        for _ in range(_MOST_TURNS):
            self._clock.move(self._pace)
            if not sum([self._turn(address) for address in self._desks]):
                return
        raise AssertionError(f"they never end: {self.carried}")

    def _turn(self, address: str) -> int:
        desk, sink = self._desks[address]
        did = 0
        while process(desk):
            did += 1
        tell_held(desk)
        while deliver(desk):
            did += 1
        new = sink.mails[self._taken[address] :]
        self._taken[address] += len(new)
        for sunk in new:
            for recipient in sunk.recipients:
                self.carry(sunk.raw, recipient)
        return did

    def let_in(self) -> None:
        """Every person at a desk takes up what is held there, which answers whoever wrote it."""
        for desk, _ in self._desks.values():
            with desk.database.reading() as session:
                held = [row.id for row in mails.held_mails(session)]
            for mail_id in held:
                with suppress(NotAllowed):
                    act.release(desk, mail_id)

    def to_peer(self, desk: Desk, peer: str) -> int:
        """How many mails a desk sent to a peer."""
        return self.carried[desk.policy.facts.address, peer]

    def told_of(self, reader: str, words: str) -> int:
        """How many mails to somebody hold these words."""
        return sum(recipient == reader and words in " ".join(text.split()) for recipient, text in self.texts)


def _text_of(mail: Message) -> str:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    raw = part.get_payload(decode=True)
    return raw.decode() if isinstance(raw, bytes) else ""


def _without_tag(address: str) -> str:
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _unmarked(raw: bytes) -> bytes:
    """What a gateway leaves of a mail that takes away every field it does not know."""
    head, blank, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
    dropped = (b"auto-submitted:", b"x-", b"precedence:", b"in-reply-to:", b"references:")
    kept = [line for line in head.splitlines() if not line.lower().startswith(dropped)]
    return b"\r\n".join(kept) + blank + body
