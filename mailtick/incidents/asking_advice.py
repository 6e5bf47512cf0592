"""M5 to whoever is asked for advice: what a person wrote, and no name of anybody. Source: DOMAIN.md SEED-13."""

from __future__ import annotations

from mailtick.incidents.incident import Incident
from mailtick.incidents.notices import Manner, Notice, as_recipient
from mailtick.incidents.people import Provider


def advice(incident: Incident, provider: Provider, why: str) -> Notice:
    """A question to a local authority or a trust; `why` is the question."""
    context = {"incident": incident, "why": why}
    return Notice("advice", as_recipient(provider), context, Manner.PERSON, f"M5:{provider.code}", incident.id)
