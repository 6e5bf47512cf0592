"""Desks and other machines exchange a finite, small number of mails. Source: TRAPS.md 4.1 (4)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailtick.demo.school import load_school
from mailtick.desk import Desk
from mailtick.incidents.notices import DeskFacts
from mailtick.incidents.people import Provider
from mailtick.rounds.act import act
from mailtick.rounds.process import process
from mailtick.store import people
from mailtick.store.database import Database
from tests.support.autoresponders import (
    Autoresponder,
    Writer,
    babbling,
    echoing,
    osticket,
    request_tracker,
    unmarked,
    zammad,
    znuny,
)
from tests.support.desks import DESK_ADDRESS, SetClock, letter, make_desk, put_in
from tests.support.exchanging import Post
from tests.support.smtp_sink import SmtpSink

# So many mails of a desk may go to one peer within a day, whatever it does.
BOUND = 6
OTHER_DESK, OTHER_DOMAIN = "helpdesk@marshland.example", "marshland.example"
KNOWN_AS = ("staff", "provider", "stranger")
KEMP = "sandra.kemp@saltmarshprimary.example"


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def sinks() -> Iterator[tuple[SmtpSink, SmtpSink]]:
    both = SmtpSink(), SmtpSink()
    yield both
    for sink in both:
        sink.close()


@pytest.fixture
def databases(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    opened = [Database(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / name)}") for name in ("a.db", "b.db")]
    for database, domain in zip(opened, ("saltmarshprimary.example", OTHER_DOMAIN), strict=True):
        with database.writing() as session:
            load_school(session, domain)
    yield opened[0], opened[1]
    for database in opened:
        database.close()


@pytest.fixture
def desk(databases: tuple[Database, Database], sinks: tuple[SmtpSink, SmtpSink], clock: SetClock) -> Iterator[Desk]:
    desk = make_desk(databases[0], sinks[0].port, clock)
    yield desk
    desk.sender.close()


@pytest.fixture
def other(databases: tuple[Database, Database], sinks: tuple[SmtpSink, SmtpSink], clock: SetClock) -> Iterator[Desk]:
    """The desk of another school."""
    desk = make_desk(databases[1], sinks[1].port, clock)
    desk.key, desk.envelope_from = b"another key", OTHER_DESK
    desk.policy = replace(
        desk.policy,
        facts=DeskFacts("Marshland ICT desk", OTHER_DESK, "MA"),
        own_addresses=frozenset({OTHER_DESK}),
        staff_domains=frozenset({OTHER_DOMAIN}),
    )
    yield desk
    desk.sender.close()


def introduce(desk: Desk, address: str, known_as: str, *, is_ticket_system: bool = False) -> None:
    """Let a desk know an address as staff, as a provider, or not at all."""
    domain = address.rpartition("@")[2]
    if known_as == "staff":
        desk.policy = replace(desk.policy, staff_domains=desk.policy.staff_domains | {domain})
    if known_as == "provider":
        provider = Provider("OTH", "Marshland", address, frozenset({domain}), is_ticket_system=is_ticket_system)
        with desk.database.writing() as session:
            people.add_provider(session, provider)


def set_going(desk: Desk, peer: str, known_as: str, post: Post) -> None:
    """A mail from the peer to the desk, and a matter of the desk's that is handed over where the peer is a firm."""
    text = "Could you tell us who looks after your telephones? Ours have been dead since this morning."
    post.carry(letter(f"Somebody <{peer}>", "Telephones", text), desk.policy.facts.address)
    if known_as == "provider":
        put_in(desk, letter(f"Claire <claire.brown@{desk.policy.facts.address.rpartition('@')[2]}>"))
        while process(desk):
            pass
        act(desk, "1042" if desk.first_number == 1042 else "1041", "second", "OTH the board stays dark")


@pytest.mark.parametrize("keeps_marks", [True, False], ids=["marks kept", "marks taken away on the way"])
@pytest.mark.parametrize("plus", [True, False], ids=["plus", "no plus"])
@pytest.mark.parametrize("known_there", KNOWN_AS)
@pytest.mark.parametrize("known_here", KNOWN_AS)
def test_two_desks_have_done_after_a_few_mails(
    desk: Desk,
    other: Desk,
    sinks: tuple[SmtpSink, SmtpSink],
    clock: SetClock,
    known_here: str,
    known_there: str,
    plus: bool,
    keeps_marks: bool,
) -> None:
    post = Post(clock, keeps_marks=keeps_marks)
    here, there = (desk, sinks[0], OTHER_DESK, known_here), (other, sinks[1], DESK_ADDRESS, known_there)
    for each, sink, peer, known_as in (here, there):
        each.policy = replace(each.policy, plus_addressing=plus)
        introduce(each, peer, known_as)
        post.add_desk(each, sink)
    set_going(desk, OTHER_DESK, known_here, post)
    set_going(other, DESK_ADDRESS, known_there, post)
    post.run()
    post.let_in()
    post.run()
    assert post.to_peer(desk, OTHER_DESK) <= BOUND
    assert post.to_peer(other, DESK_ADDRESS) <= BOUND


TICKET_SYSTEMS = {"RT": request_tracker, "Zammad": zammad, "osTicket": osticket, "Znuny": znuny}


