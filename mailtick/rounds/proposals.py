"""Lay proposals before people, and do what they say to them.

Promise: what a proposal writes, its state, and the mail that tells of it are one commit; a second word on the same
proposal finds it decided.
Failures: what cannot be written raises NotAllowed or NotKept, a sentence; nothing was changed, the proposal stays open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import NoticeKind, Notify
from mailtick.incidents.incident import Incident
from mailtick.incidents.lifecycle import NotAllowed
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.notices import Notice, TranscriptLine
from mailtick.incidents.people import Person, Role
from mailtick.incidents.proposals.acts import AnswerProposal, FilePaper, JoinProposal, ProposalWord, Propose
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, as_text, from_text, may_decide
from mailtick.incidents.undoing import is_too_late
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.parse import parse_mail
from mailtick.registers import proposing
from mailtick.registers.changing import Author, NotKept
from mailtick.registers.proposing import Written
from mailtick.rounds import learned, news
from mailtick.rounds.asked import notice_of_asked
from mailtick.rounds.clocks import answer_by
from mailtick.rounds.contentment import asks
from mailtick.rounds.kept_rows import is_row
from mailtick.rounds.relating import notice_of_split
from mailtick.rounds.tell import notice_of
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import desk as desk_store
from mailtick.store import kept, mails, people
from mailtick.store.calendar import school_days
from mailtick.store.tables import ProposalRow

log = structlog.get_logger()


def apply_proposal(
    session: Session, desk: Desk, action: Propose | JoinProposal | AnswerProposal | FilePaper, cause: Cause
) -> int | None:
    """Make an action about the registers true, and return the proposal's number if it is about one."""
    if isinstance(action, AnswerProposal):
        _answer_by_mail(session, desk, action, cause)
        return action.proposal
    if isinstance(action, JoinProposal):
        _join(session, action)
        return action.proposal
    if isinstance(action, FilePaper):
        if cause.mail_id is None:
            raise LookupError("a paper comes with a mail")
        kept.file_papers(session, action.register, action.key, cause.mail_id, action.names, desk.clock())
        return None
    content = as_text(action.proposal)
    row = ProposalRow(mail_id=cause.mail_id, kind=action.proposal.kind.value, content=content, made_at=desk.clock())
    row.told_at = desk.clock() if action.is_told or action.is_recorded else None
    session.add(row)
    session.flush()
    if action.is_recorded:
        author = Author(action.because.partition(";")[0], f"proposal {row.id}", desk.clock(), cause.mail_id)
        _confirm(session, desk, row, action.proposal, (), author, is_at_once=True)
        row.decided_at, row.decided_by = desk.clock(), "the desk"
    log.info("proposal", proposal=row.id, kind=row.kind, mail=row.mail_id)
    return row.id


def _join(session: Session, action: JoinProposal) -> None:
    row = kept.proposal_row(session, action.proposal, lock=True)
    if row is None:
        raise LookupError(f"there is no proposal {action.proposal}")
    row.content = as_text(action.content)
    if action.is_other:
        row.told_at = None
    log.info("proposal joined", proposal=row.id, is_other=action.is_other)


def _answer_by_mail(session: Session, desk: Desk, action: AnswerProposal, cause: Cause) -> None:
    shown = " ".join((action.word, *(f"{name}={value}" for name, value in action.cells)))
    try:
        with session.begin_nested():
            done = decide(session, desk, action.proposal, action.word, action.cells, action.by, cause.mail_id)
        line = TranscriptLine(shown, True, done)
    except (NotAllowed, NotKept) as error:
        line = TranscriptLine(shown, False, str(error))
    write_mail(session, desk, notices.transcript(action.by, (line,), None), cause)


