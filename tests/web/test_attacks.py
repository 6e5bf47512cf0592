"""What somebody could try on the desk who means it no good: nothing is told, nothing breaks, a sentence comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from httpx2 import Response

from mailtick.desk import Desk
from tests.rounds.commanding import BROWN, run
from tests.support.desks import letter
from tests.web.conftest import Browser

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


def _post(browser: Browser, path: str, charset: str, **parts: bytes) -> Response:
    """Send a form in an encoding of one's own, such as one that holds signs which are none."""
    body = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in parts.items()
    )
    headers = {"Content-Type": f"multipart/form-data; boundary=B; charset={charset}"}
    return browser.client.post(path, content=body + b"--B--\r\n", headers=headers)
