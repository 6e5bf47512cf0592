"""The web desk as an application: who is it, may they, was it meant; then the page, and headers that keep it safe.

Promise: a page is shown, and a form is done, only for whom `routes.py` says; a form without our token does nothing;
what somebody typed comes back to them when it could not be done.
Failures: NotAllowed and NotThere are shown as sentences, DatabaseAway as a page that says to try again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from mailtick.desk import Desk
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person
from mailtick.rounds.signing_in import who_is
from mailtick.store.database import DatabaseAway
from mailtick.web.access import Access, may_open
from mailtick.web.csrf import is_form_token
from mailtick.web.forms import bounded, read_form
from mailtick.web.headers import SafeHeaders, client_of, comes_from_us
from mailtick.web.html import STATIC, Pages
from mailtick.web.limits import Bucket
from mailtick.web.live import Live
from mailtick.web.pages.sign_in import ASKING
from mailtick.web.plan import WebPlan
from mailtick.web.routes import PLACES, Place
from mailtick.web.visit import NotThere, Visit

log = structlog.get_logger()

# Fields that nobody types into: they say which button it was.
_PRESSED = frozenset({"form_token", "seen", "word", "way", "do"})


@dataclass(slots=True)
class _Web:
    """What all requests share."""

    desk: Desk
    plan: WebPlan
    pages: Pages
    live: Live
    # Forms of one address, and of those the ones that send mail to somebody who is not signed in.
    posts: Bucket
    asks: Bucket


def build_app(desk: Desk, plan: WebPlan) -> Starlette:
    """Return the web desk as an ASGI application."""
    web = _Web(desk, plan, Pages(desk.policy.zone), Live(desk), Bucket(120, 0.5), Bucket(10, 60))
    routes: list[Route | Mount] = [
        Route(place.path, _endpoint(web, place), methods=_methods(place)) for place in PLACES
    ]
    routes.append(Route("/live", _live(web), methods=["GET"]))
    routes.append(Mount("/static", StaticFiles(directory=STATIC)))
    host = plan.url.partition("://")[2].partition("/")[0].rpartition(":")
    hosts = [host[0] or host[2], "127.0.0.1", "localhost"]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=[each.strip("[]") for each in hosts]),
            Middleware(SafeHeaders, is_secure=plan.is_secure),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={HTTPException: _said_by_the_framework(web), Exception: _went_wrong(web)},
    )


def _methods(place: Place) -> list[str]:
    return (["GET"] if place.show else []) + (["POST"] if place.do else [])


def _endpoint(web: _Web, place: Place) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        form: Mapping[str, Sequence[str]] = {}
        files: Mapping[str, UploadFile] = {}
        if request.method == "POST":
            request = bounded(request, is_known=await run_in_threadpool(_is_known, web, request))
            form, files = await read_form(request)
        try:
            return await run_in_threadpool(_answer, web, place, request, form, files)
        finally:
            # What was uploaded lies in a temporary file.
            await request.close()

    return answer


def _is_known(web: _Web, request: Request) -> bool:
    try:
        return who_is(web.desk, request.cookies.get(web.plan.cookie, ""), web.plan.session_days) is not None
    except DatabaseAway:
        return False


def _answer(
    web: _Web, place: Place, request: Request, form: Mapping[str, Sequence[str]], files: Mapping[str, UploadFile]
) -> Response:
    visit = Visit(request, web.desk, web.plan, web.pages, web.live, web.desk.clock(), form=form, files=files)
    try:
        visit.secret = request.cookies.get(web.plan.cookie, "")
        found = who_is(web.desk, visit.secret, web.plan.session_days)
        if found is not None:
            visit.who, visit.session_id = found.person, found.session_id
        return _guarded(web, place, visit)
    except NotThere as missing:
        return visit.page("message", "Not found", 404, words=str(missing), kept={})
    except NotAllowed as refusal:
        return visit.page("message", "That could not be done", 409, words=f"{_sentence(refusal)}", kept=_typed(visit))
    except DatabaseAway as away:
        log.warning("page not shown", path=request.url.path, because=str(away))
        words = "The desk cannot reach its database just now. Nothing was changed; try again in a minute."
        return visit.page("message", "One moment", 503, words=words, kept=_typed(visit))


def _guarded(web: _Web, place: Place, visit: Visit) -> Response:
    """Who is it, may they, was it meant: then the page itself."""
    is_post = visit.request.method == "POST"
    client = client_of(visit.request)
    if is_post and not (web.asks if place.path == "/sign-in" else web.posts).lets(client):
        words = "That was a lot at once. Wait a minute, then send it again."
        return visit.page("message", "One moment", 429, words=words, kept=_typed(visit))
    if visit.who is None and place.who is not Access.ANYBODY:
        return _ask_to_sign_in(visit, is_post=is_post)
    if not may_open(place.who, visit.who):
        words = "This page is for others at the desk. If you need it, ask the coordinator."
        return visit.page("message", "Not for you", 403, words=words, kept={})
    if is_post and not (comes_from_us(visit.request) and _is_meant(place, visit)):
        words = "This form was opened too long ago, or not on this desk. Open the page again and send it once more."
        return visit.page("message", "Please send it again", 403, words=words, kept=_typed(visit))
    if is_post and place.do is not None:
        answer = place.do(visit)
        web.plan.wake()
        return answer
    if place.show is None:
        raise NotThere("This page only takes forms.")
    return place.show(visit)


def _is_meant(place: Place, visit: Visit) -> bool:
    # Before signing in, the form is bound to the secret that the browser got with it.
    secret = visit.request.cookies.get(ASKING, "") if place.who is Access.ANYBODY else visit.secret
    return is_form_token(visit.desk.key, secret, visit.said("form_token"))


def _ask_to_sign_in(visit: Visit, *, is_post: bool) -> Response:
    if not is_post:
        query = visit.request.url.query
        wanted = visit.request.url.path + (f"?{query}" if query else "")
        return visit.go("/sign-in" + ("" if wanted == "/" else f"?next={quote(wanted, safe='')}"))
    words = (
        "You are not signed in any more, so nothing was done. What you typed is below; this browser keeps it as well."
    )
    return visit.page("message", "Please sign in again", 401, words=words, kept=_typed(visit))


def _typed(visit: Visit) -> dict[str, str]:
    """What somebody typed into a form, so that it is not lost."""
    return {
        name: "\n".join(values)
        for name, values in visit.form.items()
        if name not in _PRESSED and any(len(value) > 3 for value in values)
    }


def _sentence(error: Exception) -> str:
    words = str(error)
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?", "!")) else ".")


def _live(web: _Web) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            found = await run_in_threadpool(_listener, web, request)
        except DatabaseAway:
            return PlainTextResponse("", 503, {"Retry-After": "60"})
        if found is None:
            return PlainTextResponse("", 401)
        person, number = found
        if web.live.is_full_for(person.name):
            return PlainTextResponse("", 503, {"Retry-After": "60"})
        words = web.live.listen(person.name, number, lambda: _may_hear(web, request, person, number))
        return StreamingResponse(words, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})

    return answer


def _listener(web: _Web, request: Request) -> tuple[Person, int] | None:
    """Who listens, and the incident that they have open: 0 where they may not see it, nor who else does."""
    secret = request.cookies.get(web.plan.cookie, "")
    # A page that stands open is no use of the session.
    found = who_is(web.desk, secret, web.plan.session_days, is_use=False)
    if found is None:
        return None
    visit = Visit(request, web.desk, web.plan, web.pages, web.live, web.desk.clock(), who=found.person)
    with visit.reading() as session:
        try:
            return found.person, visit.incident(session, request.query_params.get("incident", "")).number
        except NotThere:
            return found.person, 0


def _may_hear(web: _Web, request: Request, person: Person, number: int) -> bool:
    try:
        found = _listener(web, request)
    except DatabaseAway:
        return True
    return found is not None and (found[0].id, found[1]) == (person.id, number)


def _said_by_the_framework(web: _Web) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        visit = Visit(request, web.desk, web.plan, web.pages, web.live, web.desk.clock())
        known = {404: "There is no such page.", 405: "This page takes no such form."}
        words = known.get(error.status_code, str(error.detail))
        title = "Not found" if error.status_code == 404 else "That could not be done"
        return visit.page("message", title, error.status_code, words=words, kept={})

    return answer


def _went_wrong(web: _Web) -> Callable[[Request, Exception], Response]:
    """A mistake of ours: the page says so, and the log says what and where."""

    def answer(request: Request, error: Exception) -> Response:
        log.error("page failed", path=request.url.path, exc_info=error)
        visit = Visit(request, web.desk, web.plan, web.pages, web.live, web.desk.clock())
        words = "Something went wrong on our side. Nothing was changed; the log of the desk says what it was."
        return visit.page("message", "Sorry", 500, words=words, kept={})

    return answer
