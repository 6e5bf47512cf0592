"""What a page is handed: the desk, who looks, and what the form says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident
from mailtick.incidents.moments import Moments
from mailtick.incidents.people import Person, Role
from mailtick.incidents.visibility import may_see
from mailtick.registers.page import Around
from mailtick.rounds.lookup import StoreLookup
from mailtick.web.csrf import make_form_token
from mailtick.web.forms import plain
from mailtick.web.html import Pages
from mailtick.web.live import Live
from mailtick.web.menu import Entry, menu_of
from mailtick.web.plan import WebPlan

# One line that the next page says on top: what was done.
DONE_COOKIE = "mailtick_done"


class NotThere(Exception):
    """There is no such thing, or none that this person may see: both are answered alike. A sentence."""


@dataclass(slots=True)
class Visit:
    """One request of one person. `who` is None before signing in; `form` holds what was posted, as text."""

    request: Request
    desk: Desk
    plan: WebPlan
    pages: Pages
    live: Live
    now: datetime
    who: Person | None = None
    secret: str = ""
    session_id: int = 0
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, UploadFile] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        if self.who is None:
            raise LookupError("the page is open to people who are not signed in; let it ask for `who`")
        return self.who

    @property
    def is_desk(self) -> bool:
        return self.who is not None and self.who.is_coordination

    @property
    def menu(self) -> tuple[Entry, ...]:
        return menu_of(self.who)

    @property
    def moments(self) -> Moments:
        return Moments(self.desk.policy.zone, self.now)

    @property
    def prefix(self) -> str:
        return self.desk.policy.facts.prefix

    def path(self, name: str) -> str:
        """A part of the address, such as the number of an incident."""
        return plain(str(self.request.path_params[name]))

    def asked(self, name: str, default: str = "") -> str:
        """What stands in the address behind the question mark."""
        return plain(self.request.query_params.get(name, default)).strip()

    def said(self, name: str) -> str:
        """What a field of the form says, lines as "\\n"."""
        return (self.form.get(name) or [""])[0].replace("\r\n", "\n").strip()

    def ticked(self, name: str) -> Sequence[str]:
        """All values of a field of the form that may be there several times."""
        return self.form.get(name, ())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.desk.database.reading() as session:
            yield session

    def lookup(self, session: Session) -> StoreLookup:
        return StoreLookup(session, self.prefix)

    def around(self, session: Session) -> Around:
        """From where pages of registers are looked at."""
        zone = self.desk.policy.zone
        return Around(session, self.prefix, self.now.astimezone(zone).date(), zone)

    def incident(self, session: Session, number: str) -> Incident:
        """Return the incident of a number if this person may see it. Raises NotThere, which tells no more than that."""
        number = number.upper().removeprefix(f"{self.prefix}-")
        found = self.lookup(session).incident_numbered(int(number)) if number.isdecimal() and len(number) < 10 else None
        if found is None or not self.may_see(found):
            raise NotThere(f"There is no incident {self.prefix}-{number[:12]}, or it is not yours to see.")
        return found

    def may_see(self, incident: Incident) -> bool:
        """Whether the person may open an incident: the team all that is not for few, others what is theirs."""
        if not may_see(self.person, incident):
            return False
        if self.person.has(Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL, Role.OWNER):
            return True
        theirs = {incident.reporter.address, *(each.address for each in incident.affected)}
        return self.person.address in theirs

    def page(self, template: str, title: str, status: int = 200, **values: object) -> Response:
        """Render a page. `title` stands in the browser's tab and on top."""
        shared = {
            "visit": self,
            "title": title,
            "person": self.who,
            "desk": self.desk.policy.facts,
            "now": self.now,
            "form_token": make_form_token(self.desk.key, self.secret),
            "done": self.request.cookies.get(DONE_COOKIE, ""),
            "path": self.request.url.path,
        }
        answer = HTMLResponse(self.pages.render(template, {**shared, **values}), status)
        if shared["done"]:
            answer.delete_cookie(DONE_COOKIE, path="/")
        return answer

    def go(self, path: str, done: str = "") -> Response:
        """Send the browser on to a page of ours, which says what was done."""
        answer = RedirectResponse(local(path), 303)
        if done:
            # A longer cookie than 4,096 bytes is dropped by the browser (RFC 6265 section 6.1).
            words = next(each for each in (quote(done[:most], safe="") for most in (600, 300)) if len(each) < 3900)
            self.keep_in_browser(answer, DONE_COOKIE, words, 60)
        return answer

    def keep_in_browser(self, answer: Response, name: str, value: str, seconds: int) -> None:
        """Set a cookie that no script sees and no other page sends along with a form."""
        answer.set_cookie(name, value, seconds, path="/", secure=self.plan.is_secure, httponly=True, samesite="lax")


def local(path: str) -> str:
    """The path if it is one of ours, else the first page: nobody is ever led elsewhere."""
    is_ours = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if is_ours else "/"
