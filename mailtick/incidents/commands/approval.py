"""#ask-approval, and the answers #approve, #refuse and #ask: whoever has the money decides before it is spent."""

import re
from collections.abc import Callable

from mailtick.incidents.actions import Action, StartWait
from mailtick.incidents.approvals import Answer, Approval, AskApproval, Price, whom_to_ask, why_not_decide, why_over
from mailtick.incidents.commands.command import FIRST_LEVEL, Call, Command
from mailtick.incidents.decided import decided
from mailtick.incidents.incident import State
from mailtick.incidents.known_person import people_meant, the_one
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person, Role
from mailtick.incidents.presence import asked_of
from mailtick.incidents.visibility import may_see
from mailtick.mail.money import MONEY, foreign_amounts, pence

FOLLOW_UP_DAYS = 2
DECIDING = frozenset({Role.OWNER, Role.APPROVER})

_EXAMPLE = "#ask-approval 285.00 + VAT new power board"
_NAMED = re.compile(r"\s*([^\s:]{2,80}):\s+(.*)", re.DOTALL)
_AMOUNT = re.compile(rf"{MONEY}|(?<![\w.])£?\d{{1,6}}(?=\s*(?:\+|plus|ex|inc|net|gross)\b|\s*\+)", re.IGNORECASE)
_ABOUT_VAT = re.compile(
    r"[\s,]*(?:\+|plus|ex(?:cl?)?\.?|inc(?:l)?\.?|net|gross|including|with)?\s*(?:VAT)?", re.IGNORECASE
)
_GROSS = re.compile(r"\b(?:inc\w*\.?|gross|with|including)\b", re.IGNORECASE)
_NO_VAT = re.compile(r"[\s,]*\b(?:no|zero|without)\s+VAT\b", re.IGNORECASE)
# As the desk writes it: "£285.00 + £57.00 VAT = £342.00".
_SUM = re.compile(rf"({MONEY})\s*\+\s*({MONEY})\s*VAT(?:\s*=\s*{MONEY})?", re.IGNORECASE)
_VAT_PERCENT = 20
# An amount at the top of what is asked; what stands further behind explains it.
_LONGEST_AMOUNT = 20


def ask_approval(call: Call) -> tuple[Action, ...]:
    text = call.text(f"what is to be decided, with its price: {_EXAMPLE}")
    incident = call.incident
    named, text = _named(text, call)
    if foreign := foreign_amounts(text[:_LONGEST_AMOUNT]):
        raise NotAllowed(
            f"{foreign[0]} is no sterling; say in pounds what it costs, and the other amount behind what it is for"
        )
    price, what = read_price(text)
    quote = next((each for each in reversed(call.lookup.quotes(incident.id))), None)
    is_of_quote = quote is not None and (price is None or abs(price.net_pence - quote.price.net_pence) <= 1)
    if quote is not None and is_of_quote:
        price = quote.price
    if not what:
        raise NotAllowed(f"say what is to be decided: {_EXAMPLE}")
    owners, approvers = (asked_of(role, call.lookup, call.today) for role in (Role.OWNER, Role.APPROVER))
    of = whom_to_ask(price, named, owners, approvers, call.by)
    if not may_see(of, incident):
        raise NotAllowed(f"{incident.reference} is restricted, and {of.name} may not see it; ask the owner")
    why = f"{of.name} decides: {what}"
    return (
        *_resting(call, why),
        AskApproval(
            incident.id,
            what,
            of,
            call.by.name,
            call.because,
            price,
            quote.provider if quote and is_of_quote else "",
            quote.number if quote and is_of_quote else "",
            quote.valid_until if quote and is_of_quote else None,
        ),
    )


def _resting(call: Call, why: str) -> tuple[Action, ...]:
    """The incident waits for the answer; what is fixed for now stays so, and the question is put beside it."""
    if call.incident.state is State.TEMPORARY_FIX:
        return ()
    until = call.open_days_on(FOLLOW_UP_DAYS)
    return (call.move(State.WAITING_APPROVAL), StartWait(call.incident.id, "approval", why, until, call.because))


def read_price(text: str) -> tuple[Price | None, str]:
    """Return the price at the top of a text, and what it is for. A bare amount is before VAT, which is added."""
    said = text.strip()
    if ours := _SUM.match(said):
        net, vat = pence(ours[1]), pence(ours[2])
        return Price(net, vat), said[ours.end() :].strip(" ,.;:-\n")
    found = _AMOUNT.match(said)
    if found is None:
        return None, said.strip(" ,.;:-\n")
    amount, rest = pence(found[0]), said[found.end() :]
    about_vat = _ABOUT_VAT.match(rest)
    if without := _NO_VAT.match(rest):
        price, rest = Price(amount, 0), rest[without.end() :]
    else:
        words = about_vat[0] if about_vat else ""
        net = round(amount * 100 / (100 + _VAT_PERCENT)) if _GROSS.search(words) else amount
        vat = amount - net if net != amount else round(net * _VAT_PERCENT / 100)
        price, rest = Price(net, vat), rest[len(words) :]
    return price, rest.strip(" ,.;:-\n")


def _named(text: str, call: Call) -> tuple[tuple[Person, ...], str]:
    """Who is to decide, where the text begins with "tom.whitfield:", and the rest of it."""
    found = _NAMED.fullmatch(text)
    meant = people_meant(found[1], call.lookup) if found else ()
    return ((the_one(found[1], meant),), found[2]) if found and meant else ((), text)


def _answering(answer: Answer, what: str) -> Callable[[Call], tuple[Action, ...]]:
    def run(call: Call) -> tuple[Action, ...]:
        if answer is Answer.ASK:
            call.text(what)
        approval = open_approval(call)
        if because := why_over(call.incident) or why_not_decide(call.by, approval):
            raise NotAllowed(because)
        return decided(call, approval, answer, call.argument)

    return run


def open_approval(call: Call) -> Approval:
    """Return the question of the incident that is open. Raises NotAllowed, a sentence."""
    known = call.lookup.approvals(call.incident.id)
    asked = [each for each in known if each.is_open]
    if asked:
        return asked[-1]
    if known and known[-1].state in (Answer.YES, Answer.NO):
        raise NotAllowed(
            f"{call.incident.reference} was decided already: {known[-1].state}; ask anew with #ask-approval"
        )
    raise NotAllowed(f"nothing is asked about {call.incident.reference}; #ask-approval asks")


ASK_APPROVAL = Command(
    "ask-approval",
    "[<price>] <what and why>",
    "ask whoever has the money to decide",
    FIRST_LEVEL,
    ask_approval,
)
APPROVE = Command(
    "approve",
    "[<what to note>]",
    "say yes to what is asked",
    DECIDING,
    _answering(Answer.YES, ""),
    only_theirs=False,
    is_answer=True,
)
REFUSE = Command(
    "refuse",
    "[<why>]",
    "say no to what is asked",
    DECIDING,
    _answering(Answer.NO, ""),
    only_theirs=False,
    is_answer=True,
)
ASK = Command(
    "ask",
    "<question>",
    "ask something before deciding",
    DECIDING,
    _answering(Answer.ASK, "what you want to know: #ask Is there a cheaper one?"),
    only_theirs=False,
    is_answer=True,
)
