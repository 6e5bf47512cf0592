"""The settings of one desk: what config.toml says, checked and typed. Key by key as in the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time as clock_time
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, InstanceOf, PlainValidator, Strict

from mailtick.config.faults import nearest, shown
from mailtick.config.kinds import (
    AtLeastOne,
    Domain,
    ListAddress,
    MailAddress,
    Month,
    NamedAddress,
    OneOpening,
    OpeningHours,
    OptionalFolder,
    PageAddress,
    ReferencePattern,
    Several,
    Targets,
    TimeOfDay,
    Words,
    Zone,
    read_address,
    text_of,
)
from mailtick.config.rule_files import USUAL_FILE, read_rules_path
from mailtick.config.servers import MailboxSettings, SmtpSettings
from mailtick.config.storage import StoreSettings
from mailtick.config.table import Table
from mailtick.config.web import WebSettings
from mailtick.incidents.hours import read_hours
from mailtick.incidents.incident import Priority
from mailtick.incidents.routing import Rule
from mailtick.incidents.targets import SHIPPED


class DeskSettings(Table):
    """The desk itself. A mail from `staff_domains` is from known staff; `authserv_ids` are believed about senders."""

    name: Words = Field(description='whose desk it is, such as "Saltmarsh Primary School"')
    address: MailAddress = Field(description="the desk's mail address")
    prefix: str = Field(default="ICT", pattern="^[A-Z]{2,6}$", description='2 to 6 capital letters, such as "ICT"')
    zone: Zone = Field(default=ZoneInfo("Europe/London"), description='a time zone, such as "Europe/London"')
    first_number: int = Field(default=1, ge=1, le=999_999, description="a whole number from 1 to 999999")
    staff_domains: Several[Domain] = Field(default=(), description='a list of domains, such as ["school.example"]')
    aliases: Several[MailAddress] = Field(default=(), description='a list of addresses, such as ["it@school.example"]')
    lists: Several[ListAddress] = Field(
        default=(), description='a list of addresses and domains, such as ["staff@school.example", "@lists.example"]'
    )
    plus_addressing: bool = Field(default=False, description="true or false")
    authserv_ids: Several[Words] = Field(default=(), description='a list of names, such as ["mx.school.example"]')
    phone: str = Field(default="", description="a phone number in quotes")
    charter: PageAddress = Field(
        default="", description='a web address in quotes, such as "https://school.example/ict"'
    )
    access: str = Field(default="", description='a text in quotes, such as "before 08:45 or after 15:15"')
    hours: OpeningHours = Field(
        default_factory=lambda: read_hours("Mon-Fri 08:00-16:30"),
        description='a text in quotes, such as "Mon-Thu 08:00-16:30, Fri 08:00-16:00"',
    )
    inset_hours: OneOpening | None = Field(default=None, description='a text in quotes, such as "08:30-15:30"')
    sessions: Several[TimeOfDay] = Field(
        default=(clock_time(8, 45), clock_time(13)), description='a list of times in quotes, such as ["08:45", "13:00"]'
    )
    ask_satisfaction: bool = Field(default=False, description="true or false")
    shadow: bool = Field(default=False, description="true or false")
    financial_year: Month = Field(default=4, description='the month in which it begins, such as "april" or "september"')


_PEOPLE = 'a list of people, such as ["Sandra Kemp <sandra.kemp@school.example>"]'


class TeamSettings(Table):
    """Who does what. One person may stand in several lists."""

    coordinator: AtLeastOne[NamedAddress] = Field(description=f"{_PEOPLE}, with at least one")
    deputy: Several[NamedAddress] = Field(default=(), description=_PEOPLE)
    first_level: Several[NamedAddress] = Field(default=(), description=_PEOPLE)
    owner: Several[NamedAddress] = Field(default=(), description=_PEOPLE)
    informed: Several[NamedAddress] = Field(default=(), description=_PEOPLE)


_TARGETS = 'two texts, such as ["30 minutes", "4 hours"]'


class TargetSettings(Table):
    """By when a person has answered, and by when it is done, for each priority; service time or open days.

    `pause` are the priorities whose clock rests while a firm or a decision is waited for.
    """

    P1: Targets = Field(default=SHIPPED[Priority.P1], description=_TARGETS)
    P2: Targets = Field(default=SHIPPED[Priority.P2], description=_TARGETS)
    P3: Targets = Field(default=SHIPPED[Priority.P3], description=_TARGETS)
    P4: Targets = Field(default=SHIPPED[Priority.P4], description=_TARGETS)
    P5: Targets = Field(default=SHIPPED[Priority.P5], description=_TARGETS)
    pause: Several[Annotated[Priority, Strict(False)]] = Field(
        default=(Priority.P3, Priority.P4, Priority.P5), description='a list of priorities, such as ["P3", "P4", "P5"]'
    )


class TemplateSettings(Table):
    """Where the desk's own templates lie; None: it has none."""

    folder: OptionalFolder = Field(default=None, description="the path of a folder in quotes")


