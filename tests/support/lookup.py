"""Saltmarsh Primary in plain dictionaries: what decisions may ask, answered honestly and without a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from mailtick.incidents.approvals import Approval, JobQuote
from mailtick.incidents.category import Category
from mailtick.incidents.choice import Choice
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import Incident, State
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
from mailtick.incidents.recognition.premises import Premises, Resident
from mailtick.incidents.samples import AMIR_SHAH, BRIGHTBOARD, CLAIRE_BROWN, INCIDENT, SANDRA_KEMP, TOM_WHITFIELD
from mailtick.incidents.visibility import ProviderMail
from mailtick.mail.marks import equipment_marks, names_place

DOMAIN = "saltmarshprimary.example"
DESK_ADDRESS = f"ict@{DOMAIN}"
OUR_SERVER = f"mx.{DOMAIN}"
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def _requester(id_: int, name: str, local_part: str) -> Person:
    return Person(id_, name, f"{local_part}@{DOMAIN}", frozenset({Role.REQUESTER}))


LEAH_DUNN = Person(5, "Ms Leah Dunn", f"leah.dunn@{DOMAIN}", frozenset({Role.DEPUTY}))
GARETH_LLOYD = _requester(6, "Mr Gareth Lloyd", "gareth.lloyd")
ZOE_MARSH = _requester(7, "Ms Zoe Marsh", "zoe.marsh")
PRIYA_NAIR = _requester(8, "Miss Priya Nair", "priya.nair")
FENLAND = Provider(
    "FEN",
    "Fenland ICT Support",
    "support@fenlandict.example",
    frozenset({"fenlandict.example"}),
    "FIS-#####",
    "accounts@fenlandict.example",
)
PEOPLE = (CLAIRE_BROWN, SANDRA_KEMP, AMIR_SHAH, TOM_WHITFIELD, LEAH_DUNN, GARETH_LLOYD, ZOE_MARSH, PRIYA_NAIR)
PLACES = {
    "y3": Place("Y3", "Mrs Brown's class"),
    "room 5": Place("Y3", "Mrs Brown's class"),
    "mrs brown's class": Place("Y3", "Mrs Brown's class"),
    "y1": Place("Y1", "Miss Nair's class"),
}
CATEGORIES = (
    Category("Network and internet", "NET", ("wifi", "internet"), is_shared=True),
    Category("Printing and copying", "PRINT", ("printer", "copier")),
    Category("Security", "SEC", is_restricted=True),
)
SERIALS = {"AP9-2111-0213": Place("Y3", "Mrs Brown's class")}


def make_policy(**changes: object) -> Policy:
    """The desk of Saltmarsh Primary; its mail host is believed, and answers come to addresses with a token."""
    policy = Policy(
        facts=DeskFacts("Saltmarsh ICT desk", DESK_ADDRESS, "ICT"),
        own_addresses=frozenset({DESK_ADDRESS}),
        staff_domains=frozenset({DOMAIN}),
        authserv_ids=frozenset({OUR_SERVER}),
        plus_addressing=True,
    )
    return replace(policy, **changes)  # type: ignore[arg-type]  # the names are Policy's own


@dataclass
class School:
    """A Lookup. Tests put in what the desk knows; the questions themselves change nothing."""

    people: list[Person] = field(default_factory=lambda: list(PEOPLE))
    asked: list[Approval] = field(default_factory=list)
    jobs_of_firms: dict[int, tuple[FirmJob, ...]] = field(default_factory=dict)
    job_quotes: dict[int, tuple[JobQuote, ...]] = field(default_factory=dict)
    providers: list[Provider] = field(default_factory=lambda: [BRIGHTBOARD, FENLAND])
    # Addresses: of those who are away with the first and the last day, of those on the rota by role.
    absences: dict[str, tuple[date, date]] = field(default_factory=dict)
    rotas: dict[Role, tuple[str, ...]] = field(default_factory=dict)
    incidents: dict[int, Incident] = field(default_factory=dict)
    sent_mails: dict[str, SentMail] = field(default_factory=dict)
    minutes: dict[tuple[int, str], int] = field(default_factory=dict)
    links: list[frozenset[int]] = field(default_factory=list)
    filed_mails: dict[str, int] = field(default_factory=dict)
    # What mails that were filed name as earlier mails of their thread.
    filed_threads: dict[str, int] = field(default_factory=dict)
    handovers: list[OpenHandover] = field(default_factory=list)
    done_handovers: list[OpenHandover] = field(default_factory=list)
    received_mails: dict[int, ReceivedMail] = field(default_factory=dict)
    stops: dict[str, Stop] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    # Addresses whose mails nobody sees any more, each with who said so.
    blocked: dict[str, str] = field(default_factory=dict)
    automatic: dict[str, list[AutomaticMail]] = field(default_factory=dict)
    noted: dict[str, Person] = field(default_factory=dict)
    recorded: list[RecordedNews] = field(default_factory=list)
    taken_off_incidents: dict[tuple[int, str], int] = field(default_factory=dict)
    mails_of_providers: list[ProviderMail] = field(default_factory=list)
    # What our question offers, by incident.
    offered: dict[int, tuple[Choice, ...]] = field(default_factory=dict)
    kept: KnownRegisters = field(default_factory=KnownRegisters)
    known_categories: tuple[Category, ...] = CATEGORIES

    def add_incident(self, number: int = 1041, **changes: object) -> Incident:
        """An incident of Mrs Brown's, with Mr Shah, unless `changes` say otherwise."""
        given: dict[str, object] = {"id": number - 1000, "number": number, "reference": f"ICT-{number}", **changes}
        if "reporter" in given:
            given.setdefault("affected", (given["reporter"],))
        plain = replace(INCIDENT, equipment=(), provider="", resolution="", resolved_at=None)
        incident = replace(plain, **given)  # type: ignore[arg-type]  # the names are Incident's own
        self.incidents[incident.id] = incident
        return incident

    def add_sent(self, incident: Incident | None, to: Person | Provider, handover: int | None = None) -> str:
        """A mail of ours. Returns its token; its Message-ID is `our_id(token)`."""
        number = len(self.sent_mails) + 1
        token = f"k7f3{number:016d}"
        about = incident.id if incident else None
        self.sent_mails[our_id(token)] = SentMail(number, to.address, about, handover)
        return token

    def stop(self, address: str, until_at: datetime | None = None, lifted_at: datetime | None = None) -> None:
        """Mail to an address came back, or a machine answers there."""
        self.stops[address] = Stop(address, f"mail to {address} came back", MONDAY, until_at, lifted_at)

    def wrote(
        self, address: str, times: int = 1, template: str = "team_news", about: Incident | None = None, ago: float = 10
    ) -> None:
        """Automatic mails went to an address; the last one so many minutes ago, the others a second before it each."""
        last, incident = MONDAY - timedelta(minutes=ago), about.id if about else None
        mails = [AutomaticMail(last - timedelta(seconds=each), template, incident) for each in reversed(range(times))]
        self.automatic.setdefault(address, []).extend(mails)

    def answered(
        self,
        address: str,
        text: str,
        subject: str = "[ICT-1050] We have it: board",
        ago: float = 10,
        theirs: str = "board",
    ) -> None:
        """A mail of theirs with the subject `theirs`, and the automatic mail that answered it."""
        number = 900 + len(self.received_mails)
        self.received_mails[number] = ReceivedMail(number, address, theirs, text)
        mail = AutomaticMail(MONDAY - timedelta(minutes=ago), "acknowledgement", number, number, subject)
        self.automatic.setdefault(address, []).append(mail)

    def add_handover(self, incident: Incident, provider: Provider, reference: str = "") -> OpenHandover:
        handover = OpenHandover(500 + len(self.handovers), incident.id, incident.reference, provider.code, reference)
        self.handovers.append(handover)
        return handover

    def finish(self, handover: OpenHandover) -> None:
        self.handovers.remove(handover)
        self.done_handovers.append(handover)

    @property
    def registers(self) -> Registers:
        return self.kept

    def person(self, address: str) -> Person | None:
        found = next((each for each in self.people if each.address == address.lower()), None)
        return found or self.noted.get(address.lower())

    def is_verified(self, address: str) -> bool:
        return address.lower() not in self.noted

    def people_named(self, words: str) -> tuple[Person, ...]:
        wanted = words.strip().lower()
        return tuple(
            each for each in self.people if wanted in (each.address, each.address.partition("@")[0], each.name.lower())
        )

    def people_called(self, name: str) -> tuple[Person, ...]:
        return tuple(each for each in self.people if each.is_called(name))

    def people_surnamed(self, name: str) -> tuple[Person, ...]:
        return tuple(each for each in self.people if each.has_surname(name))

    def is_name_here(self, word: str) -> bool:
        return any(word.casefold() in person.name.casefold().split() for person in self.people)

    def people_at(self, domain: str) -> tuple[Person, ...]:
        return tuple(each for each in self.people if each.address.endswith(f"@{domain}"))

    def team(self, role: Role) -> tuple[Person, ...]:
        return tuple(each for each in self.people if role in each.roles)

    def away(self, day: date) -> Mapping[str, date]:
        return {address: last for address, (first, last) in self.absences.items() if first <= day <= last}

    def rota(self, role: Role, day: date) -> tuple[Person, ...]:
        return tuple(each for each in self.people if each.address in self.rotas.get(role, ()))

    def unstarted(self, person: Person) -> tuple[Incident, ...]:
        given = (each for each in self.incidents.values() if each.assignee and each.assignee.id == person.id)
        return tuple(each for each in given if each.state is State.ASSIGNED)

    def is_list(self, address: str) -> bool:
        return address.lower() in self.lists

    def provider(self, address: str) -> Provider | None:
        domain = address.rpartition("@")[2].lower()
        return next((each for each in self.providers if domain in each.domains), None)

    def provider_named(self, words: str) -> Provider | None:
        wanted = words.strip().lower()
        found = [each for each in self.providers if each.code.lower() == wanted or each.name.lower().startswith(wanted)]
        return found[0] if len(found) == 1 and wanted else None

    def blocked_by(self, address: str) -> str:
        return self.blocked.get(address.lower(), "")

    def reference_patterns(self) -> tuple[str, ...]:
        return tuple(each.reference_pattern for each in self.providers if each.reference_pattern)

    def place(self, words: str) -> Place | None:
        return PLACES.get(words.strip().lower())

    def categories(self) -> tuple[Category, ...]:
        return self.known_categories

    def incident(self, incident: int) -> Incident | None:
        return self.incidents.get(incident)

    def incident_numbered(self, number: int) -> Incident | None:
        return next((each for each in self.incidents.values() if each.number == number), None)

    def open_of(self, person: Person) -> tuple[Incident, ...]:
        return tuple(
            each for each in self.incidents.values() if each.is_open and person in (*each.affected, each.assignee)
        )

    def related(self, incident: int) -> tuple[str, ...]:
        linked = (each for pair in self.links if incident in pair for each in pair - {incident})
        return tuple(self.incidents[each].reference for each in linked)

    def parts(self, incident: int) -> tuple[Incident, ...]:
        whole = self.incidents[incident].reference
        return tuple(
            each for each in self.incidents.values() if each.parent == whole and each.state is not State.CANCELLED
        )

    def choices(self, incident: int) -> tuple[Choice, ...]:
        return self.offered.get(incident, ())

    def waits_for_firm(self, incident: int) -> bool:
        return any(each.incident == incident for each in self.handovers)

    def was_asked_how_content(self, incident: int, person: int) -> bool:
        return False

    def minutes_spent(self, incident: int, who: str) -> int:
        return self.minutes.get((incident, who), 0)

    def sent(self, message_ids: Sequence[str]) -> tuple[SentMail, ...]:
        return tuple(self.sent_mails[each] for each in message_ids if each in self.sent_mails)

    def sent_with_token(self, token: str) -> SentMail | None:
        return self.sent_mails.get(our_id(token))

    def filed(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.filed_mails[each] for each in message_ids if each in self.filed_mails)

    def filed_with_references(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.filed_threads[each] for each in message_ids if each in self.filed_threads)

    def taken_off(self, incident: int, person: Person) -> int | None:
        return self.taken_off_incidents.get((incident, person.address))

    def provider_mails(self, incident: int) -> tuple[ProviderMail, ...]:
        return tuple(self.mails_of_providers)

    def provider_of_handover(self, handover: int) -> Provider | None:
        known = {each.id: each.provider for each in (*self.handovers, *self.done_handovers)}
        return next((each for each in self.providers if each.code == known.get(handover)), None)

    def open_handovers(self, provider: Provider) -> tuple[OpenHandover, ...]:
        return tuple(each for each in self.handovers if each.provider == provider.code)

    def handovers_with_reference(self, references: Sequence[str]) -> tuple[OpenHandover, ...]:
        known = (*self.done_handovers, *self.handovers)
        return tuple(each for each in reversed(known) if each.reference and each.reference in references)

    def handovers_of(self, incident: int) -> tuple[OpenHandover, ...]:
        return tuple(each for each in (*self.done_handovers, *self.handovers) if each.incident == incident)

    def is_said_done(self, handover: int) -> bool:
        return False

    def recorded_news(self, incident: int, since: datetime) -> tuple[RecordedNews, ...]:
        return tuple(self.recorded)

    def withdrawn_jobs(self, incident: int, since: datetime) -> tuple[OpenHandover, ...]:
        return ()

    def number_changes(self, incident: int) -> tuple[NumberChange, ...]:
        return ()

    def filed_by_number(self, incident: int, number: str) -> tuple[datetime, ...]:
        return ()

    def premises(self) -> Premises:
        named: dict[Place, list[str]] = {}
        for name, place in PLACES.items():
            named.setdefault(place, []).append(name)
        places = [(place, tuple(names)) for place, names in named.items()]
        people = [Resident(each.address, each.name, each.usual_place) for each in PEOPLE]
        return Premises(places, self.registers.equipment(), people)

    def places_in(self, text: str) -> tuple[Place, ...]:
        named = (place for name, place in PLACES.items() if names_place(text, (name,)))
        return tuple(dict.fromkeys((*named, *(SERIALS[each] for each in equipment_marks(text) if each in SERIALS))))

    def open_in_category(self, category: str, since: datetime) -> tuple[Incident, ...]:
        found = [each for each in self.incidents.values() if each.is_open and each.category == category]
        return tuple(sorted((each for each in found if each.received_at >= since), key=lambda each: each.received_at))

    def opened_since(
        self, since: datetime, reporter: str, category: str = "", place: str = ""
    ) -> tuple[RecentIncident, ...]:
        return tuple(
            RecentIncident(
                each.reference,
                each.reporter.address,
                each.category,
                each.place,
                each.title,
                each.first_text,
                each.received_at,
            )
            for each in sorted(self.incidents.values(), key=lambda each: each.received_at, reverse=True)
            if each.is_open and not each.is_restricted and each.received_at >= since
            if each.reporter.address == reporter
            or (category and each.category == category)
            or (place and each.place == place)
        )

    def automatic_mails_to(self, address: str, since: datetime) -> tuple[AutomaticMail, ...]:
        return tuple(mail for mail in self.automatic.get(address.lower(), ()) if mail.at >= since)

    def approval(self, number: int) -> Approval | None:
        return next((each for each in self.asked if each.id == number), None)

    def approvals(self, incident: int) -> tuple[Approval, ...]:
        return tuple(each for each in self.asked if each.incident == incident)

    def quotes(self, incident: int) -> tuple[JobQuote, ...]:
        return tuple(self.job_quotes.get(incident, ()))

    def firm_jobs(self, incident: int) -> tuple[FirmJob, ...]:
        return self.jobs_of_firms.get(incident, ())

    def received(self, ids: Sequence[int]) -> tuple[ReceivedMail, ...]:
        return tuple(self.received_mails[each] for each in ids if each in self.received_mails)

    def stop_of(self, address: str) -> Stop | None:
        return self.stops.get(address.lower())


def our_id(token: str) -> str:
    """The Message-ID of a mail of ours, without angle brackets."""
    return f"ict-1041.{token}@{DOMAIN}"


def tagged(token: str, number: int = 1041) -> str:
    """The address that answers to a mail of ours go to."""
    return f"ict+{number}.{token}@{DOMAIN}"


def proof(sender: str, method: str = "dmarc=pass") -> dict[str, str]:
    """The header by which our own mail host says that it checked the sender."""
    return {"Authentication-Results": f"{OUR_SERVER}; {method} header.from={sender.rpartition('@')[2].rstrip('>')}"}


def closed(incident: Incident, days_ago: int) -> dict[str, object]:
    """What a closed incident has set."""
    at = MONDAY - timedelta(days=days_ago)
    return {"state": State.CLOSED, "resolved_at": at, "closed_at": at, "id": incident.id}
