"""The mail that tells those it is for what a firm has told."""

from __future__ import annotations

from collections.abc import Sequence

from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import Manner, Notice
from mailtick.incidents.people import Person


def job_news(incident: Incident, to: Person, news: Sequence[str]) -> Notice:
    """M9: when the firm comes or expects to be done; sentences of recognised facts, never the firm's text."""
    context = {"incident": incident, "news": tuple(news)}
    return Notice("job_news", to, context, Manner.GENERATED, f"M9:{to.address}", incident.id)
