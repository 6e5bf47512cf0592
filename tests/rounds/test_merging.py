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

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.mail.parse import parse_mail
from mailtick.rounds.act import act
from mailtick.rounds.deliver import deliver
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.process import process
from mailtick.store.database import Database
from mailtick.store.people import note_address, person_by_address
from mailtick.store.tables import IncidentRow, MailRow, OutgoingRow, WaitRow
from mailtick.transport.security import Security
from mailtick.transport.smtp import SmtpAccount, SmtpSender
from tests.support.desks import SetClock, letter, make_desk, put_in
from tests.support.examples import examples
from tests.support.lookup import proof
from tests.support.reports import bounce
from tests.support.smtp_sink import SmtpSink

pytestmark = pytest.mark.both_databases

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
            assert self.say(self.dice.choice((source, into, self.end(source))), "unmerge", str(source))
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
        if number := self.some_number():
            name, whole = self.dice.choice(NAMES), self.end(number)
            if self.say(number, "also", name):
                self.parts[whole].taking_part[f"{name}@{DOMAIN}"] = True

    def without(self) -> None:
        if number := self.some_number():
            whole = self.end(number)
            shown = sorted(each for each, takes_part in self.taking_part(whole).items() if takes_part)
            address = self.dice.choice((*shown, f"{NAMES[0]}@{DOMAIN}"))
            if self.say(number, "without", address):
                self.parts[whole].taking_part[address] = False

    def for_(self) -> None:
        if number := self.some_number():
            part, address = self.parts[self.end(number)], f"{self.dice.choice(NAMES)}@{DOMAIN}"
            if self.say(number, "for", address):
                part.affected = part.affected - {part.reporter} | {address}
                part.joined.discard(address)
                part.reporter = address

    def tell(self) -> None:
        """Whoever it is for gets it, and nobody gets it twice."""
        if not (number := self.some_number()):
            return
        before = self.updates()
        assert self.say(number, "tell", "Somebody looks at it")
        told = self.updates() - before
        assert set(told) >= self.affected(self.end(number))
        assert set(told.values()) == {1}

    def updates(self) -> Counter[str]:
        with self.desk.database.reading() as session:
            return Counter(session.scalars(select(OutgoingRow.recipient).where(OutgoingRow.template == "update")))

    def some_number(self) -> int | None:
        return self.dice.choice(list(self.parts)) if self.parts else None

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


def begin(school_file: Path, seed: int) -> Iterator[Merging]:
    path = school_file.with_name(f"copy{next(_copies)}.db")
    shutil.copy(school_file, path)
    database = Database(f"sqlite:///{path}")
    clock = SetClock()
    yield Merging(make_desk(database, clock=clock), clock, seed)
    database.close()
    path.unlink()


@settings(max_examples=examples(12), deadline=None, print_blob=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32 - 1))
def test_each_incident_keeps_its_people_however_they_are_put_together_and_taken_apart(
    school_file: Path, seed: int
) -> None:
    for merging in begin(school_file, seed):
        merging.live(steps=40)


# What follows from a merge, in order.

BROWN = f"Claire Brown <claire.brown@{DOMAIN}>"
MARSH = f"Zoe Marsh <zoe.marsh@{DOMAIN}>"
KEMP = f"Sandra Kemp <sandra.kemp@{DOMAIN}>"


@pytest.fixture
def desk(school: Database) -> Desk:
    """Two incidents, ICT-1041 of Mrs Brown and ICT-1042 of Ms Marsh."""
    desk = make_desk(school)
    run(desk, letter(BROWN, "board", "My board is dark"), letter(MARSH, "projector", "The projector hums"))
    return desk


def run(desk: Desk, *raws: bytes) -> None:
    put_in(desk, *raws)
    while process(desk):
        pass


def stand(desk: Desk, number: int) -> Incident:
    with desk.database.reading() as session:
        incident = StoreLookup(session, "ICT").incident_numbered(number)
    assert incident
    return incident


def newest(desk: Desk, template: str) -> tuple[OutgoingRow, str]:
    """The newest mail of a template, and its text."""
    with desk.database.reading() as session:
        query = select(OutgoingRow, OutgoingRow.raw).where(OutgoingRow.template == template).order_by(OutgoingRow.id)
        row, raw = session.execute(query).all()[-1]
    return row, parse_mail(raw).body_text


def recipients(desk: Desk, template: str) -> list[str]:
    with desk.database.reading() as session:
        return sorted(session.scalars(select(OutgoingRow.recipient).where(OutgoingRow.template == template)))


def sent_to(desk: Desk, template: str) -> list[str]:
    return [each.partition("@")[0] for each in recipients(desk, template)]


def why_not(desk: Desk, number: int, word: str, argument: str = "") -> str:
    with pytest.raises(NotAllowed) as refusal:
        act(desk, str(number), word, argument)
    return str(refusal.value)


