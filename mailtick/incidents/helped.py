"""Who was sent what to try says that it worked, before anybody worked on it: then it is done."""

from __future__ import annotations

from mailtick.incidents.actions import Action, ChangeState, SetField
from mailtick.incidents.articles import ArticleWorked
from mailtick.incidents.incident import Incident, State
from mailtick.incidents.people import Person
from mailtick.incidents.thanks import says_it_works

_UNTOUCHED = (State.NEW, State.ASSIGNED)


def helped(incident: Incident, person: Person, said: str, because: str) -> tuple[Action, ...]:
    """Return what follows where the reporter says of an article's checks that they worked; else nothing.

    Plain thanks say nothing of that. A person who has answered since has worked on it.
    """
    is_untouched = incident.state in _UNTOUCHED and (
        incident.responded_at is None or incident.responded_at <= incident.received_at
    )
    is_theirs = person.address == incident.reporter.address
    if not (incident.article and is_untouched and is_theirs and says_it_works(said)):
        return ()
    done = f"What our first answer said to try has helped ({incident.article})."
    return (
        SetField(incident.id, "resolution", done, because),
        SetField(incident.id, "fix_kind", "permanent", because),
        ChangeState(incident.id, State.RESOLVED, because),
        ChangeState(incident.id, State.CLOSED, because),
        SetField(incident.id, "how_closed", "confirmed", because),
        ArticleWorked(incident.id, incident.article, because),
    )
