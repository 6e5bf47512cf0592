"""What needs somebody now, as the first page shows it: each line with the verb that does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from mailtick.incidents.approvals import Approval, why_not_decide
from mailtick.incidents.clock import read_clock
from mailtick.incidents.firm_jobs import PROMISED_WORDS, FirmJob
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Role
from mailtick.incidents.presence import LOOKING_AFTER, gaps, on_cover
from mailtick.incidents.proposals.proposal import Proposal, ProposalKind, from_text, may_decide
from mailtick.incidents.service_level import Due
from mailtick.incidents.triage import RUNGS
from mailtick.incidents.words import WAITING_WORDS
from mailtick.mail.money import plain_pounds, pounds
from mailtick.registers.agenda import Entry, Projected, agenda, overdue
from mailtick.registers.asked import possible_words
from mailtick.registers.standing import NO_DAY, standing
from mailtick.rounds.lookup import StoreLookup
from mailtick.store import approvals, kept, needs, triage
from mailtick.store.calendar import school_days
from mailtick.store.incident_list import WAITING, Asked, Which, lines_of, lives_of, open_ids
from mailtick.store.reminders import snoozed
from mailtick.web.access import may_read
from mailtick.web.html import ago, how_long
from mailtick.web.linked import record_path
from mailtick.web.visit import Visit

_MOST = 20
_MOST_JOBS = 200
_AHEAD = timedelta(days=14)
_FAR_AHEAD = timedelta(days=30)
_ENDS = (Projected.NOTICE_DEADLINE, Projected.CONTRACT_END, Projected.LICENCE_END)
_TEAM = (Role.COORDINATOR, Role.DEPUTY, Role.FIRST_LEVEL)
_LONGEST = 160
_BUTTONS = {
    "snooze 1w": "Remind me in a week",
    "renew 1y": "Renewed for a year",
    "cancel sent": "Notice was given",
    "ask owner": "Ask the owner",
    "passed on": "Passed on to finance",
}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits: what, a word more, and where the verb leads. With `fields` the verb is done at once."""

    what: str
    more: str
    verb: str
    path: str
    incident: Incident | None = None
    fields: tuple[tuple[str, str], ...] = ()
    is_late: bool = False

    @property
    def key(self) -> str:
        """What tells it from the others on the page, for as long as it is the same."""
        about = self.incident.number if self.incident else "all"
        return "-".join([*self.verb.lower().split(), str(about), *(value for _, value in self.fields[1:])])


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A proposal that waits for a word."""

    number: int
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Lapsing:
    """Something of a register that is due: `answers` are what can be said at once, each with what its button says.

    `href` is the page of its record, empty for somebody who may not read it.
    """

    entry: Entry
    href: str
    amount: str
    is_late: bool
    answers: tuple[tuple[str, str], ...]

    @property
    def has_day(self) -> bool:
        return self.entry.on != NO_DAY


@dataclass(frozen=True, slots=True)
class Doing:
    """How the desk is doing, in numbers."""

    open: int
    late: int
    waiting: int
    today_in: int
    today_out: int


@dataclass(frozen=True, slots=True)
class Needs:
    """All that the first page shows somebody."""

    lines: tuple[Need, ...] = ()
    proposals: tuple[ToConfirm, ...] = ()
    lapsing: tuple[Lapsing, ...] = ()
    more_lapsing: int = 0
    cover: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    doing: Doing | None = None
    mine: tuple[Incident, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.proposals or self.lapsing or self.warnings or self.mine)


def needs_of(session: Session, visit: Visit) -> Needs:
    """Return what needs this person now."""
    lookup = visit.lookup(session)
    lapsing = [*_lapsing(session, visit)]
    cover, warnings = _cover(session, visit, lookup) if visit.is_desk else ((), ())
    if visit.person.has(Role.COORDINATOR, Role.DEPUTY, Role.OWNER):
        warnings = (*_nobody_looked(session, visit, lookup), *warnings)
    lines = (*(_of_the_desk(session, visit, lookup) if visit.is_desk else ()), *_approvals(session, visit, lookup))
    mine = lookup.open_of(visit.person) if visit.person.has(*_TEAM) else ()
    return Needs(
        lines=lines,
        proposals=tuple(_proposals(session, visit)),
        lapsing=tuple(lapsing[:_MOST]),
        more_lapsing=max(0, len(lapsing) - _MOST),
        cover=cover,
        warnings=warnings,
        doing=_doing(session, visit) if visit.person.is_team else None,
        mine=tuple(sorted(mine, key=lambda each: (each.priority, each.number))),
    )


def _of_the_desk(session: Session, visit: Visit, lookup: StoreLookup) -> Iterator[Need]:
    now = visit.now
    if came := triage.in_triage_since(session):
        what = f"{len(came)} new {'matter' if len(came) == 1 else 'matters'} to put in order"
        yield Need(what, f"the oldest came {ago(came[0], now)}", "Triage", "/triage")
    team = {person.name for role in (*_TEAM, Role.OWNER) for person in lookup.team(role)}
    for each in needs.unread(session, team, visit.prefix, _MOST):
        words = "" if each.incident.is_restricted else " ".join(each.text.split())
        short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
        what = f"{each.who} wrote {ago(each.at, now)}"
        yield Need(what, short, "Read and answer", f"/incidents/{each.incident.number}", each.incident)
    yield from _firms_late(session, visit, lookup)
    for incident, on, at in needs.waits_due(session, now, visit.prefix, _MOST):
        # What is asked of whoever decides stands among the approvals.
        if on == "approval":
            continue
        what = f"Nothing heard, waiting for {WAITING_WORDS[on]}"
        yield Need(what, f"to be looked at {ago(at, now)}", "Look at it", f"/incidents/{incident.number}", incident)
    # What was given to nobody, and waits for nobody: bought by now, or begun and left.
    for line in lines_of(session, Asked(which=Which.NOBODY), visit.prefix, _MOST):
        if line.state not in (State.NEW, *WAITING) and (left := lookup.incident(line.id)) is not None:
            more = f"{line.state_words}; say who sees it through, or what was done"
            yield Need("Nobody has it", more, "Look at it", f"/incidents/{line.number}", left)
    count, oldest = needs.held_in_short(session)
    if count and oldest is not None:
        what = f"{count} {'mail is' if count == 1 else 'mails are'} held for you to decide"
        yield Need(what, f"the oldest came {ago(oldest, now)}", "Decide", "/held")


def _firms_late(session: Session, visit: Visit, lookup: StoreLookup) -> Iterator[Need]:
    zone = visit.desk.policy.zone
    for incident_id, priority in needs.with_firms(session, _MOST_JOBS):
        for job in lookup.firm_jobs(incident_id):
            for due in job.late(priority, zone, visit.now)[:1]:
                if (incident := lookup.incident(incident_id)) is not None:
                    yield _to_chase(visit, incident, job, due)


def _to_chase(visit: Visit, incident: Incident, job: FirmJob, due: Due) -> Need:
    chased = max(job.chased_at, default=None)
    asked = f"; chased {ago(chased, visit.now)}" if chased else ""
    more = f"{how_long(visit.now - due.due_at)} late{asked}"
    fields = (("incident", incident.reference), ("firm", job.firm.code))
    what = f"{job.firm.name} should {PROMISED_WORDS[due.what]}"
    return Need(what, more, "Chase", "/chase", incident, fields, is_late=True)


def _approvals(session: Session, visit: Visit, lookup: StoreLookup) -> Iterator[Need]:
    for each in approvals.all_approvals(session, open_alone=True):
        incident = lookup.incident(each.incident)
        if incident is None or not incident.is_open or not visit.may_see(incident):
            continue
        if each.asked_of.address == visit.person.address:
            more = f"asked by {each.asked_by} {ago(each.asked_at, visit.now)}"
            yield Need(each.words, more, "Decide", f"/approvals#approval-{each.id}", incident)
        elif visit.is_desk and not is_young(each, visit.now):
            more = f"asked {ago(each.asked_at, visit.now)}: {each.words}"
            yield Need(f"{each.asked_of.name} has not decided", more, "Look at it", "/approvals", incident)


def is_young(approval: Approval, now: datetime) -> bool:
    """Whether whoever decides was asked only now."""
    return now - approval.asked_at < timedelta(days=2)


def may_answer(visit: Visit, approval: Approval) -> bool:
    return not why_not_decide(visit.person, approval)


def _proposals(session: Session, visit: Visit) -> Iterator[ToConfirm]:
    lookup = visit.lookup(session)
    for row in kept.open_proposals(session):
        proposal = from_text(row.content)
        about = lookup.incident(proposal.job.incident) if proposal.job else None
        if may_decide(visit.person, ProposalKind(row.kind)) and (about is None or visit.may_see(about)):
            yield ToConfirm(row.id, proposal)


def _lapsing(session: Session, visit: Visit) -> Iterator[Lapsing]:
    """What of the registers is due and this person may answer for."""
    today = visit.now.astimezone(visit.desk.policy.zone).date()
    put_off = snoozed(session)
    ahead = [each for each in agenda(session, today, today + _FAR_AHEAD, today) if _is_near(each, today)]
    entries = [*overdue(session, today), *ahead, *standing(session, today)]
    for each in sorted(entries, key=lambda each: (each.on == NO_DAY, each.act_by or each.on, each.key)):
        until = put_off.get((each.register, each.key, each.kind, each.on))
        if each.done_on is not None or (until is not None and until > today) or not _is_theirs(each, visit):
            continue
        gross = None if each.net_pence is None else each.net_pence + (each.vat_pence or 0)
        words = possible_words(each.register, each.kind, "" if gross is None else plain_pounds(gross))
        answers = tuple((word, _on_button(word)) for word in words if "…" not in word)
        if answers:
            is_late = each.on != NO_DAY and (each.act_by or each.on) < today
            href = record_path(each.register, each.key) if may_read(each.register, visit.person) else ""
            yield Lapsing(each, href, pounds(gross) if gross is not None else "", is_late, answers)


def _on_button(word: str) -> str:
    """What an answer to a reminder is called: "paid 1368.00" as "Paid £1,368.00"."""
    if word.startswith("paid "):
        return f"Paid £{Decimal(word.removeprefix('paid ')):,.2f}"
    return _BUTTONS.get(word, f"{word[:1].upper()}{word[1:]}")


def _is_near(entry: Entry, today: date) -> bool:
    return entry.act_by is not None and (entry.kind in _ENDS or entry.act_by <= today + _AHEAD)


def _is_theirs(entry: Entry, visit: Visit) -> bool:
    if visit.is_desk or entry.person == visit.person.address:
        return True
    return entry.register == "payments" and visit.person.has(Role.FINANCE)


def _cover(session: Session, visit: Visit, lookup: StoreLookup) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is there today, and on which days nobody is."""
    today = visit.now.astimezone(visit.desk.policy.zone).date()
    words = {Role.COORDINATOR: "Coordinator", Role.DEPUTY: "Deputy", Role.FIRST_LEVEL: "First level"}
    here = {role: on_cover(role, lookup, today) for role in words}
    cover = tuple(
        f"{words[role]}: {', '.join(each.name for each in people) or 'nobody today'}" for role, people in here.items()
    )
    days = school_days(session)
    shown: Sequence[str] = [
        f"Nobody looks after the desk on {visit.moments.on(span.first)}"
        + (f" until {visit.moments.on(span.last)}" if span.last != span.first else "")
        for span in gaps(lookup, days, today)
    ]
    return cover, tuple(shown[:3])


