"""A desk that knows nobody and has nothing: for explaining a mail without a configuration (RULINGS 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mailtick.incidents.approvals import Approval, JobQuote
from mailtick.incidents.category import Category
from mailtick.incidents.choice import Choice
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import Incident
from mailtick.incidents.job_numbers import NumberChange
from mailtick.incidents.kept import KnownRegisters, Registers
from mailtick.incidents.lookup import (
    AutomaticMail,
    OpenHandover,
    ReceivedMail,
    RecentIncident,
    RecordedNews,
    SentMail,
    Stop,
)
from mailtick.incidents.notices import DeskFacts
from mailtick.incidents.people import Person, Place, Provider, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.recognition.premises import Premises
from mailtick.incidents.visibility import ProviderMail


@dataclass(frozen=True, slots=True)
class EmptyLookup:
    """Answers every question with nothing; it may know what a new desk would begin with."""

    preset_categories: tuple[Category, ...] = ()

    @property
    def registers(self) -> Registers:
        return KnownRegisters()

    def person(self, address: str) -> Person | None:
        return None

    def is_verified(self, address: str) -> bool:
        return False

    def people_named(self, words: str) -> tuple[Person, ...]:
        return ()

    def people_called(self, name: str) -> tuple[Person, ...]:
        return ()

    def people_surnamed(self, name: str) -> tuple[Person, ...]:
        return ()

    def is_name_here(self, word: str) -> bool:
        return False

    def people_at(self, domain: str) -> tuple[Person, ...]:
        return ()

    def team(self, role: Role) -> tuple[Person, ...]:
        return ()

    def away(self, day: date) -> Mapping[str, date]:
        return {}

    def rota(self, role: Role, day: date) -> tuple[Person, ...]:
        return ()

    def unstarted(self, person: Person) -> tuple[Incident, ...]:
        return ()

    def is_list(self, address: str) -> bool:
        return False

    def provider(self, address: str) -> Provider | None:
        return None

    def provider_named(self, words: str) -> Provider | None:
        return None

    def blocked_by(self, address: str) -> str:
        return ""

    def reference_patterns(self) -> tuple[str, ...]:
        return ()

    def place(self, words: str) -> Place | None:
        return None

    def categories(self) -> tuple[Category, ...]:
        return self.preset_categories

    def incident(self, incident: int) -> Incident | None:
        return None

    def incident_numbered(self, number: int) -> Incident | None:
        return None

    def open_of(self, person: Person) -> tuple[Incident, ...]:
        return ()

    def related(self, incident: int) -> tuple[str, ...]:
        return ()

    def parts(self, incident: int) -> tuple[Incident, ...]:
        return ()

    def choices(self, incident: int) -> tuple[Choice, ...]:
        return ()

    def waits_for_firm(self, incident: int) -> bool:
        return False

    def was_asked_how_content(self, incident: int, person: int) -> bool:
        return False

    def minutes_spent(self, incident: int, who: str) -> int:
        return 0

    def sent(self, message_ids: Sequence[str]) -> tuple[SentMail, ...]:
        return ()

    def sent_with_token(self, token: str) -> SentMail | None:
        return None

    def filed(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return ()

    def filed_with_references(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return ()

    def taken_off(self, incident: int, person: Person) -> int | None:
        return None

    def provider_mails(self, incident: int) -> tuple[ProviderMail, ...]:
        return ()

    def provider_of_handover(self, handover: int) -> Provider | None:
        return None

    def open_handovers(self, provider: Provider) -> tuple[OpenHandover, ...]:
        return ()

    def handovers_with_reference(self, references: Sequence[str]) -> tuple[OpenHandover, ...]:
        return ()

    def handovers_of(self, incident: int) -> tuple[OpenHandover, ...]:
        return ()

    def is_said_done(self, handover: int) -> bool:
        return False

    def recorded_news(self, incident: int, since: datetime) -> tuple[RecordedNews, ...]:
        return ()

    def withdrawn_jobs(self, incident: int, since: datetime) -> tuple[OpenHandover, ...]:
        return ()

    def number_changes(self, incident: int) -> tuple[NumberChange, ...]:
        return ()

    def filed_by_number(self, incident: int, number: str) -> tuple[datetime, ...]:
        return ()

    def premises(self) -> Premises:
        return Premises((), (), ())

    def places_in(self, text: str) -> tuple[Place, ...]:
        return ()

    def open_in_category(self, category: str, since: datetime) -> tuple[Incident, ...]:
        return ()

    def opened_since(
        self, since: datetime, reporter: str, category: str = "", place: str = ""
    ) -> tuple[RecentIncident, ...]:
        return ()

    def automatic_mails_to(self, address: str, since: datetime) -> tuple[AutomaticMail, ...]:
        return ()

    def approval(self, number: int) -> Approval | None:
        return None

    def approvals(self, incident: int) -> tuple[Approval, ...]:
        return ()

    def quotes(self, incident: int) -> tuple[JobQuote, ...]:
        return ()

    def firm_jobs(self, incident: int) -> tuple[FirmJob, ...]:
        return ()

    def received(self, ids: Sequence[int]) -> tuple[ReceivedMail, ...]:
        return ()

    def stop_of(self, address: str) -> Stop | None:
        return None


EMPTY_POLICY = Policy(facts=DeskFacts("ICT desk", "", "ICT"), own_addresses=frozenset())
