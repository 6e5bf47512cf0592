"""The mail ledger: every mail that came in, what became of it and why; and what goes out."""

from __future__ import annotations

import json

from sqlalchemy.orm import Session
from starlette.responses import Response

from mailtick.incidents.words import FIELD_WORDS, NOTICE_WORDS, sureness
from mailtick.rounds import act
from mailtick.rounds.outbox_words import DELIVERY_WORDS
from mailtick.store import mails
from mailtick.store.incidents import number_of
from mailtick.store.mail_list import page_of_mails, seen_on, written_because_of
from mailtick.store.outbox import list_outbox, stops_that_hold
from mailtick.store.tables import DeliveryState, MailRow, MailState
from mailtick.web.forms import whole_number
from mailtick.web.visit import NotThere, Visit

_A_PAGE = 100
STATE_WORDS = {
    MailState.RECEIVED: "waiting to be read",
    MailState.PROCESSED: "dealt with",
    MailState.HELD: "held",
    MailState.DROPPED: "set aside",
}


def show_all(visit: Visit) -> Response:
    name = visit.asked("state")
    state = MailState(name) if name in set(MailState) else None
    page = max(1, whole_number(visit.asked("page")))
    with visit.reading() as session:
        counts = mails.count_mails(session)
        rows = page_of_mails(session, state, visit.asked("q"), _A_PAGE + 1, (page - 1) * _A_PAGE)
        shown = [
            (row, mails.shown_subject(session, row, visit.prefix), _number(session, row)) for row in rows[:_A_PAGE]
        ]
        return visit.page(
            "mails",
            "Mail ledger",
            mails=shown,
            counts=[(each, words, counts.get(each, 0)) for each, words in STATE_WORDS.items()],
            words=STATE_WORDS,
            state=state,
            typed=visit.asked("q"),
            page=page,
            has_more=len(rows) > _A_PAGE,
        )


def show(visit: Visit) -> Response:
    """Why a mail became what it did."""
    words = visit.path("mail")
    with visit.reading() as session:
        row = mails.mail_by_id(session, int(words)) if words.isdecimal() and len(words) < 10 else None
        if row is None:
            raise NotThere("There is no such mail.")
        decision = json.loads(row.decision or "{}")
        return visit.page(
            "mail",
            f"Mail {row.id}",
            mail=row,
            subject=_subject(visit, session, row),
            state=STATE_WORDS[row.state],
            number=_number(session, row),
            did=[_action(each) for each in decision.get("actions", ())],
            sender=decision.get("sender", ""),
            doubts=decision.get("doubts", ()),
            candidates=[
                (each["incident"], sureness(each["score"]), each["because"]) for each in decision.get("candidates", ())
            ],
            seen=seen_on(session, row.id),
            written=[(out, DELIVERY_WORDS[each]) for out, each in written_because_of(session, row.id)],
        )


def show_outbox(visit: Visit) -> Response:
    everything = visit.asked("list") == "all"
    states = [state for state in DeliveryState if everything or state is not DeliveryState.SENT]
    with visit.reading() as session:
        found = list_outbox(session, states, _A_PAGE)
        stopped = stops_that_hold(session, visit.now)
        shown = [(delivery, mail, DELIVERY_WORDS[delivery.state]) for delivery, mail in found]
        return visit.page("outbox", "Outbox", shown=shown, stopped=stopped, everything=everything)


def allow(visit: Visit) -> Response:
    stop = act.allow(visit.desk, visit.said("address"))
    return visit.go("/outbox", f"Automatic mail goes to {stop.address} again.")


def _subject(visit: Visit, session: Session, row: MailRow) -> str:
    return mails.shown_subject(session, row, visit.prefix)


def _number(session: Session, row: MailRow) -> int:
    """The number of the incident that it was filed on; 0 for none."""
    return number_of(session, row.incident_id) if row.incident_id is not None else 0


# What of a stored action helps to understand it, and how it is called.
_TOLD = {
    "notice": "what",
    "to": "to",
    "title": "title",
    "category": "about",
    "place": "where",
    "priority": "priority",
    "provider": "firm",
    "reference": "their number",
    "field": "what",
    "value": "is now",
    "why": "why",
}


def _action(stored: dict[str, object]) -> tuple[str, str, list[tuple[str, str]]]:
    """What was done, why, and with what, as it was stored with the mail."""
    name = str(stored.get("action", "")).replace("_", " ")
    facts = [(_TOLD[key], _plain(key, value)) for key, value in stored.items() if key in _TOLD]
    return name[:1].upper() + name[1:], str(stored.get("because", "")), [each for each in facts if each[1]]


def _plain(key: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value if not isinstance(each, dict))
    words = str(value)[:120]
    return NOTICE_WORDS.get(words, words) if key == "notice" else FIELD_WORDS.get(words, words.replace("_", " "))
