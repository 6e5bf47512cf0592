"""Staff tell that something was ordered: propose the implementation with all that follows from it.

Source: DOMAIN.md SEED-12 and 3.10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mailtick.incidents.case import Case
from mailtick.incidents.kept import KnownLicence, Registers
from mailtick.incidents.people import Person, Place, Provider, Role
from mailtick.incidents.proposals import order_phrases as phrases
from mailtick.incidents.proposals.amounts import Money, read_total
from mailtick.incidents.proposals.matching import same_number
from mailtick.incidents.proposals.phrases import FAULT, NO_NOTICE, NUMBER_WORDS
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, Write
from mailtick.mail.days import read_day
from mailtick.mail.money import pence, plain_pounds, pounds

_SEARCHED_CHARACTERS = 5000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'])|\n")
# More than so many of one kind are one record with a quantity.
_MOST_RECORDS = 60


@dataclass(frozen=True, slots=True)
class _Item:
    """What was ordered of one kind, in the words of the mail."""

    count: int
    what: str
    ware: phrases.Ware | None

    @property
    def type(self) -> str:
        return self.ware.type if self.ware else self.what[:1].upper() + self.what[1:]


@dataclass(frozen=True, slots=True)
class _Order:
    """All that a mail says of an order."""

    items: tuple[_Item, ...]
    extras: tuple[str, ...]
    firm: str
    number: str
    arrives_on: date | None
    due_on: date | None
    money: Money | None
    amount: str
    places: str

    @property
    def title(self) -> str:
        things = " and ".join(f"{each.count} {each.what}" for each in self.items)
        return f"{things} with {' and '.join(self.extras)}" if self.extras else things


def propose_order(case: Case) -> Proposal | None:
    """Return what follows from an order that a mail tells of; None where it tells of none, or asks for one."""
    text = case.own_text[:_SEARCHED_CHARACTERS]
    person = case.sender.person
    if person is None or FAULT.search(text) or phrases.CHASED.search(text) or not _tells(text):
        return None
    order = _read(text, case.received_at.astimezone(case.policy.zone).date())
    # Without a number of things it is talk; without a day, a price or a number, nothing follows from it.
    if not order.items or not (order.number or order.arrives_on or order.due_on or order.amount):
        return None
    return _proposal(order, case, person)


def _tells(text: str) -> bool:
    """Whether a sentence says that an order was placed; one that asks, denies or plans it does not."""
    return any(
        phrases.ORDERED.search(sentence) and "?" not in sentence and not _is_no_notice(sentence)
        for sentence in _SENTENCE.split(text)
    )


def _is_no_notice(sentence: str) -> bool:
    found = phrases.ORDERED.search(sentence)
    # What follows tells of what will come; what goes before may ask, deny or plan.
    return found is None or NO_NOTICE.search(sentence[: found.end()]) is not None


def _read(text: str, written_on: date) -> _Order:
    number = phrases.ORDER_NUMBER.search(text)
    firm = phrases.FROM.search(text)
    money, amount = _total(text)
    items, extras = _items(text)
    return _Order(
        items,
        extras,
        firm["firm"].strip(" .'’-") if firm else "",
        (number["number"] or number["named"]).strip() if number else "",
        _day(phrases.ARRIVES, text, written_on),
        _day(phrases.PAY_BY, text, written_on),
        money,
        amount,
        "; ".join(found["places"] for found in phrases.FOR.finditer(text)),
    )


def _day(pattern: re.Pattern[str], text: str, written_on: date) -> date | None:
    days = (read_day(found["day"], written_on) for found in pattern.finditer(text))
    return next((day for day in days if day), None)


def _total(text: str) -> tuple[Money | None, str]:
    """The amount that is called the total, else the only one; with nothing said of VAT it stays blank."""
    found = list(phrases.TOTAL.finditer(text))
    called = [each for each in found if each["label"]] or (found if len(found) == 1 else [])
    if not called:
        return None, ""
    amount = called[-1]["amount"]
    return read_total(amount, text[called[-1].end() :][:30]), amount


def _items(text: str) -> tuple[tuple[_Item, ...], tuple[str, ...]]:
    """What is counted, and what comes with it uncounted."""
    items: list[_Item] = []
    extras: list[str] = []
    for found in phrases.COUNTED.finditer(text):
        first, *others = _parts(found["what"])
        if not first or phrases.NO_THING.match(first):
            continue
        ware = next((each for each in phrases.WARES if each.words.search(first)), None)
        if ware is None and items:
            continue
        items.append(_Item(_count(found["count"].lower()), first, ware))
        extras += others
    known = tuple(each for each in items if each.ware and each.ware.type)
    things = known or tuple(each for each in items if each.count > 1 and each.ware is None)[:1]
    with_them = [each.what for each in items if known and each.ware and not each.ware.type]
    return things, tuple(dict.fromkeys((*extras, *with_them)))


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER_WORDS.get(word, 1)


def _parts(what: str) -> list[str]:
    """The thing, and what is named with it without a number."""
    found = phrases.THING_ENDS.search(what)
    parts = phrases.EXTRAS.split(what[: found.start()] if found else what)
    return [part.strip(" .-") for part in parts if part.strip(" .-")] or [""]


def _proposal(order: _Order, case: Case, person: Person) -> Proposal:
    registers = case.lookup.registers
    firm = case.lookup.provider_named(order.firm) if order.firm else None
    places = _places(order.places, registers)
    short = tuple(_short(order, registers.licences(case.received_at.astimezone(case.policy.zone).date())))
    budget = next((each.ware.budget_category for each in order.items if each.ware), "")
    # What #order has ordered is expected, and to be paid, already.
    known = registers.payments(firm.code) if firm else ()
    is_known = any(same_number(each.order_number, order.number) for each in known)
    writes = (
        _implementation(order, firm, places, short, budget, person),
        *(() if is_known else _delivery(order, firm)),
        *(() if is_known else _payment(order, firm, budget)),
        *_tasks(order, short, person),
        *_equipment(order, firm, places),
    )
    return Proposal(
        ProposalKind.IMPLEMENTATION,
        f"Bring in {order.title}",
        tuple(_shown(order, firm, places, short, registers)),
        writes,
        tuple(_unsure(order, firm, places)),
        provider=firm.code if firm else "",
    )


def _places(words: str, registers: Registers) -> tuple[Place, ...]:
    named = (part.strip(" .") for part in re.split(r"[,;&+/]|\b(?:and|for)\b", words))
    found = (registers.places_called(re.sub(r"^(?:the|our)\s+", "", part, flags=re.I)) for part in named if part)
    return tuple(dict.fromkeys(places[0] for places in found if len(places) == 1))


def _short(order: _Order, licences: Sequence[KnownLicence]) -> Iterator[tuple[KnownLicence, int, int]]:
    """Which licences by device the new equipment takes: the licence, how many seats, and how many are lacking."""
    for licence in licences:
        needed = sum(
            each.count
            for each in order.items
            if each.ware and each.ware.licences and each.ware.licences.search(licence.product)
        )
        if needed and licence.metric == "device":
            yield licence, needed, min(needed, licence.usage.to_buy(needed))


def _implementation(
    order: _Order,
    firm: Provider | None,
    places: Sequence[Place],
    short: Sequence[tuple[KnownLicence, int, int]],
    budget: str,
    person: Person,
) -> Write:
    cells = {
        "title": order.title,
        "why": f"Ordered{f', {order.number}' if order.number else ''}; told by {person.name}",
        "owner": person.address,
        "stage": "ordered",
        "provider": firm.code if firm else "",
        "budget_category": budget,
        "licences": ";".join(f"{licence.ref} x {needed}" for licence, needed, _ in short),
        "places": ";".join(place.code for place in places),
        "budget_pence": plain_pounds(order.money.net_pence) if order.money else "",
        "order_number": order.number,
    }
    return Write("implementation", "implementations", _filled(cells))


def _delivery(order: _Order, firm: Provider | None) -> Iterator[Write]:
    if order.arrives_on:
        cells = {
            "kind": "delivery",
            "on": order.arrives_on.isoformat(),
            "what": f"{order.title} arrive (implementation {{implementation}})",
            "provider": firm.code if firm else "",
            "about": "{implementation}",
        }
        yield Write("delivery", "diary", _filled(cells))


def _payment(order: _Order, firm: Provider | None, budget: str) -> Iterator[Write]:
    if not order.amount and order.due_on is None:
        return
    cells = {
        "what": order.title,
        "provider": firm.code if firm else "",
        "net_pence": plain_pounds(order.money.net_pence) if order.money else "",
        "vat_pence": plain_pounds(order.money.vat_pence) if order.money else "",
        "due_on": order.due_on.isoformat() if order.due_on else "",
        "budget_category": budget,
        "about": "{implementation}",
        "order_number": order.number,
    }
    needed = tuple(name for name in ("net_pence", "vat_pence", "due_on") if not cells[name])
    yield Write("payment", "payments", _filled(cells), needed=needed)


def _tasks(order: _Order, short: Sequence[tuple[KnownLicence, int, int]], person: Person) -> Iterator[Write]:
    lacking = (f"{licence.ref}: {missing} seats short ({licence.product})" for licence, _, missing in short if missing)
    for number, what in enumerate((*lacking, *phrases.CHECKLIST), 1):
        payer = person.address if what.startswith("Pay") and person.has(Role.FINANCE) else ""
        cells = {"about": "{implementation}", "what": what, "person": payer}
        yield Write(f"task {number}", "tasks", _filled(cells))


def _equipment(order: _Order, firm: Provider | None, places: Sequence[Place]) -> Iterator[Write]:
    number = 0
    for item in order.items:
        is_one = item.count > _MOST_RECORDS
        cells = {
            "type": item.type,
            "make_model": item.what,
            "quantity": str(item.count) if is_one else "",
            "location": places[0].code if len(places) == 1 else "",
            "provider": firm.code if firm else "",
            "status": "expected",
            "order_number": order.number,
            "implementation": "{implementation}",
        }
        for _ in range(1 if is_one else item.count):
            number += 1
            yield Write(f"equipment {number}", "assets", _filled(cells))


def _filled(cells: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in cells.items() if value)


def _shown(
    order: _Order,
    firm: Provider | None,
    places: Sequence[Place],
    short: Sequence[tuple[KnownLicence, int, int]],
    registers: Registers,
) -> Iterator[tuple[str, str]]:
    yield "Ordered", order.title
    yield "From", f"{firm.name} ({firm.code})" if firm else order.firm
    yield "Order", order.number
    yield "For", " and ".join(place.name for place in places)
    yield (
        "Arrives",
        f"{order.arrives_on:%A} {order.arrives_on.day} {order.arrives_on:%B %Y}" if order.arrives_on else "",
    )
    if order.money:
        net, vat = pounds(order.money.net_pence), pounds(order.money.vat_pence)
        yield "Price", f"{net} + VAT {vat} = {pounds(order.money.gross_pence)}; VAT reckoned at 20 %"
    elif order.amount:
        yield "Price", f"{pounds(pence(order.amount))}, not said whether with VAT"
    if order.due_on:
        yield "Pay by", _pay_by(order.due_on, registers)
    for licence, needed, missing in short:
        free = f"{missing} seats short" if missing else "enough seats"
        yield "Licence", f"{licence.ref} {licence.product}: {needed} needed, {free}"
    yield "Checklist", "; ".join(phrases.CHECKLIST)


def _pay_by(due_on: date, registers: Registers) -> str:
    """The day it is due, and the last open day before it where that is another one."""
    act_by = registers.school_days().on_or_before(due_on)
    due = f"{due_on:%A} {due_on.day} {due_on:%B %Y}"
    return due if act_by == due_on else f"{act_by:%A} {act_by.day} {act_by:%B}; the office is closed on {due}"


def _ask_for_vat(amount: int) -> Iterator[str]:
    """Both answers, ready to be copied."""
    for words, said in (("with", "inc VAT"), ("without", "ex VAT")):
        if money := read_total(plain_pounds(amount), said):
            cells = f"net_pence={plain_pounds(money.net_pence)}, vat_pence={plain_pounds(money.vat_pence)}"
            yield f"whether {pounds(amount)} is with or without VAT; if {words}, confirm it with {cells}"


def _unsure(order: _Order, firm: Provider | None, places: Sequence[Place]) -> Iterator[str]:
    if firm is None:
        named = f'no firm on the list is called "{order.firm}"' if order.firm else "from which firm is not said"
        yield f"{named}; say it with provider=CODE"
    if order.amount and order.money is None:
        yield from _ask_for_vat(pence(order.amount))
    if order.arrives_on is None:
        yield "when it arrives is not said; nothing is put in the diary for it"
    if len(places) > 1:
        named = " and how many for ".join(place.name for place in places)
        yield f"how many are for {named}; the equipment has no place yet"
    yield from (f'what kind of equipment "{each.what}" is' for each in order.items if each.ware is None)
