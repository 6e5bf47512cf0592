"""As much of the registers as a decision may ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from mailtick.incidents.people import Person, Place
from mailtick.incidents.proposals.proposal import Proposal
from mailtick.incidents.school_days import SchoolDays
from mailtick.incidents.usage import Usage


@dataclass(frozen=True, slots=True)
class Equipment:
    """One asset; `place`, `provider` and `contract` are the keys of those records."""

    tag: str
    type: str
    make_model: str
    serial: str = ""
    status: str = "in_use"
    place: str = ""
    aliases: tuple[str, ...] = ()
    quantity: int = 1
    # The reference of the contract that it is under, empty for none.
    contract: str = ""
    warranty_end_on: date | None = None
    provider: str = ""
    # The address of whoever has it for themselves, empty for nobody.
    assigned_to: str = ""

    @property
    def words(self) -> str:
        return equipment_words(self.type, self.make_model)

    @property
    def sign(self) -> str:
        """What it is, with the tag that stands on it: "Visualiser IPEVO V4K Pro (SP-0050)"."""
        return f"{self.words} ({self.tag})"

    @property
    def sheet_words(self) -> str:
        """All that somebody needs who is to mend it."""
        end = self.warranty_end_on
        parts = (
            f"{self.tag}, {self.words}",
            f"serial {self.serial}" if self.serial else "",
            f"warranty until {end.day} {end:%B %Y}" if end else "",
            f"contract {self.contract}" if self.contract else "",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One contract: what it costs a year before VAT, and how often it is invoiced."""

    ref: str
    provider: str
    description: str
    annual_pence: int
    invoice_period: str = ""
    budget_category: str = ""
    end_on: date | None = None
    # It renews itself as long as nobody gives notice.
    goes_on: bool = False
    # The reference of the contract that follows it.
    successor: str = ""


@dataclass(frozen=True, slots=True)
class KnownPayment:
    """One payment. `ref` is "proposal 3" where it waits to be confirmed."""

    ref: str
    provider: str
    contract: str
    net_pence: int
    vat_pence: int
    invoice: str
    due_on: date | None
    state: str
    paid_on: date | None = None
    # The incident or implementation, and the number that it was ordered with.
    about: str = ""
    order_number: str = ""


@dataclass(frozen=True, slots=True)
class LicenceName:
    """A licence, by its reference, and its product."""

    ref: str
    product: str


@dataclass(frozen=True, slots=True)
class KnownLicence:
    ref: str
    product: str
    metric: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order that was told of before, as the proposal of this number that says so."""

    proposal: int
    content: Proposal
    is_open: bool


@dataclass(frozen=True, slots=True)
class Article:
    """What helped once; `first_checks` are what users can try themselves. `category` and `location` are codes."""

    ref: str
    title: str
    first_checks: str
    symptoms: str = ""
    category: str = ""
    make_model: str = ""
    location: str = ""

    @property
    def short_name(self) -> str:
        """The title as one word: "wifi-reset"."""
        return "-".join(re.findall(r"[^\W_]+", self.title.casefold()))


@dataclass(frozen=True, slots=True)
class DiaryLine:
    """Something that stands in the diary on a day and is not done."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Something of the diary or of the tasks that is not done, by its reference."""

    ref: str
    what: str


class Registers(Protocol):
    """The questions; every answer is as of now."""

    def equipment(self) -> tuple[Equipment, ...]:
        """All equipment that is in use somewhere, by tag."""

    def places_called(self, words: str) -> tuple[Place, ...]:
        """The places with exactly this code, name or alias."""

    def places(self) -> tuple[tuple[Place, tuple[str, ...]], ...]:
        """All places that are offered, with their aliases."""

    def agreements(self, provider: str) -> tuple[Agreement, ...]:
        """The contracts with a provider, by its code."""

    def agreement(self, ref: str) -> Agreement | None:
        """The contract with this reference."""

    def payments(self, provider: str) -> tuple[KnownPayment, ...]:
        """The payments to a provider, those that are proposed included."""

    def licences(self, today: date) -> tuple[KnownLicence, ...]:
        """All licences, by reference, and how they are used on a day."""

    def licence_names(self) -> tuple[LicenceName, ...]:
        """All licences, by reference, by name alone."""

    def licence(self, ref: str, today: date) -> KnownLicence | None:
        """One licence, and how it is used on a day."""

    def orders(self) -> tuple[KnownOrder, ...]:
        """The orders that were told of and not declined, the newest first."""

    def articles(self) -> tuple[Article, ...]:
        """What is known to help, by reference."""

    def entries_about(self, reference: str) -> tuple[OpenEntry, ...]:
        """What the diary and the tasks have about an incident or a record and is not done, by reference."""

    def diary(self, first: date, last: date) -> tuple[DiaryLine, ...]:
        """What stands in the diary from the first to the last day, both included, by day."""

    def school_days(self) -> SchoolDays:
        """The days on which the organisation is open."""

    def told_of_outages(self) -> tuple[Person, ...]:
        """Who hears of planned outages: who is informed of everything, and who looks after the building."""

    def account_mark(self, account: str) -> str:
        """What stands for a bank account; the same account always has the same mark, and nobody can read it back."""

    def account_marks(self, provider: str) -> frozenset[str]:
        """The marks of the accounts that the confirmed invoices of a provider named."""

    def records_called(self, word: str) -> tuple[tuple[str, str], ...]:
        """The records with exactly this key, whatever its case: the register's name and the key."""


