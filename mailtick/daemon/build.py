"""Build a desk from its settings: wired once, here; no room below knows the configuration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from mailtick.config import Settings
from mailtick.config.rule_book import RuleFile
from mailtick.config.servers import FOUND_BY_ITSELF, MailboxSettings, SmtpSettings
from mailtick.desk import Desk, Limits, ReminderPlan, SummaryPlan, wall_clock
from mailtick.incidents.conditions import WEEKDAYS
from mailtick.incidents.incident import Priority
from mailtick.incidents.notices import DeskFacts
from mailtick.incidents.people import Place, Provider, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.targets import Promises
from mailtick.mail.message import Address
from mailtick.registers.changing import Author
from mailtick.registers.presets import add_preset_categories, add_preset_places
from mailtick.store import desk as desk_store
from mailtick.store import mails, people
from mailtick.store.database import Database
from mailtick.store.migrate import NotReady, upgrade
from mailtick.templating import Templates
from mailtick.transport.imap import ImapAccount
from mailtick.transport.smtp import SmtpAccount, SmtpSender

_KIND = "kind"


def build_desk(settings: Settings, clock: Callable[[], datetime] = wall_clock) -> Desk:
    """Open the database, bring it up to date, put the configured people on their lists, and return the desk.

    Raises TooNew, DatabaseAway and NotReady, sentences.
    """
    database = Database(settings.store.url.get_secret_value())
    upgrade(database)
    with database.writing() as session:
        desk_store.start_alone(session)
        key = desk_store.signing_key(session)
        is_new = not desk_store.has_begun(session)
        _keep_apart(session, settings)
        live_since = desk_store.live_since(session, clock())
        _write_lists(session, settings)
        if is_new:
            by = Author("mailtick", "the desk's first start", clock())
            add_preset_places(session, by)
            add_preset_categories(session, by)
    return Desk(
        database=database,
        policy=build_policy(settings, live_since),
        templates=Templates(settings.templates.folder, settings.desk.zone),
        key=key,
        envelope_from=settings.smtp.envelope_from,
        sender=SmtpSender(smtp_account(settings.smtp)),
        clock=clock,
        first_number=settings.desk.first_number,
        limits=Limits(
            batch=settings.limits.batch,
            lease=timedelta(seconds=settings.limits.lease_seconds),
            uncertain_retry=timedelta(seconds=settings.limits.uncertain_retry_seconds),
        ),
        summary=SummaryPlan(
            WEEKDAYS.index(settings.summary.day.value),
            settings.summary.time.hour,
            settings.summary.time.minute,
            settings.summary.to,
        ),
        is_shadow=settings.desk.shadow,
        rule_book=RuleFile(settings.rules_from.file),
        reminders=ReminderPlan(settings.reminders.time.hour, settings.reminders.time.minute),
    )


def _keep_apart(session: Session, settings: Settings) -> None:
    """Whoever wrote to a shadow got no answer, so it never goes on as a desk, nor a desk as a shadow."""
    now = "shadow" if settings.desk.shadow else "desk"
    was = desk_store.setting(session, _KIND) or "desk"
    if was != now and mails.count_mails(session):
        why = (
            "holds what a shadow took in, and nobody was answered"
            if was == "shadow"
            else "is a desk's at work, whose mails a shadow would leave without an answer"
        )
        raise NotReady(f'the database {why}; name another one in [store], such as url = "sqlite:///{now}.db"')
    desk_store.put_setting(session, _KIND, now)


def build_policy(settings: Settings, live_since: datetime | None = None) -> Policy:
    """Return what the desk has settled beforehand."""
    desk = settings.desk
    return Policy(
        facts=DeskFacts(
            desk.name,
            desk.address,
            desk.prefix,
            desk.phone,
            str(desk.hours),
            desk.charter,
            desk.access,
            settings.web.address,
        ),
        own_addresses=frozenset(address.lower() for address in (desk.address, *desk.aliases)),
        zone=desk.zone,
        staff_domains=frozenset(desk.staff_domains),
        lists=frozenset(desk.lists),
        authserv_ids=frozenset(desk.authserv_ids),
        rules=settings.rules,
        plus_addressing=desk.plus_addressing,
        ask_satisfaction=desk.ask_satisfaction,
        automatic_per_hour=settings.limits.automatic_per_hour,
        automatic_per_incident=settings.limits.automatic_per_incident,
        live_since=live_since,
        hours=desk.hours,
        inset=desk.inset_hours,
        sessions=desk.sessions,
        promises=Promises(
            {priority: getattr(settings.targets, priority.value) for priority in Priority},
            frozenset(settings.targets.pause),
        ),
    )


def _write_lists(session: Session, settings: Settings) -> None:
    for role in (Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL, Role.OWNER, Role.INFORMED):
        named: tuple[Address, ...] = getattr(settings.team, role.value)
        for address in named:
            people.add_person(session, address.name or address.addr, address.addr, (role,))
    for each in settings.providers:
        domains = frozenset(each.domains)
        provider = Provider(each.code, each.name, each.address, domains, each.reference, "", each.ticket_system)
        people.add_provider(session, provider)
    for place in settings.places:
        people.add_place(session, Place(place.code, place.name), place.aliases)


def imap_account(settings: MailboxSettings, *, is_read_only: bool = False) -> ImapAccount:
    return ImapAccount(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        user=settings.user,
        password=settings.password.get_secret_value(),
        folder=settings.folder,
        processed_folder=settings.processed_folder,
        held_folder=settings.held_folder,
        sent_folder=None if settings.sent_folder == FOUND_BY_ITSELF else settings.sent_folder,
        is_read_only=is_read_only,
        ca_file=settings.ca_file,
    )


def smtp_account(settings: SmtpSettings) -> SmtpAccount:
    return SmtpAccount(
        host=settings.host,
        port=settings.port,
        security=settings.security,
        user=settings.user,
        password=settings.password.get_secret_value(),
        ca_file=settings.ca_file,
    )
