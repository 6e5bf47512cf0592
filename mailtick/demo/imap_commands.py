"""The commands that the embedded IMAP server obeys; `COMMANDS` at the end lists them.

Each takes the session and the command, says its untagged answers and returns the text after OK, or nothing.
"""

from __future__ import annotations

import base64
import contextlib
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from mailtick.demo.imap_fetch import fetch_answer
from mailtick.demo.imap_session import No, Obey, Session
from mailtick.demo.imap_store import Account, StoredMail
from mailtick.demo.imap_syntax import Bad, Command, quote, search, text_of, words_of

_SYSTEM_FLAGS = rb"\Answered \Flagged \Deleted \Seen \Draft"


# Any state.


def _capability(session: Session, command: Command) -> None:
    session.say(b"* CAPABILITY " + session.capabilities())


def _noop(session: Session, command: Command) -> None:
    return None


def _id(session: Session, command: Command) -> None:
    session.say(b'* ID ("name" "mailtick")')


def _enable(session: Session, command: Command) -> None:
    session.say(b"* ENABLED")


def _logout(session: Session, command: Command) -> None:
    session.say(b"* BYE goodbye")


def _starttls(session: Session, command: Command) -> None:
    if session.is_protected:
        raise Bad("no TLS to start")
    session.is_protected = True


def _login(session: Session, command: Command) -> None:
    _sign_in(session, text_of(command.arguments, 0), text_of(command.arguments, 1))


def _authenticate(session: Session, command: Command) -> None:
    if text_of(command.arguments, 0).upper() != b"PLAIN":
        raise No("only PLAIN is spoken here")
    if len(command.arguments) > 1:
        response = text_of(command.arguments, 1)
    else:
        session.say(b"+ ")
        response = session.wire.read_line()
    try:
        _, user, password = base64.b64decode(response).split(b"\0")
    except ValueError as error:
        raise Bad("no answer to AUTHENTICATE PLAIN") from error
    _sign_in(session, user, password)


def _sign_in(session: Session, user: bytes, password: bytes) -> None:
    if not session.service.sign_in(user.decode("utf-8", "replace"), password.decode("utf-8", "replace")):
        raise No("[AUTHENTICATIONFAILED] wrong user or password")
    session.account = session.service.store.account(user.decode("utf-8", "replace"))


# Folders.


def _namespace(session: Session, command: Command) -> None:
    account = session.mine
    separator = quote(account.separator.encode()) if account.separator else b"NIL"
    session.say(b"* NAMESPACE ((%s %s)) NIL NIL" % (quote(account.prefix.encode()), separator))


def _list(session: Session, command: Command) -> None:
    account, arguments = session.mine, command.arguments
    separator = quote(account.separator.encode()) if account.separator else b"NIL"
    # LIST (SPECIAL-USE) "" "*" lists only what has a use (RFC 6154 section 2).
    is_selected = bool(arguments) and isinstance(arguments[0], list)
    if is_selected:
        if b"SPECIAL-USE" not in session.capabilities() or words_of(arguments[0]) != [b"SPECIAL-USE"]:
            raise Bad("this choice of folders is unknown")
        arguments = arguments[1:]
    pattern = (text_of(arguments, 0) + text_of(arguments, 1)).decode("ascii", "replace")
    if not text_of(arguments, 1):
        session.say(b'* LIST (\\Noselect) %s ""' % separator)
        return
    level = f"[^{re.escape(account.separator)}]*" if account.separator else ".*"
    wanted = re.compile(re.escape(pattern).replace(r"\*", ".*").replace("%", level), re.IGNORECASE)
    for name in filter(wanted.fullmatch, list(account.folders)):
        use = b" \\Sent" if name == account.prefix + "Sent" else b""
        if is_selected and not use:
            continue
        if not session.service.faults.tells_use(asked=is_selected):
            use = b""
        session.say(b"* %s (\\HasNoChildren%s) %s %s" % (command.name.encode(), use, separator, quote(name.encode())))


def _create(session: Session, command: Command) -> None:
    account = session.mine
    name = text_of(command.arguments, 0).decode("ascii", "replace").rstrip(account.separator)
    with account.lock:
        if name in account.folders:
            raise No("[ALREADYEXISTS] it is there already")
        account.make(name)


