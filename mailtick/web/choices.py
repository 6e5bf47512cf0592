"""What drop-down lists offer: pairs of what is sent and what is read."""

from __future__ import annotations

from sqlalchemy.orm import Session

from mailtick.store.choices import category_names, place_names, provider_names

Choices = list[tuple[str, str]]


def places(session: Session) -> Choices:
    """Places in use by their names; incidents keep the name that a place had."""
    return [(name, name) for name in place_names(session)]


def categories(session: Session) -> Choices:
    return [(name, name) for name in category_names(session)]


def providers(session: Session) -> Choices:
    """Firms that are not retired, by code."""
    return list(provider_names(session))
