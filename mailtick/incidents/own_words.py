"""What whoever reports a matter wrote themselves: what they pass on of others raises nothing."""

from __future__ import annotations

from mailtick.incidents.actions import Action, NoticeKind
from mailtick.incidents.case import Case
from mailtick.incidents.floors import Told, alarms, told_in
from mailtick.incidents.incident import Incident, Priority, State
from mailtick.incidents.needed import ProposeNeeded, needed_in
from mailtick.incidents.report import Report
from mailtick.mail.message import Kind
from mailtick.mail.reply import has_new_text


def told_of(case: Case, report: Report) -> Told | None:
    """Return what floors look at; nothing of a firm's mail, and of one that is older than the desk.

    A forged mail that somebody asks about speaks of viruses and stolen passwords, too. Of a mail that the team passes
    on for a colleague the colleague's words count.
    """
    if case.sender.provider is not None or case.is_before_the_desk:
        return None
    if report.on_behalf_by is not None:
        return _told(case, case.mail.subject, report.all_words)
    return _told(case, "" if case.classification.kind is Kind.FORWARD else case.mail.subject, _own(case))


def tell_of_alarm(case: Case, incident: Incident) -> tuple[Action, ...]:
    """Tell the coordinator of an answer that says what makes a new matter a P1.

    It raises nothing by itself: a person may have said before how urgent it is. Its subject is that of the incident.
    """
    if incident.priority is Priority.P1 or incident.state is State.CANCELLED or case.is_before_the_desk:
        return ()
    said = alarms(_told(case, "", _own(case)))
    if not said:
        return ()
    lines = (*said, "#priority 1 because …, with your reason, makes it a P1.")
    text, name, to = case.new_text, case.sender.name, case.coordinators()
    return case.notify(NoticeKind.ALERT, to, "An answer tells of a P1", incident.id, text, name, lines)


def propose_needed(case: Case, incident: Incident) -> tuple[ProposeNeeded, ...]:
    """Return by when an answer says that it is needed, where that is not known yet; a person says whether it holds."""
    told = _told(case, "", _own(case))
    needed = None if case.is_before_the_desk else needed_in(told.all_of_it, told.at)
    if needed is None or needed.by == incident.needed_by:
        return ()
    return (ProposeNeeded(incident.id, needed.by, f"{case.sender.name} wrote so"),)


def _own(case: Case) -> str:
    return case.own_text if has_new_text(case.mail) else ""


def _told(case: Case, subject: str, text: str) -> Told:
    registers, policy = case.lookup.registers, case.policy
    at, days = case.received_at.astimezone(policy.zone), policy.service_time(registers.school_days()).days
    return told_in(subject, text, at, days, policy.sessions, registers)