def _delete(session: Session, command: Command) -> None:
    name, _ = session.named(text_of(command.arguments, 0))
    if name == "INBOX":
        raise No("INBOX stays")
    session.mine.remove(name)


def _subscribe(session: Session, command: Command) -> None:
    session.named(text_of(command.arguments, 0))


def _status(session: Session, command: Command) -> None:
    with session.mine.lock:
        name, folder = session.named(text_of(command.arguments, 0))
        figures = {
            b"MESSAGES": len(folder.mails),
            b"UIDNEXT": folder.uid_next,
            b"UIDVALIDITY": folder.uidvalidity,
            b"RECENT": 0,
            b"UNSEEN": sum(b"\\Seen" not in mail.flags for mail in folder.mails.values()),
        }
    asked = [word.upper() for word in words_of(command.arguments[1])] if len(command.arguments) > 1 else []
    known = b" ".join(b"%s %d" % (word, figures[word]) for word in asked if word in figures)
    session.say(b"* STATUS %s (%s)" % (quote(name.encode()), known))


def _select(session: Session, command: Command) -> bytes:
    session.folder = None
    with session.mine.lock:
        _, folder = session.named(text_of(command.arguments, 0))
        session.view, session.version = list(folder.mails), folder.version
        session.folder, session.uidvalidity = folder, folder.uidvalidity
    session.is_read_only = command.name == "EXAMINE"
    own = rb" \*" if session.service.faults.keeps_keywords else b""
    session.say(
        b"* FLAGS (%s)" % _SYSTEM_FLAGS,
        b"* OK [PERMANENTFLAGS (%s%s)] kept" % (_SYSTEM_FLAGS, own),
        b"* %d EXISTS" % len(session.view),
        b"* 0 RECENT",
        b"* OK [UIDVALIDITY %d] valid" % session.uidvalidity,
        b"* OK [UIDNEXT %d] next" % folder.uid_next,
    )
    return b"[READ-ONLY] open" if session.is_read_only else b"[READ-WRITE] open"


def _unselect(session: Session, command: Command) -> None:
    session.folder = None


def _close(session: Session, command: Command) -> None:
    if not session.is_read_only:
        _expunge(session, replace(command, is_uid=False, arguments=[]))
    session.folder = None


def _append(session: Session, command: Command) -> bytes:
    account, arguments = session.mine, command.arguments
    flags = next((words_of(each) for each in arguments[1:-1] if isinstance(each, list)), [])
    dates = [each for each in arguments[1:-1] if isinstance(each, bytes)]
    with account.lock:
        _, folder = session.named(text_of(arguments, 0))
        received_at = _parse_date(dates[0]) if dates else session.service.store.clock()
        mail = folder.add(text_of(arguments, max(len(arguments) - 1, 1)), received_at, _kept(session, flags))
    account.announce()
    return b"[APPENDUID %d %d] taken" % (folder.uidvalidity, mail.uid)


# Mails of the open folder.


def _fetch(session: Session, command: Command) -> None:
    if len(command.arguments) < 2:
        raise Bad("what to fetch?")
    names = words_of(command.arguments[1])
    if command.is_uid and b"UID" not in [name.upper() for name in names]:
        names.append(b"UID")
    # Outside the lock: a slow client must not hold up a delivery.
    for number, mail in session.picked(command):
        if any(b"[" in name for name in names) and session.service.faults.is_broken(mail.uid):
            raise No("[SERVERBUG] the mail cannot be read")
        answer, is_read = fetch_answer(mail, names)
        if is_read and not session.is_read_only:
            _set_flags(session, mail, mail.flags | {b"\\Seen"})
        session.say(b"* %d FETCH (%s)" % (number, answer))


def _store(session: Session, command: Command) -> None:
    operation = text_of(command.arguments, 1).upper()
    flags = _kept(session, [word for each in command.arguments[2:] for word in words_of(each)])
    if session.is_read_only:
        raise No("the folder is open for reading only")
    for number, mail in session.picked(command):
        after = mail.flags | flags if operation[:1] == b"+" else flags
        after = mail.flags - flags if operation[:1] == b"-" else after
        _set_flags(session, mail, after)
        if not operation.endswith(b".SILENT"):
            uid = b" UID %d" % mail.uid if command.is_uid else b""
            session.say(b"* %d FETCH (FLAGS (%s)%s)" % (number, b" ".join(sorted(after)), uid))


