"""Decide what a mail leads to. Nothing happens here: the answer is a value, with its reasons.

The order of the questions: may we act on it at all? which incident does it belong to? who writes, and
how far are they believed? is it words, an answer, news from a provider, or a new matter?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailtick.incidents import matter, office, replies
from mailtick.incidents.absences import note_absence
from mailtick.incidents.actions import Action, AddEntry, Decision, Event, Hold, Ignore, NoticeKind
from mailtick.incidents.approval_answers import answer_approval, question_answered
from mailtick.incidents.asking import answer_asked
from mailtick.incidents.belong import Belonging, called_off, cited_mails, end_of_chain, find_belonging
from mailtick.incidents.breaker import interrupt
from mailtick.incidents.case import Case
from mailtick.incidents.checklist_words import run_checklists
from mailtick.incidents.commands.words import read_words
from mailtick.incidents.deeds import Deed, may
from mailtick.incidents.forwarding import firm_of, job_of, passed_on
from mailtick.incidents.list_answers import answer_list
from mailtick.incidents.lookup import Lookup, SentMail
from mailtick.incidents.people import Person, Role
from mailtick.incidents.policy import Policy
from mailtick.incidents.proposals.answering import answer_proposal
from mailtick.incidents.proposals.filing import file_paper
from mailtick.incidents.proposals.outages import note_outage
from mailtick.incidents.proposals.payments import other_paper, propose_payment
from mailtick.incidents.proposals.propose import propose
from mailtick.incidents.reminders import answer_reminder
from mailtick.incidents.report import only_words
from mailtick.incidents.returned import came_back
from mailtick.incidents.stock_answer import answer_stock_check
from mailtick.incidents.trust import Sender, Trust, judge_sender, newcomer, signed_in
from mailtick.incidents.unwanted import by_rule
from mailtick.incidents.visit_report import answer_visit_sheet
from mailtick.mail.accounts import hide_accounts
from mailtick.mail.automatic import is_known_by_subject_alone
from mailtick.mail.clues import find_clues
from mailtick.mail.message import Address, Classification, InboundMail, Kind
from mailtick.mail.reply import own_lines, read_reply


@dataclass(frozen=True, slots=True)
class Release:
    """A person's word on a held mail: onto an incident, or a new matter, for somebody else if need be.

    `related` is the incident that the new matter follows, `taken_off` the one that the mail was taken off.
    `host` is of whom the sender is a guest.
    """

    by: Person
    incident: int | None = None
    reporter: Person | None = None
    related: int | None = None
    taken_off: int | None = None
    host: Person | None = None


def decide(
    mail: InboundMail,
    classification: Classification,
    lookup: Lookup,
    policy: Policy,
    now: datetime,
    received_at: datetime | None = None,
    release: Release | None = None,
    *,
    in_sent: bool = False,
    mailbox: str = "",
    by: Person | None = None,
) -> Decision:
    """Return the actions for one mail, with the candidates and the reasons. Source: DESIGN.md section 4, 5.5.

    `received_at` is the server's internal date; without it, `now` stands for it. `release` is what a person
    said about a mail that was held: it is filed as they say, without asking again. `in_sent`: the mail lies in
    the Sent folder of the desk's own mailbox. `mailbox` is the name of the one through which it came. `by` is who wrote
    it on the web desk, signed in.
    """
    if classification.kind is Kind.LOOP and policy.is_own(mail.header("x-mailtick-desk")):
        return Decision((Ignore("a mail of this desk came back; answering it would never end"),))
    # Bank details stand in no log; whoever has to see them looks at the mail itself.
    new_text = hide_accounts(read_reply(mail))
    clues = find_clues(mail, own_lines(new_text), policy.facts.prefix, lookup.reference_patterns())
    cited = cited_mails(clues, lookup)
    sender = signed_in(by) if by else judge_sender(mail, cited.mails, lookup, policy, is_vouched=release is not None)
    returned = came_back(classification, cited, lookup) if classification.is_bounce else ()
    if returned and (sender is None or not all(isinstance(each, Hold | Ignore) for each in returned)):
        return Decision(returned, "a mail server")
    if release is not None and release.reporter is not None:
        sender = _vouched(release.reporter, release.by, mail, lookup)
    if sender is None:
        return Decision((Hold("it has no sender that can be answered: the From line is missing or unreadable"),))
    if (in_sent or policy.is_own(sender.address.addr)) and not by and not (release and release.reporter):
        sender = _the_desk(sender, policy, in_sent=in_sent)
    belonging = find_belonging(mail, new_text, clues, cited, sender, lookup, policy.facts.prefix)
    moment = received_at or now
    if not belonging.candidates:
        belonging = called_off(own_lines(new_text), sender, lookup, moment) or belonging
    if returned:
        belonging = Belonging()
    given = (lookup, policy, now, moment, in_sent, mailbox, by is not None)
    case = Case(mail, classification, new_text, clues, sender, belonging, *given)
    if returned:
        return Decision(by_rule(case) or returned, "a mail server")
    is_answer = any(sent.is_reminder for sent in cited.mails)
    answered = next((sent.proposal for sent in cited.mails if sent.proposal is not None), None)
    found = () if _is_by_a_machine(case) else _answered(case, cited.mails)
    said = found or _ask(case, answered, is_answer=is_answer)
    actions = _released(case, release) if release else interrupt(case, said)
    return Decision(actions, sender.words, belonging.candidates, belonging.doubts)


def _answered(case: Case, cited: Sequence[SentMail]) -> tuple[Action, ...]:
    """What an answer to a question, a visit sheet or a numbered list of ours does; such a mail is nothing else."""
    asked = question_answered(cited, case.sender)
    found = answer_approval(case, asked) if asked is not None else ()
    if not found and any(sent.is_visit_sheet for sent in cited):
        found = answer_visit_sheet(case)
    if not found and (sent := next((sent for sent in cited if sent.listed), None)):
        found = answer_list(case, sent)
    return found


def _vouched(person: Person, by: Person, mail: InboundMail, lookup: Lookup) -> Sender:
    """Whom a person takes a mail for; an address that is a firm's or somebody else's is not where they are answered."""
    address = mail.from_
    if address is None or "@" not in address.addr or _is_of_others(address, person, lookup):
        address = Address(person.address, person.name)
    return Sender(address, person, None, Trust.KNOWN, f"{by.name} said who wrote it")


def _is_of_others(address: Address, person: Person, lookup: Lookup) -> bool:
    known = lookup.person(address.key)
    return known.address != person.address if known else lookup.provider(address.key) is not None


def _the_desk(sender: Sender, policy: Policy, *, in_sent: bool) -> Sender:
    """Who writes from the desk's own mailbox takes part in everything; whether they are believed is another matter."""
    if in_sent:
        words = "sender verified: yes, it lies in the Sent folder of the desk's own mailbox"
        sender = replace(sender, words=words, trust=max(sender.trust, Trust.AUTHENTICATED))
    if sender.person is not None and sender.person.is_team:
        return sender
    desk = Person(0, sender.address.name or policy.facts.sender_name, sender.address.key, frozenset({Role.FIRST_LEVEL}))
    return replace(sender, person=desk, provider=None)


