"""One client's conversation with the embedded IMAP server (RFC 3501, with the extensions of CAPABILITIES)."""

from __future__ import annotations

import contextlib
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mailtick.demo.imap_faults import Hangup, ImapFaults, Wire
from mailtick.demo.imap_store import Account, Folder, ImapStore, StoredMail
from mailtick.demo.imap_syntax import Bad, Command, parse_command, parse_set, pick, text_of

CAPABILITIES = (
    *("IMAP4rev1", "LITERAL+", "IDLE", "MOVE", "UIDPLUS", "UNSELECT", "NAMESPACE", "ID", "ENABLE", "SPECIAL-USE"),
    *("SASL-IR", "AUTH=PLAIN"),
)
_LITERAL = re.compile(rb"\{(\d+)(\+?)\}$")
# While these run without UID, sequence numbers must not shift (RFC 3501 section 7.4.1).
_NUMBERS_STAY = {"FETCH", "STORE", "SEARCH"}

# What a command does: it says its untagged answers and returns the text after OK, or nothing.
Obey = Callable[["Session", Command], bytes | None]
SignIn = Callable[[str, str], bool]


class No(Exception):
    """The command is understood and refused: answer NO."""


@dataclass(frozen=True, slots=True)
class ImapService:
    """What all sessions of one server share. `tls` is for STARTTLS; None where the server offers none."""

    store: ImapStore
    faults: ImapFaults
    sign_in: SignIn
    tls: ssl.SSLContext | None = None


class Session:
    """One connection, from the greeting to LOGOUT."""

    def __init__(self, service: ImapService, wire: Wire, commands: Mapping[str, Obey]) -> None:
        self.service = service
        self._commands = commands
        self.wire = wire
        self.is_protected = service.tls is None
        self.account: Account | None = None
        self.folder: Folder | None = None
        self.uidvalidity = 0
        self.is_read_only = False
        # The UIDs as this client knows them; the index plus one is the sequence number.
        self.view: list[int] = []
        self.version = -1

    def run(self) -> None:
        """Talk until the client leaves or the connection ends."""
        with contextlib.suppress(Hangup):
            self.say(b"* OK [CAPABILITY %s] mailtick post office" % self.capabilities())
            while self._answer_one():
                pass

    def _answer_one(self) -> bool:
        """Obey one command and answer it; False after the last one."""
        pieces = self._read_pieces()
        tag = pieces[0].partition(b" ")[0] or b"*"
        try:
            command = parse_command(pieces)
            text = self._obey(command)
        except No as refusal:
            self.say(tag + b" NO " + str(refusal).encode())
        except Bad as error:
            self.say(tag + b" BAD " + str(error).encode("ascii", "replace"))
        else:
            news = self.news() if command.is_uid or command.name not in _NUMBERS_STAY else []
            self.say(*news, tag + b" " + text)
            if command.name == "STARTTLS" and self.service.tls is not None:
                self.wire.start_tls(self.service.tls)
            return command.name != "LOGOUT"
        return True

    def _obey(self, command: Command) -> bytes:
        if (planned := self.service.faults.meet(command.name)) is not None:
            return planned.encode()
        obey = self._commands.get(command.name)
        if obey is None or command.name in self.service.faults.hidden:
            raise Bad(f"unknown command {command.name}")
        return b"OK " + (obey(self, command) or b"done")

    def _read_pieces(self) -> list[bytes]:
        pieces: list[bytes] = []
        while True:
            line = self.wire.read_line()
            found = _LITERAL.search(line)
            if found is None:
                return [*pieces, line]
            if not found[2]:
                self.say(b"+ go on")
            pieces += [line[: found.start()], self.wire.read_literal(int(found[1]))]

    def say(self, *lines: bytes) -> None:
        if lines:
            self.wire.send(b"\r\n".join(lines) + b"\r\n")

    def capabilities(self) -> bytes:
        names = [name for name in CAPABILITIES if name not in self.service.faults.hidden]
        if not self.is_protected:
            names.append("STARTTLS")
        return " ".join(names).encode()

    def news(self) -> list[bytes]:
        """The answers that bring this client's view up to date."""
        if self.account is None or self.folder is None:
            return []
        with self.account.lock:
            if self.folder.uidvalidity != self.uidvalidity:
                self.say(b"* BYE the folder was made anew")
                raise Hangup
            if self.folder.version == self.version:
                return []
            self.version = self.folder.version
            gone = [number for number, uid in enumerate(self.view, 1) if uid not in self.folder.mails]
            new = self.folder.uids_after(self.view[-1] if self.view else 0)
            self.view = [uid for uid in self.view if uid in self.folder.mails] + new
        lines = [b"* %d EXPUNGE" % number for number in reversed(gone)]
        return [*lines, b"* %d EXISTS" % len(self.view)] if new else lines

    @property
    def mine(self) -> Account:
        if self.account is None:
            raise No("sign in first")
        return self.account

    def named(self, name: bytes) -> tuple[str, Folder]:
        text = "INBOX" if name.upper() == b"INBOX" else name.decode("ascii", "replace")
        folder = self.mine.folders.get(text)
        if folder is None:
            raise No("[TRYCREATE] no such folder")
        return text, folder

    @property
    def open(self) -> Folder:
        if self.folder is None:
            raise No("select a folder first")
        return self.folder

    def picked(self, command: Command) -> list[tuple[int, StoredMail]]:
        folder = self.open
        last = self.uid_last() if command.is_uid else len(self.view)
        ranges = parse_set(text_of(command.arguments, 0), last)
        with self.mine.lock:
            pairs = pick(self.view, ranges, is_uid=command.is_uid)
            return [(number, folder.mails[uid]) for number, uid in pairs if uid in folder.mails]

    def uid_last(self) -> int:
        return self.view[-1] if self.view else 0
