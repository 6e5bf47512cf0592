"""`python -m tests.bench.web`: how quick the pages are with 100,000 incidents in the register.

A SQLite desk on disk is filled with incidents of several years, 300 of them open, each with a log, and their words
indexed. The pages are asked of a real server over HTTP by one browser that takes compressed answers: the median and the
slowest of so many, and what crossed the line.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from mailtick.demo.school import load_school
from mailtick.desk import Desk
from mailtick.incidents.incident import Grade, IncidentType, Priority, State
from mailtick.rounds.signing_in import link_for_anybody
from mailtick.store import people
from mailtick.store.database import Database
from mailtick.store.migrate import upgrade
from mailtick.store.tables import AffectedRow, IncidentRow, LogEntryRow, PersonRow, SearchTextRow
from mailtick.web.app import build_app
from mailtick.web.plan import WebPlan
from mailtick.web.server import WebServer
from tests.support.desks import SetClock, make_desk

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
AIM_MS, AIM_KB = 100, 100
OPEN = 300
PAGES = (
    "/",
    "/triage",
    "/incidents",
    "/incidents?list=overdue",
    "/incidents?list=all",
    "/incidents?list=all&page=1500",
    "/incidents?list=all&place=Library",
    "/search?q=projector%20lamp",
    "/search?q=pro",
    "/incidents/1100",
    "/mails",
    "/registers/assets",
)
PLACES = ("Library", "School office", "Mrs Brown's class", "ICT suite", "Hall")
WORDS = [
    "projector",
    "lamp",
    "printer",
    "jams",
    "toner",
    "laptop",
    "battery",
    "screen",
    "flickers",
    "password",
    "wifi",
    "slow",
    "cable",
    "board",
    "sound",
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.web")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20, help="how often each page is asked for")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'desk.db'}")
        upgrade(database)
        with database.writing() as session:
            load_school(session)
            fill(session, given.incidents)
        desk = make_desk(database, clock=SetClock(NOW))
        server = WebServer(build_app(desk, WebPlan("http://127.0.0.1")), "127.0.0.1", 0)
        server.start()
        try:
            measure(desk, f"http://127.0.0.1:{server.port}", given.incidents, given.times)
        finally:
            server.stop()
            database.close()


def fill(session: Session, count: int) -> None:
    """Closed incidents of the past, and so many open ones of the last days."""
    dice = random.Random(1)
    staff = list(session.scalars(select(PersonRow.id)))
    for start in range(0, count, 5000):
        numbers = range(start + 1, min(start + 5000, count) + 1)
        incidents, logs, texts, affected = [], [], [], []
        for number in numbers:
            is_open = number > count - OPEN
            at = NOW - timedelta(minutes=(count - number) * 20 + 30)
            title = f"{dice.choice(WORDS)} {dice.choice(WORDS)} {dice.choice(WORDS)}"
            state = dice.choice([State.NEW, State.ASSIGNED, State.IN_PROGRESS]) if is_open else State.CLOSED
            incidents.append(
                {
                    "id": number,
                    "number": number + 1000,
                    "type": IncidentType.INCIDENT,
                    "title": title,
                    "state": state,
                    "channel": "mail",
                    "category": "Printing and copying",
                    "place": dice.choice(PLACES),
                    "impact": Grade.MEDIUM,
                    "urgency": Grade.MEDIUM,
                    "priority": dice.choice(list(Priority)),
                    "reporter_id": dice.choice(staff),
                    "assignee_id": dice.choice(staff) if state is not State.NEW else None,
                    "received_at": at,
                    "created_at": at,
                    "closed_at": None if is_open else at + timedelta(days=2),
                    "first_text": f"Dear desk, {title}. " * 5,
                }
            )
            affected.append({"incident_id": number, "person_id": incidents[-1]["reporter_id"], "joined_at": at})
            logs += [
                {"incident_id": number, "at": at, "who": "mailtick", "event": "opened", "text": title, "new": "new"},
                {"incident_id": number, "at": at, "who": "Mr Amir Shah", "event": "note", "text": f"Looked at {title}"},
            ]
            texts.append({"incident_id": number, "entry_id": number * 2, "title": title, "words": f"{title} " * 10})
        for row, values in (
            (IncidentRow, incidents),
            (AffectedRow, affected),
            (LogEntryRow, logs),
            (SearchTextRow, texts),
        ):
            session.execute(insert(row), values)


def measure(desk: Desk, url: str, incidents: int, times: int) -> None:
    print(f"{incidents:,} incidents, {OPEN} of them open; {times} times each; the aim is {AIM_MS} ms and {AIM_KB} KB")
    print(f"{'':<40}{'median ms':>10}{'slowest':>9}{'KB sent':>9}")
    with httpx2.Client(base_url=url, follow_redirects=True, timeout=60) as client:
        _sign_in(client, desk)
        for path in PAGES:
            took, size = [], 0
            for _ in range(times + 1):
                started = time.perf_counter()
                with client.stream("GET", path) as answer:
                    size = sum(len(piece) for piece in answer.iter_raw())
                took.append((time.perf_counter() - started) * 1000)
                assert answer.status_code == 200, (path, answer.status_code)
            # The first one compiles the template.
            print(f"{path:<40}{statistics.median(took[1:]):>10.0f}{max(took[1:]):>9.0f}{size / 1000:>9.1f}")
        for name in ("desk.css", "desk.js"):
            found = re.search(rf'"(/static/{re.escape(name)}[^"]*)"', client.get("/").text)
            assert found is not None
            with client.stream("GET", found[1]) as answer:
                print(f"{name:<59}{sum(len(piece) for piece in answer.iter_raw()) / 1000:>9.1f}")


def _sign_in(client: httpx2.Client, desk: Desk) -> None:
    with desk.database.reading() as session:
        person = people.person_by_address(session, "sandra.kemp@saltmarshprimary.example")
    assert person is not None
    path = urlsplit(link_for_anybody(desk, person, "")).path
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert token is not None
    client.post(path, data={"form_token": token[1]})


if __name__ == "__main__":
    main()
