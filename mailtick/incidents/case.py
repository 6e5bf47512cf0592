"""A mail laid on the table: everything that a decision about it looks at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mailtick.incidents import gate
from mailtick.incidents.actions import NoticeKind, Notify, Withhold
from mailtick.incidents.belong import Belonging
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.notices import TranscriptLine
from mailtick.incidents.opened import IncidentId
from mailtick.incidents.people import Person, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.trust import Sender
from mailtick.mail.message import Classification, Clue, ClueKind, InboundMail, Kind
from mailtick.mail.reply import own_lines

# Mails that came while somebody was setting the desk up are answered still.
_SETTING_UP = timedelta(days=1)

_MOST_FILES = 10
_LIST_POST = re.compile(r"mailto:([^\s<>?,]{1,320})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """One mail with what was found out about it. `new_text` is what its sender newly wrote.

    `in_sent` says that it lies in the Sent folder of the desk's own mailbox: whoever writes there wrote it.
    """

    mail: InboundMail
    classification: Classification
    new_text: str
    clues: tuple[Clue, ...]
    sender: Sender
    belonging: Belonging
    lookup: Lookup
    policy: Policy
    now: datetime
    received_at: datetime
    in_sent: bool = False
    # The name of the mailbox through which it came.
    mailbox: str = ""
    # Somebody signed in wrote it on the web desk.
    is_from_the_web: bool = False

    @property
    def today(self) -> date:
        """The day at the desk."""
        return self.now.astimezone(self.policy.zone).date()

    @property
    def is_from_the_desk(self) -> bool:
        return self.in_sent or (not self.is_from_the_web and self.policy.is_own(self.sender.address.addr))

    @property
    def because(self) -> str:
        """Why the log has an entry of this mail: who wrote it, and how far they are believed."""
        return self.because_of(f"mail from {self.sender.name}")

    def because_of(self, reason: str) -> str:
        return f"{reason}; {self.sender.words}"

    @property
    def is_own_list(self) -> bool:
        """Whether it came through a list that is one of the desk's own addresses: a group that forwards to us."""
        posts = {each.lower() for each in _LIST_POST.findall(self.mail.header("list-post"))}
        list_id = self.mail.header("list-id").rpartition("<")[2].strip(" >").lower()
        return any(own in posts or list_id in (own, own.replace("@", ".")) for own in self.policy.own_addresses)

    @property
    def forbids_answer(self) -> bool:
        """Whether the mail itself forbids an automatic answer (RFC 3834); a group of our own does not (RULINGS 7).

        Nor is a mail answered that a filter marked as spam.
        """
        is_ours = self.classification.kind is Kind.LIST and self.is_own_list
        return (self.classification.suppress_reply and not is_ours) or self.classification.is_spam

    @property
    def is_before_the_desk(self) -> bool:
        """Whether it is older than the desk itself: it is filed, and nothing follows from it (TRAPS.md 41)."""
        live_since = self.policy.live_since
        return live_since is not None and self.received_at < live_since - _SETTING_UP

    @property
    def own_text(self) -> str:
        """The new text without the quoted lines that it answers: those are not their words."""
        return own_lines(self.new_text)

    @property
    def files(self) -> tuple[str, ...]:
        """The files that came with it, each with its size; pictures that stand in the text are none."""
        found = [each for each in self.mail.attachments if not (each.is_inline and each.content_id)]
        # ";" parts them in the store.
        names = [f"{each.name.replace(';', ',')} ({size_words(each.size_bytes)})" for each in found[:_MOST_FILES]]
        return (*names, *((f"{len(found) - _MOST_FILES} more",) if len(found) > _MOST_FILES else ()))

    def references(self) -> tuple[str, ...]:
        return tuple(clue.value for clue in self.clues if clue.kind is ClueKind.PROVIDER_REFERENCE)

    def answer(
        self,
        kind: NoticeKind,
        to: Person,
        because: str,
        incident: IncidentId | None = None,
        transcript: tuple[TranscriptLine, ...] = (),
        by: str = "",
        text: str = "",
        lines: tuple[str, ...] = (),
    ) -> tuple[Notify | Withhold, ...]:
        """An automatic answer to whoever wrote, unless the mail forbids one (RFC 3834) or the gate does.

        It goes to the address that they wrote from, which need not be the one where their mail usually goes.
        """
        if self.sender.person is not None and to.address == self.sender.person.address:
            to = replace(to, address=self.sender.address.key)
        if self.forbids_answer:
            return (Withhold(kind, to, f"no automatic answer: {'; '.join(self.classification.because)}"),)
        return self.notify(kind, (to,), because, incident, text, by, lines, transcript)

    def notify(
        self,
        kind: NoticeKind,
        to: tuple[Person, ...],
        because: str,
        incident: IncidentId | None = None,
        text: str = "",
        by: str = "",
        lines: tuple[str, ...] = (),
        transcript: tuple[TranscriptLine, ...] = (),
        as_leads: bool = False,
    ) -> tuple[Notify | Withhold, ...]:
        """An automatic mail to people who did not necessarily write; it passes the gate as every one does."""
        if self.is_before_the_desk:
            return tuple(Withhold(kind, person, "no automatic mail: this one is older than the desk") for person in to)
        return gate.notify(
            kind,
            to,
            because,
            self.lookup,
            self.policy,
            self.now,
            incident=incident,
            text=text,
            by=by,
            lines=lines,
            transcript=transcript,
            as_leads=as_leads,
        )

    def coordinators(self) -> tuple[Person, ...]:
        """Who is told of what nobody else has: the coordinators, or whoever stands in where no mail reaches them."""
        return gate.alerted(self.lookup, self.policy, self.now) or self.lookup.team(Role.COORDINATOR)

    def unreachable(self, person: Person, incident: IncidentId) -> str:
        """Why no automatic mail of this decision reaches somebody, or the empty string."""
        return "" if self.is_before_the_desk else gate.refusal(person, self.lookup, self.policy, self.now, incident)


def size_words(size_bytes: int) -> str:
    """A size for people: "4.2 MB", "120 kB"."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e6 else f"{max(1, round(size_bytes / 1e3))} kB"
