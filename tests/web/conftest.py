"""The web desk of Saltmarsh Primary: as an application for most tests, with a server for those with a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from mailtick.demo.play import Stage
from mailtick.demo.story import STORY
from mailtick.desk import Desk
from mailtick.rounds.signing_in import link_for_anybody
from mailtick.store import people
from mailtick.store.database import Database
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from tests.support.desks import SetClock, make_desk
from tests.support.once import made_once

URL = "http://127.0.0.1"
DOMAIN = "saltmarshprimary.example"


@dataclass(slots=True)
class Browser:
    """Somebody at the desk: opens pages, and sends the forms that stand on them with what was typed."""

    client: TestClient
    page: Response = field(init=False)

    def open(self, path: str) -> Response:
        self.page = self.client.get(path)
        return self.page

    def send(self, path: str, **fields: str | list[str]) -> Response:
        """Send a form to `path`, with the token of the page that is open."""
        self.page = self.client.post(path, data={"form_token": self.token, **fields})
        return self.page

    @property
    def token(self) -> str:
        return self.page.text.partition('name="form_token" value="')[2].partition('"')[0]

    @property
    def text(self) -> str:
        return self.page.text


SignIn = Callable[[str], Browser]


def browser_of(desk: Desk, local_part: str) -> Browser:
    """Return the browser of somebody who has signed in by a link."""
    browser = Browser(TestClient(build_app(desk, WebPlan(URL)), base_url=URL))
    with desk.database.reading() as session:
        person = people.person_by_address(session, f"{local_part}@{DOMAIN}")
    assert person is not None, local_part
    path = urlsplit(link_for_anybody(desk, person, URL, timedelta(hours=1))).path
    browser.open(path)
    browser.send(path)
    return browser


@pytest.fixture
def desk(school: Database) -> Desk:
    """The desk on Monday morning, before any mail."""
    return make_desk(school, clock=SetClock())


@pytest.fixture
def sign_in(desk: Desk) -> SignIn:
    return lambda local_part: browser_of(desk, local_part)


@pytest.fixture
def kemp(sign_in: SignIn) -> Browser:
    """Mrs Kemp, the coordinator, in the school office."""
    return sign_in("sandra.kemp")


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """The database of the desk at the end of Monday 16 November, and its time; to be copied."""
    folder = made_once(tmp_path_factory, "monday", _play_to_monday)
    return folder / "desk.db", datetime.fromisoformat((folder / "now").read_text())


def _play_to_monday(folder: Path) -> None:
    (folder / "stage").mkdir()
    with Stage(folder / "stage") as stage:
        for cue in STORY:
            if cue.at.date().isoformat() > "2026-11-16":
                break
            stage.play(cue)
        now = stage.clock()
    next((folder / "stage").glob("*.db")).rename(folder / "desk.db")
    (folder / "now").write_text(now.isoformat())


@pytest.fixture
def monday(played: tuple[Path, datetime], tmp_path: Path) -> Iterator[Desk]:
    """The desk on Monday evening, with what its first week brought."""
    file, now = played
    database = Database(f"sqlite:///{shutil.copy(file, tmp_path / 'monday.db')}")
    yield make_desk(database, clock=SetClock(now))
    database.close()