def decide(
    session: Session,
    desk: Desk,
    number: int,
    word: ProposalWord,
    cells: Sequence[tuple[str, str]],
    by: Person,
    mail_id: int | None = None,
) -> str:
    """Do what a person says to a proposal, and return in a sentence what was done. Raises NotAllowed, NotKept.

    `mail_id` is the mail that said it; without it, the mail that was read stands as the cause of what is written.
    """
    row = kept.proposal_row(session, number, lock=True)
    if row is None:
        raise NotAllowed(f"there is no proposal {number}; `mailtick proposals` lists them")
    if not may_decide(by, ProposalKind(row.kind)):
        finance = ", and finance" if row.kind == ProposalKind.PAYMENT else ""
        raise NotAllowed(f"this is for coordinator and deputy{finance} to decide, and {by.name} is neither")
    proposal = from_text(row.content)
    author = Author(by.name, f"proposal {number}", desk.clock(), mail_id or row.mail_id)
    match word:
        case ProposalWord.CONFIRM:
            done = _confirm(session, desk, row, proposal, cells, author)
        case ProposalWord.DECLINE:
            _require(row, "open", f"proposal {number} is {row.state} already")
            row.state, done = "declined", "declined; nothing was written"
        case ProposalWord.UNDO:
            if mail_id is not None and row.decided_at is not None and is_too_late(row.decided_at, desk.clock()):
                raise NotAllowed(
                    f"proposal {number} was decided more than a week ago, and a reply does not take it back any more; "
                    f"`mailtick confirm --undo {number}` does, where nothing was changed since"
                )
            done = _undo(session, desk, row, author)
    row.decided_at, row.decided_by = desk.clock(), by.name
    log.info("proposal decided", proposal=number, state=row.state)
    return done


def _confirm(
    session: Session,
    desk: Desk,
    row: ProposalRow,
    proposal: Proposal,
    cells: Sequence[tuple[str, str]],
    by: Author,
    *,
    is_at_once: bool = False,
) -> str:
    _require(row, "open", f"proposal {row.id} is {row.state} already; `undo` opens it again")
    if proposal.rule is not None:
        row.state = "confirmed"
        return learned.learn(desk, proposal.rule, by.who)
    written: tuple[Written, ...] = ()
    if proposal.writes or not proposal.told:
        earlier = [each for each in proposing.from_text(row.written) if not is_row(each)]
        written = proposing.confirm(session, proposal, cells, by, earlier)
    if proposal.told:
        received_at = _received_at(session, row)
        written += news.confirm(session, desk, proposal, received_at, by, is_at_once=is_at_once)
    row.state, row.written = "confirmed", proposing.as_text(written)
    if proposal.account_mark and proposal.provider:
        kept.note_account(session, proposal.provider, proposal.account_mark, row.id)
    if proposal.told:
        is_quote = any(each.kind is NewsKind.QUOTE for each in proposal.told)
        further = "; #ask-approval and what it is for puts the quote to who decides" if is_quote else ""
        return f"recorded: {news.in_words(proposal.told)}{further}"
    keys = list(dict.fromkeys(each.key for each in written))
    shown = ", ".join(keys[:8]) + (f" and {len(keys) - 8} more" if len(keys) > 8 else "")
    return f"written: {shown}" if keys else "confirmed; it stood there already"


def _undo(session: Session, desk: Desk, row: ProposalRow, by: Author) -> str:
    rule = from_text(row.content).rule
    if row.state == "confirmed" and rule is not None:
        row.state = "open"
        return f"{learned.forget(desk, rule.name)}; the proposal is open again"
    if row.state == "confirmed":
        today = desk.clock().astimezone(desk.policy.zone).date()
        written, job = proposing.from_text(row.written), from_text(row.content).job
        proposing.undo(session, [each for each in written if not is_row(each)], by, today)
        if job is not None:
            news.undo(session, [each for each in written if is_row(each)], job, by)
        kept.forget_account(session, row.id)
    elif row.state != "declined":
        raise NotAllowed(f"proposal {row.id} is open still; there is nothing to take back")
    row.state = "open"
    return "taken back; the proposal is open again"


def _received_at(session: Session, row: ProposalRow) -> datetime:
    """When the mail came that the proposal was read in."""
    mail = mails.mail_by_id(session, row.mail_id) if row.mail_id else None
    return mail.received_at if mail else row.made_at


