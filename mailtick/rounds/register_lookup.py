"""What decisions ask of the registers, answered from the store within one transaction."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from sqlalchemy.orm import Session

from mailtick.incidents.kept import (
    Agreement,
    Article,
    DiaryLine,
    Equipment,
    KnownLicence,
    KnownOrder,
    KnownPayment,
    LicenceName,
    OpenEntry,
    places_called,
)
from mailtick.incidents.people import Person, Place, Role
from mailtick.incidents.proposals.proposal import ProposalKind, from_text
from mailtick.incidents.school_days import SchoolDays
from mailtick.registers import REGISTERS
from mailtick.registers.agenda import agenda
from mailtick.registers.usage import usage_of
from mailtick.registers.values import plain_row
from mailtick.store import calendar, kept, people
from mailtick.store import desk as desk_store
from mailtick.store.tables import LicenceRow

# Whose job has one of these words looks after the building.
_OF_THE_BUILDING = ("site manager", "caretaker", "premises", "facilities")


class StoreRegisters:
    """Answers `incidents.kept.Registers` from a session. Equipment, places and names are kept for its life."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._days: SchoolDays | None = None
        self._equipment: tuple[Equipment, ...] | None = None
        self._places: tuple[tuple[Place, tuple[str, ...]], ...] | None = None
        self._licences: tuple[LicenceName, ...] | None = None
        self._articles: tuple[Article, ...] | None = None

    def equipment(self) -> tuple[Equipment, ...]:
        if self._equipment is None:
            self._equipment = tuple(kept.all_equipment(self._session))
        return self._equipment

    def places_called(self, words: str) -> tuple[Place, ...]:
        return places_called(self.places(), words)

    def places(self) -> tuple[tuple[Place, tuple[str, ...]], ...]:
        if self._places is None:
            self._places = tuple(people.all_places(self._session))
        return self._places

    def agreements(self, provider: str) -> tuple[Agreement, ...]:
        return tuple(kept.agreements_with(self._session, provider))

    def agreement(self, ref: str) -> Agreement | None:
        return kept.agreement_called(self._session, ref)

    def payments(self, provider: str) -> tuple[KnownPayment, ...]:
        return (*kept.payments_to(self._session, provider), *self._proposed(provider))

    def _proposed(self, provider: str) -> list[KnownPayment]:
        """Invoices that wait to be confirmed."""
        found: list[KnownPayment] = []
        for row in kept.open_proposals(self._session, ProposalKind.PAYMENT):
            proposal = from_text(row.content)
            cells = {name: value for write in proposal.writes for name, value in write.cells}
            if proposal.provider == provider and cells.get("invoice"):
                contract = cells.get("contract", "")
                found.append(
                    KnownPayment(f"proposal {row.id}", provider, contract, 0, 0, cells["invoice"], None, "open")
                )
        return found

    def licence_names(self) -> tuple[LicenceName, ...]:
        if self._licences is None:
            self._licences = tuple(LicenceName(row.ref, row.product) for row in kept.all_licences(self._session))
        return self._licences

    def licence(self, ref: str, today: date) -> KnownLicence | None:
        found = (row for row in kept.all_licences(self._session) if row.ref == ref)
        return next((self._as_licence(row, today) for row in found), None)

    def licences(self, today: date) -> tuple[KnownLicence, ...]:
        return tuple(self._as_licence(row, today) for row in kept.all_licences(self._session))

    def _as_licence(self, row: LicenceRow, today: date) -> KnownLicence:
        return KnownLicence(row.ref, row.product, row.metric, usage_of(self._session, plain_row(row), today))

    def orders(self) -> tuple[KnownOrder, ...]:
        rows = kept.undeclined_proposals(self._session, ProposalKind.IMPLEMENTATION)
        return tuple(KnownOrder(row.id, from_text(row.content), row.state == "open") for row in rows)

    def articles(self) -> tuple[Article, ...]:
        if self._articles is None:
            self._articles = tuple(kept.all_articles(self._session))
        return self._articles

    def entries_about(self, reference: str) -> tuple[OpenEntry, ...]:
        return tuple(OpenEntry(ref, what) for ref, what in kept.open_entries_about(self._session, reference))

    def diary(self, first: date, last: date) -> tuple[DiaryLine, ...]:
        entries = agenda(self._session, first, last, first)
        return tuple(DiaryLine(entry.on, entry.what) for entry in entries if entry.done_on is None)

    def school_days(self) -> SchoolDays:
        if self._days is None:
            self._days = calendar.school_days(self._session)
        return self._days

    def told_of_outages(self) -> tuple[Person, ...]:
        of_the_building = people.people_of_job(self._session, _OF_THE_BUILDING)
        informed = people.people_with_role(self._session, Role.INFORMED)
        return tuple({each.address: each for each in (*informed, *of_the_building)}.values())

    def account_mark(self, account: str) -> str:
        key = desk_store.known_signing_key(self._session)
        return hmac.new(key, f"account {account}".encode(), hashlib.sha256).hexdigest()

    def account_marks(self, provider: str) -> frozenset[str]:
        return kept.account_marks(self._session, provider)

    def records_called(self, word: str) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for register in REGISTERS:
            if len(register.key) == 1 and register.reference:
                found += [
                    (register.name, key) for key in kept.keys_called(self._session, register.row, register.key[0], word)
                ]
        return tuple(found)
