"""Who will get which mail of a decision: as `apply` will write it, before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mailtick.incidents.actions import Action, Assign, NoticeKind, Notify, OpenIncident
from mailtick.incidents.commands.command import after
from mailtick.incidents.lookup import Lookup
from mailtick.incidents.opened import OPENED, IncidentId
from mailtick.incidents.people import Person
from mailtick.incidents.visibility import sees

# The template of what somebody gets who may not see what it is about.
_RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class ForeseenMail:
    """One mail by the name of its template, to whom, and who gets a copy."""

    template: str
    to: tuple[Person, ...]
    cc: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sight:
    """Whether an incident is for few to see, and whose it is, once the decision is made true."""

    is_restricted: bool = False
    theirs: tuple[Person | None, ...] = ()


def foresee(notify: Notify, actions: Sequence[Action], lookup: Lookup) -> tuple[ForeseenMail, ...]:
    """Return the mails that a Notify of `actions` becomes: of a restricted matter not everybody gets the same."""
    sight = _sight(notify.incident, actions, lookup)
    if not sight.is_restricted or notify.as_leads or notify.notice is NoticeKind.TRANSCRIPT:
        cc = () if sight.is_restricted else tuple(person for person in notify.cc if person not in notify.to)
        return (ForeseenMail(notify.notice, notify.to, cc),)
    seeing = tuple(person for person in notify.to if sees(person, sight.is_restricted, sight.theirs))
    others = tuple(person for person in notify.to if person not in seeing)
    both = (ForeseenMail(notify.notice, seeing), ForeseenMail(_RESTRICTED, others))
    return tuple(mail for mail in both if mail.to)


def _sight(incident: IncidentId | None, actions: Sequence[Action], lookup: Lookup) -> _Sight:
    about = [action for action in actions if getattr(action, "incident", None) == incident]
    if incident is OPENED:
        assigned = tuple(action.to for action in about if isinstance(action, Assign))
        opened = [action for action in actions if isinstance(action, OpenIncident)]
        return _Sight(opened[0].is_restricted, (opened[0].reporter, *assigned)) if opened else _Sight()
    found = lookup.incident(incident) if isinstance(incident, int) else None
    if found is None:
        return _Sight()
    then = after(found, tuple(about))
    return _Sight(then.is_restricted, (then.reporter, then.assignee))
