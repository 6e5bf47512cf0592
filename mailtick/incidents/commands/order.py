"""#order: what was approved is ordered from a firm by mail; nothing is ordered before, nor at another price."""

import re
from dataclasses import replace
from datetime import date

from mailtick.incidents.actions import Action, ChangeState, StartWait
from mailtick.incidents.approvals import Answer, Approval, SendOrder
from mailtick.incidents.commands.command import COORDINATION, Call, Command
from mailtick.incidents.commands.second import check_in_use
from mailtick.incidents.incident import State
from mailtick.incidents.lifecycle import NotAllowed, check_move
from mailtick.incidents.lookup import OpenHandover
from mailtick.incidents.news.facts import Fact, NewsKind, Visit
from mailtick.incidents.news.laying import news_proposal
from mailtick.incidents.news.told import tell_of
from mailtick.incidents.people import Provider, Role
from mailtick.incidents.proposals.acts import Propose
from mailtick.incidents.proposals.proposal import Job
from mailtick.mail.header_lines import can_be_mailed
from mailtick.mail.money import pounds
from mailtick.mail.when import When, find_whens

ORDERING = COORDINATION | {Role.FINANCE}
FOLLOW_UP_DAYS = 5

_EXAMPLE = "#order FEN PO-26-0311, or #order PO-26-0311 to the firm that quoted"
# What is sent is no visit.
_DELIVERED = re.compile(r"\b(?:deliver\w*|arriv\w*|send\w*|ship\w*|post\w*|courier|in stock)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?=\S*\d)[A-Za-z0-9][\w./-]{1,39}")


def order(call: Call) -> tuple[Action, ...]:
    incident = call.incident
    words = call.text(f"the order number: {_EXAMPLE}").split(None, 2)
    approved = _approved(call)
    firm = call.lookup.provider_named(words[0].rstrip(":,"))
    if firm is None and approved.provider:
        firm = call.lookup.provider_named(approved.provider)
    else:
        words = words[1:]
    if firm is None:
        raise NotAllowed(f"say from whom: {_EXAMPLE}")
    check_in_use(firm)
    _check_firm(call, approved, firm)
    number, note = _number(" ".join(words), call.policy.facts.prefix)
    if not can_be_mailed(firm.address):
        raise NotAllowed(f"{firm.address} is no address that mail can be sent to; correct it in the list of firms")
    _check_price(call, approved, firm)
    check_move(incident, State.WAITING_PROVIDER)
    job = _job(call, firm)
    # A new job's wait begins when the mail has really gone out.
    goes_on = StartWait(
        incident.id, "provider", f"ordered from {firm.name}: {number}", call.open_days_on(FOLLOW_UP_DAYS), call.because
    )
    visit = _agreed_visit(call, firm, job, note) if job and not _DELIVERED.search(note) else ()
    day, handover = _day(call, note), job.id if job else None
    looked_at = day or call.open_days_on(FOLLOW_UP_DAYS).astimezone(call.policy.zone).date()
    by, because, is_named = call.by.name, call.because, day is not None
    sent = SendOrder(incident.id, approved.id, firm, handover, number, note, by, because, looked_at, is_named)
    return (
        ChangeState(incident.id, State.WAITING_PROVIDER, call.because),
        *((goes_on,) if job else ()),
        replace(sent, arrives_on=None) if visit else sent,
        *visit,
    )


def _agreed_visit(call: Call, firm: Provider, job: OpenHandover, note: str) -> tuple[Action, ...]:
    """The day that they offered and the order takes up ("Friday 20th suits us") stands in the diary."""
    local = call.now.astimezone(call.policy.zone)
    days = _days(call, note)
    if len(days) != 1:
        return ()
    told = (tell_of(Fact(NewsKind.VISIT, note, Visit(days[0])), local),)
    about = Job(job.id, call.incident.id, call.incident.reference)
    return (Propose(news_proposal(call.lookup.registers, firm, about, told), call.because, is_recorded=True),)


