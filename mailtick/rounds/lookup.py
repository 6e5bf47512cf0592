"""The questions of `incidents.lookup.Lookup`, answered from the store within one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from mailtick.incidents.approvals import Approval, JobQuote
from mailtick.incidents.category import Category
from mailtick.incidents.choice import Choice
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.forwarding import PASSED_ON_BY
from mailtick.incidents.incident import Incident
from mailtick.incidents.job_numbers import NumberChange
from mailtick.incidents.lookup import (
    AutomaticMail,
    OpenHandover,
    ReceivedMail,
    RecentIncident,
    RecordedNews,
    SentMail,
    Stop,
)
from mailtick.incidents.people import Person, Place, Provider, Role
from mailtick.incidents.recognition.premises import Premises, premises_of
from mailtick.incidents.visibility import ProviderMail
from mailtick.mail.forward import read_forward
from mailtick.mail.marks import equipment_marks, names_place
from mailtick.mail.parse import parse_mail
from mailtick.rounds.register_lookup import StoreRegisters
from mailtick.store import (
    approvals,
    categories,
    handovers,
    held,
    incidents,
    job_numbers,
    mails,
    outbox,
    people,
    presence,
    registers,
    withdrawals,
)
from mailtick.store.affected import incident_of_taken_off
from mailtick.store.firm_jobs import firm_jobs
from mailtick.store.related import linked_numbers, parts_of_incident
from mailtick.store.satisfaction import was_asked
from mailtick.store.theirs import open_incidents_of
from mailtick.store.time_spent import minutes_spent
from mailtick.store.waits import choices_of, waits_for_firm


class StoreLookup:
    """Answers from a session. What changes only in the registers is kept for the life of the lookup.

    Incidents and absences are kept too: call `forget_incidents` when something was done to them.
    """

    def __init__(self, session: Session, prefix: str) -> None:
        self._session = session
        self._prefix = prefix
        self._registers = StoreRegisters(session)
        self._teams: dict[Role, tuple[Person, ...]] = {}
        self._away: dict[date, Mapping[str, date]] = {}
        self._names: frozenset[str] | None = None
        self._providers: tuple[Provider, ...] | None = None
        self._places: list[tuple[Place, tuple[str, ...]]] | None = None
        self._categories: tuple[Category, ...] | None = None
        self._premises: Premises | None = None
        self._incidents: dict[int, Incident | None] = {}
        self._automatic: dict[tuple[str, datetime], tuple[AutomaticMail, ...]] = {}

    def forget_incidents(self) -> None:
        """Read incidents, and who is away, anew from now on."""
        self._incidents.clear()
        self._away.clear()
        self._automatic.clear()

    @property
    def registers(self) -> StoreRegisters:
        return self._registers

    def person(self, address: str) -> Person | None:
        return people.person_by_address(self._session, address)

    def is_verified(self, address: str) -> bool:
        return people.is_verified(self._session, address)

    def people_named(self, words: str) -> tuple[Person, ...]:
        return tuple(people.people_named(self._session, words))

    def people_called(self, name: str) -> tuple[Person, ...]:
        return tuple(people.people_called(self._session, name))

    def people_surnamed(self, name: str) -> tuple[Person, ...]:
        return tuple(people.people_surnamed(self._session, name))

    def is_name_here(self, word: str) -> bool:
        if self._names is None:
            self._names = people.words_of_names(self._session)
        return word.casefold() in self._names

    def people_at(self, domain: str) -> tuple[Person, ...]:
        return tuple(people.people_at(self._session, domain))

    def team(self, role: Role) -> tuple[Person, ...]:
        if role not in self._teams:
            self._teams[role] = tuple(people.people_with_role(self._session, role))
        return self._teams[role]

    def away(self, day: date) -> Mapping[str, date]:
        if day not in self._away:
            self._away[day] = presence.away_on(self._session, day)
        return self._away[day]

    def rota(self, role: Role, day: date) -> tuple[Person, ...]:
        return tuple(presence.on_rota(self._session, role, day))

    def unstarted(self, person: Person) -> tuple[Incident, ...]:
        return tuple(presence.unstarted(self._session, person.id, self._prefix))

    def is_list(self, address: str) -> bool:
        return mails.is_from_list(self._session, address)

    def provider(self, address: str) -> Provider | None:
        domain = address.rpartition("@")[2].lower()
        for provider in self._all_providers():
            if address.lower() in (provider.address, provider.billing_address) or domain in provider.domains:
                return provider
        return None

    def provider_named(self, words: str) -> Provider | None:
        wanted = words.strip().lower()
        providers = self._all_providers()
        exact = [each for each in providers if wanted in (each.code.lower(), each.name.lower())]
        found = exact or [each for each in providers if each.name.lower().startswith(wanted)]
        return found[0] if len(found) == 1 and wanted else None

    def blocked_by(self, address: str) -> str:
        return held.blocked_by(self._session, address)

    def reference_patterns(self) -> tuple[str, ...]:
        return tuple(each.reference_pattern for each in self._all_providers() if each.reference_pattern)

    def place(self, words: str) -> Place | None:
        wanted = words.strip().lower().replace("’", "'")
        found = [
            place
            for place, aliases in self._all_places()
            if wanted in (place.code.lower(), place.name.lower(), *(alias.lower() for alias in aliases))
        ]
        return found[0] if len(found) == 1 else None

    def categories(self) -> tuple[Category, ...]:
        if self._categories is None:
            self._categories = tuple(categories.all_categories(self._session))
        return self._categories

    def incident(self, incident: int) -> Incident | None:
        if incident not in self._incidents:
            self._incidents[incident] = incidents.incident_by_id(self._session, incident, self._prefix)
        return self._incidents[incident]

    def incident_numbered(self, number: int) -> Incident | None:
        incident = incidents.id_of_number(self._session, number)
        return self.incident(incident) if incident is not None else None

    def open_of(self, person: Person) -> tuple[Incident, ...]:
        return tuple(open_incidents_of(self._session, person.id, self._prefix)) if person.id else ()

    def related(self, incident: int) -> tuple[str, ...]:
        return tuple(f"{self._prefix}-{each}" for each in linked_numbers(self._session, incident))

    def parts(self, incident: int) -> tuple[Incident, ...]:
        return tuple(filter(None, (self.incident(each) for each in parts_of_incident(self._session, incident))))

    def choices(self, incident: int) -> tuple[Choice, ...]:
        return choices_of(self._session, incident)

    def waits_for_firm(self, incident: int) -> bool:
        return waits_for_firm(self._session, incident)

    def was_asked_how_content(self, incident: int, person: int) -> bool:
        return was_asked(self._session, incident, person)

    def minutes_spent(self, incident: int, who: str) -> int:
        return minutes_spent(self._session, incident).get(who, 0)

    def sent(self, message_ids: Sequence[str]) -> tuple[SentMail, ...]:
        return tuple(outbox.sent_mails(self._session, message_ids)) if message_ids else ()

    def sent_with_token(self, token: str) -> SentMail | None:
        return outbox.sent_with_token(self._session, token) if token else None

    def filed(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(mails.incidents_of_message_ids(self._session, message_ids)) if message_ids else ()

    def filed_with_references(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(mails.incidents_with_references(self._session, message_ids)) if message_ids else ()

    def taken_off(self, incident: int, person: Person) -> int | None:
        return incident_of_taken_off(self._session, incident, person.id)

    def provider_mails(self, incident: int) -> tuple[ProviderMail, ...]:
        asked = outbox.handed_over_at(self._session, incident)
        lines = incidents.received_lines(self._session, incident)
        return tuple(mail for line in lines if (mail := self._provider_mail(line, asked)))

    def _provider_mail(self, line: incidents.ReceivedLine, asked: Mapping[str, int]) -> ProviderMail | None:
        """The mail of a firm that made this line: its own, from where a hand-over went, or passed on by the team."""
        if PASSED_ON_BY in line.because:
            return self._passed_on(line)
        provider = self._writer(line.from_address) or self._provider_by_id(asked.get(line.from_address.lower()))
        if provider is None:
            return None
        row = mails.mail_by_id(self._session, line.mail_id)
        whole = parse_mail(mails.raw_of(row)).body_text if row else ""
        return ProviderMail(line.entry, provider.name, line.who, line.text, provider.domains, line.is_released, whole)

    def _passed_on(self, line: incidents.ReceivedLine) -> ProviderMail | None:
        """Of a mail that the team passed on, what the firm wrote in it."""
        row = mails.mail_by_id(self._session, line.mail_id)
        forwarded = read_forward(parse_mail(mails.raw_of(row))) if row else None
        firm = self._writer(forwarded.from_addr) if forwarded else None
        if forwarded is None or firm is None:
            return None
        text = forwarded.text
        return ProviderMail(line.entry, firm.name, forwarded.from_name, text, firm.domains, line.is_released, text)

    def _writer(self, address: str) -> Provider | None:
        return None if self.person(address) else self.provider(address)

    def provider_of_handover(self, handover: int) -> Provider | None:
        return self._provider_by_id(handovers.provider_of_handover(self._session, handover))

    def _provider_by_id(self, provider_id: int | None) -> Provider | None:
        return people.all_providers(self._session).get(provider_id) if provider_id is not None else None

    def open_handovers(self, provider: Provider) -> tuple[OpenHandover, ...]:
        return tuple(handovers.open_handovers(self._session, provider.code, self._prefix))

    def handovers_with_reference(self, references: Sequence[str]) -> tuple[OpenHandover, ...]:
        return tuple(handovers.handovers_with_reference(self._session, references, self._prefix)) if references else ()

    def handovers_of(self, incident: int) -> tuple[OpenHandover, ...]:
        return tuple(handovers.all_handovers_of(self._session, incident, self._prefix))

    def is_said_done(self, handover: int) -> bool:
        return withdrawals.is_said_done(self._session, handover)

    def recorded_news(self, incident: int, since: datetime) -> tuple[RecordedNews, ...]:
        return tuple(withdrawals.recorded_news(self._session, incident, since))

    def withdrawn_jobs(self, incident: int, since: datetime) -> tuple[OpenHandover, ...]:
        return tuple(withdrawals.withdrawn_jobs(self._session, incident, since, self._prefix))

    def number_changes(self, incident: int) -> tuple[NumberChange, ...]:
        return job_numbers.number_changes(self._session, incident)

    def filed_by_number(self, incident: int, number: str) -> tuple[datetime, ...]:
        return job_numbers.filed_by_number(self._session, incident, number)

    def premises(self) -> Premises:
        if self._premises is None:
            residents = people.residents(self._session)
            self._premises = premises_of(tuple(self._all_places()), self._registers.equipment(), residents)
        return self._premises

    def places_in(self, text: str) -> tuple[Place, ...]:
        named = [place for place, names in self._all_places() if names_place(text, (place.code, place.name, *names))]
        codes = registers.locations_of_equipment(self._session, equipment_marks(text))
        beside = [place for place, _ in self._all_places() if place.code in codes]
        return tuple(dict.fromkeys((*named, *beside)))

    def open_in_category(self, category: str, since: datetime) -> tuple[Incident, ...]:
        return tuple(incidents.open_incidents_in(self._session, category, since, self._prefix))

    def opened_since(
        self, since: datetime, reporter: str, category: str = "", place: str = ""
    ) -> tuple[RecentIncident, ...]:
        found = incidents.incidents_opened_since(self._session, since, reporter, category, place, self._prefix)
        return tuple(found)

    def automatic_mails_to(self, address: str, since: datetime) -> tuple[AutomaticMail, ...]:
        asked = (address.lower(), since)
        if asked not in self._automatic:
            self._automatic[asked] = tuple(outbox.automatic_mails_to(self._session, address, since))
        return self._automatic[asked]

    def approval(self, number: int) -> Approval | None:
        return approvals.approval_by_id(self._session, number)

    def approvals(self, incident: int) -> tuple[Approval, ...]:
        return approvals.approvals_of(self._session, incident)

    def quotes(self, incident: int) -> tuple[JobQuote, ...]:
        return approvals.quotes_of(self._session, incident)

    def firm_jobs(self, incident: int) -> tuple[FirmJob, ...]:
        return firm_jobs(self._session, incident)

    def received(self, ids: Sequence[int]) -> tuple[ReceivedMail, ...]:
        return tuple(mails.received_mails(self._session, ids))

    def stop_of(self, address: str) -> Stop | None:
        return outbox.stop_of(self._session, address)

    def _all_places(self) -> list[tuple[Place, tuple[str, ...]]]:
        if self._places is None:
            self._places = people.all_places(self._session)
        return self._places

    def _all_providers(self) -> tuple[Provider, ...]:
        if self._providers is None:
            self._providers = tuple(people.all_providers(self._session).values())
        return self._providers
