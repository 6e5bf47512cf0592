"""The values that the room `mail` speaks in: one received mail, and what was read from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of a header (RFC 5322 section 3.4). `addr` is as written, without angle brackets; compare `key`."""

    addr: str
    name: str = ""

    @property
    def key(self) -> str:
        """The address for comparing: lower case, since no host in use tells two users apart by case."""
        return self.addr.lower()

    @property
    def domain(self) -> str:
        return self.addr.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a mail, and because of what. `is_rewritten` says that the From names a list instead."""

    address: Address
    because: str
    is_rewritten: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file, decoded. `name` is a cleaned base name, `type` the declared media type in lower case."""

    name: str
    type: str
    size_bytes: int
    sha256: str
    content: bytes = field(repr=False)
    is_inline: bool = False
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class InboundMail:
    """One received mail, parsed. Every text is valid Unicode without NUL and lone surrogates.

    `headers` maps a lower-case name to its values from top to bottom, unfolded and decoded (RFC 2047).
    Ids are without angle brackets; `references` runs from the oldest to the newest.
    `date` is the Date header, for display only (RULINGS 2); None where it cannot be read.
    `defects` names in plain words what was broken or cut.
    """

    headers: Mapping[str, tuple[str, ...]]
    from_: Address | None
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    body_text: str
    body_html: str = field(repr=False)
    attachments: tuple[Attachment, ...]
    # The fields of each message/delivery-status block (RFC 3464), lower-case names; the message's own block first.
    delivery_status: tuple[Mapping[str, str], ...]
    # The headers of the mail that a report returns (text/rfc822-headers or message/rfc822), lower-case names.
    returned_headers: Mapping[str, tuple[str, ...]]
    content_type: str
    size_bytes: int
    defects: tuple[str, ...]
    # What is to be known of the mail beside its text, in plain words: that it is signed, or cannot be read.
    notes: tuple[str, ...] = ()
    # Who passed the mail on as it was (Resent-From, RFC 5322 section 3.6.6), the last of several.
    resent_from: Address | None = None
    # Whether `body_text` was made from the HTML, because the mail has no plain text.
    is_text_from_html: bool = False
    # Every mailbox of every From field; an honest mail has one (RFC 5322 section 3.6.2).
    authors: tuple[Address, ...] = ()
    # The Authentication-Results above the first Received line: no sender can put one there.
    results_on_top: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first value of a header, or the empty string."""
        values = self.headers.get(name.lower())
        return values[0] if values else ""


class Kind(StrEnum):
    """What kind of mail it is, as far as the mail alone can tell (RULINGS 9)."""

    NEW = "new"
    REPLY = "reply"
    FORWARD = "forward"
    BOUNCE = "bounce"
    DELAY = "delay"
    RECEIPT = "receipt"
    AUTO_REPLY = "auto_reply"
    LIST = "list"
    LOOP = "loop"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Bounce:
    """One recipient of a delivery report. `action` is failed, delayed, delivered … (RFC 3464 section 2.3.3).

    `reason` says in plain words why it failed or waits, as the rest of a sentence: "the mailbox is full".
    """

    recipient: str
    action: str
    status: str
    diagnostic: str
    permanent: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Classification:
    """The kind of a mail and *because* of what. `suppress_reply` is RFC 3834's answer to "may a machine reply?"."""

    kind: Kind
    is_autoreply: bool
    is_bounce: bool
    suppress_reply: bool
    because: tuple[str, ...]
    bounces: tuple[Bounce, ...] = ()
    # The Message-ID of ours that a report or an automatic answer cites, without brackets; empty where it cites none.
    original_message_id: str = ""
    # Whether a filter, or somebody who wrote its mark, called it spam.
    is_spam: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """What an out-of-office answer says: the last day away, and the addresses to ask meanwhile."""

    until: date | None
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail that is forwarded inside this one, and `comment`, what the forwarder wrote above it."""

    from_addr: str
    from_name: str
    date: str
    subject: str
    comment: str
    text: str


class ClueKind(StrEnum):
    """What in a mail may tell where it belongs."""

    NUMBER = "number"  # an incident number in the subject: "ICT-1041"
    BODY_NUMBER = "body_number"  # the same, in the new text
    MESSAGE_ID = "message_id"  # an id of In-Reply-To or References, newest first
    ADDRESS_TAG = "address_tag"  # the part after "+" of an address it was sent to
    PROVIDER_REFERENCE = "provider_reference"  # a job number of somebody else: "Job 7741", "INC0098213"


@dataclass(frozen=True, slots=True)
class Clue:
    kind: ClueKind
    value: str
