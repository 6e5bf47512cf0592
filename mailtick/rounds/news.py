"""Make a firm's news true, and take them back: the hand-over, its wait, the incident; in the caller's transaction.

Promise: each change has its line in the incident's log; what was changed is returned, so that it can be taken back.
Failures: what somebody changed since raises NotKept, a sentence; nothing was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import Event
from mailtick.incidents.incident import State
from mailtick.incidents.news.facts import NewsKind
from mailtick.incidents.news.mails import job_news
from mailtick.incidents.news.told import NEWS_WORDS, Told, sentences_for_requester
from mailtick.incidents.proposals.proposal import Job, Proposal
from mailtick.registers.changing import Author, change, retire
from mailtick.registers.diary import DIARY
from mailtick.registers.proposing import Written, add_keyed
from mailtick.rounds import ordered
from mailtick.rounds.fields import note_state
from mailtick.rounds.kept_rows import put, put_back
from mailtick.rounds.write import Cause, write_mail
from mailtick.store import approvals, handovers, people
from mailtick.store.appending import NewEntry, add_entries
from mailtick.store.calendar import school_days
from mailtick.store.clock import look_again
from mailtick.store.incidents import incident_by_id, open_wait
from mailtick.store.tables import HandoverRow, IncidentRow

_LENT = re.compile(r"\b(?:loan\w*|lent|lend\w*|borrow\w*|spare|substitute|replacement|portable)\b", re.IGNORECASE)
# Until they come, or have come, a hand-over moves on by what they tell.
_UNDER_WAY = ("sent", "acknowledged", "accepted", "scheduled")


@dataclass(frozen=True, slots=True)
class _Telling:
    """News that is being made true: of which job, told when, by whom it counts now."""

    session: Session
    desk: Desk
    job: Job
    provider: str
    received_at: datetime
    by: Author
    handover: HandoverRow

    @property
    def about(self) -> tuple[Session, str, str]:
        """Where the diary is, of which incident, and of which firm."""
        return self.session, self.job.reference, self.provider

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.desk.policy.zone).date()

    def put(self, **columns: object) -> Iterator[Written]:
        """Change columns of the hand-over."""
        for name, value in columns.items():
            yield from put(self.handover, name, value)


def confirm(
    session: Session, desk: Desk, proposal: Proposal, received_at: datetime, by: Author, *, is_at_once: bool
) -> tuple[Written, ...]:
    """Make what a firm told true, and return what was changed beside what the proposal writes into the registers.

    `received_at` is when they told it: what is done counts from then, however late a person says so. Those it is for
    hear of it here, but for what was recorded at once: then the decision has told them.
    """
    if proposal.job is None:
        return ()
    job = proposal.job
    handover = session.get_one(HandoverRow, job.handover)
    telling = _Telling(session, desk, job, proposal.provider, received_at, by, handover)
    written = [each for told in proposal.told for each in _make_true(telling, told)]
    written += _look_again(telling, proposal.told)
    session.flush()
    add_entries(session, [_entry(job, by, each) for each in proposal.told])
    look_again(session, {job.incident}, desk.clock())
    if not is_at_once:
        _tell(telling, [replace(each, doubt="") for each in proposal.told])
    return tuple(written)


def _entry(job: Job, by: Author, told: Told) -> NewEntry:
    return NewEntry(
        job.incident,
        by.at,
        by.who,
        Event.HANDOVER.value,
        by.because,
        told.kind.value,
        "",
        told.shown or "yes",
        f'they wrote: "{told.words}"' if told.words else "",
        True,
        by.mail_id,
        None,
    )


def _make_true(telling: _Telling, told: Told) -> Iterator[Written]:
    match told.kind:
        case NewsKind.VISIT if not told.is_offer:
            yield from telling.put(promised_at=told.begins_at, promised_until=told.ends_at)
            if telling.handover.state in _UNDER_WAY:
                yield from telling.put(state="scheduled")
            yield from _no_other_visit(telling)
            yield from ordered.visit_brings_it(*telling.about, telling.by, telling.day(telling.by.at))
        case NewsKind.ETA:
            yield from telling.put(eta_at=told.ends_at)
            yield from ordered.delivery_moves(*telling.about, telling.day(told.ends_at), telling.by)
        case NewsKind.QUOTE:
            until = datetime.fromisoformat(told.until).date() if told.until else None
            yield from telling.put(
                quote_number=told.number,
                quoted_net_pence=told.net_pence,
                quoted_vat_pence=told.vat_pence,
                quote_valid_until=until,
            )
        case NewsKind.ON_SITE:
            yield from telling.put(on_site_at=telling.handover.on_site_at or told.begins_at)
            if telling.handover.state in _UNDER_WAY:
                yield from telling.put(state="on_site")
            yield from _visits_done(telling, told.begins_at)
        case NewsKind.DONE:
            done = {"done_at": telling.received_at, "accepted_at": telling.by.at}
            yield from telling.put(state="done", outcome="fixed", **done)
            yield from _visits_done(telling, telling.received_at)
            yield from ordered.deliveries_done(*telling.about, telling.day(telling.received_at), telling.by)
            yield from _lent_goes_back(telling)
            yield from _back_to_us(telling)
        case NewsKind.RETURNED:
            yield from telling.put(state="returned", outcome="returned")
            yield from _back_to_us(telling)
        case NewsKind.NOT_COVERED:
            yield from telling.put(outcome="not_covered")
        case _:
            return


def _back_to_us(telling: _Telling) -> Iterator[Written]:
    """Their wait ends when they told it; who has it now looks before those it is for hear (DOMAIN.md 5.2).

    What is fixed for now stays so until somebody resolves it (RULINGS 18).
    """
    wait = open_wait(telling.session, telling.job.incident)
    if wait is not None and wait.waiting_on in ("provider", "visit"):
        yield from put(wait, "to_at", max(telling.received_at, wait.from_at))
    incident = telling.session.get_one(IncidentRow, telling.job.incident)
    if (old := incident.state) in (State.WAITING_PROVIDER, State.SCHEDULED):
        yield from put(incident, "state", State.IN_PROGRESS)
        note_state(incident, State.IN_PROGRESS, telling.by.at)
        add_entries(telling.session, [_moved(telling.job, telling.by, old, State.IN_PROGRESS)])


def _lent_goes_back(telling: _Telling) -> Iterator[Written]:
    """What was lent until it is mended is a task of that day."""
    incident = telling.session.get_one(IncidentRow, telling.job.incident)
    if incident.state is not State.TEMPORARY_FIX or not _LENT.search(incident.temporary_fix):
        return
    day = telling.day(telling.by.at)
    lent = "what was lent" if incident.is_restricted else incident.temporary_fix
    cells = {"kind": "task", "on": day.isoformat(), "what": f"Take back: {lent}", "about": telling.job.reference}
    yield Written(DIARY.name, add_keyed(telling.session, DIARY, cells, telling.by))


def _moved(job: Job, by: Author, old: State, new: State) -> NewEntry:
    return NewEntry(
        job.incident,
        by.at,
        by.who,
        Event.STATE.value,
        by.because,
        "state",
        old.value,
        new.value,
        "",
        True,
        by.mail_id,
        None,
    )


def _look_again(telling: _Telling, told: Sequence[Told]) -> Iterator[Written]:
    """Somebody looks again when they have promised to come, to be done, or to write."""
    service = telling.desk.policy.service_time(school_days(telling.session))
    moments = [
        each.ends_at if each.hours and each.kind is not NewsKind.VISIT else service.close_of_day(each.ends_at, 0)
        for each in told
        if each.kind in (NewsKind.VISIT, NewsKind.ETA, NewsKind.NEXT_NEWS) and not each.is_offer
    ]
    wait = open_wait(telling.session, telling.job.incident)
    to_come = [each for each in moments if each > telling.by.at]
    if wait is not None and wait.waiting_on == "provider" and to_come:
        yield from put(wait, "follow_up_at", min(to_come))


def _no_other_visit(telling: _Telling) -> Iterator[Written]:
    """Where they said before that they come at another time, that one stands in the diary no more."""
    today = telling.day(telling.by.at)
    visits = handovers.entries_to_come(telling.session, telling.job.reference, telling.provider, "visit")
    newest = max((each.id for each in visits), default=0)
    for visit in visits:
        if visit.on >= today and visit.id != newest:
            retire(telling.session, DIARY, visit.ref, telling.by, today)
            yield Written(DIARY.name, visit.ref, "retired_on", "", today.isoformat())


def _visits_done(telling: _Telling, at: datetime) -> Iterator[Written]:
    """A visit that was to be by then has been made."""
    day = telling.day(at)
    for visit in handovers.entries_to_come(telling.session, telling.job.reference, telling.provider, "visit"):
        if visit.on <= day:
            change(telling.session, DIARY, visit.ref, {"done_on": day.isoformat()}, telling.by)
            yield Written(DIARY.name, visit.ref, "done_on", "", day.isoformat())


def _tell(telling: _Telling, told: Sequence[Told]) -> None:
    """M9 or M3 to those it is for, if they gain by it."""
    session, desk, job = telling.session, telling.desk, telling.job
    incident = incident_by_id(session, job.incident, desk.policy.facts.prefix)
    firm = people.provider_by_code(session, telling.provider)
    lines = sentences_for_requester(firm.name, told) if firm else ()
    if incident is None or not lines or not incident.is_open:
        return
    for person in incident.affected:
        notice = (
            notices.known_fault(incident, person, news=lines)
            if len(incident.affected) > 1
            else job_news(incident, person, lines)
        )
        write_mail(session, desk, notice, Cause(f"{telling.by.because}:{telling.by.at.isoformat()}"), job.reference)


def undo(session: Session, written: Sequence[Written], job: Job, by: Author) -> None:
    """Put back what `confirm` changed. Raises NotKept where somebody changed it since."""
    for each in reversed(written):
        put_back(session, each)
        if (each.register, each.column) == ("incidents", "state"):
            add_entries(session, [_moved(job, by, State(each.new), State(each.old))])
    add_entries(session, [_note(job, by, "news of the firm taken back")])
    for each in written:
        if each.column == "quoted_net_pence" and each.new:
            _nothing_to_decide(session, job, int(each.new), by)
    look_again(session, {job.incident}, by.at)


def _nothing_to_decide(session: Session, job: Job, net_pence: int, by: Author) -> None:
    """Nobody decides on a quote that is none, and the incident does not rest on it."""
    if not approvals.withdraw(session, job.incident, handovers.provider_of(session, job.handover), net_pence):
        return
    add_entries(session, [_note(job, by, "what was asked about their quote is taken back with it")])
    incident, wait = session.get_one(IncidentRow, job.incident), open_wait(session, job.incident)
    if incident.state is State.WAITING_APPROVAL:
        incident.state = State.IN_PROGRESS
        note_state(incident, State.IN_PROGRESS, by.at)
        add_entries(session, [_moved(job, by, State.WAITING_APPROVAL, State.IN_PROGRESS)])
        if wait is not None and wait.waiting_on == "approval":
            wait.to_at = max(by.at, wait.from_at)


def _note(job: Job, by: Author, text: str) -> NewEntry:
    return NewEntry(job.incident, by.at, by.who, Event.NOTE.value, by.because, "", "", "", text, True, by.mail_id, None)


def in_words(told: Sequence[Told]) -> str:
    """What was recorded, for whoever said so."""
    return "; ".join(f"{NEWS_WORDS[each.kind]} {each.shown}".rstrip() for each in told)
