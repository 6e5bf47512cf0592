"""`mailtick check`: try everything that the configuration names, and report all faults at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from mailtick.cli.senders import MOST_MAILS, say_what_proves
from mailtick.cli.shown import config_option, in_sentences, json_option, print_json, settings_of
from mailtick.config import Settings, find_line, find_rules
from mailtick.config.faults import written
from mailtick.config.lines import KeyPath
from mailtick.config.servers import FOUND_BY_ITSELF, MailboxSettings
from mailtick.daemon.build import build_desk, imap_account, smtp_account
from mailtick.incidents.samples import SAMPLES
from mailtick.mail.parse import parse_mail
from mailtick.registers.firm_hours import hours_not_understood
from mailtick.rounds.lookup import StoreLookup
from mailtick.rounds.rule_names import unknown_mailboxes, unknown_names
from mailtick.rounds.summarise import summary_readers
from mailtick.store import mails
from mailtick.store.database import DatabaseAway
from mailtick.store.migrate import NotReady, TooNew
from mailtick.templating import Templates, check_papers
from mailtick.transport.imap import FolderMissing, Lost, Mailbox, SignInRefused
from mailtick.transport.smtp import CannotSend, SmtpSender


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried. `key` is where it stands: ("mailbox", 0) is the first [[mailbox]]."""

    key: KeyPath
    is_fault: bool
    words: str


@click.command(short_help="Try all that the configuration names, and say every fault.")
@json_option
@config_option
@in_sentences
def check(as_json: bool, config_path: Path) -> None:
    """Try sign-in, folders, IDLE, SMTP, database, templates and rules. Exit status 1 if anything is wrong."""
    settings = settings_of(config_path)
    findings = [finding for part in PARTS for finding in part(settings)]
    if as_json:
        print_json([_as_json(finding, config_path) for finding in findings])
    else:
        for finding in findings:
            click.echo(_in_words(finding, config_path))
    faults = sum(finding.is_fault for finding in findings)
    if faults:
        raise SystemExit(1)
    if not as_json:
        click.echo("Everything works; `mailtick run` starts the desk.")


def _in_words(finding: Finding, path: Path) -> str:
    """A fault as the configuration's own are said: file, line, key, and what to do."""
    if not finding.is_fault:
        return f"ok     {written(finding.key)}: {finding.words}"
    file, line = _place(finding, path)
    return f"FAULT  {file}:{line or 1}: {written(finding.key)}: {finding.words}"


def _place(finding: Finding, path: Path) -> tuple[Path, int | None]:
    """The file and the line: a rule may stand in a file of its own."""
    match finding.key:
        case ("rule", int(index)):
            place = find_rules(path)[index]
            return place.file, place.line
        case _:
            return path, find_line(path, finding.key)


def _as_json(finding: Finding, path: Path) -> dict[str, object]:
    file, line = _place(finding, path)
    return {
        "key": written(finding.key),
        "file": str(file),
        "line": line,
        "ok": not finding.is_fault,
        "words": finding.words,
    }


def _mailboxes(settings: Settings) -> Iterator[Finding]:
    for index, mailbox in enumerate(settings.mailboxes):
        yield _mailbox(("mailbox", index), mailbox, is_shadow=settings.desk.shadow)


def _mailbox(key: KeyPath, settings: MailboxSettings, *, is_shadow: bool) -> Finding:
    try:
        mailbox = Mailbox.connect(imap_account(settings, is_read_only=is_shadow))
    except (Lost, SignInRefused, FolderMissing) as error:
        return Finding(key, True, str(error))
    try:
        waiting = len(mailbox.waiting_uids())
        news = "tells of new mail at once (IDLE)" if mailbox.can_idle else "has no IDLE, so it is polled"
        if mailbox.filing_refusal:
            return Finding(key, True, mailbox.filing_refusal)
        moves = "moves mail" if mailbox.can_move else "marks mail with a keyword, it has no MOVE"
        filing = "is only read, for this is a shadow" if is_shadow else moves
        return _sent(key, settings, mailbox) or Finding(
            key,
            False,
            f"signed in as {settings.user}; the server {news} and {filing}; {_sent_words(mailbox)}; {waiting} waiting",
        )
    except Lost as error:
        return Finding(key, True, str(error))
    finally:
        mailbox.close()


def _sent(key: KeyPath, settings: MailboxSettings, mailbox: Mailbox) -> Finding | None:
    """A folder of sent mails that is named and cannot be read; one that is not found is no fault."""
    if mailbox.sent.stand() is not None or settings.sent_folder in ("", FOUND_BY_ITSELF):
        return None
    return Finding((*key, "sent_folder"), True, mailbox.sent.refusal)


def _sent_words(mailbox: Mailbox) -> str:
    stand = mailbox.sent.stand()
    return f'sent mails are seen in "{stand.folder}"' if stand else "it has no folder of sent mails to look at"


def _smtp(settings: Settings) -> Iterator[Finding]:
    sender = SmtpSender(smtp_account(settings.smtp))
    try:
        sender.check()
        yield Finding(("smtp",), False, f"{settings.smtp.host}:{settings.smtp.port} takes mail from us")
    except CannotSend as error:
        yield Finding(("smtp",), True, str(error))
    finally:
        sender.close()


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        desk = build_desk(settings)
    except (DatabaseAway, NotReady, TooNew) as error:
        yield Finding(("store", "url"), True, str(error))
        return
    yield Finding(("store", "url"), False, "the database is there and up to date")
    with desk.database.reading() as session:
        lookup = StoreLookup(session, settings.desk.prefix)
        yield from _rules(settings, lookup)
        yield from (Finding(("store", "url"), True, words) for words in hours_not_understood(session))
        newest = [parse_mail(raw) for raw in mails.last_received(session, MOST_MAILS)]
        proves = say_what_proves(newest, settings.desk.authserv_ids)
        yield Finding(("desk", "authserv_ids"), False, proves)
        if not summary_readers(session, settings.summary.to):
            yield Finding(("summary", "to"), True, "nobody would get the weekly summary; name a role that somebody has")
    desk.database.close()


def _rules(settings: Settings, lookup: StoreLookup) -> Iterator[Finding]:
    """What a rule names must exist: found now, not when the first mail comes."""
    faults = 0
    mailboxes = tuple(each.name for each in settings.mailboxes)
    for index, rule in enumerate(settings.rules):
        for words in (*unknown_names(rule, lookup), *unknown_mailboxes(rule, mailboxes)):
            faults += 1
            yield Finding(("rule", index), True, f'"{rule.name}": {words}')
    if not faults:
        yield Finding(("rule",), False, f"{len(settings.rules)} rules, and all that they name exists")


def _templates(settings: Settings) -> Iterator[Finding]:
    templates = Templates(settings.templates.folder, settings.desk.zone)
    for index, rule in enumerate(settings.rules):
        if rule.then.template and rule.then.template not in templates.chosen:
            missing = f'"{rule.name}": there is no rules/{rule.then.template}.jinja in the folder of the templates'
            yield Finding(("rule", index), True, missing)
    faults = templates.check(SAMPLES) + check_papers(settings.templates.folder, settings.desk.zone)
    yield from (Finding(("templates", "folder"), True, fault) for fault in faults)
    if not faults:
        yield Finding(("templates", "folder"), False, f"{len(templates.names)} templates, all of them can be used")


PARTS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_mailboxes, _smtp, _database, _templates)