def _require(row: ProposalRow, state: str, otherwise: str) -> None:
    if row.state != state:
        raise NotAllowed(otherwise)


def notice_for(
    session: Session, desk: Desk, action: Notify, to: Person, incident: Incident | None, proposal: int | None
) -> Notice:
    """The notice that an action asks for; `proposal` is the one that the same decision makes."""
    if action.notice is NoticeKind.PROPOSAL and proposal is not None:
        return notice_of_proposal(session, proposal, to)
    if action.notice is NoticeKind.ASKED:
        return notice_of_asked(session, desk, action, to, incident)
    if action.notice is NoticeKind.SPLIT and incident is not None:
        return notice_of_split(session, desk, incident, to)
    is_acknowledgement = action.notice in (NoticeKind.ACKNOWLEDGEMENT, NoticeKind.OUT_OF_HOURS)
    is_unanswered = is_acknowledgement and incident is not None and not incident.responded_at
    due = answer_by(session, desk.policy, incident, desk.clock()) if is_unanswered and incident else None
    notice = notice_of(action, to, incident, due)
    if action.notice is NoticeKind.RESOLVED and incident is not None and notice.template == "resolved":
        return replace(notice, context={**notice.context, "asks": asks(session, desk, incident, to)})
    is_passed_on = action.notice is NoticeKind.ACKNOWLEDGEMENT and bool(incident and incident.passed_on_by)
    if is_passed_on and "asks_to_write" in notice.context and _is_first_in_term(session, desk, to):
        return replace(notice, context={**notice.context, "asks_to_write": True})
    return notice


def _is_first_in_term(session: Session, desk: Desk, to: Person) -> bool:
    """Whether somebody has not been asked to write to the desk itself yet in this term, and is now."""
    today = desk.clock().astimezone(desk.policy.zone).date()
    begun = [term.first for term in school_days(session).terms if term.first <= today]
    key = f"asked to write:{to.address}:{max(begun, default=today.replace(month=1, day=1))}"
    if desk_store.is_done(session, key):
        return False
    desk_store.mark_done(session, key, desk.clock())
    return True


def notice_of_proposal(session: Session, number: int, to: Person) -> Notice:
    """The mail that lays a proposal before a person."""
    row = session.get_one(ProposalRow, number)
    mail = mails.mail_by_id(session, row.mail_id) if row.mail_id else None
    # What the row says of the mail is written last, when everything is decided.
    read = parse_mail(mails.raw_of(mail)) if mail else None
    sender = people.person_by_address(session, read.from_.addr) if read and read.from_ else None
    name = sender.name if sender else (read.from_.name or read.from_.addr) if read and read.from_ else ""
    return notices.proposal(to, number, from_text(row.content), name, hide_accounts(read.subject) if read else "")


def tell_proposals(desk: Desk) -> int:
    """Lay each new proposal before whoever decides on it, a mail each. Returns how many were told of."""
    with desk.database.reading() as session:
        if not kept.has_untold(session):
            return 0
    with desk.database.writing() as session:
        told = 0
        for row in kept.open_proposals(session):
            if row.told_at is not None:
                continue
            # What a second mail has changed in it is told again.
            key = f"proposal:{row.id}:{hashlib.sha256(row.content.encode()).hexdigest()[:16]}"
            for person in _deciders(session, ProposalKind(row.kind)):
                write_mail(session, desk, notice_of_proposal(session, row.id, person), Cause(key))
            row.told_at = desk.clock()
            told += 1
        return told


def _deciders(session: Session, kind: ProposalKind) -> list[Person]:
    """Finance for what is finance's; else the coordinators, or the deputies where there is none."""
    roles = (Role.COORDINATOR, Role.DEPUTY, Role.OWNER)
    for role in (Role.FINANCE, *roles) if kind is ProposalKind.PAYMENT else roles:
        if found := people.people_with_role(session, role):
            return found
    return []
