"""What whoever reports a matter wrote themselves: what they pass on of others raises nothing."""

from __future__ import annotations

from mailtick.incidents.case import Case
from mailtick.incidents.floors import Told, told_in
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
    is_for_somebody = report.on_behalf_by is not None
    own = case.own_text if has_new_text(case.mail) else ""
    return told_in(
        "" if case.classification.kind is Kind.FORWARD and not is_for_somebody else case.mail.subject,
        report.all_words if is_for_somebody else own,
        case.received_at.astimezone(case.policy.zone),
        case.policy.service_time(case.lookup.registers.school_days()).days,
        case.policy.sessions,
        case.lookup.registers,
    )
