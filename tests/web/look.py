"""Take pictures of pages: `python -m tests.web.look FOLDER [--as sandra.kemp] [--until 2026-11-16] PATH …`.

The demo school's story is played until the end of that day, once; the desk is kept in FOLDER/desk.db and used again the
next time. Each page is taken on a wide screen, in the dark, and on a phone of 360 pixels: FOLDER/PATH-light.png …
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from mailtick.cli.logs import log_to_stderr
from mailtick.demo.play import Stage
from mailtick.demo.story import STORY
from mailtick.desk import Desk
from mailtick.rounds.signing_in import link_for_anybody
from mailtick.store import people
from mailtick.store.database import Database
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from mailtick.web.server import WebServer
from tests.support.desks import SetClock, make_desk
from tests.web.conftest import DOMAIN

_LOOKS = (
    ("light", 1280, 900, "light"),
    ("dark", 1280, 900, "dark"),
    ("phone", 360, 740, "light"),
)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("paths", nargs="*", default=["/"])
    asked.add_argument("--as", dest="who", default="sandra.kemp")
    asked.add_argument("--until", default="2026-11-16")
    given = asked.parse_args()
    log_to_stderr(level=logging.ERROR)
    given.folder.mkdir(parents=True, exist_ok=True)
    with _desk(given.folder, given.until) as desk, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        server = WebServer(build_app(desk, WebPlan("http://127.0.0.1")), "127.0.0.1", 0)
        server.start()
        for path in given.paths:
            for name, width, height, scheme in _LOOKS:
                file = given.folder / f"{path.strip('/').replace('/', '_').replace('?', '_') or 'today'}-{name}.png"
                _take(browser, desk, f"http://127.0.0.1:{server.port}", given.who, path, file, (width, height), scheme)
                print(file)
        server.stop()
        browser.close()


@contextmanager
def _desk(folder: Path, until: str) -> Iterator[Desk]:
    kept, day = folder / f"desk-{until}.db", folder / f"desk-{until}.txt"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as scratch:
            with Stage(Path(scratch)) as stage:
                for cue in STORY:
                    if cue.at.date().isoformat() > until:
                        break
                    stage.play(cue)
                now = stage.clock()
            shutil.copy(next(Path(scratch).glob("*.db")), kept)
        day.write_text(now.isoformat())
    database = Database(f"sqlite:///{kept}")
    yield make_desk(database, clock=SetClock(datetime.fromisoformat(day.read_text())))
    database.close()


def _take(
    browser: Browser, desk: Desk, url: str, who: str, path: str, file: Path, size: tuple[int, int], scheme: str
) -> None:
    with desk.database.reading() as session:
        person = people.person_by_address(session, f"{who}@{DOMAIN}")
    assert person is not None, who
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(url + urlsplit(link_for_anybody(desk, person, url)).path)
    page.get_by_role("button", name="Sign in to").click()
    page.goto(url + path)
    page.screenshot(path=file, full_page=True)
    context.close()


if __name__ == "__main__":
    main()
