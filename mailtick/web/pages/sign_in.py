"""Sign in by a mailed link, and sign out."""

from __future__ import annotations

from starlette.background import BackgroundTask
from starlette.responses import Response

from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.signing_in import ask_for_link, end_session, new_secret, use_link
from mailtick.web.browsers import browser_words
from mailtick.web.csrf import make_form_token
from mailtick.web.visit import Visit, local

# What tells the browser that asked from all others, until the link was used.
ASKING = "mailtick_asking"
_ASKING_HOLDS_S = 3600


def show(visit: Visit) -> Response:
    if visit.who is not None:
        return visit.go(local(visit.asked("next", "/")))
    return _with_browser_secret(visit, "sign_in", "Sign in", next=local(visit.asked("next", "/")), is_sent=False)


def ask(visit: Visit) -> Response:
    """The answer is the same for everybody, and is given before anybody is looked for."""
    browser, address = visit.request.cookies.get(ASKING, ""), visit.said("address")
    answer = visit.page("sign_in", "Look into your mail", is_sent=True, next="/", asking_token="")
    answer.background = BackgroundTask(_ask, visit, address, browser)
    visit.keep_in_browser(answer, "mailtick_next", local(visit.said("next")), _ASKING_HOLDS_S)
    return answer


def _ask(visit: Visit, address: str, browser: str) -> None:
    ask_for_link(visit.desk, address[:254], browser, visit.plan.url)
    visit.plan.wake()


def show_link(visit: Visit) -> Response:
    """The page behind the link does nothing: programs that look at links in mails use none up."""
    return _with_browser_secret(visit, "sign_in_link", "Sign in", token=visit.path("token"))


def use(visit: Visit) -> Response:
    browser = visit.request.cookies.get(ASKING, "")
    agent = browser_words(visit.request.headers.get("user-agent", ""))
    try:
        secret = use_link(visit.desk, visit.path("token")[:200], browser, agent, visit.plan.session_days)
    except NotAllowed as refusal:
        words = str(refusal)
        return visit.page("message", "Not signed in", 403, words=words[0].upper() + words[1:] + ".", kept={})
    answer = visit.go(local(visit.request.cookies.get("mailtick_next", "/")))
    visit.keep_in_browser(answer, visit.plan.cookie, secret, visit.plan.session_days * 86400)
    answer.delete_cookie(ASKING, path="/")
    answer.delete_cookie("mailtick_next", path="/")
    return answer


def sign_out(visit: Visit) -> Response:
    end_session(visit.desk, visit.person, visit.session_id)
    answer = visit.go("/sign-in")
    answer.delete_cookie(visit.plan.cookie, path="/", secure=visit.plan.is_secure, httponly=True, samesite="lax")
    return answer


def _with_browser_secret(visit: Visit, template: str, title: str, **values: object) -> Response:
    """A page whose form is bound to this browser by a secret that it gets now, if it has none."""
    secret = visit.request.cookies.get(ASKING, "") or new_secret()
    answer = visit.page(template, title, 200, **values, asking_token=make_form_token(visit.desk.key, secret))
    visit.keep_in_browser(answer, ASKING, secret, _ASKING_HOLDS_S)
    return answer
