"""A random life of a desk, and a check of every mail that it writes: who may read what stands in it.

Every text has a word of its own that stands nowhere else, so that a leak is seen wherever it comes out.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import itertools
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta

from sqlalchemy import select

from mailtick.desk import Desk
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.people import Person, Role
from mailtick.incidents.visibility import may_see
from mailtick.reports.week import Week
from mailtick.reports.weekly import summarise_week
from mailtick.rounds.act import act, release
from mailtick.rounds.process import process
from mailtick.rounds.tell_held import tell_held
from mailtick.rounds.week import gather_week
from mailtick.store import incidents, people
from mailtick.store.tables import HandoverRow, IncidentRow, LogEntryRow, MailRow, MailState, OutgoingRow
from tests.support.desks import SetClock, letter, put_in
from tests.support.lookup import proof

DOMAIN = "saltmarshprimary.example"
RULES: list[dict[str, object]] = [
    {
        "name": "phishing",
        "when": {"subject": "phish"},
        "then": {
            "restricted": True,
            "category": "Security",
            "priority": "P1",
            "hand_over": "FEN",
            "sure": True,
            "notify": ["coordinator", "owner", "data_protection", "informed", "first_level", "zoe.marsh"],
        },
    },
    {"name": "copier", "when": {"subject": "copier"}, "then": {"hand_over": "APS", "sure": True, "notify": "informed"}},
    {"name": "board", "when": {"subject": "board"}, "then": {"assign": "amir.shah"}},
]
FIRMS = {
    "FEN": "Kev Quillon <kev@fenlandict.example>",
    "APS": "Petra Quillon <service@angliaprint.example>",
    "BBA": "jobs@brightboard.example",
}
# What a firm's mail has beside its text, and nobody outside the team may read.
OF_FIRMS = ("fenlandict.example", "angliaprint.example", "brightboard.example", "01632 960199", "960 199", "Quillon")
SUBJECTS = ("wifi", "wifi", "copier", "board", "phish", "sound", "internet")
LISTS = ("held_list", "weekly_summary")


class Life:
    """One desk and what is known of every word that was written to it."""

    def __init__(self, desk: Desk, clock: SetClock, seed: int) -> None:
        self.desk = desk
        self.clock = clock
        self.dice = random.Random(seed)
        self.leaks: list[str] = []
        self._numbers = itertools.count(100)
        # Words of notes and of firms' mails; of each incident all that was written on it; and who wrote each.
        self.internal: set[str] = set()
        self.of_firms: set[str] = set()
        self.of_incident: dict[int, set[str]] = defaultdict(set)
        self.author: dict[str, str] = {}
        self._checked = 0
        with desk.database.reading() as session:
            everybody = [people.people_with_role(session, role) for role in Role]
        self.people = list({person.address: person for some in everybody for person in some}.values())
        self.team = [person for person in self.people if person.is_team]

    def live(self, steps: int) -> None:
        for _ in range(steps):
            step = self.dice.choice(self._steps())
            step()
            self.clock.move(timedelta(minutes=self.dice.choice((1, 3, 10, 70))))
            self.check(step.__name__)
        self.check_lists()

    def _steps(self) -> tuple[Callable[[], None], ...]:
        words = (self.say, self.say, self.say_by_mail, self.say_by_mail, self.note_by_mail, self.restrict)
        mails = (self.report, self.report, self.report, self.answer, self.answer, self.write_of_it)
        firms = (self.firm_answers, self.firm_answers, self.firm_answers, self.release_to, self.release_to)
        return (*words, *mails, *firms, self.release_held, self.list_held)

    # What people and firms do.

    def report(self) -> None:
        person, word = self.dice.choice(self.people), self.word()
        subject = f"{self.dice.choice(SUBJECTS)} {word}"
        self.arrive(person, subject, f"it does not work {word}, I clicked it", [word])

    def answer(self) -> None:
        """Somebody answers a mail of the desk's."""
        if found := self._some_mail():
            row, word = found, self.word()
            person = next((each for each in self.people if each.address == row.recipient), None)
            headers = {"In-Reply-To": f"<{row.message_id}>"}
            text = self.dice.choice((f"and this too {word}", "Thanks, works now", f"what is it? {word}"))
            self.arrive(person if person else row.recipient, f"Re: x {word}", text, [word], headers)

    def write_of_it(self) -> None:
        """Somebody quotes a number, whether it concerns them or not."""
        if reference := self._some_reference():
            word = self.word()
            others: list[Person | str] = [*self.people, "Kim <kim@elsewhere.example>"]
            whom = self.dice.choice(others)
            self.arrive(whom, f"[{reference}] {word}", f"I know of it {word}", [word])

    def note_by_mail(self) -> None:
        if reference := self._some_reference():
            word = self.word(self.internal)
            self.arrive(self.dice.choice(self.team), f"[{reference}]", f"for us only {word}", [word], is_proven=True)

    def say(self) -> None:
        if reference := self._some_reference():
            name, argument = self._some_word()
            self.do(lambda: act(self.desk, reference, name, argument, self.dice.choice(self.team).address))

    def say_by_mail(self) -> None:
        if reference := self._some_reference():
            name, argument = self._some_word()
            below = f"\nfor us {self.word(self.internal)}" if self.dice.random() < 0.5 else ""
            before = "#restrict yes\n" if self.dice.random() < 0.2 else ""
            text = f"{before}#{name} {argument}{below}"
            self.arrive(self.dice.choice(self.team), f"[{reference}]", text, [], is_proven=self.dice.random() < 0.8)

    def restrict(self) -> None:
        if reference := self._some_reference():
            self.do(lambda: act(self.desk, reference, "restrict", self.dice.choice(("yes", "yes", "no"))))

    def firm_answers(self) -> None:
        with self.desk.database.reading() as session:
            query = select(OutgoingRow, HandoverRow).join(HandoverRow, HandoverRow.id == OutgoingRow.handover_id)
            given = list(session.execute(query).all())
        if not given:
            return
        row = self.dice.choice(given)[0]
        word = self.word(self.of_firms)
        domain = row.recipient.partition("@")[2]
        writer = next((each for each in FIRMS.values() if domain in each), row.recipient)
        text = (
            f"Quillon here, {word}: ring 01632 960199 or (01632) 960 199, or write to info@{domain}.\n\n"
            f"Regards,\nKev Quillon\nwww.{domain}"
        )
        headers = {"In-Reply-To": f"<{row.message_id}>"} if self.dice.random() < 0.7 else {}
        headers |= {"Auto-Submitted": "auto-replied"} if self.dice.random() < 0.2 else {}
        sender = writer if self.dice.random() < 0.8 else "Kev Quillon <kev.quillon@elsewhere.example>"
        self.arrive(sender, f"Re: job {word}", text, [word], headers)

    def release_to(self) -> None:
        with self.desk.database.reading() as session:
            query = select(IncidentRow.number).join(HandoverRow, HandoverRow.incident_id == IncidentRow.id)
            given = sorted(set(session.scalars(query)))
        if given:
            number = self.dice.choice(given)
            self.do(lambda: act(self.desk, f"ICT-{number}", "release", self.dice.choice(("", "1", "they come soon"))))

    def release_held(self) -> None:
        """A person takes a held mail up, and with it whatever it says."""
        with self.desk.database.reading() as session:
            held = list(session.scalars(select(MailRow).where(MailRow.state == MailState.HELD)))
        if held:
            mail = self.dice.choice(held)
            # Nobody takes a firm's mail for a colleague's.
            whom = "" if "quillon" in mail.from_address else self.dice.choice(("", "zoe.marsh"))
            self.do(lambda: release(self.desk, mail.id, reporter=whom))
            self.of_firms -= words_in(mail.subject)

    def list_held(self) -> None:
        self.clock.move(timedelta(hours=2))
        tell_held(self.desk)

    # How they do it.

    def word(self, *kinds: set[str]) -> str:
        word = f"zq{next(self._numbers)}zq"
        for kind in kinds:
            kind.add(word)
        return word

    def _some_word(self) -> tuple[str, str]:
        internal, told, given = self.word(self.internal), self.word(), self.word()
        firm = self.dice.choice(tuple(FIRMS))
        person = self.dice.choice(self.team).address
        return self.dice.choice(
            (
                ("note", internal),
                ("tell", told),
                ("resolve", told),
                ("wait", f"{told}?"),
                ("second", f"{firm} {given}"),
                ("assign", person),
                ("start", ""),
                ("reopen", internal),
                ("place", "Y3"),
                ("category", "Security"),
                ("cancel", internal),
                ("release", ""),
            )
        )

    def do(self, action: Callable[[], object]) -> None:
        with contextlib.suppress(NotAllowed):
            action()

    def arrive(
        self,
        writer: Person | str,
        subject: str,
        text: str,
        words: list[str],
        headers: dict[str, str] | None = None,
        *,
        is_proven: bool = False,
    ) -> None:
        sender = f"{writer.name} <{writer.address}>" if isinstance(writer, Person) else writer
        proven = proof(sender) if is_proven else {}
        copied = {"Cc": ", ".join(self._some_addresses())} if self.dice.random() < 0.3 else {}
        put_in(self.desk, letter(sender, subject, text, headers={**(headers or {}), **proven, **copied}))
        while process(self.desk):
            pass
        for word in words:
            self.author[word] = writer.address if isinstance(writer, Person) else writer

    def _some_addresses(self) -> list[str]:
        everybody = [person.address for person in self.people] + ["info@fenlandict.example", "kim@elsewhere.example"]
        return self.dice.sample(everybody, self.dice.choice((1, 2, 3)))

    def _some_reference(self) -> str:
        numbers = [incident.reference for incident in self.all_incidents()]
        return self.dice.choice(numbers) if numbers else ""

    def _some_mail(self) -> OutgoingRow | None:
        with self.desk.database.reading() as session:
            rows = list(session.scalars(select(OutgoingRow).order_by(OutgoingRow.id)))
        return self.dice.choice(rows) if rows else None

    def all_incidents(self) -> list[Incident]:
        with self.desk.database.reading() as session:
            rows = session.scalars(select(IncidentRow).order_by(IncidentRow.id))
            return [incidents.as_incident(session, row, "ICT") for row in rows]

    # What must hold.

    def check(self, step: str) -> None:
        """Look at every mail that was written since the last time."""
        with self.desk.database.reading() as session:
            query = select(OutgoingRow, OutgoingRow.raw).where(OutgoingRow.id > self._checked).order_by(OutgoingRow.id)
            new = [(row, raw) for row, raw in session.execute(query)]
        self._note_words()
        restricted = [incident for incident in self.all_incidents() if incident.is_restricted]
        for row, raw in new:
            self._checked = row.id
            where = f"{step}: {row.template} to {row.recipient}"
            self.leaks += [f"{where}: {leak}" for leak in self.read(row, raw, restricted)]

    def _note_words(self) -> None:
        """Which words are whose matter's, and which a person has released, as the log has it."""
        with self.desk.database.reading() as session:
            rows = [(row.id, f"{row.title} {row.first_text}") for row in session.scalars(select(IncidentRow))]
            log = [(row.incident_id, row.event, row.text) for row in session.scalars(select(LogEntryRow))]
        for incident_id, text in (*rows, *((one, text) for one, event, text in log if event in ("mail", "automatic"))):
            self.of_incident[incident_id] |= words_in(text)
        for _, event, text in log:
            if event == "released":
                self.of_firms -= words_in(text)

    def read(self, row: OutgoingRow, raw: bytes, restricted: list[Incident]) -> Iterator[str]:
        """Yield what stands in a mail and must not."""
        subject, text = opened(raw)
        person = next((each for each in self.people if each.address == row.recipient), None)
        if person is None or not person.is_team:
            hidden = {word for word in self.internal | self.of_firms if not self._wrote(row.recipient, word)}
            yield from (f"internal {word}" for word in sorted(hidden & words_in(text)))
            if row.handover_id is None and "elsewhere" not in row.recipient:
                yield from (f"of a firm: {each}" for each in OF_FIRMS if each in text)
        for incident in restricted:
            theirs = self.of_incident[incident.id]
            yield from (f"restricted {word} in the subject" for word in sorted(theirs & words_in(subject)))
            foreign = {word for word in theirs if not self._wrote(row.recipient, word)}
            if row.template in LISTS or not self._sees(person, incident, row):
                yield from (f"restricted {word}" for word in sorted(foreign & words_in(text)))
                if row.incident_id == incident.id:
                    names = (incident.reporter.name, incident.place)
                    yield from (f"restricted: {each}" for each in names if each and each in text)

    def _wrote(self, recipient: str, word: str) -> bool:
        return recipient in self.author.get(word, "")

    def _sees(self, person: Person | None, incident: Incident, row: OutgoingRow) -> bool:
        if row.recipient == incident.reporter.address:
            return True
        if person is None:
            return False
        is_lead = row.template == "team_news" and person.has(Role.DATA_PROTECTION)
        return may_see(person, incident) or is_lead

    def check_lists(self) -> None:
        """Look at what many are told at once: the summary, and the lists."""
        with self.desk.database.reading() as session:
            summary = summarise_week(gather_week(session, Week.of(self.clock(), self.desk.policy.zone), "ICT"))
        shown = f"{summary!r} {summary.as_json()}"
        listed = " ".join(f"{one.shown_title} {one.shown_place} {one.shown_with_whom}" for one in self.all_incidents())
        for incident in self.all_incidents():
            if incident.is_restricted:
                found = sorted(self.of_incident[incident.id] & (words_in(shown) | words_in(listed)))
                self.leaks += [f"summary: restricted {word}" for word in found]


def words_in(text: str) -> set[str]:
    """The words of this test in a text, in whatever case a template puts them."""
    return set(re.findall(r"zq\d+zq", text.lower()))


def opened(raw: bytes) -> tuple[str, str]:
    """The subject of a mail, and all that a reader or their program sees of it, decoded."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"]
    return str(mail["Subject"]), "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts])
