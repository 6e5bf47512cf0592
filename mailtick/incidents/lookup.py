"""The read-only questions that a decision may ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from mailtick.incidents.approvals import Approval, JobQuote
from mailtick.incidents.category import Category
from mailtick.incidents.choice import Choice
from mailtick.incidents.firm_jobs import FirmJob
from mailtick.incidents.incident import Incident
from mailtick.incidents.job_numbers import NumberChange
from mailtick.incidents.kept import Registers
from mailtick.incidents.lists import Listed
from mailtick.incidents.people import Person, Place, Provider, Role
from mailtick.incidents.recognition.premises import Premises
from mailtick.incidents.visibility import ProviderMail


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail of ours that somebody cites: to whom this very copy went, and about what."""

    id: int
    recipient: str
    incident: int | None
    handover: int | None
    # The proposal that it lays before its recipient.
    proposal: int | None = None
    # It reminds of what the registers hold.
    is_reminder: bool = False
    # The question that it asks whoever decides.
    approval: int | None = None
    # It lists a firm's jobs before a visit.
    is_visit_sheet: bool = False
    # What its numbers mean, where it holds a numbered list.
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class OpenHandover:
    """An incident that a provider has. `reference` is their job number, empty as long as it is unknown."""

    id: int
    incident: int
    incident_reference: str
    provider: str
    reference: str
    # What its provider has told: when they come, when it is to be done, when they were there, and for how much.
    promised_at: datetime | None = None
    promised_until: datetime | None = None
    eta_at: datetime | None = None
    on_site_at: datetime | None = None
    quote_number: str = ""
    quoted_pence: int | None = None
    # Done, given back, taken back or never arrived.
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class RecordedNews:
    """What a firm told and was recorded, by the number of the proposal that can be taken back."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class AutomaticMail:
    """A mail that a machine of ours wrote to somebody: when, from which template, about which incident.

    `mail` is the received mail that led to it, if one did.
    """

    at: datetime
    template: str
    incident: int | None
    mail: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """A mail that was filed: from which address, its subject, and what was newly written in it."""

    id: int
    sender: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Why no automatic mail goes to an address, from when, and until when; None: until somebody lifts it."""

    address: str
    because: str
    since_at: datetime
    until_at: datetime | None = None
    lifted_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.lifted_at is None and (self.until_at is None or now < self.until_at)


@dataclass(frozen=True, slots=True)
class RecentIncident:
    """As much of an incident as tells whether another report is about the same."""

    reference: str
    reporter_address: str
    category: str
    place: str
    title: str
    first_text: str
    received_at: datetime


