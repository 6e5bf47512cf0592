"""Plain words for the names that the desk uses inside: the one table for every place where a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mailtick.incidents.actions import Event
from mailtick.incidents.incident import STATE_WORDS, Grade, State
from mailtick.incidents.needed import said as by_when
from mailtick.mail.message import ClueKind, Kind

EVENT_WORDS: Mapping[Event, str] = MappingProxyType(
    {
        Event.OPENED: "opened",
        Event.MAIL: "mail",
        Event.AUTOMATIC: "automatic mail",
        Event.NOTE: "note",
        Event.STATE: "state",
        Event.FIELD: "changed",
        Event.HANDOVER: "hand-over",
        Event.JOINED: "joined by",
        Event.RELEASED: "shown to those it is for",
        Event.SENT: "sent",
        Event.NOT_SENT: "not sent",
        Event.BOUNCED: "came back",
    }
)

# By the name of the template; a mail of `notices.py` that is missing here fails a test.
NOTICE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "acknowledgement": "acknowledgement",
        "out_of_hours": "acknowledgement, and that the desk is shut",
        "assignment": "assignment",
        "handover": "job for the firm",
        "advice": "question for advice",
        "chase": "chase of a firm",
        "withdrawal": "word to a firm that a job is not needed, or is after all",
        "approval": "question to whoever decides",
        "order": "order to the firm",
        "visit_sheet": "list of jobs before a visit",
        "taken_off": "word that it goes on under another name",
        "update": "news",
        "question": "question",
        "still_asking": "reminder of our question",
        "temporary_fix": "news that it is fixed for now",
        "resolved": "news that it is resolved",
        "known_fault": "news that the fault is known",
        "job_news": "news of when the firm comes or is done",
        "team_news": "news for the team",
        "provider_news": "news for the team",
        "more_news": "news that more mails come in",
        "alert": "alert",
        "undelivered": "word that a mail did not arrive",
        "transcript": "answer to their words",
        "split": "numbers of all matters in their mail",
        "asked": "answer to what they asked",
        "restricted": "word of a restricted matter, without its contents",
        "received": "news that the mail is here",
        "noted": "word that it is noted",
        "proposal": "proposal to confirm",
        "reminders": "reminder of the registers",
        "held_list": "list of held mails",
        "triage_list": "list of what is new",
        "stock_list": "list of what is in a room",
        "work_list": "work list",
        "weekly_summary": "weekly summary",
        "sign_in": "link to sign in with",
    }
)

# Whatever SetField changes, and the log.
FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "state": "state",
        "assignee": "given to",
        "reporter": "reported by",
        "participants": "takes part",
        "place": "place",
        "equipment": "equipment",
        "category": "category",
        "type": "type",
        "title": "title",
        "priority": "priority",
        "impact": "how much of the school it hits",
        "urgency": "how soon it hurts",
        "resolution": "what was done",
        "chasers": "asked how it goes",
        "needed_by": "needed by",
        "temporary_fix": "what was done for now",
        "rest_due_on": "when the rest is due",
        "fix_kind": "how it ended",
        "how_closed": "how it was closed",
        "is_restricted": "only few may see it",
        "responded_at": "answered",
        "received_at": "came in",
        "related": "has to do with",
        "satisfaction": "how content they are",
        "parent": "part of",
        "part": "has as a part",
        "minutes": "minutes spent on it",
        "job_reference": "their job number",
        "withdrawn_job": "their job",
        "visit": "they come",
        "eta": "they expect it to be done",
        "next_news": "they write again",
        "quote": "their quote",
        "on_order": "a part is on order",
        "on_site": "they were there",
        "done": "they say that it is done",
        "not_covered": "they say that it is not covered",
        "returned": "they give it back",
        "asked": "they ask for",
    }
)

GRADE_WORDS: Mapping[str, str] = MappingProxyType({Grade.HIGH: "high", Grade.MEDIUM: "medium", Grade.LOW: "low"})

ENDING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "permanent": "mended",
        "temporary": "fixed for now",
        "no_fault": "nothing was wrong",
        "cannot": "it cannot be mended",
        "not_ict": "no matter for the desk",
        "withdrawn": "called off",
        "confirmed": "they said that it works",
        "automatic": "nobody objected",
        "coordinator": "by the desk",
    }
)

HANDOVER_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "drafted": "the mail waits to be sent",
        "sent": "sent, not answered yet",
        "acknowledged": "a machine of theirs has answered",
        "accepted": "they have answered",
        "scheduled": "they have said when they come",
        "on_site": "they were there",
        "bounced": "the mail came back",
        "done": "done",
        "withdrawn": "taken back",
        "returned": "they gave it back",
    }
)

WAITING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "requester": "the person who reported it",
        "provider": "the outside firm",
        "approval": "a decision",
        "visit": "the agreed visit",
    }
)

KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Kind.NEW: "a new mail",
        Kind.REPLY: "an answer",
        Kind.FORWARD: "passed on",
        Kind.BOUNCE: "a mail of ours that came back",
        Kind.DELAY: "a mail of ours that is delayed",
        Kind.RECEIPT: "a receipt",
        Kind.AUTO_REPLY: "an automatic answer",
        Kind.LIST: "from a list",
        Kind.LOOP: "our own mail again",
        Kind.AUTOMATIC: "from a machine",
    }
)

CLUE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        ClueKind.NUMBER: "number in the subject",
        ClueKind.BODY_NUMBER: "number in the text",
        ClueKind.MESSAGE_ID: "answers the mail",
        ClueKind.ADDRESS_TAG: "sent to the address with",
        ClueKind.PROVIDER_REFERENCE: "a firm's job number",
    }
)

# How sure it is that a mail belongs somewhere: the least score, and its words.
_SURE: tuple[tuple[int, str], ...] = (
    (90, "almost sure"),
    (70, "very likely"),
    (50, "likely"),
    (30, "possible"),
    (0, "hardly"),
)


def sureness(score: int) -> str:
    """Return in words how sure a score of 0 to 100 is."""
    return next(words for least, words in _SURE if score >= least)


def plain_value(field: str, value: str) -> str:
    """Return the value of a field in words. Moments are not changed: only a desk knows its zone."""
    if field == "state" and value:
        return STATE_WORDS[State(value)]
    if field == "needed_by" and value:
        return by_when(value)
    if field in ("fix_kind", "how_closed"):
        return ENDING_WORDS.get(value, value)
    return GRADE_WORDS.get(value, value) if field in ("impact", "urgency") else value