def _released(case: Case, release: Release) -> tuple[Action, ...]:
    if case.is_from_the_desk and release.incident is not None:
        return office.onto(case, end_of_chain(case.lookup, release.incident))
    if case.is_from_the_desk and release.reporter is None:
        return (Hold("the office wrote it itself"),)
    if release.incident is not None:
        return replies.answer(case, end_of_chain(case.lookup, release.incident))
    related = case.lookup.incident(release.related) if release.related is not None else None
    if case.sender.provider is not None:
        # Its mail is a matter of the school's: whoever took it up reports it, and the provider gets no answer.
        return matter.open_matter(case, release.by, related, is_own=True)
    before = case.lookup.incident(release.taken_off) if release.taken_off is not None else None
    writer = case.sender.person or newcomer(case.sender.address)
    return matter.open_matter(
        case,
        writer,
        related,
        is_own=True,
        is_for_few=before is not None and before.is_restricted,
        host=release.host,
    )


def _ask(case: Case, proposal: int | None = None, *, is_answer: bool = False) -> tuple[Action, ...]:
    """The order of the tests; the first that answers decides.

    `proposal` is the one whose mail it answers; `is_answer` says that it answers a reminder.
    """
    if case.in_sent and (found := office.found_in_sent(case)):
        return found
    if case.belonging.is_ambiguous:
        named = " or ".join(f"{each.reference} ({each.because})" for each in case.belonging.candidates)
        return (Hold(f"it may belong to {named}; a person has to say which"),)
    if case.sender.is_stranger and case.belonging.best is None:
        address = case.sender.address.key
        if by := case.lookup.blocked_by(address):
            return (Ignore(f"{address} is blocked: {by} said so"),)
    bill = propose_payment(case)
    if bill and case.belonging.best is None:
        return bill
    if _is_by_a_machine(case):
        if case.classification.kind is Kind.LIST and case.belonging.best is None and case.sender.person is not None:
            return (Hold(f"{case.sender.name} wrote it to a list; a person has to say whether it is for the desk"),)
        return _machine(case)
    if not may(case.sender, Deed.COMMENT) and not case.in_sent:
        return (Hold(f"it may be forged: it claims to be from {case.sender.claims}; {case.sender.words}"),)
    if case.is_from_the_desk:
        return office.from_the_desk(case)
    if asked := answer_asked(case):
        return asked
    if is_answer and not _is_by_a_machine(case) and (said := answer_reminder(case)):
        return said
    if proposal is not None and not _is_by_a_machine(case) and (answered := answer_proposal(case, proposal)):
        return answered
    if case.belonging.best is not None:
        return (*replies.answer(case, case.belonging.best), *bill)
    if case.sender.person is None and (ruled := by_rule(case)):
        return ruled
    if case.sender.is_stranger and case.belonging.doubts:
        return (Hold("; ".join(case.belonging.doubts)),)
    if (
        proposed := run_checklists(case)
        or answer_stock_check(case)
        or file_paper(case)
        or propose(case)
        or note_outage(case)
    ):
        return proposed
    if case.sender.provider is not None and case.sender.is_billing:
        paper = other_paper(case)
        what = f"{case.sender.provider.name} writes from its billing address{f', {paper}' if paper else ''}"
        return (Hold(f"{what}; whoever keeps the payments has to look at it"),)
    if case.sender.provider is not None:
        return (Hold(f"{case.sender.provider.name} writes, and nothing of theirs is open that it could be about"),)
    if case.sender.person is None or not may(case.sender, Deed.REPORT):
        spam = ", and a filter marked it as spam" if case.classification.is_spam else ""
        return (
            Hold(f"{case.sender.address.addr} is not known here{spam}; nothing is answered until somebody says so"),
        )
    if lines := only_words(case):
        return case.answer(NoticeKind.TRANSCRIPT, case.sender.person, "they wrote words", transcript=lines)
    return _passed_on_by_a_firm(case) or matter.open_matter(case, case.sender.person)