class Lookup(Protocol):
    """What the desk knows. Every answer is as of now; none changes anything."""

    @property
    def registers(self) -> Registers:
        """What the desk keeps."""

    def person(self, address: str) -> Person | None:
        """The person who writes from this address."""

    def is_verified(self, address: str) -> bool:
        """Whether an address of somebody's is theirs for sure; one that was noted by hand from a mail is not."""

    def people_named(self, words: str) -> tuple[Person, ...]:
        """Everybody meant by an address, the part before its @, or a full name."""

    def people_called(self, name: str) -> tuple[Person, ...]:
        """Everybody who goes by this name, with or without a title."""

    def people_surnamed(self, name: str) -> tuple[Person, ...]:
        """Everybody with this surname."""

    def is_name_here(self, word: str) -> bool:
        """Whether a word is part of the name of somebody on the list of people, of a firm or of a place."""
        ...

    def people_at(self, domain: str) -> tuple[Person, ...]:
        """Everybody on the list of people whose mail goes to an address of this domain."""

    def team(self, role: Role) -> tuple[Person, ...]:
        """Everybody with this role."""

    def away(self, day: date) -> Mapping[str, date]:
        """Who is away on a day, by address, and the last day of it."""

    def rota(self, role: Role, day: date) -> tuple[Person, ...]:
        """Who is on the cover rota for a role on a day; nobody where none is kept."""

    def unstarted(self, person: Person) -> tuple[Incident, ...]:
        """What somebody was given and has not started, the oldest first."""

    def is_list(self, address: str) -> bool:
        """Whether a mail came from this address that says of itself that a list sent it."""

    def provider(self, address: str) -> Provider | None:
        """The provider that writes from this address or its domain."""

    def provider_named(self, words: str) -> Provider | None:
        """The provider meant by a code, or by a name or the beginning of one; None if none or several."""

    def blocked_by(self, address: str) -> str:
        """Who said that no mail from this address is to be shown any more; empty if nobody did."""

    def reference_patterns(self) -> tuple[str, ...]:
        """The forms of the providers' job numbers, such as "FIS-#####"."""

    def place(self, words: str) -> Place | None:
        """The place meant by a code, a name or an alias; None if none or several."""

    def categories(self) -> tuple[Category, ...]:
        """All that a matter may be about, those that are not offered any more too."""

    def incident(self, incident: int) -> Incident | None:
        """An incident by its id."""

    def incident_numbered(self, number: int) -> Incident | None:
        """An incident by its number."""

    def open_of(self, person: Person) -> tuple[Incident, ...]:
        """The open incidents that are for somebody, or that they have, the most urgent first."""

    def related(self, incident: int) -> tuple[str, ...]:
        """The references of what somebody linked to an incident, or split off it."""

    def parts(self, incident: int) -> tuple[Incident, ...]:
        """The incidents that are part of one, by number; those that were called off or merged are not among them."""

    def waits_for_firm(self, incident: int) -> bool:
        """Whether the wait for a firm that has an incident goes on, as it does while that is fixed for now."""

    def choices(self, incident: int) -> tuple[Choice, ...]:
        """The answers that our question to whoever reported an incident offers, as long as it is open."""
        ...

    def was_asked_how_content(self, incident: int, person: int) -> bool:
        """Whether somebody was asked how content they are with what was done on an incident."""

    def minutes_spent(self, incident: int, who: str) -> int:
        """The minutes that somebody, by their name, has spent on an incident."""

    def sent(self, message_ids: Sequence[str]) -> tuple[SentMail, ...]:
        """Mails of ours with one of these Message-IDs, in the order asked."""

    def sent_with_token(self, token: str) -> SentMail | None:
        """The mail of ours whose answers go to this token's address."""

    def filed_with_references(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        """The incidents with mails that name one of these Message-IDs as an earlier one; the newest first."""

    def filed(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        """The incidents that received mails with these Message-IDs were filed on, in the order asked."""

    def taken_off(self, incident: int, person: Person) -> int | None:
        """The incident that somebody's report became when it was taken off this one; None if none was."""

    def provider_mails(self, incident: int) -> tuple[ProviderMail, ...]:
        """What providers have written on an incident, the oldest first."""

    def provider_of_handover(self, handover: int) -> Provider | None:
        """The provider that has, or had, a hand-over."""

    def open_handovers(self, provider: Provider) -> tuple[OpenHandover, ...]:
        """What a provider has of ours and is not done, the oldest first."""

    def handovers_with_reference(self, references: Sequence[str]) -> tuple[OpenHandover, ...]:
        """The hand-overs of all providers, open or done, with one of these job numbers; the newest first."""

    def handovers_of(self, incident: int) -> tuple[OpenHandover, ...]:
        """The jobs, open or over, that firms have of an incident and of what was merged into it, the oldest first."""

    def is_said_done(self, handover: int) -> bool:
        """Whether the firm says that a job is done, and nobody has confirmed or declined it yet."""

    def recorded_news(self, incident: int, since: datetime) -> tuple[RecordedNews, ...]:
        """What was recorded of firms' mails about an incident since then and was not taken back, the oldest first."""

    def withdrawn_jobs(self, incident: int, since: datetime) -> tuple[OpenHandover, ...]:
        """The jobs of an incident that were taken back from their firms since then, when it ended."""

    def number_changes(self, incident: int) -> tuple[NumberChange, ...]:
        """How the numbers of an incident's jobs changed, the oldest first."""

    def filed_by_number(self, incident: int, number: str) -> tuple[datetime, ...]:
        """When mails came that were filed on an incident because they name this job number."""

    def premises(self) -> Premises:
        """The names of all places, equipment and people, laid out to be found in a text."""
        ...

    def places_in(self, text: str) -> tuple[Place, ...]:
        """The places that a text names, or whose equipment it names by serial number or tag; each once."""

    def open_in_category(self, category: str, since: datetime) -> tuple[Incident, ...]:
        """Open incidents of a category received since then, the oldest first."""

    def opened_since(
        self, since: datetime, reporter: str, category: str = "", place: str = ""
    ) -> tuple[RecentIncident, ...]:
        """Open incidents received since then that this address reported, or that are of this category or place.

        None that is restricted; the newest first, at most twenty; an empty category or place means none.
        """

    def automatic_mails_to(self, address: str, since: datetime) -> tuple[AutomaticMail, ...]:
        """The automatic mails to an address since then, the oldest first."""

    def approval(self, number: int) -> Approval | None:
        """The question of this number that was asked of whoever decides."""
        ...

    def approvals(self, incident: int) -> tuple[Approval, ...]:
        """What was asked of whoever decides about an incident, the oldest first."""
        ...

    def quotes(self, incident: int) -> tuple[JobQuote, ...]:
        """What firms want for the jobs of an incident that they have, the oldest first."""
        ...

    def firm_jobs(self, incident: int) -> tuple[FirmJob, ...]:
        """The jobs of an incident that firms have, with their clocks, the oldest first."""
        ...

    def received(self, ids: Sequence[int]) -> tuple[ReceivedMail, ...]:
        """Filed mails by their ids; those that lie on no incident are not among them."""

    def stop_of(self, address: str) -> Stop | None:
        """The last stop that was put on automatic mail to this address, whether it holds still or not."""
