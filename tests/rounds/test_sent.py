"""What the office wrote in the desk's own mailbox is taken in once; its folder of sent mails is never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore
from mailtick.desk import Desk, Limits
from mailtick.mail.parse import parse_mail
from mailtick.rounds.act import act
from mailtick.rounds.intake import Inbox, take_in
from mailtick.rounds.process import process
from mailtick.rounds.sent import SentBox, take_in_sent
from mailtick.store.database import Database
from mailtick.store.figures import mails_of_week
from mailtick.store.tables import IncidentRow, LedgerRow, LogEntryRow, MailRow, MailState, OutgoingRow
from mailtick.transport.imap import ImapAccount, Lost, Mailbox, Security
from tests.support.desks import DESK_ADDRESS, MONDAY, SetClock, letter, make_desk, put_in

pytestmark = pytest.mark.both_databases

BROWN = "Claire Brown <claire.brown@saltmarshprimary.example>"
OFFICE = f"School office <{DESK_ADDRESS}>"
USER = DESK_ADDRESS


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desk(school: Database, clock: SetClock) -> Desk:
    """A desk that went live an hour ago."""
    desk = make_desk(school, clock=clock, limits=Limits(batch=5))
    desk.policy = replace(desk.policy, live_since=MONDAY - timedelta(hours=1))
    return desk


@pytest.fixture
def server(clock: SetClock) -> Iterator[ImapServer]:
    server = ImapServer(ImapStore(clock))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def open_box(server: ImapServer) -> Iterator[Callable[[], SentBox]]:
    """Connects, and connects anew each time it is called."""
    opened: list[Mailbox] = []

    def connect() -> SentBox:
        opened.append(
            Mailbox.connect(ImapAccount("localhost", server.port, Security.PLAIN, USER, "secret", timeout_s=10))
        )
        return SentBox("ict", opened[-1])

    yield connect
    for mailbox in opened:
        mailbox.close()


@pytest.fixture
def sent(open_box: Callable[[], SentBox]) -> SentBox:
    return open_box()


@pytest.fixture
def asked(desk: Desk) -> str:
    """Mrs Brown has reported her board, which is ICT-1041. Returns the Message-ID of her mail."""
    mail = letter()
    put_in(desk, mail)
    process(desk)
    return parse_mail(mail).message_id


def answer(asked: str, text: str = "A new board is ordered.", cc: str = "", message_id: str = "") -> bytes:
    headers = {"In-Reply-To": f"<{asked}>", "References": f"<{asked}>", **({"Cc": cc} if cc else {})}
    return letter(OFFICE, "Re: board", text, BROWN, message_id, headers)


def send(server: ImapServer, *raws: bytes, received_at: datetime | None = None) -> list[int]:
    """File copies in the folder of sent mails."""
    return [server.store.deliver(USER, raw, "Sent", received_at) for raw in raws]


def copies_of_ours(desk: Desk) -> list[bytes]:
    """Every mail in the outbox, as hosts file it."""
    with desk.database.reading() as session:
        return list(session.scalars(select(OutgoingRow.raw)))


def count(desk: Desk, row: type[MailRow | LedgerRow | OutgoingRow]) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(row)) or 0


def incident(desk: Desk) -> IncidentRow:
    with desk.database.reading() as session:
        return session.scalars(select(IncidentRow)).one()


def entries(desk: Desk, words: str = "new board") -> list[LogEntryRow]:
    with desk.database.reading() as session:
        return [entry for entry in session.scalars(select(LogEntryRow)) if words in entry.text]


def states(desk: Desk) -> list[MailState]:
    with desk.database.reading() as session:
        return list(session.scalars(select(MailRow.state).order_by(MailRow.id)))


def take_all(desk: Desk, sent: SentBox) -> int:
    new = take_in_sent(desk, sent)
    while sent.is_behind:
        new += take_in_sent(desk, sent)
    while process(desk):
        pass
    return new


def take_inbox(desk: Desk, sent: SentBox) -> int:
    """Take in what came to the inbox; the server may tell of the newest only in its answer to the first look."""
    inbox = Inbox("ict", sent.mailbox)
    new = take_in(desk, inbox) + take_in(desk, inbox)
    while process(desk):
        pass
    return new


def test_an_answer_stands_once_on_its_incident_stops_the_respond_clock_and_sends_nothing(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str, clock: SetClock
) -> None:
    before = count(desk, OutgoingRow)
    send(server, answer(asked), received_at=MONDAY + timedelta(minutes=4))
    clock.move(timedelta(minutes=5))
    assert [take_all(desk, sent), take_all(desk, sent)] == [1, 0]
    (entry,) = entries(desk)
    assert (entry.event, entry.is_internal, entry.who) == ("mail", False, "School office")
    assert incident(desk).responded_at == MONDAY + timedelta(minutes=4)
    assert count(desk, OutgoingRow) == before


def test_nothing_in_the_folder_is_changed(desk: Desk, server: ImapServer, sent: SentBox, asked: str) -> None:
    send(server, answer(asked), letter(OFFICE, "Lunch", to="friend@elsewhere.example"), *copies_of_ours(desk))
    folder = server.store.account(USER).folders["Sent"]
    before = dict(folder.mails)
    take_all(desk, sent)
    assert folder.mails == before
    assert set(server.store.account(USER).folders) == {
        "INBOX",
        "Sent",
        "Mailtick",
        "Mailtick/Processed",
        "Mailtick/Held",
    }


def test_a_mail_that_belongs_to_nothing_is_held(desk: Desk, server: ImapServer, sent: SentBox) -> None:
    send(server, letter(OFFICE, "Lunch on Friday", to="friend@elsewhere.example"))
    take_all(desk, sent)
    with desk.database.reading() as session:
        (row,) = session.scalars(select(MailRow))
    assert row.state is MailState.HELD
    assert "belongs to no incident; put it where it belongs with `N to NUMBER`" in row.held_reason


def test_copies_of_our_own_mails_are_not_taken_in_and_count_nowhere(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    (ours,) = copies_of_ours(desk)
    person = ours.replace(b"X-Mailtick-Desk", b"X-Was")
    google = person.replace(b"Message-ID: ", b"Message-ID: <cafe@mail.gmail.example>\r\nX-Google-Original-Message-ID: ")
    marked = letter(OFFICE, "Weekly summary", headers={"X-Mailtick-Desk": DESK_ADDRESS})
    send(server, ours, person, google, marked)
    mails = count(desk, MailRow)
    assert take_all(desk, sent) == 0
    assert count(desk, MailRow) == mails == 1
    assert incident(desk).responded_at is None
    # Known from now on, also to the next connection: they are not asked for again.
    assert count(desk, LedgerRow) == 5


def test_an_answer_in_the_sent_folder_is_no_mail_that_came_in(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    send(server, answer(asked))
    take_all(desk, sent)
    with desk.database.reading() as session:
        received = mails_of_week(session, MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))
    assert len(received) == 1


def test_the_history_of_the_folder_is_never_taken_in(desk: Desk, server: ImapServer, sent: SentBox, asked: str) -> None:
    old = [answer(asked, f"new board {number}") for number in range(30)]
    send(server, *old[:28], received_at=MONDAY - timedelta(days=400))
    send(server, *old[28:], received_at=MONDAY - timedelta(hours=2))
    send(server, answer(asked))
    assert take_all(desk, sent) == 1
    assert len(entries(desk)) == 1


def test_new_numbers_on_the_server_double_nothing(
    desk: Desk, server: ImapServer, open_box: Callable[[], SentBox], asked: str
) -> None:
    send(server, answer(asked), *copies_of_ours(desk))
    first = open_box()
    assert take_all(desk, first) == 1
    server.store.account(USER).renew("Sent")
    assert [take_all(desk, first), take_all(desk, open_box())] == [0, 0]
    assert len(entries(desk)) == 1


def test_after_a_restart_only_what_is_new_is_fetched(
    desk: Desk, server: ImapServer, open_box: Callable[[], SentBox], asked: str
) -> None:
    send(server, answer(asked))
    take_all(desk, open_box())
    # It could not be fetched any more: if it were, somebody would be told.
    server.faults.fail_mail(1)
    send(server, answer(asked, "The new board comes on Friday."))
    with capture_logs() as logs:
        assert take_all(desk, open_box()) == 1
    assert [line for line in logs if "cannot be read" in line["event"]] == []
    assert len(entries(desk)) == 2


@pytest.mark.parametrize("first", ["sent", "inbox"])
def test_the_same_answer_in_sent_and_in_cc_is_one(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str, first: str
) -> None:
    copy = answer(asked, cc=OFFICE)
    send(server, copy)
    server.store.deliver(USER, b"Received: from mx by here\r\n" + copy)
    looks: list[Callable[[], int]] = [lambda: take_all(desk, sent), lambda: take_inbox(desk, sent)]
    for look in looks if first == "sent" else reversed(looks):
        look()
    assert len(entries(desk)) == 1
    assert count(desk, MailRow) == 2
    assert incident(desk).responded_at is not None


@pytest.mark.parametrize("first", ["sent", "inbox"])
def test_the_same_answer_is_one_though_a_footer_was_added_on_the_way(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str, first: str
) -> None:
    copy = answer(asked, cc=OFFICE)
    send(server, copy)
    server.store.deliver(USER, copy + b"\r\nScanned for viruses.\r\n")
    looks: list[Callable[[], int]] = [lambda: take_all(desk, sent), lambda: take_inbox(desk, sent)]
    for look in looks if first == "sent" else reversed(looks):
        look()
    assert len(entries(desk)) == 1


def test_a_mail_that_was_held_unproven_is_filed_when_it_is_found_in_the_sent_folder(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    mail = letter(OFFICE, "[ICT-1041] your board", "The new board comes on Friday.", BROWN, headers={"Cc": OFFICE})
    server.store.deliver(USER, mail)
    take_inbox(desk, sent)
    assert states(desk) == [MailState.PROCESSED, MailState.HELD]
    send(server, mail)
    take_all(desk, sent)
    assert states(desk) == [MailState.PROCESSED, MailState.PROCESSED]
    assert len(entries(desk)) == 1
    assert incident(desk).responded_at is not None


COORDINATOR = "Sandra Kemp <sandra.kemp@saltmarshprimary.example>"


@pytest.mark.parametrize("footer", [b"", b"\r\nScanned for viruses.\r\n"], ids=["same bytes", "a footer"])
@pytest.mark.parametrize("first", ["sent", "inbox"])
def test_an_answer_under_a_person_s_name_is_one_and_proven_once_it_is_found_in_the_sent_folder(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str, first: str, footer: bytes
) -> None:
    mail = letter(COORDINATOR, "[ICT-1041] your board", "The new board comes.", BROWN, headers={"Cc": OFFICE})
    looks: list[Callable[[], int]] = [lambda: take_all(desk, sent), lambda: take_inbox(desk, sent)]
    send(server, mail)
    server.store.deliver(USER, mail + footer)
    for look in looks if first == "sent" else reversed(looks):
        look()
    assert set(states(desk)) == {MailState.PROCESSED}
    assert len(entries(desk)) == 1
    assert incident(desk).responded_at is not None
    with desk.database.reading() as session:
        (mail_of_entry,) = session.scalars(select(MailRow).where(MailRow.id == entries(desk)[0].mail_id))
    assert mail_of_entry.incident_id is not None


def test_what_was_decided_on_a_filed_mail_stays_where_it_does_nothing_more(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    mail = letter(COORDINATOR, "[ICT-1041] your board", "Shall we?", OFFICE)
    server.store.deliver(USER, mail)
    take_inbox(desk, sent)
    with desk.database.reading() as session:
        before = session.execute(select(MailRow.id, MailRow.incident_id, MailRow.decision)).all()
    send(server, mail)
    take_all(desk, sent)
    with desk.database.reading() as session:
        assert session.execute(select(MailRow.id, MailRow.incident_id, MailRow.decision)).all() == before
    assert len(entries(desk, "Shall we?")) == 1


def test_a_mail_that_a_person_dropped_stays_dropped(desk: Desk, server: ImapServer, sent: SentBox) -> None:
    mail = letter(OFFICE, "Lunch", to="friend@elsewhere.example", headers={"Cc": OFFICE})
    put_in(desk, mail)
    process(desk)
    with desk.database.writing() as session:
        session.scalars(select(MailRow)).one().state = MailState.DROPPED
    send(server, mail)
    take_all(desk, sent)
    assert states(desk) == [MailState.DROPPED]


def test_the_first_human_answer_is_kept_whichever_is_found_first(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    send(server, answer(asked, "new board: second"), received_at=MONDAY + timedelta(hours=2))
    take_all(desk, sent)
    send(server, answer(asked, "new board: first"), received_at=MONDAY + timedelta(hours=1))
    take_all(desk, sent)
    assert incident(desk).responded_at == MONDAY + timedelta(hours=1)


def test_a_mail_that_the_server_cannot_read_holds_up_no_other(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    first, _ = send(server, answer(asked, "new board, one"), answer(asked, "new board, two"))
    server.faults.fail_mail(first)
    with capture_logs() as logs:
        assert [take_all(desk, sent), take_all(desk, sent)] == [1, 0]
    assert [line["uid"] for line in logs if "cannot be read" in line["event"]] == [first]


def test_a_mail_that_is_too_large_is_held_and_the_folder_is_named(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    sent.max_mail_bytes = 3000
    send(server, answer(asked, "x" * 5000), answer(asked))
    take_all(desk, sent)
    with desk.database.reading() as session:
        held = session.scalars(select(MailRow).where(MailRow.state == MailState.HELD)).one()
    assert "folder of sent mails" in held.held_reason
    assert len(entries(desk)) == 1


def test_more_than_one_batch_is_taken_in_turn_by_turn(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    send(server, *(answer(asked, f"new board {number}") for number in range(12)))
    assert take_in_sent(desk, sent) == 5
    assert sent.is_behind
    assert take_all(desk, sent) == 7
    assert len(entries(desk)) == 12


def test_a_death_before_the_commit_loses_nothing(
    desk: Desk, server: ImapServer, open_box: Callable[[], SentBox], asked: str
) -> None:
    send(server, answer(asked))
    server.faults.drop_at("FETCH")
    with pytest.raises(Lost):
        take_in_sent(desk, open_box())
    assert take_all(desk, open_box()) == 1


def test_a_folder_that_is_not_there_is_said_once_and_nothing_else_suffers(
    desk: Desk, server: ImapServer, sent: SentBox, asked: str
) -> None:
    server.store.account(USER).remove("Sent")
    with capture_logs() as logs:
        assert [take_in_sent(desk, sent), take_in_sent(desk, sent)] == [0, 0]
    assert [line["event"] for line in logs] == ["sent mails are not read"]
    server.store.deliver(USER, letter(subject="another"))
    assert take_inbox(desk, sent) == 1
    send(server, answer(asked))
    assert take_all(desk, sent) == 1


def test_the_decision_says_where_it_was_found(desk: Desk, server: ImapServer, sent: SentBox, asked: str) -> None:
    send(server, answer(asked))
    take_all(desk, sent)
    with desk.database.reading() as session:
        decision = json.loads(session.scalars(select(MailRow.decision).order_by(MailRow.id.desc())).first() or "{}")
    assert decision["sender"] == "sender verified: yes, it lies in the Sent folder of the desk's own mailbox"
    assert [action["action"] for action in decision["actions"]] == ["add_entry", "set_field"]


def test_a_desk_s_word_counts_as_its_answer_and_its_acknowledgement_does_not(desk: Desk, asked: str) -> None:
    assert incident(desk).responded_at is None
    act(desk, "1041", "start", "")
    act(desk, "1041", "note", "Rang BrightBoard")
    assert incident(desk).responded_at is None
    act(desk, "1041", "tell", "We are on it.")
    assert incident(desk).responded_at == MONDAY
    (entry,) = [each for each in entries(desk, "") if each.field == "responded_at"]
    assert (entry.old, entry.new) == ("", MONDAY.isoformat())