def test_a_word_on_a_merged_incident_is_done_where_it_goes_on(desk: Desk) -> None:
    run(desk, letter(f"Gareth Lloyd <gareth.lloyd@{DOMAIN}>", "sound", "No sound"))
    act(desk, "1041", "merge", "1042")
    act(desk, "1042", "merge", "1043")
    assert act(desk, "1041", "tell", "It is the same cable").reference == "ICT-1043"
    assert sent_to(desk, "update") == ["claire.brown", "gareth.lloyd", "zoe.marsh"]
    assert act(desk, "1041", "assign", "amir.shah").reference == "ICT-1043"
    assert stand(desk, 1041).assignee is None


def test_a_word_by_mail_on_a_merged_incident_is_answered_with_where_it_goes_on(desk: Desk) -> None:
    act(desk, "1041", "merge", "1042")
    run(desk, letter(KEMP, "[ICT-1041] board", "#tell It is the same cable", headers=proof(KEMP)))
    assert sent_to(desk, "update") == ["claire.brown", "zoe.marsh"]
    row, text = newest(desk, "transcript")
    assert row.subject.startswith("[ICT-1042] Your words: done")
    assert " ".join(text.split("ICT-1041")[1].split()).startswith("goes on as ICT-1042")


def test_what_follows_a_merge_in_the_same_mail_is_done_where_it_goes_on(desk: Desk) -> None:
    text = "#merge 1042\n#tell It is the same cable"
    run(desk, letter(KEMP, "[ICT-1041] board", text, headers=proof(KEMP)))
    assert sent_to(desk, "update") == ["claire.brown", "zoe.marsh"]
    assert "it goes on as ICT-1042" in " ".join(newest(desk, "transcript")[1].split())


def test_a_mail_that_names_a_merged_incident_takes_it_out_again(desk: Desk) -> None:
    act(desk, "1041", "merge", "1042")
    run(desk, letter(KEMP, "[ICT-1041] board", "#unmerge 1041\n#tell Only the projector", headers=proof(KEMP)))
    assert stand(desk, 1041).is_open
    assert sent_to(desk, "update") == ["zoe.marsh"]


def test_what_is_merged_says_what_is_possible(desk: Desk) -> None:
    run(desk, letter(f"Gareth Lloyd <gareth.lloyd@{DOMAIN}>", "sound", "No sound"))
    act(desk, "1041", "merge", "1042")
    goes_on = "ICT-1041 goes on as ICT-1042; #unmerge ICT-1041 takes it out again"
    assert why_not(desk, 1041, "reopen") == goes_on
    assert why_not(desk, 1041, "merge", "1043") == goes_on
    assert why_not(desk, 1043, "merge", "1041") == "ICT-1041 goes on as ICT-1042; write #merge ICT-1042"
    assert why_not(desk, 1042, "merge", "1041") == "ICT-1041 was merged into ICT-1042 already"
    act(desk, "1041", "unmerge", "1041")
    assert stand(desk, 1041).is_open


def test_what_was_cancelled_is_taken_up_again_as_it_was(desk: Desk) -> None:
    act(desk, "1041", "start", "")
    act(desk, "1041", "wait", "Which board?")
    act(desk, "1041", "cancel", "a mistake")
    assert why_not(desk, 1041, "start") == "ICT-1041 is cancelled; write #reopen first"
    assert act(desk, "1041", "reopen", "no mistake").state is State.WAITING_REQUESTER
    assert [wait.to_at for wait in waits(desk)] == [None]
    run(desk, letter(BROWN, "Re: [ICT-1041] board", "the left one"))
    assert stand(desk, 1041).state is State.IN_PROGRESS


def waits(desk: Desk) -> list[WaitRow]:
    with desk.database.reading() as session:
        return list(session.scalars(select(WaitRow)))


def test_a_wait_stands_as_before_when_a_merge_is_undone(desk: Desk) -> None:
    act(desk, "1041", "wait", "Which board?")
    before = [(wait.from_at, wait.to_at, wait.why, wait.follow_up_at) for wait in waits(desk)]
    assert isinstance(desk.clock, SetClock)
    desk.clock.move(timedelta(hours=1))
    act(desk, "1041", "merge", "1042")
    assert waits(desk)[0].to_at == desk.clock()
    desk.clock.move(timedelta(hours=1))
    act(desk, "1042", "unmerge", "1041")
    assert stand(desk, 1041).state is State.WAITING_REQUESTER
    assert [(wait.from_at, wait.to_at, wait.why, wait.follow_up_at) for wait in waits(desk)] == before


def test_after_an_answer_it_stands_where_it_stood_before_the_question(desk: Desk) -> None:
    act(desk, "1041", "wait", "Which board?")
    run(desk, letter(BROWN, "Re: [ICT-1041] board", "the left one"))
    assert stand(desk, 1041).state is State.NEW
    act(desk, "1041", "wait", "How long?")
    act(desk, "1041", "assign", "amir.shah")
    run(desk, letter(BROWN, "Re: [ICT-1041] board", "since Monday"))
    assert stand(desk, 1041).state is State.ASSIGNED


def test_only_the_answer_of_whom_the_question_went_to_ends_the_wait(desk: Desk) -> None:
    act(desk, "1042", "merge", "1041")
    act(desk, "1041", "wait", "Which board?")
    run(desk, letter(MARSH, "Re: [ICT-1041] board", "the one in Elder, I think"))
    assert stand(desk, 1041).state is State.WAITING_REQUESTER
    run(desk, letter(BROWN, "Re: [ICT-1041] board", "the left one"))
    assert stand(desk, 1041).state is State.NEW


