"""What somebody could try on the desk who means it no good: nothing is told, nothing breaks, a sentence comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from httpx2 import Response
from starlette.concurrency import run_in_threadpool
from starlette.testclient import TestClient
from starlette.types import Message

from mailtick.desk import Desk
from mailtick.rounds.act import act
from mailtick.web.live import Live
from tests.rounds.commanding import BROWN, run
from tests.support.desks import letter
from tests.web.conftest import URL, Browser, SignIn

HUGE = "9" * 30
HUGER = "9" * 5000


@pytest.fixture
def panel(desk: Desk) -> Desk:
    """A desk with Mrs Brown's board, 1041."""
    run(desk, letter(BROWN, "board", "Board in my room will not turn on."))
    return desk


def test_numbers_and_days_beyond_all_are_answered_with_a_sentence(panel: Desk, kemp: Browser) -> None:
    for path in ("/incidents?page=", "/mails?page=", "/registers/assets?page=", "/incidents/", "/held/", "/mails/"):
        assert kemp.open(f"{path}{HUGE}").status_code in (200, 404), path
    assert kemp.open("/diary?from=9999-12-31").status_code == 200
    for number in (HUGE, HUGER):
        kemp.open("/sessions")
        assert kemp.send("/sessions", session=number).status_code == 409
        assert "Say which session ends" in kemp.text
        kemp.open("/incidents/1041")
        assert kemp.send("/incidents/1041/say", word="note", text="Look.", seen=number).status_code == 200
        kemp.open("/registers/locations/record/LIB")
        assert kemp.send("/registers/locations/record/LIB", name="Library", seen=number).status_code in (200, 422)


def test_signs_that_are_no_text_are_left_out(panel: Desk, kemp: Browser) -> None:
    kemp.open("/incidents/1041")
    kemp.send("/incidents/1041/say", word="note", text="The key\0 is here.")
    assert "The key is here." in kemp.open("/incidents/1041").text
    text, token = b"Half a sign +2AA- here.", kemp.token.encode()
    answer = _post(kemp, "/incidents/1041/say", "utf-7", form_token=token, word=b"note", text=text)
    assert answer.status_code == 200
    assert "Half a sign  here." in kemp.open("/incidents/1041").text


def test_a_form_that_cannot_be_read_says_so(kemp: Browser) -> None:
    assert _post(kemp, "/sessions", "idna", form_token=b"\xff..").status_code in (400, 403)


def test_whoever_sends_without_end_is_cut_off_and_a_stranger_sooner(kemp: Browser) -> None:
    def without_end() -> Iterator[bytes]:
        yield b"address="
        for _ in range(40):
            yield b"x" * (1 << 20)

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = kemp.client.post("/incidents/new", content=without_end(), headers=headers)
    assert (answer.status_code, "more than 30 MB" in answer.text) == (400, True)
    kemp.client.cookies.clear()
    answer = kemp.client.post("/sign-in", content=b"address=" + b"x" * (2 << 20), headers=headers)
    assert (answer.status_code, "more than 1 MB" in answer.text) == (413, True)


def test_who_has_a_matter_open_is_told_to_those_alone_who_may_see_it(
    panel: Desk, kemp: Browser, sign_in: SignIn
) -> None:
    shah = sign_in("amir.shah")
    assert "Mr Amir Shah has this open too" in _seen_by(kemp, shah, panel)
    act(panel, "1041", "restrict", "yes")
    assert "Mr Amir Shah has this open too" not in _seen_by(kemp, shah, panel)


def test_no_word_reaches_a_restricted_matter_of_others_by_its_number(panel: Desk, sign_in: SignIn) -> None:
    run(panel, letter(BROWN, "laptop", "My laptop has been taken from the staff room."))
    act(panel, "1042", "restrict", "yes")
    act(panel, "1041", "assign", "amir.shah")
    shah = sign_in("amir.shah")
    shah.open("/incidents/1041")
    assert shah.send("/incidents/1041/say", word="link", incident="1042").status_code == 409
    assert "There is no incident 1042" in shah.text


def test_the_open_pages_of_one_person_leave_room_for_others(desk: Desk) -> None:
    live = Live(desk)

    async def open_many() -> None:
        pages = [live.listen("Mr Amir Shah", 0) for _ in range(30)]
        for page in pages:
            await anext(page)
        assert live.is_full_for("Mr Amir Shah")
        assert not live.is_full_for("Mrs Sandra Kemp")
        for page in pages:
            await page.aclose()  # type: ignore[attr-defined]  # a generator, typed as an iterator
        assert not live.is_full_for("Mr Amir Shah")

    asyncio.run(open_many())


def _post(browser: Browser, path: str, charset: str, **parts: bytes) -> Response:
    """Send a form in an encoding of one's own, such as one that holds signs which are none."""
    body = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in parts.items()
    )
    headers = {"Content-Type": f"multipart/form-data; boundary=B; charset={charset}"}
    return browser.client.post(path, content=body + b"--B--\r\n", headers=headers)


def _seen_by(other: Browser, listener: Browser, desk: Desk) -> str:
    """The page of 1041 as `other` has it while `listener` listens to what happens on it."""
    app = listener.client.app
    cookie = "; ".join(f"{name}={value}" for name, value in listener.client.cookies.items())
    pages: list[str] = []

    async def send(message: Message) -> None:
        if message.get("body") and not pages:
            client = TestClient(app, base_url=URL, cookies=other.client.cookies)
            pages.append((await run_in_threadpool(client.get, "/incidents/1041")).text)
            desk.stopping.set()

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError("nothing more is sent")

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/live",
        "query_string": b"incident=1041",
        "headers": [(b"host", b"127.0.0.1"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
        "app": app,
    }

    async def listen() -> None:
        await app(scope, receive, send)

    desk.stopping.clear()
    asyncio.run(listen())
    desk.stopping.clear()
    return pages[0]
