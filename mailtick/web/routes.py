"""Every address of the web desk: who may open it, what it shows, what its forms do. A test knows each by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.responses import Response

from mailtick.web.access import Access
from mailtick.web.pages import (
    about,
    approvals,
    charter,
    cover,
    diary,
    held,
    importing,
    incident,
    incident_mails,
    incidents,
    knowledge,
    mails,
    mine,
    moving,
    new_incident,
    papers,
    progress,
    record,
    registers,
    rules,
    search,
    sessions,
    sign_in,
    spending,
    staffing,
    stock,
    today,
    triage,
)
from mailtick.web.visit import Visit

Page = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Place:
    """One address. `show` answers GET and changes nothing; `do` answers POST."""

    path: str
    who: Access
    show: Page | None = None
    do: Page | None = None


PLACES: tuple[Place, ...] = (
    # Signing in and out.
    Place("/sign-in", Access.ANYBODY, sign_in.show, sign_in.ask),
    Place("/sign-in/{token}", Access.ANYBODY, sign_in.show_link, sign_in.use),
    Place("/sign-out", Access.SIGNED_IN, do=sign_in.sign_out),
    Place("/sessions", Access.SIGNED_IN, sessions.show, sessions.end),
    # What needs me.
    Place("/", Access.SIGNED_IN, today.show),
    Place("/proposals/{number}", Access.MONEY, do=today.decide),
    Place("/reminders", Access.SIGNED_IN, do=today.remind),
    Place("/chase", Access.WORK, do=today.chase),
    Place("/triage", Access.DESK, triage.show),
    Place("/triage/{number}", Access.DESK, do=triage.do),
    # One incident, and the mails that made it.
    Place("/incidents/new", Access.SIGNED_IN, new_incident.show, new_incident.log),
    Place("/mine", Access.SIGNED_IN, mine.show),
    Place("/incidents/{number}", Access.SIGNED_IN, incident.show),
    Place("/incidents/{number}/say", Access.SIGNED_IN, incident.show, incident.say),
    Place("/incidents/{number}/add", Access.SIGNED_IN, incident.show, incident.add),
    Place("/incidents/{number}/print", Access.SIGNED_IN, incident.printed),
    Place("/incidents/{number}/mails/{mail}", Access.SIGNED_IN, incident_mails.show),
    Place("/incidents/{number}/mails/{mail}/html", Access.SIGNED_IN, incident_mails.show_html),
    Place("/incidents/{number}/mails/{mail}/eml", Access.SIGNED_IN, incident_mails.download),
    Place("/incidents/{number}/mails/{mail}/files/{file}", Access.SIGNED_IN, incident_mails.download_file),
    Place("/incidents/{number}/sent/{sent}", Access.SIGNED_IN, incident_mails.show_sent),
    # What the school keeps.
    Place("/registers", Access.REGISTERS, registers.show_all),
    Place("/registers/{name}", Access.REGISTERS, registers.show),
    Place("/registers/{name}/export", Access.REGISTERS, registers.export),
    Place("/registers/{name}/new", Access.DESK, record.show_new, record.add),
    Place("/registers/{name}/import", Access.DESK, importing.show, importing.do),
    Place("/registers/{name}/paper/{number}", Access.REGISTERS, papers.show),
    Place("/registers/{name}/record/{key:path}", Access.REGISTERS, record.show, record.do),
    Place("/places/{code}/move", Access.DESK, do=moving.do),
    Place("/spending", Access.MONEY, spending.show),
    Place("/staffing", Access.DESK, staffing.show, staffing.do),
    Place("/cover", Access.DESK, cover.show),
    Place("/stock-check", Access.DESK, stock.show, stock.begin),
    Place("/labels", Access.DESK, stock.show_labels),
    # The diary; whoever has the secret address of a feed may read it.
    Place("/diary", Access.DESK, diary.show, diary.do),
    Place("/diary/month", Access.DESK, diary.month),
    Place("/diary/feed", Access.SIGNED_IN, diary.show_feed, diary.renew_feed),
    Place("/feed/{token}.ics", Access.ANYBODY, diary.feed),
    # What everybody may read.
    Place("/knowledge", Access.SIGNED_IN, knowledge.show),
    Place("/knowledge/{ref}", Access.SIGNED_IN, knowledge.show_one),
    Place("/charter", Access.SIGNED_IN, charter.show),
    # Incidents.
    Place("/incidents", Access.TEAM, incidents.show),
    Place("/incidents.csv", Access.TEAM, incidents.as_csv),
    Place("/search", Access.TEAM, search.show),
    # Mail: what waits for somebody, what came in, what goes out.
    Place("/held", Access.DESK, held.show_all),
    Place("/held/unblock", Access.DESK, do=held.unblock),
    Place("/held/{mail}", Access.DESK, held.show, held.do),
    Place("/mails", Access.DESK, mails.show_all),
    Place("/mails/{mail}", Access.DESK, mails.show),
    Place("/mails/{mail}/original", Access.DESK, held.original),
    Place("/outbox", Access.DESK, mails.show_outbox, mails.allow),
    # The desk itself.
    Place("/rules", Access.DESK, rules.show, rules.do),
    Place("/rules/try", Access.DESK, do=rules.try_rules),
    Place("/summaries", Access.PROGRESS, about.show_summary),
    Place("/settings", Access.DESK, about.show_settings),
    # What is decided, and how it goes.
    Place("/approvals", Access.DECIDE, approvals.show),
    Place("/approvals/{number}", Access.DECIDE, do=approvals.do),
    Place("/progress", Access.PROGRESS, progress.show),
)