@pytest.mark.parametrize("is_careless", [False, True], ids=["as by default", "answering everything"])
@pytest.mark.parametrize("known_as", [*KNOWN_AS, "ticket system"])
@pytest.mark.parametrize("system", TICKET_SYSTEMS)
def test_a_ticket_system_is_answered_a_few_times_at_most(
    desk: Desk, sinks: tuple[SmtpSink, SmtpSink], clock: SetClock, system: str, known_as: str, is_careless: bool
) -> None:
    machine = Autoresponder(
        system, "desk@tracker.example", TICKET_SYSTEMS[system], is_careless, answers_follow_ups=is_careless
    )
    is_marked, known_as = known_as == "ticket system", known_as.replace("ticket system", "provider")
    introduce(desk, machine.address, known_as, is_ticket_system=is_marked)
    post = Post(clock)
    post.add_desk(desk, sinks[0])
    post.add_machine(machine)
    set_going(desk, machine.address, known_as, post)
    post.run()
    post.let_in()
    post.run()
    # The hand-over, which a person wrote; or an acknowledgement of what seemed to be a person's.
    assert post.to_peer(desk, machine.address) <= 2


def silent(address: str, write: Writer, times: int = 1) -> Autoresponder:
    """A machine that says nothing of itself: a fresh Message-ID each time, no In-Reply-To, and it answers the From."""
    name = address.partition("@")[0]
    return Autoresponder(name, address, write, is_careless=True, is_threaded=False, answers_from=True, times=times)


@pytest.mark.parametrize("pace", [timedelta(seconds=5), timedelta(minutes=25)], ids=["at once", "slowly"])
@pytest.mark.parametrize("local", ["office", "leah.dunn", "amir.shah"], ids=["staff", "deputy", "first level"])
@pytest.mark.parametrize("times", [1, 2], ids=["one answer each", "two answers each"])
def test_a_machine_that_says_nothing_of_itself_is_stopped_and_the_coordinator_hears_its_name(
    desk: Desk, sinks: tuple[SmtpSink, SmtpSink], clock: SetClock, times: int, local: str, pace: timedelta
) -> None:
    address = f"{local}@saltmarshprimary.example"
    post = Post(clock, pace)
    post.add_desk(desk, sinks[0])
    post.add_machine(silent(address, unmarked, times))
    set_going(desk, address, "staff", post)
    post.run()
    assert 1 <= post.to_peer(desk, address) <= BOUND
    assert post.told_of(KEMP, f"Two machines seem to be talking: {address}") == 1
    assert post.told_of(KEMP, f"mailtick outbox allow {address}") == 1


def test_a_machine_that_takes_up_our_subject_ends_it_by_itself(
    desk: Desk, sinks: tuple[SmtpSink, SmtpSink], clock: SetClock
) -> None:
    """What names the incident lies on it, and is not answered again."""
    address = "office@saltmarshprimary.example"
    post = Post(clock)
    post.add_desk(desk, sinks[0])
    post.add_machine(silent(address, echoing))
    set_going(desk, address, "staff", post)
    post.run()
    assert post.to_peer(desk, address) == 1


def test_where_it_is_the_coordinator_s_own_mailbox_a_deputy_hears_of_it(
    desk: Desk, sinks: tuple[SmtpSink, SmtpSink], clock: SetClock
) -> None:
    post = Post(clock)
    post.add_desk(desk, sinks[0])
    post.add_machine(silent(KEMP, unmarked))
    set_going(desk, KEMP, "staff", post)
    post.run()
    assert post.to_peer(desk, KEMP) <= 2 * BOUND
    assert post.told_of("leah.dunn@saltmarshprimary.example", f"Two machines seem to be talking: {KEMP}") == 1


@pytest.mark.parametrize(("seconds", "times"), [(5, 1), (25 * 60, 2)], ids=["an hour", "a day"])
def test_a_machine_that_never_says_the_same_is_stopped_by_a_limit(
    desk: Desk, sinks: tuple[SmtpSink, SmtpSink], clock: SetClock, seconds: int, times: int
) -> None:
    address = "office@saltmarshprimary.example"
    post = Post(clock, timedelta(seconds=seconds))
    post.add_desk(desk, sinks[0])
    post.add_machine(silent(address, babbling))
    set_going(desk, address, "staff", post)
    post.run()
    assert post.to_peer(desk, address) == desk.policy.automatic_per_hour * times
    assert post.told_of(KEMP, f"Two machines seem to be talking: {address}") == 1


def test_a_person_who_answers_every_mail_at_once_is_answered_too(
    desk: Desk, sinks: tuple[SmtpSink, SmtpSink], clock: SetClock
) -> None:
    """The same way and pace as a machine, in a person's words."""
    matters = iter(
        [
            "My board shows only blue.",
            "The projector in the hall hums, and it is assembly at two.",
            "Can I have the phonics app on three tablets?",
            "Nobody can print since lunch, not even the head.",
            "My password has run out again.",
        ]
    )
    claire = "claire.brown@saltmarshprimary.example"
    post = Post(clock, timedelta(seconds=20))
    post.add_desk(desk, sinks[0])
    for matter in matters:
        post.carry(letter(f"Claire <{claire}>", "Another thing", matter), DESK_ADDRESS)
        post.run()
    assert post.to_peer(desk, claire) == 5
    assert post.told_of(KEMP, "Two machines") == 0
