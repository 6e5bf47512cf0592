"""Who may see a restricted matter, and what a firm's mail may show to those it is for. Source: RULINGS 13, 15."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mailtick.incidents.incident import Incident
from mailtick.incidents.people import Person, Role

_SEE_EVERYTHING = (Role.COORDINATOR, Role.DEPUTY, Role.OWNER)
# They may see a restricted matter as far as it is sent to them as such.
LEADS = (Role.DATA_PROTECTION, Role.SAFEGUARDING_LEAD)

LEFT_OUT = "(left out)"
_TWICE = re.compile(rf"{re.escape(LEFT_OUT)}(?:\s{{0,3}}{re.escape(LEFT_OUT)})+")
_ADDRESS = re.compile(r"(?:mailto:)?[^\s<>@()\[\],;:\"]{1,64}@[^\s<>@()\[\],;:\"]{1,255}", re.IGNORECASE)
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()]{1,2000}", re.IGNORECASE)
# As people write them: from "+" or "0", with blanks, stops, hyphens, strokes or brackets between; job numbers have none
# of that. After "call" also from another digit, and so in two groups; a date is none.
_NO_DATE = r"(?!\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b)"
_TELEPHONES = (
    re.compile(r"(?<![\w-])(?:\+\d|\(?0)[\d \t()./-]{7,20}\d(?![\w-])"),
    re.compile(
        rf"\b(call|ring|phone|dial|tel(?:ephone)?|mobile|mob|fax)\b[^\w\n£$€]{{1,6}}{_NO_DATE}"
        r"\d[\d \t()./-]{4,20}\d(?![\w:-]|[.,]\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w£$€./-])\d{4,5}[ /-]\d{6}(?![\w-]|[.,/]\d)"),
)
_EXTENSION = re.compile(r"\b(?:ext|extn|extension|durchwahl)\b\.?\s{0,2}:?\s{0,2}\d{1,6}\b", re.IGNORECASE)
_CLOSING = re.compile(r"(?:(?:kind|best|many)\s+)?(?:regards|wishes|thanks|thank you|cheers|sincerely|rgds)\b", re.I)
_LONGEST_CLOSING = 12
_LONGEST_QUOTE = 1000
_MOST_WORDS = 4
_SHORTEST_NAME = 3


def may_see(person: Person, incident: Incident) -> bool:
    """Whether somebody may see what an incident is about: everybody, but for a restricted one."""
    return sees(person, incident.is_restricted, (incident.reporter, incident.assignee))


def sees(person: Person, is_restricted: bool, theirs: Iterable[Person | None]) -> bool:
    """The same of an incident that may not be there yet; `theirs` are those whose matter it is."""
    if not is_restricted or person.has(*_SEE_EVERYTHING):
        return True
    return any(each is not None and _is_same(each, person) for each in theirs)


def _is_same(one: Person, other: Person) -> bool:
    """Also where one of them is written to at a further address of theirs; who is not on the list yet has no id."""
    return one.address == other.address or (one.id == other.id and one.id != 0)


@dataclass(frozen=True, slots=True)
class ProviderMail:
    """A mail of a provider's on an incident, as its log has it; `whole` is the text with its signature.

    `contact` is the name it was written under.
    """

    entry: int
    provider: str
    contact: str
    text: str
    domains: frozenset[str]
    is_released: bool
    whole: str = ""


def as_released(mail: ProviderMail) -> str:
    """Return a provider's text without addresses, telephone numbers, names of contacts and what follows a greeting."""
    text, _ = _cut_closing(mail.text)
    for pattern in (_ADDRESS, _LINK, *_hosts(mail.domains), *_TELEPHONES, _EXTENSION):
        text = pattern.sub(_left_out, text)
    text = _TWICE.sub(LEFT_OUT, text)
    for name in _names(mail):
        text = re.sub(rf"\b{re.escape(name)}\b", "somebody there", text)
    return text


def _left_out(found: re.Match[str]) -> str:
    """What is written in place of it; a word that led to a number stays."""
    return f"{found[1]} {LEFT_OUT}" if found.re.groups else LEFT_OUT


def _hosts(domains: Iterable[str]) -> Iterable[re.Pattern[str]]:
    return [re.compile(rf"[\w.-]*{re.escape(domain)}[^\s,;]*", re.IGNORECASE) for domain in sorted(domains)]


def _cut_closing(text: str, longest: int = _LONGEST_CLOSING) -> tuple[str, str]:
    """The text above "Kind regards", and the name right below it; a closing stands alone, `longest` lines from the end.

    A text that quotes below its signature is longer after it.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    for at in range(1, len(lines)):
        if _CLOSING.match(lines[at]) and len(lines[at].split()) <= _MOST_WORDS and len(lines) - at <= longest:
            below = next((line for line in lines[at + 1 :] if line), "")
            return "\n".join(lines[:at]).strip(), below if len(below.split()) <= _MOST_WORDS else ""
    return "\n".join(lines).strip(), ""


def _names(mail: ProviderMail) -> list[str]:
    """The names that it is from and signed with, and their words; those of the firm's own name may stand."""
    firm = {word.lower() for word in mail.provider.split()}
    names: list[str] = []
    for name in (mail.contact, _cut_closing(mail.whole, _LONGEST_QUOTE)[1]):
        words = [word.strip(".,()") for word in name.split()]
        parts = [each for each in words if len(each) >= _SHORTEST_NAME and each[:1].isupper()]
        parts = [each for each in parts if each.lower() not in firm and each.isalpha()]
        names += ([" ".join(words)] if len(parts) > 1 else []) + parts
    return list(dict.fromkeys(names))
