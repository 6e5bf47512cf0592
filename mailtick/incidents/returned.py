"""A mail of ours came back: which one, and whether its address is at fault.

Anybody can write a delivery failure. One is believed only where it cites the Message-ID of the very copy that went to
the address that it names, or came to the address that only that copy has (TRAPS.md 57, A9).
"""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.actions import Action, Hold, Ignore, NoteBounce
from mailtick.incidents.belong import Cited
from mailtick.incidents.lookup import Lookup, SentMail
from mailtick.mail.message import Bounce, Classification

# The address itself is at fault (RFC 3463 section 3.2, 3.3). A full mailbox or a filter's refusal silences nobody.
_ADDRESS_IS_GONE = ("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.2.1")


def came_back(classification: Classification, cited: Cited, lookup: Lookup) -> tuple[Action, ...]:
    """Return what a delivery failure does: it marks one delivery, perhaps silences its address, or changes nothing."""
    original = classification.original_message_id
    found = (*(lookup.sent([original]) if original else ()), *cited.mails)
    if not found:
        return (Ignore("a delivery failure that cites no mail of ours; it may be forged, and changes nothing"),)
    failed = [bounce for bounce in classification.bounces if bounce.action in ("", "failed")]
    for sent in found:
        if report := _about(sent, failed):
            return (_noted(sent, report),)
    # Some systems name another address than we wrote to: ours was passed on, or their server renames it.
    sent = next(iter(cited.by_tag), found[0])
    if sent in cited.by_tag or not any(bounce.recipient for bounce in failed):
        return (_noted(sent, failed[0] if failed else None, is_theirs=not any(bounce.recipient for bounce in failed)),)
    named = ", ".join(bounce.recipient for bounce in failed if bounce.recipient)
    return (Hold(f"a delivery failure about {named} cites a mail that went to {sent.recipient}; it may be forged"),)


def _about(sent: SentMail, failed: Sequence[Bounce]) -> Bounce | None:
    """What a report says about the recipient of this copy; servers write the part after the @ their own way."""
    exact = (bounce for bounce in failed if bounce.recipient.lower() == sent.recipient.lower())
    local = sent.recipient.lower().rpartition("@")[0]
    near = (bounce for bounce in failed if bounce.recipient.lower().rpartition("@")[0] == local)
    return next(exact, None) or next(near, None)


def _noted(sent: SentMail, report: Bounce | None, *, is_theirs: bool = True) -> NoteBounce:
    permanent = report is not None and report.permanent and report.status.startswith(_ADDRESS_IS_GONE)
    words = _in_words(report) if report else "no reason given"
    about = f" (the report is about {report.recipient})" if report and not is_theirs else ""
    because = f"mail to {sent.recipient} came back: {words}{about}"
    return NoteBounce(sent.id, sent.recipient, permanent and is_theirs, because)


def _in_words(report: Bounce) -> str:
    """Why it failed: first for people, then what the server said."""
    said = " ".join(part for part in (report.status, report.diagnostic) if part)
    return f"{report.reason} ({said})" if report.reason and said else report.reason or said or "no reason given"
