"""Incidents are put together and taken apart in any order, and each keeps the people that came to itself."""

from __future__ import annotations

import itertools
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from mailtick.demo.school import load_school
from mailtick.desk import Desk
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.rounds.act import act
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.tables import IncidentRow, MailRow, OutgoingRow
from tests.support.desks import SetClock, letter, make_desk, put_in

DOMAIN = "saltmarshprimary.example"
NAMES = ("claire.brown", "zoe.marsh", "gareth.lloyd", "priya.nair", "tina.firth")
OUTSIDE = "mum@home.example"
_copies = itertools.count()


@dataclass
class Part:
    """What came to one incident itself: its people, who takes part (True) or was taken off, and what it went into."""

    reporter: str
    received_at: datetime
    affected: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    taking_part: dict[str, bool] = field(default_factory=dict)
    into: int | None = None


class Merging:
    """A random life of some incidents, and a plain account of what came to each."""

    def __init__(self, desk: Desk, clock: SetClock, seed: int) -> None:
        self.desk, self.clock, self.dice = desk, clock, random.Random(seed)
        self.parts: dict[int, Part] = {}
        self.said: list[str] = []

    def live(self, steps: int) -> None:
        doings = (self.write, self.write, self.answer, self.merge, self.merge, self.unmerge, self.unmerge)
        others = (self.separate, self.also, self.without, self.for_, self.tell)
        for _ in range(steps):
            self.dice.choice(doings + others)()
            self.clock.move(timedelta(minutes=1))
            self.check()

    # The plain account.

    def end(self, number: int) -> int:
        into = self.parts[number].into
        return number if into is None else self.end(into)

    def merged(self, number: int) -> list[int]:
        return [each for each, part in self.parts.items() if part.into == number]

    def affected(self, number: int) -> set[str]:
        return self.parts[number].affected.union(*(self.affected(each) for each in self.merged(number)))

    def taking_part(self, number: int) -> dict[str, bool]:
        """What was said of somebody here holds; else whether they take part in anything that was merged into it."""
        below: dict[str, bool] = {}
        for each in self.merged(number):
            for address, takes_part in self.taking_part(each).items():
                below[address] = below.get(address, False) or takes_part
        return below | self.parts[number].taking_part

    def received_at(self, number: int) -> datetime:
        return min((self.parts[number].received_at, *(self.received_at(each) for each in self.merged(number))))

    # What people do.

    def write(self) -> None:
        """A report that joins a known fault, or begins a matter of its own."""
        subject = self.dice.choice(("wifi", f"thing {self.clock():%d %H %M}"))
        self.arrive(subject, self.dice.choice(NAMES))

    def answer(self) -> None:
        if self.parts:
            self.arrive(f"Re: [ICT-{self.dice.choice(list(self.parts))}] x", self.dice.choice(NAMES))

    def arrive(self, subject: str, name: str) -> None:
        copied = self.dice.sample((*NAMES, OUTSIDE), self.dice.choice((0, 0, 1, 2)))
        copied = [each if "@" in each else f"{each}@{DOMAIN}" for each in copied]
        sender = f"{name}@{DOMAIN}"
        self.said.append(f"{subject} from {name}, Cc {copied}")
        put_in(self.desk, letter(sender, subject, "it is broken", headers={"Cc": ", ".join(copied)} if copied else {}))
        self.process()
        with self.desk.database.reading() as session:
            newest = session.scalars(select(MailRow).order_by(MailRow.id.desc())).first()
            assert newest
            assert newest.incident_id, newest.held_reason
            number = session.get_one(IncidentRow, newest.incident_id).number
        self.account(number, sender, copied, joins=not subject.startswith("Re:"))

    def account(self, number: int, sender: str, copied: list[str], *, joins: bool) -> None:
        if number not in self.parts:
            self.parts[number] = Part(sender, self.clock(), {sender})
        part = self.parts[number]
        effective, affected = self.taking_part(number), {*part.affected}
        if joins and sender != part.reporter:
            part.affected.add(sender)
            part.joined.add(sender)
        for each in copied:
            if each not in affected | {sender} and effective.get(each, True):
                part.taking_part[each] = True

    def process(self) -> None:
        while process(self.desk):
            pass

    def say(self, number: int, word: str, argument: str) -> bool:
        try:
            act(self.desk, f"ICT-{number}", word, argument)
        except NotAllowed:
            return False
        self.said.append(f"{number} #{word} {argument}")
        return True

    def merge(self) -> None:
        if len(self.parts) > 1:
            source, target = self.dice.sample(list(self.parts), 2)
            if self.say(source, "merge", str(target)):
                self.parts[source].into = target

    def unmerge(self) -> None:
        if merged := [(each, part.into) for each, part in self.parts.items() if part.into]:
            source, into = self.dice.choice(merged)
            assert self.say(self.dice.choice((into, self.end(source))), "unmerge", str(source))
            self.parts[source].into = None

    def separate(self) -> None:
        if not self.parts:
            return
        number, name = self.dice.choice(list(self.parts)), self.dice.choice(NAMES)
        if joined := [(each, one) for each, part in self.parts.items() for one in sorted(part.joined)]:
            number, address = self.dice.choice(joined)
            name = address.partition("@")[0]
        if self.say(number, "separate", name):
            address = f"{name}@{DOMAIN}"
            assert address in self.parts[number].joined
            self.parts[number].affected.discard(address)
            self.parts[number].joined.discard(address)
            self.process()
            self.notice_new()

    def notice_new(self) -> None:
        """What was taken off an incident is a matter of its own, with the people of its mails."""
        for incident in self.standing():
            if incident.number not in self.parts:
                taking_part = dict.fromkeys((each.address for each in incident.participants), True)
                people = {person.address for person in incident.affected}
                self.parts[incident.number] = Part(
                    incident.reporter.address, incident.received_at, people, taking_part=taking_part
                )

    def also(self) -> None:
        if whole := self.some_whole():
            name = self.dice.choice(NAMES)
            if self.say(whole, "also", name):
                self.parts[whole].taking_part[f"{name}@{DOMAIN}"] = True

    def without(self) -> None:
        if whole := self.some_whole():
            shown = sorted(each for each, takes_part in self.taking_part(whole).items() if takes_part)
            address = self.dice.choice((*shown, f"{NAMES[0]}@{DOMAIN}"))
            if self.say(whole, "without", address):
                self.parts[whole].taking_part[address] = False

    def for_(self) -> None:
        if whole := self.some_whole():
            part, address = self.parts[whole], f"{self.dice.choice(NAMES)}@{DOMAIN}"
            if self.say(whole, "for", address):
                part.affected = part.affected - {part.reporter} | {address}
                part.joined.discard(address)
                part.reporter = address

    def tell(self) -> None:
        """Whoever it is for gets it, and nobody gets it twice."""
        if not (whole := self.some_whole()):
            return
        before = self.updates()
        assert self.say(whole, "tell", "Somebody looks at it")
        told = self.updates() - before
        assert set(told) >= self.affected(whole)
        assert set(told.values()) == {1}

    def updates(self) -> Counter[str]:
        with self.desk.database.reading() as session:
            return Counter(session.scalars(select(OutgoingRow.recipient).where(OutgoingRow.template == "update")))

    def some_whole(self) -> int | None:
        wholes = [each for each, part in self.parts.items() if part.into is None]
        return self.dice.choice(wholes) if wholes else None

    # What must hold.

    def standing(self) -> list[Incident]:
        with self.desk.database.reading() as session:
            lookup = StoreLookup(session, "ICT")
            ids = session.scalars(select(IncidentRow.id).order_by(IncidentRow.id))
            return [incident for each in ids if (incident := lookup.incident(each))]

    def check(self) -> None:
        story = "\n".join(self.said)
        for incident in self.standing():
            number = incident.number
            affected = {person.address for person in incident.affected}
            assert affected == self.affected(number), f"{number}\n{story}"
            assert len(affected) == len(incident.affected)
            taking_part = {each for each, takes_part in self.taking_part(number).items() if takes_part}
            assert {each.address for each in incident.participants} == taking_part - affected, f"{number}\n{story}"
            assert incident.received_at == self.received_at(number), f"{number}\n{story}"
            assert (incident.merged_into is not None) == (self.parts[number].into is not None)


@pytest.fixture(scope="session")
def school_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the registers of the school, to copy."""
    path = tmp_path_factory.mktemp("merging") / "desk.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    with database.writing() as session:
        load_school(session)
    database.close()
    return path


def begin(school_file: Path, seed: int) -> Iterator[Merging]:
    path = school_file.with_name(f"copy{next(_copies)}.db")
    shutil.copy(school_file, path)
    database = Database(f"sqlite:///{path}")
    clock = SetClock()
    yield Merging(make_desk(database, clock=clock), clock, seed)
    database.close()
    path.unlink()


@settings(max_examples=20, deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_each_incident_keeps_its_people_however_they_are_put_together_and_taken_apart(
    school_file: Path, seed: int
) -> None:
    for merging in begin(school_file, seed):
        merging.live(steps=40)