class Day(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


def read_summary_recipient(value: object) -> str:
    """Return a role of [team] or an address."""
    whom = text_of(value)
    if "@" in whom:
        return read_address(whom)
    if whom in TeamSettings.model_fields:
        return whom
    near = nearest(whom, TeamSettings.model_fields)
    hint = f"did you mean {near}?" if near else f"write an address or one of: {', '.join(TeamSettings.model_fields)}"
    raise ValueError(f"is no list of people under [team]: {shown(whom)}; {hint}")


class SummarySettings(Table):
    """When the weekly summary goes out, and to whom: roles of [team] or addresses."""

    day: Annotated[Day, Strict(False)] = Field(
        default=Day.MON, description='one of "mon", "tue", "wed", "thu", "fri", "sat", "sun"'
    )
    time: TimeOfDay = Field(default=clock_time(7, 30), description='a time of day in quotes, such as "07:30"')
    to: Several[Annotated[str, PlainValidator(read_summary_recipient)]] = Field(
        default=("coordinator", "owner", "informed"), description='a list of roles and addresses, such as ["owner"]'
    )


class ReminderSettings(Table):
    """From when on reminders of the registers go out, on days on which the organisation is open."""

    time: TimeOfDay = Field(default=clock_time(7, 30), description='a time of day in quotes, such as "07:30"')


class LimitSettings(Table):
    """How much at most and how long: automatic mails to one address, claims, unsure mails, mails at once."""

    automatic_per_hour: int = Field(default=20, ge=1, le=1000, description="a whole number from 1 to 1000")
    automatic_per_incident: int = Field(default=6, ge=1, le=1000, description="a whole number from 1 to 1000")
    lease_seconds: int = Field(default=300, ge=1, le=86400, description="a whole number of seconds from 1 to 86400")
    uncertain_retry_seconds: int = Field(
        default=900, ge=1, le=86400, description="a whole number of seconds from 1 to 86400"
    )
    batch: int = Field(default=50, ge=1, le=1000, description="a whole number from 1 to 1000")


def _domain_of(read: Mapping[str, str]) -> tuple[str, ...]:
    return (read["address"].rpartition("@")[2].lower(),)


class ProviderSettings(Table):
    """A second-level firm. `domains` are those it writes from; `reference` its job numbers, # a digit.

    `ticket_system`: a machine answers there, so that no machine of ours ever writes to it.
    """

    code: Words = Field(description='a short code, such as "APS"')
    name: Words = Field(description="the firm's name")
    address: MailAddress = Field(description="the firm's mail address for incidents")
    domains: Several[Domain] = Field(
        default_factory=_domain_of, description='a list of domains, such as ["angliaprint.example"]'
    )
    reference: ReferencePattern = Field(default="", description='how its job numbers look, such as "FIS-#####"')
    ticket_system: bool = Field(default=False, description="true or false")


class PlaceSettings(Table):
    """A location, with the words people use for it."""

    code: Words = Field(description='a short code, such as "LIB"')
    name: Words = Field(description='the place\'s name, such as "Library"')
    aliases: Several[Words] = Field(default=(), description='a list of names, such as ["book room"]')


class RulesSettings(Table):
    """Where rules stand beside config.toml. `file` is a full path; the usual file need not be there."""

    file: Annotated[Path, PlainValidator(read_rules_path)] = Field(
        default=Path(USUAL_FILE), validate_default=True, description=f'the name of a file, such as "{USUAL_FILE}"'
    )


class Settings(Table):
    """All settings of one desk. Lists of tables are plural here and [[singular]] in the file."""

    desk: DeskSettings = Field(description="a table that begins with the line [desk]")
    store: StoreSettings = Field(description="a table that begins with the line [store]")
    team: TeamSettings = Field(description="a table that begins with the line [team]")
    mailboxes: AtLeastOne[MailboxSettings] = Field(
        alias="mailbox", description="one or more tables, each beginning with the line [[mailbox]]"
    )
    smtp: SmtpSettings = Field(description="a table that begins with the line [smtp]")
    templates: TemplateSettings = Field(description="a table that begins with the line [templates]")
    summary: SummarySettings = Field(description="a table that begins with the line [summary]")
    targets: TargetSettings = Field(
        default_factory=TargetSettings, description="a table that begins with the line [targets]"
    )
    reminders: ReminderSettings = Field(
        default_factory=ReminderSettings, description="a table that begins with the line [reminders]"
    )
    limits: LimitSettings = Field(description="a table that begins with the line [limits]")
    web: WebSettings = Field(default_factory=WebSettings, description="a table that begins with the line [web]")
    providers: Several[ProviderSettings] = Field(
        default=(), alias="provider", description="tables that each begin with the line [[provider]]"
    )
    places: Several[PlaceSettings] = Field(
        default=(), alias="place", description="tables that each begin with the line [[place]]"
    )
    rules_from: RulesSettings = Field(alias="rules", description="a table that begins with the line [rules]")
    rules: Several[InstanceOf[Rule]] = Field(
        default=(), alias="rule", description="tables that each begin with the line [[rule]]"
    )