def _days(call: Call, note: str) -> list[When]:
    return [each for each in find_whens(note, call.now.astimezone(call.policy.zone)) if each.first >= call.today]


def _day(call: Call, note: str) -> date | None:
    """The one day that the order names."""
    days = _days(call, note)
    return days[0].first if len(days) == 1 else None


def _approved(call: Call) -> Approval:
    """The question that was answered with yes last. Raises NotAllowed where there is none, or it was ordered."""
    reference = call.incident.reference
    asked = [each for each in call.lookup.approvals(call.incident.id) if each.state not in ("replaced", "withdrawn")]
    if not asked:
        raise NotAllowed(f"nobody was asked to approve anything of {reference}; #ask-approval asks")
    last = asked[-1]
    if last.is_open:
        raise NotAllowed(f"nothing is ordered before {last.asked_of.name} has answered: {last.words}")
    if last.state == Answer.NO:
        raise NotAllowed(f"{last.asked_of.name} said no to it: {last.words}; #ask-approval asks anew")
    if last.order_number:
        raise NotAllowed(f"it was ordered already, with {last.order_number}; #ask-approval asks for something else")
    if last.valid_until is not None and last.valid_until < call.today:
        raise NotAllowed(
            f"the quote was valid until {last.valid_until.day} {last.valid_until:%B %Y}; ask the firm for a new one, "
            "and then #ask-approval"
        )
    return last


def _check_firm(call: Call, approved: Approval, firm: Provider) -> None:
    """What one firm quoted is not ordered from another, and its price and number are none of theirs."""
    if approved.provider and approved.provider != firm.code:
        quoted = call.lookup.provider_named(approved.provider)
        raise NotAllowed(
            f"{approved.asked_of.name} said yes to what {quoted.name if quoted else approved.provider} quoted; another "
            "firm needs another answer: #ask-approval"
        )


def _check_price(call: Call, approved: Approval, firm: Provider) -> None:
    """A changed amount needs a new answer, and so does one that nobody was asked about."""
    quotes = [each for each in call.lookup.quotes(call.incident.id) if each.provider == firm.code]
    if not quotes:
        return
    wanted, price = quotes[-1].price, approved.price
    if price is None:
        raise NotAllowed(
            f"{firm.name} wants {wanted.gross_words}, and no amount was approved; #ask-approval puts it to who decides"
        )
    if abs(wanted.net_pence - price.net_pence) > 1:
        raise NotAllowed(
            f"{firm.name} wants {pounds(wanted.net_pence)} before VAT now, and {pounds(price.net_pence)} was "
            "approved; another amount needs another answer: #ask-approval"
        )
    if wanted.gross_pence > price.gross_pence + 1:
        raise NotAllowed(
            f"{firm.name} wants {wanted.gross_words} with VAT now, and {price.gross_words} was approved; another "
            "amount needs another answer: #ask-approval"
        )


def _number(text: str, prefix: str) -> tuple[str, str]:
    """The order number at the top, and what stands below it. Raises NotAllowed where there is none."""
    number, _, note = text.strip().partition(" ")
    if re.match(rf"\[?{re.escape(prefix)}-\d", number, re.IGNORECASE):
        # Their answers would be put to the other incident.
        raise NotAllowed(f'"{number}" is the number of an incident, and no order number; {_EXAMPLE}')
    if not _NUMBER.fullmatch(number.rstrip(":,")):
        raise NotAllowed(
            f'"{number}" is no order number; {_EXAMPLE}' if number else f"say the order number: {_EXAMPLE}"
        )
    return number.rstrip(":,"), note.strip()


def _job(call: Call, firm: Provider) -> OpenHandover | None:
    """The job of the incident, or of what was merged into it, that the firm has already."""
    jobs = call.lookup.handovers_of(call.incident.id)
    return next((each for each in jobs if each.provider == firm.code and not each.is_over), None)


ORDER = Command(
    "order",
    "[<firm>] <order number> [note]",
    "order what was approved, by mail",
    ORDERING,
    order,
    only_theirs=False,
)