def _kept(session: Session, flags: list[bytes]) -> frozenset[bytes]:
    keeps_all = session.service.faults.keeps_keywords
    return frozenset(flag for flag in flags if keeps_all or flag.startswith(b"\\"))


def _set_flags(session: Session, mail: StoredMail, flags: frozenset[bytes]) -> None:
    with session.mine.lock:
        if mail.uid in session.open.mails:
            session.open.mails[mail.uid] = replace(mail, flags=flags)


def _search(session: Session, command: Command) -> None:
    with session.mine.lock:
        found = search(command.arguments, session.view, session.open.mails, session.uid_last())
    numbers = (mail.uid if command.is_uid else number for number, mail in found)
    session.say(b"* SEARCH" + b"".join(b" %d" % number for number in numbers))


def _copy(session: Session, command: Command) -> bytes | None:
    account = session.mine
    with account.lock:
        _, target = session.named(text_of(command.arguments, 1))
        mails = [mail for _, mail in session.picked(command)]
        if not mails:
            return None
        copies = [target.add(mail.raw, mail.received_at, mail.flags) for mail in mails]
        if command.name == "MOVE":
            session.open.remove(mail.uid for mail in mails)
    account.announce()
    here, there = (b",".join(b"%d" % mail.uid for mail in each) for each in (mails, copies))
    code = b"[COPYUID %d %s %s]" % (target.uidvalidity, here, there)
    if command.name == "COPY":
        return code + b" copied"
    session.say(b"* OK %s moved" % code)
    return None


def _expunge(session: Session, command: Command) -> None:
    account, folder = session.mine, session.open
    with account.lock:
        picked = [mail for _, mail in session.picked(command)] if command.is_uid else list(folder.mails.values())
        folder.remove(mail.uid for mail in picked if b"\\Deleted" in mail.flags)
    account.announce()


def _idle(session: Session, command: Command) -> None:
    account = session.mine
    awake, alarm = socket.socketpair()
    with awake, alarm, _watching(account, lambda: _ring(alarm)):
        # News that are there already go out in one packet with the answer, as with other servers.
        session.say(b"+ idling", *session.news())
        while not session.wire.wait(awake):
            awake.recv(4096)
            session.say(*session.news())
        if session.wire.read_line().upper() != b"DONE":
            raise Bad("DONE was expected")


@contextlib.contextmanager
def _watching(account: Account, wake: Callable[[], None]) -> Iterator[None]:
    account.watch(wake)
    try:
        yield
    finally:
        account.unwatch(wake)


def _ring(alarm: socket.socket) -> None:
    # A full pipe rings already, a closed one belongs to a session that has just ended.
    alarm.setblocking(False)
    with contextlib.suppress(OSError):
        alarm.send(b"!")


def _parse_date(text: bytes) -> datetime:
    try:
        return datetime.strptime(text.decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError as error:
        raise Bad("no date") from error


COMMANDS: dict[str, Obey] = {
    "CAPABILITY": _capability,
    "NOOP": _noop,
    "CHECK": _noop,
    "ID": _id,
    "ENABLE": _enable,
    "LOGOUT": _logout,
    "STARTTLS": _starttls,
    "LOGIN": _login,
    "AUTHENTICATE": _authenticate,
    "NAMESPACE": _namespace,
    "LIST": _list,
    "LSUB": _list,
    "CREATE": _create,
    "DELETE": _delete,
    "SUBSCRIBE": _subscribe,
    "UNSUBSCRIBE": _subscribe,
    "STATUS": _status,
    "SELECT": _select,
    "EXAMINE": _select,
    "UNSELECT": _unselect,
    "CLOSE": _close,
    "APPEND": _append,
    "FETCH": _fetch,
    "STORE": _store,
    "SEARCH": _search,
    "COPY": _copy,
    "MOVE": _copy,
    "EXPUNGE": _expunge,
    "IDLE": _idle,
}
