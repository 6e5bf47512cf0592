"""Hours of firms that nobody understands: until somebody corrects them, the firm is taken to work the usual ones."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailtick.incidents.firm_jobs import USUAL_HOURS, why_not_hours
from mailtick.store.tables import ContractRow, ProviderRow

# The registers that hold such hours.
HOLD_HOURS = frozenset({"providers", "contracts"})


def hours_not_understood(session: Session) -> Iterator[str]:
    """Yield a sentence for each firm and contract in use whose hours are not understood."""
    firms = select(ProviderRow.code, ProviderRow.hours).where(ProviderRow.retired_on.is_(None))
    contracts = select(ContractRow.ref, ContractRow.support_hours).where(ContractRow.retired_on.is_(None))
    for register, query in (("providers", firms), ("contracts", contracts)):
        column = "hours" if register == "providers" else "support_hours"
        for key, hours in session.execute(query):
            if why := why_not_hours(hours):
                how = f'`mailtick register set {register} {key} {column}="…"` corrects it'
                yield f"the hours of {key} are counted as {USUAL_HOURS}, since they are not understood: {why}; {how}"
