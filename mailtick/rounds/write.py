"""Write a notice into the outbox: final bytes, Message-ID fixed, in the caller's transaction.

Promise: one cause writes one such mail, however often the work is done again: the same cause makes
the same token and Message-ID, and the outbox refuses it the second time. No automatic mail is written that has not
passed the gate (`incidents/gate.py`).
Failures: a desk's own template that breaks is replaced by the built-in one, and the coordinator is
told once; a mail that cannot be written at all raises, and the cause is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.gate import alerted, refusal
from mailtick.incidents.notices import Notice
from mailtick.incidents.people import Person
from mailtick.mail.compose import Draft, compose_mail
from mailtick.mail.message import Address
from mailtick.mail.tokens import make_message_id, make_token
from mailtick.rounds.lookup import StoreLookup
from mailtick.store.appending import add_outgoing
from mailtick.templating import Rendered

log = structlog.get_logger()

LOOP_MARK = "X-Mailtick-Desk"
# In the context of a notice: the template that a rule chose for it.
CHOSEN = "chosen_template"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a mail is written: `key` names it for ever ("mail:17"); `answers` is the Message-ID it replies to."""

    key: str
    mail_id: int | None = None
    answers: str = ""
    answered_address: str = ""


def write_mail(
    session: Session,
    desk: Desk,
    notice: Notice,
    cause: Cause,
    reference: str = "",
    together: Sequence[Person] = (),
    handover_id: int | None = None,
    nth: int = 0,
    *,
    cc: Sequence[Person] = (),
    is_cleared: bool = False,
) -> int | None:
    """Put one mail into the outbox; return its id, or None if it was written before, refused, or the desk is silent.

    `together` are all to whom it is addressed, `cc` those who get a copy; they stand in To and Cc of each (RULINGS 4).
    `nth` tells apart notices of the same name that one cause writes. `is_cleared`: the gate was asked already.
    """
    if desk.is_silent or (not is_cleared and not _may_pass(session, desk, notice)):
        return None
    once = f"{cause.key}:{notice.once}:{nth}"
    token = make_token(desk.key, once, notice.to.address)
    facts = desk.policy.facts
    message_id = make_message_id(reference or notice.template, token, facts.address.rpartition("@")[2])
    to, return_address = tuple(together) or (notice.to,), _return_address(desk, reference, token)
    rendered = _rendered(session, desk, notice, to, return_address or facts.address)
    draft = Draft(
        from_=Address(facts.address, facts.sender_name),
        to=_addresses(to),
        cc=_addresses(cc),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        message_id=message_id,
        date=desk.clock().astimezone(desk.policy.zone),
        reply_to=Address(return_address, facts.sender_name) if return_address else None,
        auto_submitted=notice.manner.value if notice.is_automatic else "",
        headers=((LOOP_MARK, facts.address),) if notice.is_automatic else (),
        **_thread(desk, notice, cause, reference),
    )
    return add_outgoing(
        session,
        once=once,
        message_id=message_id,
        token=token,
        template=notice.template,
        recipient=notice.to.address.lower(),
        envelope_from=return_address or desk.envelope_from,
        subject=rendered.subject,
        raw=compose_mail(draft),
        is_automatic=notice.is_automatic,
        now=desk.clock(),
        incident_id=notice.incident_id,
        handover_id=handover_id,
        mail_id=cause.mail_id,
        proposal_id=notice.proposal_id,
        approval_id=notice.approval_id,
        listed=str(notice.listed or ""),
        is_shadow=desk.is_shadow,
    )


def _may_pass(session: Session, desk: Desk, notice: Notice) -> bool:
    """Ask the gate about an automatic mail that no decision has asked about."""
    if not notice.is_automatic:
        return True
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    because = refusal(notice.to, lookup, desk.policy, desk.clock(), notice.incident_id)
    if because:
        log.warning("mail withheld", to=notice.to.address, template=notice.template, because=because)
    return not because


def _rendered(session: Session, desk: Desk, notice: Notice, to: Sequence[Person], reply_to: str) -> Rendered:
    """The words; a copy says the same as what it is a copy of."""
    # They may be written to at another address of theirs.
    is_among = any((each.id, each.name) == (notice.to.id, notice.to.name) for each in to)
    reader = notice.to if is_among else to[0]
    given = {**notice.context, "desk": desk.policy.facts, "to": reader, "reply_to": reply_to}
    rendered = desk.templates.render(notice.template, given, str(notice.context.get(CHOSEN, "")))
    if rendered.fault:
        _tell_fault(session, desk, rendered.fault)
    return rendered


def _return_address(desk: Desk, reference: str, token: str) -> str:
    """The address that answers and bounces come back to; it carries the token where the host has plus-addressing."""
    if not desk.policy.plus_addressing:
        return ""
    local, _, domain = desk.policy.facts.address.rpartition("@")
    number = reference.rpartition("-")[2]
    return f"{local}+{number}.{token}@{domain}" if number else f"{local}+{token}@{domain}"


def _addresses(people: Sequence[Person]) -> tuple[Address, ...]:
    return tuple(Address(person.address, person.name) for person in people)


class _Thread(TypedDict):
    """The fields of a draft that put a mail into its thread."""

    in_reply_to: str
    references: tuple[str, ...]


def _thread(desk: Desk, notice: Notice, cause: Cause, reference: str) -> _Thread:
    """In-Reply-To for whoever wrote; References with one root an incident and person, so that clients thread it."""
    answers = cause.answers if notice.to.address.lower() == cause.answered_address.lower() else ""
    references: tuple[str, ...] = (answers,) if answers else ()
    if reference:
        root = make_token(desk.key, "thread", reference, notice.to.address)
        references = (make_message_id(reference, root, desk.policy.facts.address.rpartition("@")[2]), *references)
    return {"in_reply_to": answers, "references": references}


def _tell_fault(session: Session, desk: Desk, fault: str) -> None:
    if fault in desk.told_faults:
        return
    desk.told_faults.add(fault)
    day = desk.clock().date().isoformat()
    for person in readers_of_alerts(session, desk):
        lines = (fault, "The built-in template was used instead; nothing was lost. `mailtick check` shows the place.")
        notice = notices.alert(person, "A template of the desk is broken", lines)
        write_mail(session, desk, notice, Cause(f"template:{fault}:{day}"), is_cleared=True)


def readers_of_alerts(session: Session, desk: Desk, but: str = "") -> tuple[Person, ...]:
    """Return who is told of what needs somebody: the coordinators whom a mail may reach, else deputies, else owners.

    They have passed the gate. `but` is an address that is not told, for the matter is about it.
    """
    lookup = StoreLookup(session, desk.policy.facts.prefix)
    return alerted(lookup, desk.policy, desk.clock(), but)
