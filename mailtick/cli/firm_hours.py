"""Say after a change which hours of firms are not understood, so that nobody counts on them."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from mailtick.registers.firm_hours import HOLD_HOURS, hours_not_understood


def say_hours(session: Session, register: str) -> None:
    """Warn beside what is printed, where the register is one that holds such hours."""
    if register in HOLD_HOURS:
        session.flush()
        for warning in hours_not_understood(session):
            click.echo(f"Note: {warning}", err=True)
