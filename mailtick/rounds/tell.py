"""Which notice an action asks for, and what the coordinators hear of by themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from sqlalchemy.orm import Session

from mailtick.desk import Desk
from mailtick.incidents import notices
from mailtick.incidents.actions import NoticeKind, Notify
from mailtick.incidents.approval_mails import ORDER
from mailtick.incidents.articles import filled
from mailtick.incidents.commands import explained, words_of
from mailtick.incidents.incident import Incident
from mailtick.incidents.news.mails import job_news
from mailtick.incidents.notices import AnswerBy, Notice
from mailtick.incidents.people import Person
from mailtick.incidents.told_mails import LostMail
from mailtick.incidents.visibility import may_see
from mailtick.mail.header_lines import can_be_mailed
from mailtick.rounds.ordered import take_back
from mailtick.rounds.write import CHOSEN, Cause, readers_of_alerts, write_mail
from mailtick.store import handovers, incidents, mails
from mailtick.store.approvals import note_lost_order
from mailtick.store.tables import OutgoingRow


def notice_of(action: Notify, to: Person, incident: Incident | None, answer_by: AnswerBy | None = None) -> Notice:
    """Return the notice of `incidents/notices.py` that an action asks for, to one of its people."""
    if action.notice is NoticeKind.RECEIVED:
        return notices.received(to)
    if action.notice is NoticeKind.NOTED:
        return replace(notices.noted(to, action.text, incident), incident_id=incident.id if incident else None)
    if incident is None and action.notice is NoticeKind.TRANSCRIPT:
        return notices.transcript(to, action.transcript, None)
    if incident is None:
        return notices.alert(to, action.because, (action.text, *action.lines))
    words = words_of(to, incident)
    if not (action.as_leads or may_see(to, incident)):
        return _to_outsider(action, to, incident)
    match action.notice:
        case NoticeKind.ACKNOWLEDGEMENT | NoticeKind.OUT_OF_HOURS:
            is_shut, steps = action.notice is NoticeKind.OUT_OF_HOURS, action.text.splitlines()
            checks = [filled(each, incident) for each in action.lines]
            made = notices.acknowledgement(incident, to, action.by, answer_by, checks, steps, is_shut=is_shut)
            return replace(made, context={**made.context, CHOSEN: action.template}) if action.template else made
        case NoticeKind.ASSIGNMENT:
            return notices.assignment(incident, to, action.text, words)
        case NoticeKind.TAKEN_OFF:
            return notices.taken_off(incident, to, action.by)
        case NoticeKind.UPDATE:
            return notices.update(incident, to, action.text, action.by)
        case NoticeKind.QUESTION:
            return notices.question(incident, to, action.text, action.by, action.lines)
        case NoticeKind.STILL_ASKING:
            return notices.still_asking(incident, to, *action.lines)
        case NoticeKind.TEMPORARY_FIX:
            return notices.temporary_fix(incident, to, action.text, action.by, *action.lines)
        case NoticeKind.RESOLVED:
            return notices.resolved(incident, to, action.by)
        case NoticeKind.KNOWN_FAULT:
            return notices.known_fault(incident, to, action.by, action.lines)
        case NoticeKind.JOB_NEWS:
            return job_news(incident, to, action.lines)
        case NoticeKind.TEAM_NEWS | NoticeKind.PROVIDER_NEWS:
            is_providers = action.notice is NoticeKind.PROVIDER_NEWS
            return notices.team_news(
                incident, to, action.by, action.text, action.lines, words, is_providers=is_providers
            )
        case NoticeKind.MORE_NEWS:
            return notices.more_news(incident, to, action.by)
        case NoticeKind.TRANSCRIPT:
            is_lost = any(line.is_unknown for line in action.transcript)
            return notices.transcript(to, action.transcript, incident, ways=explained(to, incident) if is_lost else ())
        case NoticeKind.ALERT | NoticeKind.PROPOSAL | NoticeKind.ASKED | NoticeKind.SPLIT:
            return notices.alert(to, action.because, action.lines, incident, action.by, action.text, words)
        case _:
            assert_never(action.notice)


def _to_outsider(action: Notify, to: Person, incident: Incident) -> Notice:
    """What somebody hears who may not see what it is about; of their own words also what became of them."""
    if action.notice is NoticeKind.TRANSCRIPT:
        return replace(notices.transcript(to, action.transcript, None), incident_id=incident.id)
    return notices.restricted(incident, to)


def addressed(action: Notify, to: Person, incident: Incident | None) -> tuple[Person, ...]:
    """Return who stands in To of a person's copy, or nobody, if they alone do.

    Of a restricted matter nobody learns who else is told, but those who may see it.
    """
    seeing = tuple(each for each in action.to if incident is None or action.as_leads or may_see(each, incident))
    return seeing if to in (*seeing, *action.cc) else ()


def reached_at(session: Session, action: Notify, person: Person, incident: Incident | None) -> Person:
    """The same person at the address that they last wrote from about the incident, for what people write to them.

    Whoever wrote from home may not get at the school's mail. What is restricted goes to their first address alone.
    """
    if incident is None or incident.is_restricted or not action.notice.is_text_of_people:
        return person
    return replace(person, address=mails.written_from(session, incident.id, person.id) or person.address)


def tell_undelivered(session: Session, desk: Desk, outgoing: OutgoingRow, cause: Cause, because: str) -> None:
    """M20: tell the coordinators that a mail did not arrive, or the deputies if it was the coordinator's own.

    When an M20 itself does not arrive, nobody is told: that would never end.
    """
    if notices.UNDELIVERED in outgoing.once:
        return
    number = ""
    if outgoing.template == ORDER and outgoing.approval_id is not None:
        number = note_lost_order(session, outgoing.approval_id)
    prefix = desk.policy.facts.prefix
    incident = incidents.incident_by_id(session, outgoing.incident_id, prefix) if outgoing.incident_id else None
    job_for = handovers.provider_of(session, outgoing.handover_id) if outgoing.handover_id else ""
    if number and incident is not None:
        today = desk.clock().astimezone(desk.policy.zone).date()
        take_back(session, incident.reference, job_for, number, desk.clock(), today)
    word = outgoing.template if outgoing.template in ("order", "chase") else "second"
    lost = LostMail(outgoing.recipient, outgoing.subject, because, job_for, word)
    for person in readers_of_alerts(session, desk, but=outgoing.recipient):
        words = words_of(person, incident) if incident else ()
        notice = notices.undelivered(person, lost, incident, words)
        write_mail(session, desk, notice, cause, incident.reference if incident else "", is_cleared=True)


def mailable(action: Notify) -> tuple[Notify, tuple[Person, ...]]:
    """The same for those to whom mail can be sent, and the others: one bad address is to stop nobody's mail."""
    bad = tuple(each for each in (*action.to, *action.cc) if not can_be_mailed(each.address))
    if not bad:
        return action, ()
    to, cc = (tuple(each for each in people if each not in bad) for people in (action.to, action.cc))
    return replace(action, to=to, cc=cc), bad
