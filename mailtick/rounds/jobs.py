"""What a firm has told of a job, in words."""

from __future__ import annotations

from mailtick.incidents.moments import Moments
from mailtick.mail.money import pounds
from mailtick.store.tables import HandoverRow


def told_of(job: HandoverRow, moments: Moments) -> str:
    """As "they come Tue 17 Nov; to be done by Mon 16 Nov 10:30; quote Q-3318, £342.00 with VAT"."""
    parts = []
    if job.on_site_at:
        parts.append(f"they were there {moments.at(job.on_site_at)}")
    elif job.promised_at:
        parts.append(f"they come {_day_or_moment(job, moments)}")
    if job.eta_at and not job.done_at:
        parts.append(f"to be done by {moments.at(job.eta_at)}")
    if job.quoted_net_pence is not None:
        number = f" {job.quote_number}" if job.quote_number else ""
        parts.append(f"quote{number}, {pounds(job.quoted_net_pence + (job.quoted_vat_pence or 0))} with VAT")
    if job.outcome == "not_covered":
        parts.append("not covered, they say")
    if job.done_at:
        parts.append(f"done {moments.at(job.done_at)}")
    return "; ".join(parts)


def _day_or_moment(job: HandoverRow, moments: Moments) -> str:
    """The day alone, where they named no hour: then it begins at midnight."""
    if job.promised_at is None:
        return ""
    local = job.promised_at.astimezone(moments.zone)
    return moments.at(job.promised_at) if local.hour or local.minute else moments.on(local.date())