@dataclass(frozen=True, slots=True)
class KnownRegisters:
    """The registers in plain values; empty, they answer every question with nothing."""

    all_equipment: tuple[Equipment, ...] = ()
    all_places: tuple[tuple[Place, tuple[str, ...]], ...] = ()
    all_agreements: tuple[Agreement, ...] = ()
    all_payments: tuple[KnownPayment, ...] = ()
    all_licences: tuple[KnownLicence, ...] = ()
    all_orders: tuple[KnownOrder, ...] = ()
    all_articles: tuple[Article, ...] = ()
    # Each with what it is about.
    all_entries: tuple[tuple[str, OpenEntry], ...] = ()
    all_diary: tuple[DiaryLine, ...] = ()
    days: SchoolDays = field(default_factory=SchoolDays)
    marks: frozenset[tuple[str, str]] = frozenset()
    of_outages: tuple[Person, ...] = ()
    records: tuple[tuple[str, str], ...] = ()

    def equipment(self) -> tuple[Equipment, ...]:
        return self.all_equipment

    def places_called(self, words: str) -> tuple[Place, ...]:
        return places_called(self.all_places, words)

    def places(self) -> tuple[tuple[Place, tuple[str, ...]], ...]:
        return self.all_places

    def agreements(self, provider: str) -> tuple[Agreement, ...]:
        return tuple(each for each in self.all_agreements if each.provider == provider)

    def agreement(self, ref: str) -> Agreement | None:
        return next((each for each in self.all_agreements if each.ref == ref), None)

    def payments(self, provider: str) -> tuple[KnownPayment, ...]:
        return tuple(each for each in self.all_payments if each.provider == provider)

    def licences(self, today: date) -> tuple[KnownLicence, ...]:
        return self.all_licences

    def licence_names(self) -> tuple[LicenceName, ...]:
        return tuple(LicenceName(each.ref, each.product) for each in self.all_licences)

    def licence(self, ref: str, today: date) -> KnownLicence | None:
        return next((each for each in self.all_licences if each.ref == ref), None)

    def orders(self) -> tuple[KnownOrder, ...]:
        return self.all_orders

    def articles(self) -> tuple[Article, ...]:
        return self.all_articles

    def entries_about(self, reference: str) -> tuple[OpenEntry, ...]:
        return tuple(each for about, each in self.all_entries if about == reference)

    def diary(self, first: date, last: date) -> tuple[DiaryLine, ...]:
        return tuple(each for each in self.all_diary if first <= each.on <= last)

    def school_days(self) -> SchoolDays:
        return self.days

    def told_of_outages(self) -> tuple[Person, ...]:
        return self.of_outages

    def account_mark(self, account: str) -> str:
        return f"mark of {account[-2:]}" if account else ""

    def account_marks(self, provider: str) -> frozenset[str]:
        return frozenset(mark for code, mark in self.marks if code == provider)

    def records_called(self, word: str) -> tuple[tuple[str, str], ...]:
        return tuple(each for each in self.records if each[1].casefold() == word.casefold())


def equipment_words(kind: str, make_model: str) -> str:
    """What a piece of equipment is; the kind is not said twice: "Laptop HP EliteBook 840 G9", "iPad 10th gen"."""
    names_its_kind = kind and re.search(rf"\b{re.escape(kind)}s?\b", make_model, re.IGNORECASE)
    return make_model if names_its_kind else f"{kind} {make_model}".strip()


def places_called(places: tuple[tuple[Place, tuple[str, ...]], ...], words: str) -> tuple[Place, ...]:
    """The places with exactly this code, name or alias, without regard to case and the style of apostrophes."""
    wanted = _plain(words)
    return tuple(
        place for place, aliases in places if wanted in {_plain(each) for each in (place.code, place.name, *aliases)}
    )


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").casefold().split())
