"""The keys of `when`: what stands beside each, read into a condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time, timedelta

from mailtick.incidents import conditions as c
from mailtick.incidents import further_conditions as f
from mailtick.incidents.incident import IncidentType, Priority
from mailtick.incidents.pattern import Pattern
from mailtick.incidents.people import Role
from mailtick.incidents.rule_matter import MailKind, Shut
from mailtick.incidents.rule_values import one_of, several, text, texts
from mailtick.incidents.targets import read_target
from mailtick.mail.language import LANGUAGES

_LONGEST_WITHIN = timedelta(days=1)


def _addresses(value: object) -> tuple[str, ...]:
    found = tuple(each.lower() for each in texts(value))
    for each in found:
        if "@" not in each:
            raise ValueError(f'"{each}" is no address; write name@example.org, or @example.org for everybody there')
    return found


def _attachment(value: object) -> c.Condition:
    return c.HasAttachment(value) if isinstance(value, bool) else c.AttachmentName(texts(value))


def _hours(value: object) -> c.Condition:
    found, shut = texts(value), list(Shut)
    words = frozenset(Shut(each.lower()) for each in found if each.lower() in shut)
    return c.Hours(tuple(_span(each) for each in found if each.lower() not in shut), words)


def _span(words: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part.strip()) for part in words.split("-"))
        if start.tzinfo or end.tzinfo:
            raise ValueError("a time of day here is the desk's own")
        return start, end
    except ValueError:
        said = f'"{words}" is no span of time'
        raise ValueError(f'{said}; write it as "08:00-16:30", or open, closed or holiday') from None


def _weekday(value: object) -> c.Condition:
    days = tuple(each.lower() for each in texts(value))
    for day in days:
        if day not in c.WEEKDAYS:
            raise ValueError(f'"{day}" is no weekday; possible: {", ".join(c.WEEKDAYS)}')
    return c.Weekday(frozenset(c.WEEKDAYS.index(day) for day in days))


def _domains(value: object) -> c.Condition:
    names = tuple(each.lower().removeprefix("@") for each in texts(value))
    for name in names:
        if "." not in name or "@" in name:
            raise ValueError(f'"{name}" is no domain; write one such as "school.example"')
    return f.Domain(names)


def _language(value: object) -> c.Condition:
    codes = frozenset(each.lower() for each in texts(value))
    for code in codes:
        if code not in LANGUAGES:
            raise ValueError(f'"{code}" is no language that is recognised; possible: {", ".join(LANGUAGES)}')
    return f.Language(codes)


_ASSET_KEYS = ("tag", "provider", "contract", "words")


def _asset(value: object) -> c.Condition:
    """A tag or several, true for any equipment, or a table of what has to hold of it."""
    if isinstance(value, bool):
        return f.About(is_wanted=value)
    if not isinstance(value, Mapping):
        return f.About(tags=_folded(value))
    unknown = set(value) - set(_ASSET_KEYS)
    if unknown or not value:
        example = 'asset = { provider = "BBA", contract = "C5" }, asset = "SP-0037" or asset = true'
        raise ValueError(f"write {example}; possible in the table: {', '.join(_ASSET_KEYS)}")
    tags, providers, contracts = (_folded(value.get(key)) for key in ("tag", "provider", "contract"))
    words = Pattern(texts(value["words"])) if "words" in value else None
    return f.About(tags, providers, contracts, words)


def _folded(value: object) -> frozenset[str]:
    return frozenset(each.lower() for each in texts(value)) if value is not None else frozenset()


def _rooms(value: object) -> c.Condition:
    """How many places, within how long."""
    example = 'rooms = { at_least = 3, within = "30 minutes" }'
    if not isinstance(value, Mapping) or set(value) != {"at_least", "within"}:
        raise ValueError(f"write {example}")
    at_least = value["at_least"]
    if not isinstance(at_least, int) or isinstance(at_least, bool) or not 2 <= at_least <= 50:
        raise ValueError(f"at_least must be a whole number from 2 to 50; write {example}")
    try:
        within = read_target(text(value["within"])).span
    except ValueError:
        within = None
    if within is None or within > _LONGEST_WITHIN:
        raise ValueError(f"within must be minutes or hours, at most a day; write {example}")
    return f.SeveralRooms(at_least, within)


def _reference(value: object) -> c.Condition:
    return f.FirmReference(value) if isinstance(value, bool) else f.FirmReference(True, texts(value))


def _header(value: object) -> c.Condition:
    """A header that has to be there, or a table of headers with the words in each."""
    if isinstance(value, str):
        return f.Header(text(value).lower())
    if not isinstance(value, Mapping) or not value:
        raise ValueError('write header = "X-Priority" or header = { "X-Priority" = "1" }')
    return c.AllOf(tuple(f.Header(name.lower(), Pattern(texts(words))) for name, words in value.items()))


CONDITIONS: Mapping[str, Callable[[object], c.Condition]] = {
    "sender": lambda value: c.Sender(_addresses(value)),
    "role": lambda value: f.HasRole(frozenset(several(Role)(value))),
    "domain": _domains,
    "recipient": lambda value: c.Recipient(_addresses(value)),
    "mailbox": lambda value: f.Mailbox(texts(value)),
    "subject": lambda value: c.Subject(Pattern(texts(value))),
    "text": lambda value: c.Text(Pattern(texts(value))),
    "words_of": lambda value: f.WordsOf(texts(value)),
    "language": _language,
    "category": lambda value: c.Category(texts(value)),
    "place": lambda value: c.AtPlace(texts(value)),
    "asset": _asset,
    "usual_room": lambda value: f.UsualRoom(texts(value)),
    "type": lambda value: f.OfType(one_of(IncidentType)(value)),
    "priority": lambda value: f.OfPriority(frozenset(several(Priority)(value))),
    "attachment": _attachment,
    "hours": _hours,
    "weekday": _weekday,
    "rooms": _rooms,
    "reference": _reference,
    "kind": lambda value: f.OfKind(frozenset(several(MailKind)(value))),
    "header": _header,
}
