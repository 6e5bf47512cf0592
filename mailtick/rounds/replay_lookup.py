"""What the desk knew when a mail came, as far as it can still be told; for deciding on old mails once more.

Promise: nothing is written. Incidents that came later, the mail's own among them, and mails that we wrote later, are
not seen.
Failures: what the desk keeps no history of is as it is now: `AS_OF_NOW` says what.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from mailtick.incidents.incident import Incident
from mailtick.incidents.lookup import AutomaticMail, RecentIncident
from mailtick.incidents.people import Person
from mailtick.rounds.lookup import StoreLookup

AS_OF_NOW = (
    "people, roles, firms, places, categories and equipment are as the registers have them now",
    "an incident that is closed by now is not looked at as one that a mail may be one more report of",
    "who is away, stopped or blocked is as it is known now",
)

_REMEMBERED = ("person", "is_list", "is_verified", "blocked_by", "rota", "people_named", "people_called")


class ReplayLookup(StoreLookup):
    """The desk at `moment`, which is set for each mail. As nothing changes meanwhile, all that was read is kept."""

    moment: datetime

    def __init__(self, session: Session, prefix: str) -> None:
        super().__init__(session, prefix)
        # The same people write again and again.
        for name in _REMEMBERED:
            setattr(self, name, functools.cache(getattr(super(), name)))

    def incident(self, incident: int) -> Incident | None:
        found = super().incident(incident)
        return found if found is not None and found.received_at < self.moment else None

    def open_of(self, person: Person) -> tuple[Incident, ...]:
        return self._known(super().open_of(person))

    def open_in_category(self, category: str, since: datetime) -> tuple[Incident, ...]:
        return self._known(super().open_in_category(category, since))

    def unstarted(self, person: Person) -> tuple[Incident, ...]:
        return self._known(super().unstarted(person))

    def opened_since(
        self, since: datetime, reporter: str, category: str = "", place: str = ""
    ) -> tuple[RecentIncident, ...]:
        found = super().opened_since(since, reporter, category, place)
        return tuple(each for each in found if each.received_at < self.moment)

    def filed(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(each for each in super().filed(message_ids) if self.incident(each))

    def filed_with_references(self, message_ids: Sequence[str]) -> tuple[int, ...]:
        return tuple(each for each in super().filed_with_references(message_ids) if self.incident(each))

    def automatic_mails_to(self, address: str, since: datetime) -> tuple[AutomaticMail, ...]:
        return tuple(each for each in super().automatic_mails_to(address, since) if each.at < self.moment)

    def _known(self, found: tuple[Incident, ...]) -> tuple[Incident, ...]:
        return tuple(each for each in found if each.received_at < self.moment)
