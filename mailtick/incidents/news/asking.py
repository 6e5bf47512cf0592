"""A firm's quote is put to whoever decides as soon as it is recorded; nothing is ordered before they answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mailtick.incidents.actions import Action, ChangeState, StartWait
from mailtick.incidents.approvals import AskApproval, Price, whom_to_ask
from mailtick.incidents.case import Case
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lifecycle import TRANSITIONS, NotAllowed
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.news.told import Told
from mailtick.incidents.people import Provider, Role
from mailtick.incidents.presence import asked_of
from mailtick.incidents.visibility import may_see

_FOLLOW_UP_DAYS = 2


def ask_whoever_decides(case: Case, incident: Incident, firm: Provider, told: Sequence[Told]) -> tuple[Action, ...]:
    """Return the question about the quote among what a firm told; nothing where there is none, or it was asked."""
    quote = next((each for each in told if each.kind is NewsKind.QUOTE), None)
    # What is fixed for now stays so, and whoever decides is asked beside it.
    is_beside = incident.state is State.TEMPORARY_FIX
    if quote is None or not (is_beside or State.WAITING_APPROVAL in TRANSITIONS[incident.state]):
        return ()
    price = Price(quote.net_pence, quote.vat_pence)
    if any(each.price == price and each.state in ("asked", "yes") for each in case.lookup.approvals(incident.id)):
        return ()
    owners, approvers = (asked_of(role, case.lookup, case.today) for role in (Role.OWNER, Role.APPROVER))
    try:
        of = whom_to_ask(price, (), owners, approvers)
    except NotAllowed:
        return ()
    if not may_see(of, incident):
        return ()
    valid_until = date.fromisoformat(quote.until) if quote.until else None
    because = f"{firm.name} quoted {price.gross_words}"
    what = f'"{incident.shown_title}", as {firm.name} quoted'
    service = case.policy.service_time(case.lookup.registers.school_days())
    follow_up_at = service.opening_of_day(case.now, _FOLLOW_UP_DAYS)
    why = f"{of.name} decides on the quote of {firm.name}"
    rests = (
        ChangeState(incident.id, State.WAITING_APPROVAL, because),
        StartWait(incident.id, "approval", why, follow_up_at, because),
    )
    return (
        *(() if is_beside else rests),
        AskApproval(incident.id, what, of, firm.name, because, price, firm.code, quote.number, valid_until),
    )
