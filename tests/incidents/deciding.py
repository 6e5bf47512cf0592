"""From a mail as it comes to the decision about it, at Saltmarsh Primary."""

from __future__ import annotations

from typing import TypeVar

from mailtick.incidents.actions import Action, Decision, NoticeKind, Notify
from mailtick.incidents.decide import Release, decide
from mailtick.incidents.people import Person
from mailtick.incidents.policy import Policy
from mailtick.incidents.samples import AMIR_SHAH, CLAIRE_BROWN, SANDRA_KEMP
from mailtick.mail.classify import classify
from mailtick.mail.parse import parse_mail
from tests.support.lookup import GARETH_LLOYD, LEAH_DUNN, MONDAY, ZOE_MARSH, School, make_policy

T = TypeVar("T", bound=Action)


def _from(person: Person) -> str:
    return f"{person.name} <{person.address}>"


BROWN, KEMP, SHAH = _from(CLAIRE_BROWN), _from(SANDRA_KEMP), _from(AMIR_SHAH)
LLOYD, MARSH, DUNN = _from(GARETH_LLOYD), _from(ZOE_MARSH), _from(LEAH_DUNN)
KEV = "Kev <kev@brightboard.example>"
STRANGER = "Mo <mo.rahman77@personalmail.example>"


def decided(
    raw: bytes, school: School | None = None, policy: Policy | None = None, release: Release | None = None
) -> Decision:
    mail = parse_mail(raw)
    return decide(mail, classify(mail), school or School(), policy or make_policy(), MONDAY, MONDAY, release)


def only(decision: Decision, kind: type[T]) -> T:
    """The one action of a kind."""
    found = each(decision, kind)
    assert len(found) == 1, decision.as_json()
    return found[0]


def each(decision: Decision, kind: type[T]) -> list[T]:
    return [action for action in decision.actions if isinstance(action, kind)]


def told(decision: Decision) -> list[tuple[NoticeKind, str]]:
    """Which mail goes to whom, by the part before the @."""
    return [
        (action.notice, person.address.partition("@")[0]) for action in each(decision, Notify) for person in action.to
    ]