def _passed_on_by_a_firm(case: Case) -> tuple[Action, ...]:
    """A firm's mail that the team passes on is no new matter; nothing where it is another mail."""
    forwarded = passed_on(case)
    firm = firm_of(case, forwarded) if forwarded else None
    if forwarded is None or firm is None or read_words(case.own_text)[0]:
        return ()
    if job := job_of(case, forwarded, firm):
        return replies.answer(case, job.incident)
    why = f"{case.sender.name} passes on a mail of {firm.name}, and nothing in it tells which job it is about"
    how = f"`N to NUMBER` in answer to the list, or `mailtick held release N --to {case.policy.facts.prefix}-…`"
    return (Hold(f"{why}; put it where it belongs with {how}"),)


# LOOP here is another desk's mark: two desks may well write to each other, as long as no machine answers.
_MACHINES = frozenset({Kind.AUTO_REPLY, Kind.DELAY, Kind.RECEIPT, Kind.LIST, Kind.AUTOMATIC, Kind.LOOP})


def _is_by_a_machine(case: Case) -> bool:
    """What comes through a list of our own (RULINGS 7), or from the office through any, was written by people."""
    if case.classification.kind is Kind.LIST:
        return not (case.is_own_list or case.is_from_the_desk)
    return case.classification.kind in _MACHINES


def _machine(case: Case) -> tuple[Action, ...]:
    """A machine wrote: it is put where it belongs, changes no state, and is never answered."""
    reasons = "; ".join(case.classification.because)
    if case.belonging.best is None and (ruled := by_rule(case)):
        return ruled
    is_bulk = case.classification.kind in (Kind.AUTOMATIC, Kind.LIST)
    if case.belonging.best is None and case.sender.provider is not None and is_bulk:
        return (Hold(f"a machine of {case.sender.name} wrote it, and it belongs to no incident ({reasons})"),)
    if case.belonging.best is None and is_known_by_subject_alone(case.mail):
        why = "nothing but its subject says that a machine wrote it, and it belongs to no incident"
        return (Hold(f"{why}; a person has to say whether it is for the desk ({reasons})"),)
    if case.belonging.best is None:
        return (*note_absence(case), Ignore(f"a machine wrote it ({reasons}), and it belongs to no incident"))
    entry = AddEntry(case.belonging.best, Event.AUTOMATIC, case.new_text, case.because_of(f"automatic mail: {reasons}"))
    incident = case.lookup.incident(case.belonging.best)
    if case.classification.kind is Kind.LIST and case.sender.person is not None and incident is not None:
        # Groups and gateways mark what people write, too: no machine answers, and somebody has to see it.
        return (entry, *replies.tell_team(case, incident))
    if not may(case.sender, Deed.PROVIDER_NEWS) or case.classification.kind in (Kind.DELAY, Kind.RECEIPT):
        return (entry, *note_absence(case))
    answered = replies.provider_answered(case, is_human=False)
    if incident is None or case.classification.kind is Kind.AUTO_REPLY:
        return (entry, *answered)
    return (entry, *answered, *replies.machine_news(case, incident))