def _nobody_looked(session: Session, visit: Visit, lookup: StoreLookup) -> Iterator[str]:
    """That nobody has looked at what is new for as long as others are told of it."""
    came, policy = triage.in_triage_since(session), visit.desk.policy
    if not came:
        return
    oldest = max(came[0], policy.live_since or came[0])
    names = {person.name for role in LOOKING_AFTER for person in lookup.team(role)}
    since = max(oldest, triage.last_look(session, names, oldest) or oldest)
    if policy.service_time(school_days(session)).between(since, visit.now) >= RUNGS[0].after:
        yield f"Nobody has looked at what is new since {visit.moments.at(since)}"


def _doing(session: Session, visit: Visit) -> Doing:
    counted = needs.counted_by_state(session)
    zone = visit.desk.policy.zone
    start = visit.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Doing(
        open=sum(counted.values()),
        late=len(late_ids(session, visit)),
        waiting=sum(counted.get(state, 0) for state in needs.WAITING),
        today_in=needs.came_in(session, start, start + timedelta(days=1)),
        today_out=needs.went_out(session, start, start + timedelta(days=1)),
    )


def late_ids(session: Session, visit: Visit) -> list[int]:
    """The open incidents that should be done by now."""
    policy = visit.desk.policy
    service = policy.service_time(school_days(session))
    lives = lives_of(session, open_ids(session))
    return [key for key, life in lives.items() if read_clock(life, service, policy.promises, visit.now).is_late]
