"""The embedded IMAP server, as an ordinary mail program sees it."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from imapclient import IMAPClient

from mailtick.demo.imap_server import ImapServer
from mailtick.demo.imap_store import ImapStore

_USER = "ict@saltmarsh.example"
_NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
_PROJECTOR = b"From: Mrs Brown <j.brown@saltmarsh.example>\r\nSubject: The projector\r\n in Year 4\r\n\r\nIt hums.\r\n"
_PRINTER = b"From: office@saltmarsh.example\r\nSubject: Printer\r\n\r\nNo toner.\r\n"


@pytest.fixture
def server() -> Iterator[ImapServer]:
    server = ImapServer(ImapStore(lambda: _NOON))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def connect(server: ImapServer) -> Iterator[Callable[[], IMAPClient]]:
    """Opens a signed-in connection; all are closed after the test."""
    opened: list[IMAPClient] = []

    def open_one(user: str = _USER) -> IMAPClient:
        client = IMAPClient("127.0.0.1", server.port, ssl=False, timeout=10)
        opened.append(client)
        client.login(user, "anything")
        return client

    yield open_one
    for client in opened:
        client.shutdown()


@pytest.fixture
def client(server: ImapServer, connect: Callable[[], IMAPClient]) -> IMAPClient:
    """A mail program with INBOX open, in which two mails lie: the projector (read, marked) and the printer."""
    server.store.deliver(_USER, _PROJECTOR)
    server.store.deliver(_USER, _PRINTER, received_at=datetime(2026, 11, 18, 9, 30, tzinfo=UTC))
    client = connect()
    client.select_folder("INBOX")
    client.add_flags([1], [rb"\Seen", b"$Mark"])
    return client


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (["ALL"], [1, 2]),
        (["SEEN"], [1]),
        (["UNSEEN"], [2]),
        (["NOT", "SEEN"], [2]),
        (["KEYWORD", "$Mark"], [1]),
        (["UNKEYWORD", "$Mark"], [2]),
        (["OR", "SEEN", "UNSEEN"], [1, 2]),
        (["UID", "2:*"], [2]),
        (["UID", "9:*"], [2]),
        (["UID", "1:2", "UNSEEN"], [2]),
        (["NOT", ["UID", "1"]], [2]),
        (["1"], [1]),
        (["SUBJECT", "projector"], [1]),
        (["HEADER", "Subject", "year 4"], [1]),
        (["FROM", "office@"], [2]),
        (["TEXT", "toner"], [2]),
        (["SINCE", "17-Nov-2026"], [2]),
        (["BEFORE", "17-Nov-2026"], [1]),
        (["ON", "18-Nov-2026"], [2]),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else None,
)
def test_a_search_finds(client: IMAPClient, keys: list[object], found: list[int]) -> None:
    assert client.search(keys) == found


def test_looking_at_a_mail_marks_it_as_read_and_peeking_does_not(client: IMAPClient) -> None:
    client.fetch([2], ["BODY.PEEK[]", "BODY.PEEK[HEADER]"])
    assert client.get_flags([2]) == {2: ()}
    assert client.fetch([2], ["BODY[TEXT]"])[2][b"BODY[TEXT]"] == b"No toner.\r\n"
    assert client.get_flags([2]) == {2: (rb"\Seen",)}


def test_parts_of_a_mail_are_served(client: IMAPClient) -> None:
    answer = client.fetch([1], ["RFC822.SIZE", "BODY.PEEK[]<6.9>", "BODY.PEEK[HEADER.FIELDS (SUBJECT DATE)]"])[1]
    assert answer[b"RFC822.SIZE"] == len(_PROJECTOR)
    assert answer[b"BODY[]<6>"] == _PROJECTOR[6:15]
    assert answer[b"BODY[HEADER.FIELDS (SUBJECT DATE)]"] == b"Subject: The projector\r\n in Year 4\r\n\r\n"


def test_the_time_of_arrival_is_the_clocks_or_the_given_one(client: IMAPClient) -> None:
    client.normalise_times = False
    client.append("INBOX", _PRINTER, msg_time=datetime(2026, 11, 19, 8, 0, tzinfo=UTC))
    times = [answer[b"INTERNALDATE"] for answer in client.fetch([1, 2, 3], ["INTERNALDATE"]).values()]
    assert times == [_NOON, datetime(2026, 11, 18, 9, 30, tzinfo=UTC), datetime(2026, 11, 19, 8, 0, tzinfo=UTC)]


def test_a_moved_mail_takes_its_flags_along_and_others_see_it_go(
    client: IMAPClient, connect: Callable[[], IMAPClient]
) -> None:
    other = connect()
    other.select_folder("INBOX")
    client.create_folder("Mailtick/Held")
    client.move([1], "Mailtick/Held")
    assert client.search("ALL") == [2]
    assert (1, b"EXPUNGE") in other.noop()[1]
    assert other.select_folder("Mailtick/Held")[b"EXISTS"] == 1
    assert other.get_flags([1]) == {1: (b"$Mark", rb"\Seen")}


def test_expunge_takes_only_what_is_marked_as_deleted(client: IMAPClient) -> None:
    client.copy([1], "Sent")
    client.delete_messages([1])
    client.expunge()
    assert client.search("ALL") == [2]
    assert client.folder_status("Sent", ["MESSAGES"]) == {b"MESSAGES": 1}


def test_folders_can_be_made_listed_and_deleted(client: IMAPClient) -> None:
    client.create_folder("Büro/Eingang")
    assert {name for _, _, name in client.list_folders()} == {"INBOX", "Sent", "Büro", "Büro/Eingang"}
    assert {name for _, _, name in client.list_folders("", "%")} == {"INBOX", "Sent", "Büro"}
    assert client.find_special_folder(rb"\Sent") == "Sent"
    client.delete_folder("Büro/Eingang")
    assert not client.folder_exists("Büro/Eingang")


@pytest.mark.parametrize("command", ["SELECT Nowhere", "COPY 1 Nowhere", "DELETE INBOX", "CREATE INBOX"])
def test_what_is_not_possible_is_refused_and_the_session_goes_on(client: IMAPClient, command: str) -> None:
    assert _answers(client, f"LOGIN {_USER} x", "SELECT INBOX", command, "LOGOUT") == [b"OK", b"OK", b"NO", b"OK"]


@pytest.mark.parametrize(
    "command",
    [
        *("FETCH 1", "FETCH x FLAGS", "FETCH 1 (BODY[7])", "SEARCH NONSENSE", "SEARCH KEYWORD", "STORE 1", "LOGIN a"),
        *("NONSENSE", "(", ")", "UID", "AUTHENTICATE PLAIN x", "APPEND INBOX"),
    ],
)
def test_what_cannot_be_read_is_bad_and_the_session_goes_on(client: IMAPClient, command: str) -> None:
    assert _answers(client, f"LOGIN {_USER} x", "SELECT INBOX", command, "LOGOUT") == [b"OK", b"OK", b"BAD", b"OK"]


@pytest.mark.parametrize("command", ['LIST "" *', "SELECT INBOX", "FETCH 1 FLAGS", "IDLE", "NAMESPACE"])
def test_nothing_is_served_before_the_sign_in(client: IMAPClient, command: str) -> None:
    assert _answers(client, command, "LOGOUT") == [b"NO", b"OK"]


def test_of_many_who_wait_the_right_one_is_woken(server: ImapServer, connect: Callable[[str], IMAPClient]) -> None:
    clients = [connect(f"u{number}@saltmarsh.example") for number in range(60)]
    for client in clients:
        client.select_folder("INBOX")
        client.idle()
    server.store.deliver("u7@saltmarsh.example", _PRINTER)
    assert clients[7].idle_check(timeout=10) == [(1, b"EXISTS")]
    heard = [bool(client.idle_done()[1]) for client in clients]
    assert not any(heard)


def _answers(client: IMAPClient, *commands: str) -> list[bytes]:
    """OK, NO or BAD to each command, sent in one go on a connection of its own."""
    with socket.create_connection(client.socket().getpeername(), 10) as link, link.makefile("rb") as lines:
        link.sendall("".join(f"a{number} {command}\r\n" for number, command in enumerate(commands)).encode())
        return [line.split()[1] for line in lines if re.match(rb"a\d+ ", line)]