def test_what_was_merged_into_a_restricted_incident_is_restricted_too(desk: Desk) -> None:
    run(desk, letter(f"Gareth Lloyd <gareth.lloyd@{DOMAIN}>", "sound", "No sound"))
    act(desk, "1041", "merge", "1042")
    act(desk, "1042", "merge", "1043")
    act(desk, "1041", "restrict", "yes")
    assert [stand(desk, number).is_restricted for number in (1041, 1042, 1043)] == [True] * 3
    act(desk, "1043", "unmerge", "1041")
    assert stand(desk, 1041).shown_title == "Display and AV"


def joined(desk: Desk) -> str:
    """A known fault, ICT-1043, that Ms Marsh has joined. Returns the Message-ID of what she was told."""
    lloyd = f"Gareth Lloyd <gareth.lloyd@{DOMAIN}>"
    run(desk, letter(lloyd, "wifi", "wifi down again"), letter(MARSH, "wifi", "no wifi, on my old machine alone"))
    return newest(desk, "known_fault")[0].message_id


def test_what_was_told_to_somebody_before_they_were_taken_off_belongs_to_their_own_matter(desk: Desk) -> None:
    message_id = joined(desk)
    act(desk, "1043", "separate", "zoe.marsh")
    run(desk)
    for headers in ({"In-Reply-To": f"<{message_id}>"}, {}):
        run(desk, letter(MARSH, "Re: [ICT-1043] We know about it: wifi", "Still none", headers=headers))
        assert last_filed(desk) == 1044
    lloyd = letter(f"Gareth Lloyd <gareth.lloyd@{DOMAIN}>", "Re: [ICT-1043] wifi", "Still none")
    run(desk, lloyd)
    assert last_filed(desk) == 1043


def test_what_was_told_where_it_went_on_belongs_to_the_matter_of_whoever_was_taken_off_a_part(desk: Desk) -> None:
    joined(desk)
    act(desk, "1043", "merge", "1041")
    act(desk, "1041", "tell", "The switch is warm")
    act(desk, "1043", "separate", "zoe.marsh")
    run(desk)
    answer = "Re: [ICT-1041] News: board"
    run(desk, letter(MARSH, answer, "Mine is cold"))
    assert last_filed(desk) == 1044
    run(desk, letter(BROWN, answer, "Mine is warm"))
    assert last_filed(desk) == 1041


def test_news_goes_where_somebody_wrote_from_about_what_was_merged(desk: Desk) -> None:
    home = "zoe@home.example"
    with desk.database.writing() as session:
        marsh = person_by_address(session, f"zoe.marsh@{DOMAIN}")
        assert marsh
        note_address(session, marsh, home)
    run(desk, letter(f"Zoe Marsh <{home}>", "Re: [ICT-1042] projector", "It hums still", headers=proof(home)))
    act(desk, "1042", "merge", "1041")
    act(desk, "1041", "tell", "The switch is warm")
    assert recipients(desk, "update") == [f"claire.brown@{DOMAIN}", home]


@pytest.mark.parametrize("ending", ["merge", "cancel"])
def test_a_job_that_comes_back_does_not_wake_what_goes_on_elsewhere_or_is_over(
    desk: Desk, smtp_sink: SmtpSink, ending: str
) -> None:
    desk.sender = SmtpSender(SmtpAccount("127.0.0.1", smtp_sink.port, Security.PLAIN, timeout_s=10))
    act(desk, "1041", "second", "BBA panel is dead")
    while deliver(desk):
        pass
    desk.sender.close()
    job, _ = newest(desk, "handover")
    assert isinstance(desk.clock, SetClock)
    desk.clock.move(timedelta(hours=1))
    act(desk, "1041", ending, "1042" if ending == "merge" else "a mistake")
    run(desk, bounce(job.message_id, job.envelope_from, job.recipient, "5.1.1", "user unknown", "Returned"))
    assert stand(desk, 1041).state is State.CANCELLED
    act(desk, "1041", *(("unmerge", "1041") if ending == "merge" else ("reopen", "no mistake")))
    assert stand(desk, 1041).state is State.IN_PROGRESS
    # The firm had nothing, so the wait for it counts no time.
    assert [wait.to_at == wait.from_at for wait in waits(desk)] == [True]


def last_filed(desk: Desk) -> int:
    with desk.database.reading() as session:
        newest_mail = session.scalars(select(MailRow).order_by(MailRow.id.desc())).first()
        assert newest_mail
        return session.get_one(IncidentRow, newest_mail.incident_id).number


def test_what_is_taken_off_a_restricted_incident_is_restricted_too(desk: Desk) -> None:
    joined(desk)
    act(desk, "1043", "restrict", "yes")
    act(desk, "1043", "separate", "zoe.marsh")
    run(desk)
    assert (stand(desk, 1044).is_restricted, stand(desk, 1044).reporter.name) == (True, "Ms Zoe Marsh")
